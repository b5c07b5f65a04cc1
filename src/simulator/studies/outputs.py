"""The figures of a case that a study may ask: their key for `evaluate`, their unit, their words."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulator.cases.numbers import Case
from simulator.cases.sponsor import SponsorCase
from simulator.errors import InputError
from simulator.figure import cents
from simulator.figures.indicators import INDICATORS, Readable, readable
from simulator.figures.sponsor_outcome import assess
from simulator.figures.sponsor_reading import FIGURES
from simulator.law.book import Book
from simulator.simulate import simulate
from simulator.studies.evaluate import REFUSAL, SHOWN, evaluate, known
from simulator.text import say

RATIOS = ("gain_points",)


@dataclass(frozen=True, slots=True)
class Output:
    """A figure of a view of a case: an indicator of a route, or a figure of a sponsor's reading.

    `year` is a calendar year of a scenario, and the rank of a fiscal year of a sponsor; `closing`
    is the year in which that one closes.
    """

    view: str
    figure: str
    unit: str
    year: int | None = None
    closing: int | None = None

    @property
    def name(self) -> str:
        """Its name whatever the view."""
        return self.figure if self.year is None else f"{self.figure}.{self.year}"

    @property
    def key(self) -> str:
        """Its name among the keys of `evaluate`."""
        return f"{self.view}.{self.name}"

    def published(self, value: float | None) -> float | None:
        """A value as it is published: euros to the cent, the rest to the millionth."""
        if value is None:
            return None
        return float(cents(value)) if self.unit == "€" else round(value, 6) + 0.0  # never −0

    @property
    def label(self) -> str:
        """What it is called on screen."""
        of_route = self.figure in INDICATORS
        name = say(
            f"indicateurs.{self.figure}.nom" if of_route else f"recherche.mecene.{self.figure}"
        )
        year = self.closing or self.year
        return name if year is None else say("recherche.annee", nom=name, annee=year)


def outputs_of(case: Case, view: str) -> tuple[Output, ...]:
    """Every figure of a route, over all its years, or of a reading, its fiscal years included."""
    if isinstance(case, SponsorCase):
        return tuple(_of_sponsor(case, view))
    return tuple(Output(view, key, indicator.unit) for key, indicator in INDICATORS.items())


def _of_sponsor(case: SponsorCase, view: str) -> Iterator[Output]:
    for key in FIGURES:
        name, _, rank = key.partition(".")
        year, closing = (int(rank), case.closings[int(rank)].year) if rank else (None, None)
        yield Output(view, name, "ratio" if name in RATIOS else "€", year, closing)


def yearly_of(case: Case, view: str) -> tuple[Output, ...]:
    """What each year of a scenario counts of the figures that add up; nothing when it has one."""
    if isinstance(case, SponsorCase):
        return ()
    a = case.reponses
    years = range(a.annee, a.annee + getattr(a, "duree_annees", 1))
    if len(years) == 1:
        return ()
    first = [Output(view, key, "€", a.annee) for key, i in INDICATORS.items() if i.unit == "€"]
    found = evaluate([case], None, [o.key for o in first]).iloc[0]
    sums = [o.figure for o in first if not np.isnan(found[o.key])]  # needs no quantity
    return tuple(Output(view, key, "€", year) for year in years for key in sums)


def values_of(
    case: Case, outputs: tuple[Output, ...], book: Book | None = None
) -> dict[str, float | None]:
    """Each output by name, None when unknown; raises InputError when a rule refuses the case."""
    (answer,) = evaluate([case], book, [output.key for output in outputs]).to_dict("records")
    if answer[REFUSAL]:
        raise InputError([("", answer[REFUSAL])])
    return {output.name: known(answer[output.key]) for output in outputs}


def computed(case: Case, output: Output, book: Book) -> float | None:
    """An output by the whole way of one case, whatever `evaluate` says of many."""
    if isinstance(case, SponsorCase):
        return assess(case, book).reading(output.view).figure(output.name)
    outcome = simulate(case, book)
    route = outcome.shown if output.view == SHOWN else output.view
    ledger = outcome.routes[route].ledger
    read_one = (
        readable(ledger, outcome.deeds, outcome.unknowns, case.reponses)
        if output.year is None
        else Readable(ledger.where(year=output.year), ())
    )
    value = INDICATORS[output.figure].read(read_one)
    return None if value is None else float(value)
