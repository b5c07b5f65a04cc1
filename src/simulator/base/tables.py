"""CSV tables: those of `data/`, read with every fault collected; French ones, written."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import TypeVar

from simulator.errors import DataError
from simulator.text import say

T = TypeVar("T")
Line = dict[str, str]


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


def french_csv(rows: Iterable[Sequence[object]]) -> str:
    """Cells ready to print as a spreadsheet in French opens them: semicolon, byte-order mark."""
    out = StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return "\ufeff" + out.getvalue()


def neutral(text: str) -> str:
    """A text cell that a spreadsheet will not run."""
    return "'" + text if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
