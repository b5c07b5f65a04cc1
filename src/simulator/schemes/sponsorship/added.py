"""What a sponsor's operations add: figures read off what is paid and followed on several routes.

The same functions answer for one case, for many at once (arrays), and explain themselves.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from simulator.conditions.finding import ReadingName
from simulator.figure import cents
from simulator.ledger import Ledger, add
from simulator.rules.bilan_du_mecene import (
    cout_des_operations,
    cout_net_des_operations,
    droits_ajoutes,
    economie_d_une_charge,
    reduction_ajoutee,
    reduction_des_dons_de_l_exercice,
)
from simulator.rules.stocks import Report
from simulator.schemes.sponsorship.flows import Route, Undertaken, Way, ledger_of
from simulator.tax.company import Followed, tax_flows

Years = Sequence[Any]
"""Six amounts: floats, figures, or one array of cases each."""


@dataclass(frozen=True, slots=True)
class Side:
    """One route: what is paid and billed in each fiscal year, and any quantity of the six years."""

    paid: Years
    billed: Years
    quantity: Callable[[str], Years]


class Added:
    """A route beside the same years without it; euros. `chosen`: the fiscal years it counts."""

    def __init__(
        self, side: Callable[[Route], Side], reading: ReadingName, chosen: Sequence[int]
    ) -> None:
        self._side, self._reading, self.chosen = side, reading, chosen
        self._premier = len(chosen) == 1

    def _of(self, way: Way) -> Side:
        premier = self._premier and way != "operations"
        return self._side(Route(self._reading, way, premier))

    @cached_property
    def ours(self) -> Side:
        """The operations as they are."""
        return self._of("operations")

    @cached_property
    def reference(self) -> Side:
        """The company without them."""
        return self._of("rien")

    @cached_property
    def ordinary(self) -> Side:
        """The same cost kept as an ordinary charge."""
        return self._of("charge")

    @cached_property
    def cout(self) -> Any:
        """What the operations cost before any tax."""
        return cout_des_operations([self.ours.paid[t] for t in self.chosen])

    @cached_property
    def facture(self) -> Any:
        """What is billed to those who are helped."""
        return add(self.ours.billed[t] for t in self.chosen)

    def economie_de(self, way: Way) -> Any:
        """Taxes saved by what a way deducts, less the tax on what it bills."""
        return economie_d_une_charge(self.reference.quantity("taxes"), self._taxes(way))

    def _taxes(self, way: Way) -> Years:
        return self._of(way).quantity("taxes")

    @cached_property
    def economie(self) -> Any:
        """Taxes saved by the operations, tax on what is billed taken off."""
        return self.economie_de("operations")

    @cached_property
    def economie_charge_ordinaire(self) -> Any:
        """What the whole cost would save as an ordinary charge."""
        return self.economie_de("charge")

    def reduction_de(self, way: Way) -> Any:
        """Reductions set against the tax within the six years that a way adds."""
        return reduction_ajoutee(self._used(self._of(way)), self._used(self.reference))

    @staticmethod
    def _used(side: Side) -> Years:
        return side.quantity("reduction_imputee")

    @cached_property
    def reduction(self) -> Any:
        """Reductions set against the tax within the six years."""
        return self.reduction_de("operations")

    @cached_property
    def reductions(self) -> list[Any]:
        """The same, year by year."""
        return _less(self._used(self.ours), self._used(self.reference))

    @cached_property
    def directes(self) -> list[Any]:
        """Of them, what the gifts of the very year open, within what is used."""
        return [
            np.minimum(np.maximum(d, 0.0), a)
            for d, a in zip(self._opened, self.reductions, strict=True)
        ]

    @cached_property
    def reduction_exercice(self) -> Any:
        """The part that comes from the gifts of each year, used that very year."""
        return reduction_des_dons_de_l_exercice(self._opened, self.reductions)

    @cached_property
    def _opened(self) -> list[Any]:
        """What the gifts of each year open more, at the cent: rates leave thousandths."""
        opened = _less(self.ours.quantity("directe"), self.reference.quantity("directe"))
        return [cents(amount) for amount in opened]

    @cached_property
    def cout_net(self) -> Any:
        """What is left to pay after tax."""
        return cout_net_des_operations(self.cout, self.facture, self.economie, self.reduction)

    @cached_property
    def cout_charge_ordinaire(self) -> Any:
        """What would be left to pay of the same cost kept as an ordinary charge."""
        return self.net_of("charge", self.cout)

    def net_of(self, way: Way, cost: Any) -> Any:
        """What is left to pay after tax of a cost, on another way that bills nothing."""
        return cout_net_des_operations(cost, 0.0, self.economie_de(way), self.reduction_de(way))

    @cached_property
    def en_attente(self) -> Any:
        """Rights that wait when the six years end, in euros of reduction."""
        ours, reference = (
            side.quantity("droits_en_attente")[-1] for side in (self.ours, self.reference)
        )
        return droits_ajoutes([ours], [reference])

    @cached_property
    def perdu(self) -> Any:
        """Rights that died within the six years, in euros of reduction."""
        ours, reference = (side.quantity("droits_perdus") for side in (self.ours, self.reference))
        return droits_ajoutes(ours, reference)

    @cached_property
    def couts_nets(self) -> list[Any]:
        """What is left to pay, year by year."""
        saved = _less(self.reference.quantity("taxes"), self._taxes("operations"))
        return [
            (self.ours.paid[t] - self.ours.billed[t] if t in self.chosen else 0.0) - s - used
            for t, (s, used) in enumerate(zip(saved, self.reductions, strict=True))
        ]

    @cached_property
    def economies(self) -> list[Any]:
        """Taxes saved by what stays deductible, year by year."""
        return _less(self.reference.quantity("taxes"), self._taxes("non_facture"))

    @cached_property
    def impots_factures(self) -> list[Any]:
        """Taxes owed on what is billed, year by year."""
        return _less(self._taxes("operations"), self._taxes("non_facture"))

    @cached_property
    def economie_charges(self) -> Any:
        """What stays deductible saves this, were nothing billed."""
        return self.economie_de("non_facture")

    def taxes_moved(self, way: Way) -> tuple[Years, Years, Years]:
        """Taxes saved, taxes owed on what is billed, reductions, year by year, on a way."""
        if way == "operations":
            return self.economies, self.impots_factures, self.reductions
        used = _less(self._used(self._of(way)), self._used(self.reference))
        return _less(self.reference.quantity("taxes"), self._taxes(way)), [0.0] * len(used), used

    def ledger(
        self,
        doings: Iterable[Undertaken],
        years: Sequence[int],
        way: Way = "operations",
        mine: Callable[[Any], Any] = lambda amount: amount,
    ) -> Ledger:
        """Every flow of the operations counted, and of the taxes that they move, in euros.

        `mine` picks one case of those followed together.
        """
        counted = [done for done in doings if years.index(done.annee) in self.chosen]
        base = ledger_of(counted, Route(self._reading, way), years[0])
        moved = ([mine(amount) for amount in amounts] for amounts in self.taxes_moved(way))
        return base + tax_flows(years, *moved)


def _less(one: Years, other: Years) -> list[Any]:
    return [a - b for a, b in zip(one, other, strict=True)]


def rights(reports: Sequence[Report]) -> Any:
    """What an excess would open, each vintage at its own rate, in euros."""
    return add(report.taux * report.montant for report in reports)


QUANTITIES: dict[str, Callable[[Followed, int], Any]] = {
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
"""What is read off a followed year, by name."""


def total(amounts: Sequence[float]) -> float:
    """A sum of euros, to the cent."""
    return float(cents(float(sum(amounts))))
