"""The rows of a reform, each checked against the law that it would replace."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import inf, isfinite, isinf
from typing import Any

from simulator.base.csvs import Line, unprotected
from simulator.cases.reform import LAW_READINGS, Reform, bounds_of, name_of, words_of
from simulator.errors import InputError, UnknownParameter
from simulator.law.book import Book, Row, in_force
from simulator.text import formats, say
from simulator.text.typed import Unread, read_number, typed_back
from simulator.text.typed_days import read_day

COLUMNS = (
    "parameter", "value", "unit", "since", "event", "reference", "url", "checked_on", "confidence",
    "note",
)  # fmt: skip
LAST_DAY = date(2041, 12, 31)
"""No case goes further."""
LONGEST_NAME, LONGEST_TEXT = 120, 600
HYPOTHESIS = "hypothèse"
WITHOUT_LIMIT = "inf"
"""How a file writes that there is no limit."""


def build(
    name: str,
    changes: Iterable[tuple[str, float | str, date]],
    description: str = "",
    book: Book | None = None,
) -> Reform:
    """A reform from choices of the page: each value holds from its day *on*.

    Rows of law that begin later are replaced too, so that none of them takes over.
    """
    book = book or in_force()
    rows: list[Row] = []
    faults: list[tuple[str, str]] = []
    for parameter, value, since in changes:
        written = value_in_file(value)
        days = [since, *_later_days(parameter, since, book)]
        for day in dict.fromkeys(days):
            line = line_of({"parameter": parameter, "value": written, "since": day.isoformat()})
            try:
                rows.append(row_of(line, book))
            except InputError as fault:
                faults += fault.faults
                break
    return checked(name.strip(), description.strip(), rows, faults)


def _later_days(parameter: str, since: date, book: Book) -> list[date]:
    if parameter not in book.parameters:
        return []
    return [row.since for row in book.history(parameter) if row.since > since]


def checked(
    name: str, description: str, rows: Sequence[Row], faults: list[tuple[str, str]]
) -> Reform:
    """The reform, or every fault of its rows, of its name and of rows that overlap."""
    if not name:
        faults.append(("", say("reformes.sans_nom")))
    if len(name) > LONGEST_NAME or len(description) > LONGEST_TEXT:
        faults.append(("", say("reformes.nom_trop_long", nom=LONGEST_NAME, texte=LONGEST_TEXT)))
    if not rows and not faults:
        faults.append(("", say("reformes.sans_ligne")))
    places = [(row.parameter, row.since) for row in rows]
    for parameter, since in dict.fromkeys(p for p in places if places.count(p) > 1):
        told = say("reformes.deux_fois", parametre=name_of(parameter), jour=formats.day(since))
        faults.append((parameter, told))
    if faults:
        raise InputError(faults)
    return Reform(name, tuple(sorted(rows)), description)


def line_of(cells: Mapping[str, str]) -> Line:
    """A line with every column, blank where the file has none."""
    return {name: (cells.get(name) or "").strip() for name in COLUMNS}


def row_of(line: Line, book: Book) -> Row:
    """A row checked against the law: its name, unit, event, day, value."""
    parameter = line["parameter"]
    if not parameter or not line["value"] or not line["since"]:
        raise _fault(parameter, "case_vide")
    unit, first, events = _customs(parameter, book)
    if line["unit"] not in {"", unit}:
        raise _fault(parameter, "unite", donnee=line["unit"], attendue=unit)
    if line["event"] not in {"", *events}:
        told = ", ".join(events)
        raise _fault(parameter, "evenement", donnee=line["event"], attendus=told)
    since = _day(line["since"], parameter)
    if not first <= since <= LAST_DAY:
        bounds = {"premier": formats.day(first), "dernier": formats.day(LAST_DAY)}
        raise _fault(parameter, "jour_hors_bornes", jour=formats.day(since), **bounds)
    checked = line["checked_on"]
    return Row(
        parameter=parameter,
        since=since,
        value=_value(line["value"], parameter, unit, book),
        unit=unit,
        event=line["event"] or events[0],
        reference=unprotected(line["reference"]) or say("reformes.reference"),
        url=line["url"],
        checked_on=_day(checked, parameter) if checked else since,
        confidence=line["confidence"] or HYPOTHESIS,
        note=unprotected(line["note"]),
    )


def _customs(parameter: str, book: Book) -> tuple[str, date, list[str]]:
    """The unit, the first day and the events of a parameter, the latest event first."""
    if parameter in LAW_READINGS:
        return "mot", book.history("mecenat.regime")[0].since, ["cloture"]
    try:
        history = book.history(parameter)
    except UnknownParameter as fault:
        raise InputError([(parameter, str(fault))]) from None
    events = list(dict.fromkeys(row.event for row in reversed(history)))
    return history[-1].unit, history[0].since, events


def _fault(parameter: str, key: str, **values: Any) -> InputError:
    told = say(f"reformes.faute.{key}", parametre=name_of(parameter), **values)
    return InputError([(parameter, told)])


def _unread(parameter: str, fault: Unread) -> InputError:
    told = say("saisie.champ", champ=name_of(parameter), phrase=str(fault))
    return InputError([(parameter, told)])


def _day(text: str, parameter: str) -> date:
    try:
        return read_day(text)
    except Unread as fault:
        raise _unread(parameter, fault) from None


def _value(text: str, parameter: str, unit: str, book: Book) -> float | str:
    if unit == "mot":
        words = words_of(parameter, book)
        if text not in words:
            raise _fault(parameter, "mot", valeur=text, mots=", ".join(words))
        return text
    low, high = bounds_of(parameter, book)
    try:
        value = inf if text == WITHOUT_LIMIT else round(float(read_number(text, unit)), 12)
    except Unread as fault:
        raise _unread(parameter, fault) from None
    if not (isfinite(value) or isinf(high)) or not low <= value <= high:
        shown = {"bas": formats.with_unit(low, unit), "haut": formats.with_unit(high, unit)}
        raise _fault(parameter, "bornes", valeur=text, **shown)
    return value


def value_in_file(value: float | str | None) -> str:
    """A value as `_value` reads it back."""
    if value is None or isinstance(value, str):
        return value or ""
    return WITHOUT_LIMIT if isinf(value) else typed_back(value, 12).replace(".", ",")
