"""Each vintage of both stocks of a sponsor, fiscal year by fiscal year."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from simulator.conditions.finding import ReadingName
from simulator.figure import cents
from simulator.rules.stocks import Report
from simulator.schemes.sponsorship.answered import Answered
from simulator.schemes.sponsorship.flows import Route

STOCK_NAMES = ("assiette", "impot")
_Key = tuple[int, int, float]
"""A fiscal year counted from the first followed, the year of its closing, and a rate."""


class Vintage(NamedTuple):
    """A vintage in a fiscal year, in euros; the rate is a ratio."""

    stock: str
    millesime: int
    taux: float
    exercice: int
    ouverture: float
    ne: float
    utilise: float
    perdu: float
    reste: float
    meurt: int


def vintages_table(rows: Sequence[Vintage]) -> pd.DataFrame:
    """The same as a table, each column of its type even when there is no row."""
    kinds = {str: "str", int: "int64", float: "float64"}
    columns = list(zip(*rows, strict=True)) or [()] * len(Vintage._fields)
    return pd.DataFrame(
        {
            name: pd.Series(list(values), dtype=kinds[Vintage.__annotations__[name]])
            for name, values in zip(Vintage._fields, columns, strict=True)
        }
    )


class Vintages:
    """The stocks under one reading."""

    def __init__(self, outcome: Answered, name: ReadingName) -> None:
        self.outcome, self.name = outcome, name

    def rows(self, stock: str) -> list[Vintage]:
        """Each vintage of a stock (`assiette`, `impot`), each year: used, dead, left; euros.

        Opening and born = used + dead + left. `meurt` is the year at whose close the rest dies.
        """
        if stock not in STOCK_NAMES:
            raise KeyError(stock)
        return self._base_rows() if stock == "assiette" else self._tax_rows()

    def _base_rows(self) -> list[Vintage]:
        opening = _gathered(self.outcome.opening.reports)
        moves = [
            (year.nes, (*year.retenus, *year.reports_utilises), year.reports_perdus)
            for year in self.outcome.together.followed.annees
        ]
        duration = int(self.outcome.laws[0].bare("mecenat.report_exercices"))
        return self._rows("assiette", opening, moves, duration)

    def _tax_rows(self) -> list[Vintage]:
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
        opening: dict[_Key, float],
        moves: Sequence[tuple[Sequence[Report], ...]],
        duration: int,
    ) -> list[Vintage]:
        left = dict(opening)
        rows: list[Vintage] = []
        for rank, closing in enumerate(self.outcome.closings):
            born, used, dead = (self._by_vintage(reports) for reports in moves[rank])
            for key in sorted({*left, *born}, key=lambda k: (k[0], -k[2])):
                before, new = left.get(key, 0.0), born.get(key, 0.0)
                gone, lost = used.get(key, 0.0), dead.get(key, 0.0)
                after = float(cents(before + new - gone - lost))
                left[key] = after
                if before or new:
                    born_in, year, rate = key
                    ends, amounts = born_in + duration, (before, new, gone, lost, after)
                    meurt = self._closing_year(ends)
                    rows.append(Vintage(stock, year, rate, closing.year, *amounts, meurt))
        return rows

    def _closing_year(self, rank: int) -> int:
        """The year in which a fiscal year closes, beyond the six as well."""
        closings = self.outcome.closings
        return closings[0].year + rank if rank >= 0 else closings[0].year

    def _blocked_rows(self, stock: Report, duration: int) -> list[Vintage]:
        annee, amount = stock.annee, float(stock.montant)
        dies = self._closing_year(stock.rang + duration)
        rows = []
        for closing in self.outcome.closings:
            lost = amount if closing.year >= dies else 0.0
            left, year = amount - lost, closing.year
            rows.append(Vintage("impot", annee, 1.0, year, amount, 0.0, 0.0, lost, left, dies))
            if lost:
                break
        return rows

    def _by_vintage(self, reports: Sequence[Report]) -> dict[_Key, float]:
        together, line = self.outcome.together, self.outcome.line
        found: dict[_Key, float] = {}
        for report in reports:
            key = (report.rang, report.annee, float(report.taux))
            amount = together.pick(report.montant, line, Route(self.name))
            found[key] = float(cents(found.get(key, 0.0) + amount))
        return found


def _gathered(reports: Sequence[Report]) -> dict[_Key, float]:
    """An opening stock by vintage and rate: entries of one vintage are one stock."""
    found: dict[_Key, float] = {}
    for report in reports:
        key = (report.rang, report.annee, float(report.taux))
        found[key] = float(cents(found.get(key, 0.0) + float(report.montant)))
    return found
