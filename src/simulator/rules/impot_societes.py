"""Corporate tax (impôt sur les sociétés) of an SME or a large firm, and what is added to it.

Every threshold on turnover is met by a turnover brought to twelve months; `mois` is the length of
the fiscal year in months, the days of a broken month counting for n/30.
"""

from typing import Any

import numpy as np

from simulator.base.whole import whole
from simulator.figure import article, cents, value_of
from simulator.law.book import Law


def chiffre_affaires_annuel(chiffre_affaires: Any, mois: float = 12) -> Any:
    """Turnover brought to twelve months, in euros: what every threshold is compared with.

    BOI-IS-LIQ-20-10, n° 70; BOI-IS-AUT-60.
    """
    return chiffre_affaires if mois == 12 else chiffre_affaires * 12 / mois


@article("CGI, art. 219, I, b")
def benefice_au_taux_reduit(
    benefice: Any, chiffre_affaires: Any, pme: bool, law: Law, mois: float = 12
) -> Any:
    """The part of the profit of an SME taxed at the reduced rate, in euros.

    `pme`: capital fully paid up, three quarters held by individuals. The ceiling follows the length
    of the fiscal year.
    """
    if not pme:
        return benefice * 0
    annuel = chiffre_affaires_annuel(chiffre_affaires, mois)
    maximum = law["is.taux_reduit_ca_max"]
    strict = law.word("is.taux_reduit_ca_test") == "strict"
    ouvert = annuel < maximum if strict else annuel <= maximum
    plafond = law["is.taux_reduit_plafond"] * mois / 12
    return np.where(ouvert, np.minimum(benefice, plafond), 0)


@article("CGI, art. 219, I (barème transitoire)")
def benefice_au_taux_intermediaire(
    benefice: Any,
    au_taux_reduit: Any,
    chiffre_affaires: Any,
    law: Law,
    mois: float = 12,
    pme_ue: Any = True,
) -> Any:
    """The part of the profit taxed at 28 % on the way down from a third to a quarter, in euros.

    In 2017 for SMEs in the sense of the Union alone: by turnover here, and by `pme_ue` what is
    known of their staff. Who holds the capital plays no part.
    """
    limite = law["is.taux_intermediaire_limite"] * mois / 12
    tranche = np.maximum(np.minimum(benefice, limite) - au_taux_reduit, 0)
    if law.word("is.taux_intermediaire_reserve_pme") != "oui":
        return tranche
    if not (whole() or np.any(value_of(pme_ue))):
        return benefice * 0
    petite = chiffre_affaires_annuel(chiffre_affaires, mois) <= law["pme.ca_max"]
    return np.where(petite & pme_ue, tranche, 0)


@article("CGI, art. 219, I")
def taux_de_droit_commun(chiffre_affaires: Any, law: Law) -> Any:
    """The rate of the last euro of profit, by turnover, as a ratio."""
    return np.where(
        chiffre_affaires >= law["is.grande_entreprise_ca"],
        law["is.taux_grande_entreprise"],
        law["is.taux_normal"],
    )


@article("CGI, art. 219")
def impot_societes(
    benefice: Any,
    chiffre_affaires: Any,
    pme: bool,
    law: Law,
    mois: float = 12,
    pme_ue: bool = True,
) -> Any:
    """Corporate tax of a fiscal year before reductions, in euros; nothing on a loss."""
    imposable = np.maximum(benefice, 0)
    reduit = benefice_au_taux_reduit(imposable, chiffre_affaires, pme, law, mois)
    intermediaire = benefice_au_taux_intermediaire(
        imposable, reduit, chiffre_affaires, law, mois, pme_ue
    )
    taux = taux_de_droit_commun(chiffre_affaires_annuel(chiffre_affaires, mois), law)
    return cents(
        reduit * law["is.taux_reduit_pme"]
        + intermediaire * law["is.taux_intermediaire"]
        + (imposable - reduit - intermediaire) * taux
    )


@article("CGI, art. 235 ter ZC")
def contribution_sociale(
    impot: Any, chiffre_affaires: Any, pme: bool, law: Law, mois: float = 12
) -> Any:
    """3.3 % of the tax before reductions, above an allowance, in euros; small SMEs are exempt."""
    abattement = law["is.csb_abattement"] * mois / 12
    due = law["is.csb_taux"] * np.maximum(impot - abattement, 0)
    if not pme:
        return cents(due)
    annuel = chiffre_affaires_annuel(chiffre_affaires, mois)
    petite = annuel < law["is.csb_ca_exoneration"]
    return cents(np.where(petite, 0, due))


def chiffre_affaires_de_reference(annuel: Any, precedent: Any, law: Law) -> Any:
    """The turnover that meets the thresholds of the exceptional contribution, in euros a year.

    Since 2025 that of the fiscal year or of the one before (BOI-IS-AUT-60, n° 1 and 10): the higher
    of the two. What counts is the turnover of the profits taxed in France.
    """
    if law.word("is.surtaxe_ca_reference") == "exercice_ou_precedent":
        return np.maximum(annuel, precedent)
    return annuel


@article("CGI, art. 235 ter ZAA ; lois 2017-1640, 2025-127, 2026-103")
def taux_de_surtaxe(chiffre_affaires: Any, law: Law) -> Any:
    """Exceptional contribution of very large firms, as a share of the tax before reductions.

    `chiffre_affaires`: of reference, over twelve months. Where the law smooths the step, the rate
    grows over a band above each threshold. Nothing is counted of a rate that no law gives yet:
    `surtaxe_inconnue` says so.
    """
    if not law.knows("is.surtaxe_taux"):
        return chiffre_affaires * 0
    bas, haut = law["is.surtaxe_ca_min"], law["is.surtaxe_ca_min_haut"]
    taux, taux_haut = law["is.surtaxe_taux"], law["is.surtaxe_taux_haut"]
    bande = np.maximum(law["is.surtaxe_lissage"], _UN_EURO)
    if law.word("is.surtaxe_ca_test") == "strict":
        return np.where(chiffre_affaires > bas, taux, 0)
    premier = np.where(chiffre_affaires >= bas, np.minimum((chiffre_affaires - bas) / bande, 1), 0)
    second = np.where(chiffre_affaires >= haut, np.minimum((chiffre_affaires - haut) / bande, 1), 0)
    if law.bare("is.surtaxe_lissage") == 0:
        premier = np.where(chiffre_affaires >= bas, 1, 0)
        second = np.where(chiffre_affaires >= haut, 1, 0)
    return taux * premier + (taux_haut - taux) * second


def surtaxe_inconnue(chiffre_affaires: float, law: Law) -> bool:
    """Whether a contribution that no law gives yet may be due: it was, at the last known threshold.

    `chiffre_affaires`: of reference, over twelve months.
    """
    if law.knows("is.surtaxe_taux"):
        return False
    last = law.last_known("is.surtaxe_ca_min")
    return last is not None and chiffre_affaires >= float(last.value or 0)


_UN_EURO = 1.0


def taux_des_contributions_anciennes(chiffre_affaires: Any, law: Law) -> Any:
    """The contributions of CGI 235 ter ZA and ZB (nil since 2006), as a share of the tax.

    The second is owed from a turnover over twelve months.
    """
    return law["is.contribution_235_ter_za"] + np.where(
        chiffre_affaires >= law["is.contribution_235_ter_zb_ca_min"],
        law["is.contribution_235_ter_zb"],
        0,
    )


@article("CGI, art. 235 ter ZA, ZAA et ZB ; lois 2017-1640, 2025-127, 2026-103")
def contributions_exceptionnelles(
    impot: Any, impot_precedent: Any, annuel: Any, reference: Any, law: Law
) -> Any:
    """What very large firms owe on top of the tax before reductions, in euros.

    `annuel`: turnover over twelve months; `reference`: that of the exceptional contribution. From
    2025 its base is the mean of the tax of the year and of the year before.
    """
    moyenne = law.word("is.surtaxe_assiette") == "moyenne_deux_exercices"
    assiette = (impot + impot_precedent) / 2 if moyenne else impot
    autres = taux_des_contributions_anciennes(annuel, law)
    return cents(taux_de_surtaxe(reference, law) * assiette + autres * impot)


@article("CGI, art. 219 : bénéfice qui donne cet impôt")
def benefice_de_l_impot(
    impot: Any,
    chiffre_affaires: Any,
    pme: bool,
    law: Law,
    mois: float = 12,
    pme_ue: bool = True,
) -> Any:
    """The profit that owes this tax, in euros: the scale read the other way; 0 for no tax."""
    reduit = benefice_au_taux_reduit(
        law["is.taux_reduit_plafond"] * mois / 12, chiffre_affaires, pme, law, mois
    )
    tranche = benefice_au_taux_intermediaire(
        law["is.taux_intermediaire_limite"] * mois / 12,
        reduit,
        chiffre_affaires,
        law,
        mois,
        pme_ue,
    )
    taux = taux_de_droit_commun(chiffre_affaires_annuel(chiffre_affaires, mois), law)
    bas, moyen = law["is.taux_reduit_pme"], law["is.taux_intermediaire"]
    premier, second = reduit * bas, tranche * moyen
    return cents(
        np.minimum(impot, premier) / bas
        + np.minimum(np.maximum(impot - premier, 0), second) / moyen
        + np.maximum(impot - premier - second, 0) / taux
    )


@article("CGI, art. 219, 235 ter ZC et 235 ter ZAA")
def taux_marginal_du_mecene(chiffre_affaires: Any, avec_contributions: bool, law: Law) -> Any:
    """What one more euro of deductible charge saves, as a ratio.

    With `avec_contributions`, the 3.3 % contribution and the exceptional ones follow the tax.
    """
    taux = taux_de_droit_commun(chiffre_affaires, law)
    if not avec_contributions:
        return taux
    autres = taux_des_contributions_anciennes(chiffre_affaires, law)
    return taux * (1 + taux_de_surtaxe(chiffre_affaires, law) + law["is.csb_taux"] + autres)


@article("CGI, art. 39 et 219")
def economie_d_impot(charge_deductible: Any, taux: Any) -> Any:
    """Tax that a deductible charge saves at a marginal rate, in euros."""
    return cents(charge_deductible * taux)


@article("CGI, art. 38 et 219")
def impot_supplementaire(produit: Any, taux: Any) -> Any:
    """Tax that one more taxable income costs at a marginal rate, in euros."""
    return cents(produit * taux)
