"""All that one sponsor's case brings before its company is followed."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

import numpy as np

from simulator.base.days import length_in_months, years_after
from simulator.cases.history import opening_stocks
from simulator.cases.sponsor import YEARS, SponsorCase, answerable, repeated
from simulator.conditions.finding import State
from simulator.conditions.flips import Eligibility, days_of
from simulator.errors import RuleError
from simulator.law.book import Book, Law
from simulator.rules.aides_etat import aides_de_la_fenetre
from simulator.rules.stocks import Report, Stocks
from simulator.rules.suite_des_exercices import verifier_la_suite
from simulator.rules.suivi_des_dons import Exercice
from simulator.schemes.sponsorship.added import total
from simulator.schemes.sponsorship.answered import Answered
from simulator.schemes.staff import valuations
from simulator.tax.company import YEAR_IN_MONTHS, Company, FiscalYear, TaxKnown, is_small
from simulator.text import formats

A = TypeVar("A", bound=Answered)


class Years:
    """The law of each fiscal year and of each day, looked up once for many cases."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._laws: dict[tuple[date, date], Law] = {}
        self.days: dict[date, Law] = {}

    def laws(self, case: SponsorCase) -> tuple[Law, ...]:
        """The law of each of the six fiscal years."""
        return tuple(
            self._law(opening, closing)
            for opening, closing in zip(case.openings, case.closings, strict=True)
        )

    def _law(self, opening: date, closing: date) -> Law:
        key = (opening, closing)
        if key not in self._laws:
            self._laws[key] = self._book.exercice(closing, opening)
        return self._laws[key]


def prepared(case: SponsorCase, book: Book, years: Years, kind: type[A]) -> A:
    """All that one case brings before it is followed with others.

    Raises InputError for what is missing, RuleError for a fiscal year closed before 2003.
    """
    answerable(case)
    verifier_la_suite(
        [Exercice(c, 0.0, ouverture=o) for o, c in zip(case.openings, case.closings, strict=True)]
    )
    laws = years.laws(case)
    if laws[0].word("mecenat.regime") != "reduction":
        raise RuleError("mecenat_avant_2003", cloture=formats.day(case.cloture))
    valued = tuple(valuations(case, laws))
    staff = [[0.0] * YEARS for _ in case.operations]
    for value in valued:
        staff[value.operation][value.exercice] += value.cout
    eligibilities = _eligibilities(case, book, [total(costs) for costs in staff], years.days)
    stocks, blocked = opening(case, book)
    return kind(
        case=case,
        book=book,
        laws=laws,
        company=_company(case, laws),
        eligibilities=eligibilities,
        valuations=valued,
        opening=stocks,
        blocked=blocked,
    )


def _eligibilities(
    case: SponsorCase, book: Book, costs: Sequence[float], laws: dict[date, Law]
) -> tuple[Eligibility, ...]:
    """The operations in the order of their days: each loan below cost finds its ceiling lowered.

    What a loan does not bill is an aid to the lender; one that is refused is no aid.
    """
    starts = [days_of(case, operation)[0] for operation in case.operations]
    granted: list[tuple[date, Any]] = []
    found: dict[int, Eligibility] = {}
    for rank in sorted(range(len(starts)), key=lambda n: (starts[n], n)):
        operation, day = case.operations[rank], starts[rank]
        law = laws.setdefault(day, book.on(day))
        windowed = law.knows("de_minimis.duree_fenetre")
        before = total([aides_de_la_fenetre(granted, day, law)]) if windowed else 0.0
        found[rank] = Eligibility(case, rank, book, costs[rank], laws, before)
        if operation.voie == "pret_l8241_3" and found[rank].path.state is not State.FERME:
            granted.append((day, costs[rank] * (1 - operation.billed)))
    return tuple(found[rank] for rank in range(len(starts)))


def opening(case: SponsorCase, book: Book) -> tuple[Stocks, tuple[Report, ...]]:
    """Both opening stocks, and the reductions that the group may not use.

    A reduction older than the entry in an integrated group stays with the company, unusable there.
    """
    before = case.openings[0] - timedelta(days=1)
    stocks = opening_stocks(case.excedents, case.reductions, case.cloture, book, case.openings[0])
    if case.groupe != "oui":
        return stocks, ()
    entry = case.entree_groupe
    kept = [
        r
        for r in stocks.reductions
        if entry is not None and years_after(before, r.rang + 1) >= entry
    ]
    blocked = tuple(r for r in stocks.reductions if r not in kept)
    return Stocks(stocks.reports, kept), blocked


def _months(case: SponsorCase, first: date, closing: date) -> float:
    """The length of a fiscal year: twelve months, but for a first one that opened on a day said."""
    said = case.ouverture is not None and closing == case.cloture
    return length_in_months(first, closing) if said else YEAR_IN_MONTHS


def _company(case: SponsorCase, laws: Sequence[Law]) -> Company:
    known: TaxKnown = "benefice" if case.benefice else "impot" if case.impot_attendu else "inconnu"
    group = [np.inf] * YEARS if case.groupe == "oui" else [None] * YEARS
    if case.groupe == "oui" and case.impot_groupe:
        group = list(repeated(case.impot_groupe))
    profits = repeated(case.benefice) if case.benefice else [None] * YEARS
    taxes = repeated(case.impot_attendu) if case.impot_attendu else [None] * YEARS
    years = tuple(
        FiscalYear(
            cloture=closing,
            ouverture=first,
            mois=_months(case, first, closing),
            law=law,
            chiffre_affaires=turnover,
            benefice=profit,
            impot=tax,
            impot_groupe=shared,
        )
        for first, closing, law, turnover, profit, tax, shared in zip(
            case.openings, case.closings, laws, repeated(case.chiffre_affaires), profits, taxes,
            group, strict=True,
        )
    )  # fmt: skip
    small = is_small(case.effectif_groupe, laws[0])
    return Company(
        years, case.taux_reduit == "oui", known, case.ordre_tranches, case.impot_precedent,
        case.chiffre_affaires_precedent, small,
    )  # fmt: skip
