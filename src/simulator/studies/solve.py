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
from dataclasses import replace

import numpy as np

from simulator.studies.solving.answers import Answer, Kind, Point, Solution
from simulator.studies.solving.cells import refine, start
from simulator.studies.solving.pieces import rounded, runs, solution
from simulator.studies.solving.tried import FULL, Effort, Evaluate, Tried


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
    `effort` is the density of the tried.
    Raises ValueError when bounds or target are not finite, or the bounds are in the wrong order.
    """
    if not (np.isfinite([low, high, target]).all() and low <= high):
        raise ValueError("finite bounds in order and a finite target are needed")
    tried = Tried(evaluate, float(low), float(high), float(target), tolerance, step, whole, effort)
    start(tried, around)
    refine(tried)
    found = [solution(tried, low, high) for low, high in runs(tried)]
    proved = [s for s in (_proved(s, verify, tried) for s in found) if s is not None]
    return _answer(tried, tuple(_apart(proved)))


def _apart(solutions: list[Solution]) -> list[Solution]:
    """The solutions without those that a wider one holds."""
    kept: list[Solution] = []
    for one in sorted(solutions, key=lambda s: (s.low.x, -s.high.x)):
        if not kept or one.high.x > kept[-1].high.x:
            kept.append(one)
    return kept


def _proved(
    solution: Solution, verify: Callable[[float], float | None] | None, tried: Tried
) -> Solution | None:
    """The solution with its outputs computed forward once more, or None when they differ."""
    ends = []
    for x in dict.fromkeys((solution.low.x, solution.high.x)):
        output = verify(x) if verify else float(tried.outputs(np.array([x]))[0])
        if output is None or not tried.reaches(np.float64(output)):
            return None
        ends.append(Point(x, float(output)))
    return replace(solution, low=ends[0], high=ends[-1])


def _jumps(tried: Tried) -> tuple[tuple[Point, Point], ...]:
    """Where the output passes from one side of the target to the other without reaching it."""
    if len(tried.x) < 2:
        return ()
    ya, yb = tried.y[:-1] - tried.target, tried.y[1:] - tried.target
    reached = tried.reaches(tried.y)
    over = (np.sign(ya) * np.sign(yb) < 0) & ~reached[:-1] & ~reached[1:] & ~tried.wide()
    return tuple((tried.point(k), tried.point(k + 1)) for k in np.flatnonzero(over).tolist())


def _extremes(tried: Tried) -> tuple[Point | None, Point | None, Point | None]:
    """The lowest output, the highest, the nearest to the target, each at a round input."""
    if not np.isfinite(tried.y).any():
        return None, None, None
    away = np.abs(tried.y - tried.target)
    bottom, top, nearest = np.nanmin(tried.y), np.nanmax(tried.y), np.nanmin(away)
    return (
        rounded(tried, int(np.nanargmin(tried.y)), lambda y: bool(y <= bottom)),
        rounded(tried, int(np.nanargmax(tried.y)), lambda y: bool(y >= top)),
        rounded(tried, int(np.nanargmin(away)), lambda y: abs(y - tried.target) <= nearest),
    )


def _answer(tried: Tried, solutions: tuple[Solution, ...]) -> Answer:
    """All that the points tried say."""
    jumps = _jumps(tried)
    kind: Kind
    if len(solutions) > 1:
        kind = "plusieurs"
    elif solutions:
        kind = "intervalle" if solutions[0].is_interval else "une"
    else:
        kind = "saut" if jumps else "aucune"
    lowest, highest, nearest = _extremes(tried)
    return Answer(
        kind=kind,
        target=tried.target,
        solutions=solutions,
        jumps=jumps,
        lowest=lowest,
        highest=highest,
        nearest=nearest,
        evaluations=tried.evaluations,
        is_cut_short=tried.is_cut_short,
    )
