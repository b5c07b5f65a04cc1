"""Names of parties marked in a sentence, for whoever draws them in their colour."""

import re

Segment = str | tuple[str, str]
_PARTY_MARK = re.compile(r"\[([^\]]+)\]\((\w+)\)")


def segments(marked: str) -> list[Segment]:
    """Cut ``"Le [mécène](mecene) paie."`` into segments: a translation says what to mark."""
    parts: list[Segment] = []
    start = 0
    for mark in _PARTY_MARK.finditer(marked):
        parts += [marked[start : mark.start()], (mark[1], mark[2])]
        start = mark.end()
    return [part for part in [*parts, marked[start:]] if part]
