"""A range of a number of a case: the lowest, likely and highest values that somebody knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from simulator.cases.number import Number
from simulator.errors import InputError
from simulator.text import formats, say

THREE = 3
"""Low, likely, high."""


@dataclass(frozen=True, slots=True)
class Range:
    """Low, likely and high values of a number, in its unit; `low` ≤ `likely` ≤ `high`."""

    number: Number
    low: float
    likely: float
    high: float

    @property
    def name(self) -> str:
        """The name of its number."""
        return self.number.name

    @property
    def moves(self) -> bool:
        """Whether it holds more than one value."""
        return self.low < self.high


def range_of(number: Number, given: Any) -> Range:
    """The range of a number, from `[low, likely, high]`; raises InputError with what is wrong."""
    if not isinstance(given, list | tuple) or len(given) != THREE or not all(map(finite, given)):
        raise _fault(number, "trois_valeurs")
    for value in given:
        if not number.low <= value <= number.high:
            bounds = {"bas": number.low, "haut": number.high}
            raise _fault(number, "hors_bornes", valeur=value, **bounds)
        if number.whole and value != int(value):
            raise _fault(number, "entiers", valeur=value)
    low, likely, high = map(float, given)
    if not low <= likely <= high:
        raise _fault(number, "ordre", bas=low, plutot=likely, haut=high)
    return Range(number, low, likely, high)


def finite(value: Any) -> bool:
    """Whether a value is a number, and a finite one."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _fault(number: Number, key: str, **values: float) -> InputError:
    told = {name: formats.with_unit(value, number.unit) for name, value in values.items()}
    return InputError([(number.name, say(f"plages.{key}", **told))])


def by_name(ranges: Sequence[Range]) -> tuple[Range, ...]:
    """In the order of their names: that of typing must change nothing."""
    return tuple(sorted(ranges, key=lambda one: one.name))
