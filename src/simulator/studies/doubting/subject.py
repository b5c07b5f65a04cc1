"""What can be doubted: its numbers, its figures for columns of draws, one forward run.

A scenario and a sponsor's case are `CaseSubject`; a programme says the same of its own numbers, and
everything of uncertainty then answers for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import pandas as pd

from simulator.cases.doubts import Doubt
from simulator.cases.numbers import Case, Number, number_named, numbers_of, with_numbers
from simulator.cases.sponsor import SponsorCase
from simulator.errors import InputError
from simulator.law.book import Book, in_force
from simulator.studies.evaluate import REFUSAL, SHOWN, evaluate
from simulator.studies.grouping import Varied
from simulator.studies.outputs import Output, computed, outputs_of, yearly_of
from simulator.studies.solving.tried import FULL, THRIFTY, Effort, Floats

POINTS, SPONSOR_POINTS = 16_384, 1_024
"""Points of the drivers' shares at most: to half a hundredth, and to two where a case is costly."""


class Subject(Protocol):
    """What `uncertainty`, `one_at_a_time` and their pages need of whatever is doubted."""

    @property
    def outputs(self) -> Mapping[str, Output]:
        """Every figure that it can answer, by name."""

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Every number that a range may hold."""

    @property
    def doubt(self) -> Doubt:
        """The ranges, thresholds and seed that come with it."""

    @property
    def effort(self) -> Effort:
        """How densely a switching value is looked for."""

    @property
    def points(self) -> int | None:
        """Points of the drivers' shares at most; None for as many as draws."""

    def number(self, name: str) -> Number:
        """The number of this name; raises InputError when there is none."""

    def at(self, values: Mapping[str, float]) -> "Subject":
        """The same with other numbers; raises InputError when it is not admitted."""

    def figures(self, columns: Mapping[str, Floats], keys: list[str]) -> pd.DataFrame:
        """The keys of outputs a row a draw, NaN where unknown, and `refus`, why it is refused."""

    @property
    def words(self) -> tuple[str, ...]:
        """The key that names the route of each draw, when the draws choose it."""

    def alone(self, values: Mapping[str, float], output: Output) -> float | None:
        """An output by the whole way of one case."""


@dataclass(frozen=True)
class CaseSubject:
    """A scenario or a sponsor's case, read by one view: a route, or a reading.

    The view of a scenario is `voie` (the route of the case, else the one that leads, draw by draw)
    unless a route is named; that of a sponsor is a reading.
    """

    case: Case
    view: str = ""
    book: Book = field(default_factory=in_force)

    @property
    def is_sponsor(self) -> bool:
        """Whether it is a sponsor's case."""
        return isinstance(self.case, SponsorCase)

    @cached_property
    def _view(self) -> str:
        return self.view or ("prudent" if self.is_sponsor else SHOWN)

    @cached_property
    def outputs(self) -> Mapping[str, Output]:
        """Every figure of the view by name, and what each year counts of it."""
        every = (*outputs_of(self.case, self._view), *yearly_of(self.case, self._view))
        return {output.name: output for output in every}

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Every number of the case, the year of the law apart."""
        return numbers_of(self.case)

    @property
    def doubt(self) -> Doubt:
        """What the case says of its own uncertainty."""
        return self.case.doute

    @property
    def effort(self) -> Effort:
        """Dense for a scenario, thrifty for a sponsor."""
        return THRIFTY if self.is_sponsor else FULL

    @property
    def points(self) -> int | None:
        """Fewer for a sponsor, whose cases are answered one by one."""
        return SPONSOR_POINTS if self.is_sponsor else POINTS

    def number(self, name: str) -> Number:
        """The number of this name; raises InputError when the case has none."""
        return number_named(self.case, name)

    def at(self, values: Mapping[str, float]) -> "CaseSubject":
        """The case with other numbers; raises InputError when it is not admitted."""
        moved = {self.number(name): value for name, value in values.items()}
        case = with_numbers(self.case, moved) if moved else self.case
        return CaseSubject(case, self.view, self.book)

    def figures(self, columns: Mapping[str, Floats], keys: list[str]) -> pd.DataFrame:
        """A row a draw; see `evaluate`."""
        cases = Varied(self.case, columns) if columns else [self.case]
        return evaluate(cases, self.book, keys)

    @property
    def words(self) -> tuple[str, ...]:
        """`voie` of a scenario that names no route."""
        return () if self._view != SHOWN or getattr(self.case, "voie", None) else (SHOWN,)

    def alone(self, values: Mapping[str, float], output: Output) -> float | None:
        """An output by the whole way of one case; raises what the model or a rule refuses."""
        return computed(self.at(values).case, output, self.book)


def answered(subject: Subject, outputs: list[Output]) -> dict[str, float | None]:
    """Each output of a subject as it stands; raises InputError when a rule refuses it."""
    (row,) = subject.figures({}, [output.key for output in outputs]).to_dict("records")
    if row[REFUSAL]:
        raise InputError([("", row[REFUSAL])])
    found: dict[str, Any] = {output.name: row[output.key] for output in outputs}
    return {name: None if np.isnan(value) else float(value) for name, value in found.items()}
