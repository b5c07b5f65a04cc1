"""What earlier years leave to use: an excess of gifts, a reduction that no tax has borne yet."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Report:
    """What is left of one year: an excess at its rate, or an unused reduction."""

    annee: int
    taux: Any
    montant: Any
    rang: int  # the fiscal year it comes from, counted from the first followed (may be negative)


@dataclass(slots=True)
class Stocks:
    """Both stocks as a fiscal year opens, oldest first."""

    reports: list[Report] = field(default_factory=list)
    reductions: list[Report] = field(default_factory=list)
