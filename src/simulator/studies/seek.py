"""Goal seek asked of a scenario: any indicator, any numeric question.

Whole arrays of inputs are answered at once; every value found is computed forward again through
`simulate`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.cases.answers import NUMBERS, WHOLE, Answers
from simulator.cases.question import bounds, field_label, replaced_by, unit_of
from simulator.cases.scenario import Scenario, read
from simulator.errors import InputError
from simulator.figures.indicators import INDICATORS, Reading, reading
from simulator.law.book import Book, in_force
from simulator.schemes import scheme_of
from simulator.simulate import simulate
from simulator.studies.evaluate import REFUSAL, evaluate
from simulator.studies.grouping import Varied
from simulator.studies.solve import seek
from simulator.studies.solving.answers import Answer
from simulator.studies.solving.tried import FULL, Effort, Evaluate, Floats
from simulator.text import formats, say

TOLERANCES = {"€": 0.01}
OTHER_TOLERANCE = 0.0001
"""Verified to the cent for euros, to a ten-thousandth for shares and multiples."""
STEPS = {"€": 0.01, "jours": 0.01, "%": 0.01}
OTHER_STEP = 0.0001
PROBES, PARTS = 5, 33


@dataclass(frozen=True, slots=True)
class Output:
    """A figure that may be given a target: an indicator of a route, over all years or in one."""

    route: str
    indicator: str
    unit: str
    year: int | None = None

    @property
    def key(self) -> str:
        """Its name among the keys of `evaluate`."""
        year = "" if self.year is None else f".{self.year}"
        return f"{self.route}.{self.indicator}{year}"

    @property
    def label(self) -> str:
        """What it is called on screen."""
        name = say(f"indicateurs.{self.indicator}.nom")
        return name if self.year is None else say("recherche.annee", nom=name, annee=self.year)


@dataclass(frozen=True, slots=True)
class Free:
    """A question that may be freed: its bounds, its unit, its value now (None: unknown)."""

    name: str
    unit: str
    low: float
    high: float
    whole: bool
    value: float | None

    @property
    def label(self) -> str:
        """What it is called on screen."""
        return field_label(self.name)


def outputs_of(scenario: Scenario, route: str | None = None) -> tuple[Output, ...]:
    """Every indicator of a route (of the first by default); sums of euros in each year as well."""
    route = route or scheme_of(scenario).routes[0].key
    a = scenario.reponses
    whole = [Output(route, key, i.unit) for key, i in INDICATORS.items()]
    years = range(a.annee, a.annee + getattr(a, "duree_annees", 1))
    if len(years) == 1:
        return tuple(whole)
    first = [Output(route, key, "€", a.annee) for key, i in INDICATORS.items() if i.unit == "€"]
    found = evaluate([scenario], None, [o.key for o in first]).iloc[0]
    sums = [o.indicator for o in first if not np.isnan(found[o.key])]  # needs no quantity
    return (*whole, *(Output(route, key, "€", year) for year in years for key in sums))


def free_inputs(scenario: Scenario) -> tuple[Free, ...]:
    """Every numeric question of the scheme that counts, the year of the law apart."""
    a = scenario.reponses
    return tuple(
        _free(a, name)
        for name, field in type(a).model_fields.items()
        if field.annotation in NUMBERS and name != "annee" and replaced_by(a, name) is None
    )


def _free(a: Answers, name: str) -> Free:
    field = type(a).model_fields[name]
    low, high = bounds(type(a), name)
    value = getattr(a, name)
    return Free(
        name,
        unit_of(type(a), name),
        float(low or 0),
        float(high or 0),
        field.annotation in WHOLE,
        None if value is None else float(value),
    )


def seek_scenario(
    scenario: Scenario, output: Output, target: float, field: str, book: Book | None = None
) -> Answer:
    """Every value of a question that gives an output its target, verified forward.

    `target` is in the output's unit (a share is a ratio). Raises InputError when the question is
    not one of `free_inputs`, or the target is not a finite number.
    """
    free = next((f for f in free_inputs(scenario) if f.name == field), None)
    if free is None:
        raise InputError([(field, say("recherche.question_non_libre", champ=field_label(field)))])
    forward = _Forward(scenario, output, free, book or in_force())
    return seek_within(
        forward,
        forward.bounds(),
        target,
        units=(output.unit, free.unit),
        whole=free.whole,
        around=free.value,
        verify=forward.through_simulate,
    )


def seek_within(
    evaluate: Evaluate,
    bounds: tuple[float, float],
    target: float,
    *,
    units: tuple[str, str],
    whole: bool,
    around: float | None,
    verify: Callable[[float], float | None],
    effort: Effort = FULL,
) -> Answer:
    """`seek`, with the tolerance of the output's unit and the step of the input's.

    Raises InputError when the target is not a finite number.
    """
    if not np.isfinite(target):
        raise InputError([("", say("recherche.cible_non_finie"))])
    return seek(
        evaluate,
        *bounds,
        target,
        tolerance=TOLERANCES.get(units[0], OTHER_TOLERANCE),
        step=STEPS.get(units[1], OTHER_STEP),
        whole=whole,
        around=around,
        verify=verify,
        effort=effort,
    )


def adopted(scenario: Scenario, field: str, value: float) -> Scenario:
    """The scenario with one answer changed; raises InputError when it is not admitted."""
    data = scenario.to_dict()
    whole = type(scenario.reponses).model_fields[field].annotation in WHOLE
    data["reponses"][field] = int(value) if whole else value
    return read(data)


class _Forward:
    """An output as a function of one answer: NaN where a rule refuses or nobody knows."""

    def __init__(self, scenario: Scenario, output: Output, free: Free, book: Book) -> None:
        self.scenario, self.output, self.free, self.book = scenario, output, free, book

    def __call__(self, xs: Floats) -> Floats:
        """The outputs of inputs."""
        return self._ask(xs)[self.output.key].to_numpy()

    def _ask(self, xs: Floats) -> pd.DataFrame:
        return evaluate(Varied(self.scenario, {self.free.name: xs}), self.book, [self.output.key])

    def _admitted(self, xs: Floats) -> NDArray[np.bool_]:
        return (self._ask(xs)[REFUSAL] == "").to_numpy()

    def bounds(self) -> tuple[float, float]:
        """The bounds of the question, brought nearer where the rules refuse them, to a step.

        Admitted amounts are taken to be connected; what chooses a rule is tried as it is.
        """
        low, high = self.free.low, self.free.high
        if self.free.name not in self.scenario.reponses.counted():
            return low, high
        now = [] if self.free.value is None else [self.free.value]
        tried = self._whole(np.array([*now, *np.linspace(low, high, PROBES)]))
        good = tried[self._admitted(tried)]
        if not len(good):
            return low, high
        return self._border(good[0], low), self._border(good[0], high)

    def _whole(self, xs: Floats) -> Floats:
        return np.round(xs) if self.free.whole else xs

    def _border(self, good: float, bad: float) -> float:
        """The furthest admitted input towards a bound."""
        step = 1.0 if self.free.whole else STEPS.get(self.free.unit, OTHER_STEP)
        between = np.array([good, bad])
        while not (admitted := self._admitted(between)).all():
            first = int(np.argmin(admitted))
            good, bad = between[first - 1], between[first]
            if abs(bad - good) <= step:
                return float(good)
            between = self._whole(np.linspace(good, bad, PARTS))
        return float(between[-1])

    def through_simulate(self, x: float) -> float | None:
        """The same output by the whole way: a valid scenario, simulated."""
        scenario = adopted(self.scenario, self.free.name, x)
        outcome = simulate(scenario, self.book)
        ledger, year = outcome.routes[self.output.route].ledger, self.output.year
        read_one = (
            reading(ledger, outcome.deeds, outcome.unknowns, scenario.reponses)
            if year is None
            else Reading(ledger.where(year=year), ())
        )
        value = INDICATORS[self.output.indicator].read(read_one)
        return None if value is None else float(value)


def shown(value: float, unit: str) -> str:
    """An output as the screen writes it, cents kept."""
    if unit == "€":
        return formats.euros_cents(value)
    if unit == "ratio":
        return formats.percent(value, 4)
    return formats.number(value, 4) if unit == "multiple" else formats.with_unit(value, unit)


def shown_input(value: float, unit: str) -> str:
    """An input with the decimals that the target needs: typed again, it gives the same output."""
    if unit == "€" and round(value, 2) != value:
        return f"{formats.number(value, 6)}\u00a0€"
    if unit == "ratio":
        return formats.percent(value, 6)
    return formats.number(value, 6) if round(value, 4) != value else shown(value, unit)
