"""CGI, article 238 bis: what a gift is worth to the company that makes it, year after year.

Two stocks live side by side. An *excess* (report) is a gift above the cap: it may still open a
reduction in the five following fiscal years, after the gifts of each of them and within its cap, at
the rate of its first year. An *unused reduction* is a reduction above the tax due: it may be set
against the tax of the five following fiscal years, after the reduction of each of them.
"""

from collections.abc import Sequence
from math import isfinite
from typing import Any, Literal

import numpy as np

from simulator.figure import article, cents
from simulator.law.book import Law
from simulator.ledger import add

SliceOrder = Literal["taux_plein_d_abord", "proportionnelle"]
PassReading = Literal["temps_partage", "annuel_entier", "mensuel_par_an"]


@article("CGI, art. 238 bis, 3")
def plafond_des_dons(chiffre_affaires: Any, law: Law) -> Any:
    """The higher of a lump sum and a share of turnover, in euros, one cap for all gifts."""
    return cents(
        np.maximum(
            law["mecenat.plafond_forfaitaire"], law["mecenat.plafond_part_du_ca"] * chiffre_affaires
        )
    )


@article("CGI, art. 238 bis, 2")
def dons_au_taux_plein(dons: Any, dons_aide_sociale: Any, law: Law) -> Any:
    """Gifts of the year up to the threshold, and all those to social-aid bodies, in euros."""
    return dons_aide_sociale + np.minimum(dons, law["mecenat.seuil_second_taux"])


@article("CGI, art. 238 bis, 2, second taux")
def dons_au_second_taux(dons: Any, law: Law) -> Any:
    """Gifts of the year above the threshold, in euros."""
    return np.maximum(dons - law["mecenat.seuil_second_taux"], 0)


@article("CGI, art. 238 bis, 3, dons de l’exercice")
def dons_retenus(dons: Any, place: Any) -> Any:
    """Gifts that fit in the room left under the cap, in euros."""
    return np.minimum(dons, place)


@article("CGI, art. 238 bis, 3, répartition proportionnelle")
def dons_retenus_au_prorata(tranche: Any, total: Any, plafond: Any) -> Any:
    """The other reading of a text that is silent: each slice takes its share of the cap."""
    return cents(tranche * np.where(total > plafond, plafond / np.maximum(total, 1), 1))


@article("CGI, art. 238 bis, 3, report des excédents")
def excedent_utilise(excedent: Any, place: Any) -> Any:
    """Older excess that fits under the cap, after the gifts of the year, in euros."""
    return np.minimum(excedent, place)


@article("CGI, art. 238 bis, 1")
def reduction_de_l_exercice(parts: Sequence[tuple[Any, Any]]) -> Any:
    """Each retained amount at its own rate, the rate of its first year; in euros."""
    return cents(add(taux * montant for taux, montant in parts))


@article("CGI, art. 220 E ; annexe III, art. 49 septies XB")
def reduction_imputee(reduction: Any, impot_restant: Any) -> Any:
    """The reduction that the tax due can bear, in euros; the rest is never refunded."""
    return np.minimum(reduction, impot_restant)


@article("CGI, art. 238 bis (rédaction antérieure à 2003)")
def economie_de_la_deduction(don_deductible: Any, taux_is: Any) -> Any:
    """Before 2003 a gift was deducted from profit: the saving is the tax on it, in euros."""
    return cents(don_deductible * taux_is)


@article("CGI, art. 238 bis, 1, prix de revient")
def don_en_competences(cout: Any, plafond_par_salarie: Any, salaries: Any) -> Any:
    """Cost price of the time given, each employee within three times the ceiling; in euros."""
    return cents(np.minimum(cout, plafond_par_salarie * salaries))


@article("CSS, art. L. 241-3 : plafonds des années du prêt, en proportion de leurs jours")
def plafond_des_annees_du_pret(plafonds: Sequence[Any], jours_par_annee: Sequence[Any]) -> Any:
    """The yearly social-security ceiling of a loan over several years, in euros a year.

    The text names no year: that of each day lent is our reading.
    """
    products = [p * n for p, n in zip(plafonds, jours_par_annee, strict=True)]
    return add(products) / add(jours_par_annee)


@article("CGI, art. 238 bis, 1 ; CSS, art. L. 241-3")
def plafond_par_salarie(
    part_de_l_annee: Any,
    lecture: PassReading,
    law: Law,
    annees: float = 1,
    pass_annuel: Any = None,
) -> Any:
    """The ceiling for one lent employee, in euros; the text names no period: three readings.

    `temps_partage`: by the share of the year lent; `annuel_entier`: whole whatever the time;
    `mensuel_par_an`: one month's ceiling for the whole year. `part_de_l_annee` from 0 to `annees`,
    the length of the fiscal year in years when it is longer than one. `pass_annuel`: the
    social-security ceiling of the years of the loan, that of the law's day when not said.
    """
    ceiling = law["securite_sociale.pass_annuel"] if pass_annuel is None else pass_annuel
    annuel = law["mecenat.plafond_pass_multiple"] * ceiling
    if not isfinite(float(law.bare("mecenat.plafond_pass_multiple"))):
        return annuel  # no ceiling yet, whatever the time
    if lecture == "temps_partage":
        return annuel * np.minimum(part_de_l_annee, annees)
    return annuel / 12 if lecture == "mensuel_par_an" else annuel
