"""The shape of a document to leave with: sheets of fields, each with its value or its absence.

The content says what stands where; the spreadsheet and the typeset document only draw it. So a
field nobody filled is empty in both, and stands in one list of what is missing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from math import isinf
from typing import Any, Literal

from simulator.text import formats, say

Unit = Literal["texte", "adresse", "€", "jour", "jours", "heures", "ratio"]
NUMBERS = {"€", "jours", "heures", "ratio"}
"""Units written as numbers, at right."""
"""Between names in a list: the mark never starts a line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One field: its value, None when nobody gave it.

    `who` is who can give it (`depot.qui.<who>`); `engine` the key under which the engine explains
    the value, so that a spreadsheet may hold its formula; `live` a formula over other entries,
    by key, `{valorisation.0.cout}-{valorisation.0.valeur}`; `blank` what stands for an absence in
    words, never a number.
    """

    key: str
    label: str
    value: Any
    unit: Unit = "texte"
    who: str = "entreprise"
    engine: str = ""
    live: str = ""
    blank: str = ""
    strong: bool = False

    def shown(self) -> str:
        """The value as a person reads it; an absence is its word, or nothing."""
        if self.value is None:
            return self.blank
        return written(self.value, self.unit)


@dataclass(frozen=True, slots=True)
class Form:
    """Fields one under the other, label at left."""

    title: str
    entries: tuple[Entry, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Fields in rows and columns; `wide` gives each column its share of the width."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    wide: tuple[float, ...] = ()
    note: str = ""
    empty: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.heads) for row in self.rows):
            raise ValueError(f"rows of {self.title} have not as many fields as headings")


@dataclass(frozen=True, slots=True)
class Prose:
    """Sentences; the first of each pair is its heading, which may be empty."""

    title: str
    lines: tuple[tuple[str, str], ...]


Part = Form | Grid | Prose


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook, a chapter of the document."""

    key: str
    title: str
    parts: tuple[Part, ...]
    landscape: bool = False

    def entries(self) -> Iterator[Entry]:
        """Its fields, in the order of reading."""
        for part in self.parts:
            if isinstance(part, Form):
                yield from part.entries
            elif isinstance(part, Grid):
                for row in part.rows:
                    yield from row


@dataclass(frozen=True, slots=True)
class Missing:
    """A field that nobody filled: what, on which sheet, in which form of it, who can give it."""

    key: str
    what: str
    where: str
    who: str
    group: str = ""

    @property
    def place(self) -> str:
        """The sheet, and the form of it when it has several."""
        return f"{self.where}, {self.group}" if self.group else self.where


@dataclass(frozen=True, slots=True)
class Pack:
    """The whole document, in one language, ready to be drawn."""

    title: str
    subtitle: str
    answer: str
    made_on: date
    rules: str
    disclaimer: str
    foot: str
    author: str
    sheets: tuple[Sheet, ...]
    missing: tuple[Missing, ...] = field(default=())

    def entries(self) -> dict[str, Entry]:
        """Every field by its key."""
        return {entry.key: entry for sheet in self.sheets for entry in sheet.entries()}

    def missing_part(self) -> Part:
        """What is empty, gathered by who can give it and by sheet: a reader asks each one once."""
        title = say("depot.manquants")
        if not self.missing:
            return Prose(title, (("", say("depot.manquants_aucun")),))
        groups: dict[tuple[str, str], list[str]] = {}
        for gap in self.missing:
            groups.setdefault((gap.who, gap.place), []).append(gap.what)
        rows = tuple(
            (
                Entry(f"manquants.{number}.qui", say("depot.tetes.qui"), who),
                Entry(f"manquants.{number}.feuille", say("depot.tetes.feuille"), where),
                Entry(
                    f"manquants.{number}.champ", say("depot.tetes.champ"), formats.series(fields)
                ),
            )
            for number, ((who, where), fields) in enumerate(sorted(groups.items()))
        )
        heads = tuple(say(f"depot.tetes.{key}") for key in ("qui", "feuille", "champ"))
        return Grid(title, heads, rows, (2, 2, 5), self.missing_count())

    def missing_count(self) -> str:
        """How many fields are empty."""
        count = len(self.missing)
        if not count:
            return say("depot.manquants_aucun")
        return say("depot.manquants_compte", nombre=count)


def written(value: Any, unit: Unit) -> str:
    """A value in its unit, euros to the cent; no ceiling and no limit are said in words."""
    if isinstance(value, bool):
        return say("mots.oui" if value else "mots.non")
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, float | int) and isinf(value):
        return say("depot.sans_plafond")
    if unit == "€":
        return formats.euros_cents(value)
    if unit == "ratio":
        return formats.percent(value, 4)
    if unit in {"jours", "heures"}:
        return formats.with_unit(round(float(value), 2), unit)
    return str(value)


def missing_of(sheets: Iterable[Sheet]) -> tuple[Missing, ...]:
    """Every empty field, in the order of reading."""
    return tuple(
        Missing(
            entry.key,
            entry.label,
            sheet.title,
            say(f"depot.qui.{entry.who}"),
            part.title if isinstance(part, Form) else "",
        )
        for sheet in sheets
        for part in sheet.parts
        for entry in _entries(part)
        if entry.value is None
    )


def _entries(part: Part) -> Iterator[Entry]:
    if isinstance(part, Form):
        yield from part.entries
    elif isinstance(part, Grid):
        for row in part.rows:
            yield from row
