"""A dossier: an ordered, named selection of cases with notes, and the decision taken on them.

An item keeps its case and what it gave when it was kept (`Frozen`). Every act answers another
dossier; the one before is nobody's to change, so that it can be restored.
"""

import secrets
from collections.abc import Callable, Mapping
from datetime import date
from math import inf, isinf
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
    field_validator,
    model_validator,
)

from simulator.cases.comparison import read_comparison
from simulator.cases.kept_picture import read_chart, read_portrait
from simulator.cases.programme import read_programme
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.errors import InputError
from simulator.text import say

VERSION = 1
NO_LIMIT = "inf"
"""How a value of law that sets no limit is written in a file."""
MOST_ITEMS, LONGEST_TITLE, LONGEST_TEXT = 60, 200, 5_000
Kind = Literal["scenario", "mecene", "comparaison", "programme", "portrait", "graphique"]
READERS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "scenario": read,
        "mecene": read_case,
        "comparaison": read_comparison,
        "programme": read_programme,
        "portrait": read_portrait,
        "graphique": read_chart,
    }
)
"""How the case of each kind of item is read; each raises InputError."""


def _finite(value: float | str | None) -> float | str | None:
    """A limit that is none, in the word that JSON may hold."""
    return NO_LIMIT if isinstance(value, float) and isinf(value) else value


def _limit(value: Any) -> Any:
    return inf if value == NO_LIMIT else value


Valeur = Annotated[
    float | str | None, BeforeValidator(_limit), PlainSerializer(_finite, when_used="json")
]


class Mention(NamedTuple):
    """What a row of law says beside its parameter, day and value, as `Row` has it."""

    unit: str
    event: str
    reference: str
    url: str
    checked_on: date
    confidence: str
    note: str
    prolonged: bool


class Frozen(BaseModel):
    """What a case gave on a day: its answer, the law and the code that made it, their checksum.

    `lois` are the rows of the parameters read: parameter, day since when, value; `renvois` the
    place in `mentions` of what else each row said. `lues_le` is the last day on which a row of
    that book was checked. An older file has `lois` alone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    le: date
    loi: str
    version: str
    resultat: dict[str, Any]
    lois: tuple[tuple[str, date, Valeur], ...] = ()
    renvois: tuple[int, ...] = ()
    mentions: tuple[Mention, ...] = ()
    lues_le: date | None = None
    somme: str

    @model_validator(mode="after")
    def _each_row_has_its_mention(self) -> "Frozen":
        if len(self.renvois) not in (0, len(self.lois)):
            raise ValueError("renvois")
        if not all(0 <= place < len(self.mentions) for place in self.renvois):
            raise ValueError("renvois")
        return self


class Item(BaseModel):
    """A case in a dossier, with its name and what its reader notes of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=8, max_length=32, pattern=r"^[0-9a-f]+$")
    genre: Kind
    titre: str = Field(default="", max_length=LONGEST_TITLE)
    note: str = Field(default="", max_length=LONGEST_TEXT)
    phrase: str = Field(default="", max_length=LONGEST_TEXT)
    """What the page answered when it was kept, its parties marked."""
    cas: dict[str, Any]
    fige: Frozen

    @field_validator("titre", "note")
    @classmethod
    def _clean(cls, text: str) -> str:
        return text.strip()


class Dossier(BaseModel):
    """What a board decides on: items in their order, a decision proposed or taken."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = Field(default=VERSION, ge=VERSION, le=VERSION)
    titre: str = Field(default="", max_length=LONGEST_TITLE)
    auteur: str = Field(default="", max_length=LONGEST_TITLE)
    jour: date | None = None
    decision: str = Field(default="", max_length=LONGEST_TEXT)
    prise_le: date | None = None
    """The day of the decision; until then it is proposed."""
    elements: tuple[Item, ...] = Field(default=(), max_length=MOST_ITEMS)

    def item(self, identifier: str) -> Item:
        """The item of an id; raises InputError when it is no longer there."""
        found = next((one for one in self.elements if one.id == identifier), None)
        if found is None:
            raise InputError([("elements", say("dossier.element_absent"))])
        return found

    def added(self, item: Item) -> "Dossier":
        """With one more item, at the end; raises InputError when there is no room."""
        if len(self.elements) >= MOST_ITEMS:
            raise InputError([("elements", say("dossier.plein", borne=MOST_ITEMS))])
        return self._with((*self.elements, item))

    def removed(self, identifier: str) -> "Dossier":
        """Without an item."""
        gone = self.item(identifier)
        return self._with(tuple(one for one in self.elements if one is not gone))

    def moved(self, identifier: str, by: int) -> "Dossier":
        """With an item some places lower (or higher, below zero), as far as the ends."""
        item = self.item(identifier)
        others = [one for one in self.elements if one is not item]
        place = self.elements.index(item) + by
        others.insert(min(max(place, 0), len(others)), item)
        return self._with(tuple(others))

    def noted(self, identifier: str, **said: str) -> "Dossier":
        """With another `titre` or `note` of an item."""
        item = self.item(identifier)
        changed = Item.model_validate({**item.model_dump(), **said})
        return self._with(tuple(changed if one is item else one for one in self.elements))

    def told(self, **said: Any) -> "Dossier":
        """With another title, author, day or decision."""
        return reread({**self.model_dump(mode="json"), **said})

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON, whole: what was frozen stays as it was."""
        return self.model_dump(mode="json")

    def _with(self, items: tuple[Item, ...]) -> "Dossier":
        return self.model_copy(update={"elements": items})


def new_id() -> str:
    """A name for an item that no other has."""
    return secrets.token_hex(6)


def read_dossier(data: Any) -> Dossier:
    """A dossier from plain data, each case read too; raises InputError by the path of the fault."""
    found = reread(data)
    for rank, item in enumerate(found.elements):
        try:
            READERS[item.genre](item.cas)
        except InputError as refused:
            path = f"elements.{rank}.cas"
            told = say("dossier.cas_refuse", numero=rank + 1, detail=str(refused))
            raise InputError([(path, told)]) from None
    return found


def reread(data: Any) -> Dossier:
    """A dossier that was read before, its cases as they are: one that today's model refuses stays.

    Raises InputError by the path of the fault.
    """
    try:
        found = Dossier.model_validate(data)
    except ValidationError as fault:
        raise InputError([_fault(error) for error in fault.errors()]) from None
    if len({item.id for item in found.elements}) < len(found.elements):
        raise InputError([("elements", say("dossier.illisible", chemin="elements"))])
    return found


def _fault(error: Any) -> tuple[str, str]:
    """A fault by its path: too long, or not what is expected there."""
    path = ".".join(str(part) for part in error["loc"])
    if error["type"] == "string_too_long":
        longest = error["ctx"]["max_length"]
        return path, say("dossier.trop_long", chemin=path, borne=longest)
    if error["type"] == "too_long":
        return path, say("dossier.plein", borne=MOST_ITEMS)
    return path, say("dossier.illisible", chemin=path or "dossier")
