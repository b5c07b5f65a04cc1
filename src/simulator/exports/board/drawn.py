"""Drawings turned into pictures once, whichever forms ask for them."""

import hashlib
import json
from collections.abc import Callable
from typing import TypeVar

from simulator.charts.drawing import Drawing

T = TypeVar("T", str, bytes)
PRINTED, PROJECTED = 640, 620
"""Pixels of width of a picture on paper, and on a screen whose letters are larger."""


class Drawn:
    """The pictures made for one dossier: the same drawing is drawn once.

    It lives as long as who asks holds it, and is nobody else's: amounts may be private.
    """

    def __init__(self) -> None:
        self._svg: dict[str, str] = {}
        self._png: dict[str, bytes] = {}

    def svg(self, drawing: Drawing, width: int = PRINTED) -> str:
        """The chart alone, without its words, as SVG text."""
        return _once(self._svg, _mark(drawing, width), lambda: drawing.bare_svg(width))

    def png(self, drawing: Drawing, width: int = PRINTED) -> bytes:
        """The chart alone, as an image."""
        return _once(self._png, _mark(drawing, width), lambda: drawing.bare_png(width))


def _once(made: dict[str, T], mark: str, make: Callable[[], T]) -> T:
    if mark not in made:
        made[mark] = make()
    return made[mark]


def _mark(drawing: Drawing, width: int) -> str:
    """What tells a drawing from another: all that it draws."""
    drawn = [drawing.template, drawing.data, drawing.numbers, drawing.height, width]
    text = json.dumps(drawn, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
