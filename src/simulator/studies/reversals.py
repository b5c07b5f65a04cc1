"""What would reverse an order: the answer by which a case would cost as much as the next one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.cases.numbers import Number, numbers_of
from simulator.cases.question import asked
from simulator.cases.scenario import Scenario
from simulator.law.book import Book
from simulator.studies.evaluate import SHOWN
from simulator.studies.outputs import Output
from simulator.studies.seek import seek_in

LACKED, DAY = "cout_animation", "cout_journee"
"""The part of a cost that nobody publishes; the price of a day, which pay only stands for."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A case in an order, with its figure in euros; `is_whole` when nothing of it is unknown.

    `day` is what a day of it costs, where it has days.
    """

    case: Scenario
    value: float
    is_whole: bool
    day: float | None = None


@dataclass(frozen=True, slots=True)
class Reversal:
    """One answer of a case (`moved`) that would bring its figure up to that of another (`other`).

    `now` is the answer of today, None when nobody knows it.
    """

    moved: Scenario
    other: Scenario
    number: Number
    value: float
    now: float | None

    @property
    def effort(self) -> float:
        """How far the answer has to go, as a share of what it is; nothing where it is unknown."""
        return 0.0 if self.now is None else abs(self.value - self.now) / abs(self.now or 1.0)


def reversals(
    ranked: Sequence[Ranked], figure: str, book: Book | None = None, most: int = 3
) -> list[Reversal]:
    """The least change that would take each case past the next whole one, nearest first.

    `figure` is an indicator in euros; `ranked` goes up. A case that is not whole is moved by what
    it lacks, another by the price of its day or by what its form asks first.
    """
    found = []
    for rank, low in enumerate(ranked):
        high = next((one for one in ranked[rank + 1 :] if one.is_whole), None)
        tried = list(_tried(low, high, figure, book)) if high else []
        found += [min(tried, key=lambda one: one.effort)] if tried else []
    return sorted(found, key=lambda one: one.effort)[:most]


def _tried(low: Ranked, high: Ranked, figure: str, book: Book | None) -> Iterator[Reversal]:
    output = Output(SHOWN, figure, "€")
    for number in _levers(low):
        now = low.day if number.name == DAY and number.value is None else number.value
        answer = seek_in(low.case, output, high.value, number.name, book)
        beyond = [s.low.x for s in answer.solutions if s.low.x > (now or 0.0)]
        if beyond:
            yield Reversal(low.case, high.case, number, min(beyond), now)


def _levers(low: Ranked) -> list[Number]:
    numbers = {number.name: number for number in numbers_of(low.case)}
    first = DAY if low.is_whole else LACKED
    if first in numbers or not low.is_whole:
        return [numbers[first]] if first in numbers else []
    kind = type(low.case.reponses)
    return [n for n in numbers.values() if n.unit == "€" and asked(kind, n.name).essential]
