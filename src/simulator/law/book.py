"""Dated rows of law, and the law of a day.

A row says: this value, since this day, for this event. Whose day counts differs: a cap holds for
fiscal years *closed* since a day, a rate for those *opened* since a day, a threshold for contracts
signed since a day. A row holds until the next row of its parameter; an empty value is a hole, and
`=` a text that ends with no known successor: the value before it is carried on, and said. A
*reading* (event `lecture`: a rate seen in a notice) holds for its day alone, the contract's.
"""

import difflib
from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from simulator import ROOT
from simulator.base.csvs import Line, lines_of, read_all, required
from simulator.base.days import year_before
from simulator.errors import DataError, NotInForce, UnknownParameter, UnreadValue
from simulator.figure import Figure, Leaf, tracing
from simulator.text import formats, say
from simulator.text.registered import in_words

EVENTS = ("cloture", "ouverture", "don", "contrat", "calendaire")
READING, PROLONGED = "lecture", "="
_PLACE = {event: place for place, event in enumerate(EVENTS)}
_PLACE[READING] = _PLACE["contrat"]
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
    prolonged: bool = False


def parse_row(line: Line) -> Row:
    """A row from its columns; raises ValueError with the reason."""
    required(
        line, "parameter", "unit", "since", "event", "reference", "url", "checked_on", "confidence"
    )
    if line["event"] not in _PLACE:
        raise ValueError(say("erreurs.evenement", evenement=line["event"]))
    text = line["value"].strip()
    value: float | str | None = None
    if text and text != PROLONGED:
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
        prolonged=text == PROLONGED,
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
        self._rows = {name: _carried_on(rows) for name, rows in sorted(by_parameter.items())}
        self.row = lru_cache(maxsize=100_000)(self._row)
        self.calendar_days = lru_cache(maxsize=8)(self._calendar_days)

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
            day = days[_PLACE[row.event]]
            if row.since <= day:
                is_past = row.event == READING and row.since != day
                return replace(row, value=None) if is_past else row
        first = history[0]
        raise NotInForce(
            "pas_en_vigueur",
            parametre=label(parameter),
            jour=formats.day(days[_PLACE[first.event]]),
            premier=formats.day(first.since),
        )

    def last_known(self, parameter: str, days: Days) -> Row | None:
        """The last row before these days that holds a value: to be offered, never applied."""
        known = (
            row
            for row in reversed(self.history(parameter))
            if row.value is not None and row.since <= days[_PLACE[row.event]]
        )
        return next(known, None)

    def _calendar_days(self, prefixes: tuple[str, ...]) -> tuple[date, ...]:
        """The days on which a calendar row of these families begins to hold, oldest first."""
        found = {
            row.since
            for name, history in self._rows.items()
            if name.startswith(prefixes)
            for row in history
            if row.event == "calendaire"
        }
        return tuple(sorted(found))

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
        self._other_days: dict[date, Law] = {}

    @property
    def day(self) -> date:
        """The day of the occasion (the closing day of a fiscal year)."""
        return self._days[_PLACE["calendaire"]]

    @property
    def read(self) -> tuple[Row, ...]:
        """The rows asked for so far, those of other days of the same occasion too."""
        laws = (self, *self._other_days.values())
        rows = {(row.parameter, row.since): row for law in laws for row in law._read.values()}
        return tuple(rows.values())

    def row(self, parameter: str) -> Row:
        """The row that holds."""
        row = self._read.get(parameter)
        if row is None:
            row = self._read[parameter] = self._book.row(parameter, self._days)
        return row

    def last_known(self, parameter: str) -> Row | None:
        """The last value known before a hole, with its day; None when there is none."""
        return self._book.last_known(parameter, self._days)

    def at(self, day: date) -> "Law":
        """The law of the same occasion, calendar rows read on another day."""
        if day not in self._other_days:
            days = list(self._days)
            days[_PLACE["calendaire"]] = day
            self._other_days[day] = Law(self._book, tuple(days))
        return self._other_days[day]

    def calendar_days(self, prefixes: tuple[str, ...]) -> tuple[date, ...]:
        """The days on which a calendar row of these families begins to hold."""
        return self._book.calendar_days(prefixes)

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
            raise self._unread(parameter, row)
        return float(row.value)

    def _unread(self, parameter: str, row: Row) -> UnreadValue:
        """A hole in words; between two readings, with the last one and its day."""
        day = formats.day(self._days[_PLACE[row.event]])
        read = self.last_known(parameter)
        if read is None or read.event != READING:
            return UnreadValue(
                "valeur_non_lue", parametre=label(parameter), jour=day, note=in_words(row.note)
            )
        return UnreadValue(
            "lecture_d_un_jour",
            parametre=label(parameter),
            jour=day,
            valeur=formats.percent(float(read.value or 0), 2),
            lu=formats.day(read.since),
        )

    def __getitem__(self, parameter: str) -> Any:
        value = self._values.get(parameter)
        if value is None:
            value = self.bare(parameter)
        if not tracing():
            return value
        row = self.row(parameter)
        return Figure(value, Leaf(value, "loi", parameter, row.unit, row, self.day.year))


def _carried_on(history: list[Row]) -> tuple[Row, ...]:
    """The rows of a parameter; one whose text has no known successor takes the value before."""
    rows: list[Row] = []
    for row in history:
        rows.append(replace(row, value=rows[-1].value) if row.prolonged and rows else row)
    return tuple(rows)


def label(parameter: str) -> str:
    """What a parameter is called on screen."""
    try:
        return say(f"loi.{parameter}")
    except KeyError:
        return parameter


def load(folder: Path = ROOT / "data" / "law") -> Book:
    """The book of a folder of CSV files; one DataError lists every fault found."""
    return Book(read_all(lines_of(sorted(folder.glob("*.csv"))), parse_row))


@cache
def in_force() -> Book:
    """The law that the application ships."""
    return load()
