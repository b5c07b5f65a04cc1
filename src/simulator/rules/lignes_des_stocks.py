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
    excess, unused = [], []
    for rank in range(-years, 0):
        held = [r for r in stocks.reports if r.rang == rank]
        for number, rate in enumerate(rates):
            mine = [r for r in held if _number(r.taux, held, rates) == number]
            own = mine[0].taux if mine else rate
            excess.append(Report(before + 1 + rank, own, add(r.montant for r in mine), rank))
        waits = add(r.montant for r in stocks.reductions if r.rang == rank)
        unused.append(Report(before + 1 + rank, 1.0, waits, rank))
    return Stocks(
        on_their_lines("excedents", excess, -1, before),
        on_their_lines("reductions", unused, -1, before),
    )


def _number(rate: Any, held: Sequence[Report], rates: Sequence[Any]) -> int:
    """The line of a rate among those of its year: the higher first, when there are two."""
    found = sorted({float(value_of(r.taux)) for r in held}, reverse=True)
    if len(found) > len(rates):
        raise ValueError("more rates in a year than lines")
    mine = float(value_of(rate))
    if len(found) == len(rates):
        return found.index(mine)
    known = [float(value_of(one)) for one in rates]
    return min(range(len(known)), key=lambda number: abs(known[number] - mine))
