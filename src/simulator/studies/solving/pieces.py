"""From inputs that reach the target to solutions: runs, their edges, their roundest inputs."""

from collections.abc import Callable

import numpy as np

from simulator.studies.solving.answers import Point, Solution
from simulator.studies.solving.tried import GRAIN, Tried

ROUNDS, SHARPER, DECIMALS = 30, 4, 12
TELLING = 1e-3
"""A flat piece is told from one input when it is wider than a thousandth of the input."""


def runs(tried: Tried) -> list[tuple[float, float]]:
    """First and last input of each run that reaches the target."""
    hits = np.flatnonzero(tried.reaches(tried.y))
    runs: list[tuple[int, int]] = []
    for hit in hits.tolist():
        if runs and _one_piece(tried, runs[-1][1], hit):
            runs[-1] = (runs[-1][0], hit)
        else:
            runs.append((hit, hit))
    return [(float(tried.x[first]), float(tried.x[last])) for first, last in runs]


def _one_piece(tried: Tried, last: int, hit: int) -> bool:
    """Whether the output stays at the target, but for a grain, from one point to another."""
    if tried.whole:
        return hit == last + 1
    away = np.abs(tried.y[last : hit + 1] - tried.target)
    return bool(np.all(away <= GRAIN * tried.slack))  # False where unknown


def solution(tried: Tried, start: float, end: float) -> Solution:
    """A run as one input, or as a piece of inputs when it is wide enough to be told apart."""
    if tried.whole:
        first, last = tried.places(start, end)
        return _piece(tried, tried.point(first), tried.point(last))
    point = _plainest(tried, start, end)
    _fan(tried, point.x)
    start, end = _good_stretch(tried, min(start, point.x), max(end, point.x))
    if end - start > tried.step:
        first, last = tried.places(start, end)
        low, high = _edge(tried, first, -1), _edge(tried, last, 1)
        if high.x - low.x > max(tried.step, TELLING * max(abs(low.x), abs(high.x))):
            return _piece(tried, low, high)
    return _piece(tried, point, point)


def _piece(tried: Tried, low: Point, high: Point) -> Solution:
    """A solution, and how far from the target the output goes inside it."""
    inside = (tried.x >= low.x) & (tried.x <= high.x) & np.isfinite(tried.y)
    away = np.abs(tried.y[inside] - tried.target)
    ends = [abs(low.output - tried.target), abs(high.output - tried.target)]
    return Solution(low, high, float(max(ends + away.tolist())))


def _fan(tried: Tried, x: float) -> None:
    """Try inputs nearer and nearer to a solution: it may stand on a short flat piece."""
    place = int(np.searchsorted(tried.x, x))
    low, high = tried.x[max(place - 1, 0)], tried.x[min(place + 1, len(tried.x) - 1)]
    nearer = 16.0 ** -np.arange(1, 16)
    sides = [x - (x - low) * nearer, x + (high - x) * nearer, [x]]
    points = np.concatenate(sides)
    tried.add(points[(np.abs(points - x) >= tried.step / 2) | (points == x)])


def _good_stretch(tried: Tried, start: float, end: float) -> tuple[float, float]:
    """From the first to the last input of a run, as it now stands, that gives the target."""
    near = tried.near()
    first, last = tried.places(start, end)
    while first > 0 and near[first - 1]:
        first -= 1
    while last < len(tried.x) - 1 and near[last + 1]:
        last += 1
    good = first + np.flatnonzero(tried.is_good(tried.y[first : last + 1]))
    return (float(tried.x[good[0]]), float(tried.x[good[-1]])) if len(good) else (start, start)


def _edge(tried: Tried, k: int, side: int) -> Point:
    """The last input, on one side, whose output is as good as in the middle of its piece."""
    if not 0 <= k + side < len(tried.x):
        return tried.point(k)
    inner, outer = tried.x[k], tried.x[k + side]
    shares = np.arange(1, tried.effort.parts) / tried.effort.parts
    for _ in range(ROUNDS):
        if abs(outer - inner) <= max(tried.step / 100, np.spacing(4 * abs(outer))):
            break
        between = inner + (outer - inner) * shares
        good = tried.is_good(tried.outputs(between[::side])[::side])
        departs = int(np.argmin(good)) if not good.all() else len(between)
        outer = between[departs] if departs < len(between) else outer
        inner = between[departs - 1] if departs else inner
    return _inwards(tried, float(inner), side)


def _inwards(tried: Tried, edge: float, side: int) -> Point:
    """An edge moved, by less than a step, to the roundest input inside its piece."""
    for digits in range(-int(np.log10(max(abs(edge), 1))), DECIMALS + 1):
        unit = 10.0**-digits
        plain = np.floor(edge / unit) * unit if side > 0 else np.ceil(edge / unit) * unit
        plain = float(np.round(plain, digits))
        if abs(plain - edge) < tried.step and tried.low <= plain <= tried.high:
            output = float(tried.outputs(np.array([plain]))[0])
            if tried.is_good(output):
                return Point(plain, output)
    return Point(edge, float(tried.outputs(np.array([edge]))[0]))


def _plainest(tried: Tried, start: float, end: float) -> Point:
    """The roundest input of a run, or beside it, that is as good as its best."""
    first, last = tried.places(start, end)
    low = tried.x[first - 1] if first else -np.inf
    high = tried.x[last + 1] if last + 1 < len(tried.x) else np.inf
    best = tried.best(low, high)
    for _ in range(SHARPER):
        if tried.is_good(tried.y[best]):
            break
        x, y = tried.x[best], tried.y[best]
        sides = slice(max(best - 1, 0), best + 2)
        slopes = np.diff(tried.y[sides]) / np.diff(tried.x[sides])
        slopes = slopes[np.isfinite(slopes) & (slopes != 0)]
        guessed = x + (tried.target - y) / slopes
        tried.add(guessed[(guessed > low) & (guessed < high)])
        best = tried.best(low, high)
    good = max(abs(tried.y[best] - tried.target) * (1 + 1e-9), tried.slack / 10)
    return rounded(tried, best, lambda y: bool(abs(y - tried.target) <= good), (low, high))


def rounded(
    tried: Tried,
    k: int,
    is_good: Callable[[float], bool],
    within: tuple[float, float] = (-np.inf, np.inf),
) -> Point:
    """A point moved to the roundest input beside it whose output is still good."""
    x = tried.x[k]
    tens = [] if tried.whole else range(-int(np.log10(max(abs(x), 1))), DECIMALS + 1)
    rounded = [float(np.round(x, digits)) for digits in tens]
    rounded = [v for v in rounded if within[0] < v < within[1]]
    inside = np.unique([v for v in rounded if tried.low <= v <= tried.high])
    if len(inside):
        seen = dict(zip(inside.tolist(), tried.outputs(inside).tolist(), strict=True))
        for plain in rounded:
            if plain in seen and is_good(seen[plain]):
                return Point(plain, seen[plain])
    return tried.point(k)
