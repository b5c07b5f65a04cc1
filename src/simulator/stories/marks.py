"""Names of parties marked in a sentence, for whoever draws them in their colour."""

import re
from itertools import zip_longest

Segment = str | tuple[str, str]
_PARTY_MARK = re.compile(r"\[([^\]]+)\]\((\w+)\)")


def segments(marked: str) -> list[Segment]:
    """Cut ``"Le [mécène](mecene) paie."`` into segments: a translation says what to mark."""
    cut = _PARTY_MARK.split(marked)  # text, name, party, text...
    named = zip(cut[1::3], cut[2::3], strict=True)
    return [part for pair in zip_longest(cut[::3], named) for part in pair if part]


def unmarked(marked: str) -> str:
    """A sentence without the marks of its parties."""
    return _PARTY_MARK.sub(r"\1", marked)
