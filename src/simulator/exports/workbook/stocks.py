"""Both stocks of a sponsor as a corkscrew: opening, born, used, dead, closing, year after year."""

from collections.abc import Sequence
from typing import Any

from simulator.exports.workbook.cells import Cell, Line, Pieces, Ref, cached
from simulator.exports.workbook.live import Live
from simulator.figure import value_of
from simulator.ledger import add
from simulator.rules.suivi_des_dons import Annee
from simulator.text import say

MOVES = ("ouverture", "nes", "utilises", "morts", "cloture")
STOCKS = ("excedents", "reductions")


def corkscrews(live: Live, followed: Sequence[Annee], series: tuple[str, ...]) -> None:
    """The two stocks of a sponsor followed under a name, and the control of each."""
    years = [year for year in followed if year.regime == "reduction"]
    for what in STOCKS:
        if years:
            _corkscrew(live, years, what, series)


def _corkscrew(live: Live, years: Sequence[Annee], what: str, series: tuple[str, ...]) -> None:
    lines = {move: _line(live, what, move, series) for move in MOVES}
    before = years[0].cloture.year - 1
    held = sum(float(value_of(value)) for value in _left(live, what, series, before)[1])
    lines["cloture"].cells[before] = Cell(_left(live, what, series, before)[0], cached(held))
    for year in years:
        _year(live, lines, year, what, series)
    live.stocks.append((what, lines["cloture"]))


def _line(live: Live, what: str, move: str, series: tuple[str, ...]) -> Line:
    return live.reckoning.line(
        "calculs",
        (*series, "stock", what, move),
        say(f"classeur.stocks.{what}_{move}"),
        reference=say(f"classeur.stocks.{what}"),
        section=series,
        order=(1, what, MOVES.index(move)),
    )


def _year(
    live: Live, lines: dict[str, Line], year: Annee, what: str, series: tuple[str, ...]
) -> None:
    """A year of a stock: its closing is what the four others come to."""
    annee, book = year.cloture.year, live.reckoning
    opening = lines["cloture"].cells[annee - 1].value
    lines["ouverture"].cells[annee] = Cell((Ref(lines["cloture"], annee - 1),), opening)
    for move, amount in zip(MOVES[1:4], _moved(year, what), strict=True):
        book.put(lines[move], annee, amount)
    born, used, dead = (lines[move].cells[annee].value for move in MOVES[1:4])
    pieces: Pieces = (
        Ref(lines["ouverture"], annee), "+", Ref(lines["nes"], annee), "-",
        Ref(lines["utilises"], annee), "-", Ref(lines["morts"], annee),
    )  # fmt: skip
    lines["cloture"].cells[annee] = Cell(pieces, opening + born - used - dead)
    for report in year.reports if what == "excedents" else year.reductions_en_attente:
        live.ref(report.montant)  # what no later year reads stands there too
    left, _ = _left(live, what, series, annee)
    control = book.line(
        "controles", (*series, "stock", what), say(f"classeur.controles.{what}"), section=series
    )
    control.cells[annee] = Cell(("ROUND(", Ref(lines["cloture"], annee), "-(", *left, "),2)"), 0.0)


def _moved(year: Annee, what: str) -> tuple[Any, Any, Any]:
    """What is born of a year, used in it and dead with it, in euros."""
    if what == "excedents":
        return year.dons - year.dons_retenus, year.report_utilise, year.report_perdu
    own, *older = (report.montant for report in year.reductions_utilisees)
    return year.reduction - own, add(older), year.reduction_perdue


def _left(live: Live, what: str, series: tuple[str, ...], year: int) -> tuple[Pieces, list[Any]]:
    """What is left of each vintage that may still be used as a year closes."""
    found: list[Any] = []
    values = []
    for line in live.reckoning.held_by(series, what):
        if line.cells.get(year) is not None:
            found += [*(["+"] if found else []), Ref(line, year)]
            values.append(line.cells[year].value)
    return tuple(found) or ("0",), values
