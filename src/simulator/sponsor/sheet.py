"""Cases followed together: one line a case, one column a variant of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.cases.sponsor import YEARS
from simulator.conditions.finding import READINGS
from simulator.figure import cents
from simulator.ledger import add
from simulator.rules.mecenat import Report
from simulator.tax.company import Followed

Floats = NDArray[np.float64]
VARIANTS = (
    "sans", "ordinaire",
    *(f"{reading}.{name}" for reading in READINGS
      for name in ("tout", "sans_0", "sans_facture", "sans_facture_0", "argent", "argent_0",
                   "prestataire", "prestataire_0", "ordinaire_0")),
)  # fmt: skip
COLUMN = {name: number for number, name in enumerate(VARIANTS)}
MOVED = ("dons", "dons_aide_sociale", "charges", "produits")
DONS, SOCIAUX, CHARGES, PRODUITS = range(len(MOVED))
STOCK_NAMES = ("assiette", "impot")


@dataclass(frozen=True, slots=True)
class Spent:
    """What the operations cost in each fiscal year, in euros, before any tax."""

    cout: tuple[float, ...]
    facture: tuple[float, ...]
    jours: tuple[float, ...]
    en_argent: tuple[float, ...]  # the cash gifts among them
    prestataire: tuple[float | None, ...]


class Sheet:
    """Cases that share days and rules, followed together: lines are cases, columns variants."""

    def __init__(self, followed: Followed, count: int) -> None:
        self.followed = followed
        self._shape = (count, len(VARIANTS))
        self._tables: dict[str, Floats] = {}

    def table(self, name: str) -> Floats:
        """A quantity by fiscal year, case and variant."""
        if name not in self._tables:
            values = [_QUANTITIES[name](self.followed, t) for t in range(YEARS)]
            self._tables[name] = np.stack([self._full(value) for value in values])
        return self._tables[name]

    def pick(self, amount: Any, line: int, column: int) -> float:
        """One case and one variant of an amount."""
        return float(self._full(amount)[line, column])

    def _full(self, value: Any) -> Floats:
        number = np.nan if value is None else value
        return np.broadcast_to(np.asarray(number, dtype=np.float64), self._shape)


def rights(reports: Sequence[Report]) -> Any:
    """What an excess would open, each vintage at its own rate, in euros."""
    return add(report.taux * report.montant for report in reports)


_QUANTITIES: dict[str, Any] = {
    name: (lambda f, t, name=name: getattr(f.annees[t], name))
    for name in (
        "plafond", "dons", "dons_retenus", "report_utilise", "report_restant", "report_perdu",
        "reduction", "impot_du", "reduction_imputee", "reduction_reportee", "reduction_perdue",
    )
} | {
    "impots": lambda f, t: f.impots[t],
    "taxes": lambda f, t: f.taxes[t],
    "directe": lambda f, t: rights(f.annees[t].retenus),
    "droits_en_attente": lambda f, t: (
        rights(f.annees[t].reports) + f.annees[t].reduction_reportee
    ),
    "droits_perdus": lambda f, t: (
        rights(f.annees[t].reports_perdus) + f.annees[t].reduction_perdue
    ),
}  # fmt: skip


def repeated(values: Sequence[float]) -> list[float]:
    """Six values: a short list repeats its last one."""
    return [values[min(n, len(values) - 1)] for n in range(YEARS)]


def stopped(values: Sequence[float]) -> list[float]:
    """Six values: nothing after the last one given."""
    return [*values, *[0.0] * (YEARS - len(values))]


def total(amounts: Iterable[float]) -> float:
    """A sum of euros, to the cent."""
    return float(cents(float(sum(amounts))))


def in_cents(amounts: Floats) -> list[float]:
    """Amounts rounded to the cent, as plain numbers."""
    return [float(cents(x)) for x in amounts.tolist()]
