"""The answers of a form: what every format asks, and how a number or a day is read at its door."""

import re
from datetime import date
from types import SimpleNamespace
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from simulator.cases.question import question, unit_of
from simulator.figure import given
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

    annee: int = question("simulation.annee", unit="année", ge=1997, le=2030, essential=True)
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
