"""A sponsor's case followed again, inside a trace: every figure with the formula that made it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache, cached_property
from math import isfinite
from typing import Any

from simulator.cases.question import field_label
from simulator.cases.sponsor import YEARS, stopped
from simulator.conditions.finding import ReadingName
from simulator.figure import Leaf, given
from simulator.figures.account import Account
from simulator.figures.explain import Ground, public_ground
from simulator.figures.sponsor_outcome import Outcome
from simulator.figures.sponsor_reading import YEARLY
from simulator.ledger import add
from simulator.rules.bilan_du_mecene import (
    cout_des_operations,
    cout_net_actualise,
    gain_en_euros,
    gain_en_points,
    reduction_des_reports,
)
from simulator.rules.stocks import Report, Stocks
from simulator.schemes.sponsorship.added import QUANTITIES, Added, Side
from simulator.schemes.sponsorship.flows import Route, Undertaken, Way, ledger_of, undertaken
from simulator.schemes.sponsorship.together import cash_of
from simulator.schemes.staff import Valuation, valuations
from simulator.tax.company import Company, Followed, Moves, follow, moves_of
from simulator.text import formats, say

_REPEATED = {"chiffre_affaires", "benefice", "impot_attendu", "impot_groupe"}
"""What goes on at its last value when later years are left empty."""


class Traced:
    """The same case with figures that remember: what is read, and nothing more, is followed."""

    def __init__(self, outcome: Outcome, reading: ReadingName, exercice: int | None) -> None:
        self._outcome, self._reading, self._exercice = outcome, reading, exercice
        self._case = outcome.case
        self._names = [str(day.year) for day in outcome.closings]
        self._company = self._traced_company(outcome.company)

    def figure(self, key: str) -> Any:
        """The figure of a key."""
        name, _, place = key.partition(".")
        if name == "valeur":
            return self._valued(place).valeur
        if place:
            if name not in YEARLY or place not in {str(t) for t in range(YEARS)}:
                raise KeyError(key)
            return self._yearly(name, int(place))
        return getattr(self.added, key) if key in _ADDED else _READ[key](self)

    def on_a_way(self, key: str, way: Way, account: Account) -> Any:
        """A figure read off an account, by the function that answers it where there is one."""
        if key == "cout_net" and way == "operations":
            return self.added.cout_net
        if key == "cout_net":
            paid = self._side(Route(self._reading, way)).paid
            return self.added.net_of(way, cout_des_operations(paid))
        return self.added.reduction_de(way) if key == "reduction" else account.total

    def ground(self, leaf: Leaf) -> Ground:
        """Where a number comes from: law, the user, or the user's last value said again."""
        if leaf.kind in {"loi", "fait"}:
            return public_ground(leaf)
        field, _, place = leaf.name.partition("@")
        label = f"{field_label(field)} ({place})" if place else field_label(field)
        value = formats.with_unit(leaf.value, leaf.unit)
        return Ground(label, value, self._typed(field, place), "")

    def _typed(self, field: str, year: str) -> str:
        values = getattr(self._case, field) if field in _REPEATED else ()
        if not values or year not in self._names[len(values) :]:
            return say("mots.saisie")
        return say("mots.repete", annee=self._names[len(values) - 1])

    def _valued(self, place: str) -> Valuation:
        for value in self.values:
            if f"{value.operation}.{value.salarie}.{value.exercice}" == place:
                return value
        raise KeyError(place)

    def _yearly(self, name: str, year: int) -> Any:
        if name == "taxes":
            unknown = self._outcome.surtax_unknown[year]
            return None if unknown else self.added.ours.quantity(name)[year]
        amount = self.added.ours.quantity(name)[year]
        return amount if isfinite(float(amount)) else None

    # what is followed

    @cached_property
    def values(self) -> tuple[Valuation, ...]:
        """What each employee lent costs and is worth."""
        return tuple(valuations(self._case, self._outcome.laws, traced=True))

    @cached_property
    def added(self) -> Added:
        """What the operations add."""
        chosen = range(YEARS) if self._exercice is None else (self._exercice,)
        return Added(self._side, self._reading, chosen)

    @cached_property
    def doings(self) -> list[Undertaken]:
        """What each operation does in each fiscal year."""
        return undertaken(self._case, self._outcome.verdicts, self.values, self._cash)

    def _side(self, route: Route) -> Side:
        """A route followed with figures that remember."""
        years = [closing.year for closing in self._outcome.closings]
        ledger = ledger_of(self.doings, route, years[0])
        moves = [
            replace(
                move,
                dons=add(_some(self._other("autres_dons", t), move.dons)),
                dons_aide_sociale=add(
                    _some(self._other("autres_dons_aide_sociale", t), move.dons_aide_sociale)
                ),
            )
            for t, move in enumerate(moves_of(ledger, years))
        ]
        return Side(*cash_of(tuple(ledger), years), self._quantities(moves))

    def _quantities(self, moves: Sequence[Moves]) -> Callable[[str], list[Any]]:
        """The quantities of the years of a route, followed when the first of them is asked for."""

        @cache
        def followed() -> Followed:
            return follow(self._company, moves, self._stocks())

        return lambda name: [QUANTITIES[name](followed(), t) for t in range(YEARS)]

    def _cash(self, _rank: int, amount: float, t: int) -> Any:
        return self._given("montants", amount, t)

    def _other(self, field: str, t: int) -> Any:
        return self._given(field, stopped(getattr(self._case, field))[t], t)

    def _given(self, field: str, amount: float, t: int) -> Any:
        """A nil amount that nobody typed is a plain zero: it would only clutter the formula."""
        return given(amount, f"{field}@{self._names[t]}", "€") if amount else 0.0

    def _stocks(self) -> Stocks:
        def traced(field: str, reports: Iterable[Report]) -> list[Report]:
            return [
                replace(r, montant=given(float(r.montant), f"{field}@{r.annee}", "€"))
                for r in reports
            ]

        opening = self._outcome.opening
        return Stocks(
            traced("excedents", opening.reports), traced("reductions", opening.reductions)
        )

    def _traced_company(self, company: Company) -> Company:
        def typed(field: str, amount: Any, t: int) -> Any:
            if amount is None or amount == float("inf"):
                return amount
            return given(float(amount), f"{field}@{self._names[t]}", "€")

        years = tuple(
            replace(
                year,
                chiffre_affaires=typed("chiffre_affaires", year.chiffre_affaires, t),
                benefice=typed("benefice", year.benefice, t),
                impot=typed("impot_attendu", year.impot, t),
                impot_groupe=typed("impot_groupe", year.impot_groupe, t),
            )
            for t, year in enumerate(company.years)
        )

        def past(name: str) -> Any:
            amount = getattr(company, name)
            return None if amount is None else given(float(amount), name, "€")

        return replace(
            company,
            years=years,
            impot_precedent=past("impot_precedent"),
            chiffre_affaires_precedent=past("chiffre_affaires_precedent"),
        )

    # what is read

    def gain(self) -> Any:
        """What is gained over an ordinary charge; None in a year of loss."""
        if any(self._outcome.deficits[t] for t in self.added.chosen):
            return None
        return gain_en_euros(self.added.cout_charge_ordinaire, self.added.cout_net)

    def gain_points(self) -> Any:
        """The same for one euro of cost."""
        cost, gain = self.added.cout, self.gain()
        return gain_en_points(gain, cost) if cost and gain is not None else None

    def actualise(self) -> Any:
        """The net cost at the user's rate, when there is one."""
        if self._case.taux_actualisation is None:
            return None
        rate = given(self._case.taux_actualisation, "taux_actualisation", "ratio")
        return cout_net_actualise(self.added.couts_nets, rate)


_READ: dict[str, Callable[[Traced], Any]] = {
    "reduction_reportee": lambda traced: reduction_des_reports(
        traced.added.reduction, traced.added.reduction_exercice
    ),
    "gain_euros": lambda traced: traced.gain(),
    "gain_points": lambda traced: traced.gain_points(),
    "cout_net_actualise": lambda traced: traced.actualise(),
}
_ADDED = {
    "cout", "cout_net", "reduction", "reduction_exercice", "economie_charge_ordinaire",
    "cout_charge_ordinaire", "en_attente", "perdu",
}  # fmt: skip
"""Figures that `Added` reads by their own name."""


def _some(*amounts: Any) -> list[Any]:
    return [amount for amount in amounts if not (isinstance(amount, float) and amount == 0)]
