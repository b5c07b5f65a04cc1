"""A number among answers: its place, its unit, its bounds, its value now."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from simulator.cases.answers import NUMBERS
from simulator.cases.question import bounds, field_label, is_whole, unit_of
from simulator.text import say

Path = tuple[str | int, ...]
REPEATED = ("chiffre_affaires", "benefice", "impot_attendu", "impot_groupe")
"""Amounts by year whose last value stands for the years that follow."""
_ROWS = {"operations", "salaries", "excedents", "reductions"}
_UNITS = {"montant": "€", "taux": "ratio"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a case: its place, unit, bounds and value now (None: unknown)."""

    path: Path
    unit: str
    low: float
    high: float
    whole: bool
    value: float | None
    repeats: bool = False

    @property
    def name(self) -> str:
        """The place as one word, `jours` or `operations.0.salaries.0.jours`."""
        return ".".join(str(part) for part in self.path)

    @property
    def label(self) -> str:
        """What it is called on screen, with its place in the case."""
        field = next(str(part) for part in reversed(self.path) if isinstance(part, str))
        places = [
            say(f"mecene_lieux.{name if name in _ROWS else 'exercice'}", numero=int(number) + 1)
            for name, number in zip(self.path, self.path[1:], strict=False)
            if isinstance(number, int)
        ]
        if self.repeats:
            places[-1] = say("recherche.chaque_exercice")
        return f"{field_label(field)} ({', '.join(places)})" if places else field_label(field)


def numbers_in(answers: BaseModel, path: Path = ()) -> Iterator[Number]:
    """Every number of answers and of the rows that they hold, whether it counts or not."""
    for name, field in type(answers).model_fields.items():
        value, here = getattr(answers, name), (*path, name)
        kind, rows = type(answers), value if isinstance(value, tuple) else ()
        for k, row in enumerate(rows):
            if isinstance(row, BaseModel):
                yield from numbers_in(row, (*here, k))
            elif _is_number(row):
                repeats = name in REPEATED and k == len(rows) - 1
                yield _number(kind, name, (*here, k), row, repeats)
        asks = _is_number(value) or field.annotation in NUMBERS
        if asks and (unit_of(kind, name) or name in _UNITS):
            yield _number(kind, name, here, value, False)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(kind: type[BaseModel], name: str, path: Path, value: Any, repeats: bool) -> Number:
    low, high = (float(bound or 0) for bound in bounds(kind, name))
    unit = unit_of(kind, name) or _UNITS.get(name, "")
    now = None if value is None else float(value)
    return Number(path, unit, low, high, is_whole(kind, name), now, repeats)
