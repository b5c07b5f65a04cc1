"""CSV at every door: a person's text read line by line, French CSV that no spreadsheet runs.

Reading finds the encoding, the separator and the lines within the limits; writing is the same for
all files: semicolon, decimal comma, byte-order mark, texts that cannot become formulas. Our own
tables, in `data/`, are read with every fault collected.
"""

import csv
import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO, StringIO
from math import isfinite
from pathlib import Path
from typing import TextIO, TypeVar

from simulator.base import limits
from simulator.base.decoding import encoding_of
from simulator.errors import DataError
from simulator.text import say

T = TypeVar("T")
Line = dict[str, str]

SEPARATORS = (";", "\t", ",")
_SEEN = 64_000  # characters in which the separator is sought
_DECLARED = "sep="


_RUNS = r"[=+\-@\t\r\n＝＋－＠]"  # the wide signs run too
_TO_PROTECT = re.compile(f"'*{_RUNS}")
_PROTECTED = re.compile(f"'+{_RUNS}")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")


class Unreadable(Exception):
    """A line that cannot be read: `key` says why, `line` is its number."""

    def __init__(self, key: str, line: int) -> None:
        super().__init__(key)
        self.key, self.line = key, line


def text_of(content: bytes) -> str:
    """The text of a file, whatever its encoding; raises `decoding.NotText`."""
    return content.decode(encoding_of(lambda: BytesIO(content)))


def lines_in(text: str) -> tuple[str, Iterator[tuple[int, list[str]]]]:
    """The separator of a text, and its lines that are not blank; see `rows_of`."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    separator = separator_of(text)
    lines = rows_of(StringIO(text, newline=""), separator)
    return separator, ((n, cells) for n, cells in lines if any(cell.strip() for cell in cells))


def separator_of(head: str) -> str:
    """The separator that `sep=` declares, or else that cuts most lines into as many cells."""
    first = head.split("\n", 1)[0].strip().strip('"').lower()
    if first == _DECLARED:
        return "\t"
    declared = first[len(_DECLARED) :][:1] if first.startswith(_DECLARED) else ""
    if declared and declared in string.punctuation:
        return declared
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


def french_csv(rows: Iterable[Sequence[object]]) -> str:
    """A table as a spreadsheet in French opens it; a cell that is unknown stays blank."""
    out = StringIO()
    writer = csv.writer(out, delimiter=SEPARATORS[0], lineterminator="\r\n")
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _written(cell: object) -> str:
    """A cell ready to print. Three decimals would read as thousands: there are two, or four."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        shown = f"{cell:z.4f}" if isfinite(cell) else ""
        return shown.removesuffix("00").replace(".", ",")
    if isinstance(cell, date):
        return f"{cell:%d/%m/}{cell.year:04}"
    text = str(cell)
    return text if _NUMBER.fullmatch(text) else protected(text)


def protected(text: str) -> str:
    """A text that no spreadsheet runs: `=1+1` becomes `'=1+1`, and `'=1+1` `''=1+1`."""
    return "'" + text if _TO_PROTECT.match(text) else text


def unprotected(text: str) -> str:
    """The text that `protected` wrote: exactly one apostrophe less."""
    return text[1:] if _PROTECTED.match(text) else text


def lines_of(paths: Iterable[Path]) -> Iterator[tuple[str, Line]]:
    """Each line of each file with its place, `mecenat.csv:12`."""
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            for line in reader:
                yield f"{path.name}:{reader.line_num}", line


def read_all(placed: Iterable[tuple[str, Line]], parse: Callable[[Line], T]) -> list[T]:
    """Parse every line; raise one DataError that lists all the faults with their places."""
    parsed, faults = [], []
    for place, line in placed:
        try:
            parsed.append(parse(line))
        except (ValueError, KeyError, TypeError) as fault:
            faults.append(f"{place} {fault}")
    if faults:
        raise DataError("donnees", detail=" · ".join(faults))
    return parsed


def required(line: Line, *columns: str) -> None:
    """Refuse a line that leaves one of these columns blank."""
    missing = [column for column in columns if not (line.get(column) or "").strip()]
    if missing:
        raise ValueError(say("erreurs.colonne_vide", colonnes=", ".join(missing)))
