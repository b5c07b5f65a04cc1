"""Words near what they name, in pixels, where nothing else is written."""

from collections.abc import Sequence
from itertools import product

from simulator.charts.theme import text_width

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
SIDES = ("above", "right", "left", "below")


def touch(one: Box, other: Box) -> bool:
    """Whether two boxes share a point."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def beside(
    text: str, body: Box, taken: Sequence[Box], size: float, sides: Sequence[str] = SIDES
) -> Box:
    """The first free place around a body, nearer first; the last one tried when none is free."""
    left, top, right, bottom = body
    x, y, wide, half = (left + right) / 2, (top + bottom) / 2, text_width(text, size), size / 2
    for away, side in product((5.0, 12.0, 20.0, 30.0, 45.0, 60.0, 90.0), sides):
        at_x = {
            "right": right + away,
            "left": left - away - wide,
            "above_end": right - wide,
            "below_end": right - wide,
            "below_left": left - wide,
        }.get(side, x - wide / 2)
        above, below = top - away - half, bottom + away + half
        at_y = {
            "above": above,
            "above_end": above,
            "below": below,
            "below_end": below,
            "below_left": below,
        }.get(side, y)
        box = (at_x, at_y - half, at_x + wide, at_y + half)
        if not any(touch(box, other) for other in taken):
            break
    return box


def free(
    text: str,
    body: Box,
    taken: list[Box],
    size: float,
    width: float,
    sides: Sequence[str] = SIDES,
) -> tuple[float, float]:
    """Where words start and their middle height, near a body, in a picture of so many pixels.

    Their room is taken from now on.
    """
    outside = (width, 0.0, 10 * width, 10 * width)
    box = beside(text, body, [*taken, outside], size, sides)
    taken.append(box)
    return box[0], (box[1] + box[3]) / 2
