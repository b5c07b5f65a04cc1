"""What the law counts of a sponsor's gifts, and what earlier years left to use."""

from typing import Any

import numpy as np

from simulator.base.whole import whole
from simulator.figure import article, cents
from simulator.law.book import Law
from simulator.law.facts import known
from simulator.law.years import Laws
from simulator.ledger import Flow, Ledger, Nature, Party, flow
from simulator.rules.lignes_des_stocks import every_age
from simulator.rules.mecenat import (
    don_en_competences,
    plafond_par_salarie,
)
from simulator.rules.stocks import Report, Stocks
from simulator.rules.suivi_des_dons import some
from simulator.rules.volumes import jours_pretes, salaries_pretes

MECENAT = "CGI, art. 238 bis"


def stocks(a: Any, laws: Laws) -> Stocks:
    """What the fiscal year before the first one left to use, at the rate of today."""
    before, excess, unused = a.annee - 1, a.excedent_anterieur, a.reduction_anterieure
    first = next(iter(laws.values()))
    reduces = not whole() or first.word("mecenat.regime") == "reduction"
    if not (some(excess) or some(unused)) or not reduces:
        return Stocks()
    rate = first["mecenat.taux_reduction"]
    opening = Stocks([Report(before, rate, excess, -1)], [Report(before, 1.0, unused, -1)])
    return opened(opening, first, before) if whole() else opening


def opened(stocks: Stocks, law: Law, before: int) -> Stocks:
    """Opening stocks laid out for a workbook: every age that may still be used, at both rates."""
    rates = [law["mecenat.taux_reduction"], law["mecenat.taux_au_dela_du_seuil"]]
    return every_age(stocks, rates, before, int(law.bare("mecenat.report_exercices")))


def gift_of(given: Ledger, a: Any, law: Law) -> Any:
    """Gifts of a year at the value that the law counts: time at cost price, within its ceiling."""
    a = of_year(a, law.day.year)
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


def of_year(a: Any, year: int) -> Any:
    """The answers of a year: a line of a programme lends more or less each year (`by_year`)."""
    return getattr(a, "by_year", {}).get(year, a)


def lecture_2016(f: Flow, a: Any) -> Flow:
    """The relief of the reading that a document of 2016 makes."""
    relief = reduction_selon_le_document(f.amount, a.chiffre_affaires_mecene)
    return flow(Party.ETAT, Party.MECENE, Nature.REDUCTION_IMPOT, relief, f.year, "document 001")


@article("document 001, « Chiffres clés »")
def reduction_selon_le_document(remuneration: Any, chiffre_affaires: Any) -> Any:
    """60 % of pay and charges within 0.5 % of turnover: what the document says, in euros."""
    plafond = known("mecenat_competences.2016.plafond_part_du_ca") / 100 * chiffre_affaires
    taux = known("mecenat_competences.2016.taux_reduction") / 100
    return cents(taux * np.minimum(remuneration, plafond))
