"""Prices of yesterday in the euros of a later year, by the consumer price index."""

from typing import Any

from simulator.errors import UnknownParameter
from simulator.figure import article, cents
from simulator.law.facts import facts, known


def last_price_year() -> int:
    """The last year whose inflation was observed."""
    prefix = "ipc.inflation."
    return max(int(key.removeprefix(prefix)) for key in facts() if key.startswith(prefix))


@article("Insee, indice des prix à la consommation, moyennes annuelles")
def en_euros_recents(montant: Any, annee: int) -> Any:
    """An amount of `annee` in the euros of the last observed year; raises before 1997."""
    for year in range(annee + 1, last_price_year() + 1):
        montant = montant * (1 + known(f"ipc.inflation.{year}") / 100)
    return cents(montant)


def can_update(annee: int) -> bool:
    """Whether the prices of a year can be brought to recent euros."""
    try:
        known(f"ipc.inflation.{annee + 1}")
    except UnknownParameter:
        return False
    return True
