"""One assumption at a time, a tenth down and up: which one counts most, on any case.

It is no range: nobody says that an assumption may be a tenth away. Whole numbers move by a unit at
least, ratios by a tenth of themselves, nothing beyond the bounds of its field.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from simulator.cases.numbers import Number
from simulator.studies.doubting.subject import Subject, answered
from simulator.studies.evaluate import REFUSAL, known
from simulator.studies.outputs import Output

TENTH = 0.1
NOISE, OTHER_NOISE = {"€": 0.05}, 1e-4
"""Moves that come from rounding to the cent."""
_ROUND = 9  # digits: 0.7 less a tenth is 0.63
_SAME = 1e-6


@dataclass(frozen=True, slots=True)
class Effect:
    """A number moved alone, from `low` to `high`, and the output at both; None when unknown.

    `bounded` says that a bound of the field stopped it; `refusal` why an end has no answer.
    """

    number: Number
    low: float
    high: float
    at_low: float | None
    at_high: float | None
    swing: float
    bounded: bool = False
    refusal: str = ""

    @property
    def by_unit(self) -> bool:
        """Whether a tenth is less than the unit that it counts."""
        now = self.number.value or 0.0
        return self.number.whole and abs(now) * TENTH < 1


@dataclass(frozen=True, slots=True)
class Effects:
    """What moves an output, most first, and what a tenth does not move: `swing` 0, or zero now.

    `several` stand for a value a year (a price carried by the index): a tenth of one says nothing.
    """

    output: Output
    value: float | None
    moving: tuple[Effect, ...]
    still: tuple[Effect, ...]
    zero: tuple[Number, ...]
    several: tuple[Number, ...] = ()


def one_at_a_time(
    subject: Subject, output: Output, numbers: Sequence[Number] | None = None
) -> Effects:
    """The output with each known number of the subject a tenth down, then up.

    Raises InputError when the case itself has no answer.
    """
    given = subject.numbers if numbers is None else numbers
    value = answered(subject, [output])[output.name]
    asked = [number for number in given if number.value is not None]
    spans = [(number, *_span(number)) for number in asked]
    moved = [(number, low, high) for number, low, high in spans if low < high]
    effects = [_effect(subject, output, value, *one) for one in moved]
    known_ones = [effect for effect in effects if effect is not None]
    return Effects(
        output,
        value,
        tuple(sorted((e for e in known_ones if e.swing), key=lambda e: (-e.swing, e.number.name))),
        tuple(e for e in known_ones if not e.swing),
        tuple(number for number, low, high in spans if low == high),
        tuple(one[0] for one, e in zip(moved, effects, strict=True) if e is None),
    )


def _span(number: Number) -> tuple[float, float]:
    """A tenth on both sides, a unit at least of a whole number, within the bounds."""
    low, high = _unbounded(number)
    return max(low, number.low), min(high, number.high)


def _unbounded(number: Number) -> tuple[float, float]:
    now = float(number.value or 0.0)
    step = abs(now) * TENTH
    if number.whole:
        step = max(float(round(step)), 1.0)
        return floor(now - step), ceil(now + step)
    return round(now - step, _ROUND), round(now + step, _ROUND)


def _effect(
    subject: Subject, output: Output, value: float | None, number: Number, low: float, high: float
) -> Effect | None:
    """What a number moves alone; None when its own value, typed, is not the case as it stands."""
    xs = np.array([low, number.value, high], dtype=float)
    answers = subject.figures({number.name: xs}, [output.key])
    at_low, now, at_high = (known(y) for y in answers[output.key].to_list())
    if (now is None) is not (value is None) or abs((now or 0.0) - (value or 0.0)) > _SAME:
        return None
    told = answers[REFUSAL].to_list()
    away = [abs(y - value) for y in (at_low, at_high) if y is not None and value is not None]
    bounded = (low, high) != _unbounded(number)
    swing = max(away, default=0.0)
    swing = swing if swing > NOISE.get(output.unit, OTHER_NOISE) else 0.0
    return Effect(number, low, high, at_low, at_high, swing, bounded, told[0] or told[2])
