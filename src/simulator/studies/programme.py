"""A programme's outcome: what each line does each year, and every sum of it.

Everything is a sum of cells, one a line and a year: over lines, over places and over years the
parties bear the same, to the cent, and what they bear adds up to the cost. What nobody knows in a
cell is unknown in every sum that holds it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import numpy as np

from simulator.cases.programme import Programme
from simulator.cases.scenario import Scenario
from simulator.errors import InputError, PasserelleError
from simulator.figure import Figure, per
from simulator.figures.indicators import INDICATORS, Readable, realised_jobs
from simulator.law.book import Book, in_force
from simulator.ledger import Deed, Ledger, Party, Status, add
from simulator.schemes import SCHEMES
from simulator.studies.programme_line import TYPED, Followed, Line, Year
from simulator.studies.programme_sums import Sums, added, cells_of, total_of, value_today
from simulator.text import formats


@dataclass(frozen=True)
class Programmed:
    """A programme, its lines followed, and what each does each year."""

    programme: Programme
    lines: tuple[Followed, ...]

    @cached_property
    def cells(self) -> tuple[tuple[Sums, ...], ...]:
        """By line, then by year: what the year adds to those before it."""
        survival = self.programme.survie_3_ans
        return tuple(tuple(cells_of(line, survival)) for line in self.lines)

    def of_year(self, rank: int) -> Sums:
        """What all lines do in a year."""
        return added(cells[rank] for cells in self.cells)

    def of_line(self, rank: int) -> Sums:
        """What a line does over all years."""
        return added(self.cells[rank])

    def of_place(self, place: str) -> Sums:
        """What the lines of a place do."""
        lines = zip(self.programme.lignes, self.cells, strict=True)
        return added(cell for line, cells in lines if line.territoire == place for cell in cells)

    @cached_property
    def total(self) -> Sums:
        """What the programme does."""
        return added(cell for cells in self.cells for cell in cells)

    @cached_property
    def ledger(self) -> Ledger:
        """Every flow of the programme, in the year that it is paid."""
        return Ledger(f for line in self.lines for f in line.ledger)

    def indicators(self) -> dict[str, Any]:
        """Every indicator of the whole, as `run` defines it; None is unknown."""
        reading = reading_of(self.lines)
        return {key: one.read(reading) for key, one in INDICATORS.items()}

    def present_value(self) -> Any:
        """Cost at the end of the first year, in euros; None without a rate or a known cost.

        numpy-financial counts the first amount of `npv` as due at once: each year's cost is taken
        at the end of its year, so that of the first year is not discounted.
        """
        costs = [self.of_year(rank).cout_reel for rank in range(len(self.programme.annees))]
        return value_today(self.programme.taux_actualisation, costs)


def run(programme: Programme, book: Book | None = None) -> Programmed:
    """Every line of a programme under a book of law; raises what the law or a rule refuses."""
    book = book or in_force()
    return Programmed(
        programme,
        tuple(_followed(programme, rank, book) for rank in range(len(programme.lignes))),
    )


def _followed(programme: Programme, rank: int, book: Book) -> Followed:
    given = programme.lignes[rank]
    line = Line(SCHEMES[given.dispositif], given.mecenes, book)
    years = [
        Year(annee, answers_of(case), given.voie or "", _apart(programme, rank, k, case))
        for k, (annee, case) in enumerate(zip(programme.annees, programme.cases[rank], strict=True))
    ]
    try:
        return line.follow([routed(line, year) for year in years])
    except InputError:
        raise
    except PasserelleError as fault:
        here = f"lignes.{rank}" + (f".reponses.{fault.of}" if fault.of else "")
        raise InputError([(here, formats.named(here, str(fault)))]) from None


def routed(line: Line, year: Year) -> Year:
    """The year by the route asked for, else by the one that leads."""
    if year.answers is None or year.route:
        return year
    return Year(year.annee, year.answers, line.lead(year), year.animation)


def answers_of(case: Scenario | None) -> Any:
    """The answers of a scenario, open to arrays; None where nothing is done."""
    if case is None:
        return None
    return SimpleNamespace(**dict(case.reponses), signature=case.reponses.signature)


def _apart(programme: Programme, rank: int, k: int, case: Scenario | None) -> Any:
    """What its animation costs a line in a year, when no answer of the year holds it."""
    held = programme.lignes[rank].hosted and case is not None
    return None if held else programme.animations[k].get(rank)


def reading_of(lines: Sequence[Followed]) -> Readable:
    """What the indicators of the whole read: every flow, deed and unknown of the lines.

    The part of the funds that is public is the mean of the lines', by what each fund bears.
    """
    readings = [
        line.reading(rank, Ledger(())) for line in lines for rank in range(len(line.years))
    ]  # fmt: skip
    funds = [line.ledger.borne(Party.FONDS) for line in lines]
    shares = [_public_part(line) for line in lines]
    public = add(fund * share for fund, share in zip(funds, shares, strict=True))
    keys = {key for r in readings for key in r.unknowns}
    return Readable(
        Ledger(f for line in lines for f in line.ledger),
        _deeds([r for r in readings if r.deeds]),
        {key: _any([r.unknowns.get(key, False) for r in readings]) for key in keys},
        None,
        per(public, add(funds), 1.0),
        {year.annee for line in lines for year in line.years},
    )


def _public_part(line: Followed) -> Any:
    answers = next((y.answers for y in line.years if y.answers is not None), None)
    return getattr(answers, "part_publique", 1.0)


def _any(facts: Sequence[Any]) -> Any:
    found = facts[0]
    for fact in facts[1:]:
        found = np.logical_or(found, fact)
    return found if isinstance(found, Figure) or np.ndim(found) else bool(found)


def _deeds(readings: Sequence[Readable]) -> list[Deed]:
    """What is promised by all, and the jobs that come about at the rate of each line."""
    counted: dict[tuple[str, Status], Callable[[Readable], Any]] = {
        ("pme", Status.PREVU): lambda r: r.quantity("pme"),
        ("jours", Status.PREVU): lambda r: r.quantity("jours"),
        ("emplois", Status.PREVU): lambda r: r.quantity("emplois"),
        ("emplois", Status.REALISE): realised_jobs,
    }
    deeds = []
    for (what, status), read in counted.items():
        total = total_of([read(r) for r in readings])
        if readings and total is not None:
            deeds.append(Deed(what, status, total, TYPED))
    return deeds
