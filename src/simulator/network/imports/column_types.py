"""What a column of a user's table may hold: how its cells are read, and within which bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo

from simulator.network.imports import cells
from simulator.network.imports.cells import refused
from simulator.text import FRENCH, catalogue

FIRST_YEAR, LAST_YEAR = 1950, 2100
LONG = 500
LARGEST = 1e10  # euros of one advance, inhabitants, days: beyond, a typing error


@dataclass(frozen=True, slots=True)
class Refers:
    """The column holds the code of a row of another table."""

    table: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The column holds one of these keys; people write its words (`donnees.choix`)."""

    name: str
    keys: tuple[str, ...]


_SCHEME = "donnees.choix.dispositif."
SCHEMES = Choice(
    "dispositif",
    tuple(key.removeprefix(_SCHEME) for key in catalogue(FRENCH) if key.startswith(_SCHEME)),
)
"""A scheme that has its word is offered."""
WAYS = Choice("sens", ("offre", "demande"))
STATES = Choice("statut", ("prevu", "realise", "maintenu"))


def _choice(choice: Choice) -> Any:
    def chosen(cell: Any, info: ValidationInfo) -> str:
        words = cells.folded(cells.text(cell))
        known: Mapping[str, str] = (info.context or {}).get(choice.name, {})
        key = known.get(words, words.replace(" ", "_"))
        if key not in choice.keys:
            raise refused("choix", nom=choice.name)
        return key

    return BeforeValidator(chosen)


Code = Annotated[str, BeforeValidator(cells.code), Field(min_length=1, max_length=60)]
Name = Annotated[str, BeforeValidator(cells.text), Field(min_length=1, max_length=200)]
Words = Annotated[str, BeforeValidator(cells.text), Field(min_length=1, max_length=LONG)]
Places = Annotated[str, BeforeValidator(cells.departments), Field(max_length=LONG)]
Groups = Annotated[str, BeforeValidator(cells.intercommunalites), Field(max_length=2 * LONG)]
Year = Annotated[int, BeforeValidator(cells.whole), Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Count = Annotated[int, BeforeValidator(cells.whole), Field(ge=0, le=100_000_000)]
Number = Annotated[float, BeforeValidator(cells.number), Field(ge=0, le=LARGEST)]
Euros = Annotated[float, BeforeValidator(cells.euros), Field(ge=0, le=LARGEST)]
Days = Annotated[float, BeforeValidator(cells.days), Field(ge=0, le=LARGEST)]
Day = Annotated[
    date, BeforeValidator(cells.day), Field(ge=date(FIRST_YEAR, 1, 1), le=date(LAST_YEAR, 12, 31))
]
Scheme = Annotated[str, _choice(SCHEMES), SCHEMES]
Way = Annotated[str, _choice(WAYS), WAYS]
State = Annotated[str, _choice(STATES), STATES]


def needed(*examples: Any) -> Any:
    """A column that must be filled, with the example of the template."""
    return Field(examples=list(examples))


def may_be(*examples: Any) -> Any:
    """A column that may stay blank (unknown), with the example of the template."""
    return Field(default=None, examples=list(examples))
