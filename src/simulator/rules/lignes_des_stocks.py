"""Both stocks laid out for a workbook: a line an age, the same ages every year, nil ones too."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from simulator.base.whole import placed, whole
from simulator.figure import value_of
from simulator.ledger import add
from simulator.rules.stocks import Report, Stocks


def numbered(reports: Sequence[Report]) -> Iterator[tuple[int, Report]]:
    """Each report with its number among those of its year: the full rate first."""
    seen: dict[int, int] = {}
    for report in reports:
        number = seen.get(report.rang, 0)
        seen[report.rang] = number + 1
        yield number, report


def on_their_lines(what: str, reports: Sequence[Report], rang: int, annee: int) -> list[Report]:
    """What is left as a year closes, each age and rate on its own line; as it is, outside."""
    if not whole():
        return list(reports)
    return [
        replace(
            report,
            taux=_rate(report, (what, number, rang - report.rang), annee),
            montant=placed(report.montant, "restant", (what, number, rang - report.rang), annee),
        )
        for number, report in numbered(reports)
    ]


def _rate(report: Report, line: tuple[Any, ...], annee: int) -> Any:
    keeps_one = line[0] == "excedents" and report.taux is not None
    return placed(report.taux, "taux_du_millesime", line, annee) if keeps_one else report.taux


def every_age(stocks: Stocks, rates: Sequence[Any], before: int, years: int) -> Stocks:
    """Opening stocks with every age that may still be used, the oldest first, nil where none was.

    `rates`: those of an excess, the full one first; `before`: the year that ends as they open.
    """
    ranks = [-age for age in range(years, 0, -1)]
    excess = [
        Report(before + 1 + rank, rate, _sum(stocks.reports, rank, number, rates), rank)
        for rank in ranks
        for number, rate in enumerate(rates)
    ]
    unused = [Report(before + 1 + rank, 1.0, _sum(stocks.reductions, rank), rank) for rank in ranks]
    return Stocks(
        on_their_lines("excedents", excess, -1, before),
        on_their_lines("reductions", unused, -1, before),
    )


def _sum(
    reports: Sequence[Report], rank: int, number: int = 0, rates: Sequence[Any] = (1.0,)
) -> Any:
    """What some reports of a year and a rate come to; a rate unheard of counts as the full one."""
    known = [float(value_of(rate)) for rate in rates]
    return add(
        report.montant
        for report in reports
        if report.rang == rank and _nearest(known, float(value_of(report.taux))) == number
    )


def _nearest(rates: Sequence[float], rate: float) -> int:
    return min(range(len(rates)), key=lambda number: abs(rates[number] - rate))
