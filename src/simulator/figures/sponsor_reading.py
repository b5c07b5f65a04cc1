"""Figures, tables and charts read off one reading of an answer."""

from collections.abc import Sequence
from functools import cached_property
from math import isfinite
from typing import Any

import numpy as np
import pandas as pd

from simulator.cases.sponsor import YEARS
from simulator.conditions.finding import ReadingName
from simulator.figure import cents
from simulator.figures.six_years import years_table
from simulator.figures.sponsor_focus import Bar, Comparison, Focus
from simulator.figures.vintages import Vintage, Vintages, vintages_table
from simulator.ledger import Ledger
from simulator.rules.bilan_du_mecene import (
    cout_net_actualise,
)
from simulator.schemes.sponsorship.added import Added, total
from simulator.schemes.sponsorship.answered import Answered
from simulator.schemes.sponsorship.flows import Route, Way
from simulator.schemes.sponsorship.together import COLUMN

YEARLY = (
    "plafond", "dons", "dons_retenus", "report_utilise", "report_restant", "report_perdu",
    "reduction", "impot_du", "reduction_imputee", "reduction_reportee", "reduction_perdue", "taxes",
)  # fmt: skip
"""Quantities of each fiscal year among the figures."""
FIGURES = (
    "cout", "cout_net", "reduction", "reduction_exercice", "reduction_reportee",
    "economie_charge_ordinaire", "cout_charge_ordinaire", "gain_euros", "gain_points",
    "en_attente", "perdu", "cout_net_actualise",
    *(f"{name}.{year}" for name in YEARLY for year in range(YEARS)),
)  # fmt: skip
"""Every figure of a reading by key."""


_BY_YEAR = ("reductions", "directes", "couts_nets")
_READ_ONCE = [n for n in Focus.__dataclass_fields__ if n not in {*_BY_YEAR, "deficit"}]


class Reading:
    """The six years under one reading: only what is proven counts, or what may still be too."""

    def __init__(self, outcome: Answered, name: ReadingName) -> None:
        self.outcome, self.name = outcome, name
        self._vintages: dict[str, list[Vintage]] = {}

    # what the whole six years give

    @cached_property
    def whole(self) -> Focus:
        """What all the operations add over six years."""
        return self._focus(_chosen(None))

    @cached_property
    def first(self) -> Focus:
        """What the operations of the first fiscal year add, the later ones being done anyway."""
        return self._focus(_chosen(0))

    def _focus(self, chosen: Sequence[int]) -> Focus:
        """One case of what was read for all those followed with it."""
        added = self.added(chosen)
        numbers: Any = {name: self._mine(getattr(added, name)) for name in _READ_ONCE} | {
            name: tuple(self._mine(amount) for amount in getattr(added, name)) for name in _BY_YEAR
        }
        return Focus(**numbers, deficit=any(self.outcome.deficits[t] for t in chosen))

    def added(self, chosen: Sequence[int]) -> Added:
        """What the operations of some fiscal years add, for every case followed with this one."""
        return self.outcome.together.added(self.name, chosen)

    def focus(self, exercice: int | None = None) -> Focus:
        """`whole`, or `first` for 0."""
        return self.whole if exercice is None else self.first

    @property
    def cout(self) -> float:
        """Cost of the operations, in euros."""
        return self.whole.cout

    @property
    def reduction(self) -> float:
        """Reductions that they add within six years, in euros."""
        return self.whole.reduction

    @property
    def cout_net(self) -> float:
        """What is left to pay after tax, in euros."""
        return self._mine(self.added(_chosen(None)).cout_net)

    @property
    def gain_points(self) -> float | None:
        """Gain over an ordinary charge for one euro of cost."""
        return self.whole.gain_points

    @property
    def en_attente(self) -> float:
        """Rights that wait when the six years end, in euros of reduction."""
        return self.whole.en_attente

    @property
    def perdu(self) -> float:
        """Rights that died within the six years, in euros of reduction."""
        return self.whole.perdu

    @property
    def cout_net_actualise(self) -> float | None:
        """Net cost discounted at the user's rate to the first closing; None without a rate."""
        rate = self.outcome.case.taux_actualisation
        if rate is None:
            return None
        return float(cout_net_actualise(self.whole.couts_nets, rate))

    def ledger(self, exercice: int | None = None, way: Way = "operations") -> Ledger:
        """Every flow of the operations and of the taxes that they move, in euros to the cent.

        What the sponsor bears in it is the net cost.
        """
        years = [closing.year for closing in self.outcome.closings]
        added = self.added(_chosen(exercice))
        return added.ledger(self.outcome.doings, years, way, self._mine)

    def _mine(self, amount: Any) -> float:
        """This case's own, of an amount read for all those followed with it."""
        return float(cents(float(amount[self.outcome.line] if np.ndim(amount) else amount)))

    def amounts(self, name: str, way: Way = "operations") -> tuple[float, ...]:
        """A quantity of the six years, in euros; NaN when unknown."""
        table = self.outcome.together.table(name)
        return tuple(table[:, self.outcome.line, COLUMN[Route(self.name, way)]].tolist())

    # tables and charts

    def figures(self) -> dict[str, float | None]:
        """Every headline output by key; years are `name.0` to `name.5`.

        None when unknown, or without limit (a tax that nobody gave).
        """
        return {key: self.figure(key) for key in FIGURES}

    def figure(self, key: str) -> float | None:
        """One of `FIGURES`."""
        name, _, year = key.partition(".")
        if year:
            return self._figure_of(name, int(year))
        if name == "cout_net_actualise":
            return self.cout_net_actualise
        amount: float | None = getattr(self.whole, name)
        return amount

    def _figure_of(self, name: str, year: int) -> float | None:
        o = self.outcome
        amount = float(o.together.table(name)[year, o.line, COLUMN[Route(self.name)]])
        unknown = name == "taxes" and o.surtax_unknown[year]
        return float(cents(amount)) if isfinite(amount) and not unknown else None

    @cached_property
    def years(self) -> pd.DataFrame:
        """One row a fiscal year: gifts, cap, both stocks, taxes; euros (columns in the API)."""
        return years_table(self.outcome, self.amounts)

    def vintages(self, stock: str) -> pd.DataFrame:
        """Each vintage of a stock (`assiette`, `impot`), each year: used, dead, left; euros."""
        return vintages_table(self.vintage_rows(stock))

    def vintage_rows(self, stock: str) -> list[Vintage]:
        """The same, a tuple a line."""
        if stock not in self._vintages:
            self._vintages[stock] = Vintages(self.outcome, self.name).rows(stock)
        return self._vintages[stock]

    def waterfall(self, exercice: int | None = None) -> tuple[Bar, ...]:
        """From the cost to the net cost: the amounts before the last add up to it, to the cent."""
        focus = self.focus(exercice)
        ordinary = focus.economie_charge_ordinaire
        bars = [Bar("cout", focus.cout)]
        if focus.facture:
            bars.append(Bar("facture", _less_than_nothing(focus.facture)))
        bars += [
            Bar("economie_charge", _less_than_nothing(ordinary)),
            Bar(
                "reintegration",
                float(cents(focus.economie_charge_ordinaire - focus.economie_charges)),
            ),
        ]
        if focus.impot_facture:
            bars.append(Bar("impot_facture", focus.impot_facture))
        bars += [
            Bar(
                "reduction_exercice",
                _less_than_nothing(focus.reduction_exercice),
                exercice=exercice,
            ),
        ]
        for year, (added, direct) in enumerate(zip(focus.reductions, focus.directes, strict=True)):
            carried = float(cents(added - direct))
            if carried:
                bars.append(Bar("reduction_reportee", -carried, hatched=True, exercice=year))
        if focus.en_attente > 0:
            bars.append(Bar("en_attente", 0.0, hatched=True, info=focus.en_attente))
        if focus.perdu > 0:
            bars.append(Bar("perdu", 0.0, info=focus.perdu))
        return (*bars, Bar("cout_net", focus.cout_net))

    def comparisons(self, exercice: int | None = None) -> tuple[Comparison, ...]:
        """Against the employee paid anyway, the same in cash, and a provider."""
        focus, o = self.focus(exercice), self.outcome
        chosen = _chosen(exercice)
        priced = None
        if o.case.prix_prestataire is not None and o.days:
            paid = o.together.paid(o.line, self.name, "prestataire")
            priced = total([paid[t] for t in chosen])
        cash = total([o.gifts_in_cash[t] for t in chosen])
        return (
            Comparison("salarie_paye", focus.cout, None, None, None, None, cash)
            if focus.deficit
            else _compared("salarie_paye", focus, focus.cout, focus.cout_charge_ordinaire, cash),
            self._other("don_argent", "argent", chosen, focus, focus.cout),
            self._other("prestataire", "prestataire", chosen, focus, priced),
        )

    def _other(
        self, key: str, way: Way, chosen: Sequence[int], focus: Focus, cout: float | None
    ) -> Comparison:
        if cout is None:
            return Comparison(key, None, None, None, None, None, None)
        net = np.broadcast_to(self.added(chosen).net_of(way, cout), self.outcome.together.count)
        return _compared(key, focus, cout, float(cents(float(net[self.outcome.line]))), cout)


def _chosen(exercice: int | None) -> tuple[int, ...]:
    """The fiscal years whose operations are counted: all six, or the first."""
    return tuple(range(YEARS)) if exercice is None else (exercice,)


def _less_than_nothing(amount: float) -> float:
    """A cut as a signed amount; nothing stays 0, never −0."""
    return -amount if amount else 0.0


def _compared(
    key: str, focus: Focus, cout: float, cout_net: float, decaissement: float
) -> Comparison:
    ecart = float(cents(cout_net - focus.cout_net))
    return Comparison(
        key=key,
        cout=cout,
        economie=float(cents(cout - cout_net)),
        cout_net=cout_net,
        ecart=ecart,
        points=ecart / focus.cout if focus.cout else None,
        decaissement=decaissement,
    )
