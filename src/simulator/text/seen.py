"""What a reader sees of a text that somebody typed: blanks and marks of direction are nothing."""

import unicodedata

_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters for Unicode, and nothing for the eye."""


def seen(text: str) -> str:
    """A text without its ends; empty when nothing of it can be seen."""
    return text.strip() if any(map(_shows, text)) else ""


def _shows(letter: str) -> bool:
    """Separators, controls, formats and marks without a letter of their own draw nothing alone."""
    return letter not in _BLANK_LETTERS and unicodedata.category(letter)[0] not in "ZCM"
