"""Cases side by side: what each gives, and what makes each variant differ from the reference.

A difference is shared among the fields that changed (`shapley`), `dispositif` and `voie` being two
of them. A field that only one of two formats has changes with `dispositif`. Fields that the model
or a rule refuses one without the other, or that would leave the indicator unknown, are one cause,
named by its fields: `dispositif+annee`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.cases.programme import Programme
from simulator.cases.scenario import Scenario
from simulator.figure import cents
from simulator.figures.indicators import INDICATORS, read_all, readable
from simulator.law.book import Book, in_force
from simulator.ledger import BEARERS
from simulator.simulate import simulate
from simulator.studies.change import Cause, Change, ScenarioChange
from simulator.studies.change_programme import ProgrammeChange
from simulator.studies.programme import run


@dataclass(frozen=True, slots=True)
class Column:
    """What a case gives by the route shown, as it is published: None is unknown.

    A programme has no one format and no one route.
    """

    case: Scenario | Programme
    voie: str | None
    indicateurs: dict[str, float | None]
    porte: dict[str, float]


@dataclass(frozen=True, slots=True)
class Gap:
    """Variant less reference, as published, and its causes; None and no cause when unknown."""

    variante: int
    indicateur: str
    ecart: float | None
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """The columns, the reference first, and every difference, variant by variant."""

    colonnes: tuple[Column, ...]
    ecarts: tuple[Gap, ...]


def compare(columns: Sequence[Column], book: Book | None = None) -> Compared:
    """The columns of a reference, then of its variants, and every difference."""
    book = book or in_force()
    reference, *variants = columns
    gaps = [gap for rank, one in enumerate(variants) for gap in _gaps(rank, reference, one, book)]
    return Compared(tuple(columns), tuple(gaps))


def column_of(case: Scenario | Programme, asked: Sequence[str], book: Book | None = None) -> Column:
    """What a case gives by some indicators; raises what the law or a rule refuses."""
    if isinstance(case, Programme):
        return _of_programme(case, asked, book)
    outcome = simulate(case, book)
    ledger = outcome.headline.ledger
    values = read_all(readable(ledger, outcome.deeds, outcome.unknowns, case.reponses))
    return Column(
        case,
        outcome.shown,
        {key: INDICATORS[key].published(values[key]) for key in asked},
        {party.value: cents(ledger.borne(party)) for party in BEARERS},
    )


def _of_programme(case: Programme, asked: Sequence[str], book: Book | None) -> Column:
    found = run(case, book)
    values, borne = found.indicators(), found.total.published()["porte"]
    return Column(case, None, {k: INDICATORS[k].published(values[k]) for k in asked}, borne)


def _gaps(rank: int, before: Column, after: Column, book: Book) -> list[Gap]:
    """The differences of a variant; nothing is asked of its changes while no gap is known."""
    change = change_of(before.case, after.case, tuple(before.indicateurs), book)
    gaps = []
    for key, old in before.indicateurs.items():
        new, decimals = after.indicateurs[key], INDICATORS[key].decimals
        if old is None or new is None:
            gaps.append(Gap(rank, key, None))
            continue
        ecart = round(new - old, decimals) + 0.0  # never −0
        gaps.append(Gap(rank, key, ecart, change.causes(key, ecart, decimals)))
    return gaps


def change_of(
    reference: Scenario | Programme, variant: Scenario | Programme, keys: Sequence[str], book: Book
) -> Change:
    """What changes from a case to another of the same kind."""
    if isinstance(reference, Programme) and isinstance(variant, Programme):
        return ProgrammeChange(reference, variant, keys, book)
    assert isinstance(reference, Scenario)
    assert isinstance(variant, Scenario)
    return ScenarioChange(reference, variant, keys, book)
