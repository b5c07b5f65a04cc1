"""A fiscal year being filed: what every chapter of the pack reads of the outcome and the law."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from math import isnan
from typing import Any

from simulator.cases.operation import Operation
from simulator.conditions.finding import ReadingName
from simulator.conditions.paths import Path
from simulator.errors import LawError
from simulator.exports.filing.identity import Identity
from simulator.exports.pack import Entry
from simulator.figure import cents
from simulator.figures.sponsor_outcome import Outcome
from simulator.law.book import Law, Row
from simulator.schemes.staff import Valuation
from simulator.text import formats, say


def is_gift(operation: Operation) -> bool:
    """Whether an operation gives, rather than lends."""
    return operation.voie == "don"


def period_of(first: date, last: date) -> str:
    """From a day to another, or the only day."""
    if first == last:
        return formats.day(first)
    return say("depot.periode", debut=formats.day(first), fin=formats.day(last))


def is_approved(operation: Operation) -> bool:
    """Whether the approval of the body matters: a gift that may help firms."""
    return is_gift(operation) and operation.helps_firms != "non" and operation.agrement != "non"


@dataclass(slots=True)
class Filed:
    """One pack being written; `rows` remembers each row of law that it cites."""

    outcome: Outcome
    identity: Identity
    exercice: int
    made_on: date
    rows: dict[tuple[str, date], Row] = field(default_factory=dict)
    figures: dict[str, dict[str, float | None]] = field(default_factory=dict)

    @property
    def closing(self) -> date:
        """The day it closes."""
        return self.outcome.closings[self.exercice]

    @property
    def law(self) -> Law:
        """Its law."""
        return self.outcome.laws[self.exercice]

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation of the case."""
        return self.outcome.case.operations

    def read_on(self) -> date:
        """The last day on which a row of law was checked."""
        return max(row.checked_on for row in self.outcome.book.rows())

    def row(self, parameter: str, law: Law | None = None) -> Row | None:
        """A row of law, remembered for the list of sources; None before its first day."""
        try:
            found = (law or self.law).row(parameter)
        except LawError:
            return None
        self.rows[found.parameter, found.since] = found
        return found

    def number(self, parameter: str) -> float | None:
        """A value of law, None when no row holds."""
        row = self.row(parameter)
        return None if row is None or row.value is None else float(row.value)

    def value(self, key: str, reading: ReadingName = "prudent") -> float | None:
        """A figure of the engine; unknown or without limit is None."""
        amount = self.figures[reading].get(key)
        return None if amount is None or isnan(amount) else amount

    def valuations(self) -> list[Valuation]:
        """The employees lent in this fiscal year."""
        return [v for v in self.outcome.valuations if v.exercice == self.exercice]

    def cash(self, rank: int) -> float:
        """The money given by an operation in this fiscal year, in euros."""
        amounts = self.operations[rank].montants
        return amounts[self.exercice] if self.exercice < len(amounts) else 0.0

    def worth(self, rank: int) -> float:
        """What an operation gives in this fiscal year, ceiling applied, in euros."""
        in_kind = sum(float(v.valeur) for v in self.valuations() if v.operation == rank)
        return float(cents(self.cash(rank) + in_kind))

    def gifts(self) -> Iterator[tuple[int, Operation, Path]]:
        """The operations that give something in this fiscal year as a gift."""
        for rank, (operation, path) in enumerate(
            zip(self.operations, self.outcome.paths, strict=True)
        ):
            if is_gift(operation) and self.worth(rank):
                yield rank, operation, path

    def active(self) -> Iterator[tuple[int, Operation, Path]]:
        """The operations that give or lend something in this fiscal year."""
        lent = {v.operation for v in self.valuations()}
        for rank, (operation, path) in enumerate(
            zip(self.operations, self.outcome.paths, strict=True)
        ):
            if rank in lent or self.cash(rank):
                yield rank, operation, path

    def named(self, rank: int) -> str:
        """An operation by its number and what the user called it."""
        title = self.operations[rank].libelle.strip()
        number = say("depot.operation", numero=rank + 1)
        return f"{number} · {title}" if title else number

    def headed(self, rank: int) -> str:
        """The same before a sentence."""
        return say("depot.zero.operation", nom=self.named(rank))

    def at(self, name: str) -> str:
        """The key of a figure of this fiscal year."""
        return f"{name}.{self.exercice}"

    def entry(self, key: str, name: str, value: Any, *args: Any, **more: Any) -> Entry:
        """A field whose label is `depot.champs.<name>`."""
        return Entry(key, say(f"depot.champs.{name}"), value, *args, **more)
