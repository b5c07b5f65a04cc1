"""A person's CSV text, line by line: its separator seen, its lines and cells within the limits."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import TextIO

from simulator.base import limits

SEPARATORS = (";", "\t", ",")
_SEEN = 64_000  # characters in which the separator is sought
_DECLARED = "sep="


class Unreadable(Exception):
    """A line that cannot be read: `key` says why, `line` is its number."""

    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.key, self.line = key, line


def separator_of(head: str) -> str:
    """The separator that `sep=` declares, or else that cuts most lines into as many cells."""
    first = head.split("\n", 1)[0].strip().strip('"').lower()
    if first.startswith(_DECLARED) and first[len(_DECLARED) :] in SEPARATORS:
        return first[len(_DECLARED) :]
    if first == _DECLARED:
        return "\t"
    whole = head[:_SEEN].rpartition("\n")[0] if len(head) > _SEEN else head
    return max(SEPARATORS, key=lambda separator: _cut(whole, separator))


def _cut(head: str, separator: str) -> tuple[int, int]:
    """How many lines have the same number of cells, more than one; and that number."""
    widths: Counter[int] = Counter()
    try:
        for cells in csv.reader(StringIO(head, newline=""), delimiter=separator):
            widths[len(cells)] += len(cells) > 1
    except csv.Error:
        pass
    count, width = max(((n, w) for w, n in widths.items()), default=(0, 0))
    return count, width


def rows_of(stream: TextIO, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows numbered as a spreadsheet numbers them (a cell may hold line ends), `sep=` left out.

    Raises Unreadable at the first line that passes a limit or whose quotes do not close.
    """
    reader = csv.reader(_lines(stream, separator), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1 and cells and cells[0].strip().lower().startswith(_DECLARED):
                continue
            yield number, cells
    except csv.Error:
        raise Unreadable("csv_abime", number + 1) from None


def _lines(stream: TextIO, separator: str) -> Iterator[str]:
    """The lines of a text, none of them endless."""
    number = 0
    while line := stream.readline(limits.LINE):
        number += 1
        if len(line) == limits.LINE and not line.endswith(("\n", "\r")):
            many = line.count(separator) > limits.COLUMNS
            raise Unreadable("trop_de_colonnes" if many else "ligne_demesuree", number)
        yield line
