"""A dossier as a typeset report, and one item as a note of one page: tagged, in our fonts."""

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import typst

from simulator.charts.drawing import FONTS, Drawing
from simulator.charts.theme import PARTY_FILL
from simulator.errors import InputError
from simulator.exports.board.drawn import PRINTED, Drawn
from simulator.exports.board.fitting import legible, legible_part
from simulator.stories.board.deck_plan import (
    about,
    decision,
    foot_of,
    limits_of,
    method,
    seal_told,
    state_of,
)
from simulator.stories.board.model import Board, Chapter, Sheet
from simulator.stories.headline import KeyFigure
from simulator.stories.marks import segments
from simulator.stories.table import Table
from simulator.text import current_language, formats, say

TEMPLATE = Path(__file__).with_name("report.typ")
NOTE_LIMITS = 3
"""Reserves that a note tells: those that weigh most."""
WIDEST = 110
"""Letters beyond which a column of words takes no more of the width."""
SPREAD = 0.7
"""How much wider a column is for being longer: less than in proportion."""
LINK_LINE, SHORT_LINK = 100, 240
"""Letters of a line of a link; those of a link beyond which a note leaves it to the report."""
TALLEST = 0.62
"""Height of a picture of the whole width, in shares of it, beyond which it is made smaller."""
WIDTHS = (100, 86, 72, 58, 44)
"""Shares of the width, in percent, that the picture of a note takes until one page holds it."""


def report_of(board: Board, drawn: Drawn | None = None) -> bytes:
    """The whole dossier as a PDF; raises InputError when it is empty."""
    if not board.chapters:
        raise InputError([("elements", say("emporter.vide"))])
    drawn = drawn or Drawn()
    content = _frame(board) | {
        "note": False,
        "about": legible(about(board)),
        "state": legible(state_of(board)),
        "chapters": [_chapter(n, one, drawn) for n, one in enumerate(board.chapters, 1)],
        "decision": _lines(decision(board).reading),
        "method": _sheet(method(board), drawn),
        "law": _table(_law(board)),
    }
    return compiled(content)


def _law(board: Board) -> Table | None:
    """The rows of law of every item, each once."""
    found = [chapter.law for chapter in board.chapters if chapter.law]
    rows = dict.fromkeys(tuple(row) for law in found for row in law.written)
    return replace(found[0], rows=sorted(rows)) if found else None


def _frame(board: Board) -> dict[str, Any]:
    """What every page of both documents bears."""
    made = board.made_on
    names = ("reading", "source", "contents", "limits", "decision", "annex", "assumed", "law",
             "redo", "inputs", "decides", "origin", "on", "signed")  # fmt: skip
    votes = [say(f"emporter.vote.{name}") for name in ("adopte", "modifie", "ajourne")]
    return {
        "title": legible(board.title), "author": legible(board.author or say("app.nom")),
        "lang": current_language(), "made": [made.year, made.month, made.day],
        "head": legible(board.title), "version": say("emporter.etabli", jour=formats.day(made)),
        "foot": legible(foot_of(board)),
        "page_of": say("depot.numero_de_page", page="#1", total="#2"),
        "words": {name: say(f"emporter.mot.{name}") for name in names} | {"votes": votes},
    }  # fmt: skip


def _chapter(number: int, chapter: Chapter, drawn: Drawn) -> dict[str, Any]:
    return {
        "name": legible(say("dossier.nom", numero=number, nom=chapter.name)),
        "about": legible(formats.series([f"{number}. {chapter.name}", seal_told(chapter)])),
        "note": _lines(chapter.note), "moved": legible(chapter.moved),
        "sheets": [_sheet(sheet, drawn) for sheet in chapter.sheets],
        "limits": [[legible(one.title), legible(one.told)] for one in chapter.limits],
        "assumed": _table(chapter.assumed),
        "seal": legible(seal_told(chapter)),
        "python": chapter.redo.python, "command": chapter.redo.command,
        "link": _chunks(say("emporter.lien", lien=chapter.redo.link)) if chapter.redo.link else [],
    }  # fmt: skip


def _lines(text: str) -> list[str]:
    """The lines that somebody typed; none where nothing is said."""
    return [legible(line) for line in text.splitlines()]


def _chunks(text: str) -> list[str]:
    """A link in lines: no letter is added to it."""
    return [text[start : start + LINK_LINE] for start in range(0, len(text), LINK_LINE)]


def _sheet(sheet: Sheet, drawn: Drawn) -> dict[str, Any]:
    picture = None
    if sheet.shown:
        drawing = sheet.shown.drawing
        picture = {
            "svg": drawn.svg(drawing), "alt": legible(drawing.alt), "width": _width(drawing),
        }  # fmt: skip
    return {
        "title": _marked(sheet.title), "subtitle": legible(sheet.subtitle),
        "figures": [_figure(one) for one in sheet.figures], "picture": picture,
        "table": _table(sheet.table), "reading": legible(sheet.reading),
        "source": legible(sheet.source),
    }  # fmt: skip


def _width(drawing: Drawing) -> int:
    """Percent of the width that a drawing takes: a high one leaves room for what follows."""
    return min(100, round(100 * TALLEST * PRINTED / max(drawing.height, 1.0)))


def _marked(marked: str) -> list[list[str]]:
    """A sentence in parts, each with the colour of its party."""
    return [
        [legible_part(part), ""] if isinstance(part, str) else [legible(part[0]), _colour(part[1])]
        for part in segments(marked)
    ]


def _colour(party: str | None) -> str:
    return PARTY_FILL[party].light if party in PARTY_FILL else ""


def _figure(one: KeyFigure) -> dict[str, str]:
    return {
        "label": legible(one.label), "value": one.value, "condition": legible(one.condition),
        "colour": _colour(one.party),
    }  # fmt: skip


def _table(table: Table | None) -> dict[str, Any] | None:
    """A table with the share of the width that each column needs; 0 for one of numbers."""
    if table is None or not table.rows:
        return None
    rows = [[legible(cell) for cell in row] for row in table.written]
    align = list(table.align or "l" + "r" * (len(table.heads) - 1))
    longest = [max(len(row[n]) for row in (list(table.heads), *rows)) for n in range(len(align))]
    columns = [
        0 if side == "r" and size < 24 else round(min(max(size, 8), WIDEST) ** SPREAD, 2)
        for side, size in zip(align, longest, strict=True)
    ]
    return {
        "heads": list(table.heads), "rows": rows, "align": align, "columns": columns,
        "strong": sorted(table.strong_rows),
    }  # fmt: skip


def note_of(board: Board, drawn: Drawn | None = None) -> bytes:
    """One page on one item: question, answer, figures, picture, what is decided and could overturn.

    The picture shrinks until all holds; what limits the figures is never dropped. Raises InputError
    when there is not one item alone, or when no page holds it.
    """
    if len(board.chapters) != 1:
        raise InputError([("elements", say("emporter.note_d_un_cas", n=len(board.chapters)))])
    drawn = drawn or Drawn()
    for width in (*WIDTHS, 0):
        content = _note(board, board.chapters[0], drawn, width)
        if _pages(content) == 1:
            return compiled(content)
    raise InputError([("elements", say("emporter.note_trop_longue"))])


def _note(board: Board, chapter: Chapter, drawn: Drawn, width: int) -> dict[str, Any]:
    first = chapter.sheets[0]
    picture = None
    if first.shown and width:
        drawing = first.shown.drawing
        picture = {
            "svg": drawn.svg(drawing), "alt": legible(drawing.alt), "width": width,
            "title": legible(drawing.title), "subtitle": legible(drawing.subtitle),
        }  # fmt: skip
    link = chapter.redo.link
    if link:
        known = len(link) <= SHORT_LINK
        link = say("emporter.lien", lien=link) if known else say("emporter.lien_long")
    origin = [first.source, seal_told(chapter), say("emporter.memes_chiffres")]
    return _frame(board) | {
        "note": True, "question": legible(chapter.name), "answer": _marked(first.title),
        "figures": [_figure(one) for one in first.figures], "picture": picture,
        "inputs": legible(_inputs(chapter)),
        "decision": _lines(decision(board).reading),
        "limits": [
            [legible(one.title), legible(one.told)] for one, _ in limits_of(board)[:NOTE_LIMITS]
        ],
        "origin": legible(" ".join(filter(None, origin))), "link": _chunks(link),
    }  # fmt: skip


def _inputs(chapter: Chapter) -> str:
    """What was typed, in one line; what the tool proposes is in the report."""
    if chapter.assumed is None:
        return say("emporter.entrees_figees")
    typed = say("emporter.saisi")
    given = [row for row in chapter.assumed.written if row[-1] == typed]
    if not given:
        return say("emporter.entrees_proposees")
    told = ((", ".join(part for part in row[:-2] if part != "–"), row[-2]) for row in given)
    return formats.series(formats.named(name, value) for name, value in told)


def compiled(content: Mapping[str, Any]) -> bytes:
    """The document as bytes: accessible (PDF/UA-1) unless a character has no glyph in our fonts."""
    source = _source(content)
    try:
        return _typeset(source, "ua-1")
    except typst.TypstError as refused:
        logging.getLogger("passerelle").warning("PDF/UA-1: %s", refused)
        return _typeset(source, None)


def _typeset(source: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    made: bytes = typst.compile(
        str(TEMPLATE), format="pdf", root=str(TEMPLATE.parent), font_paths=[str(FONTS)],
        ignore_system_fonts=True, sys_inputs=source, pdf_standards=standard,
    )  # fmt: skip
    return made


def _pages(content: Mapping[str, Any]) -> int:
    """How many pages a document takes."""
    told = typst.query(
        str(TEMPLATE), "<pages>", field="value", one=True, root=str(TEMPLATE.parent),
        font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs=_source(content),
    )  # fmt: skip
    return int(told)


def _source(content: Mapping[str, Any]) -> dict[str, str]:
    return {"board": json.dumps(content, ensure_ascii=False)}
