"""The best of each budget: what more money would bring, and from which euro."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.studies.split_program import BUDGET, Choices
from simulator.studies.split_solver import Found

MORE = (10_000, 50_000)
"""Euros beyond the budget that are always asked about."""
_POINTS = ((30, 120), (120, 30))
"""Points of a frontier, for a demand of so many columns at most."""
_FEWEST = 12


@dataclass(frozen=True, slots=True)
class Point:
    """A budget in cents, and the most that it brings: in whole units, and as it is told."""

    budget: int
    value: int
    told: float


class Frontier:
    """The questions asked of many budgets, each answered to proof."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        rows = {name: row for name, row in choices.program.rows.items() if name != BUDGET}
        self.free = choices.program.only(rows)

    def best(self, cents: int) -> Found | None:
        """The choice that brings most within a budget; None when no choice is within it."""
        within = self.free.under({BUDGET: self.choices.budget(cents)})
        return within.least(-self.choices.value)

    def cheapest(self, value: int = 0) -> Found | None:
        """The choice that costs least and brings so much; None when none does, at any price."""
        return self.free.under({"value": self.choices.at_least(value)}).least(self.choices.cost)

    def value(self, found: Found) -> int:
        """What a choice brings, in whole units."""
        return int(self.choices.value @ found.taken)

    def cost(self, found: Found) -> int:
        """What a choice costs the Region, in cents."""
        return int(self.choices.cost @ found.taken)

    def at(self, cents: int) -> Point | None:
        """The most that a budget brings."""
        found = self.best(cents)
        return self.point(cents, found) if found else None

    def point(self, cents: int, found: Found) -> Point:
        """A budget and what its choice brings."""
        return Point(cents, self.value(found), self.choices.brought(found.taken))

    def step_to(self, value: int) -> Point | None:
        """The least budget that brings so much, and the most that it brings."""
        found = self.cheapest(value)
        return self.at(self.cost(found)) if found else None

    def points(self, here: Point) -> list[Point]:
        """Steps of the frontier, from the least possible budget to twice the one asked.

        Each but that of `here` is a true step: no smaller budget brings as much. All of them when
        they are few, else some, evenly apart in what they bring.
        """
        first = self.step_to(0)
        top = self.at(max(2 * here.budget, here.budget + MORE[-1] * 100))
        if first is None or top is None:
            return [here]
        found, reached, stride = {first.budget: first}, first, self._stride(first, top)
        while reached.value < top.value:
            step = self.step_to(min(reached.value + stride, top.value))
            if step is None:
                break
            found[step.budget] = reached = step
        found.setdefault(here.budget, here)
        return [found[budget] for budget in sorted(found)]

    def _stride(self, first: Point, last: Point) -> int:
        """What is brought from one point to the next, in whole units."""
        columns, unit = len(self.choices.cost), self.choices.unit
        count = next((points for most, points in _POINTS if columns <= most), _FEWEST)
        return max(1, -(-(last.value - first.value) // (unit * count))) * unit

    def is_whole(self, points: Sequence[Point]) -> bool:
        """Whether points are all the steps of the frontier."""
        return self._stride(points[0], points[-1]) == self.choices.unit
