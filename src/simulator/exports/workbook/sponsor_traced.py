"""A sponsor's case followed with every answer open: what is nil may be given, and the reverse."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from math import isfinite
from typing import Any

import numpy as np

from simulator.base.whole import either, is_unknown, optional, series
from simulator.cases.operation import Operation
from simulator.cases.sponsor import YEARS, SponsorCase
from simulator.conditions.finding import ReadingName
from simulator.figure import Figure, Leaf, given, per
from simulator.figures.explain_sponsor import Traced
from simulator.figures.sponsor_outcome import Outcome
from simulator.law.book import Law
from simulator.rules.bilan_du_mecene import cout_net_actualise, gain_en_euros
from simulator.rules.lignes_des_stocks import every_age
from simulator.rules.stocks import Report, Stocks
from simulator.rules.suivi_des_dons import FISCAL_YEARS
from simulator.schemes.sponsorship.added import QUANTITIES, Side
from simulator.schemes.sponsorship.flows import Route, Undertaken, undertaken
from simulator.schemes.staff import Valuation, valuations
from simulator.tax.company import (
    Company,
    Followed,
    Moves,
    follow,
    is_small,
    profit_of,
    turnovers_of_reference,
)

SHARED = {"rien", "charge"}
"""Ways that both readings follow alike."""


def by_path(case: SponsorCase) -> SponsorCase:
    """The case with each employee called by its place in it, so that its answers have names."""
    operations = tuple(
        operation.model_copy(
            update={
                "salaries": tuple(
                    salarie.model_copy(update={"libelle": f"operations.{n}.salaries.{m}"})
                    for m, salarie in enumerate(operation.salaries)
                )
            }
        )
        for n, operation in enumerate(case.operations)
    )
    return case.model_copy(update={"operations": operations})


class Open(Traced):
    """Both readings of a case share what does not depend on them."""

    def __init__(
        self, outcome: Outcome, reading: ReadingName, beside: "Open | None" = None
    ) -> None:
        super().__init__(outcome, reading, None)
        self._named = by_path(outcome.case)
        self._beside = beside
        self._sides: dict[Route, Side] = {}
        self._kept: dict[Route, Followed] = {}
        self._at = Route(reading)

    @cached_property
    def values(self) -> tuple[Valuation, ...]:
        """What each employee lent costs and is worth."""
        if self._beside:
            return self._beside.values
        return tuple(valuations(self._named, self._outcome.laws, traced=True))

    @cached_property
    def doings(self) -> list[Undertaken]:
        """What each operation does in each fiscal year."""
        if self._beside:
            return self._beside.doings
        verdicts = self._outcome.verdicts
        return undertaken(self._named, verdicts, self.values, self._cash, self._billed)

    def _side(self, route: Route) -> Side:
        if self._beside and route.way in SHARED:
            return self._beside._side(route._replace(reading=self._beside._reading))
        if route not in self._sides:
            self._at = route
            self._sides[route] = super()._side(route)
        return self._sides[route]

    def _quantities(self, moves: Sequence[Moves]) -> Callable[[str], list[Any]]:
        """As `Traced` has them; lines are called after the way, and the reading if it counts."""
        route, sides = self._at, self._kept
        reading = "" if route.way in SHARED else str(route.reading)

        def followed() -> Followed:
            if route not in sides:
                with series(reading), series(route.way):
                    sides[route] = follow(self._company, moves, self._stocks())
            return sides[route]

        return lambda name: [QUANTITIES[name](followed(), t) for t in range(YEARS)]

    def followed(self, route: Route) -> Followed:
        """The six years of a route."""
        self._side(route).quantity("taxes")
        return self._kept[route]

    def _cash(self, rank: int, amount: float, t: int) -> Any:
        return given(float(amount), f"operations.{rank}.montants@{self._names[t]}", "€")

    def _billed(self, rank: int, operation: Operation) -> Any:
        if operation.part_facturee is None or operation.voie == "don":
            return operation.billed
        return given(operation.part_facturee, f"operations.{rank}.part_facturee", "ratio")

    def billed(self, rank: int) -> Any:
        """The share of its cost that an operation bills."""
        return self._billed(rank, self._case.operations[rank])

    def _given(self, field: str, amount: float, t: int) -> Any:
        return given(float(amount), f"{field}@{self._names[t]}", "€")

    def _stocks(self) -> Stocks:
        """Both stocks with every age; what the case says of each is an answer."""
        opening, case = self._outcome.opening, self._case
        stocks = Stocks(
            _typed("excedents", opening.reports, case.excedents),
            _typed("reductions", opening.reductions, case.reductions),
        )
        law = self._outcome.laws[0]
        rates = [law["mecenat.taux_reduction"], law["mecenat.taux_au_dela_du_seuil"]]
        return every_age(stocks, rates, int(self._names[0]) - 1, FISCAL_YEARS - 1)

    def _traced_company(self, company: Company) -> Company:
        traced, case = super()._traced_company(company), self._case
        staff = case.effectif_groupe
        people = optional(None if staff is None else float(staff), "effectif_groupe", "salariés")
        return replace(
            traced,
            impot_precedent=optional(case.impot_precedent, "impot_precedent", "€"),
            chiffre_affaires_precedent=optional(
                case.chiffre_affaires_precedent, "chiffre_affaires_precedent", "€"
            ),
            pme_ue=is_small(people, self._outcome.laws[0]),
        )

    def _yearly(self, name: str, year: int) -> Any:
        amount = self.added.ours.quantity(name)[year]
        if name != "taxes":
            return amount if isinstance(amount, Figure) and isfinite(float(amount)) else None
        known = self._company.tax_known != "inconnu"
        law = self._outcome.laws[year]
        hidden = _surtax_unknown(turnovers_of_reference(self._company)[year], law)
        return either(hidden, np.nan, amount) if known and isinstance(hidden, Figure) else amount

    def gain(self) -> Any:
        """What is gained over an ordinary charge; nothing in a year of loss."""
        gained = gain_en_euros(self.added.cout_charge_ordinaire, self.added.cout_net)
        losses = [
            cost > np.maximum(profit, 0.0)
            for cost, year in zip(self.added.ours.paid, self._company.years, strict=True)
            if (profit := profit_of(self._company, year)) is not None
        ]
        loss = _any(losses)
        return gained if loss is None else either(loss, np.nan, gained)

    def gain_points(self) -> Any:
        """The same for one euro of cost."""
        return per(self.gain(), self.added.cout)

    def actualise(self) -> Any:
        """The net cost at a rate; nothing without one."""
        rate = optional(self._case.taux_actualisation, "taux_actualisation", "ratio")
        return either(is_unknown(rate), np.nan, cout_net_actualise(self.added.couts_nets, rate))


def _any(facts: Sequence[Any]) -> Figure | None:
    found: Any = None
    for fact in facts:
        if isinstance(fact, Figure):
            other: Any = fact
            found = other if found is None else np.logical_or(found, other)
    return found if isinstance(found, Figure) else None


def _typed(field: str, reports: Sequence[Report], asked: Sequence[Any]) -> list[Report]:
    """The reports of an opening stock, each amount an answer by its rank in the case."""
    left, found = list(enumerate(asked)), []
    for report in reports:
        rank = next(
            n for n, one in left if one.annee == report.annee and one.montant == report.montant
        )
        left = [(n, one) for n, one in left if n != rank]
        amount = given(float(report.montant), f"{field}.{rank}.montant", "€")
        found.append(replace(report, montant=amount))
    return found


def _surtax_unknown(turnover: Any, law: Law) -> Any:
    """Whether a contribution that no law gives yet may be due (`surtaxe_inconnue`)."""
    if law.knows("is.surtaxe_taux"):
        return False
    last = law.last_known("is.surtaxe_ca_min")
    if last is None:
        return False
    value = float(last.value or 0)
    leaf = Leaf(value, "loi", last.parameter, last.unit, last, law.day.year)
    return turnover >= Figure(value, leaf)


def years_of(outcome: Outcome) -> list[int]:
    """The fiscal years, named by the year that each closes in."""
    return [closing.year for closing in outcome.closings][:YEARS]
