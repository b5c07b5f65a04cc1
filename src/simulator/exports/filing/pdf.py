"""The filing pack as a typeset PDF: tagged, in the project's fonts, made in memory.

The template receives the pack as JSON text and decodes it as data, so nothing that a person typed
can become code. Accessible PDF (PDF/UA-1) whenever every character has a glyph.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

import typst

from simulator.charts.drawing import FONTS, Drawing
from simulator.exports.filing.charts import drawings
from simulator.exports.filing.identity import NOBODY, Identity
from simulator.exports.filing.report import filing
from simulator.exports.pack import NUMBERS, Entry, Form, Grid, Pack, Part, Prose, Sheet
from simulator.figures.sponsor_outcome import Outcome
from simulator.text import current_language, formats, say

TEMPLATE = Path(__file__).with_name("filing.typ")
Standard = Literal["ua-1"]
STANDARD: Standard = "ua-1"
SMALL_FROM = 6
"""Columns from which a table is set in smaller type."""


def document_of(
    outcome: Outcome,
    identity: Identity = NOBODY,
    *,
    exercice: int = 0,
    made_on: date | None = None,
) -> bytes:
    """The pack of a case as a PDF, with its drawings."""
    pack = filing(outcome, identity, exercice=exercice, made_on=made_on)
    return pdf(pack, drawings(outcome))


def pdf(pack: Pack, charts: Mapping[str, Sequence[Drawing]] | None = None) -> bytes:
    """The document as bytes; `charts` go under the chapter of their key ("suivi")."""
    source = _inputs(pack, charts or {})
    try:
        return _compile(source, STANDARD)
    except typst.TypstError:  # a character without glyph: readable, but not to the letter of UA-1
        return _compile(source, None)


def png(pack: Pack, charts: Mapping[str, Sequence[Drawing]] | None = None) -> list[bytes]:
    """The same pages as images, to be looked at."""
    pages = typst.compile(
        str(TEMPLATE), format="png", ppi=80, root=str(TEMPLATE.parent), font_paths=[str(FONTS)],
        ignore_system_fonts=True, sys_inputs=_inputs(pack, charts or {}),
    )  # fmt: skip
    return pages if isinstance(pages, list) else [pages]


def _compile(source: dict[str, str], standard: Standard | None) -> bytes:
    made: bytes = typst.compile(
        str(TEMPLATE), format="pdf", root=str(TEMPLATE.parent), font_paths=[str(FONTS)],
        ignore_system_fonts=True, sys_inputs=source, pdf_standards=standard,
    )  # fmt: skip
    return made


def _inputs(pack: Pack, charts: Mapping[str, Sequence[Drawing]]) -> dict[str, str]:
    sheets = [_sheet(sheet, charts.get(sheet.key, ())) for sheet in pack.sheets]
    sheets[0]["parts"].append(_part(pack.missing_part()))
    made = pack.made_on
    content = {
        "title": pack.title, "subtitle": pack.subtitle, "answer": pack.answer,
        "author": pack.author, "disclaimer": pack.disclaimer,
        "lang": current_language(), "made": [made.year, made.month, made.day],
        "made_on": say("depot.fait_le", jour=formats.day(made)),
        "head": f"{pack.title} · {pack.subtitle}", "foot": pack.foot,
        "page_of": say("depot.numero_de_page", page="#1", total="#2"),
        "to_fill": say("depot.a_remplir"), "sheets": sheets,
    }  # fmt: skip
    return {"pack": json.dumps(content, ensure_ascii=False)}


def _sheet(sheet: Sheet, charts: Sequence[Drawing]) -> dict[str, Any]:
    drawn = [{"svg": chart.svg(), "alt": chart.alt} for chart in charts]
    return {
        "title": sheet.title, "landscape": sheet.landscape, "charts": drawn,
        "parts": [_part(part) for part in sheet.parts],
    }  # fmt: skip


def _part(part: Part) -> dict[str, Any]:
    if isinstance(part, Form):
        entries = [_cell(e) | {"label": e.label} for e in part.entries]
        return {"kind": "form", "title": part.title, "note": part.note, "entries": entries}
    if isinstance(part, Prose):
        return {"kind": "prose", "title": part.title, "lines": [list(line) for line in part.lines]}
    return _grid(part)


def _grid(part: Grid) -> dict[str, Any]:
    return {
        "kind": "grid", "title": part.title, "note": part.note, "heads": list(part.heads),
        "rows": [[_cell(entry) for entry in row] for row in part.rows],
        "wide": list(part.wide or (1,) * len(part.heads)), "empty": part.empty,
        "size": 8 if len(part.heads) >= SMALL_FROM else 9,
    }  # fmt: skip


def _cell(entry: Entry) -> dict[str, Any]:
    kind = "empty" if entry.value is None else "strong" if entry.strong else "plain"
    return {
        "text": entry.shown(), "kind": kind, "number": entry.unit in NUMBERS,
        "link": entry.unit == "adresse",
    }  # fmt: skip
