"""State aid: de minimis headroom, aid intensity, and the gross grant equivalent of an advance."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from simulator.base.days import year_before
from simulator.errors import RuleError
from simulator.figure import article, cents, present_value
from simulator.law.book import Law


@article("règlement (UE) 2023/2831, art. 3 ; règlements 1407/2013, 1998/2006, 69/2001")
def place_de_minimis(aides_recues: Any, law: Law) -> Any:
    """Aid that one undertaking may still receive in the window, in euros."""
    return np.maximum(law["de_minimis.plafond"] - aides_recues, 0)


@article("règlement (UE) 2023/2831, art. 3, § 7")
def aide_admise_de_minimis(aide: Any, place: Any) -> Any:
    """Whether the new aid fits; when it does not, the whole of it falls outside."""
    return aide <= place


@article("règlement (UE) 651/2014, art. 18 ; règlements 800/2008, art. 26, et 70/2001, art. 5")
def aide_maximale_au_conseil(cout: Any, law: Law) -> Any:
    """The most that the block exemption lets public money pay of a consultancy, in euros."""
    return cents(law["aide_conseil.intensite_max"] * cout)


def debut_de_la_fenetre(jour: date, law: Law) -> date:
    """First day of the de minimis window of an aid granted that day.

    From 2024 the window rolls three years back from the day; from 2007 to 2023 it is the fiscal
    year of the day and the two before (calendar years here).
    """
    annees = int(law.bare("de_minimis.duree_fenetre"))
    if law.word("de_minimis.fenetre") == "exercices_3":
        return date(jour.year - annees + 1, 1, 1)
    debut = jour
    for _ in range(annees):
        debut = year_before(debut)
    return debut


def aides_de_la_fenetre(aides: Sequence[tuple[date, Any]], jour: date, law: Law) -> Any:
    """The aid already granted in the window that ends on a day, in euros."""
    debut = debut_de_la_fenetre(jour, law)
    return sum(montant for octroi, montant in aides if debut <= octroi <= jour)


def encours(montant: Any, differe: int, remboursement: int, mois_par_echeance: int) -> list[Any]:
    """Balance owed at the start of each period of a zero-rate advance, in euros.

    Nothing is repaid during `differe` months, then equal instalments over `remboursement` months,
    one every `mois_par_echeance` months. Raises RuleError when the months do not divide.
    """
    if differe % mois_par_echeance or remboursement % mois_par_echeance or not remboursement:
        raise RuleError("echeances_inegales", pas=mois_par_echeance)
    attente, echeances = differe // mois_par_echeance, remboursement // mois_par_echeance
    return [montant] * attente + [montant * (echeances - k) / echeances for k in range(echeances)]


@article("communication 2008/C 14/02 : taux de base et marge")
def taux_de_reference(taux_de_base: Any, marge_points: Any) -> Any:
    """Reference rate of a loan: the base rate and a margin in basis points, as a ratio."""
    return taux_de_base + marge_points / _POINTS_PAR_UNITE


_POINTS_PAR_UNITE = 10_000


@article("communication 2008/C 14/02 : équivalent-subvention brut")
def equivalent_subvention_brut(
    encours_par_periode: Sequence[Any], taux_annuel: Any, actualisation: Any, periodes_par_an: int
) -> Any:
    """What a zero-rate advance is worth as a grant: the interest not asked, discounted; in euros.

    Balances at the start of each period; both rates yearly, as ratios; floored at zero.
    """
    interets = [solde * taux_annuel / periodes_par_an for solde in encours_par_periode]
    par_periode = (
        (1 + actualisation) ** (1 / periodes_par_an) - 1 if periodes_par_an > 1 else actualisation
    )
    return cents(np.maximum(present_value(par_periode, interets), 0))


@article("hypothèse de pertes sur les avances")
def perte_attendue(montant: Any, taux_de_perte: Any) -> Any:
    """Advances that do not come back, in euros."""
    return cents(montant * taux_de_perte)


@article("recommandation 2003/361/CE : part publique de l’avance")
def part_publique_de_l_avantage(esb: Any, part_publique: Any) -> Any:
    """The part of the advantage that comes from public money, the only one that is State aid."""
    return cents(esb * part_publique)
