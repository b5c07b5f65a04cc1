"""What a person may type that no cell waits for, and what a workbook then says."""

import datetime
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from tests.exports.workbook.samples import made

TYPED: Sequence[Any] = (
    None, "abc", "inconu", "", -1, 0, 0.37, -1e12, 1e300, datetime.date(2026, 5, 4), True,
)  # fmt: skip
"""Nothing, words, numbers below, above and between what is admitted, a day, a yes."""
AGAIN = {"à revoir", "to look at again"}


def typed_in(name: str, cells: Iterable[str], value: Any, path: Path) -> Path:
    """The workbook of a sample with one value in several of its cells, saved."""
    book = openpyxl.load_workbook(BytesIO(made(name)))
    for cell in cells:
        sheet, where = next(iter(book.defined_names[cell].destinations))
        book[sheet][where] = value
    book.save(path)
    return path


def names_in(name: str, *starts: str) -> list[str]:
    """The cells of a sample whose names begin so."""
    book = openpyxl.load_workbook(BytesIO(made(name)))
    return [one for one in book.defined_names if one.startswith(starts)]


def errors_of(book: openpyxl.Workbook) -> list[tuple[str, str, Any]]:
    """Every cell that a spreadsheet could not work out."""
    return [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e" or str(cell.value).startswith(("#", "Err:"))
    ]


def value_of(book: openpyxl.Workbook, name: str) -> Any:
    """What a named cell holds."""
    sheet, cell = next(iter(book.defined_names[name].destinations))
    return book[sheet][cell].value


def said(book: openpyxl.Workbook) -> str:
    """What the controls say of what is to be corrected."""
    rows = book["Contrôles"].iter_rows(min_row=5)
    return " ".join(str(row[2].value) for row in rows if row[1].value in AGAIN)
