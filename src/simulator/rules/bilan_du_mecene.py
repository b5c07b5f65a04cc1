"""What the sponsor really keeps to pay: the reading of CGI 238 bis beside an ordinary charge."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from simulator.figure import article, cents
from simulator.ledger import add


@article("CGI, art. 238 bis, 1 : sommes données et prix de revient")
def cout_des_operations(couts: Sequence[Any]) -> Any:
    """What the operations cost before any tax, in euros."""
    return cents(add(couts))


@article("CGI, art. 238 bis et 220 E : part des dons de l’exercice")
def reduction_des_dons_de_l_exercice(directes: Sequence[Any], ajoutees: Sequence[Any]) -> Any:
    """What the gifts of each year open and use that very year, in euros."""
    return cents(
        add(np.minimum(np.maximum(d, 0), a) for d, a in zip(directes, ajoutees, strict=True))
    )


@article("CGI, art. 238 bis, 3, et 220 E : part reportée")
def reduction_des_reports(reduction: Any, reduction_exercice: Any) -> Any:
    """What comes from a carry and is used later, in euros."""
    return cents(reduction - reduction_exercice)


@article("CGI, art. 238 bis, 3, et 220 E : droits, chacun à son taux")
def droits_ajoutes(avec: Sequence[Any], sans: Sequence[Any]) -> Any:
    """Rights to a reduction, waiting or dead, that exist only because of the operations; euros."""
    return cents(add(a - s for a, s in zip(avec, sans, strict=True)))


@article("CGI, art. 219, 235 ter ZC et 235 ter ZAA : avec et sans la charge")
def economie_d_une_charge(impots_sans: Sequence[Any], impots_avec: Sequence[Any]) -> Any:
    """Taxes that a deductible charge saves over the years, computed forward, in euros."""
    return cents(add(s - a for s, a in zip(impots_sans, impots_avec, strict=True)))


@article("CGI, art. 238 bis et 220 E : avec et sans les opérations")
def reduction_ajoutee(avec: Sequence[Any], sans: Sequence[Any]) -> Any:
    """Reductions set against the tax that exist only because of the operations, in euros."""
    return cents(add(a - s for a, s in zip(avec, sans, strict=True)))


@article("coût, moins ce qui est facturé, moins les impôts en moins")
def cout_net_des_operations(cout: Any, facture: Any, economie: Any, reduction: Any) -> Any:
    """What the operations cost after tax, in euros."""
    return cents(cout - facture - economie - reduction)


@article("coût net d’une charge ordinaire, moins coût net des opérations")
def gain_en_euros(cout_net_ordinaire: Any, cout_net: Any) -> Any:
    """What the sponsor gains over paying the employee as usual, in euros; negative for a loss."""
    return cents(cout_net_ordinaire - cout_net)


@article("gain, pour 100 € de coût")
def gain_en_points(gain: Any, cout: Any) -> Any:
    """The gain over an ordinary charge, as a share of the cost (35 points: 0.35)."""
    return gain / cout


@article("coûts nets des années, actualisés au taux saisi")
def cout_net_actualise(couts_nets: Sequence[Any], taux: Any) -> Any:
    """Net costs brought back to the close of the first fiscal year, in euros."""
    return cents(add(cout / (1 + taux) ** rang for rang, cout in enumerate(couts_nets)))
