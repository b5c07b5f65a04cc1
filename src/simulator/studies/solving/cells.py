"""Where goal seek looks: a sweep, then the cells between two inputs that are worth cutting."""

from typing import Any

import numpy as np

from simulator.studies.solving.tried import GRAIN, Floats, Tried

OCTAVES = 44
"""Towards an end of the bounds cells shrink, down to the input's step or a 2**-44 of the bounds."""
ROUNDS = 30
SUSPECT_ROUNDS = 2
MOST_CELLS, NARROW = 64, 4
BUDGET = 6_000
"""Inputs tried at most; an output that is all rounding noise would ask for more."""
ENUMERATED = 2_000
"""Whole inputs with no more values than this are all tried."""


def start(tried: Tried, around: float | None) -> None:
    """The sweep: even steps, and finer ones towards both ends and the current value."""
    span = tried.high - tried.low
    if span < 0:
        return
    if tried.whole and span <= ENUMERATED:
        tried.add(np.arange(tried.low, tried.high + 1))
        return
    dense = tried.effort.per_octave
    finer = span * 2.0 ** -(np.arange(int(OCTAVES * dense) + 1) / dense)
    finer = finer[finer >= tried.step]
    even = np.linspace(tried.low, tried.high, tried.effort.cells + 1)
    own = [] if around is None else [around - finer, [around], around + finer]
    points = np.concatenate([even, tried.low + finer, tried.high - finer, *own])
    tried.add(points[(points >= tried.low) & (points <= tried.high)])


def refine(tried: Tried) -> None:
    """Cut the cells that look broken, then those that may hold the target or an extreme."""
    for _ in range(SUSPECT_ROUNDS):
        bent = _bends(tried)
        most_bent = np.argsort(-bent, kind="stable")[: tried.effort.suspects]
        _cut(tried, most_bent[bent[most_bent] > 0])
    for _ in range(ROUNDS):
        cells = _open_cells(tried)
        if not len(cells):
            return
        if tried.evaluations > BUDGET:
            tried.is_cut_short = True
            return
        _cut(tried, cells)


def _cut(tried: Tried, cells: Any) -> None:
    """Cut cells in equal parts, and where straight lines would bend or reach the target."""
    if not len(cells):
        return
    a, b, ya, yb = tried.x[cells], tried.x[cells + 1], tried.y[cells], tried.y[cells + 1]
    forward, backward = (ends[cells] for ends in _reach(tried))
    shares = np.arange(1, tried.effort.parts) / tried.effort.parts
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        bend = (backward - ya) / ((backward - ya) + (forward - yb))
        reached = [
            (tried.target - start) / (end - start)
            for start, end in ((ya, yb), (ya, forward), (backward, yb))
        ]
    guessed = np.stack([bend, *reached], axis=1)
    guessed = np.where((guessed > 0) & (guessed < 1), guessed, 0.5)
    inside = np.concatenate([np.broadcast_to(shares, (len(a), len(shares))), guessed], axis=1)
    tried.add((a[:, None] + (b - a)[:, None] * inside).ravel())


def _reach(tried: Tried) -> tuple[Floats, Floats]:
    """Where the line from the left arrives at each cell's right end, and the other way.

    A line starts half a cell away at least: between nearer points, cents make any slope.
    """
    x, y, h = tried.x, tried.y, np.diff(tried.x)
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


def _bends(tried: Tried) -> Floats:
    """By how much each cell departs from the lines of its neighbours; 0 where it cannot say."""
    if len(tried.x) < 2:
        return np.empty(0)
    forward, backward = _reach(tried)
    bent = np.maximum(np.abs(forward - tried.y[1:]), np.abs(backward - tried.y[:-1]))
    return np.where(tried.wide() & (bent > GRAIN * tried.tolerance), bent, 0)


def _open_cells(tried: Tried) -> Any:
    """The cells that may hold the target, an extreme, or the border of what is known."""
    if len(tried.x) < 2 or not np.isfinite(tried.y).any():
        return np.empty(0, dtype=int)
    ya, yb = tried.y[:-1], tried.y[1:]
    ends = np.stack([ya, yb, *_reach(tried)])
    known = np.isfinite(ya) & np.isfinite(yb)
    border = np.isfinite(ya) ^ np.isfinite(yb)
    ends = np.where(known, ends, tried.target)
    lowest, highest = ends.min(axis=0), ends.max(axis=0)
    grain = GRAIN * tried.slack
    holds = (lowest <= tried.target + tried.slack) & (highest >= tried.target - tried.slack)
    hit_a, hit_b = tried.reaches(ya), tried.reaches(yb)
    settled = (
        (lowest >= tried.target - 2 * grain)
        & (highest <= tried.target + 2 * grain)
        & _in_a_reached_grain(tried)
    )
    # With one end at the target, the rest may come back to it only from the other side.
    settled |= (hit_a ^ hit_b) & _one_side(tried, ends, hit_a)
    bottom, top = np.nanmin(tried.y), np.nanmax(tried.y)
    beyond = (highest > top + grain) | (lowest < bottom - grain)
    border &= np.diff(tried.x) > tried.step
    cells = np.flatnonzero(tried.wide() & (border | known & (holds & ~settled | beyond)))
    return _first_of_each_step(tried, cells)


def _in_a_reached_grain(tried: Tried) -> Any:
    """Cells of a stretch around the target, within its grain, that reaches it somewhere."""
    near = tried.near()
    stretch = np.cumsum(~near)
    reached = np.zeros(int(stretch[-1]) + 1, dtype=bool)
    reached[stretch[tried.reaches(tried.y)]] = True
    return near[:-1] & near[1:] & reached[stretch[:-1]]


def _one_side(tried: Tried, ends: Floats, hit_a: Any) -> Any:
    """Whether the far end and both lines stand on one side of the target, or at it."""
    far = np.where(hit_a, ends[1], ends[0])
    low = np.minimum(np.minimum(far, ends[2]), ends[3])
    high = np.maximum(np.maximum(far, ends[2]), ends[3])
    return (low >= tried.target - tried.slack) | (high <= tried.target + tried.slack)


def _first_of_each_step(tried: Tried, cells: Any) -> Any:
    """Wide cells all, narrow ones the few of each step that come nearest to the target."""
    away = np.abs(tried.y - tried.target)
    nearest = np.fmin(away[:-1], away[1:])[cells]
    side = np.sign(tried.y - tried.target)
    crossed = side[:-1] * side[1:] < 0
    order = np.lexsort((nearest, ~crossed[cells]))
    taken: dict[int, int] = {}
    kept = []
    for cell in cells[order].tolist():
        place = int(tried.x[cell] // tried.step)
        narrow = tried.x[cell + 1] - tried.x[cell] <= tried.step
        if narrow and taken.get(place, 0) >= NARROW:
            continue
        taken[place] = taken.get(place, 0) + narrow
        kept.append(cell)
    return np.sort(np.array(kept[:MOST_CELLS], dtype=int))
