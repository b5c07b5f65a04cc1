"""Each vintage of both stocks of a sponsor, fiscal year by fiscal year."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from simulator.conditions.finding import ReadingName
from simulator.figure import cents
from simulator.rules.suivi_des_dons import Report
from simulator.schemes.sponsorship.answered import Answered
from simulator.schemes.sponsorship.flows import Route

STOCK_NAMES = ("assiette", "impot")
_Vintage = tuple[int, int, float]
"""A fiscal year counted from the first followed, the year of its closing, and a rate."""


class Vintages:
    """The stocks under one reading."""

    def __init__(self, outcome: Answered, name: ReadingName) -> None:
        self.outcome, self.name = outcome, name

    def table(self, stock: str) -> pd.DataFrame:
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


def _gathered(reports: Sequence[Report]) -> dict[_Vintage, float]:
    """An opening stock by vintage and rate: entries of one vintage are one stock."""
    found: dict[_Vintage, float] = {}
    for report in reports:
        key = (report.rang, report.annee, float(report.taux))
        found[key] = float(cents(found.get(key, 0.0) + float(report.montant)))
    return found
