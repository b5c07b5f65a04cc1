"""A user's file as sheets of cells: CSV, XLSX, or a ZIP of CSV. Nothing is trusted.

Limits are checked before anything is inflated, and again while it is: the directory of a ZIP is
written by its sender. Rows come one by one, so that a preview costs five rows, not the file.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from simulator import limits
from simulator.limits import CELL, COLUMNS, ENTRIES, FILE, INFLATED, LINES, RATIO
from simulator.network.own import workbook
from simulator.network.own.refusals import ImportRefused

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCODINGS = ("utf-8-sig", "cp1252")
_MEGA = 1_000_000
_BYTES_OF_A_ROW = 250  # about, in the XML of a workbook
Cells = Sequence[Any]


@dataclass(frozen=True)
class Sheet:
    """One table of a file: its name, its headers, and its rows on demand.

    `rows()` gives (number, cells): the number is the one a spreadsheet shows, the header is 1 or
    where it stands. Blank rows are left out. `csv` tells text cells from typed ones.
    """

    fichier: str
    nom: str
    entetes: tuple[str, ...]
    rows: Callable[[], Iterator[tuple[int, Cells]]]
    csv: bool
    encodage: str = ""
    separateur: str = ""
    lignes: int = 1  # about how many, for the progress bar

    @property
    def virgules(self) -> bool:
        """Whether a comma separates columns rather than decimals."""
        return self.csv and self.separateur == ","


def open_file(name: str, content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a file that hold something; raises ImportRefused when we cannot read it."""
    if len(content) > FILE:
        raise ImportRefused(
            "trop_lourd", fichier=name, taille=len(content) // _MEGA, limite=FILE // _MEGA
        )
    if not content.strip():
        raise ImportRefused("vide", fichier=name)
    if content.startswith(_OLE):
        raise ImportRefused("ancien_ou_protege", fichier=name)
    zipped = content.startswith(_ZIP)
    sheets = _zipped(name, content) if zipped else (_csv(name, content),)
    if not sheets:
        raise ImportRefused("vide", fichier=name)
    return sheets


def _zipped(name: str, content: bytes) -> tuple[Sheet, ...]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        check_archive(name, archive)
        names = archive.namelist()
        if "[Content_Types].xml" in names:
            return _workbook(name, archive)
        texts = [entry for entry in names if entry.lower().endswith(".csv")]
        if not texts:
            raise ImportRefused("ni_csv_ni_xlsx", fichier=name)
        return tuple(_csv(f"{name} / {entry}", archive.read(entry)) for entry in texts)
    except (
        zipfile.BadZipFile,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
        KeyError,
    ) as fault:
        raise ImportRefused("abime", fichier=name) from fault


def check_archive(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse a bomb from its directory, before anything is inflated.

    `zipfile` never gives more bytes of an entry than the directory says, so what it declares is
    also the most that reading it can cost.
    """
    entries = archive.infolist()
    inflated = sum(entry.file_size for entry in entries)
    compressed = sum(entry.compress_size for entry in entries)
    if len(entries) > ENTRIES:
        raise ImportRefused("trop_de_parties", fichier=name, nombre=len(entries), limite=ENTRIES)
    if inflated > INFLATED or inflated > RATIO * max(compressed, 1) + _MEGA:
        raise ImportRefused(
            "bombe", fichier=name, taille=max(inflated // _MEGA, 1), limite=INFLATED // _MEGA
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise ImportRefused("ancien_ou_protege", fichier=name)
    if len({entry.filename for entry in entries}) < len(entries):
        raise ImportRefused("abime", fichier=name)


def _workbook(name: str, archive: zipfile.ZipFile) -> tuple[Sheet, ...]:
    book = workbook.open_book(name, archive)
    if len(book.sheets) > limits.TABLES:
        raise ImportRefused(
            "trop_de_feuilles", fichier=name, nombre=len(book.sheets), limite=limits.TABLES
        )
    found = []
    for title in book.sheets:

        def lines(title: str = title) -> Iterator[tuple[int, Cells]]:
            return _checked(f"{name} / {title}", book.rows(title))

        about = archive.getinfo(book.sheets[title]).file_size // _BYTES_OF_A_ROW
        sheet = _sheet(name, title, lines, csv=False, lignes=about)
        if sheet:
            found.append(sheet)
    return tuple(found)


def _csv(name: str, content: bytes) -> Sheet:
    text, encoding = _decoded(name, content)
    separator = _separator(text)

    def lines() -> Iterator[tuple[int, Cells]]:
        return _checked(name, _csv_rows(name, text, separator))

    title = PurePosixPath(name).stem.strip()
    about = text.count("\n")
    sheet = _sheet(
        name, title, lines, csv=True, encodage=encoding, separateur=separator, lignes=about
    )
    if sheet is None:
        raise ImportRefused("vide", fichier=name)
    return sheet


def _decoded(name: str, content: bytes) -> tuple[str, str]:
    """The text and its encoding: UTF-8, or that of French Windows, which has no sign of its own."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as_utf16(name, content), "UTF-16"
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text or any(c < " " and c not in "\t\r\n" for c in set(text)):
            break  # a picture, a PDF, another encoding
        return text, {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}[encoding]
    raise ImportRefused("encodage", fichier=name)


def _as_utf16(name: str, content: bytes) -> str:
    """What a spreadsheet saves as « Unicode text »."""
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError:
        raise ImportRefused("encodage", fichier=name) from None


def _separator(text: str) -> str:
    """The separator of the header line that cuts it most, outside quotes."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(header.split('"')[::2])
    return max((";", "\t", ","), key=outside.count)


def _csv_rows(name: str, text: str, separator: str) -> Iterator[tuple[int, Cells]]:
    """Rows numbered as a spreadsheet numbers them: a cell may hold line ends."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error:
        raise ImportRefused("csv_abime", fichier=name, ligne=reader.line_num) from None


def _checked(name: str, rows: Iterator[tuple[int, Cells]]) -> Iterator[tuple[int, Cells]]:
    """Rows within the limits, blank ones left out, blank cells as None."""
    kept = 0
    for number, cells in rows:
        if number > LINES:
            raise ImportRefused("trop_de_lignes", fichier=name, limite=limits.ROWS)
        filled = len(cells)
        while filled and _is_blank(cells[filled - 1]):
            filled -= 1
        if not filled:
            continue
        if filled > COLUMNS:
            raise ImportRefused(
                "trop_de_colonnes", fichier=name, ligne=number, nombre=filled, limite=COLUMNS
            )
        kept += 1
        if kept > limits.ROWS:
            raise ImportRefused("trop_de_lignes", fichier=name, limite=limits.ROWS)
        if any(type(cell) is str and len(cell) > CELL for cell in cells[:filled]):
            raise ImportRefused("cellule_demesuree", fichier=name, ligne=number, limite=CELL)
        yield number, [None if type(c) is str and not c.strip() else c for c in cells[:filled]]


def _is_blank(cell: Any) -> bool:
    return cell is None or (type(cell) is str and not cell.strip())


def _sheet(
    name: str, title: str, lines: Callable[[], Iterator[tuple[int, Cells]]], **known: Any
) -> Sheet | None:
    """A sheet whose first row that is not blank holds the headers; None when all is blank."""
    first = next(lines(), None)
    if first is None:
        return None
    header, cells = first
    entetes = tuple("" if cell is None else str(cell).strip() for cell in cells)

    def rows() -> Iterator[tuple[int, Cells]]:
        return (line for line in lines() if line[0] > header)

    return Sheet(name, title, entetes, rows, **known)
