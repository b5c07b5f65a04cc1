"""Six fiscal years of many sponsors at once: taxes, gifts under the cap, both stocks.

The same function follows one case, a thousand, a sweep of gifts, or `Figure` objects inside a
trace. What chooses a rule (days, scheme of rates, how the tax is known) groups the cases; what is
counted is an array with one line a case and one column a variant.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import numpy as np

from simulator.base.whole import unless_known, whole
from simulator.law.book import Law
from simulator.ledger import Flow, Nature, Party, add, flow
from simulator.rules.impot_societes import (
    benefice_de_l_impot,
    chiffre_affaires_annuel,
    chiffre_affaires_de_reference,
    contribution_sociale,
    contributions_exceptionnelles,
    economie_d_impot,
    impot_societes,
    impot_supplementaire,
    taux_de_droit_commun,
)
from simulator.rules.mecenat import SliceOrder
from simulator.rules.stocks import Stocks
from simulator.rules.suivi_des_dons import Annee, Exercice, suivi

YEAR_IN_MONTHS = 12
IS, IS_DU = "CGI, art. 39 et 219", "CGI, art. 38 et 219"
"""Where tax saved by charges, and tax owed on income, come from."""
TaxKnown = Literal["benefice", "impot", "inconnu"]


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """One fiscal year of the company itself, amounts in euros, its length `mois` in months.

    `benefice` and `impot` are None when nobody gave them; `impot_groupe` is the tax of the
    integrated group that bears the reduction, None outside a group, infinite when unknown.
    """

    cloture: date
    ouverture: date
    mois: float
    law: Law
    chiffre_affaires: Any
    benefice: Any = None
    impot: Any = None
    impot_groupe: Any = None


@dataclass(frozen=True, slots=True)
class Moves:
    """What a route moves in one fiscal year, in euros."""

    dons: Any = 0.0
    dons_aide_sociale: Any = 0.0
    charges: Any = 0.0
    produits: Any = 0.0


def moves_of(flows: Iterable[Flow], years: Sequence[int]) -> list[Moves]:
    """What the flows of a sponsor move in each fiscal year, named by the year it closes in."""
    amounts: dict[tuple[int, str], list[Any]] = {}
    for f in flows:
        for name in moved_by(f):
            amounts.setdefault((f.year, name), []).append(f.amount)
    return [
        Moves(*(add(amounts.get((year, name), [])) for name in Moves.__dataclass_fields__))
        for year in years
    ]


def moved_by(f: Flow) -> Iterator[str]:
    """The lines of a tax return that a flow changes."""
    if f.payer is Party.MECENE and f.nature.deductible:
        yield "charges"
    if f.payee is Party.MECENE and f.nature.taxable:
        yield "produits"
    if f.payer is Party.MECENE and f.nature.don in {"argent", "valeur"}:
        yield "dons"
    if f.payer is Party.MECENE and f.nature.don in {"aide_sociale", "valeur_aide_sociale"}:
        yield "dons_aide_sociale"


@dataclass(frozen=True, slots=True)
class Followed:
    """The six years: gifts and stocks, corporate tax, and all taxes before reductions.

    When the profit is unknown `impots` is None and `taxes` is only what the moves change.
    """

    annees: list[Annee]
    impots: list[Any] = field(default_factory=list)
    taxes: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Company:
    """What does not change from one variant to another.

    `pme`: the reduced rate is asked for; `pme_ue`: nothing says that the staff is too large for an
    SME in the sense of the Union. Tax and turnover `_precedent` are those of the year before the
    first, None when unknown.
    """

    years: tuple[FiscalYear, ...]
    pme: bool
    tax_known: TaxKnown
    ordre: SliceOrder = "taux_plein_d_abord"
    impot_precedent: Any = None
    chiffre_affaires_precedent: Any = None
    pme_ue: Any = True


def is_small(staff: Any, law: Law) -> Any:
    """Whether nothing says that a staff, in people, is too large for an SME of the Union."""
    return True if staff is None else staff < law["pme.effectif_max"]


def tax_flows(
    years: Sequence[int], saved: Sequence[Any], owed: Sequence[Any], relief: Sequence[Any]
) -> list[Flow]:
    """The State's flows, year by year: tax saved by charges, owed on income, and the reductions.

    In euros; an amount below nothing flows the other way (other gifts lose what these take).
    """
    return [
        f
        for year, *amounts in zip(years, saved, owed, relief, strict=True)
        for f in (
            *_signed(Nature.ECONOMIE_IS, amounts[0], year, IS),
            *_signed(Nature.SUPPLEMENT_IS, -amounts[1], year, IS_DU),
            *_signed(Nature.REDUCTION_IMPOT, amounts[2], year, "CGI, art. 238 bis et 220 E"),
        )
        if f.amount or whole()
    ]


def _signed(nature: Nature, received: Any, year: int, source: str) -> list[Flow]:
    """What the State gives, or takes back; both ways in a workbook, one of them nil."""
    gains = (Party.ETAT, Party.MECENE, nature)
    losses = (Party.MECENE, Party.ETAT, nature)
    if whole():
        both = ((gains, np.maximum(received, 0)), (losses, np.maximum(-received, 0)))
        return [flow(*parties, amount, year, source) for parties, amount in both]
    if received >= 0:
        return [flow(*gains, received, year, source)]
    return [flow(*losses, -received, year, source)]


def follow(company: Company, moves: Sequence[Moves], stocks: Stocks) -> Followed:
    """Follow a company over its years with these moves; `stocks` is consumed."""
    impots, taxes = taxes_of(company, moves)
    dus = [
        year.impot_groupe if year.impot_groupe is not None else np.inf if tax is None else tax
        for year, tax in zip(company.years, impots, strict=True)
    ]
    exercices = [
        Exercice(
            cloture=year.cloture,
            chiffre_affaires=year.chiffre_affaires,
            dons=move.dons,
            dons_aide_sociale=move.dons_aide_sociale,
            impot_du=due,
            ouverture=year.ouverture,
        )
        for year, move, due in zip(company.years, moves, dus, strict=True)
    ]
    laws = [year.law for year in company.years]
    return Followed(suivi(exercices, laws, ordre=company.ordre, stocks=stocks), impots, taxes)


def taxes_of(company: Company, moves: Sequence[Moves]) -> tuple[list[Any], list[Any]]:
    """The corporate tax of each year, and all taxes before reductions, in euros: gifts apart.

    The first is None, and the second only what the moves change, when the profit is unknown.
    """
    impots: list[Any] = []
    taxes: list[Any] = []
    previous = company.impot_precedent
    references = turnovers_of_reference(company)
    for year, move, reference in zip(company.years, moves, references, strict=True):
        profit = profit_of(company, year)
        if profit is None:
            impots.append(None)
            taxes.append(_taxes_moved(year, move))
        else:
            base = _tax(company, year, profit)
            tax = _tax(company, year, profit - move.charges + move.produits)
            tax = _as_said(company, year, move, tax)
            impots.append(tax)
            taxes.append(_with_contributions(company, year, tax, base, previous, reference))
            previous = tax
    return impots, taxes


def turnovers_of_reference(company: Company) -> list[Any]:
    """The turnover that meets the thresholds of the exceptional contribution, year by year.

    Over twelve months, in euros; a first year whose past nobody gave stands alone.
    """
    found = []
    before = company.chiffre_affaires_precedent
    for year in company.years:
        now = chiffre_affaires_annuel(year.chiffre_affaires, year.mois)
        found.append(chiffre_affaires_de_reference(now, _or(before, now), year.law))
        before = now
    return found


def _or(past: Any, now: Any) -> Any:
    """What the year before was, or what stands for it where nobody said."""
    return unless_known(past, lambda: now)


def profit_of(company: Company, year: FiscalYear) -> Any:
    """The taxable profit: given, or that which owes the tax given."""
    if company.tax_known == "benefice":
        return year.benefice
    if company.tax_known == "impot":
        return benefice_de_l_impot(
            year.impot, year.chiffre_affaires, company.pme, year.law, year.mois, company.pme_ue
        )
    return None


def _tax(company: Company, year: FiscalYear, profit: Any) -> Any:
    return impot_societes(
        profit, year.chiffre_affaires, company.pme, year.law, year.mois, company.pme_ue
    )


def _as_said(company: Company, year: FiscalYear, move: Moves, tax: Any) -> Any:
    """The tax that the user gave stands to the cent where nothing moves the profit."""
    if company.tax_known != "impot":
        return tax
    moved = move.charges - move.produits
    if isinstance(moved, float) and not whole():
        return year.impot if moved == 0 else tax
    return np.where(moved == 0, year.impot, tax)


def _with_contributions(
    company: Company, year: FiscalYear, tax: Any, base: Any, previous: Any, reference: Any
) -> Any:
    """All taxes before reductions; a first year without known past takes its own base tax."""
    before = _or(previous, base)
    social = contribution_sociale(tax, year.chiffre_affaires, company.pme, year.law, year.mois)
    annual = chiffre_affaires_annuel(year.chiffre_affaires, year.mois)
    other = contributions_exceptionnelles(tax, before, annual, reference, year.law)
    return tax + social + other


def _taxes_moved(year: FiscalYear, move: Moves) -> Any:
    """Profit unknown: the normal rate alone, on what is deducted and billed."""
    rate = taux_de_droit_commun(chiffre_affaires_annuel(year.chiffre_affaires, year.mois), year.law)
    return impot_supplementaire(move.produits, rate) - economie_d_impot(move.charges, rate)
