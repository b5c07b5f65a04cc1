"""The revolving fund of a programme's advances, year by year until nothing is out.

An advance is granted on 1 January of its year; after the deferral it comes back in equal
instalments, at their anniversaries. Of each instalment the expected share is lost, on the day it
was due. What must be found is all that was lent, less all that came back: what is out, and what is
lost so far.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from simulator.base.whole import either, is_unknown, unless_known, whole
from simulator.figure import Figure, cents
from simulator.ledger import Nature, add
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
    pretees: Any
    remboursees: Any
    perdues: Any
    encours: Any
    besoin: Any

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
    lent: Any
    balances: Mapping[int, Any]
    loss: Any

    def out(self, annee: int) -> Any:
        """What is not yet due as a year ends, in euros."""
        return self.balances.get(annee, 0.0)

    def lost(self, annee: int) -> Any:
        """What was due and lost as a year ends, in euros."""
        share = unless_known(self.loss, lambda: 0.0, lambda rate: rate / 100)
        return (self.lent - self.out(annee)) * share if annee >= self.annee else 0.0


def fund_of(found: Programmed) -> tuple[FundYear, ...]:
    """The years of the fund; none when the programme lends nothing."""
    cohorts = [c for line in found.lines for c in _cohorts(line)]
    if not cohorts:
        return ()
    silent = _any([np.logical_and(c.lent > 0, is_unknown(c.loss)) for c in cohorts])
    last = max(max(c.balances) for c in cohorts)
    out: Any = 0.0
    lost: Any = 0.0
    years = []
    for annee in range(min(found.programme.annees), last + 1):
        lent = cents(add(c.lent for c in cohorts if c.annee == annee))
        out_before, lost_before = out, lost
        out = cents(add(c.out(annee) for c in cohorts))
        due = cents(out_before + lent - out)
        gone = _between(cents(add(c.lost(annee) for c in cohorts) - lost_before), due)
        lost, back = cents(lost_before + gone), cents(due - gone)
        years.append(FundYear(annee, lent, back, _told(gone, silent), out, cents(out + lost)))
    return tuple(years)


def _any(facts: Sequence[Any]) -> Any:
    """Whether one of some facts holds; they may change."""
    if not any(isinstance(fact, Figure) for fact in facts):
        return any(facts)
    return reduce(np.logical_or, facts)


def _told(gone: Any, silent: Any) -> Any:
    """What is lost, None (or nothing) where nobody gave a rate of losses."""
    if isinstance(silent, Figure):
        return either(silent, np.nan, gone)
    return None if silent else gone


def _between(amount: Any, most: Any) -> Any:
    """An amount from 0 to what is due, in euros."""
    kept = np.minimum(np.maximum(amount, 0.0), most)
    return kept if isinstance(kept, Figure) else float(kept)


def _cohorts(line: Followed) -> list[_Cohort]:
    found = []
    for year, base in zip(line.years, line.base, strict=True):
        amounts = [f.amount for f in base if f.nature is Nature.AVANCE]
        lent = cents(add(amounts))
        if lent or (whole() and amounts):
            a = year.answers
            balances = _balances(lent, a, year.annee)
            found.append(_Cohort(year.annee, lent, balances, a.taux_de_perte))
    return found


def _balances(lent: Any, a: Any, annee: int) -> dict[int, Any]:
    """What is out as each year ends, by the balances of the grant equivalent (`aides_etat`)."""
    step = YEAR_IN_MONTHS if a.periodicite == "annuelle" else 1
    owed = encours(lent, a.mois_de_differe, a.mois_de_remboursement, step)
    return {annee + rank * step // YEAR_IN_MONTHS: left for rank, left in enumerate([*owed, 0.0])}
