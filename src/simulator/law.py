"""Dated rows of law, and the law of a day.

A row says: this value, since this day, for this event. Whose day counts differs: a cap holds for
fiscal years *closed* since a day, a rate for those *opened* since a day, a threshold for contracts
signed since a day. A row holds until the next row of its parameter; an empty value is a hole.
"""

import difflib
from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from simulator import ROOT
from simulator.errors import DataError, NotInForce, UnknownParameter, UnreadValue
from simulator.figure import Figure, Leaf, tracing
from simulator.tables import Line, lines_of, read_all, required
from simulator.text import formats, say

EVENTS = ("cloture", "ouverture", "don", "contrat", "calendaire")
_PLACE = {event: place for place, event in enumerate(EVENTS)}
Days = tuple[date, ...]


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One value of law since one day, for one event, with its article and the day it was read."""

    parameter: str
    since: date
    value: float | str | None
    unit: str
    event: str
    reference: str
    url: str
    checked_on: date
    confidence: str
    note: str = ""


def parse_row(line: Line) -> Row:
    """A row from its columns; raises ValueError with the reason."""
    required(
        line, "parameter", "unit", "since", "event", "reference", "url", "checked_on", "confidence"
    )
    if line["event"] not in EVENTS:
        raise ValueError(say("erreurs.evenement", evenement=line["event"]))
    text = line["value"].strip()
    value: float | str | None = None
    if text:
        value = text if line["unit"] == "mot" else float(text)
    return Row(
        parameter=line["parameter"],
        since=date.fromisoformat(line["since"]),
        value=value,
        unit=line["unit"],
        event=line["event"],
        reference=line["reference"],
        url=line["url"],
        checked_on=date.fromisoformat(line["checked_on"]),
        confidence=line["confidence"],
        note=line["note"],
    )


class Book:
    """All the rows. Immutable: a reform is another book."""

    def __init__(self, rows: Iterable[Row]) -> None:
        by_parameter: dict[str, list[Row]] = {}
        for row in rows:
            insort(by_parameter.setdefault(row.parameter, []), row, key=lambda r: r.since)
        twins = [
            f"{a.parameter} {a.since}"
            for history in by_parameter.values()
            for a, b in pairwise(history)
            if a.since == b.since
        ]
        if twins:
            raise DataError("deux_lignes", detail=" · ".join(twins))
        self._rows = {name: tuple(history) for name, history in sorted(by_parameter.items())}
        self.row = lru_cache(maxsize=100_000)(self._row)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of all parameters."""
        return tuple(self._rows)

    def history(self, parameter: str) -> tuple[Row, ...]:
        """The rows of a parameter, oldest first; an unknown name suggests the nearest."""
        try:
            return self._rows[parameter]
        except KeyError:
            near = difflib.get_close_matches(parameter, self._rows, n=1)
            key = "parametre_inconnu_proche" if near else "parametre_inconnu"
            raise UnknownParameter(key, parametre=parameter, proche="".join(near)) from None

    def rows(self) -> list[Row]:
        """Every row, by parameter then day."""
        return [row for history in self._rows.values() for row in history]

    def _row(self, parameter: str, days: Days) -> Row:
        """The row that holds on these days (one day an event, in the order of EVENTS)."""
        history = self.history(parameter)
        for row in reversed(history):
            if row.since <= days[_PLACE[row.event]]:
                return row
        first = history[0]
        raise NotInForce(
            "pas_en_vigueur",
            parametre=label(parameter),
            jour=formats.day(days[_PLACE[first.event]]),
            premier=formats.day(first.since),
        )

    def on(self, day: date, **events: date) -> "Law":
        """The law of a day; an event named apart has its own day (`contrat=…`)."""
        return Law(self, tuple(events.get(event, day) for event in EVENTS))

    def exercice(self, cloture: date, ouverture: date | None = None, **events: date) -> "Law":
        """The law of a fiscal year, which opens by default twelve months before it closes."""
        opening = ouverture or year_before(cloture) + timedelta(days=1)
        return self.on(cloture, ouverture=opening, **events)

    def amended_by(self, rows: Iterable[Row]) -> "Book":
        """A reform: these rows replace those of the same parameter and day, or are added."""
        changed = {(row.parameter, row.since): row for row in rows}
        kept = [row for row in self.rows() if (row.parameter, row.since) not in changed]
        return Book([*kept, *changed.values()])


class Law:
    """The law of one occasion: `law["mecenat.taux_reduction"]`.

    Raises UnknownParameter, NotInForce or UnreadValue, each a sentence with the way out. Inside a
    trace the answer is a Figure that names its row. `read` lists the rows that were asked for.
    """

    def __init__(self, book: Book, days: Days) -> None:
        self._book = book
        self._days = days
        self._read: dict[str, Row] = {}
        self._values: dict[str, float] = {}
        self._computed: dict[str, Any] = {}

    @property
    def day(self) -> date:
        """The day of the occasion (the closing day of a fiscal year)."""
        return self._days[_PLACE["calendaire"]]

    @property
    def read(self) -> tuple[Row, ...]:
        """The rows asked for so far."""
        return tuple(self._read.values())

    def row(self, parameter: str) -> Row:
        """The row that holds."""
        row = self._read.get(parameter)
        if row is None:
            row = self._read[parameter] = self._book.row(parameter, self._days)
        return row

    def once(self, name: str, compute: Callable[[], Any]) -> Any:
        """Compute something that several routes of the same case share, the first time only."""
        if name not in self._computed:
            self._computed[name] = compute()
        return self._computed[name]

    def knows(self, parameter: str) -> bool:
        """Whether a value is in force and was read."""
        try:
            return self.row(parameter).value is not None
        except NotInForce:
            return False

    def word(self, parameter: str) -> str:
        """A value that is a word: it chooses a rule, and never enters a formula."""
        return str(self.row(parameter).value)

    def bare(self, parameter: str) -> float:
        """A value that chooses or decides, outside any formula."""
        value = self._values.get(parameter)
        if value is None:
            value = self._values[parameter] = self._number(parameter)
        return value

    def _number(self, parameter: str) -> float:
        row = self.row(parameter)
        if row.value is None:
            raise UnreadValue(
                "valeur_non_lue",
                parametre=label(parameter),
                jour=formats.day(self._days[_PLACE[row.event]]),
                note=row.note,
            )
        return float(row.value)

    def __getitem__(self, parameter: str) -> Any:
        value = self._values.get(parameter)
        if value is None:
            value = self.bare(parameter)
        if not tracing():
            return value
        row = self.row(parameter)
        return Figure(value, Leaf(value, "loi", parameter, row.unit, row))


def label(parameter: str) -> str:
    """What a parameter is called on screen."""
    try:
        return say(f"loi.{parameter}")
    except KeyError:
        return parameter


def year_before(day: date) -> date:
    """The same day one year earlier (28 February for a 29th)."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def load(folder: Path = ROOT / "data" / "law") -> Book:
    """The book of a folder of CSV files; one DataError lists every fault found."""
    return Book(read_all(lines_of(sorted(folder.glob("*.csv"))), parse_row))


@cache
def in_force() -> Book:
    """The law that the application ships."""
    return load()
