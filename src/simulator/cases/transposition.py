"""A format beyond the years of its documents: their prices, carried by the index to the year asked.

The assumption behind the first value of `annee` says them all: first year, year of the prices, last
year of the documents. A format in activity is in its own years until the last law read.
"""

from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel

from simulator.cases.question import source_of
from simulator.law.book import in_force
from simulator.law.facts import Assumption
from simulator.rules.prix import coefficient


@dataclass(frozen=True, slots=True)
class Transposition:
    """Prices of one year in the euros of another, and the last year whose law is applied."""

    prix_de: int
    en_euros_de: int
    coefficient: float
    loi_de: int


def transposition(form: type[BaseModel], annee: int) -> Transposition | None:
    """How the prices of a format reach a year; None in the years of its documents."""
    years = source_of(form, "annee")
    if not isinstance(years, Assumption) or annee <= (years.high or annee):
        return None
    prices = int(years.value)
    law = min(annee, last_law_year())
    return Transposition(prices, annee, float(coefficient(prices, annee)), law)


@cache
def last_law_year() -> int:
    """The last year in which a row of law was checked."""
    return max(row.checked_on.year for row in in_force().rows())
