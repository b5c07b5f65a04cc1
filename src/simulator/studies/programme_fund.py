"""The revolving fund of a programme's advances, year by year until nothing is out.

An advance is granted on 1 January of its year; after the deferral it comes back in equal
instalments, at their anniversaries. Of each instalment the expected share is lost, on the day it
was due. What must be found is all that was lent, less all that came back: what is out, and what is
lost so far.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.figure import cents
from simulator.ledger import Nature
from simulator.rules.aides_etat import encours
from simulator.studies.programme import Programmed
from simulator.studies.programme_line import Followed

YEAR_IN_MONTHS = 12


@dataclass(frozen=True, slots=True)
class FundYear:
    """A year of the fund, amounts in euros; `encours` and `besoin` as it ends.

    `perdues` is None when nobody gave a rate of losses: all that is due is then counted as repaid.
    """

    annee: int
    pretees: float
    remboursees: float
    perdues: float | None
    encours: float
    besoin: float

    def published(self) -> dict[str, Any]:
        """As it is printed."""
        return {
            "annee": self.annee,
            "pretees": self.pretees,
            "remboursees": self.remboursees,
            "perdues": self.perdues,
            "encours": self.encours,
            "besoin_de_tresorerie": self.besoin,
        }


@dataclass(frozen=True, slots=True)
class _Cohort:
    """The advances that a line grants in a year: what is lent, then out as each year ends."""

    annee: int
    lent: float
    balances: Mapping[int, float]
    loss: float | None

    def out(self, annee: int) -> float:
        """What is not yet due as a year ends, in euros."""
        return self.balances.get(annee, 0.0)

    def lost(self, annee: int) -> float:
        """What was due and lost as a year ends, in euros."""
        return (self.lent - self.out(annee)) * (self.loss or 0.0) if annee >= self.annee else 0.0


def fund_of(found: Programmed) -> tuple[FundYear, ...]:
    """The years of the fund; none when the programme lends nothing."""
    cohorts = [c for line in found.lines for c in _cohorts(line)]
    if not cohorts:
        return ()
    known = all(c.loss is not None for c in cohorts)
    last = max(max(c.balances) for c in cohorts)
    out = lost = 0.0
    years = []
    for annee in range(min(found.programme.annees), last + 1):
        lent = cents(sum(c.lent for c in cohorts if c.annee == annee))
        out_before, lost_before = out, lost
        out = cents(sum(c.out(annee) for c in cohorts))
        due = cents(out_before + lent - out)
        gone = min(max(cents(sum(c.lost(annee) for c in cohorts) - lost_before), 0.0), due)
        lost, back = cents(lost_before + gone), cents(due - gone)
        years.append(FundYear(annee, lent, back, gone if known else None, out, cents(out + lost)))
    return tuple(years)


def _cohorts(line: Followed) -> list[_Cohort]:
    found = []
    for year, base in zip(line.years, line.base, strict=True):
        lent = cents(sum(float(f.amount) for f in base if f.nature is Nature.AVANCE))
        if lent:
            a = year.answers
            loss = None if a.taux_de_perte is None else a.taux_de_perte / 100
            found.append(_Cohort(year.annee, lent, _balances(lent, a, year.annee), loss))
    return found


def _balances(lent: float, a: Any, annee: int) -> dict[int, float]:
    """What is out as each year ends, by the balances of the grant equivalent (`aides_etat`)."""
    step = YEAR_IN_MONTHS if a.periodicite == "annuelle" else 1
    owed = encours(lent, a.mois_de_differe, a.mois_de_remboursement, step)
    return {annee + rank * step // YEAR_IN_MONTHS: left for rank, left in enumerate([*owed, 0.0])}
