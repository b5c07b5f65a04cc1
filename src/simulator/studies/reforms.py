"""What if the law were otherwise: a reform is a named file of rows, side by side with the law.

A row has the columns of `data/law`: a parameter, a value, the day and the event from which it holds
until the next row of its parameter. Two names are no parameter of law but a reading of a text that
is silent (`READINGS`): such a row chooses the reading of the case. Two companion rows may carry the
name and the description of a file. The law in force is never changed: a reform is another book.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from io import StringIO
from math import inf, isfinite, isinf
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

import pandas as pd

from simulator import ROOT
from simulator.base.tables import Line, lines_of, neutral
from simulator.base.tables import read_all as read_lines
from simulator.cases.question import field_label
from simulator.cases.scenario import Scenario, read
from simulator.errors import InputError, PasserelleError, UnknownParameter
from simulator.figures.indicators import INDICATORS
from simulator.law.book import Book, Row, in_force, label, parse_row
from simulator.rules.mecenat import PassReading, SliceOrder
from simulator.simulate import simulate
from simulator.stories.scenario import values_of
from simulator.text import formats, has, say
from simulator.text.typed import Unread, read_number, typed_back
from simulator.text.typed_days import read_day

FOLDER = ROOT / "data" / "reformes"
READINGS: Mapping[str, tuple[str, ...]] = {
    "lecture_pass": get_args(PassReading),
    "ordre_tranches": get_args(SliceOrder),
}
"""Answers that choose a reading of the law, and the words that each admits."""
NAME, DESCRIPTION = "reforme.nom", "reforme.description"
COLUMNS = (
    "parameter", "value", "unit", "since", "event", "reference", "url", "checked_on", "confidence",
    "note",
)  # fmt: skip
COMPULSORY = ("parameter", "value", "since")
LAST_DAY = date(2041, 12, 31)
"""No case goes further."""
MOST_ROWS, LONGEST_FILE, LONGEST_NAME, LONGEST_TEXT = 200, 200_000, 120, 600
MOST_EUROS = 1e12
HYPOTHESIS = "hypothèse"
WITHOUT_LIMIT = "inf"
"""How a file writes that there is no limit."""


@dataclass(frozen=True, slots=True)
class Reform:
    """A named set of rows. `key` names a shipped one, whose words are in the texts."""

    name: str
    rows: tuple[Row, ...]
    description: str = ""
    key: str = ""

    @property
    def law_rows(self) -> tuple[Row, ...]:
        """The rows that change the law."""
        return tuple(row for row in self.rows if row.parameter not in READINGS)

    def book(self, base: Book | None = None) -> Book:
        """The law under this reform; the base is left as it is."""
        return (base or in_force()).amended_by(self.law_rows)

    def readings(self, closing: date) -> dict[str, str]:
        """The readings that it imposes on a fiscal year closed on a day."""
        dated = sorted((row for row in self.rows if row.parameter in READINGS), key=_since)
        return {row.parameter: str(row.value) for row in dated if row.since <= closing}

    def only(self, parameter: str) -> "Reform":
        """The same reform, reduced to one parameter."""
        return replace(self, rows=tuple(r for r in self.rows if r.parameter == parameter))

    @property
    def title(self) -> str:
        """Its name on screen, in the language of the reader when it is a shipped one."""
        return say(f"reformes.livrees.{self.key}.nom") if self.key else self.name

    @property
    def text(self) -> str:
        """What it supposes, on screen."""
        return say(f"reformes.livrees.{self.key}.texte") if self.key else self.description


def _since(row: Row) -> date:
    return row.since


@cache
def shipped() -> Mapping[str, Reform]:
    """The reforms of `data/reformes`, by key; DataError when one of them is faulty."""
    found = [load(path) for path in sorted(FOLDER.glob("*.csv"))]
    law_first = sorted(found, key=lambda reform: not reform.law_rows)
    return MappingProxyType({reform.key: reform for reform in law_first})


def load(path: Path) -> Reform:
    """A shipped reform; its columns are all compulsory, as those of the law."""
    rows = tuple(read_lines(lines_of([path]), parse_row))
    return Reform(path.stem, rows, key=path.stem)


# --- A file from the outside -----------------------------------------------------------------


def read_reform(text: str, name: str = "", book: Book | None = None) -> Reform:
    """A reform from a CSV text (comma or semicolon); `name` stands when the file gives none.

    Only `parameter`, `value` and `since` are compulsory: unit and event are those of the law when
    they are left blank. Raises InputError with one sentence a fault, each with its line.
    """
    book = book or in_force()
    faults: list[tuple[str, str]] = []
    rows: list[Row] = []
    words = {NAME: name.strip(), DESCRIPTION: ""}
    for number, line in _lines(text):
        parameter = line["parameter"]
        if parameter in words:
            words[parameter] = _text(line["value"])
            continue
        try:
            rows.append(_row(line, book))
        except InputError as fault:
            faults += [
                (field, say("reformes.ligne", ligne=number, raison=sentence))
                for field, sentence in fault.faults
            ]
    return _checked(words[NAME], words[DESCRIPTION], rows, faults)


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
        written = _in_file(value)
        days = [since, *_later_days(parameter, since, book)]
        for day in dict.fromkeys(days):
            line = _line({"parameter": parameter, "value": written, "since": day.isoformat()})
            try:
                rows.append(_row(line, book))
            except InputError as fault:
                faults += fault.faults
                break
    return _checked(name.strip(), description.strip(), rows, faults)


def _later_days(parameter: str, since: date, book: Book) -> list[date]:
    if parameter not in book.parameters:
        return []
    return [row.since for row in book.history(parameter) if row.since > since]


def _checked(
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


def _lines(text: str) -> list[tuple[int, Line]]:
    """The lines of a file that are not blank, with their numbers."""
    if len(text) > LONGEST_FILE:
        raise InputError([("", say("reformes.fichier_trop_gros"))])
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    header = text.split("\n", 1)[0]
    reader = csv.reader(StringIO(text), delimiter=";" if ";" in header else ",", strict=True)
    try:
        table = [(reader.line_num, cells) for cells in reader if any(c.strip() for c in cells)]
    except csv.Error:
        raise InputError([("", say("reformes.fichier_illisible"))]) from None
    names = [cell.strip() for cell in table[0][1]] if table else []
    absent = [name for name in COMPULSORY if name not in names]
    strange = [name for name in names if name not in COLUMNS or names.count(name) > 1]
    if absent or strange:
        lists = {"attendues": COLUMNS, "absentes": absent, "inconnues": strange}
        told = say("reformes.colonnes_inadaptees", **{k: ", ".join(v) for k, v in lists.items()})
        raise InputError([("", told)])
    if len(table) > MOST_ROWS:
        raise InputError([("", say("reformes.trop_de_lignes", limite=MOST_ROWS))])
    if wide := next((number for number, cells in table if len(cells) > len(names)), None):
        told = say("reformes.ligne", ligne=wide, raison=say("erreurs.ligne_trop_longue"))
        raise InputError([("", told)])
    return [(number, _line(dict(zip(names, cells, strict=False)))) for number, cells in table[1:]]


def _line(cells: Mapping[str, str]) -> Line:
    return {name: (cells.get(name) or "").strip() for name in COLUMNS}


def _text(cell: str) -> str:
    """A text cell, without the apostrophe that kept a spreadsheet from running it."""
    return cell[1:] if cell[:1] == "'" and neutral(cell[1:]) == cell else cell


def _row(line: Line, book: Book) -> Row:
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
        reference=_text(line["reference"]) or say("reformes.reference"),
        url=line["url"],
        checked_on=_day(checked, parameter) if checked else since,
        confidence=line["confidence"] or HYPOTHESIS,
        note=_text(line["note"]),
    )


def _customs(parameter: str, book: Book) -> tuple[str, date, list[str]]:
    """The unit, the first day and the events of a parameter, the latest event first."""
    if parameter in READINGS:
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


def words_of(parameter: str, book: Book | None = None) -> tuple[str, ...]:
    """The words that a parameter or a reading admits: those that the law has known."""
    if parameter in READINGS:
        return READINGS[parameter]
    rows = (book or in_force()).history(parameter)
    return tuple(dict.fromkeys(str(row.value) for row in rows if row.unit == "mot"))


def bounds_of(parameter: str, book: Book | None = None) -> tuple[float, float]:
    """The lowest and highest value that a reform may give a parameter, in its unit.

    A share stays between 0 and 1, an amount is not negative, unless the law has known otherwise;
    no limit (infinity) is admitted where the law has known none.
    """
    history = (book or in_force()).history(parameter)
    known = [float(row.value) for row in history if row.value is not None]
    if any(isinf(value) for value in known):
        top = inf
    elif history[-1].unit == "ratio":
        top = max([1.0, *known])
    else:
        top = MOST_EUROS
    return min([0.0, *(2 * value for value in known)]), top


def name_of(parameter: str) -> str:
    """What a parameter or a reading is called on screen."""
    return field_label(parameter) if parameter in READINGS else label(parameter)


def value_shown(parameter: str, value: float | str | None, unit: str) -> str:
    """A value of a row as the screen writes it; a case that makes no such reading has none."""
    if parameter in READINGS:
        return say("reformes.sans_objet") if value is None else say(f"choix.{parameter}.{value}")
    if isinstance(value, str) and not has(f"mots_de_la_loi.{value}"):
        return value
    return formats.with_unit(value, unit)


def _in_file(value: float | str | None) -> str:
    """A value as `_value` reads it back."""
    if value is None or isinstance(value, str):
        return value or ""
    return WITHOUT_LIMIT if isinf(value) else typed_back(value, 12).replace(",", ".")


def to_csv(reform: Reform) -> str:
    """The file of a reform, which `read_reform` reads back to the same rows."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for parameter, words in ((NAME, reform.title), (DESCRIPTION, reform.text)):
        if words:
            writer.writerow([parameter, neutral(words), *[""] * (len(COLUMNS) - 2)])
    for row in reform.rows:
        writer.writerow(
            [row.parameter, _in_file(row.value), row.unit, row.since.isoformat(), row.event,
             neutral(row.reference), row.url, row.checked_on.isoformat(), row.confidence,
             neutral(row.note)]
        )  # fmt: skip
    return "\ufeff" + out.getvalue()


# --- Side by side ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """A row of a reform beside what it replaces: until when, and whether the case reads it."""

    parameter: str
    unit: str
    since: date
    until: date | None
    before: float | str | None
    after: float | str | None
    is_read: bool

    @property
    def label(self) -> str:
        """What it is called on screen."""
        return name_of(self.parameter)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The law in force and a reform, side by side.

    `frame`: one line a figure, columns `indicateur unite loi reforme ecart` (NaN: unknown).
    `changes`: the rows. `causes`: what each parameter does alone, columns `parametre indicateur
    ecart`, with the rest that only comes from all together under the name `ensemble`.
    """

    reform: Reform
    frame: pd.DataFrame
    changes: tuple[Change, ...]
    causes: pd.DataFrame

    @property
    def touches(self) -> bool:
        """Whether the case reads any row of the reform."""
        return any(change.is_read for change in self.changes)

    @property
    def moves(self) -> bool:
        """Whether any figure of the case changes."""
        return bool((self.frame["ecart"].fillna(0) != 0).any())


Figures = Mapping[str, float | None]


def compare(
    scenario: Scenario, reform: Reform, route: str | None = None, book: Book | None = None
) -> Comparison:
    """A scenario under the law in force and under a reform; `route` is the leading one by default.

    Raises the refusals of the rules, as `simulate` does.
    """
    base = book or in_force()
    before = simulate(scenario, base)
    route = route or before.shown

    def figures(changed: Reform) -> tuple[Figures, Iterable[Row]]:
        outcome = simulate(under(scenario, changed), changed.book(base))
        return values_of(outcome, route), outcome.rows

    units = {key: indicator.unit for key, indicator in INDICATORS.items()}
    now = {name: getattr(scenario.reponses, name) for name in _imposed(scenario, reform)}
    return side_by_side(reform, values_of(before, route), figures, units, base, now)


def under(scenario: Scenario, reform: Reform) -> Scenario:
    """The scenario with the readings that a reform imposes; the same one when it imposes none."""
    chosen = _imposed(scenario, reform)
    if not chosen:
        return scenario
    data = scenario.to_dict()
    return read({**data, "reponses": {**data["reponses"], **chosen}})


def _imposed(scenario: Scenario, reform: Reform) -> dict[str, str]:
    """The readings that a reform imposes, for the questions that the scenario asks."""
    a = scenario.reponses
    imposed = reform.readings(date(a.annee, 12, 31))
    return {name: word for name, word in imposed.items() if hasattr(a, name)}


def side_by_side(
    reform: Reform,
    before: Figures,
    figures: Any,
    units: Mapping[str, str],
    base: Book,
    readings: Mapping[str, str],
) -> Comparison:
    """Compare the figures of a case with those of `figures(reform) -> (figures, rows read)`.

    `readings` are those that the case makes today and that the reform replaces; a page of any kind
    may call this.
    """
    after, rows = figures(reform)
    read_rows = {(row.parameter, row.since) for row in rows}
    changes = tuple(_change(row, reform, base, read_rows, readings) for row in reform.rows)
    frame = pd.DataFrame(
        {
            "indicateur": list(before),
            "unite": [units.get(key, "€") for key in before],
            "loi": [_or_nan(value) for value in before.values()],
            "reforme": [_or_nan(after[key]) for key in before],
        }
    )
    frame["ecart"] = (frame["reforme"] - frame["loi"]).round(10)
    return Comparison(reform, frame, changes, _causes(reform, before, figures, frame))


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _change(
    row: Row,
    reform: Reform,
    base: Book,
    read_rows: set[tuple[str, date]],
    readings: Mapping[str, str],
) -> Change:
    if row.parameter in READINGS:
        now = readings.get(row.parameter)
        return Change(
            row.parameter, row.unit, row.since, None, now, row.value, now is not None
        )  # fmt: skip
    later = [r.since for r in reform.book(base).history(row.parameter) if r.since > row.since]
    before = [r for r in base.history(row.parameter) if r.since <= row.since]
    return Change(
        parameter=row.parameter,
        unit=row.unit,
        since=row.since,
        until=min(later, default=None),
        before=before[-1].value if before else None,
        after=row.value,
        is_read=(row.parameter, row.since) in read_rows,
    )


def _causes(reform: Reform, before: Figures, figures: Any, frame: pd.DataFrame) -> pd.DataFrame:
    """What each parameter does alone, and what only all together do."""
    parameters = list(dict.fromkeys(row.parameter for row in reform.rows))
    total = dict(zip(frame["indicateur"], frame["ecart"], strict=True))
    alone: dict[str, dict[str, float]] = {}
    for parameter in parameters if len(parameters) > 1 else ():
        try:
            changed, _rows = figures(reform.only(parameter))
        except PasserelleError:  # a row may only make sense with the others
            continue
        alone[parameter] = {k: _or_nan(changed[k]) - _or_nan(before[k]) for k in before}
    if len(parameters) == 1:
        alone[parameters[0]] = total
    lines = [
        {"parametre": parameter, "indicateur": key, "ecart": gap}
        for parameter, gaps in alone.items()
        for key, gap in gaps.items()
        if abs(gap) > 1e-9
    ]
    for key, gap in total.items():
        rest = gap - sum(gaps[key] for gaps in alone.values())
        if abs(rest) > 1e-6:
            lines.append({"parametre": "ensemble", "indicateur": key, "ecart": rest})
    return pd.DataFrame(lines, columns=["parametre", "indicateur", "ecart"])
