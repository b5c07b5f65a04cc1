"""The cells of an XLSX workbook, streamed: values, and formulas as such.

Measured: `openpyxl` reads 540 000 cells in 11 s when defused (its XML parser is then pure
Python); this one takes a fifth of that, stops at the row where a limit is passed, and keeps one row
in memory. What a style or a serial number means is still asked of openpyxl. A DOCTYPE, the only
door of entity bombs, is refused in every part.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from defusedxml.ElementTree import fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from simulator.limits import CELL, COLUMNS, INFLATED, LINES, ROWS, SMALL_PART, TEXTS
from simulator.network.own.cells import Broken, Formula
from simulator.network.own.refusals import ImportRefused

_CHUNK = 1 << 16
_PIECES = 64  # of the text of a cell: expat gives at most 8 kB a piece
_CELLS = 4_000_000  # blank ones too
Cells = list[Any]


class _Refused(Exception):
    """What a part must not hold: never shown, its argument is a key of `donnees.fichier`."""


@dataclass(frozen=True)
class Book:
    """An open workbook: sheets by title with their part, its texts and which styles are dates."""

    name: str
    archive: zipfile.ZipFile
    sheets: dict[str, str]
    texts: list[str]
    dates: frozenset[str]
    epoch: datetime

    def rows(self, title: str) -> Iterator[tuple[int, Cells]]:
        """Rows of a sheet with their numbers; raises ImportRefused when a limit is passed."""
        reader = _SheetReader(self)
        yield from _parsed(self.name, self.archive, self.sheets[title], reader)


def open_book(name: str, archive: zipfile.ZipFile) -> Book:
    """A workbook whose archive was checked; raises ImportRefused when it is not one."""
    for entry in archive.infolist():
        large = entry.filename.startswith("xl/worksheets/") or "haredStrings" in entry.filename
        is_text = entry.filename.endswith((".xml", ".rels"))
        if is_text and not large and entry.file_size > SMALL_PART:
            raise ImportRefused(
                "bombe",
                fichier=name,
                taille=entry.file_size // 1_000_000,
                limite=SMALL_PART // 1_000_000,
            )
    try:
        main = _main_part(archive)
        related = _related(archive, main)
        tree = fromstring(archive.read(main), forbid_dtd=True)
        sheets, epoch = {}, CALENDAR_WINDOWS_1900
        for node in tree.iter():
            tag = _local(node.tag)
            if tag == "sheet":
                identity = next(v for k, v in node.attrib.items() if _local(k) == "id")
                kind, part = related[identity]
                if kind == "worksheet":
                    sheets[node.attrib["name"]] = part
            elif tag == "workbookPr" and node.attrib.get("date1904") in {"1", "true"}:
                epoch = CALENDAR_MAC_1904
        parts = dict(related.values())
        texts = _texts(name, archive, parts.get("sharedStrings"))
        return Book(name, archive, sheets, texts, _dates(archive, parts.get("styles")), epoch)
    except ImportRefused:
        raise
    except Exception as fault:  # whatever a hostile part makes the parsers raise
        raise ImportRefused("abime", fichier=name) from fault


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _main_part(archive: zipfile.ZipFile) -> str:
    related = _related(archive, "")
    return dict(related.values())["officeDocument"]


def _related(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: by identity, its kind and the part."""
    folder, file = posixpath.split(part)
    tree = fromstring(archive.read(f"{folder}/_rels/{file}.rels".lstrip("/")), forbid_dtd=True)
    found = {}
    for node in tree.iter():
        if _local(node.tag) == "Relationship" and node.attrib.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, node.attrib["Target"]))
            kind = node.attrib["Type"].rpartition("/")[2]
            found[node.attrib["Id"]] = kind, target.lstrip("/")
    return found


def _dates(archive: zipfile.ZipFile, part: str | None) -> frozenset[str]:
    """The numbers of the cell styles that show a date."""
    if part is None:
        return frozenset()
    formats = dict(BUILTIN_FORMATS)
    dates, number = set(), 0
    for group in fromstring(archive.read(part), forbid_dtd=True):
        for node in group if _local(group.tag) in {"numFmts", "cellXfs"} else ():
            if _local(node.tag) == "numFmt":
                formats[int(node.attrib["numFmtId"])] = node.attrib["formatCode"]
            else:
                if is_date_format(formats.get(int(node.attrib.get("numFmtId", 0)))):
                    dates.add(str(number))
                number += 1
    return frozenset(dates)


def _texts(name: str, archive: zipfile.ZipFile, part: str | None) -> list[str]:
    """The texts that cells refer to by their rank."""
    if part is None:
        return []
    return [text for _, text in _parsed(name, archive, part, _TextsReader())]


def _parsed(
    name: str, archive: zipfile.ZipFile, part: str, reader: Any
) -> Iterator[tuple[int, Any]]:
    """What a reader finds in a part, as it comes."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = _no_doctype
    read = 0
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                read += len(chunk)
                if read > INFLATED:
                    raise _Refused("bombe")
                parser.Parse(chunk)
                if reader.done:
                    yield from reader.done
                    reader.done.clear()
            parser.Parse(b"", True)
        yield from reader.done
    except _Refused as fault:
        values = {"fichier": name, "limite": fault.args[1] if len(fault.args) > 1 else 0}
        values |= {"taille": read // 1_000_000, "nombre": values["limite"], "ligne": reader.number}
        raise ImportRefused(fault.args[0], **values) from None
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        EOFError,
        KeyError,
        ValueError,
        IndexError,
        OverflowError,
    ) as fault:
        raise ImportRefused("abime", fichier=name) from fault


def _no_doctype(*_arguments: Any) -> None:
    raise _Refused("abime")


@dataclass
class _TextsReader:
    """Shared texts; rich ones lose their style, phonetic guides are left out."""

    done: list[tuple[int, str]] = field(default_factory=list)
    number: int = 0
    words: list[str] = field(default_factory=list)
    inside: bool = False
    guide: bool = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "si":
            self.words = []
        elif tag == "rPh":
            self.guide = True
        elif tag == "t":
            self.inside = not self.guide

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "si":
            self.number += 1
            if self.number > TEXTS:
                raise _Refused("trop_de_lignes", TEXTS)
            self.done.append((self.number, _unescaped("".join(self.words))))
        elif tag == "rPh":
            self.guide = False
        elif tag == "t":
            self.inside = False

    def characters(self, text: str) -> None:
        if self.inside:
            _append(self.words, text)


def _append(words: list[str], text: str) -> None:
    """Keep a piece of a cell, unless the cell is a book."""
    if len(words) > _PIECES:
        raise _Refused("cellule_demesuree", CELL)
    words.append(text)


class _SheetReader:
    """Rows of a sheet: typed values, None for a blank, Formula for what computes."""

    def __init__(self, book: Book) -> None:
        self.texts, self.dates, self.epoch = book.texts, book.dates, book.epoch
        self.done: list[tuple[int, Cells]] = []
        self.number = 0  # of the row
        self.column = 0
        self.count = 0  # of the cells
        self.cells: Cells = []
        self.kind = "n"
        self.style = "0"
        self.words: list[str] = []
        self.inside = False
        self.formula = ""
        self.guide = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens: most are cells and their values."""
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            place = attributes.get("r")
            self.column = _column(place) if place else self.column + 1
            self.kind = attributes.get("t", "n")
            self.style = attributes.get("s", "0")
            self.words = []
            self.formula = ""
        elif tag == "v" or (tag == "t" and not self.guide):
            self.inside = True
        elif tag == "f":
            self.formula, self.inside = "=", True
        elif tag == "row":
            self.number = int(attributes.get("r", self.number + 1))
            if not 0 < self.number <= LINES:
                raise _Refused("trop_de_lignes", ROWS)
            self.cells, self.column = [], 0
        elif tag == "rPh":
            self.guide = True

    def characters(self, text: str) -> None:
        """Text inside a value."""
        if self.inside:
            _append(self.words, text)

    def end(self, tag: str) -> None:
        """A tag closes: a cell or a row is whole."""
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            self.count += 1
            if self.count > _CELLS:
                raise _Refused("trop_de_lignes", ROWS)
            if self.words or self.formula:
                self._close_cell()
        elif tag in {"v", "t"}:
            self.inside = False
        elif tag == "f":
            self.inside = False
            self.formula = "=" + "".join(self.words)[:CELL]
            self.words = []
        elif tag == "row":
            if self.cells:
                self.done.append((self.number, self.cells))
                self.cells = []
        elif tag == "rPh":
            self.guide = False

    def _close_cell(self) -> None:
        if self.column > COLUMNS:
            raise _Refused("trop_de_colonnes", COLUMNS)
        missing = self.column - len(self.cells) - 1
        if missing < 0:
            raise _Refused("abime")
        if missing:
            self.cells.extend([None] * missing)
        self.cells.append(self._value())

    def _value(self) -> Any:
        words = "".join(self.words)
        if self.formula:
            return Formula(self.formula)
        if self.kind == "n":
            value = float(words)
            return _moment(value, self.epoch) if self.style in self.dates else value
        if self.kind == "s":
            return self.texts[int(words)]
        match self.kind:
            case "inlineStr" | "str":
                return _unescaped(words)
            case "b":
                return words == "1"
            case "e":
                return Broken(words[:CELL])
            case "d":
                return datetime.fromisoformat(words)
        raise _Refused("abime")


@lru_cache(maxsize=1 << 13)
def _moment(value: float, epoch: datetime) -> Any:
    """What a serial number means in a cell that shows a date."""
    try:
        return from_excel(value, epoch)
    except (OverflowError, ValueError):
        return Broken(f"{value:g}")


def _column(place: str) -> int:
    """The number of a cell's column, from 1: `C12` is 3; beyond ours, one too many."""
    return _LETTERS.get(place.rstrip("0123456789"), COLUMNS + 1)


_LETTERS = {get_column_letter(number): number for number in range(1, COLUMNS + 1)}


def _unescaped(words: str) -> str:
    """`_x005F_` is how a workbook writes an underscore that would begin `_x….._`."""
    return words.replace("_x005F_", "_") if "_x005F_" in words else words
