"""A programme, doubted: its numbers by place, the figures of its whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from simulator.cases.doubts import NO_DOUBT, Doubt
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
from simulator.studies.solving.tried import FULL, Effort, Floats
from simulator.text import say

POINTS = 8_192
"""Points of the drivers' shares: each costs every line and every year."""
TOTAL = "total"
_UNITS = {"pme": "PME", "jours": "jours", PRESENT: "€"}


class Whole(Output):
    """A figure of the whole of a programme."""

    @property
    def key(self) -> str:
        """Its name among the figures of a programme."""
        return self.figure

    @property
    def label(self) -> str:
        """What it is called on screen."""
        indicator = self.figure in INDICATORS
        return say(f"indicateurs.{self.figure}.nom" if indicator else f"programme.{self.figure}")


def _whole(figure: str) -> Whole:
    known = INDICATORS[figure].unit if figure in INDICATORS else _UNITS.get(figure, "emplois")
    return Whole(TOTAL, figure, known)


@dataclass(frozen=True)
class ProgrammeSubject:
    """A programme; its words and methods are those of `Subject`."""

    programme: Programme
    book: Book = field(default_factory=in_force)

    words: tuple[str, ...] = ()
    effort: Effort = FULL
    points: int | None = POINTS
    doubt: Doubt = NO_DOUBT

    @cached_property
    def outputs(self) -> Mapping[str, Output]:
        """Every figure of the whole, by name."""
        return {figure: _whole(figure) for figure in FIGURES}

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Every number of its lines, its animation and itself."""
        return programme_numbers(self.programme)

    def number(self, name: str) -> Number:
        """The number of this name; raises InputError when the programme has none."""
        return programme_number(self.programme, name)

    def at(self, values: Mapping[str, float]) -> "ProgrammeSubject":
        """The programme with other numbers; raises InputError when it is not admitted."""
        moved = {self.number(name): value for name, value in values.items()}
        moved_programme = with_programme_numbers(self.programme, moved)
        return ProgrammeSubject(moved_programme if moved else self.programme, self.book)

    def figures(self, columns: Mapping[str, Floats], keys: list[str]) -> pd.DataFrame:
        """A row a draw; see `programme_draws`."""
        return drawn(self.programme, columns, keys, self.book)

    def alone(self, values: Mapping[str, float], output: Output) -> float | None:
        """A figure of the whole by the whole way; raises what the model or a rule refuses."""
        value = figures_of(self.at(values).programme, self.book)[output.figure]
        return None if value is None else float(value)


def figures_of(programme: Programme, book: Book | None = None) -> dict[str, float | None]:
    """Every figure of the whole of a programme by name; None is unknown."""
    found = run(programme, book)
    counts = {key: getattr(found.total, key) for key in FIGURES if hasattr(found.total, key)}
    return {**counts, PRESENT: found.present_value(), **found.indicators()}
