"""The cells of an XLSX workbook, streamed: values, and formulas as such.

It stops at the row where a limit is passed and keeps one row in memory; why no library does it is
in `docs/decisions/0009-bibliotheques.md`. What a style or a serial number means is asked of
openpyxl; `guarded` bounds the XML.
"""

import posixpath
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from simulator.base import limits
from simulator.base.limits import CELL, COLUMNS, LINES, ROWS, TEXTS
from simulator.network.imports.cells import Broken, Formula
from simulator.network.imports.guarded import Reader, Refused, elements, parsed, weigh
from simulator.network.imports.merged import filled, merged_areas
from simulator.network.imports.refusals import ImportRefused

_PIECES = 64  # of the text of a cell: expat gives at most 8 kB a piece
_CELLS = 4_000_000  # blank ones too
Cells = list[Any]


@dataclass(frozen=True)
class Book:
    """An open workbook: sheets by title with their part, those hidden, rows by part, texts…"""

    name: str
    archive: zipfile.ZipFile
    sheets: dict[str, str]
    hidden: frozenset[str]
    lines: dict[str, int]
    texts: list[str]
    dates: frozenset[str]
    epoch: datetime

    def rows(self, title: str) -> Iterator[tuple[int, Cells]]:
        """Rows of a sheet with their numbers; raises ImportRefused when a limit is passed."""
        part = self.sheets[title]
        rows = parsed(self.name, self.archive, part, _SheetReader(self), _most(self.archive))
        yield from filled(self.name, rows, merged_areas(self.name, self.archive, part))


def open_book(name: str, archive: zipfile.ZipFile) -> Book:
    """A workbook whose archive was checked; raises ImportRefused when it is not one."""
    rows = weigh(name, archive)
    try:
        main = _main_part(name, archive)
        related = _related(name, archive, main)
        sheets, hidden, epoch = {}, set(), CALENDAR_WINDOWS_1900
        for _, tag, attributes in elements(name, archive, main, {"sheet", "workbookPr"}):
            if tag == "workbookPr":
                if attributes.get("date1904") in {"1", "true"}:
                    epoch = CALENDAR_MAC_1904
                continue
            identity = next(v for k, v in attributes.items() if _local(k) == "id")
            kind, part = related[identity]
            if kind == "worksheet":
                sheets[attributes["name"]] = part
                if attributes.get("state", "visible") != "visible":
                    hidden.add(attributes["name"])
        parts = dict(related.values())
        texts = _texts(name, archive, parts.get("sharedStrings"))
        dates = _dates(name, archive, parts.get("styles"))
        return Book(name, archive, sheets, frozenset(hidden), rows, texts, dates, epoch)
    except (KeyError, StopIteration, ValueError, TypeError) as fault:
        raise ImportRefused("abime", fichier=name) from fault


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _main_part(name: str, archive: zipfile.ZipFile) -> str:
    return dict(_related(name, archive, "").values())["officeDocument"]


def _related(name: str, archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: by identity, its kind and the part."""
    folder, file = posixpath.split(part)
    relations = f"{folder}/_rels/{file}.rels".lstrip("/")
    found = {}
    for _, _, attributes in elements(name, archive, relations, {"Relationship"}):
        if attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, attributes["Target"]))
            kind = attributes["Type"].rpartition("/")[2]
            found[attributes["Id"]] = kind, target.lstrip("/")
    return found


def _dates(name: str, archive: zipfile.ZipFile, part: str | None) -> frozenset[str]:
    """The numbers of the cell styles that show a date."""
    if part is None:
        return frozenset()
    formats = dict(BUILTIN_FORMATS)
    dates, number = set(), 0
    for inside, tag, attributes in elements(name, archive, part, {"numFmt", "xf"}):
        if tag == "numFmt" and inside == "numFmts":
            formats[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif inside == "cellXfs":
            if is_date_format(formats.get(int(attributes.get("numFmtId", 0)))):
                dates.add(str(number))
            number += 1
    return frozenset(dates)


def _texts(name: str, archive: zipfile.ZipFile, part: str | None) -> list[str]:
    """The texts that cells refer to by their rank."""
    if part is None:
        return []
    return list(parsed(name, archive, part, _TextsReader(), _most(archive)))


def _most(archive: zipfile.ZipFile) -> int:
    """Tags that a large part may hold: they are measured by what was sent."""
    return limits.ELEMENTS + sum(entry.compress_size for entry in archive.infolist())


class _Words(Reader):
    """Text inside the tags that hold some, phonetic guides left out."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inside = self.guide = False

    def characters(self, text: str) -> None:
        """Keep a piece of a cell, unless the cell is a book."""
        if self.inside:
            if len(self.words) > _PIECES:
                raise Refused("cellule_demesuree", CELL)
            self.words.append(text)


class _TextsReader(_Words):
    """Shared texts; rich ones lose their style."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, str] = {}
        self.weight = 0

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
                raise Refused("trop_de_lignes", TEXTS)
            self.done.append(self._kept(_unescaped("".join(self.words))))
        elif tag == "rPh":
            self.guide = False
        elif tag == "t":
            self.inside = False

    def _kept(self, text: str) -> str:
        """A text cut beyond what a cell may hold, the same one kept once."""
        text = text[: CELL + 1]
        if text in self.known:
            return self.known[text]
        self.weight += sys.getsizeof(text)
        if self.weight > limits.TEXTS_WEIGHT:
            raise Refused("bombe")
        self.known[text] = text
        return text


class _SheetReader(_Words):
    """Rows of a sheet: typed values, None for a blank, Formula for what computes."""

    def __init__(self, book: Book) -> None:
        super().__init__()
        self.texts, self.dates, self.epoch = book.texts, book.dates, book.epoch
        self.column = 0
        self.count = 0  # of the cells
        self.cells: Cells = []
        self.kind, self.style, self.formula = "n", "0", ""

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
                raise Refused("trop_de_lignes", ROWS)
            self.cells, self.column = [], 0
        elif tag == "rPh":
            self.guide = True

    def end(self, tag: str) -> None:
        """A tag closes: a cell or a row is whole."""
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            self.count += 1
            if self.count > _CELLS:
                raise Refused("trop_de_lignes", ROWS)
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
            raise Refused("trop_de_colonnes", COLUMNS)
        missing = self.column - len(self.cells) - 1
        if missing < 0:
            raise Refused("abime")
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
        raise Refused("abime")


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
