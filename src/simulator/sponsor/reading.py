"""Figures, tables and charts read off one reading of an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simulator.cases.sponsor import YEARS
from simulator.conditions.finding import ReadingName
from simulator.figure import cents
from simulator.rules.bilan_du_mecene import cout_net_actualise
from simulator.rules.mecenat import Report
from simulator.sponsor.sheet import COLUMN, STOCK_NAMES, repeated, total
from simulator.text import say

if TYPE_CHECKING:
    from simulator.sponsor.outcome import Outcome


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
    """What the operations add (of six years, or of the first alone); euros.

    `cout_net` = `cout` − `facture` − `economie` − `reduction`; `economie` is the tax saved by what
    stays deductible (`economie_charges`) less the tax on what is billed (`impot_facture`);
    `economie_ordinaire` is what the whole cost would save as an ordinary charge.
    """

    cout: float
    facture: float
    economie: float
    economie_charges: float
    economie_ordinaire: float
    reductions: tuple[float, ...]
    directes: tuple[float, ...]
    cout_net_ordinaire: float
    en_attente: float
    perdu: float
    couts_nets: tuple[float, ...]
    deficit: bool  # an ordinary charge would dig a loss: what it saves later is not known

    @property
    def impot_facture(self) -> float:
        """The tax that what is billed costs."""
        return float(cents(self.economie_charges - self.economie))

    @property
    def reduction(self) -> float:
        """Reductions set against the tax within the six years."""
        return float(cents(sum(self.reductions)))

    @property
    def reduction_exercice(self) -> float:
        """The part that comes from the gifts of each year, used that very year."""
        return float(cents(sum(self.directes)))

    @property
    def reduction_reportee(self) -> float:
        """The part that comes from a carry, used later."""
        return float(cents(self.reduction - self.reduction_exercice))

    @property
    def cout_net(self) -> float:
        """What is left to pay after tax."""
        return float(cents(self.cout - self.facture - self.economie - self.reduction))

    @property
    def gain_euros(self) -> float | None:
        """What is gained over paying the employee as usual; None in a year of loss."""
        return None if self.deficit else float(cents(self.cout_net_ordinaire - self.cout_net))

    @property
    def gain_points(self) -> float | None:
        """The same for one euro of cost; None in a year of loss or when nothing is spent."""
        gain = self.gain_euros
        return gain / self.cout if self.cout and gain is not None else None


class Reading:
    """The six years under one reading: only what is proven counts, or what may still be too."""

    def __init__(self, outcome: "Outcome", name: ReadingName) -> None:
        self.outcome, self.name = outcome, name

    # what the whole six years give

    @cached_property
    def whole(self) -> Focus:
        """What all the operations add over six years."""
        return self._focus("sans", f"{self.name}.tout", "ordinaire", None)

    @cached_property
    def first(self) -> Focus:
        """What the operations of the first fiscal year add, the later ones being done anyway."""
        return self._focus(
            f"{self.name}.sans_0", f"{self.name}.tout", f"{self.name}.ordinaire_0", 0
        )

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

    def amounts(self, name: str, variant: str = "tout") -> tuple[float, ...]:
        """A quantity of the six years, in euros; NaN when unknown."""
        key = variant if variant in COLUMN else f"{self.name}.{variant}"
        table = self.outcome.sheet.table(name)
        return tuple(table[:, self.outcome.line, COLUMN[key]].tolist())

    def _focus(self, ref: str, ours: str, ordinary: str, exercice: int | None) -> Focus:
        spent = self.outcome.spent
        chosen = range(YEARS) if exercice is None else (exercice,)
        cout = [spent.cout[t] if t in chosen else 0.0 for t in range(YEARS)]
        facture = [spent.facture[t] if t in chosen else 0.0 for t in range(YEARS)]
        saved = self._less("taxes", ref, ours)
        unbilled = f"{self.name}.sans_facture{'' if exercice is None else '_0'}"
        saved_unbilled = self._less("taxes", ref, unbilled)
        saved_ordinary = self._less("taxes", ref, ordinary)
        added = self._less("reduction_imputee", ours, ref)
        added_ordinary = self._less("reduction_imputee", ordinary, ref)
        direct = [
            float(np.minimum(np.maximum(d, 0.0), a))
            for d, a in zip(self._less("directe", ours, ref), added, strict=True)
        ]
        lost = self._less("droits_perdus", ours, ref)
        return Focus(
            cout=total(cout),
            facture=total(facture),
            economie=total(saved),
            economie_charges=total(saved_unbilled),
            economie_ordinaire=total(saved_ordinary),
            reductions=tuple(added),
            directes=tuple(direct),
            cout_net_ordinaire=total(
                c - s - a for c, s, a in zip(cout, saved_ordinary, added_ordinary, strict=True)
            ),
            en_attente=float(cents(self._less("droits_en_attente", ours, ref)[-1])),
            perdu=total(lost),
            couts_nets=tuple(
                float(cents(c - f - s - a))
                for c, f, s, a in zip(cout, facture, saved, added, strict=True)
            ),
            deficit=any(self.outcome.deficits[t] for t in chosen),
        )

    def _less(self, name: str, one: str, other: str) -> list[float]:
        table, line = self.outcome.sheet.table(name), self.outcome.line
        difference = table[:, line, COLUMN[one]] - table[:, line, COLUMN[other]]
        return [float(cents(x)) for x in difference.tolist()]

    # tables and charts

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
        frame["autres_dons"] = self.amounts("dons", "sans")
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
            for year in self.outcome.sheet.followed.annees
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
            for rank, year in enumerate(self.outcome.sheet.followed.annees)
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
        sheet, line = self.outcome.sheet, self.outcome.line
        column = COLUMN[f"{self.name}.tout"]
        found: dict[_Vintage, float] = {}
        for report in reports:
            key = (report.rang, report.annee, float(report.taux))
            amount = sheet.pick(report.montant, line, column)
            found[key] = float(cents(found.get(key, 0.0) + amount))
        return found

    def waterfall(self, exercice: int | None = None) -> tuple[Bar, ...]:
        """From the cost to the net cost: the amounts before the last add up to it, to the cent."""
        focus = self.focus(exercice)
        bars = [Bar("cout", focus.cout)]
        if focus.facture:
            bars.append(Bar("facture", _less_than_nothing(focus.facture)))
        bars += [
            Bar("economie_charge", _less_than_nothing(focus.economie_ordinaire)),
            Bar("reintegration", float(cents(focus.economie_ordinaire - focus.economie_charges))),
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
        focus, spent = self.focus(exercice), self.outcome.spent
        chosen = range(YEARS) if exercice is None else (exercice,)
        suffix, ref = ("", "sans") if exercice is None else ("_0", f"{self.name}.sans_0")
        prices = [spent.prestataire[t] for t in chosen]
        priced = None if None in prices else total(price for price in prices if price is not None)
        cash = total(spent.en_argent[t] for t in chosen)
        return (
            Comparison("salarie_paye", focus.cout, None, None, None, None, cash)
            if focus.deficit
            else _compared("salarie_paye", focus, focus.cout, focus.cout_net_ordinaire, cash),
            self._other("don_argent", f"{self.name}.argent{suffix}", ref, focus, focus.cout),
            self._other("prestataire", f"{self.name}.prestataire{suffix}", ref, focus, priced),
        )

    def _other(
        self, key: str, variant: str, ref: str, focus: Focus, cout: float | None
    ) -> Comparison:
        if cout is None:
            return Comparison(key, None, None, None, None, None, None)
        saved = sum(self._less("taxes", ref, variant))
        added = sum(self._less("reduction_imputee", variant, ref))
        return _compared(key, focus, cout, float(cents(cout - saved - added)), cout)


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
