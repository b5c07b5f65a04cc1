"""The answer to a sponsor's case: verdicts, values, six years, and figures read off them.

`assess` answers one case and `follow_many` a thousand, through the same arrays: one line a case,
one column a route.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from simulator.base.days import length_in_months, years_after
from simulator.cases.history import opening_stocks
from simulator.cases.question import field_label
from simulator.cases.sponsor import YEARS, SponsorCase, missing, repeated
from simulator.conditions.finding import ReadingName, State
from simulator.conditions.paths import Eligibility, days_of
from simulator.errors import InputError, PasserelleError, RuleError
from simulator.figures.added import total
from simulator.law.book import Book, Law, in_force
from simulator.rules.aides_etat import aides_de_la_fenetre
from simulator.rules.suite_des_exercices import verifier_la_suite
from simulator.rules.suivi_des_dons import Exercice, Report, Stocks
from simulator.schemes.staff import valuations
from simulator.sponsor.answered import Answered
from simulator.sponsor.reading import Reading
from simulator.sponsor.together import MOVED, Floats, Together, moved
from simulator.tax.company import Company, FiscalYear, Moves, TaxKnown, follow
from simulator.text import formats, say

YEAR_IN_MONTHS = 12


class Outcome(Answered):
    """The answer to one case, and its two readings."""

    @cached_property
    def prudent(self) -> Reading:
        """Only the gifts whose conditions are all proven count."""
        return Reading(self, "prudent")

    @cached_property
    def confirmed(self) -> Reading:
        """Those to be confirmed count too; what is closed never does."""
        return Reading(self, "confirmed")

    def reading(self, name: ReadingName) -> Reading:
        """One of the two readings."""
        return self.prudent if name == "prudent" else self.confirmed

    def figures(self, reading: ReadingName = "prudent") -> dict[str, float | None]:
        """Every headline output of a reading by key."""
        return self.reading(reading).figures()


def assess(case: SponsorCase, book: Book | None = None) -> Outcome:
    """Answer one case; raises InputError for what is missing, RuleError for what no law covers."""
    found = follow_many([case], book)[0]
    if isinstance(found, PasserelleError):
        raise found
    return found


def follow_many(
    cases: Sequence[SponsorCase], book: Book | None = None
) -> list[Outcome | PasserelleError]:
    """Answer many cases in their order; a case that cannot be answered gives its refusal."""
    book = book or in_force()
    years = _Years(book)
    answers: list[Outcome | PasserelleError] = []
    groups: dict[Any, list[Outcome]] = {}
    for case in cases:
        try:
            outcome = _prepared(case, book, years)
        except PasserelleError as refusal:
            answers.append(refusal)
            continue
        answers.append(outcome)
        company = outcome.company
        key = (case.openings, case.cloture, company.years[0].mois, company.pme, company.tax_known,
               company.ordre, company.pme_ue, case.groupe == "oui", company.impot_precedent is None,
               company.chiffre_affaires_precedent is None)  # fmt: skip
        groups.setdefault(key, []).append(outcome)
    for outcomes in groups.values():
        _follow_together(outcomes)
    return answers


class _Years:
    """The law of each fiscal year and of each day, looked up once for many cases."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._laws: dict[tuple[date, date], Law] = {}
        self.days: dict[date, Law] = {}

    def laws(self, case: SponsorCase) -> tuple[Law, ...]:
        return tuple(
            self._law(opening, closing)
            for opening, closing in zip(case.openings, case.closings, strict=True)
        )

    def _law(self, opening: date, closing: date) -> Law:
        key = (opening, closing)
        if key not in self._laws:
            self._laws[key] = self._book.exercice(closing, opening)
        return self._laws[key]


def _prepared(case: SponsorCase, book: Book, years: _Years) -> Outcome:
    """All that one case brings before it is followed with others."""
    wanted = missing(case)
    if wanted:
        raise InputError(
            [(name, say("erreurs.champ_manquant", champ=field_label(name))) for name in wanted]
        )
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
    return Outcome(
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
    staff = case.effectif_groupe
    small = staff is None or staff < laws[0].bare("pme.effectif_max")
    return Company(
        years, case.taux_reduit == "oui", known, case.ordre_tranches, case.impot_precedent,
        case.chiffre_affaires_precedent, small,
    )  # fmt: skip


def _follow_together(outcomes: Sequence[Outcome]) -> None:
    """Follow cases of the same days and rules in one pass, each on its line."""
    lead = outcomes[0].company
    years = tuple(
        FiscalYear(
            cloture=year.cloture,
            ouverture=year.ouverture,
            mois=year.mois,
            law=year.law,
            chiffre_affaires=_column(outcomes, t, "chiffre_affaires"),
            benefice=_column(outcomes, t, "benefice"),
            impot=_column(outcomes, t, "impot"),
            impot_groupe=_column(outcomes, t, "impot_groupe"),
        )
        for t, year in enumerate(lead.years)
    )
    company = replace(
        lead,
        years=years,
        impot_precedent=_past(outcomes, "impot_precedent"),
        chiffre_affaires_precedent=_past(outcomes, "chiffre_affaires_precedent"),
    )
    table = np.stack([moved(outcome.case, outcome.doings) for outcome in outcomes], axis=1)
    moves = [Moves(*(year[:, :, n] for n in range(len(MOVED)))) for year in table]
    together = Together(follow(company, moves, _stocks(outcomes)), table)
    for line, outcome in enumerate(outcomes):
        outcome.together, outcome.line = together, line


def _past(outcomes: Sequence[Outcome], name: str) -> Any:
    """What the year before the first was, case by case; None when nobody said."""
    if getattr(outcomes[0].company, name) is None:
        return None
    return np.array([[getattr(o.company, name)] for o in outcomes], dtype=np.float64)


def _column(outcomes: Sequence[Outcome], t: int, name: str) -> Any:
    first = getattr(outcomes[0].company.years[t], name)
    if first is None:
        return None
    return np.array(
        [[getattr(outcome.company.years[t], name)] for outcome in outcomes], dtype=np.float64
    )


def _stocks(outcomes: Sequence[Outcome]) -> Stocks:
    """The opening stocks of all the cases, vintage by vintage: nothing where a case has none."""

    def gathered(name: str) -> list[Report]:
        vintages: dict[tuple[int, float, int], Floats] = {}
        for line, outcome in enumerate(outcomes):
            for report in getattr(outcome.opening, name):
                key = (report.rang, -float(report.taux), report.annee)
                amounts = vintages.setdefault(key, np.zeros((len(outcomes), 1)))
                amounts[line, 0] += report.montant
        return [
            Report(annee, -rate, amounts, rang)
            for (rang, rate, annee), amounts in sorted(vintages.items(), key=lambda item: item[0])
        ]

    return Stocks(gathered("reports"), gathered("reductions"))
