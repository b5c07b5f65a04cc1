"""Hatching for what is not there yet or not known: Vega-Lite has no pattern, so lines are drawn."""

from collections.abc import Iterator

Line = dict[str, float]

LEAN = 12  # pixels that a line leans over, on a chart of `WIDTH` pixels
WIDTH = 600
DISTANCE = 1 / 75  # from one line to the next, as a share of the axis


def slanted(
    left: float, right: float, top: float, bottom: float, *, lean: float, distance: float
) -> Iterator[Line]:
    """Lines from `bottom` to `top`, each `lean` further right at its top, cut at both sides.

    Along: `left`, `right`, `lean` and `distance` (from one line to the next), in one unit; across:
    `top` and `bottom`, in another.
    """
    foot = left - lean + distance
    while foot < right:
        x, x2 = max(foot, left), min(foot + lean, right)
        rise = {end: bottom - (bottom - top) * (end - foot) / lean for end in (x, x2)}
        yield {"x": x, "x2": x2, "y": rise[x], "y2": rise[x2]}
        foot += distance


def hatched(left: float, right: float, top: float, bottom: float, span: float) -> Iterator[Line]:
    """Slanted lines over a bar from `left` to `right` (data units, on an axis `span` long).

    `top` and `bottom` are pixels, `bottom` the larger. Each line is cut at the bar's edges.
    """
    lean = span * LEAN / WIDTH
    return slanted(left, right, top, bottom, lean=lean, distance=span * DISTANCE)
