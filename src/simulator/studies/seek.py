"""Goal seek asked of a scenario: any indicator, any numeric question.

The ledger answers whole arrays of inputs at once; what chooses a rule (a length in years, a number
of instalments) is tried one by one. Every value found is computed forward through `simulate`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
from pydantic import ValidationError

from simulator.cases.answers import Answers
from simulator.cases.question import field_label, replaced_by, unit_of
from simulator.cases.scenario import Scenario, read
from simulator.errors import InputError, PasserelleError
from simulator.figures.indicators import INDICATORS, Reading, reading
from simulator.law.book import Book, in_force
from simulator.schemes import scheme_of
from simulator.simulate import laws_of, ledger_of, simulate
from simulator.studies.solve import FULL, Answer, Effort, Evaluate, Floats, seek
from simulator.text import formats, say

TOLERANCES = {"€": 0.01}
OTHER_TOLERANCE = 0.0001
"""Verified to the cent for euros, to a ten-thousandth for shares and multiples."""
STEPS = {"€": 0.01, "jours": 0.01, "%": 0.01}
OTHER_STEP = 0.0001
PROBES = 5


@dataclass(frozen=True, slots=True)
class Output:
    """A figure that may be given a target: an indicator of a route, over all years or in one."""

    route: str
    indicator: str
    unit: str
    year: int | None = None

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
    ledger = ledger_of(scheme_of(scenario), route, a, in_force())
    sums = [
        key
        for key, i in INDICATORS.items()
        if i.unit == "€" and i.read(Reading(ledger, ())) is not None  # needs no quantity
    ]
    return (*whole, *(Output(route, key, "€", year) for year in years for key in sums))


def free_inputs(scenario: Scenario) -> tuple[Free, ...]:
    """Every numeric question of the scheme that counts, the year of the law apart."""
    a = scenario.reponses
    return tuple(
        _free(a, name)
        for name, field in type(a).model_fields.items()
        if field.annotation in _NUMBERS and name != "annee" and replaced_by(a, name) is None
    )


_WHOLE = (int, int | None)
_NUMBERS = (*_WHOLE, float, float | None)


def _free(a: Answers, name: str) -> Free:
    field = type(a).model_fields[name]
    bounds = {
        side: getattr(rule, side)
        for rule in field.metadata
        for side in ("ge", "le")
        if hasattr(rule, side)
    }
    value = getattr(a, name)
    return Free(
        name,
        unit_of(type(a), name),
        float(bounds["ge"]),
        float(bounds["le"]),
        field.annotation in _WHOLE,
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
        forward.admitted(),
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
    whole = type(scenario.reponses).model_fields[field].annotation in _WHOLE
    data["reponses"][field] = int(value) if whole else value
    return read(data)


class _Forward:
    """An output as a function of one answer: NaN where a rule refuses or nobody knows.

    A refusal holds for a whole array: it is then cut in two until the inputs that are refused stand
    alone. Admitted inputs are taken to be connected: a piece refused at five places is refused.
    """

    def __init__(self, scenario: Scenario, output: Output, free: Free, book: Book) -> None:
        self.scenario, self.output, self.free, self.book = scenario, output, free, book
        self.one_by_one = free.name not in scenario.reponses.counted()
        self.plain = scenario.reponses.model_dump()

    def __call__(self, xs: Floats) -> Floats:
        """The outputs of sorted inputs."""
        out = np.full(len(xs), np.nan)
        if self.one_by_one:
            out[:] = [self.one(x) for x in xs.tolist()]
            return out
        first = int(np.count_nonzero(xs <= 0))
        out[:first] = [self.one(x) for x in xs[:first].tolist()]  # nothing at all is its own case
        self._fill(xs, out, first, len(xs))
        return out

    def admitted(self) -> tuple[float, float]:
        """The bounds of the question, brought nearer where the rules refuse them, to a step."""
        low, high = self.free.low, self.free.high
        if self.one_by_one:
            return low, high
        tried = np.linspace(low, high, PROBES)
        inside = [self.free.value, *(np.round(tried) if self.free.whole else tried).tolist()]
        good = next((x for x in inside if x is not None and self._is_admitted(x)), None)
        if good is None:
            return low, high
        return self._border(good, low), self._border(good, high)

    def _border(self, good: float, bad: float) -> float:
        """The furthest admitted input towards a bound."""
        if self._is_admitted(bad):
            return bad
        step = 1.0 if self.free.whole else STEPS.get(self.free.unit, OTHER_STEP)
        while abs(bad - good) > step:
            middle = (good + bad) / 2
            middle = float(np.round(middle)) if self.free.whole else middle
            good, bad = (middle, bad) if self._is_admitted(middle) else (good, middle)
        return good

    def _is_admitted(self, x: float) -> bool:
        a = self._answers(x)
        try:
            if a is not None:
                ledger_of(scheme_of(self.scenario), self.output.route, a, self.book)
            return a is not None
        except PasserelleError:
            return False

    def _fill(self, xs: Floats, out: Floats, start: int, end: int) -> None:
        if end <= start:
            return
        if self._answers(xs[start]) is not None and self._answers(xs[end - 1]) is not None:
            try:
                out[start:end] = self._many(xs[start:end])
                return
            except PasserelleError:
                if end - start == 1:
                    return
        if end - start == 1:
            return
        probes = np.unique(np.linspace(start, end - 1, PROBES).round().astype(int))
        if all(np.isnan(self.one(x)) for x in xs[probes].tolist()):
            return
        middle = (start + end) // 2
        self._fill(xs, out, start, middle)
        self._fill(xs, out, middle, end)

    def _answers(self, x: float) -> Answers | None:
        """The answers with this input, or None when the model does not admit it."""
        value = int(x) if self.free.whole else float(x)
        try:
            return type(self.scenario.reponses).model_validate(
                {**self.plain, self.free.name: value}
            )
        except ValidationError:
            return None

    def one(self, x: float) -> float:
        """The output of one input."""
        a = self._answers(x)
        if a is None:
            return np.nan
        try:
            return float(_number(self._read(a, a)))
        except PasserelleError:
            return np.nan

    def _many(self, xs: Floats) -> Floats:
        """The outputs of inputs that the model admits; a rule may refuse them all."""
        a, last = self.scenario.reponses, self._answers(xs[-1])
        arrays = SimpleNamespace(**{**dict(a), "signature": a.signature, self.free.name: xs})
        outputs: Floats = self._read(arrays, last, len(xs))
        return outputs

    def _read(self, a: Any, plain: Any, size: int | None = None) -> Any:
        """The indicator of one case, or of `size` cases; `plain` says what is unknown."""
        scheme = scheme_of(self.scenario)
        ledger = ledger_of(scheme, self.output.route, a, self.book)
        if self.output.year is not None:
            read_one = Reading(ledger.where(year=self.output.year), ())
        else:
            law = next(iter(laws_of(plain, self.book).values()))
            unknowns = scheme.unknowns(plain, law)
            read_one = reading(ledger, scheme.deeds(a), unknowns, a)
        value = _number(INDICATORS[self.output.indicator].read(read_one))
        return value if size is None else np.broadcast_to(np.asarray(value, dtype=float), (size,))

    def through_simulate(self, x: float) -> float | None:
        """The same output by the whole way: a valid scenario, simulated."""
        scenario = adopted(self.scenario, self.free.name, x)
        outcome = simulate(scenario, self.book)
        ledger = outcome.routes[self.output.route].ledger
        if self.output.year is None:
            read_one = reading(ledger, outcome.deeds, outcome.unknowns, scenario.reponses)
        else:
            read_one = Reading(ledger.where(year=self.output.year), ())
        value = INDICATORS[self.output.indicator].read(read_one)
        return None if value is None else float(value)


def _number(value: Any) -> Any:
    return np.nan if value is None else value


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
