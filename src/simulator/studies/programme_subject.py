"""A programme to be doubted: its numbers by place, the figures of its whole, draw by draw."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from simulator.cases.numbers import Number
from simulator.cases.programme import Programme
from simulator.cases.programme_numbers import (
    programme_number,
    programme_numbers,
    with_programme_numbers,
)
from simulator.figures.indicators import INDICATORS
from simulator.law.book import Book, in_force
from simulator.studies.outputs import Output
from simulator.studies.programme import run
from simulator.studies.programme_draws import FIGURES, PRESENT, drawn
from simulator.studies.solving.tried import THRIFTY, Effort, Floats
from simulator.text import say

WHOLE = "total"
"""The view of a programme: what its lines do together, each by its route."""
_UNITS = {"pme": "PME", "jours": "jours", PRESENT: "€"}


@dataclass(frozen=True, slots=True)
class ProgrammeOutput(Output):
    """A figure of the whole of a programme."""

    @property
    def label(self) -> str:
        """What it is called on screen."""
        section = "indicateurs" if self.figure in INDICATORS else "programme"
        tail = ".nom" if self.figure in INDICATORS else ""
        return say(f"{section}.{self.figure}{tail}")


@dataclass(frozen=True)
class ProgrammeSubject:
    """What uncertainty needs of a programme; see `studies/doubting/subject`."""

    programme: Programme
    book: Book = field(default_factory=in_force)

    @cached_property
    def outputs(self) -> Mapping[str, Output]:
        """Every figure of the whole, by name."""
        return {key: ProgrammeOutput(WHOLE, key, _unit(key)) for key in FIGURES}

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Every number of the programme."""
        return programme_numbers(self.programme)

    @property
    def effort(self) -> Effort:
        """Thrifty: a programme is as many cases as it has lines and years."""
        return THRIFTY

    @property
    def points(self) -> int | None:
        """As many as draws."""
        return None

    @property
    def words(self) -> tuple[str, ...]:
        """No one route is that of a whole programme."""
        return ()

    def number(self, name: str) -> Number:
        """The number of this name; raises InputError when the programme has none."""
        return programme_number(self.programme, name)

    def at(self, values: Mapping[str, float]) -> "ProgrammeSubject":
        """The programme with other numbers; raises InputError when it is not admitted."""
        moved = {self.number(name): value for name, value in values.items()}
        changed = with_programme_numbers(self.programme, moved) if moved else self.programme
        return ProgrammeSubject(changed, self.book)

    def figures(self, columns: Mapping[str, Floats], keys: list[str]) -> pd.DataFrame:
        """A row a draw: `total.<figure>`, NaN where unknown, and `refus`."""
        asked = [key.removeprefix(f"{WHOLE}.") for key in keys]
        found = drawn(self.programme, columns, asked, self.book)
        return found.rename(columns=dict(zip(asked, keys, strict=True)))

    def alone(self, values: Mapping[str, float], output: Output) -> float | None:
        """A figure by the whole way of one programme; raises what the model or a rule refuses."""
        value = figures_of(self.at(values).programme, self.book)[output.figure]
        return None if value is None else float(value)


def figures_of(programme: Programme, book: Book | None = None) -> dict[str, float | None]:
    """Every figure of the whole of a programme by name; None is unknown."""
    found = run(programme, book)
    counts = {key: getattr(found.total, key) for key in FIGURES if hasattr(found.total, key)}
    return {**counts, PRESENT: found.present_value(), **found.indicators()}


def _unit(key: str) -> str:
    return INDICATORS[key].unit if key in INDICATORS else _UNITS.get(key, "emplois")
