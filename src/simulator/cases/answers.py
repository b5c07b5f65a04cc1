"""The answers of a form: what every format asks, and how a number or a day is read at its door."""

import re
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from simulator.cases.question import asked, question, unit_of
from simulator.cases.transposition import transposition
from simulator.figure import cents, given
from simulator.text.typed import Unread, read_number

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
OuiNon = Literal["inconnu", "oui", "non"]
WHOLE = (int, int | None)
NUMBERS = (*WHOLE, float, float | None)
"""What a field that holds a number is annotated with, a whole one or any."""
_CHOOSERS = {"annee", "duree_annees", "mois_de_differe", "mois_de_remboursement"}


class Answers(BaseModel):
    """The answers of a form: frozen, bounded, finite, nothing unforeseen."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    annee: int = question("simulation.annee", unit="année", ge=1997, le=2035, essential=True)
    jour_signature: date | None = question(default=None)

    @field_validator("*", mode="before")
    @classmethod
    def _written_plainly(cls, value: Any, info: ValidationInfo) -> Any:
        """A number is one that `typed` reads, a day is AAAA-MM-JJ: not `1_0`, `true`, `50.000`."""
        if info.field_name == "jour_signature":
            if value is None or isinstance(value, date) or DAY.fullmatch(str(value)):
                return value
            raise PydanticCustomError("date_type", "day")
        if cls.model_fields[str(info.field_name)].annotation not in NUMBERS:
            return value
        try:
            if isinstance(value, str):
                return read_number(value, unit_of(cls, str(info.field_name)))
        except Unread:
            raise PydanticCustomError("float_type", "number") from None
        if isinstance(value, bool):
            raise PydanticCustomError("float_type", "number")
        return value

    @classmethod
    def impossible(cls, a: Any) -> dict[str, Any]:
        """Where answers contradict each other, by key of `erreurs`; they may hold arrays."""
        day = a.jour_signature
        return {"jour_hors_annee": day is not None and day.year != a.annee}

    @model_validator(mode="after")
    def _prices_of_the_year(self) -> Self:
        """Prices that nobody typed are those of the documents in the euros of the year."""
        for name in self.indexed():
            if name not in self.model_fields_set:
                self.__dict__[name] = self.default_of(name, self.annee)
        return self

    @model_validator(mode="after")
    def _possible(self) -> Self:
        for key, contradicts in self.impossible(self).items():
            if contradicts:
                raise ValueError(key)
        return self

    @property
    def signature(self) -> date:
        """The day of the agreement: 1 January of the year when nobody says."""
        return self.jour_signature or date(self.annee, 1, 1)

    @classmethod
    @cache
    def indexed(cls) -> tuple[str, ...]:
        """Prices that follow the index beyond the years of their documents."""
        return tuple(name for name in cls.model_fields if asked(cls, name).indexed)

    @classmethod
    def default_of(cls, name: str, annee: int) -> Any:
        """What a field holds in a year when nobody answers."""
        default = cls.model_fields[name].default
        carried = transposition(cls, annee) if asked(cls, name).indexed else None
        return float(cents(default * carried.coefficient)) if carried else default

    def is_default(self, name: str) -> bool:
        """Whether an answer is the one that the form offers for the year."""
        return bool(getattr(self, name) == self.default_of(name, self.annee))

    def given(self, mode: Literal["json", "python"] = "json") -> dict[str, Any]:
        """The answers that differ from what the form offers, as plain data."""
        dumped = self.model_dump(mode=mode)
        return {name: value for name, value in dumped.items() if not self.is_default(name)}

    @classmethod
    def counted(cls) -> tuple[str, ...]:
        """Fields that are amounts or quantities: they may be arrays or Figures."""
        return tuple(
            name
            for name, field in cls.model_fields.items()
            if field.annotation in NUMBERS and name not in _CHOOSERS
        )

    def figures(self) -> Any:
        """The same answers, each number remembering its field."""
        traced = {
            name: given(float(value), name, unit_of(type(self), name))
            for name in self.counted()
            if (value := getattr(self, name)) is not None
        }
        return SimpleNamespace(**{**dict(self), "signature": self.signature, **traced})
