"""What the registers write in French (facts, law, territories), for who reads another language.

The registers hold French alone, and their own files beside the texts hold the other language:
whole sentences by the French one, so that a sentence that changes loses its translation at once;
in `words`, units and turns that are put together in many ways ("depuis 1999", "jours/projet").
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from simulator.text import FRENCH, current_language

PIECES = "words"
"""The file of the pieces; the others hold whole sentences."""


def in_words(french: str) -> str:
    """A text of a register in the language of the reader; a name that has no other form stays."""
    language = current_language()
    if language == FRENCH:
        return french
    if (whole := sentences(language).get(french)) is not None:
        return whole
    return _pattern(language).sub(lambda found: pieces(language)[found[0]], french)


def files(language: str) -> Mapping[str, Mapping[str, str]]:
    """What each file of a language holds, by the name of the file."""
    found = sorted((Path(__file__).with_name(language) / "registers").glob("*.toml"))
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in found}


@cache
def sentences(language: str) -> Mapping[str, str]:
    """Whole sentences by the French one."""
    held = (part for name, part in files(language).items() if name != PIECES)
    return {french: words for part in held for french, words in part.items()}


@cache
def pieces(language: str) -> Mapping[str, str]:
    """Words and turns, wherever they stand in a text."""
    return files(language)[PIECES]


@cache
def _pattern(language: str) -> re.Pattern[str]:
    longest_first = sorted(pieces(language), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
