"""Tax reads the ledger and adds its own flows: what the State takes, and what it gives back.

It knows no scheme. Deductible charges save tax, taxable income costs tax, a gift is added back and
may open the reduction of CGI 238 bis. Two schemes that move the same money cost the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.law.book import Law
from simulator.law.years import Laws
from simulator.ledger import Flow, Ledger, Nature, Party, add, flow
from simulator.rules.impot_societes import (
    economie_d_impot,
    impot_supplementaire,
)
from simulator.rules.suivi_des_dons import Annee, some
from simulator.tax.company import IS, IS_DU
from simulator.tax.sponsor import is_real, sponsor_flows, sponsor_rate

MECENAT = "CGI, art. 238 bis"


@dataclass(frozen=True, slots=True)
class Settled:
    """A ledger with its taxes, and the sponsor's gifts followed year by year."""

    ledger: Ledger
    mecenat: tuple[Annee, ...] = ()


def settle(base: Sequence[Flow], a: Any, laws: Laws) -> Settled:
    """Add to the flows of a scheme the taxes that they move; `laws` gives the law of each year."""
    rates = {Party.PME: _sme_rate} | ({} if is_real(a) else {Party.MECENE: sponsor_rate})
    taxes = _taxes(base, a, laws, rates)
    gifts, followed = sponsor_flows(Ledger(base), a, laws)
    return Settled(Ledger([*base, *taxes, *gifts]), tuple(followed))


def taxes_of_firms(base: Sequence[Flow], a: Any, laws: Laws) -> list[Flow]:
    """The taxes that the flows of a scheme move for the SMEs alone."""
    return _taxes(base, a, laws, {Party.PME: _sme_rate})


def _taxes(
    base: Sequence[Flow], a: Any, laws: Laws, rates: Mapping[Party, Callable[[Any, Law], Any]]
) -> list[Flow]:
    """Tax saved and owed year after year, party by party, each at its marginal rate."""
    charges, income = _taxed(base)
    taxes: list[Flow] = []
    for year, law in laws.items():
        for party, rate_of in rates.items():
            moved = charges.get((party, year)), income.get((party, year))
            if any(moved):
                taxes += _corporate_tax(*moved, party, rate_of(a, law), year)
    return taxes


Amounts = dict[tuple[Party, int], list[Any]]


def _taxed(base: Sequence[Flow]) -> tuple[Amounts, Amounts]:
    """Deductible charges by payer and year, taxable income by payee and year, in euros."""
    charges: Amounts = {}
    income: Amounts = {}
    for f in base:
        if f.nature.deductible:
            charges.setdefault((f.payer, f.year), []).append(f.amount)
        if f.nature.taxable:
            income.setdefault((f.payee, f.year), []).append(f.amount)
    return charges, income


def warnings(followed: Sequence[Annee], laws: Sequence[Law]) -> tuple[str, ...]:
    """The reserves that the gifts themselves call for, keys of `reserves` in the texts."""
    keys = []
    if any(some(year.report_restant) for year in followed):
        keys.append("excedent_reporte")
    if followed and any(some(a.reduction_reportee) or some(a.reduction_perdue) for a in followed):
        keys.append("reduction_en_attente")
    if any(
        year.regime == "reduction" and some(year.dons - law.bare("mecenat.seuil_declaration"))
        for year, law in zip(followed, laws, strict=False)
    ):
        keys.append("declaration_des_dons")
    return tuple(keys)


def _sme_rate(a: Any, law: Law) -> Any:
    """Marginal rate of the SME, as a ratio."""
    if a.imposition_pme == "non_imposee":
        return 0.0
    rates = {"taux_reduit": "is.taux_reduit_pme", "taux_intermediaire": "is.taux_intermediaire"}
    return law[rates.get(a.imposition_pme, "is.taux_normal")]


def _corporate_tax(
    charges: list[Any] | None, income: list[Any] | None, party: Party, rate: Any, year: int
) -> list[Flow]:
    """Tax saved on charges and owed on income: two flows, so that each can be shown."""
    flows = []
    if charges:
        saved = economie_d_impot(add(charges), rate)
        flows.append(flow(Party.ETAT, party, Nature.ECONOMIE_IS, saved, year, IS))
    if income:
        owed = impot_supplementaire(add(income), rate)
        flows.append(flow(party, Party.ETAT, Nature.SUPPLEMENT_IS, owed, year, IS_DU))
    return flows
