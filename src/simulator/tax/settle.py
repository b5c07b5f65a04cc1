"""Tax reads the ledger and adds its own flows: what the State takes, and what it gives back.

It knows no scheme. Deductible charges save tax, taxable income costs tax, a gift is added back and
may open the reduction of CGI 238 bis. Two schemes that move the same money cost the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from simulator.figure import article, cents
from simulator.law.book import Law
from simulator.law.facts import known
from simulator.law.years import Laws
from simulator.ledger import Flow, Ledger, Nature, Party, add, flow
from simulator.rules.impot_societes import (
    economie_d_impot,
    impot_supplementaire,
    taux_marginal_du_mecene,
)
from simulator.rules.mecenat import (
    don_en_competences,
    economie_de_la_deduction,
    plafond_par_salarie,
)
from simulator.rules.suivi_des_dons import Annee, Exercice, some, suivi
from simulator.rules.volumes import jours_pretes, salaries_pretes

IS = "CGI, art. 39 et 219"
MECENAT = "CGI, art. 238 bis"


@dataclass(frozen=True, slots=True)
class Settled:
    """A ledger with its taxes, and the sponsor's gifts followed year by year."""

    ledger: Ledger
    mecenat: tuple[Annee, ...] = ()


def settle(base: Sequence[Flow], a: Any, laws: Laws) -> Settled:
    """Add to the flows of a scheme the taxes that they move; `laws` gives the law of each year."""
    charges, income = _taxed(base)
    taxes: list[Flow] = []
    for year, law in laws.items():
        for party, rate_of in ((Party.PME, _sme_rate), (Party.MECENE, sponsor_rate)):
            moved = charges.get((party, year)), income.get((party, year))
            if any(moved):
                taxes += _corporate_tax(*moved, party, rate_of(a, law), year)
    gifts, followed = _mecenat(Ledger(base), a, laws)
    return Settled(Ledger([*base, *taxes, *gifts]), tuple(followed))


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


def sponsor_rate(a: Any, law: Law) -> Any:
    """Marginal rate of the sponsor, as a ratio."""
    if a.imposition_mecene == "non_impose":
        return 0.0
    with_contributions = a.imposition_mecene == "avec_contributions"
    return taux_marginal_du_mecene(a.chiffre_affaires_mecene, with_contributions, law)


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
        flows.append(
            flow(party, Party.ETAT, Nature.SUPPLEMENT_IS, owed, year, "CGI, art. 38 et 219")
        )
    return flows


def _mecenat(ledger: Ledger, a: Any, laws: Laws) -> tuple[list[Flow], list[Annee]]:
    """The reduction that these gifts add to that of the sponsor's other gifts, year by year.

    The years of the case, then those in which what is left may still be used: a cost over six
    fiscal years is what is borne once carries are used or dead.
    """
    given = ledger.where(payer=Party.MECENE, nature=lambda n: bool(n.don))
    if not len(given):
        return [], []
    if any(f.nature.don == "lecture_2016" for f in given):
        return [_lecture_2016(f, a) for f in given], []
    gifts = {year: _gift_of(given.where(year=year), a, law) for year, law in laws.items()}
    sides = [_years(a, laws, gifts), *([_years(a, laws, {})] if some(a.autres_dons) else [])]
    followed = [_followed(years, laws, a) for years in sides]
    if any(map(_waits, followed)):
        followed = _to_the_end(sides, laws, a)
    others = followed[1] if len(followed) > 1 else [None] * len(followed[0])
    flows: list[Flow] = []
    for with_gift, without, law in zip(followed[0], others, laws.looked_up(), strict=False):
        flows += _relief(with_gift, without, a, law)
    return flows, followed[0]


def _followed(years: Sequence[Exercice], laws: Laws, a: Any) -> list[Annee]:
    return suivi(years, list(laws.looked_up())[: len(years)], ordre=a.ordre_tranches)


def _waits(followed: Sequence[Annee]) -> bool:
    """Whether something is left for later years."""
    return some(followed[-1].report_restant) or some(followed[-1].reduction_reportee)


def _to_the_end(sides: Sequence[list[Exercice]], laws: Laws, a: Any) -> list[list[Annee]]:
    """The same years and the later ones, without gifts: the taxes of the last one go on.

    An excess deducted before 2003 goes no further than its own rules: no text says what it becomes.
    """
    regimes = [law.word("mecenat.regime") for law in (*laws.values(), *laws.later.values())]
    same = next((n for n, regime in enumerate(regimes) if regime != regimes[0]), len(regimes))
    return [
        _followed([*years, *(_after(years[-1], year) for year in laws.later)][:same], laws, a)
        for years in sides
    ]


def _after(last: Exercice, year: int) -> Exercice:
    return replace(last, cloture=date(year, 12, 31), dons=0.0)


def _years(a: Any, laws: Laws, gifts: Mapping[int, Any]) -> list[Exercice]:
    due = np.inf if a.impot_du_mecene is None else a.impot_du_mecene
    if a.imposition_mecene == "non_impose":
        due = 0.0  # the reduction is set against the tax due, and never refunded
    return [
        Exercice(
            cloture=date(year, 12, 31),
            chiffre_affaires=a.chiffre_affaires_mecene,
            dons=a.autres_dons + gifts[year] if year in gifts else a.autres_dons,
            impot_du=due,
        )
        for year in laws
    ]


def _relief(with_gift: Annee, without: Annee | None, a: Any, law: Law) -> list[Flow]:
    """What the gifts add, one flow each way: other gifts at a lower rate may take their place."""
    year = with_gift.cloture.year
    if with_gift.regime == "deduction":
        before = 0.0 if without is None else without.deduction
        saved = economie_de_la_deduction(with_gift.deduction - before, sponsor_rate(a, law))
        return [flow(Party.ETAT, Party.MECENE, Nature.ECONOMIE_IS, saved, year, MECENAT)]
    gained = with_gift.reduction_imputee
    if without is None:
        return [flow(Party.ETAT, Party.MECENE, Nature.REDUCTION_IMPOT, gained, year, MECENAT)]
    change = gained - without.reduction_imputee
    return [
        flow(
            Party.ETAT, Party.MECENE, Nature.REDUCTION_IMPOT, np.maximum(change, 0), year, MECENAT
        ),
        flow(Party.MECENE, Party.ETAT, Nature.SUPPLEMENT_IS, np.maximum(-change, 0), year, MECENAT),
    ]


def _gift_of(given: Ledger, a: Any, law: Law) -> Any:
    """Gifts of a year at the value that the law counts: time at cost price, within its ceiling."""
    total: Any = 0.0
    for f in given:
        if f.nature.don == "competences":
            salaries = salaries_pretes(a)
            jours = jours_pretes(a) / salaries
            part = jours / law["temps.jours_forfait"] if law.knows("temps.jours_forfait") else 0.0
            ceiling = plafond_par_salarie(part, a.lecture_pass, law)
            total = total + don_en_competences(f.amount, ceiling, salaries)
        else:
            total = total + f.amount
    return total


def _lecture_2016(f: Flow, a: Any) -> Flow:
    relief = reduction_selon_le_document(f.amount, a.chiffre_affaires_mecene)
    return flow(Party.ETAT, Party.MECENE, Nature.REDUCTION_IMPOT, relief, f.year, "document 001")


@article("document 001, « Chiffres clés »")
def reduction_selon_le_document(remuneration: Any, chiffre_affaires: Any) -> Any:
    """60 % of pay and charges within 0.5 % of turnover: what the document says, in euros."""
    plafond = known("mecenat_competences.2016.plafond_part_du_ca") / 100 * chiffre_affaires
    taux = known("mecenat_competences.2016.taux_reduction") / 100
    return cents(taux * np.minimum(remuneration, plafond))
