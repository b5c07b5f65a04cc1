"""A frozen item as a workbook whose formulas are the engine's."""

from datetime import datetime
from io import BytesIO

from simulator.base.collecting import without_collecting
from simulator.cases.dossier import Item
from simulator.errors import InputError
from simulator.exports.printed import clean
from simulator.exports.workbook import (
    bearers,
    charts,
    controls,
    flows,
    frozen,
    inputs,
    law,
    readme,
    workings,
)
from simulator.exports.workbook.book import Cover, LiveBook
from simulator.exports.workbook.comparison import add_comparison, add_part
from simulator.exports.workbook.layout import laid_out
from simulator.exports.workbook.live import Live
from simulator.exports.workbook.placing import placed
from simulator.exports.workbook.told import told_of_conditions
from simulator.law.book import Book, in_force
from simulator.text import formats, say

KINDS = ("scenario", "mecene", "comparaison", "programme")
"""The kinds of items that compute something."""


def workbook(item: Item, book: Book | None = None) -> bytes:
    """The workbook of an item, in the language of this run, under the law it was frozen with.

    Typing another number in a cell called `h_…` moves those called `r_…` as the engine would.
    Raises what the model, the law or a rule refuses.
    """
    out = BytesIO()
    with without_collecting():
        live = live_of(item, book or in_force())
        _write(LiveBook(_cover(item), live, laid_out(live), out), item)
    return out.getvalue()


def _cover(item: Item) -> Cover:
    genre, day = say(f"classeur.genres.{item.genre}"), formats.day(item.fige.le)
    return Cover(
        item.titre or genre,
        say("classeur.sous_titre", genre=genre, jour=day),
        say("classeur.pied", loi=item.fige.loi, version=item.fige.version),
    )


def live_of(item: Item, book: Book) -> Live:
    """What the sheets are written from."""
    if item.genre not in KINDS:
        raise InputError([("genre", say("classeur.sans_formule"))])
    live = Live()
    if item.genre == "comparaison":
        add_comparison(live, item.cas, book)
    else:
        add_part(live, item.cas, book, "")
    live.told += told_of_conditions(live.answers.idle())
    live.reckoning.lines[:0] = [asked.read for asked in live.answers.every]
    return live


def _write(book: LiveBook, item: Item) -> None:
    """Every sheet in its order; rows are known before any formula is written."""
    groups = placed(book.live)
    rows = law.placed(book)
    day = item.fige.le
    made = datetime(day.year, day.month, day.day)  # the same item gives the same bytes
    book.book.set_properties(
        {
            "title": clean(book.titled.title)[:200],
            "comments": book.titled.foot,
            "created": made,
        }
    )
    readme.write(book, item)
    answers = inputs.write(book, groups["hypotheses"])
    laws = law.write(book, rows)
    workings.write(book, groups["calculs"])
    flows.write(book, groups["flux"])
    bearers.write(book, groups["porte"])
    charts.write(book)
    controls.write(book, groups["controles"], [("bornes", answers), ("loi", laws)])
    frozen.write(book)
    book.book.close()
