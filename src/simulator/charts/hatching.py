"""Hatching for what is not there yet or not known: Vega-Lite has no pattern, so lines are drawn."""

from collections.abc import Iterable, Iterator
from itertools import count, takewhile
from typing import Any

from simulator.charts.marks import Axes, Layer, Row, base

Line = dict[str, float]

LEAN = 12  # pixels that a line leans over, on a chart of `WIDTH` pixels
WIDTH = 600
DISTANCE = 1 / 75  # from one line to the next, as a share of the axis
_NOTHING = 1e-9  # of a distance: what rounding leaves of a line at the right edge


def slanted(
    left: float, right: float, top: float, bottom: float, *, lean: float, distance: float
) -> Iterator[Line]:
    """Lines from `bottom` to `top`, each `lean` further right at its top, cut at both sides.

    Along: `left`, `right`, `lean` and `distance` (from one line to the next), in one unit; across:
    `top` and `bottom`, in another.
    """
    feet = (left - lean + distance * n for n in count(1))
    for foot in takewhile(lambda foot: foot < right - distance * _NOTHING, feet):
        x, x2 = max(foot, left), min(foot + lean, right)
        rise = {end: bottom - (bottom - top) * (end - foot) / lean for end in (x, x2)}
        yield {"x": x, "x2": x2, "y": rise[x], "y2": rise[x2]}


def hatched(
    bars: Iterable[Row], span: float, left: str = "left", right: str = "right"
) -> list[Row]:
    """Slanted lines over bars from `left` to `right` (data units, on an axis `span` long).

    `top` and `bottom` of a bar are pixels, `bottom` the larger. Each line is cut at its bar's edges
    and has the bar's party, if any.
    """
    lean, distance = span * LEAN / WIDTH, span * DISTANCE
    return [
        line | {key: bar[key] for key in ("party",) if key in bar}
        for bar in bars
        for line in slanted(
            bar[left], bar[right], bar["top"], bar["bottom"], lean=lean, distance=distance
        )
    ]


def hatch_layer(axes: Axes, colour: Any) -> Layer:
    """The lines that the drawing has under `hatches`, in the colour of a channel."""
    place = axes.box("x", "x2", "y", "y2")
    return base("hatches").mark_rule(strokeWidth=1, aria=False).encode(**place, color=colour)
