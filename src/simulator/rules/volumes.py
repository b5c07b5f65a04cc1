"""How much is done: one quantity a firm, times the firms, unless a source gives only a total."""

from typing import Any

from simulator.base.whole import unless_known
from simulator.figure import article


@article("convention du dispositif")
def volume(unites: Any, par_unite: Any) -> Any:
    """So many units, so much for each: days of SMEs, managers of parcours."""
    return unites * par_unite


def jours_pretes(a: Any) -> Any:
    """Days lent in the year: the total when it was given, else so many for each SME."""
    return unless_known(a.jours, lambda: volume(a.nb_pme, a.jours_par_pme))


def salaries_pretes(a: Any) -> Any:
    """People lent in the year: their number when it was given, else one for each SME."""
    return unless_known(a.salaries_pretes, lambda: a.nb_pme)


def avances_accordees(a: Any) -> Any:
    """Advances granted in the year: their number when it was given, else one for each SME."""
    return unless_known(a.nb_avances, lambda: a.nb_pme)
