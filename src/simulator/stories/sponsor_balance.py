"""Both stocks of a sponsor in figures: what opens and is born equals what is used, dies, stays."""

from typing import NamedTuple

from simulator.figures.sponsor_reading import Reading
from simulator.stories.sponsor_readings import subtitled
from simulator.stories.table import Table
from simulator.text import formats, say

STOCKS = ("assiette", "impot")


class YearRow(NamedTuple):
    """A line of the table by year: words, euros by year, whether it is a sum."""

    label: str
    amounts: tuple[float, ...]
    is_sum: bool = False


def tables(reading: Reading) -> list[Table]:
    """Each stock by year, in euros to the cent."""
    years = [str(day.year) for day in reading.outcome.closings]
    told = []
    for name, rows in zip(STOCKS, year_rows(reading), strict=True):
        title = stock_name(name)
        cells = [[row.label, *_amounts(row)] for row in rows]
        strong = [n for n, row in enumerate(rows) if row.is_sum]
        told.append(Table([title, *years], cells, caption=title, strong_rows=strong))
    return told


def note(reading: Reading) -> str:
    """How to read both tables."""
    return subtitled(say("mecene.somme_lecture"), reading)


def stock_name(stock: str) -> str:
    """What a stock is called."""
    return say(f"mecene_annees.{stock}_titre")


def _amounts(row: YearRow) -> list[str]:
    return [formats.number(round(amount, 2), 2) for amount in row.amounts]


def vintages(reading: Reading, stock: str) -> Table | None:
    """Each vintage by year: what it finds, uses, loses, leaves, when it dies; None without any."""
    names = (
        "millesime", "taux", "exercice", "ouverture", "ne", "utilise", "perdu", "reste", "meurt",
    )  # fmt: skip
    heads = [say(f"mecene_colonnes.{name}") for name in names]
    if stock == "impot":
        heads.pop(1)
    rows = []
    for row in reading.vintages(stock).to_dict("records"):
        amounts = [formats.euros_cents(row[name]) for name in names[3:8]]
        rate = [formats.percent(row["taux"])] if stock == "assiette" else []
        rows.append(
            [str(row["millesime"]), *rate, str(row["exercice"]), *amounts, str(row["meurt"])]
        )
    return Table(heads, rows, caption=f"{stock_name(stock)} · {heads[0]}") if rows else None


def year_rows(reading: Reading) -> tuple[list[YearRow], list[YearRow]]:
    """Both stocks by year: what opens and is born equals what is used, dies and stays."""
    return (
        _balance(
            reading,
            "assiette",
            ("dons", "dons_retenus", "report_utilise", "report_perdu", "report_restant"),
        ),
        _balance(
            reading,
            "impot",
            ("reduction", "reduction_imputee", "", "reduction_perdue", "reduction_reportee"),
        ),
    )


def _balance(reading: Reading, stock: str, names: tuple[str, ...]) -> list[YearRow]:
    born, used, older, lost, left = names
    opening = _opening(reading, stock)
    gifts = reading.amounts(born)
    total = tuple(a + b for a, b in zip(opening, gifts, strict=True))
    rows = [
        YearRow(say(f"mecene_annees.{stock}_ouverture"), opening),
        YearRow(say(f"mecene_annees.{stock}_ne"), gifts),
        YearRow(say("mecene_annees.somme"), total, is_sum=True),
        YearRow(say(f"mecene_annees.{stock}_utilise"), reading.amounts(used)),
    ]
    if older:
        rows.append(YearRow(say(f"mecene_annees.{stock}_reports"), reading.amounts(older)))
    rows.append(YearRow(say(f"mecene_annees.{stock}_perdu"), reading.amounts(lost)))
    rows.append(YearRow(say(f"mecene_annees.{stock}_reste"), reading.amounts(left)))
    return rows


def _opening(reading: Reading, stock: str) -> tuple[float, ...]:
    """What each year finds when it opens, summed over the vintages."""
    rows = reading.vintage_rows(stock)
    return tuple(
        sum((row.ouverture for row in rows if row.exercice == day.year), 0.0)
        for day in reading.outcome.closings
    )
