"""Figures, tables and charts read off one reading of an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import Any

import numpy as np
import pandas as pd

from simulator.cases.sponsor import YEARS, repeated
from simulator.conditions.finding import ReadingName
from simulator.figure import cents
from simulator.figures.added import Added, total
from simulator.ledger import Ledger
from simulator.rules.bilan_du_mecene import (
    cout_net_actualise,
    gain_en_euros,
    gain_en_points,
    reduction_des_reports,
)
from simulator.rules.suivi_des_dons import Report
from simulator.schemes.sponsorship import Route, Way, ledger_of
from simulator.sponsor.answered import Answered
from simulator.sponsor.together import COLUMN
from simulator.tax.company import tax_flows
from simulator.text import say

YEARLY = (
    "plafond", "dons", "dons_retenus", "report_utilise", "report_restant", "report_perdu",
    "reduction", "impot_du", "reduction_imputee", "reduction_reportee", "reduction_perdue", "taxes",
)  # fmt: skip
"""Quantities of each fiscal year among the figures."""
STOCK_NAMES = ("assiette", "impot")

_Vintage = tuple[int, int, float]
"""A fiscal year counted from the first followed, the year of its closing, and a rate."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A step of the waterfall: a signed amount in euros, or an information of no effect."""

    key: str
    amount: float
    hatched: bool = False
    exercice: int | None = None
    info: float = 0.0

    def words(self) -> str:
        """Its label."""
        return say(f"mecene_barres.{self.key}")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Another way of spending, beside ours; euros, None when unknown.

    `ecart` is its net cost less ours: positive when ours costs less; `points` the same for one euro
    of our cost; `decaissement` the money it takes out of the till besides the pay.
    """

    key: str
    cout: float | None
    economie: float | None
    cout_net: float | None
    ecart: float | None
    points: float | None
    decaissement: float | None

    @property
    def known(self) -> bool:
        """Whether the amounts are known."""
        return self.cout_net is not None

    def words(self, part: str) -> str:
        """`nom` or `texte`."""
        return say(f"mecene_comparaisons.{self.key}.{part}")


@dataclass(frozen=True, slots=True)
class Focus:
    """What the operations add (of six years, or of the first alone), one case; euros.

    `cout_net` = `cout` − `facture` − `economie` − `reduction`; `economie` is the tax saved by what
    stays deductible (`economie_charges`) less the tax on what is billed (`impot_facture`);
    `economie_charge_ordinaire` is what the whole cost would save as an ordinary charge.
    """

    cout: float
    facture: float
    economie: float
    economie_charges: float
    economie_charge_ordinaire: float
    reduction: float
    reduction_exercice: float
    reductions: tuple[float, ...]
    directes: tuple[float, ...]
    cout_net: float
    cout_charge_ordinaire: float
    en_attente: float
    perdu: float
    couts_nets: tuple[float, ...]
    deficit: bool  # an ordinary charge would dig a loss: what it saves later is not known

    @property
    def impot_facture(self) -> float:
        """The tax that what is billed costs."""
        return float(cents(self.economie_charges - self.economie))

    @property
    def reduction_reportee(self) -> float:
        """The part that comes from a carry, used later."""
        return float(reduction_des_reports(self.reduction, self.reduction_exercice))

    @property
    def gain_euros(self) -> float | None:
        """What is gained over paying the employee as usual; None in a year of loss."""
        return (
            None
            if self.deficit
            else float(gain_en_euros(self.cout_charge_ordinaire, self.cout_net))
        )

    @property
    def gain_points(self) -> float | None:
        """The same for one euro of cost; None in a year of loss or when nothing is spent."""
        gain = self.gain_euros
        return float(gain_en_points(gain, self.cout)) if self.cout and gain is not None else None


_BY_YEAR = ("reductions", "directes", "couts_nets")
_READ_ONCE = [n for n in Focus.__dataclass_fields__ if n not in {*_BY_YEAR, "deficit"}]


class Reading:
    """The six years under one reading: only what is proven counts, or what may still be too."""

    def __init__(self, outcome: Answered, name: ReadingName) -> None:
        self.outcome, self.name = outcome, name

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
        return self.whole.cout_net

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

    def ledger(self, exercice: int | None = None) -> Ledger:
        """Every flow of the operations and of the taxes that they move, in euros to the cent.

        What the sponsor bears in it is the net cost.
        """
        o, added = self.outcome, self.added(_chosen(exercice))
        years = [closing.year for closing in o.closings]
        counted = [done for done in o.doings if years.index(done.annee) in added.chosen]
        base = ledger_of(counted, Route(self.name), years[0])
        taxes = (added.economies, added.impots_factures, added.reductions)
        return base + tax_flows(years, *([self._mine(x) for x in amounts] for amounts in taxes))

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
        whole = self.whole
        figures: dict[str, float | None] = {
            "cout": whole.cout,
            "cout_net": whole.cout_net,
            "reduction": whole.reduction,
            "reduction_exercice": whole.reduction_exercice,
            "reduction_reportee": whole.reduction_reportee,
            "economie_charge_ordinaire": whole.economie_charge_ordinaire,
            "cout_charge_ordinaire": whole.cout_charge_ordinaire,
            "gain_euros": whole.gain_euros,
            "gain_points": whole.gain_points,
            "en_attente": whole.en_attente,
            "perdu": whole.perdu,
            "cout_net_actualise": self.cout_net_actualise,
        }
        for name in YEARLY:
            for year, amount in enumerate(self.amounts(name)):
                unknown = name == "taxes" and self.outcome.surtax_unknown[year]
                known = isfinite(amount) and not unknown
                figures[f"{name}.{year}"] = float(cents(amount)) if known else None
        return figures

    @cached_property
    def years(self) -> pd.DataFrame:
        """One row a fiscal year: gifts, cap, both stocks, taxes; euros (columns in the API)."""
        case, closings = self.outcome.case, self.outcome.closings
        last = int(self.outcome.laws[0].bare("mecenat.report_exercices"))
        named = {
            name: self.amounts(name)
            for name in (
                "plafond", "dons", "dons_retenus", "report_utilise", "report_restant",
                "report_perdu", "reduction", "impot_du", "reduction_imputee", "reduction_reportee",
                "reduction_perdue",
            )
        }  # fmt: skip
        impots, taxes = self.amounts("impots"), self.amounts("taxes")
        known = [
            self.outcome.company.tax_known != "inconnu" and not unknown
            for unknown in self.outcome.surtax_unknown
        ]
        frame = pd.DataFrame({"exercice": range(YEARS), "cloture": closings, **named})
        frame.insert(2, "chiffre_affaires", repeated(case.chiffre_affaires))
        frame["autres_dons"] = self.amounts("dons", "rien")
        frame["impot"] = impots
        frame["contributions"] = [
            float(cents(x - y)) if is_known else np.nan
            for x, y, is_known in zip(taxes, impots, known, strict=True)
        ]
        frame["impot_net"] = [
            float(cents(x - y)) if is_known else np.nan
            for x, y, is_known in zip(taxes, named["reduction_imputee"], known, strict=True)
        ]
        frame["meurt"] = [closing.year + last for closing in closings]
        return frame

    def vintages(self, stock: str) -> pd.DataFrame:
        """Each vintage of a stock (`assiette`, `impot`), each year: used, dead, left; euros.

        Opening and born = used + dead + left. `meurt` is the year at whose close the rest dies.
        """
        if stock not in STOCK_NAMES:
            raise KeyError(stock)
        rows = list(self._base_rows() if stock == "assiette" else self._tax_rows())
        columns = [
            "stock", "millesime", "taux", "exercice", "ouverture", "ne", "utilise", "perdu",
            "reste", "meurt",
        ]  # fmt: skip
        years = dict.fromkeys(("millesime", "exercice", "meurt"), int)
        types = dict.fromkeys(columns, float) | years | {"stock": str}
        return pd.DataFrame(rows, columns=columns).astype(types)

    def _base_rows(self) -> list[tuple[Any, ...]]:
        opening = _gathered(self.outcome.opening.reports)
        moves = [
            (year.nes, (*year.retenus, *year.reports_utilises), year.reports_perdus)
            for year in self.outcome.together.followed.annees
        ]
        duration = int(self.outcome.laws[0].bare("mecenat.report_exercices"))
        return self._rows("assiette", opening, moves, duration)

    def _tax_rows(self) -> list[tuple[Any, ...]]:
        opening = _gathered(self.outcome.opening.reductions)
        moves = [
            (
                (Report(year.cloture.year, 1.0, year.reduction, rank),),
                year.reductions_utilisees,
                year.reductions_perdues,
            )
            for rank, year in enumerate(self.outcome.together.followed.annees)
        ]
        duration = int(self.outcome.laws[0].bare("mecenat.report_reduction_exercices"))
        rows = self._rows("impot", opening, moves, duration)
        for stock in self.outcome.blocked:
            rows += self._blocked_rows(stock, duration)
        return rows

    def _rows(
        self,
        stock: str,
        opening: dict[_Vintage, float],
        moves: Sequence[tuple[Sequence[Report], ...]],
        duration: int,
    ) -> list[tuple[Any, ...]]:
        left = dict(opening)
        rows: list[tuple[Any, ...]] = []
        for rank, closing in enumerate(self.outcome.closings):
            born, used, dead = (self._by_vintage(reports) for reports in moves[rank])
            for key in sorted({*left, *born}, key=lambda k: (k[0], -k[2])):
                before, new = left.get(key, 0.0), born.get(key, 0.0)
                gone, lost = used.get(key, 0.0), dead.get(key, 0.0)
                after = float(cents(before + new - gone - lost))
                left[key] = after
                if before or new:
                    born_in, year, rate = key
                    rows.append(
                        (stock, year, rate, closing.year, before, new, gone, lost, after,
                         self._closing_year(born_in + duration))
                    )  # fmt: skip
        return rows

    def _closing_year(self, rank: int) -> int:
        """The year in which a fiscal year closes, beyond the six as well."""
        closings = self.outcome.closings
        return closings[0].year + rank if rank >= 0 else closings[0].year

    def _blocked_rows(self, stock: Report, duration: int) -> list[tuple[Any, ...]]:
        annee, amount = stock.annee, float(stock.montant)
        dies = self._closing_year(stock.rang + duration)
        rows = []
        for closing in self.outcome.closings:
            lost = amount if closing.year >= dies else 0.0
            rows.append(
                ("impot", annee, 1.0, closing.year, amount, 0.0, 0.0, lost, amount - lost, dies)
            )  # fmt: skip
            if lost:
                break
        return rows

    def _by_vintage(self, reports: Sequence[Report]) -> dict[_Vintage, float]:
        together, line = self.outcome.together, self.outcome.line
        found: dict[_Vintage, float] = {}
        for report in reports:
            key = (report.rang, report.annee, float(report.taux))
            amount = together.pick(report.montant, line, Route(self.name))
            found[key] = float(cents(found.get(key, 0.0) + amount))
        return found

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


def _gathered(reports: Sequence[Report]) -> dict[_Vintage, float]:
    """An opening stock by vintage and rate: entries of one vintage are one stock."""
    found: dict[_Vintage, float] = {}
    for report in reports:
        key = (report.rang, report.annee, float(report.taux))
        found[key] = float(cents(found.get(key, 0.0) + float(report.montant)))
    return found


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
