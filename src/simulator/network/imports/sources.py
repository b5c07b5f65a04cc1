"""A person's files as sheets of cells: CSV, XLSX, or a ZIP of CSV. Nothing is trusted.

Limits are checked before anything is inflated, and again while it is: the directory of a ZIP is
written by its sender. Rows come one by one; the first ones are kept with the sheet, so that showing
them again reads nothing.
"""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from simulator.base import limits
from simulator.base.csvs import Unreadable, rows_of, separator_of
from simulator.base.decoding import NAMES, NotText, encoding_of
from simulator.network.imports import workbook
from simulator.network.imports.guarded import BROKEN, too_heavy
from simulator.network.imports.headers import header_in
from simulator.network.imports.refusals import ImportRefused

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MEGA = 1_000_000
_BYTES_OF_A_LINE = 40  # about, in a CSV
_HEAD = 64_000  # characters in which the separator is sought
KEPT = 30
"""First rows of a sheet that stay in memory: where headers are sought, and what a page shows."""
_LEFT_OUT = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini", "/")
_TEXTS = (".csv", ".txt", ".tsv")
_ODS, _OTHER_BOOKS = "application/vnd.oasis.opendocument", ("Index/Document.iwa", "xl/workbook.bin")
Cells = Sequence[Any]
Line = tuple[int, Cells]


@dataclass(frozen=True)
class Sheet:
    """One table of a file: its name, its headers, and its rows on demand.

    `rows()` gives (number, cells): the number is the one a spreadsheet shows. Blank rows are left
    out, and what stands above the headers. `debut` holds the first rows. `csv` tells text cells
    from typed ones, `masquee` a sheet that the workbook hides.
    """

    fichier: str
    nom: str
    entetes: tuple[str, ...]
    rows: Callable[[], Iterator[Line]]
    csv: bool
    encodage: str = ""
    separateur: str = ""
    lignes: int = 1  # about how many, for the progress bar
    debut: tuple[Line, ...] = ()
    entete: int = 1  # the line of the headers
    masquee: bool = False
    poids: int = 0  # bytes that it keeps in memory

    @property
    def id(self) -> int:
        """What tells two sheets of one import, whatever their names."""
        return id(self)

    @property
    def virgules(self) -> bool:
        """Whether a comma separates columns rather than decimals."""
        return self.csv and self.separateur == ","


def open_files(files: Sequence[tuple[str, bytes]]) -> tuple[Sheet, ...]:
    """The sheets of several files, within the limits of a session; raises ImportRefused."""
    check_weights([(name, len(content)) for name, content in files])
    sheets = [sheet for name, content in files for sheet in open_file(name, content)]
    _few_enough(", ".join(name for name, _ in files), len(sheets))
    return tuple(sheets)


TOO_MUCH = {"trop_de_fichiers", "trop_ensemble", "trop_lourd"}
"""Refusals of a weight: what is refused so must not stay in memory."""


def check_weights(files: Sequence[tuple[str, int]]) -> None:
    """Refuse too many files, one that is too heavy, or all of them together, by their bytes."""
    weight = sum(size for _, size in files)
    names = ", ".join(name for name, _ in files[:3])
    if len(files) > limits.FILES:
        raise ImportRefused(
            "trop_de_fichiers", fichier=names, nombre=len(files), limite=limits.FILES
        )
    if weight > limits.SESSION and len(files) > 1:
        values = {"taille": weight // _MEGA, "limite": limits.SESSION // _MEGA}
        raise ImportRefused("trop_ensemble", fichier=names, **values)
    if heavy := next(((name, size) for name, size in files if size > limits.FILE), None):
        values = {"taille": heavy[1] // _MEGA, "limite": limits.FILE // _MEGA}
        raise ImportRefused("trop_lourd", fichier=heavy[0], **values)


def _few_enough(name: str, count: int) -> None:
    if count > limits.TABLES:
        raise ImportRefused("trop_de_feuilles", fichier=name, nombre=count, limite=limits.TABLES)


def open_file(name: str, content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a file that hold something; raises ImportRefused when we cannot read it."""
    check_weights([(name, len(content))])
    if not content[:_HEAD].strip() and not content.strip():
        raise ImportRefused("vide", fichier=name)
    if content.startswith(_OLE):
        raise ImportRefused("ancien_ou_protege", fichier=name)
    if content.startswith(_ZIP):
        sheets = _zipped(name, content)
    else:
        sheets = (_csv(name, lambda: io.BytesIO(content), len(content)),)
    if not sheets:
        raise ImportRefused("vide", fichier=name)
    return sheets


def _zipped(name: str, content: bytes) -> tuple[Sheet, ...]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        check_archive(name, archive)
        names = archive.namelist()
        if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
            return _workbook(name, archive)
        _not_a_book_of_others(name, archive)
        if "[Content_Types].xml" in names:
            return _workbook(name, archive)
        return _csv_files(name, archive)
    except (*BROKEN, OSError) as fault:
        raise ImportRefused("abime", fichier=name) from fault


def _not_a_book_of_others(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse the workbooks of other programmes, saying how to save them."""
    names = archive.namelist()
    small = "mimetype" in names and archive.getinfo("mimetype").file_size < limits.CELL
    if small and archive.read("mimetype").decode("ascii", "replace").startswith(_ODS):
        raise ImportRefused("ods", fichier=name)
    if any(other in names for other in _OTHER_BOOKS):
        raise ImportRefused("autre_classeur", fichier=name)


def _csv_files(name: str, archive: zipfile.ZipFile) -> tuple[Sheet, ...]:
    """The CSV of a ZIP; what a Mac or a Windows adds to it is left out."""
    entries = [e for e in archive.infolist() if not _is_added(e.filename)]
    texts = [e for e in entries if e.filename.lower().endswith(_TEXTS)]
    if not texts:
        books = any(e.filename.lower().endswith(".xlsx") for e in entries)
        raise ImportRefused("classeur_dans_un_zip" if books else "ni_csv_ni_xlsx", fichier=name)
    _few_enough(name, len(texts))
    inflated = sum(entry.file_size for entry in texts)
    if inflated > 2 * limits.SESSION:
        raise too_heavy(name, inflated)

    def opener(entry: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
        return lambda: io.BufferedReader(archive.open(entry))  # type: ignore[type-var]

    return tuple(_csv(f"{name} / {_title(e)}", opener(e), e.file_size) for e in texts)


def _is_added(entry: str) -> bool:
    parts = PurePosixPath(entry)
    return (
        entry.startswith(_LEFT_OUT[0])
        or entry.endswith(_LEFT_OUT[1:])
        or parts.name.startswith("._")
    )


def _title(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; a Mac writes it in UTF-8 without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode()
    except (UnicodeDecodeError, UnicodeEncodeError):
        return entry.filename


def check_archive(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse a bomb from its directory, before anything is inflated.

    `zipfile` never gives more bytes of an entry than the directory says, so what it declares is
    also the most that reading it can cost. Each entry is bounded, not only their sum.
    """
    entries = archive.infolist()
    if len(entries) > limits.ENTRIES:
        raise ImportRefused(
            "trop_de_parties", fichier=name, nombre=len(entries), limite=limits.ENTRIES
        )
    inflated = sum(entry.file_size for entry in entries)
    if inflated > limits.INFLATED:
        raise too_heavy(name, inflated)
    for entry in entries:
        if entry.file_size > limits.RATIO * max(entry.compress_size, 1) + limits.FREE:
            raise too_heavy(name, entry.file_size)
    if any(entry.flag_bits & 1 for entry in entries):
        raise ImportRefused("ancien_ou_protege", fichier=name)
    if len({entry.filename for entry in entries}) < len(entries):
        raise ImportRefused("abime", fichier=name)


def _workbook(name: str, archive: zipfile.ZipFile) -> tuple[Sheet, ...]:
    book = workbook.open_book(name, archive)
    _few_enough(name, len(book.sheets))
    found = []
    for title in book.sheets:

        def lines(title: str = title) -> Iterator[Line]:
            return _checked(f"{name} / {title}", book.rows(title))

        entry = archive.getinfo(book.sheets[title])
        about = book.lines[book.sheets[title]] or 1
        known = {"lignes": about, "masquee": title in book.hidden, "poids": entry.compress_size}
        if sheet := _sheet(name, title, lines, csv=False, **known):
            found.append(sheet)
    return tuple(found)


def _csv(name: str, opened: Callable[[], BinaryIO], size: int) -> Sheet:
    try:
        encoding = encoding_of(opened)
    except NotText:
        raise ImportRefused("encodage", fichier=name) from None
    with io.TextIOWrapper(opened(), encoding=encoding, newline="") as stream:
        separator = separator_of(stream.read(_HEAD))

    def lines() -> Iterator[Line]:
        with io.TextIOWrapper(opened(), encoding=encoding, newline="") as stream:
            yield from _checked(name, _csv_rows(name, stream, separator))

    title = PurePosixPath(name).stem.strip()
    known = {
        "encodage": NAMES[encoding], "separateur": separator,
        "lignes": size // _BYTES_OF_A_LINE, "poids": size,
    }  # fmt: skip
    sheet = _sheet(name, title, lines, csv=True, **known)
    if sheet is None:
        raise ImportRefused("vide", fichier=name)
    return sheet


def _csv_rows(name: str, stream: io.TextIOWrapper, separator: str) -> Iterator[Line]:
    try:
        yield from rows_of(stream, separator)
    except Unreadable as fault:
        values = {"limite": limits.COLUMNS if fault.key == "trop_de_colonnes" else limits.LINE}
        raise ImportRefused(fault.key, fichier=name, ligne=fault.line, **values) from None


def _checked(name: str, rows: Iterator[Line]) -> Iterator[Line]:
    """Rows within the limits, blank ones left out, blank cells as None."""
    kept = 0
    for number, cells in rows:
        if number > limits.LINES:
            raise ImportRefused("trop_de_lignes", fichier=name, limite=limits.ROWS)
        filled = len(cells)
        while filled and _is_blank(cells[filled - 1]):
            filled -= 1
        if not filled:
            continue
        if filled > limits.COLUMNS:
            values = {"ligne": number, "nombre": filled, "limite": limits.COLUMNS}
            raise ImportRefused("trop_de_colonnes", fichier=name, **values)
        kept += 1
        if kept > limits.ROWS + KEPT:
            raise ImportRefused("trop_de_lignes", fichier=name, limite=limits.ROWS)
        if any(type(cell) is str and len(cell) > limits.CELL for cell in cells[:filled]):
            raise ImportRefused("cellule_demesuree", fichier=name, ligne=number, limite=limits.CELL)
        yield number, [None if type(c) is str and not c.strip() else c for c in cells[:filled]]


def _is_blank(cell: Any) -> bool:
    return cell is None or (type(cell) is str and not cell.strip())


def _sheet(
    name: str, title: str, lines: Callable[[], Iterator[Line]], **known: Any
) -> Sheet | None:
    """A sheet with its headers, wherever they stand near its top; None when all is blank."""
    first = tuple(islice(lines(), KEPT))
    if not first:
        return None
    place, height, entetes = header_in(title, [cells for _, cells in first])
    last = first[place + height - 1][0]

    def rows() -> Iterator[Line]:
        return (line for line in lines() if line[0] > last)

    return Sheet(name, title, entetes, rows, entete=last, debut=first[place + height :], **known)
