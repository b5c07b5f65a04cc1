"""Workbooks typed again, recomputed, and compared with the engine."""

import time
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import openpyxl

from simulator.exports.workbook import workbook
from tests.exports.workbook.drawing import DRAWERS
from tests.exports.workbook.drawn import Edit, item_of
from tests.exports.workbook.office import recomputed

HALF_A_CENT = 0.00501


@dataclass(frozen=True)
class Compared:
    """A result of a workbook beside that of the engine."""

    name: str
    found: Any
    expected: float | None
    cells: Any
    case: Any

    @property
    def same(self) -> bool:
        """To the cent; a word where nobody knows."""
        if self.expected is None or not isinstance(self.found, int | float):
            return self.expected is None and isinstance(self.found, str) and self.found == "inconnu"
        margin = max(HALF_A_CENT, 1e-9 * abs(self.expected))
        return abs(self.found - self.expected) <= margin


@dataclass
class Checked:
    """All that was made and compared."""

    compared: list[Compared] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    books: int = 0
    edits: int = 0


def check(genre: str, rng: Random, number: int, folder: Path) -> Checked:
    """So many cases drawn, typed again and recomputed by LibreOffice."""
    draw, edits = DRAWERS[genre]
    found, files, wanted = Checked(), [], []
    for rank in range(number):
        case = draw(rng)
        edit = next(edits(case, rng))
        started = time.perf_counter()
        made = workbook(item_of(genre, case))
        found.seconds.append(time.perf_counter() - started)
        path = folder / f"{genre}_{rank}.xlsx"
        found.edits += typed_again(made, edit, path)
        files.append(path)
        wanted.append((case, edit))
    found.books = number
    for path, (case, edit) in zip(recomputed(files, folder), wanted, strict=True):
        found.compared += compared(path, case, edit)
    return found


def typed_again(made: bytes, edit: Edit, path: Path) -> int:
    """The workbook with other answers in its cells, saved; how many it had."""
    book = openpyxl.load_workbook(BytesIO(made))
    count = 0
    for name, value in edit.cells.items():
        sheet, cell = next(iter(book.defined_names[name].destinations))
        book[sheet][cell] = value
        count += 1
    book.save(path)
    return count


def compared(path: Path, case: Any, edit: Edit) -> list[Compared]:
    """Every result that the engine gives, as the recomputed workbook holds it."""
    book = openpyxl.load_workbook(path, data_only=True)
    found = []
    for name, expected in edit.expected.items():
        sheet, cell = next(iter(book.defined_names[name].destinations))
        found.append(Compared(name, book[sheet][cell].value, expected, edit.cells, case))
    return found
