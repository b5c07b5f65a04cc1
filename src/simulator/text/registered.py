"""The words that the registers write in French: units, periods, degrees of confidence."""

import re
from functools import cache

from simulator.text import LANGUAGES, catalogue, current_language

_TABLE = "registres."


def in_words(french: str) -> str:
    """A unit, a period or a degree in the language of the reader; what it does not know stays."""
    language = current_language()
    if language == LANGUAGES[0]:
        return french
    words = _words(language)
    return _pattern(language).sub(lambda found: words[found[0]], french)


@cache
def _words(language: str) -> dict[str, str]:
    sentences = catalogue(language)
    return {k.removeprefix(_TABLE): v for k, v in sentences.items() if k.startswith(_TABLE)}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    longest_first = sorted(_words(language), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
