"""Names of parties marked in a sentence, for whoever draws them in their colour."""

import re
from itertools import zip_longest

from simulator.charts.theme import PARTIES

Segment = str | tuple[str, str]
_PARTY_MARK = re.compile(rf"\[([^\]]+)\]\(({'|'.join(PARTIES)})\)")
_BETWEEN, _APART = "](", "]\u2060("
"""Where a mark is read, and the same held apart by a sign that nobody sees."""


def segments(marked: str) -> list[Segment]:
    """Cut ``"Le [mécène](mecene) paie."`` into segments: a translation says what to mark."""
    cut = _PARTY_MARK.split(marked)  # text, name, party, text...
    named = zip(cut[1::3], cut[2::3], strict=True)
    return [part for pair in zip_longest(map(_typed, cut[::3]), named) for part in pair if part]


def unmarked(marked: str) -> str:
    """A sentence without the marks of its parties."""
    return _typed(_PARTY_MARK.sub(r"\1", marked))


def literal(typed: str) -> str:
    """What somebody typed, as it stands in a marked sentence: no mark of its own is read."""
    return typed.replace(_BETWEEN, _APART)


def _typed(text: str) -> str:
    return text.replace(_APART, _BETWEEN)
