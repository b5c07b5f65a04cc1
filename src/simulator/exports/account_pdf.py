"""The account of a figure as a typeset A4 sheet: all closed, its numbers in a table below."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import typst

from simulator.charts.drawing import FONTS
from simulator.charts.theme import PARTY_FILL
from simulator.stories.account import Row, Sheet
from simulator.stories.marks import Segment, segments
from simulator.stories.table import Cell
from simulator.text import current_language, formats, say

TEMPLATE = Path(__file__).with_name("account.typ")
HEADS = ("poste_seul", "formule", "qui", "montant", "sous_total")


def account_pdf(
    sheet: Sheet,
    *,
    question: str,
    about: str,
    reserve: tuple[str, str] | None,
    made_on: date | None = None,
) -> bytes:
    """The sheet as bytes; `about` says of which case and route, `reserve` what is not sure."""
    content = _content(sheet, made_on or date.today()) | {
        "question": question, "about": about, "warning": list(reserve or ("", "")),
    }  # fmt: skip
    made: bytes = typst.compile(
        str(TEMPLATE), format="pdf", root=str(TEMPLATE.parent), font_paths=[str(FONTS)],
        ignore_system_fonts=True, sys_inputs={"sheet": json.dumps(content, ensure_ascii=False)},
    )  # fmt: skip
    return made


def _content(sheet: Sheet, made: date) -> dict[str, Any]:
    return {
        "author": say("app.nom"), "lang": current_language(),
        "made": [made.year, made.month, made.day],
        "made_on": say("explication.feuille", jour=formats.day(made)),
        "foot": say("explication.pied"),
        "page_of": say("depot.numero_de_page", page="#1", total="#2"),
        "sentence": [_named(part) for part in segments(sheet.sentence)],
        "heads": [sheet.heads[head] for head in HEADS],
        "blocks": [
            {"title": block.title, "total": block.total, "rows": [_row(row) for row in block.rows]}
            for block in sheet.blocks
        ],
        "total": list(sheet.total),
        "shared": [_row(sheet.shared)] if sheet.shared else [],
        "control": sheet.control,
        "grounds": {
            "title": say("explication.fondements"), "heads": list(sheet.grounds.heads),
            "rows": [_words(row) for row in sheet.grounds.rows],
            "note": say("explication.fondements_note"),
        },
    }  # fmt: skip


def _row(row: Row) -> dict[str, Any]:
    name, party = row.payer or ("", "")
    return {
        "label": row.label, "formula": row.formula, "numbers": row.numbers, "payee": row.payee,
        "payer": [name, _colour(party)], "reference": _words([row.reference])[0],
        "amount": row.amount,
    }  # fmt: skip


def _named(part: Segment) -> list[str]:
    return [part, ""] if isinstance(part, str) else [part[0], _colour(part[1])]


def _colour(party: str) -> str:
    return PARTY_FILL[party].light if party in PARTY_FILL else ""


def _words(cells: Sequence[Cell]) -> list[str]:
    """Cells without their addresses: paper follows no link."""
    return [str(cell) if isinstance(cell, str) else str(cell[0]) for cell in cells]
