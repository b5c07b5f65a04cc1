"""What sources say of the network over time, told apart by what each figure measures.

A year's count, a typical year and a total since the start are never in one view; a promise is never
beside a result without its word. A row of the data points to facts and copies none of their
numbers. Where sources contradict one another, each is kept, with the use we make of it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from simulator import ROOT
from simulator.base.csvs import Line, lines_of, read_all, required
from simulator.errors import DataError
from simulator.law.facts import Fact, facts
from simulator.text import say

FOLDER = ROOT / "data" / "territories"
MONTHS = 12

ALIZE = ("territoires", "activite", "cumuls", "avances")
NATIONAL = ("pratique", "taux", "mecenes", "budget")
BREAK = "admical.2018.taux"  # its source says: new method


class Form(StrEnum):
    """How a figure stands in time."""

    POINT = "point"  # a state or a rate, that year
    COLONNE = "colonne"  # a count over one year
    DUREE = "duree"  # a total over years, or a year that the source leaves open
    FOURCHETTE = "fourchette"  # between two values, that year


@dataclass(frozen=True, slots=True)
class Sighting:
    """A figure of one source on a lane: figures of one lane measure the same thing."""

    lane: str
    scale: str  # lanes with the same one are drawn on one scale
    start: int
    end: int
    form: Form
    precision: str  # environ, plus_de, pres_de, non_date, estimation; empty when exact
    thread: str  # joined to the others of the lane with the same one
    fact: Fact
    high: Fact | None

    @property
    def value(self) -> float:
        """The value of the fact; the lower one of a range."""
        return float(self.fact.value)

    @property
    def top(self) -> float:
        """The same, or the upper value of a range."""
        return self.value if self.high is None else float(self.high.value)

    @property
    def promised(self) -> bool:
        """Whether it is a promise, which no one has checked."""
        return self.fact.status == "prevu"

    @property
    def evidence(self) -> tuple[Fact, ...]:
        """The facts behind it."""
        return (self.fact,) if self.high is None else (self.fact, self.high)


@dataclass(frozen=True, slots=True)
class View:
    """Lanes that may be looked at together."""

    name: str
    sightings: tuple[Sighting, ...]

    @property
    def lanes(self) -> Mapping[str, tuple[Sighting, ...]]:
        """The figures of each lane, in the order of the data."""
        lanes: dict[str, list[Sighting]] = {}
        for sighting in self.sightings:
            lanes.setdefault(sighting.lane, []).append(sighting)
        return {lane: tuple(found) for lane, found in lanes.items()}

    @property
    def threads(self) -> tuple[tuple[Sighting, Sighting], ...]:
        """The pairs that a line may join."""
        return tuple(
            pair
            for found in self.lanes.values()
            for pair in pairwise(found)
            if pair[0].thread and pair[0].thread == pair[1].thread
        )

    @property
    def evidence(self) -> tuple[Fact, ...]:
        """The facts behind the view, each once."""
        return tuple(dict.fromkeys(fact for s in self.sightings for fact in s.evidence))


def _sighting(line: Line) -> tuple[str, Sighting]:
    required(line, "vue", "couloir", "echelle", "debut", "fin", "forme", "fait")
    return line["vue"], Sighting(
        lane=line["couloir"],
        scale=line["echelle"],
        start=int(line["debut"]),
        end=int(line["fin"]),
        form=Form(line["forme"]),
        precision=line["precision"],
        thread=line["suite"],
        fact=facts()[line["fait"]],
        high=facts()[line["fait_haut"]] if line["fait_haut"] else None,
    )


def views_of(lines: Iterable[tuple[str, Line]]) -> Mapping[str, View]:
    """Each view of the lines; raises DataError when a line would join what is not comparable."""
    found: dict[str, list[Sighting]] = {}
    for name, sighting in read_all(lines, _sighting):
        found.setdefault(name, []).append(sighting)
    all_views = {name: View(name, tuple(rows)) for name, rows in found.items()}
    faults = [
        say("historique.suite_fausse", faits=f"{first.fact.id}, {second.fact.id}")
        for view in all_views.values()
        for first, second in view.threads
        if not joinable(first, second, national=view.name in NATIONAL)
    ]
    if faults:
        raise DataError("donnees", detail=" · ".join(faults))
    return MappingProxyType(all_views)


def joinable(first: Sighting, second: Sighting, *, national: bool = False) -> bool:
    """Whether a line may join two figures: same lane, unit and status, both exact and dated.

    Nothing national is joined across the change of method of the barometer.
    """
    same = (first.lane, first.fact.unit, first.fact.status) == (
        second.lane,
        second.fact.unit,
        second.fact.status,
    )
    exact = not first.precision and not second.precision
    points = first.form is Form.POINT and second.form is Form.POINT
    across = national and first.end < break_year() <= second.start
    return same and exact and points and not across


def break_year() -> int:
    """The edition of the Admical barometer from which nothing compares with the ones before."""
    return years_of(facts()[BREAK])[0]


@cache
def _views() -> Mapping[str, View]:
    return views_of(lines_of([FOLDER / "histoire.csv"]))


def view(name: str) -> View:
    """A view by its name: one of ALIZE, of NATIONAL, or `annee_type`."""
    return _views()[name]


class Use(StrEnum):
    """What we do with one of several figures for the same quantity."""

    RETENU = "retenu"
    ECARTE = "ecarte"
    CONCORDE = "concorde"  # another source that agrees with the one used
    CONTEXTE = "contexte"  # what the figure beside it was counted on
    A_PART = "a_part"  # measures another thing: shown apart, never joined


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Several figures for what looks like one quantity."""

    subject: str
    claims: tuple[tuple[Fact, Use], ...]


def _claim(line: Line) -> tuple[str, Fact, Use]:
    required(line, "sujet", "fait", "emploi")
    return line["sujet"], facts()[line["fait"]], Use(line["emploi"])


@cache
def contradictions() -> tuple[Contradiction, ...]:
    """What sources disagree on, in the order of the data."""
    found: dict[str, list[tuple[Fact, Use]]] = {}
    for subject, fact, use in read_all(lines_of([FOLDER / "contradictions.csv"]), _claim):
        found.setdefault(subject, []).append((fact, use))
    return tuple(Contradiction(subject, tuple(claims)) for subject, claims in found.items())


TARGET = "performance_pme.2007_2010.objectif_pme"
ENTERED = "performance_pme.2007.entrees_prevues"
ARTICLE = "performance_pme.2007.article"
CONSULTANTS = "performance_pme.2007.consultants"
BEFORE = "ppj.entreprises"


@dataclass(frozen=True, slots=True)
class Pace:
    """What a target asks from the day of its announcement to the end that one reads in it."""

    target: float  # firms
    entered: float  # firms, expected at the end of the month of the article
    consultants: float
    since: date  # first day that counts
    until: date  # last day that counts

    @property
    def left(self) -> float:
        """Firms still to enter."""
        return self.target - self.entered

    @property
    def months(self) -> int:
        """Whole months from `since` to `until`."""
        return (
            (self.until.year - self.since.year) * MONTHS + self.until.month + 1 - self.since.month
        )

    @property
    def a_month(self) -> float:
        """Firms a month."""
        return self.left / self.months

    @property
    def a_year(self) -> float:
        """Firms a year."""
        return self.left * MONTHS / self.months

    @property
    def a_consultant(self) -> float:
        """Firms for each consultant, over the whole time."""
        return self.left / self.consultants

    @property
    def share(self) -> float:
        """Part of the target that was to have entered."""
        return self.entered / self.target


def years_of(fact: Fact) -> tuple[int, int]:
    """The first and last years that a fact's period names."""
    years = [int(year) for year in re.findall(r"\b\d{4}\b", fact.period)]
    return years[0], years[-1]


def paces() -> tuple[Pace, Pace]:
    """The pace that Performance PME asked for: end of the last year, then end of the year before.

    Dates are our reading of "by 2010": counted from the month after the article.
    """
    found = facts()
    said = date.fromisoformat(str(found[ARTICLE].value))
    since = date(said.year + said.month // MONTHS, said.month % MONTHS + 1, 1)
    last = years_of(found[TARGET])[1]

    def until(year: int) -> Pace:
        return Pace(
            target=float(found[TARGET].value),
            entered=float(found[ENTERED].value),
            consultants=float(found[CONSULTANTS].value),
            since=since,
            until=date(year, MONTHS, 31),
        )

    return until(last), until(last - 1)


def earlier_pace() -> float:
    """Firms a year of the programme before (PPJ), over the civil years of its period."""
    fact = facts()[BEFORE]
    first, last = years_of(fact)
    return float(fact.value) / (last - first + 1)
