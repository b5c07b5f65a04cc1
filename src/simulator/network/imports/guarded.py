"""XML of a stranger: weighed before it is parsed, every tag counted, no depth, no DOCTYPE.

What a part costs is the number of its tags, known or not, and the longest of them: counting `<` in
the inflated bytes takes a tenth of a second where parsing would take ten.
"""

import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from typing import Any
from xml.parsers import expat

from simulator.base import limits
from simulator.network.imports.refusals import ImportRefused

_CHUNK = 1 << 16
_MEGA = 1_000_000
BROKEN = (
    expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, IndexError,
    OverflowError, NotImplementedError,
)  # fmt: skip
"""What a broken part makes its readers raise."""


class Refused(Exception):
    """What a part must not hold: never shown, its argument is a key of `donnees.fichier`."""


def is_large(part: str) -> bool:
    """Whether a part may be large: a sheet, or the texts that sheets share."""
    return part.startswith("xl/worksheets/") or "haredStrings" in part


def is_xml(part: str) -> bool:
    """Whether a part is XML, which may be parsed."""
    return part.lower().endswith((".xml", ".rels"))


def weigh(name: str, archive: zipfile.ZipFile) -> dict[str, int]:
    """How many rows each part opens; a workbook too costly to parse is refused before it is."""
    rows: dict[str, int] = {}
    sent = sum(entry.compress_size for entry in archive.infolist())
    most = 2 * (limits.ELEMENTS + sent)  # a tag opens and closes
    tags = 0
    try:
        for entry in archive.infolist():
            if not is_xml(entry.filename):
                continue
            large = is_large(entry.filename)
            if not large and entry.file_size > limits.SMALL_PART:
                raise too_heavy(name, entry.file_size)
            here, rows[entry.filename] = _tags(name, archive, entry)
            tags += here
            if tags > most or (not large and here > 2 * limits.SMALL_ELEMENTS):
                raise too_heavy(name, entry.file_size)
    except BROKEN as fault:
        raise ImportRefused("abime", fichier=name) from fault
    return rows


def _tags(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """How many tags and rows a part holds; refused when one of them, or a text, has no end."""
    tags = rows = run = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            tags += chunk.count(b"<")
            rows += chunk.count(b"<row") + chunk.count(b":row ")
            last = chunk.rfind(b">")
            run = run + len(chunk) if last < 0 else len(chunk) - last
            if run > limits.TOKEN:
                raise too_heavy(name, entry.file_size)
    return tags, rows


def too_heavy(name: str, size: int) -> ImportRefused:
    """The refusal of what swells out of all proportion."""
    values = {"taille": max(size // _MEGA, 1), "limite": limits.INFLATED // _MEGA}
    return ImportRefused("bombe", fichier=name, **values)


def _guarded_parser(
    start: Callable[[str, dict[str, str]], None], end: Callable[[str], None], most: int
) -> Any:
    """A parser that counts every tag and its depth, and refuses a DOCTYPE; raises Refused."""
    depth = count = 0

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > limits.DEPTH or count > most:
            raise Refused("bombe")
        start(tag, attributes)

    def closed(tag: str) -> None:
        nonlocal depth
        depth -= 1
        end(tag)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


def _no_doctype(*_arguments: Any) -> None:
    raise Refused("abime")


class Reader:
    """What is read of a part: `done` holds what was found since it was last emptied."""

    number = 0  # of the row, for who is refused

    def __init__(self) -> None:
        self.done: list[Any] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        raise NotImplementedError

    def end(self, tag: str) -> None:
        """A tag closes."""
        raise NotImplementedError

    def characters(self, text: str) -> None:
        """A piece of text, which means nothing here."""


def parsed(
    name: str, archive: zipfile.ZipFile, part: str, reader: Reader, most: int
) -> Iterator[Any]:
    """What a reader finds in a part of `most` tags, as it comes; raises ImportRefused."""
    parser = _guarded_parser(reader.start, reader.end, most)
    parser.CharacterDataHandler = reader.characters
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk)
                yield from reader.done
                reader.done.clear()
            parser.Parse(b"", True)
        yield from reader.done
    except Refused as fault:
        if fault.args[0] == "bombe":
            raise too_heavy(name, archive.getinfo(part).file_size) from None
        limit = fault.args[1] if len(fault.args) > 1 else 0
        values = {"fichier": name, "limite": limit, "nombre": limit, "ligne": reader.number}
        raise ImportRefused(fault.args[0], **values) from None
    except BROKEN as fault:
        raise ImportRefused("abime", fichier=name) from fault


class _Elements(Reader):
    """Tags that matter, each with what holds it, its name and its attributes."""

    def __init__(self, wanted: Collection[str]) -> None:
        super().__init__()
        self.wanted = wanted
        self.path: list[str] = [""]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local in self.wanted:
            self.done.append((self.path[-1], local, attributes))
        self.path.append(local)

    def end(self, _tag: str) -> None:
        self.path.pop()


def elements(
    name: str, archive: zipfile.ZipFile, part: str, wanted: Collection[str]
) -> Iterator[tuple[str, str, dict[str, str]]]:
    """The tags that matter of a small part: what holds each, its name, its attributes."""
    return parsed(name, archive, part, _Elements(wanted), limits.SMALL_ELEMENTS)
