"""Whole numbers under limits, solved to proof by HiGHS, through SciPy.

Everything is in whole units (cents, millionths of a day), and each limit is divided by what its
numbers have in common, then given half a unit of room, or what the solver may not see when numbers
are long: no true choice is refused. A choice that breaks a limit to the unit is set aside, and the
others asked again.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.errors import InputError
from simulator.text import say

Ints = NDArray[np.int64]
SECONDS = 20.0
"""After which the best that was found is given, and said not to be proved."""
_INFEASIBLE, _BETTER = 2, "meilleur"
_TOLERANCE = 1e-5
"""Of the largest number of a limit: what the solver may not see, and may not refuse."""
_HELD = 10**6
"""The largest numbers that the solver tells apart to the unit."""


@dataclass(frozen=True, slots=True)
class Row:
    """What each column uses, times how many are taken, is at most `high`."""

    uses: Ints
    high: int

    def holds(self, taken: Ints) -> bool:
        """Whether a choice is within the limit."""
        return int(self.uses @ taken) <= self.high

    @property
    def room(self) -> float:
        """What is added to `high` for the tolerance of the solver, half a unit at least."""
        longest = int(np.abs(self.uses).max())
        return _TOLERANCE * longest if longest > _HELD else 0.5

    def reduced(self) -> "Row":
        """The same limit in the largest unit that its numbers share."""
        unit = gcd(*self.uses.tolist())
        return Row(self.uses // unit, self.high // unit) if unit else self


@dataclass(frozen=True, slots=True)
class Found:
    """How many of each column, and whether it is proved that nothing is better."""

    taken: Ints
    proved: bool


@dataclass(frozen=True, slots=True)
class Program:
    """Columns, each taken `fewest` (0) to `most` times, under limits by name.

    Limits of `always` have no name.
    """

    most: Ints
    rows: Mapping[str, Row]
    always: tuple[Row, ...] = ()
    fewest: Ints | None = None

    def under(self, rows: Mapping[str, Row]) -> "Program":
        """The same under other limits too; one of the same name takes the place of its own."""
        return replace(self, rows={**self.rows, **rows})

    def only(self, names: Collection[str]) -> "Program":
        """The same under some of its limits."""
        return replace(self, rows={k: row for k, row in self.rows.items() if k in names})

    def any(self) -> Found | None:
        """A choice within the limits; None when there is none."""
        return self._within(np.zeros_like(self.most))

    def least(self, goal: Ints) -> Found | None:
        """The choice that makes a goal least; None when no choice is within the limits.

        A goal told in more digits than the solver holds is asked again, until nothing is better.
        Raises InputError when there is no answer in `SECONDS`.
        """
        found = self._within(goal)
        while found and found.proved and int(np.abs(_reduced(goal)).max()) > _HELD:
            less = Row(goal, int(goal @ found.taken) - 1)
            better = self.under({_BETTER: less})._within(goal)
            if better is None:
                break
            found = better
        return found

    def _within(self, goal: Ints) -> Found | None:
        """The least of a goal as the solver finds it, every limit held to the unit."""
        rows = [row.reduced() for row in (*self.rows.values(), *self.always)]
        if any(row.high < 0 for row in rows if not row.uses.any()):
            return None
        low = np.zeros_like(self.most) if self.fewest is None else self.fewest
        found = _milp(goal, low, self.most, rows)
        if found.status == _INFEASIBLE:
            return None
        if found.x is None:
            raise InputError([("options", say("repartir.trop_long"))])
        taken = np.rint(found.x).astype(np.int64)
        if all(row.holds(taken) for row in rows):
            return Found(taken, found.status == 0 and not found.mip_gap)
        return self._beside(goal, low, taken)

    def _beside(self, goal: Ints, low: Ints, wrong: Ints) -> Found | None:
        """The least of a goal but for a choice that breaks a limit by less than the solver sees.

        What is left of the choices is cut column by column: fewer than it takes, more than it
        takes, then as many and the next column.
        """
        best, most = None, self.most.copy()
        for column, taken in enumerate(wrong.tolist()):
            for fewest, highest in ((low[column], taken - 1), (taken + 1, most[column])):
                if fewest > highest:
                    continue
                lows, highs = low.copy(), most.copy()
                lows[column], highs[column] = fewest, highest
                part = replace(self, most=highs, fewest=lows)
                if best:
                    less = Row(goal, int(goal @ best.taken) - 1)
                    part = part.under({_BETTER: less})
                best = part._within(goal) or best
            low, most = low.copy(), most.copy()
            low[column] = most[column] = taken
        return best


def _reduced(goal: Ints) -> Ints:
    """A goal in the largest unit that its numbers share."""
    return goal // (gcd(*goal.tolist()) or 1)


def _milp(goal: Ints, low: Ints, most: Ints, rows: list[Row]) -> Any:
    """What SciPy answers, gap zero."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 (slow to import)

    used = [row for row in rows if row.uses.any()]
    limits = [
        LinearConstraint(row.uses.astype(float), -np.inf, row.high + row.room) for row in used
    ]
    return milp(
        _reduced(goal).astype(float),
        integrality=np.ones_like(most),
        bounds=Bounds(low, most),
        constraints=limits,
        options={"mip_rel_gap": 0, "time_limit": SECONDS},
    )
