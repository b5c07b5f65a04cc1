"""Whole numbers under limits, solved to proof by HiGHS, through SciPy.

Everything is in whole units (cents, millionths of a day), and each limit is divided by what its
numbers have in common, then given half a unit of room: the tolerance of the solver neither refuses
a limit that is met exactly nor admits one unit more.
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
_INFEASIBLE = 2


@dataclass(frozen=True, slots=True)
class Row:
    """What each column uses, times how many are taken, is at most `high`."""

    uses: Ints
    high: int

    def holds(self, taken: Ints) -> bool:
        """Whether a choice is within the limit."""
        return int(self.uses @ taken) <= self.high

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
    """Columns, each taken 0 to `most` times, under limits by name; `always` have no name."""

    most: Ints
    rows: Mapping[str, Row]
    always: tuple[Row, ...] = ()

    def under(self, rows: Mapping[str, Row]) -> "Program":
        """The same under other limits too; one of the same name takes the place of its own."""
        return replace(self, rows={**self.rows, **rows})

    def only(self, names: Collection[str]) -> "Program":
        """The same under some of its limits."""
        return replace(self, rows={k: row for k, row in self.rows.items() if k in names})

    def any(self) -> Found | None:
        """A choice within the limits; None when there is none."""
        return self.least(np.zeros_like(self.most))

    def least(self, goal: Ints) -> Found | None:
        """The choice that makes a goal least; None when no choice is within the limits.

        Raises InputError when there is no answer in `SECONDS`.
        """
        rows = [row.reduced() for row in (*self.rows.values(), *self.always)]
        if any(row.high < 0 for row in rows if not row.uses.any()):
            return None
        found = _milp(goal, self.most, rows)
        if found.status == _INFEASIBLE:
            return None
        taken = None if found.x is None else np.rint(found.x).astype(np.int64)
        if taken is None or not all(row.holds(taken) for row in rows):
            raise InputError([("options", say("repartir.trop_long"))])
        return Found(taken, found.status == 0 and not found.mip_gap)


def _milp(goal: Ints, most: Ints, rows: list[Row]) -> Any:
    """What SciPy answers, gap zero."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 (slow to import)

    used = [row for row in rows if row.uses.any()]
    limits = [LinearConstraint(row.uses.astype(float), -np.inf, row.high + 0.5) for row in used]
    return milp(
        goal / (gcd(*goal.tolist()) or 1),
        integrality=np.ones_like(most),
        bounds=Bounds(0, most),
        constraints=limits,
        options={"mip_rel_gap": 0, "time_limit": SECONDS},
    )
