"""Texts measured before they are written: the size that fits a box, else what is cut, and said.

A deck carries no font: what is written in Arial or Georgia is measured with the widths of the free
faces that replace them (Liberation Sans, DejaVu Serif, the widest), in thousandths of the size.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WIDTHS = Path(__file__).with_name("widths.json")
WIDE = 1_000
"""What a character of no known width takes: an ideogram, a picture."""
LEADING = 1.2
KEPT = 0.97
"""Share of a box that is used: what measures are not sure of is left."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text at a size in points, as lines; `cut` says whether its end is missing."""

    size: float
    lines: tuple[str, ...]
    cut: bool = False

    @property
    def text(self) -> str:
        """What is written."""
        return " ".join(self.lines)

    @property
    def height(self) -> float:
        """Points from the first line's top to the last one's foot."""
        return len(self.lines) * self.size * LEADING


@cache
def _widths() -> dict[str, dict[str, int]]:
    told = json.loads(WIDTHS.read_text(encoding="utf-8"))
    return {
        face: {letter: int(width) for width, letters in widths.items() for letter in letters}
        for face, widths in told.items()
    }


def legible(text: str) -> str:
    """A text without the characters that no document may hold, on one line."""
    return " ".join(_CONTROL.sub("", text).split(" ")).replace("\n", " ").replace("\r", " ").strip()


def legible_part(text: str) -> str:
    """The same of a part of a sentence, whose spaces at both ends stay."""
    return " ".join(legible(word) for word in text.split(" "))


def width_of(text: str, face: str, size: float) -> float:
    """Points that a text takes on one line."""
    known = _widths()[face]
    return sum(known.get(letter, WIDE) for letter in text) * size / 1_000


def wrapped(text: str, face: str, size: float, width: float) -> list[str]:
    """Lines that hold in a width, cut at plain spaces, else inside a word that is too long."""
    lines: list[str] = []
    room = width * KEPT
    for word in _pieces(text, face, size, room):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, face, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _pieces(text: str, face: str, size: float, room: float) -> list[str]:
    found = []
    for word in filter(None, text.split(" ")):
        rest = word
        while width_of(rest, face, size) > room and len(rest) > 1:
            taken = max(1, _longest(rest, face, size, room))
            found.append(rest[:taken])
            rest = rest[taken:]
        found.append(rest)
    return found


def _longest(word: str, face: str, size: float, room: float) -> int:
    known, used = _widths()[face], 0.0
    for place, letter in enumerate(word):
        used += known.get(letter, WIDE) * size / 1_000
        if used > room:
            return place
    return len(word)


def fit(text: str, face: str, width: float, height: float, sizes: tuple[float, ...]) -> Fitted:
    """A text at the largest size whose lines hold in a box of points; cut at the smallest one."""
    text = legible(text)
    for size in sizes:
        broken = size > sizes[-1] and _breaks(text, face, size, width)
        lines = wrapped(text, face, size, width)
        if not broken and len(lines) * size * LEADING <= height:
            return Fitted(size, tuple(lines))
    size = sizes[-1]
    most = max(1, int(height / (size * LEADING)))
    return Fitted(size, tuple(_ended(lines[:most], face, size, width)), cut=True)


def fit_lines(
    text: str, face: str, width: float, height: float, sizes: tuple[float, ...]
) -> list[Fitted]:
    """A text whose lines somebody typed, each fitted, all at the largest size that holds."""
    typed = [legible(line) for line in text.strip().splitlines()]
    for size in sizes:
        told = [Fitted(size, tuple(wrapped(one, face, size, width) or [""])) for one in typed]
        if sum(one.height for one in told) <= height:
            return told
    return _first_lines(typed, face, width, height, sizes[-1])


def _first_lines(
    typed: list[str], face: str, width: float, height: float, size: float
) -> list[Fitted]:
    """As many lines as a box holds, the last one ending with a mark of what is missing."""
    told: list[Fitted] = []
    left = int(height / (size * LEADING))
    for place, one in enumerate(typed, 1):
        lines = wrapped(one, face, size, width) or [""]
        if len(lines) > left or (len(lines) == left and place < len(typed)):
            cut = _ended(lines[: max(1, left)], face, size, width)
            return [*told, Fitted(size, tuple(cut), cut=True)]
        told.append(Fitted(size, tuple(lines)))
        left -= len(lines)
    return told


def _breaks(text: str, face: str, size: float, width: float) -> bool:
    """Whether some word is too long for a line."""
    return any(width_of(word, face, size) > width * KEPT for word in text.split(" "))


def _ended(lines: list[str], face: str, size: float, width: float) -> list[str]:
    """The lines, the last one ending with a mark of what is missing."""
    *first, last = lines
    while last and width_of(f"{last}…", face, size) > width * KEPT:
        last = last[:-1]
    return [*first, f"{last.rstrip()}…"]


def sentences(text: str) -> list[str]:
    """A text cut after each sentence: the next one starts with a capital, a quote or a mark."""
    return re.split(r"(?<=[.!?]) (?=[\[«“A-ZÀ-Ý])", text)
