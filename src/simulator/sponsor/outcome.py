"""The answer to a sponsor's case: verdicts, values, six years, and figures read off them.

`assess` answers one case and `follow_many` a thousand, through the same arrays. Each variant of a
case (without the operations, with those proven, with those to be confirmed too, in cash, by a
provider, as an ordinary charge) is one column.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from math import isfinite
from typing import Any

import numpy as np

from simulator.cases.history import opening_stocks
from simulator.cases.question import field_label
from simulator.cases.sponsor import YEARS, SponsorCase, length_in_months, missing, years_after
from simulator.conditions.deductible import Treatment, treatment_of
from simulator.conditions.finding import ReadingName, State
from simulator.conditions.paths import Eligibility, Flip, Path, days_of
from simulator.errors import InputError, PasserelleError, RuleError
from simulator.figure import cents
from simulator.figures.note import Note
from simulator.figures.notes import notes_of
from simulator.figures.reserves import Reserve, reserves_of
from simulator.law.book import Book, Law, in_force
from simulator.rules.aides_etat import aides_de_la_fenetre
from simulator.rules.impot_societes import surtaxe_inconnue, taux_de_surtaxe
from simulator.rules.mecenat import Exercice, Report, Stocks, verifier_la_suite
from simulator.schemes.staff import Valuation, valuations
from simulator.sponsor.reading import Reading
from simulator.sponsor.sheet import (
    CHARGES,
    DONS,
    PRODUITS,
    SOCIAUX,
    Floats,
    Sheet,
    Spent,
    in_cents,
    repeated,
    stopped,
    total,
)
from simulator.sponsor.variants import moves_of
from simulator.tax.company import (
    Company,
    FiscalYear,
    Moves,
    TaxKnown,
    follow,
    profit_of,
    turnovers_of_reference,
)
from simulator.text import formats, say

YEARLY = (
    "plafond", "dons", "dons_retenus", "report_utilise", "report_restant", "report_perdu",
    "reduction", "impot_du", "reduction_imputee", "reduction_reportee", "reduction_perdue", "taxes",
)  # fmt: skip


YEAR_IN_MONTHS = 12


@dataclass(eq=False)
class Outcome:
    """The answer to one case. Amounts in euros, to the cent."""

    case: SponsorCase
    book: Book
    laws: tuple[Law, ...]
    company: Company
    eligibilities: tuple[Eligibility, ...]
    valuations: tuple[Valuation, ...]
    spent: Spent
    opening: Stocks
    blocked: tuple[Report, ...]
    line: int = 0
    sheet: Sheet = field(init=False, repr=False)

    @property
    def closings(self) -> tuple[date, ...]:
        """The closing days of the six fiscal years."""
        return self.case.closings

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """The path of each operation."""
        return tuple(eligibility.path for eligibility in self.eligibilities)

    @cached_property
    def treatments(self) -> tuple[Treatment, ...]:
        """What becomes of the cost of each operation: added back, or a deductible charge."""
        return tuple(
            treatment_of(operation, path)
            for operation, path in zip(self.case.operations, self.paths, strict=True)
        )

    def flips(self, operation: int) -> tuple[Flip, ...]:
        """The smallest changes that give the operation another verdict."""
        return self.eligibilities[operation].flips

    @cached_property
    def deficits(self) -> tuple[bool, ...]:
        """Years whose profit is under the cost: an ordinary charge would dig a loss, not followed.

        What such a charge really saves, over later years, is then unknown.
        """
        known = [profit_of(self.company, year) for year in self.company.years]
        return tuple(
            profit is not None and cost > max(float(profit), 0.0)
            for cost, profit in zip(self.spent.cout, known, strict=True)
        )

    @cached_property
    def references(self) -> tuple[float, ...]:
        """The turnover that meets the thresholds of the exceptional contribution, year by year."""
        return tuple(float(turnover) for turnover in turnovers_of_reference(self.company))

    @cached_property
    def surtax_unknown(self) -> tuple[bool, ...]:
        """Years in which a contribution that no law gives yet may be due: taxes are not known."""
        known = self.company.tax_known != "inconnu"
        return tuple(
            known and surtaxe_inconnue(reference, law)
            for reference, law in zip(self.references, self.laws, strict=True)
        )

    def surtaxed(self, year: int) -> bool:
        """Whether the exceptional contribution of very large firms is due for a fiscal year."""
        return float(taux_de_surtaxe(self.references[year], self.laws[year])) > 0

    @property
    def state(self) -> State:
        """The gifts together: open when all are, closed when all are, else to be confirmed."""
        states = {path.eligible for path in self.paths if path.opens_reduction}
        if not states or states == {State.FERME}:
            return State.FERME
        return State.OUVERT if states == {State.OUVERT} else State.A_CONFIRMER

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
        """Every headline output by key; years are `name.0` to `name.5`.

        None when unknown, or without limit (a tax that nobody gave).
        """
        r = self.reading(reading)
        whole = r.whole
        figures: dict[str, float | None] = {
            "cout": whole.cout,
            "cout_net": whole.cout_net,
            "reduction": whole.reduction,
            "reduction_exercice": whole.reduction_exercice,
            "reduction_reportee": whole.reduction_reportee,
            "economie_charge_ordinaire": whole.economie_ordinaire,
            "cout_charge_ordinaire": whole.cout_net_ordinaire,
            "gain_euros": whole.gain_euros,
            "gain_points": whole.gain_points,
            "en_attente": whole.en_attente,
            "perdu": whole.perdu,
            "cout_net_actualise": r.cout_net_actualise,
        }
        for name in YEARLY:
            for year, amount in enumerate(r.amounts(name)):
                unknown = name == "taxes" and self.surtax_unknown[year]
                known = isfinite(amount) and not unknown
                figures[f"{name}.{year}"] = float(cents(amount)) if known else None
        return figures

    @cached_property
    def warnings(self) -> tuple[Reserve, ...]:
        """The reserves that apply to this case, of all those that exist."""
        return reserves_of(self)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """What was repeated, supposed, or that nobody knows."""
        return notes_of(self)


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
        spent=_spent(case, valued),
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


def _spent(case: SponsorCase, valued: Sequence[Valuation]) -> Spent:
    cout, cash = np.zeros((2, YEARS))
    facture, jours = np.zeros((2, YEARS))
    for operation in case.operations:
        amounts = np.array(stopped(operation.montants))
        cout += amounts
        cash += amounts
    for value in valued:
        cout[value.exercice] += value.cout
        facture[value.exercice] += case.operations[value.operation].billed * value.cout
        jours[value.exercice] += value.jours
    price = case.prix_prestataire
    provider: list[float | None] = [None] * YEARS
    if price is not None and jours.any():
        provider = [float(cents(price * d)) + float(c) for d, c in zip(jours, cash, strict=True)]
    return Spent(
        tuple(in_cents(cout)), tuple(in_cents(facture)), tuple(jours.tolist()),
        tuple(in_cents(cash)), tuple(provider),
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
    moved = moves_of(outcomes)
    moves = [
        Moves(m[:, :, DONS], m[:, :, SOCIAUX], m[:, :, CHARGES], m[:, :, PRODUITS]) for m in moved
    ]
    sheet = Sheet(follow(company, moves, _stocks(outcomes)), len(outcomes))
    for line, outcome in enumerate(outcomes):
        outcome.sheet, outcome.line = sheet, line


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
