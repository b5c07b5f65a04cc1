"""Six fiscal years of many sponsors at once: taxes, gifts under the cap, both stocks.

The same function follows one case, a thousand, a sweep of gifts, or `Figure` objects inside a
trace. What chooses a rule (days, scheme of rates, how the tax is known) groups the cases; what is
counted is an array with one line a case and one column a variant.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import numpy as np

from simulator.law import Law
from simulator.rules.impot_societes import (
    benefice_de_l_impot,
    contribution_sociale,
    contributions_exceptionnelles,
    economie_d_impot,
    impot_societes,
    impot_supplementaire,
    taux_de_droit_commun,
    taux_de_surtaxe,
)
from simulator.rules.mecenat import Annee, Exercice, SliceOrder, Stocks, suivi
from simulator.sponsor.case import length_in_months

TaxKnown = Literal["benefice", "impot", "inconnu"]


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """One fiscal year of the company itself, amounts in euros.

    `benefice` and `impot` are None when nobody gave them; `impot_groupe` is the tax of the
    integrated group that bears the reduction, None outside a group, infinite when unknown.
    """

    cloture: date
    ouverture: date
    mois: int
    law: Law
    chiffre_affaires: Any
    benefice: Any = None
    impot: Any = None
    impot_groupe: Any = None


@dataclass(frozen=True, slots=True)
class Moves:
    """What a variant moves in one fiscal year, in euros."""

    dons: Any = 0.0
    dons_aide_sociale: Any = 0.0
    charges: Any = 0.0
    produits: Any = 0.0


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
    """What does not change from one variant to another."""

    years: tuple[FiscalYear, ...]
    pme: bool
    tax_known: TaxKnown
    ordre: SliceOrder = "taux_plein_d_abord"
    impot_precedent: Any = None  # corporate tax of the year before the first, None when unknown


def follow(company: Company, moves: Sequence[Moves], stocks: Stocks) -> Followed:
    """Follow a company over its years with these moves; `stocks` is consumed."""
    impots: list[Any] = []
    taxes: list[Any] = []
    dus: list[Any] = []
    previous = company.impot_precedent
    for year, move in zip(company.years, moves, strict=True):
        profit = profit_of(company, year)
        if profit is None:
            impots.append(None)
            taxes.append(_taxes_moved(year, move))
            due = np.inf
        else:
            base = _tax(company, year, profit)
            tax = _tax(company, year, profit - move.charges + move.produits)
            tax = _as_said(company, year, move, tax)
            impots.append(tax)
            taxes.append(_with_contributions(company, year, tax, base, previous))
            previous = tax
            due = tax
        dus.append(due if year.impot_groupe is None else year.impot_groupe)
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


def profit_of(company: Company, year: FiscalYear) -> Any:
    """The taxable profit: given, or that which owes the tax given."""
    if company.tax_known == "benefice":
        return year.benefice
    if company.tax_known == "impot":
        return benefice_de_l_impot(
            year.impot, year.chiffre_affaires, company.pme, year.law, year.mois
        )
    return None


def _tax(company: Company, year: FiscalYear, profit: Any) -> Any:
    return impot_societes(profit, year.chiffre_affaires, company.pme, year.law, year.mois)


def _as_said(company: Company, year: FiscalYear, move: Moves, tax: Any) -> Any:
    """The tax that the user gave stands to the cent where nothing moves the profit."""
    if company.tax_known != "impot":
        return tax
    moved = move.charges - move.produits
    if isinstance(moved, float):
        return year.impot if moved == 0 else tax
    return np.where(moved == 0, year.impot, tax)


def _with_contributions(
    company: Company, year: FiscalYear, tax: Any, base: Any, previous: Any
) -> Any:
    """All taxes before reductions; a first year without known past takes its own base tax."""
    before = base if previous is None else previous
    social = contribution_sociale(tax, year.chiffre_affaires, company.pme, year.law, year.mois)
    other = contributions_exceptionnelles(tax, before, year.chiffre_affaires, year.law)
    return tax + social + other


def _taxes_moved(year: FiscalYear, move: Moves) -> Any:
    """Profit unknown: the normal rate alone, on what is deducted and billed."""
    rate = taux_de_droit_commun(year.chiffre_affaires * 12 / year.mois, year.law)
    return impot_supplementaire(move.produits, rate) - economie_d_impot(move.charges, rate)


def months_between(opening: date, closing: date) -> int:
    """Length of a fiscal year in whole months, at least one; half a month rounds."""
    return max(1, round(length_in_months(opening, closing)))


def surtaxed(year: FiscalYear) -> bool:
    """Whether the exceptional contribution of very large firms is due that year."""
    return float(taux_de_surtaxe(year.chiffre_affaires, year.law)) > 0
