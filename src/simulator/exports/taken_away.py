"""What leaves of a case or of a dossier, in every form, from one snapshot: `exporter`."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from simulator.cases.dossier import Dossier, Item, Kind, read_dossier
from simulator.errors import InputError
from simulator.exports.board.deck import deck_of
from simulator.exports.board.drawn import Drawn
from simulator.exports.board.figures_file import csv_of
from simulator.exports.board.presenter import presented
from simulator.exports.board.report import note_of, report_of
from simulator.exports.board.snapshot import board_of
from simulator.exports.board.values_book import values_book
from simulator.exports.freezing import UNREADABLE, book_of, frozen_item
from simulator.exports.workbook import workbook
from simulator.exports.workbook.made import KINDS
from simulator.stories.board.model import Board
from simulator.stories.dossier_told import name_of
from simulator.text import formats, say

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that leaves: its name, its content."""

    name: str
    content: bytes


class Snapshot:
    """A dossier told once in the language in force; every form is made from it.

    Pictures are drawn once. It is who made it that holds it: nothing is shared with anybody.
    """

    def __init__(self, dossier: Dossier, address: str = "", *, private: bool = True) -> None:
        self.dossier = dossier
        self.board: Board = board_of(dossier, address=address, private=private)
        self._drawn = Drawn()

    def deck(self) -> bytes:
        """The slides."""
        return deck_of(self.board, self._drawn)

    def report(self) -> bytes:
        """The report, as a PDF."""
        return report_of(self.board, self._drawn)

    def note(self, place: int = 0) -> bytes:
        """The note of an item, by its place, as a PDF of one page."""
        alone = self.board.alone(place)
        return note_of(alone, self._drawn)

    def presentation(self) -> str:
        """The presentation, as one file of HTML."""
        return presented(self.board, self._drawn)

    def figures(self) -> str:
        """Every figure shown, as a file for spreadsheets."""
        return csv_of(self.board)

    def workbook(self, place: int = 0) -> bytes:
        """The workbook of an item, by its place, under the law that it was frozen with.

        What computes nothing (a portrait, a chart) has its figures alone.
        """
        item = self.dossier.elements[place]
        if item.genre not in KINDS:
            return values_book(self.board.chapters[place])
        try:
            return workbook(item, book_of(item))
        except UNREADABLE:
            told = say("emporter.piece_illisible", numero=place + 1)
            raise InputError([(f"elements.{place}.fige", told)]) from None


def dossier_of(data: Any) -> Dossier:
    """A dossier from plain data: itself, or a case of any kind frozen now, alone in one.

    Raises InputError by the path of the fault, and what the model, the law or a rule refuses.
    """
    kind = kind_of(data)
    if kind is None:
        return read_dossier(data)
    item = frozen_item(kind, data)
    return Dossier(titre=str(data.get("titre") or ""), jour=item.fige.le, elements=(item,))


def kind_of(data: Any) -> Kind | None:
    """Which case some plain data is, by the keys that it alone has; None for a dossier."""
    if not isinstance(data, Mapping):
        raise InputError([("", say("emporter.corps"))])
    if "elements" in data:
        return None
    if "lignes" in data:
        return "programme"
    if "reference" in data:
        return "comparaison"
    if "dispositif" in data:
        return "scenario"
    if "cloture" in data or "operations" in data:
        return "mecene"
    raise InputError([("", say("emporter.corps"))])


def _workbooks(snapshot: Snapshot, name: str) -> list[Taken]:
    """One workbook an item, numbered when there are several."""
    places = range(len(snapshot.dossier.elements))
    many = len(places) > 1
    return [
        Taken(f"{name}-{place + 1}.xlsx" if many else f"{name}.xlsx", snapshot.workbook(place))
        for place in places
    ]


def _documents(snapshot: Snapshot, name: str) -> list[Taken]:
    """The report, and the note of one page where there is one item that a page holds."""
    found = [Taken(f"{name}.pdf", snapshot.report())]
    if len(snapshot.dossier.elements) == 1:
        with suppress(InputError):
            found.append(Taken(f"{name}-note.pdf", snapshot.note()))
    return found


FORMATS: Mapping[str, Callable[[Snapshot, str], list[Taken]]] = MappingProxyType(
    {
        "xlsx": _workbooks,
        "pptx": lambda snapshot, name: [Taken(f"{name}.pptx", snapshot.deck())],
        "pdf": _documents,
        "html": lambda snapshot, name: [Taken(f"{name}.html", snapshot.presentation().encode())],
        "csv": lambda snapshot, name: [Taken(f"{name}.csv", snapshot.figures().encode())],
    }
)
"""The forms in which a dossier leaves, by the word that asks for each."""


def asked_formats(told: str) -> list[str]:
    """The forms that a list names, each once; raises InputError for a word that names none."""
    words = list(dict.fromkeys(word.strip().lower() for word in told.split(",") if word.strip()))
    unknown = [word for word in words if word not in FORMATS]
    if unknown or not words:
        told, known = ", ".join(unknown) or told, formats.listed(list(FORMATS))
        sentence = say("emporter.format_inconnu", valeur=told, choix=known)
        raise InputError([("formats", sentence)])
    return words


def taken_away(dossier: Dossier, wanted: list[str], name: str) -> list[Taken]:
    """Every file of the forms asked for, all made before any is written."""
    if not dossier.elements:
        raise InputError([("elements", say("emporter.vide"))])
    snapshot = Snapshot(dossier)
    return [one for word in wanted for one in FORMATS[word](snapshot, name)]


def archive(data: Any, told: str) -> bytes:
    """Plain data in the forms of a list, as a zip."""
    dossier, wanted = dossier_of(data), asked_formats(told)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for one in taken_away(dossier, wanted, file_name(name_of(dossier))):
            kept.writestr(one.name, one.content)
    return out.getvalue()


def written_to(folder: Path, files: list[Taken]) -> None:
    """Put files in a folder, made if need be: each is whole or is not there.

    Raises InputError when the disk refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in files:
            part = folder / f".{one.name}.part"
            part.write_bytes(one.content)
            part.replace(folder / one.name)
    except OSError:
        for one in files:
            with suppress(OSError):
                (folder / f".{one.name}.part").unlink(missing_ok=True)
        raise InputError([("vers", say("emporter.ecriture", dossier=folder))]) from None


def file_name(title: str) -> str:
    """A title as the name of a file: letters, digits and dashes."""
    words = re.sub(r"[^a-z0-9]+", "-", formats.plain(title).lower()).strip("-")
    return words[:LONGEST_NAME].strip("-") or "dossier"


def item_name(item: Item, place: int) -> str:
    """The name of the file of an item."""
    return file_name(item.titre) if item.titre else f"{item.genre}-{place + 1}"
