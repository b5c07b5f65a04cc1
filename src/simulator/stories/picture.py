"""A drawing as a page shows it and as it is taken away: its files, its table, what is behind it."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from simulator.cases.dossier import Kind
from simulator.charts.drawing import Drawing
from simulator.law.facts import Fact
from simulator.stories.table import Table
from simulator.text import formats, say

Writers = Mapping[str, Callable[[float], str]]
"""How to write the numbers of a column of the table, by its key in `Drawing.headings`."""
EUROS: Writers = MappingProxyType({"amount": formats.euros_cents})
"""Amounts of a table to the cent, as the ledger has them."""


@dataclass(frozen=True)
class Again:
    """How to make a picture again: the kind of item that a dossier keeps of it, and its case."""

    kind: Kind
    case: Callable[[], dict[str, Any]]


@dataclass(frozen=True)
class Picture:
    """A drawing, the name of its files, how its table is written, the facts that it stands on.

    `name` is French and plain ASCII ("competences_demandees"), used once a page. Numbers that
    `write` does not name have at most two decimals. `licence` replaces the words on reuse. A
    picture that says how it is made `again` can be kept in a dossier, and shown elsewhere.
    """

    drawing: Drawing
    name: str
    facts: Sequence[Fact] = ()
    write: Writers = field(default_factory=dict)
    licence: str = ""
    again: Again | None = None


def imprinted(drawing: Drawing, *, licence: str = "", day: date | None = None) -> Drawing:
    """The drawing whose exported image also holds its date and its licence, each line named."""
    mention = say(
        "prendre.mention",
        jour=formats.day(day or date.today()),
        licence=licence or say("prendre.licence"),
    )
    words = replace(
        drawing.words,
        caption=f"{say('mots.lecture')} {drawing.caption}",
        source=f"{say('mots.source')} {drawing.source}",
    )
    return replace(drawing, words=words, imprint=mention)


def readable(drawing: Drawing) -> list[list[Any]]:
    """The rows of the table for a file: numbers as numbers, an unknown in words."""
    unknown = say("mots.inconnu")
    return [
        [unknown if _is_unknown(row.get(key)) else row[key] for key in drawing.headings]
        for row in drawing.figures
    ]


def table(drawing: Drawing, write: Writers) -> Table:
    """The same figures in words; a column of numbers stands at right."""
    keys = list(drawing.headings)
    numeric = [
        any(isinstance(row.get(key), int | float) for row in drawing.figures) for key in keys
    ]
    rows = [[_words(row.get(key), write.get(key)) for key in keys] for row in drawing.figures]
    align = "".join("r" if number else "l" for number in numeric)
    return Table(list(drawing.headings.values()), rows, align, caption=drawing.title, wrap=True)


def _words(value: Any, write: Callable[[float], str] | None) -> str:
    if _is_unknown(value):
        return say("mots.inconnu")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return write(value) if write else formats.number(value, 2)
    return str(value)


def _is_unknown(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))
