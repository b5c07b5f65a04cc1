"""Cells that name places: `54 ; 55`, `2A et 2B`, `Meuse (55)`, `Meuse, Moselle`.

A cell is one place, or a list whose every part is one: a code, a name, or a code and its own name.
Anything else is refused: a sentence must not keep its first code, nor a range become two places.
"""

import re
from collections.abc import Iterator

from simulator.errors import GeoError, PasserelleError
from simulator.network import geo

_MARKED = re.compile(r"\s*[;,/|\n\r]\s*")  # signs that only separate
_WORDS = re.compile(r"\s+(?:et|and)\s+|\s*[&+]\s*", re.IGNORECASE)
_LOOSE = re.compile(r"\s*[-–]\s*|\s+")  # between codes alone
_CODE = {"departements": r"(?:\d[0-9ABab]|97[1-6]|\d)", "epci": r"\d{9}", "regions": r"\d{1,2}"}
_MOST = 200  # parts of a cell


class NotThatPlace(PasserelleError):
    """A code with a name that is another's. Its sentence is in `erreurs`."""


def codes_of(words: str, level: geo.Level) -> list[str]:
    """The codes that a cell names, in its order, once each; raises GeoError or NotThatPlace."""
    found: list[str] = []
    for part in _MARKED.split(words):
        if part:
            found += _several(part, level)
    return list(dict.fromkeys(found))


def _several(part: str, level: geo.Level) -> Iterator[str] | list[str]:
    """One place, or places joined by words, or codes joined by spaces and hyphens."""
    try:
        return [_one(part, level)]
    except GeoError as fault:
        for joined in (_WORDS, _LOOSE):
            pieces = joined.split(part)
            if not 1 < len(pieces) <= _MOST:
                continue
            if joined is _LOOSE and not all(_is_code(piece, level) for piece in pieces):
                continue
            try:
                return [_one(piece, level) for piece in pieces]
            except GeoError:
                continue
        raise fault from None


def _is_code(piece: str, level: geo.Level) -> bool:
    return re.fullmatch(_CODE[level], piece) is not None


def _one(part: str, level: geo.Level) -> str:
    """A code, a name, or a code and the name that is its own."""
    code = _CODE[level]
    both = re.fullmatch(
        rf"({code})\s*[-–:(]?\s*([^\d()]*?)\)?|([^\d()]+?)\s*[-–:(]\s*({code})\)?", part
    )
    if both is None:
        return geo.named(part, level).code
    written, name = both[1] or both[4], (both[2] if both[1] else both[3]).strip()
    place = geo.find(written, level)
    if name and geo.named(name, level).code != place.code:
        raise NotThatPlace("lieu_autre_nom", code=place.code, nom=name, vrai=place.name)
    return place.code
