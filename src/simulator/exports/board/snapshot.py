"""A dossier told once, under the law of each item: what every form that leaves is made from."""

from datetime import date

from simulator.cases.dossier import Dossier, Item
from simulator.cases.dossier_private import holds_private
from simulator.errors import PasserelleError
from simulator.exports.board.redone import redo
from simulator.exports.freezing import UNREADABLE, Watched, as_frozen, book_of, checksum, since
from simulator.law.book import Book
from simulator.law.versions import versions
from simulator.stories import dossier_told
from simulator.stories.board import assumed
from simulator.stories.board.chapters import TELLERS, Told
from simulator.stories.board.frozen import told_as_frozen
from simulator.stories.board.model import Board, Chapter, Seal
from simulator.stories.dossier_moved import quoted
from simulator.stories.table import Table
from simulator.text import say
from simulator.text.seen import seen

CODE = 10
"""Letters of a checksum that tell an item from another."""


def board_of(
    dossier: Dossier, *, address: str = "", made_on: date | None = None, private: bool = True
) -> Board:
    """The dossier in the language in force; `address` is the link that reads it, if it is kept.

    Unless `private`, private answers are named and not told.
    """
    return Board(
        title=dossier_told.name_of(dossier),
        author=seen(dossier.auteur),
        day=dossier.jour,
        made_on=made_on or date.today(),
        decision=seen(dossier.decision),
        taken_on=dossier.prise_le,
        address=address,
        chapters=tuple(chapter_of(item, private=private) for item in dossier.elements),
    )


def chapter_of(item: Item, *, private: bool = True) -> Chapter:
    """An item told under the law that it was frozen with; its frozen figures alone, if another
    version of the product no longer gives them.
    """
    book = Watched(book_of(item).rows())
    tells = private or not holds_private(item)
    told, holds = _told(item, book, tells=tells)
    given = told.assumed
    return Chapter(
        name=seen(item.titre) or seen(told.title) or say(f"dossier.genre.{item.genre}"),
        kind=say(f"dossier.genre.{item.genre}"),
        note=seen(item.note),
        seal=_seal(item),
        redo=redo(item, whole=tells),
        sheets=told.sheets
        if tells
        else [s.without_private() for s in told.sheets if not s.private],
        limits=told.limits,
        assumed=given if tells or given is None else assumed.without_private(given),
        law=_law(book) if holds else None,
        moved=_moved(item, holds),
    )


def _told(item: Item, book: Book, *, tells: bool) -> tuple[Told, bool]:
    """What an item says, and whether today's product says what was frozen."""
    try:
        told = TELLERS[item.genre](item, book)
        holds = as_frozen(item)
    except PasserelleError as refused:
        return told_as_frozen(item, str(refused), tells=tells), False
    except UNREADABLE:
        return told_as_frozen(item, tells=tells), False
    return (told, True) if holds else (told_as_frozen(item, tells=tells), False)


def _law(book: Watched) -> Table | None:
    """The rows that the item read; none for what reads no law."""
    rows = [row for row in book.rows() if (row.parameter, row.since) in book.given]
    return assumed.of_law(rows) if rows else None


def _seal(item: Item) -> Seal:
    frozen = item.fige
    return Seal(frozen.le, frozen.loi[:CODE], frozen.version[:CODE], frozen.somme[:CODE])


def _moved(item: Item, holds: bool) -> str:
    """What would be different today, in a sentence; nothing where nothing would."""
    if checksum(item.genre, item.cas, item.fige.resultat) != item.fige.somme:
        return say("emporter.altere")
    if not holds:
        return say("emporter.autre_produit")
    if (item.fige.loi, item.fige.version) == tuple(versions().values()):
        return ""
    try:
        found = since(item)
    except (PasserelleError, *UNREADABLE):
        return say("dossier.etat.refuse")
    moved = quoted(item, found)
    return say("emporter.bouge", n=len(moved)) if moved else ""
