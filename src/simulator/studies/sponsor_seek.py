"""Goal seek and reforms asked of a sponsor's case: any figure, any number that was typed.

Nothing is kept between two questions: pay and profit go from the case to the answer, and nowhere
else.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

import numpy as np
from pydantic import BaseModel

from simulator.cases.question import field_label, unit_of
from simulator.cases.reform import Reform
from simulator.cases.sponsor import SponsorCase, read_case
from simulator.cases.sponsor_sharing import complete
from simulator.conditions.finding import ReadingName
from simulator.errors import InputError, PasserelleError
from simulator.figures.sponsor_outcome import assess, follow_many
from simulator.law.book import Book, Row, in_force
from simulator.studies.reforms import Comparison, Figures, side_by_side
from simulator.studies.seek import seek_within
from simulator.studies.solving.answers import Answer
from simulator.studies.solving.tried import THRIFTY, Floats
from simulator.text import say

Path = tuple[str | int, ...]
REPEATED = ("chiffre_affaires", "benefice", "impot_attendu", "impot_groupe")
"""Amounts by year whose last value stands for the years that follow."""
RATIOS = ("gain_points",)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a case that may be freed: its place, bounds, unit and value now."""

    path: Path
    unit: str
    low: float
    high: float
    whole: bool
    value: float
    repeats: bool

    @property
    def name(self) -> str:
        """The place as one word, `operations.0.salaries.0.jours`."""
        return ".".join(str(part) for part in self.path)

    @property
    def label(self) -> str:
        """What it is called on screen, with its place in the case."""
        field = next(str(part) for part in reversed(self.path) if isinstance(part, str))
        places = [
            say(f"mecene_lieux.{name if name in _ROWS else 'exercice'}", numero=int(number) + 1)
            for name, number in zip(self.path, self.path[1:], strict=False)
            if isinstance(number, int)
        ]
        if self.repeats:
            places[-1] = say("recherche.chaque_exercice")
        return f"{field_label(field)} ({', '.join(places)})" if places else field_label(field)


_ROWS = {"operations", "salaries", "excedents", "reductions"}


def unit_of_figure(key: str) -> str:
    """The unit of a figure of the sponsor: a share, or euros."""
    return "ratio" if key in RATIOS else "€"


def figure_label(key: str, closings: Iterable[date]) -> str:
    """What a figure is called on screen, with its fiscal year when it has one."""
    name, _, place = key.partition(".")
    words = say(f"recherche.mecene.{name}")
    if not place:
        return words
    return say("recherche.annee", nom=words, annee=list(closings)[int(place)].year)


def free_numbers(case: SponsorCase) -> tuple[Number, ...]:
    """Every number that the case holds; what was left unknown must be typed before it is freed."""
    return tuple(_numbers(case, ()))


def _numbers(answers: BaseModel, path: Path) -> Iterator[Number]:
    for name, field in type(answers).model_fields.items():
        value, here = getattr(answers, name), (*path, name)
        unit = unit_of(type(answers), name) or _UNITS.get(name, "")
        rows = value if isinstance(value, tuple) else ()
        for k, row in enumerate(rows):
            if isinstance(row, BaseModel):
                yield from _numbers(row, (*here, k))
            elif _is_number(row):
                repeats = name in REPEATED and k == len(rows) - 1
                yield _number((*here, k), unit, field, row, repeats)
        if _is_number(value) and unit:
            yield _number(here, unit, field, value, False)


_UNITS = {"montant": "€", "taux": "ratio"}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(path: Path, unit: str, field: Any, value: float, repeats: bool) -> Number:
    bounds = dict(_bounds(field.annotation, field.metadata))
    whole = int in _types(field.annotation)
    return Number(path, unit, bounds["ge"], bounds["le"], whole, float(value), repeats)


def _bounds(annotation: Any, metadata: Iterable[Any]) -> Iterator[tuple[str, float]]:
    """The bounds that an annotation declares, those of the list first, then of its items."""
    for rule in metadata:
        for inner in (rule, *getattr(rule, "metadata", ())):
            yield from ((s, float(getattr(inner, s))) for s in ("ge", "le") if hasattr(inner, s))
    for part in get_args(annotation):
        if isinstance(part, type) or get_args(part):
            yield from _bounds(part, getattr(part, "__metadata__", ()))


def _types(annotation: Any) -> set[Any]:
    parts = get_args(annotation)
    return {annotation} if not parts else set().union(*(_types(part) for part in parts))


def with_number(case: SponsorCase, number: Number, value: float) -> SponsorCase:
    """The case with one number changed; raises InputError when it is not admitted."""
    data = complete(case)
    *before, last = number.path
    here: Any = data
    for part in before:
        here = here[part]
    here[last] = int(value) if number.whole else float(value)
    return read_case(data)


def seek_sponsor(
    case: SponsorCase,
    key: str,
    target: float,
    number: Number,
    reading: ReadingName = "prudent",
    book: Book | None = None,
) -> Answer:
    """Every value of a number of the case that gives a figure of `Outcome.figures` its target.

    Euros to the cent; shares are ratios. Raises InputError when the target is not a number.
    """
    law = book or in_force()

    def evaluate(xs: Floats) -> Floats:
        cases: dict[int, SponsorCase] = {}
        for k, x in enumerate(xs.tolist()):
            try:
                cases[k] = with_number(case, number, x)
            except InputError:
                continue
        out = np.full(len(xs), np.nan)
        for k, outcome in zip(cases, follow_many(list(cases.values()), law), strict=True):
            if not isinstance(outcome, PasserelleError):
                value = outcome.figures(reading)[key]
                out[k] = np.nan if value is None else value
        return out

    def forward(x: float) -> float | None:
        return assess(with_number(case, number, x), law).figures(reading)[key]

    return seek_within(
        evaluate,
        (number.low, number.high),
        target,
        units=(unit_of_figure(key), number.unit),
        whole=number.whole,
        around=number.value,
        verify=forward,
        effort=THRIFTY,
    )


def compare_sponsor(
    case: SponsorCase, reform: Reform, reading: ReadingName = "prudent", book: Book | None = None
) -> Comparison:
    """A sponsor's case under the law in force and under a reform, every figure side by side."""
    base = book or in_force()
    imposed = reform.readings(case.cloture)

    def figures(changed: Reform) -> tuple[Figures, Iterable[Row]]:
        read_as = case.model_copy(update=changed.readings(case.cloture))
        outcome = assess(read_as, changed.book(base))
        values = outcome.figures(reading)
        return values, [row for law in outcome.laws for row in law.read]

    before = assess(case, base).figures(reading)
    units: Mapping[str, str] = {key: unit_of_figure(key) for key in before}
    now = {name: str(getattr(case, name)) for name in imposed}
    return side_by_side(reform, before, figures, units, base, now)
