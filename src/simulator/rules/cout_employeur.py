"""What a lent manager costs: yearly cost from gross pay, then the cost of a day."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from simulator.base.whole import refuse_where, whole
from simulator.errors import RuleError
from simulator.figure import article, cents, value_of
from simulator.law.book import Law
from simulator.ledger import add
from simulator.text import formats

PAY = "salaire_brut"
"""The answer that gives gross pay, in every form."""


@article("CSS, art. L. 241-5 et suivants ; barème annuel des cotisations d’un cadre")
def cout_mensuel(brut: Any, law: Law) -> Any:
    """Gross pay and employer contributions of a private-sector manager for a month, in euros.

    A fit of the yearly scales by brackets of the social-security ceiling (P): full time, firm above
    50 staff, mainland, office accident rate. Raises RuleError below the pay it was fitted from.
    """
    lowest = law.bare("cout_employeur.brut_minimal")
    below = np.asarray(value_of(brut)) < lowest
    if whole():
        refuse_where("brut_trop_bas", brut < law["cout_employeur.brut_minimal"])
    elif below.any():
        minimum = formats.euros(lowest * 12)
        year = law.day.year
        raise RuleError("brut_trop_bas", where=below, of=PAY, minimum=minimum, annee=year)
    p, smic = law["cout_employeur.pass_mensuel"], law["cout_employeur.smic_mensuel"]
    second, third = (
        law[f"cout_employeur.{name}_tranche_en_pass"] * p for name in ("deuxieme", "troisieme")
    )
    cost = (
        law["cout_employeur.ensemble"] * brut
        + law["cout_employeur.jusqu_a_1_pass"] * np.minimum(brut, p)
        + law["cout_employeur.jusqu_a_4_pass"] * np.minimum(brut, second)
        + law["cout_employeur.jusqu_a_8_pass"] * np.minimum(brut, third)
        + np.where(
            brut > p, law["cout_employeur.cet_au_dela_de_1_pass"] * np.minimum(brut, third), 0
        )
    )
    return cost + _allegements(brut, smic, law) + _garantie_minimale(brut, p, law)


def _allegements(brut: Any, smic: Any, law: Law) -> Any:
    """The cuts of the year, negative, in euros a month."""
    under_family = brut < law["cout_employeur.seuil_allocations_familiales"]
    under_health = brut <= law["cout_employeur.seuil_maladie"]
    ceiling = law["cout_employeur.allegement_sortie_en_smic"] * smic
    under_relief = brut < ceiling  # the family threshold of the first quarter of 2016
    return (
        np.where(under_family, law["cout_employeur.taux_allocations_familiales"] * brut, 0)
        + np.where(under_relief, law["cout_employeur.allocations_familiales_q1"] * brut, 0)
        + np.where(under_health, law["cout_employeur.taux_maladie"] * brut, 0)
        + law["cout_employeur.pente_allegement"] * np.maximum(ceiling - brut, 0)
        - reduction_generale_degressive(brut, smic, law)
    )


@article("CSS, art. L. 241-13 ; décret 2025-887")
def reduction_generale_degressive(brut: Any, smic: Any, law: Law) -> Any:
    """The single general reduction since 2026, in euros a month; nil from three minimum wages."""
    ceiling = law["cout_employeur.rgdu_sortie_en_smic"] * smic
    distance = np.maximum(0.5 * (ceiling / np.maximum(brut, smic) - 1), 0)
    rate = law["cout_employeur.rgdu_tmin"] + law["cout_employeur.rgdu_tdelta"] * (
        distance ** law["cout_employeur.rgdu_puissance"]
    )
    return np.where(brut < ceiling, brut * rate, 0)


def _garantie_minimale(brut: Any, p: Any, law: Law) -> Any:
    """The minimum points guarantee of managers, until 2018, in euros a month."""
    end = law["cout_employeur.gmp_fin_en_pass"]
    if law.bare("cout_employeur.gmp_fin_en_pass") == 0:
        return 0 * brut
    share = (end * p - np.maximum(brut, p)) / (end * p - p)
    return law["cout_employeur.gmp"] * np.minimum(np.maximum(share, 0), 1)


@article("barème annuel des cotisations d’un cadre, douze mois")
def cout_annuel(brut_annuel: Any, law: Law) -> Any:
    """Yearly cost of a manager from yearly gross pay, in euros."""
    return cents(12 * cout_mensuel(brut_annuel / 12, law))


@article("taux de cotisations : celui de l’entreprise, ou une hypothèse avant 2010")
def cout_annuel_forfaitaire(brut_annuel: Any, taux: Any) -> Any:
    """Yearly cost from yearly gross pay and one rate of contributions, in euros."""
    return cents(brut_annuel * (1 + taux))


@article("Service-Public, fiche F3177 : après déduction des aides liées au contrat")
def cout_annuel_net_des_aides(cout_annuel: Any, aides_annuelles: Any) -> Any:
    """Yearly cost less the aid tied to the contract, in euros; never negative."""
    return cents(np.maximum(cout_annuel - aides_annuelles, 0))


@article("Code du travail, art. L. 3121-64 (forfait annuel en jours)")
def cout_de_la_journee(cout_annuel: Any, law: Law) -> Any:
    """Yearly cost over the days of a yearly flat-rate contract, in euros a day (not rounded)."""
    return cout_annuel / law["temps.jours_forfait"]


@article("CGI, art. 238 bis, 1 : prix de revient, au prorata du temps")
def cout_du_temps_prete(cout_journee: Any, jours: Any) -> Any:
    """Cost of the days lent, in euros."""
    return cents(cout_journee * jours)


@article("Code du travail, art. L. 3121-41 (durée légale annuelle)")
def cout_de_l_heure(cout_annuel: Any, law: Law) -> Any:
    """Yearly cost over the hours of a legal working year, in euros an hour (not rounded)."""
    return cout_annuel / law["temps.heures_annuelles"]


@article("CGI, art. 238 bis, 1 : prix de revient, part de l’année")
def cout_d_une_part_de_l_annee(cout_annuel: Any, part_de_l_annee: Any) -> Any:
    """Cost of a share of the year, in euros."""
    return cents(cout_annuel * part_de_l_annee)


@article("CGI, art. 238 bis, 1 : prix de revient, chaque année à son barème")
def cout_du_pret(couts: Sequence[Any]) -> Any:
    """Cost of a loan cut at each change of the scales, in euros."""
    return cents(add(couts))
