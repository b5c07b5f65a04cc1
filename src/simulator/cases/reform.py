"""A reform: a named set of rows that would hold in place of the law, which it never changes.

A row has the columns of `data/law`: a parameter, a value, the day and the event from which it holds
until the next row of its parameter. Two names are no parameter of law but a reading of a text that
is silent (`LAW_READINGS`): such a row chooses the reading of the case.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from math import inf, isinf
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from simulator import ROOT
from simulator.base.csvs import lines_of
from simulator.base.csvs import read_all as read_lines
from simulator.cases.question import field_label
from simulator.law.book import Book, Row, in_force, label, parse_row
from simulator.rules.mecenat import PassReading, SliceOrder
from simulator.text import formats, has, say

FOLDER = ROOT / "data" / "reformes"
LAW_READINGS: Mapping[str, tuple[str, ...]] = {
    "lecture_pass": get_args(PassReading),
    "ordre_tranches": get_args(SliceOrder),
}
"""Answers that choose a reading of the law, and the words that each admits."""
MOST_EUROS = 1e12


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
        return tuple(row for row in self.rows if row.parameter not in LAW_READINGS)

    def book(self, base: Book | None = None) -> Book:
        """The law under this reform; the base is left as it is."""
        return (base or in_force()).amended_by(self.law_rows)

    def readings(self, closing: date) -> dict[str, str]:
        """The readings that it imposes on a fiscal year closed on a day."""
        dated = sorted((row for row in self.rows if row.parameter in LAW_READINGS), key=_since)
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


def words_of(parameter: str, book: Book | None = None) -> tuple[str, ...]:
    """The words that a parameter or a reading admits: those that the law has known."""
    if parameter in LAW_READINGS:
        return LAW_READINGS[parameter]
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
    return field_label(parameter) if parameter in LAW_READINGS else label(parameter)


def value_shown(parameter: str, value: float | str | None, unit: str) -> str:
    """A value of a row as the screen writes it; a case that makes no such reading has none."""
    if parameter in LAW_READINGS:
        return say("reformes.sans_objet") if value is None else say(f"choix.{parameter}.{value}")
    if isinstance(value, str) and not has(f"mots_de_la_loi.{value}"):
        return value
    return formats.with_unit(value, unit)
