"""Prices of a year in the euros of another, by the consumer price index."""

from functools import cache
from typing import Any

from simulator.errors import UnknownParameter
from simulator.figure import article, cents
from simulator.law.facts import facts, known

_OBSERVED, AFTERWARDS = "ipc.inflation.", "prix.hausse_a_venir"
"""What was observed year by year, then what we assume of the years that follow."""


@cache
def last_price_year() -> int:
    """The last year whose inflation was observed."""
    return max(int(key.removeprefix(_OBSERVED)) for key in facts() if key.startswith(_OBSERVED))


def coefficient(de: int, vers: int) -> Any:
    """By how much a price of a year is multiplied in the euros of a later one; 1 the same year.

    Below 1 towards an earlier year. Raises UnknownParameter before the index begins.
    """
    if vers < de:
        return 1 / coefficient(vers, de)
    product: Any = 1.0
    for year in range(de + 1, vers + 1):
        observed = year <= last_price_year()
        product = product * (1 + known(f"{_OBSERVED}{year}" if observed else AFTERWARDS) / 100)
    return product


@article("Insee, indice des prix à la consommation, moyennes annuelles")
def en_euros_de(montant: Any, annee: int, euros_de: int) -> Any:
    """An amount of a year in the euros of another, to the cent."""
    return cents(montant * coefficient(annee, euros_de))


def can_update(annee: int) -> bool:
    """Whether the prices of a year can be brought to recent euros."""
    try:
        coefficient(annee, last_price_year())
    except UnknownParameter:
        return False
    return True
