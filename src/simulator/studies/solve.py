"""Goal seek: which values of one input give an output its target?

The core knows no scheme and no law: it sees a function of one number that answers arrays. Outputs
of our rules are pieces of straight or gently curved lines, with slope breaks (caps, brackets),
jumps (thresholds), flat pieces and places where nobody knows the answer (NaN).

How it looks: a sweep (even steps over the bounds, and finer and finer steps towards their ends and
towards the current value), then every cell that may hold the target is cut, in equal parts and
where straight lines would meet, until it is settled or the floating point gives out. A cell may
hold the target when the target lies between its two ends *or* between them and the two straight
lines that come in from its neighbours: so a peak between two points is seen by its slopes. Cells
that may hold the highest or the lowest output are cut as well.

What is guaranteed: every value answered was computed forward again and gives the target within the
tolerance; the bounds are solutions only if they are true ones. Every solution is found as long as
no two slope breaks or jumps lie within three neighbouring cells of the sweep (a 128th of the bounds
each, less near their ends and the current value). A spike thinner than a cell, that leaves no trace
on either side, may be missed. Two solutions are one when they stand within a step of the input, or
when the output never leaves the target by more than about ten tolerances between them: sums of
amounts rounded to the cent would otherwise cross any target a thousand times. The reachable lowest
and highest are exact to ten tolerances.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Kind = Literal["une", "plusieurs", "intervalle", "saut", "aucune"]

OCTAVES = 44
"""Towards an end of the bounds cells shrink, down to the input's step or a 2**-44 of the bounds."""
ROUNDS = 30
SHARPER = 4
TELLING = 1e-3
"""A flat piece is told from one input when it is wider than a thousandth of the input."""
SUSPECT_ROUNDS = 2
MOST_CELLS, NARROW = 64, 4
BUDGET = 6_000
"""Inputs tried at most; an output that is all rounding noise would ask for more."""
ENUMERATED = 2_000
"""Whole inputs with no more values than this are all tried."""
DECIMALS = 12
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


@dataclass(frozen=True, slots=True)
class Point:
    """An input and the output computed forward from it."""

    x: float
    output: float


@dataclass(frozen=True, slots=True)
class Solution:
    """One input (`low` is `high`), or the inputs from `low` to `high`, that give the target.

    `away` is the furthest from the target that the output was seen between both.
    """

    low: Point
    high: Point
    away: float = 0.0

    @property
    def is_interval(self) -> bool:
        """Whether a whole piece of inputs gives the target."""
        return self.low.x != self.high.x


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: solutions, or why there is none.

    `une`: one solution; `plusieurs`: several, pieces included; `intervalle`: one piece of inputs;
    `saut`: the output jumps over the target (`jumps` holds both sides); `aucune`: out of reach.
    `lowest` and `highest` are the reachable outputs and where; `nearest` the closest to the target;
    all three are None when the output is unknown everywhere. `is_cut_short`: the output varies so
    finely that the search stopped before its end, and other solutions may exist.
    """

    kind: Kind
    target: float
    solutions: tuple[Solution, ...]
    jumps: tuple[tuple[Point, Point], ...]
    lowest: Point | None
    highest: Point | None
    nearest: Point | None
    evaluations: int
    is_cut_short: bool = False

    @property
    def is_moved(self) -> bool:
        """Whether the input moves the output at all."""
        return (
            self.lowest is not None
            and self.highest is not None
            and (self.lowest.output != self.highest.output)
        )


Evaluate = Callable[[Floats], Any]


def seek(  # noqa: PLR0913 (a question of six parts: each is named at the call)
    evaluate: Evaluate,
    low: float,
    high: float,
    target: float,
    *,
    tolerance: float = 0.01,
    step: float = 0.01,
    whole: bool = False,
    around: float | None = None,
    verify: Callable[[float], float | None] | None = None,
    effort: Effort = FULL,
) -> Answer:
    """Every input within the bounds that gives the output its target.

    `evaluate` maps a sorted array of inputs to an array of outputs, NaN where unknown; `tolerance`
    is in the output's unit; `step` is the smallest difference of input that a person would make (a
    flat piece below it is one solution); `whole` admits whole numbers only; `around` is the current
    input; `verify` computes one output forward by another way (by default, `evaluate` again);
    `effort` is the density of the sweep.
    Raises ValueError when bounds or target are not finite, or the bounds are in the wrong order.
    """
    if not (np.isfinite([low, high, target]).all() and low <= high):
        raise ValueError("finite bounds in order and a finite target are needed")
    sweep = _Sweep(evaluate, float(low), float(high), float(target), tolerance, step, whole)
    sweep.effort = effort
    sweep.start(around)
    sweep.refine()
    found = [sweep.solution(low, high) for low, high in sweep.components()]
    proved = [s for s in (_proved(s, verify, sweep) for s in found) if s is not None]
    return sweep.answer(tuple(_apart(proved)))


def _apart(solutions: list[Solution]) -> list[Solution]:
    """The solutions without those that a wider one holds."""
    kept: list[Solution] = []
    for solution in sorted(solutions, key=lambda s: (s.low.x, -s.high.x)):
        if not kept or solution.high.x > kept[-1].high.x:
            kept.append(solution)
    return kept


def _proved(
    solution: Solution, verify: Callable[[float], float | None] | None, sweep: "_Sweep"
) -> Solution | None:
    """The solution with its outputs computed forward once more, or None when they differ."""
    ends = []
    for x in dict.fromkeys((solution.low.x, solution.high.x)):
        output = verify(x) if verify else float(sweep.outputs(np.array([x]))[0])
        if output is None or not sweep.reaches(np.float64(output)):
            return None
        ends.append(Point(x, float(output)))
    return replace(solution, low=ends[0], high=ends[-1])


class _Sweep:
    """The points tried so far, in order, and what they say of the target."""

    def __init__(
        self,
        evaluate: Evaluate,
        low: float,
        high: float,
        target: float,
        tolerance: float,
        step: float,
        whole: bool,
    ) -> None:
        self.evaluate, self.target, self.tolerance, self.whole = evaluate, target, tolerance, whole
        self.step = step
        self.effort = FULL
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

    def add(self, xs: Floats) -> None:
        """Try more inputs, within the bounds, once each."""
        xs = np.clip(np.round(xs) if self.whole else xs, self.low, self.high)
        new = np.setdiff1d(xs, self.x)
        if len(new):
            x, y = np.concatenate([self.x, new]), np.concatenate([self.y, self.outputs(new)])
            order = np.argsort(x)
            self.x, self.y = x[order], y[order]

    def start(self, around: float | None) -> None:
        """The sweep: even steps, and finer ones towards both ends and the current value."""
        span = self.high - self.low
        if span < 0:
            return
        if self.whole and span <= ENUMERATED:
            self.add(np.arange(self.low, self.high + 1))
            return
        dense = self.effort.per_octave
        finer = span * 2.0 ** -(np.arange(int(OCTAVES * dense) + 1) / dense)
        finer = finer[finer >= self.step]
        even = np.linspace(self.low, self.high, self.effort.cells + 1)
        own = [] if around is None else [around - finer, [around], around + finer]
        points = np.concatenate([even, self.low + finer, self.high - finer, *own])
        self.add(points[(points >= self.low) & (points <= self.high)])

    def refine(self) -> None:
        """Cut the cells that look broken, then those that may hold the target or an extreme."""
        for _ in range(SUSPECT_ROUNDS):
            bent = self.bends()
            most_bent = np.argsort(-bent, kind="stable")[: self.effort.suspects]
            self.cut(most_bent[bent[most_bent] > 0])
        for _ in range(ROUNDS):
            cells = self.open_cells()
            if not len(cells):
                return
            if self.evaluations > BUDGET:
                self.is_cut_short = True
                return
            self.cut(cells)

    def cut(self, cells: Any) -> None:
        """Cut cells in equal parts, and where straight lines would bend or reach the target."""
        if not len(cells):
            return
        a, b, ya, yb = self.x[cells], self.x[cells + 1], self.y[cells], self.y[cells + 1]
        forward, backward = (ends[cells] for ends in self.reach())
        shares = np.arange(1, self.effort.parts) / self.effort.parts
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            bend = (backward - ya) / ((backward - ya) + (forward - yb))
            reached = [
                (self.target - start) / (end - start)
                for start, end in ((ya, yb), (ya, forward), (backward, yb))
            ]
        guessed = np.stack([bend, *reached], axis=1)
        guessed = np.where((guessed > 0) & (guessed < 1), guessed, 0.5)
        inside = np.concatenate([np.broadcast_to(shares, (len(a), len(shares))), guessed], axis=1)
        self.add((a[:, None] + (b - a)[:, None] * inside).ravel())

    def reach(self) -> tuple[Floats, Floats]:
        """Where the line from the left arrives at each cell's right end, and the other way.

        A line starts half a cell away at least: between nearer points, cents make any slope.
        """
        x, y, h = self.x, self.y, np.diff(self.x)
        here, there = np.arange(len(h)), np.arange(1, len(x))
        left = np.maximum(np.searchsorted(x, x[:-1] - h / 2, side="right") - 1, 0)
        right = np.minimum(np.searchsorted(x, x[1:] + h / 2), len(x) - 1)
        forward, backward = y[1:].copy(), y[:-1].copy()
        some = here > left
        slope = (y[here[some]] - y[left[some]]) / (x[here[some]] - x[left[some]])
        forward[some] = y[here[some]] + slope * h[some]
        some = right > there
        slope = (y[right[some]] - y[there[some]]) / (x[right[some]] - x[there[some]])
        backward[some] = y[there[some]] - slope * h[some]
        return (
            np.where(np.isfinite(forward), forward, y[1:]),
            np.where(np.isfinite(backward), backward, y[:-1]),
        )

    def wide(self) -> Any:
        """Cells that can still be cut."""
        a, b = self.x[:-1], self.x[1:]
        if self.whole:
            return b - a > 1
        floor = np.maximum(4 * np.spacing(np.maximum(np.abs(a), np.abs(b))), 1e-17 * self._span())
        return b - a > floor

    def _span(self) -> float:
        return self.high - self.low

    def bends(self) -> Floats:
        """By how much each cell departs from the lines of its neighbours; 0 where it cannot say."""
        if len(self.x) < 2:
            return np.empty(0)
        forward, backward = self.reach()
        bent = np.maximum(np.abs(forward - self.y[1:]), np.abs(backward - self.y[:-1]))
        return np.where(self.wide() & (bent > GRAIN * self.tolerance), bent, 0)

    def open_cells(self) -> Any:
        """The cells that may hold the target, an extreme, or the border of what is known."""
        if len(self.x) < 2 or not np.isfinite(self.y).any():
            return np.empty(0, dtype=int)
        ya, yb = self.y[:-1], self.y[1:]
        ends = np.stack([ya, yb, *self.reach()])
        known = np.isfinite(ya) & np.isfinite(yb)
        border = np.isfinite(ya) ^ np.isfinite(yb)
        ends = np.where(known, ends, self.target)
        lowest, highest = ends.min(axis=0), ends.max(axis=0)
        grain = GRAIN * self.slack
        holds = (lowest <= self.target + self.slack) & (highest >= self.target - self.slack)
        hit_a, hit_b = self.reaches(ya), self.reaches(yb)
        settled = (
            (lowest >= self.target - 2 * grain)
            & (highest <= self.target + 2 * grain)
            & self._in_a_reached_grain()
        )
        # With one end at the target, the rest may come back to it only from the other side.
        settled |= (hit_a ^ hit_b) & self._one_side(ends, hit_a)
        bottom, top = np.nanmin(self.y), np.nanmax(self.y)
        beyond = (highest > top + grain) | (lowest < bottom - grain)
        border &= np.diff(self.x) > self.step
        cells = np.flatnonzero(self.wide() & (border | known & (holds & ~settled | beyond)))
        return self._first_of_each_step(cells)

    def _in_a_reached_grain(self) -> Any:
        """Cells of a stretch around the target, within its grain, that reaches it somewhere."""
        near = np.abs(self.y - self.target) <= GRAIN * self.slack  # False where unknown
        stretch = np.cumsum(~near)
        reached = np.zeros(int(stretch[-1]) + 1, dtype=bool)
        reached[stretch[self.reaches(self.y)]] = True
        return near[:-1] & near[1:] & reached[stretch[:-1]]

    def _one_side(self, ends: Floats, hit_a: Any) -> Any:
        """Whether the far end and both lines stand on one side of the target, or at it."""
        far = np.where(hit_a, ends[1], ends[0])
        low = np.minimum(np.minimum(far, ends[2]), ends[3])
        high = np.maximum(np.maximum(far, ends[2]), ends[3])
        return (low >= self.target - self.slack) | (high <= self.target + self.slack)

    def _first_of_each_step(self, cells: Any) -> Any:
        """Wide cells all, narrow ones the few of each step that come nearest to the target."""
        away = np.abs(self.y - self.target)
        nearest = np.fmin(away[:-1], away[1:])[cells]
        crossed = (self.y[:-1] - self.target) * (self.y[1:] - self.target) < 0
        order = np.lexsort((nearest, ~crossed[cells]))
        taken: dict[int, int] = {}
        kept = []
        for cell in cells[order].tolist():
            place = int(self.x[cell] // self.step)
            narrow = self.x[cell + 1] - self.x[cell] <= self.step
            if narrow and taken.get(place, 0) >= NARROW:
                continue
            taken[place] = taken.get(place, 0) + narrow
            kept.append(cell)
        return np.sort(np.array(kept[:MOST_CELLS], dtype=int))

    def components(self) -> list[tuple[float, float]]:
        """First and last input of each run that reaches the target."""
        hits = np.flatnonzero(self.reaches(self.y))
        runs: list[tuple[int, int]] = []
        for hit in hits.tolist():
            if runs and self._one_piece(runs[-1][1], hit):
                runs[-1] = (runs[-1][0], hit)
            else:
                runs.append((hit, hit))
        return [(float(self.x[first]), float(self.x[last])) for first, last in runs]

    def _one_piece(self, last: int, hit: int) -> bool:
        """Whether the output stays at the target, but for a grain, from one point to another."""
        if self.whole:
            return hit == last + 1
        away = np.abs(self.y[last : hit + 1] - self.target)
        return bool(np.all(away <= GRAIN * self.slack))  # False where unknown

    def solution(self, start: float, end: float) -> Solution:
        """A run as one input, or as a piece of inputs when it is wide enough to be told apart."""
        if self.whole:
            first, last = self._places(start, end)
            return self._piece(self.point(first), self.point(last))
        point = self._plainest(start, end)
        self._fan(point.x)
        start, end = self._good_stretch(min(start, point.x), max(end, point.x))
        if end - start > self.step:
            first, last = self._places(start, end)
            low, high = self._edge(first, -1), self._edge(last, 1)
            if high.x - low.x > max(self.step, TELLING * max(abs(low.x), abs(high.x))):
                return self._piece(low, high)
        return self._piece(point, point)

    def _piece(self, low: Point, high: Point) -> Solution:
        """A solution, and how far from the target the output goes inside it."""
        inside = (self.x >= low.x) & (self.x <= high.x) & np.isfinite(self.y)
        away = np.abs(self.y[inside] - self.target)
        ends = [abs(low.output - self.target), abs(high.output - self.target)]
        return Solution(low, high, float(max(ends + away.tolist())))

    def _fan(self, x: float) -> None:
        """Try inputs nearer and nearer to a solution: it may stand on a short flat piece."""
        place = int(np.searchsorted(self.x, x))
        low, high = self.x[max(place - 1, 0)], self.x[min(place + 1, len(self.x) - 1)]
        nearer = 16.0 ** -np.arange(1, 16)
        sides = [x - (x - low) * nearer, x + (high - x) * nearer, [x]]
        points = np.concatenate(sides)
        self.add(points[(np.abs(points - x) >= self.step / 2) | (points == x)])

    def _good_stretch(self, start: float, end: float) -> tuple[float, float]:
        """From the first to the last input of a run, as it now stands, that gives the target."""
        near = np.abs(self.y - self.target) <= GRAIN * self.slack  # False where unknown
        first, last = self._places(start, end)
        while first > 0 and near[first - 1]:
            first -= 1
        while last < len(self.x) - 1 and near[last + 1]:
            last += 1
        good = first + np.flatnonzero(self._is_good(self.y[first : last + 1]))
        return (float(self.x[good[0]]), float(self.x[good[-1]])) if len(good) else (start, start)

    def _places(self, start: float, end: float) -> tuple[int, int]:
        """Where two inputs stand among those tried."""
        first, last = np.searchsorted(self.x, [start, end])
        return int(first), int(last)

    def _edge(self, k: int, side: int) -> Point:
        """The last input, on one side, whose output is as good as in the middle of its piece."""
        if not 0 <= k + side < len(self.x):
            return self.point(k)
        inner, outer = self.x[k], self.x[k + side]
        shares = np.arange(1, self.effort.parts) / self.effort.parts
        for _ in range(ROUNDS):
            if abs(outer - inner) <= max(self.step / 100, np.spacing(4 * abs(outer))):
                break
            between = inner + (outer - inner) * shares
            good = self._is_good(self.outputs(between[::side])[::side])
            departs = int(np.argmin(good)) if not good.all() else len(between)
            outer = between[departs] if departs < len(between) else outer
            inner = between[departs - 1] if departs else inner
        return self._inwards(float(inner), side)

    def _inwards(self, edge: float, side: int) -> Point:
        """An edge moved, by less than a step, to the roundest input inside its piece."""
        for digits in range(-int(np.log10(max(abs(edge), 1))), DECIMALS + 1):
            unit = 10.0**-digits
            plain = np.floor(edge / unit) * unit if side > 0 else np.ceil(edge / unit) * unit
            plain = float(np.round(plain, digits))
            if abs(plain - edge) < self.step and self.low <= plain <= self.high:
                output = float(self.outputs(np.array([plain]))[0])
                if self._is_good(output):
                    return Point(plain, output)
        return Point(edge, float(self.outputs(np.array([edge]))[0]))

    def _is_good(self, y: Any) -> Any:
        """Whether outputs are the target to a tenth of the tolerance: to the cent, for euros."""
        return np.abs(y - self.target) <= self.slack / 10

    def _plainest(self, start: float, end: float) -> Point:
        """The roundest input of a run, or beside it, that is as good as its best."""
        first, last = self._places(start, end)
        low = self.x[first - 1] if first else -np.inf
        high = self.x[last + 1] if last + 1 < len(self.x) else np.inf
        best = self._best(low, high)
        for _ in range(SHARPER):
            if self._is_good(self.y[best]):
                break
            x, y = self.x[best], self.y[best]
            sides = slice(max(best - 1, 0), best + 2)
            slopes = np.diff(self.y[sides]) / np.diff(self.x[sides])
            slopes = slopes[np.isfinite(slopes) & (slopes != 0)]
            guessed = x + (self.target - y) / slopes
            self.add(guessed[(guessed > low) & (guessed < high)])
            best = self._best(low, high)
        good = max(abs(self.y[best] - self.target) * (1 + 1e-9), self.slack / 10)
        return self._rounded(best, lambda y: bool(abs(y - self.target) <= good), (low, high))

    def _best(self, low: float, high: float) -> int:
        """The point nearest to the target, strictly between two inputs."""
        first = int(np.searchsorted(self.x, low, side="right"))
        last = int(np.searchsorted(self.x, high))
        return first + int(np.nanargmin(np.abs(self.y[first:last] - self.target)))

    def _rounded(
        self,
        k: int,
        is_good: Callable[[float], bool],
        within: tuple[float, float] = (-np.inf, np.inf),
    ) -> Point:
        """A point moved to the roundest input beside it whose output is still good."""
        x = self.x[k]
        tens = [] if self.whole else range(-int(np.log10(max(abs(x), 1))), DECIMALS + 1)
        rounded = [float(np.round(x, digits)) for digits in tens]
        rounded = [v for v in rounded if within[0] < v < within[1]]
        inside = np.unique([v for v in rounded if self.low <= v <= self.high])
        if len(inside):
            tried = dict(zip(inside.tolist(), self.outputs(inside).tolist(), strict=True))
            for plain in rounded:
                if plain in tried and is_good(tried[plain]):
                    return Point(plain, tried[plain])
        return self.point(k)

    def jumps(self) -> tuple[tuple[Point, Point], ...]:
        """Where the output passes from one side of the target to the other without reaching it."""
        if len(self.x) < 2:
            return ()
        ya, yb = self.y[:-1] - self.target, self.y[1:] - self.target
        over = (ya * yb < 0) & ~self.reaches(self.y[:-1]) & ~self.reaches(self.y[1:]) & ~self.wide()
        return tuple((self.point(k), self.point(k + 1)) for k in np.flatnonzero(over).tolist())

    def point(self, k: int) -> Point:
        """A point tried."""
        return Point(float(self.x[k]), float(self.y[k]))

    def _extremes(self) -> tuple[Point | None, Point | None, Point | None]:
        """The lowest output, the highest, the nearest to the target, each at a round input."""
        if not np.isfinite(self.y).any():
            return None, None, None
        away = np.abs(self.y - self.target)
        bottom, top, nearest = np.nanmin(self.y), np.nanmax(self.y), np.nanmin(away)
        return (
            self._rounded(int(np.nanargmin(self.y)), lambda y: bool(y <= bottom)),
            self._rounded(int(np.nanargmax(self.y)), lambda y: bool(y >= top)),
            self._rounded(int(np.nanargmin(away)), lambda y: abs(y - self.target) <= nearest),
        )

    def answer(self, solutions: tuple[Solution, ...]) -> Answer:
        """All that the points tried say."""
        jumps = self.jumps()
        kind: Kind
        if len(solutions) > 1:
            kind = "plusieurs"
        elif solutions:
            kind = "intervalle" if solutions[0].is_interval else "une"
        else:
            kind = "saut" if jumps else "aucune"
        lowest, highest, nearest = self._extremes()
        return Answer(
            kind=kind,
            target=self.target,
            solutions=solutions,
            jumps=jumps,
            lowest=lowest,
            highest=highest,
            nearest=nearest,
            evaluations=self.evaluations,
            is_cut_short=self.is_cut_short,
        )
