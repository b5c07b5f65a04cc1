"""The foot of a chart: the same figures as words and as a table, and files to take away.

Each foot is a fragment: opening its table reruns it alone. Files are made when they are asked for,
in another thread, so everything they say is written before.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

import streamlit as st

from simulator.charts.drawing import Drawing
from simulator.text import formats, say
from simulator.ui import html
from simulator.ui.downloads import CSV, french_csv, offer
from simulator.ui.folding import fold
from simulator.ui.frame import keep_language

Writers = Mapping[str, Callable[[float], str]]
"""How to write the numbers of a column of the table, by its key in `Drawing.headings`."""
EUROS: Writers = MappingProxyType({"amount": formats.euros_cents})
"""Amounts of a table to the cent, as the ledger has them."""


@st.fragment
def foot(
    drawing: Drawing, name: str, *, write: Writers | None = None, licence: str | None = None
) -> None:
    """What stands under a chart: its sentence, its table, its PNG, SVG and CSV.

    `name` is the name of the files, in French and plain ASCII ("competences_demandees"), and must
    be used once a page. `write` says how the numbers of a column read ({"amount": formats.euros});
    others have at most two decimals. `licence` replaces the words on reuse.
    """
    keep_language()
    whole = imprinted(drawing, licence=licence)
    with st.container(key=f"prendre_{name}"):
        with fold(say("prendre.tableau"), f"tableau_{name}") as opened:
            if opened:
                st.html(html.source(drawing.alt, say("prendre.en_mots")))
                st.html(_table(drawing, write or {}))
        with st.container(horizontal=True, key=f"fichiers_{name}"):
            rows, heads = readable(drawing), list(drawing.headings.values())
            for form, make, mime in (
                ("png", whole.png, "image/png"),
                ("svg", whole.svg, "image/svg+xml"),
                ("csv", partial(french_csv, heads, rows), CSV),
            ):
                file = f"{name}.{form}"
                offer(say(f"prendre.{form}"), make, file, mime, key=f"prendre_{file}", quiet=True)


def imprinted(drawing: Drawing, *, licence: str | None = None, day: date | None = None) -> Drawing:
    """The drawing whose exported image also holds its date and its licence, each line named."""
    mention = say(
        "prendre.mention",
        jour=formats.day(day or date.today()),
        licence=licence or say("prendre.licence"),
    )
    return replace(
        drawing,
        words=replace(
            drawing.words,
            caption=f"{say('mots.lecture')} {drawing.caption}",
            source=f"{say('mots.source')} {drawing.source}",
        ),
        imprint=mention,
    )


def readable(drawing: Drawing) -> list[list[Any]]:
    """The rows of the table for a file: numbers as numbers, an unknown in words."""
    unknown = say("mots.inconnu")
    return [
        [unknown if _is_unknown(row.get(key)) else row[key] for key in drawing.headings]
        for row in drawing.figures
    ]


def _table(drawing: Drawing, write: Writers) -> str:
    """The table on screen; a column of numbers stands at right."""
    keys = list(drawing.headings)
    numeric = [
        any(isinstance(row.get(key), int | float) for row in drawing.figures) for key in keys
    ]
    rows = [[_words(row.get(key), write.get(key)) for key in keys] for row in drawing.figures]
    align = "".join("r" if number else "l" for number in numeric)
    heads = list(drawing.headings.values())
    return html.data_table(heads, rows, align, caption=drawing.title, wrap=True)


def _words(value: Any, write: Callable[[float], str] | None) -> str:
    if _is_unknown(value):
        return say("mots.inconnu")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return write(value) if write else formats.number(value, 2)
    return str(value)


def _is_unknown(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))
