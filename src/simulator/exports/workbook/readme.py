"""The first sheet: what this is, what it answers, how to read it and how to use it."""

import json
import textwrap
from typing import Any

from simulator.cases.dossier import Item
from simulator.exports.printed import Page
from simulator.exports.workbook import styles
from simulator.exports.workbook.book import LiveBook
from simulator.exports.workbook.controls import VERDICT
from simulator.exports.workbook.live import Result
from simulator.stories.marks import unmarked
from simulator.text import formats, say

WIDTHS = [34.0, 28.0, 72.0]
SHEETS = (
    "hypotheses", "loi", "calculs", "flux", "porte", "graphiques", "controles", "fige",
)  # fmt: skip
SHOWN = 8
"""Figures that the first sheet repeats."""
_LONGEST_COMMAND = 20_000
_LONGEST_PIECE = 2_400  # characters; a row of a spreadsheet is not higher than a page


def write(book: LiveBook, item: Item) -> None:
    """The sheet."""
    page = book.open(say("classeur.feuilles.lisez_moi"), book.titled.title, False, WIDTHS)
    page.row = 3
    said = unmarked(item.phrase)
    for start in range(0, len(said), _LONGEST_PIECE // 2):
        page.across(
            said[start : start + _LONGEST_PIECE // 2],
            book.style(font_size=13, bold=True, text_wrap=True),
        )
    look = book.style(text_wrap=True, font_color=styles.QUIET_INK)
    for start in range(0, len(item.note), _LONGEST_PIECE):
        page.across(item.note[start : start + _LONGEST_PIECE], look)
    page.row += 1
    _figures(book, page)
    _sheets(book, page)
    for key in ("mode_d_emploi", "couleurs", "exactitude"):
        page.write(0, say(f"classeur.lisez_moi.{key}"), book.heading())
        page.row += 1
        if key == "couleurs":
            _legend(book, page)
        else:
            page.across(say(f"classeur.lisez_moi.{key}_texte"), book.style(text_wrap=True))
        page.row += 1
    _origin(book, page, item)


def _figures(book: LiveBook, page: Page) -> None:
    """The first figures, read off the results, and the word of the controls."""
    page.write(0, say("classeur.lisez_moi.chiffres"), book.heading())
    page.row += 1
    for result in book.live.results[:SHOWN]:
        _figure(book, page, result)
    page.write(0, say("classeur.controles.tous"), styles.text(book))
    look = styles.text(book, bold=True, font_color=styles.GOOD_INK, align="right")
    page.sheet.write_formula(page.row, 1, f"={VERDICT}", look, say("classeur.juste"))
    page.row += 2


def _figure(book: LiveBook, page: Page, result: Result) -> None:
    cell = result.line.cells[result.year]
    page.write(0, result.line.label, styles.text(book))
    style = styles.number(book, result.line.unit, book.no_limit, bold=True)
    page.sheet.write_formula(page.row, 1, f"={result.name}", style, cell.value)
    page.write(2, result.name, styles.muted(book))
    page.row += 1


def _sheets(book: LiveBook, page: Page) -> None:
    page.write(0, say("classeur.lisez_moi.feuilles"), book.heading())
    page.row += 1
    link = book.style(font_color=styles.TYPED_INK, underline=1, border=1, border_color="#D8D4CA")
    for key in SHEETS:
        name = say(f"classeur.feuilles.{key}")
        page.sheet.write_url(page.row, 0, f"internal:'{name}'!A1", link, name)
        page.sheet.merge_range(page.row, 1, page.row, 2, "", styles.text(book))
        page.write(1, say(f"classeur.sous_titres.{key}"), styles.text(book))
        page.row += 1
    page.row += 1


def _legend(book: LiveBook, page: Page) -> None:
    looks: tuple[tuple[str, Any], ...] = (
        ("a_taper", styles.typed(book, "", book.no_limit)),
        ("calcule", styles.number(book, "", book.no_limit)),
    )
    for key, look in looks:
        page.sheet.write_string(page.row, 0, say(f"classeur.lisez_moi.{key}"), look)
        page.sheet.merge_range(page.row, 1, page.row, 2, "", styles.text(book))
        page.write(1, say(f"classeur.lisez_moi.{key}_texte"), styles.text(book))
        page.row += 1


def _origin(book: LiveBook, page: Page, item: Item) -> None:
    """What it was made of: the day, the law, the product, the code that proves it, how to redo."""
    page.write(0, say("classeur.lisez_moi.origine"), book.heading())
    page.row += 1
    frozen = item.fige
    for key, value in (
        ("jour", formats.day(frozen.le)), ("loi", frozen.loi), ("version", frozen.version),
        ("somme", frozen.somme),
    ):  # fmt: skip
        page.write(0, say(f"classeur.lisez_moi.{key}"), styles.text(book))
        page.sheet.merge_range(page.row, 1, page.row, 2, "", styles.text(book))
        page.write(1, value, styles.text(book))
        page.row += 1
    page.row += 1
    page.across(say("classeur.lisez_moi.refaire"), book.heading())
    told = json.dumps(item.cas, ensure_ascii=False, indent=1)
    for line in textwrap.wrap(told[:_LONGEST_COMMAND], _LONGEST_PIECE) or [""]:
        page.across(line, book.style(font_name="Consolas", font_size=8, text_wrap=True))
