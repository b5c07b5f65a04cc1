"""The inputs tried so far by goal seek, in order, and what they say of the target."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.studies.solving.answers import Point

Floats = NDArray[np.float64]
Evaluate = Callable[[Floats], Any]
GRAIN = 10
"""Tolerances within which the cents' staircase is one step of the same slope."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How dense the sweep is: even cells, points per halving, parts of a cut, bent cells to cut."""

    cells: int
    per_octave: float
    parts: int
    suspects: int


FULL = Effort(cells=128, per_octave=2, parts=16, suspects=64)
"""For outputs that answer arrays: a thousand inputs cost little more than one."""
THRIFTY = Effort(cells=24, per_octave=1 / 3, parts=4, suspects=8)
"""For outputs that cost a millisecond each."""


class Tried:
    """Inputs, sorted, and their outputs; NaN where the output is unknown."""

    def __init__(
        self,
        evaluate: Evaluate,
        low: float,
        high: float,
        target: float,
        tolerance: float,
        step: float,
        whole: bool,
        effort: Effort,
    ) -> None:
        self.evaluate, self.target, self.tolerance, self.whole = evaluate, target, tolerance, whole
        self.step = step
        self.effort = effort
        self.low, self.high = (float(ceil(low)), float(floor(high))) if whole else (low, high)
        self.slack = tolerance * (1 + 1e-9) + 1e-12 * abs(target)
        self.x: Floats = np.empty(0)
        self.y: Floats = np.empty(0)
        self.evaluations = 0
        self.is_cut_short = False

    def outputs(self, xs: Floats) -> Floats:
        """The outputs of sorted inputs; what is infinite is unknown."""
        self.evaluations += len(xs)
        y = np.broadcast_to(np.asarray(self.evaluate(xs), dtype=float), xs.shape)
        return np.where(np.isfinite(y), y, np.nan)

    def reaches(self, y: Any) -> Any:
        """Whether outputs are the target, within the tolerance (unknown is not)."""
        return np.abs(y - self.target) <= self.slack

    def near(self) -> Any:
        """Whether each output tried stands within a grain of the target (unknown does not)."""
        return np.abs(self.y - self.target) <= GRAIN * self.slack

    def add(self, xs: Floats) -> None:
        """Try more inputs, within the bounds, once each."""
        xs = np.clip(np.round(xs) if self.whole else xs, self.low, self.high)
        new = np.setdiff1d(xs, self.x)
        if len(new):
            x, y = np.concatenate([self.x, new]), np.concatenate([self.y, self.outputs(new)])
            order = np.argsort(x)
            self.x, self.y = x[order], y[order]

    def wide(self) -> Any:
        """Cells that can still be cut."""
        a, b = self.x[:-1], self.x[1:]
        if self.whole:
            return b - a > 1
        floor = np.maximum(4 * np.spacing(np.maximum(np.abs(a), np.abs(b))), 1e-17 * self.span())
        return b - a > floor

    def span(self) -> float:
        """How wide the bounds are, in the unit of the input."""
        return self.high - self.low

    def places(self, start: float, end: float) -> tuple[int, int]:
        """Where two inputs stand among those tried."""
        first, last = np.searchsorted(self.x, [start, end])
        return int(first), int(last)

    def is_good(self, y: Any) -> Any:
        """Whether outputs are the target to a tenth of the tolerance: to the cent, for euros."""
        return np.abs(y - self.target) <= self.slack / 10

    def point(self, k: int) -> Point:
        """A point tried."""
        return Point(float(self.x[k]), float(self.y[k]))

    def best(self, low: float, high: float) -> int:
        """The point nearest to the target, strictly between two inputs."""
        first = int(np.searchsorted(self.x, low, side="right"))
        last = int(np.searchsorted(self.x, high))
        return first + int(np.nanargmin(np.abs(self.y[first:last] - self.target)))
