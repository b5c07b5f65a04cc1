"""The classes of a map: at most five ranges with round limits, each with its colour and words."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from simulator.charts import theme

MOST_CLASSES = len(theme.CLASS_FILL)
FEW = 6  # values under which classes are always even
ALIKE = 1e-6  # difference, as a share, under which values are equal
CROWD = 2 / 3  # share of the values in one class above which they are not
MOST_LIMITS = 15  # five powers of ten
SPREAD = ((2,), (1, 3), (0, 2, 4), (0, 1, 3, 4), (0, 1, 2, 3, 4))  # which of the five, if fewer

Write = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Classes:
    """Values in ranges: `breaks` ascending, each the lowest value of the class above it."""

    breaks: tuple[float, ...]

    def rank(self, value: float) -> int:
        """The colour of a value, from 0 (pale) to 4 (deep)."""
        return SPREAD[len(self.breaks)][bisect_right(self.breaks, value)]


def classes_of(values: Iterable[float | None]) -> Classes:
    """At most five classes with round limits, from the values alone.

    The limits are the multiples of a round step (1, 2, 2.5 or 5 times a power of ten), the smallest
    that needs no more than four of them between the lowest and the highest value. Where that leaves
    over two thirds of six values or more in one class, the limits are four at most of 1, 2, 5, 10,
    20, 50...: those that leave the fullest class emptiest. Whole values have whole limits; equal
    values make one class.
    """
    known = sorted(float(v) for v in values if v is not None and math.isfinite(v))
    if not known or known[-1] - known[0] <= ALIKE * max(1.0, abs(known[0]), abs(known[-1])):
        return Classes(())
    whole = all(value.is_integer() for value in known)
    even = _multiples(known[0], known[-1], whole)
    if len(known) < FEW or _fullest(known, even) <= CROWD or known[-1] <= 0:
        return Classes(even)
    return Classes(min((even, _growing(known, whole)), key=lambda breaks: _fullest(known, breaks)))


def _multiples(low: float, high: float, whole: bool) -> tuple[float, ...]:
    """The multiples of the smallest round step of which four at most lie above low, up to high."""
    power = math.floor(math.log10((high - low) / MOST_CLASSES))
    for exponent in (power, power + 1, power + 2):
        for digit in (1, 2, 2.5, 5):
            step = digit * 10.0**exponent
            first, last = math.floor(low / step) + 1, math.floor(high / step)
            limits = (round(k * step, 9) for k in range(first, last + 1))
            inside = tuple(limit for limit in limits if low < limit <= high)  # once rounded
            if 1 <= len(inside) < MOST_CLASSES and (step.is_integer() or not whole):
                return inside
    return ()


def _growing(known: Sequence[float], whole: bool) -> tuple[float, ...]:
    """Limits that grow by about two, chosen for the fullest class to be as empty as can be."""
    low, high = next(v for v in known if v > 0), known[-1]
    powers = range(math.floor(math.log10(low)), math.floor(math.log10(high)) + 1)
    limits = [round(digit * 10.0**power, 9) for power in powers for digit in (1, 2, 5)]
    inside = [n for n in limits if known[0] < n <= high and (float(n).is_integer() or not whole)]
    last = inside[-MOST_LIMITS:]
    choices = combinations(last, min(len(last), MOST_CLASSES - 1))
    return min(choices, key=lambda breaks: _fullest(known, breaks), default=())


def _fullest(known: Sequence[float], breaks: tuple[float, ...]) -> float:
    """The share of the values in the class that has most."""
    ends = [0, *(bisect_left(known, limit) for limit in breaks), len(known)]
    return max(b - a for a, b in pairwise(ends)) / len(known)


def ranges(
    breaks: tuple[float, ...], whole: bool, write: Write, labels: Mapping[str, str]
) -> Iterator[str]:
    """The words of each class; of the only one, none."""
    if not breaks:
        yield ""
        return
    yield labels["below"].format(haut=write(breaks[0]))
    for low, high in pairwise(breaks):
        if whole and high - low == 1:
            yield write(low)
        elif whole:
            yield labels["between"].format(bas=write(low), haut=write(high - 1))
        else:
            yield labels["between_open"].format(bas=write(low), haut=write(high))
    yield labels["above"].format(bas=write(breaks[-1]))
