"""The sheet of charts: native ones, that follow the cells; a colour a party, as on screen."""

from collections.abc import Mapping
from typing import Any

from simulator.charts.theme import HAIRLINE, INK, PARTY_FILL
from simulator.exports.printed import Page, clean, windows_language
from simulator.exports.workbook import styles
from simulator.exports.workbook.book import LiveBook
from simulator.exports.workbook.cells import Line
from simulator.ledger import BEARERS, Party
from simulator.text import say

WIDTHS = [40.0, *[17.0] * (len(BEARERS) + 2)]
_WIDE, _ROW = 1080, 20  # pixels; of a row of the sheet
_FONT = {"name": "Calibri", "size": 10, "color": INK.light}


def write(book: LiveBook) -> None:
    """The sheet: a table of what is drawn, then the drawings."""
    name = say("classeur.feuilles.graphiques")
    page = book.open(name, say("classeur.titres.graphiques"), True, WIDTHS)
    book.note(page, 2, say("classeur.sous_titres.graphiques"))
    parties = [p for p in BEARERS if any(p in one.lines for one in book.live.drawn)]
    first = _table(book, page, parties)
    page.row += 1
    _of_routes(book, page, name, parties, first)
    for title, lines in book.live.yearly_lines:
        years = sorted({year for line in lines.values() for year in line.years})
        if len(years) > 1:
            _of_years(book, page, title, lines, years)
    _of_stocks(book, page)


def _table(book: LiveBook, page: Page, parties: list[Party]) -> int:
    """What each party bears on each route, read off the results."""
    page.row = 3
    page.write(0, say("classeur.graphiques.voie"), styles.head(book))
    for column, party in enumerate(parties, 1):
        page.write(column, say(f"parties.{party.value}"), styles.head(book, right=True))
    first = page.row = 4
    style = styles.number(book, "€", book.no_limit)
    for bearing in book.live.drawn:
        page.write(0, bearing.title, styles.text(book))
        for column, party in enumerate(parties, 1):
            line = bearing.lines.get(party)
            if line is None:
                page.sheet.write_number(page.row, column, 0, style)
                continue
            formula = "=" + book.layout.address(line, None, "hypotheses")
            page.sheet.write_formula(page.row, column, formula, style, line.cells[None].value)
        page.row += 1
    return first


def _of_routes(book: LiveBook, page: Page, sheet: str, parties: list[Party], first: int) -> None:
    if not parties:
        return
    last = page.row - 2
    chart = book.book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, party in enumerate(parties, 1):
        chart.add_series({
            "name": [sheet, 3, column], "categories": [sheet, first, 0, last, 0],
            "values": [sheet, first, column, last, column], "gap": 60,
            "fill": {"color": PARTY_FILL.get(party.value, PARTY_FILL["neutre"]).light},
        })  # fmt: skip
    _drawn(page, chart, say("classeur.graphiques.par_voie"), 200 + 34 * (last - first + 1))
    chart.set_y_axis({
        "reverse": True, "num_font": _FONT, "line": {"none": True}, "label_position": "low",
    })  # fmt: skip
    chart.set_x_axis(_amounts())
    _insert(page, chart, 200 + 34 * (last - first + 1))


def _of_years(
    book: LiveBook, page: Page, title: str, lines: Mapping[Party, Line], years: list[int]
) -> None:
    chart = book.book.add_chart({"type": "column", "subtype": "stacked"})
    for party, line in lines.items():
        fill = PARTY_FILL.get(party.value, PARTY_FILL["neutre"]).light
        _series(book, chart, line, years, {"fill": {"color": fill}, "gap": 60})
    _drawn(page, chart, say("classeur.graphiques.par_annee", voie=clean(title)), 340)
    chart.set_y_axis(_amounts())
    chart.set_x_axis({"num_font": _FONT, "label_position": "low"})
    _insert(page, chart, 340)


def _of_stocks(book: LiveBook, page: Page) -> None:
    """What waits as each year closes."""
    if not book.live.stocks:
        return
    chart = book.book.add_chart({"type": "line"})
    colours = (PARTY_FILL["mecene"].light, PARTY_FILL["etat"].light)
    for (what, line), colour in zip(book.live.stocks[:2], colours, strict=False):
        look = {"line": {"color": colour, "width": 2.25, "dash_type": "solid"},
                "marker": {"type": "circle" if what == "excedents" else "square", "size": 6,
                           "fill": {"color": colour}, "border": {"color": colour}}}  # fmt: skip
        _series(book, chart, line, line.years, look)
    _drawn(page, chart, say("classeur.graphiques.stocks"), 300)
    chart.set_y_axis(_amounts())
    chart.set_x_axis({"num_font": _FONT, "label_position": "low"})
    _insert(page, chart, 300)


def _series(book: LiveBook, chart: Any, line: Line, years: list[int], look: Any) -> None:
    sheet = say(f"classeur.feuilles.{line.sheet}")
    first, last = book.layout.column(years[0]), book.layout.column(years[-1])
    chart.add_series({
        "name": [sheet, line.row, 0], "categories": [sheet, 3, first, 3, last],
        "values": [sheet, line.row, first, line.row, last], **look,
    })  # fmt: skip


def _amounts() -> dict[str, Any]:
    grid = {"visible": True, "line": {"color": HAIRLINE.light, "width": 0.5}}
    euros = f"[$-{windows_language():X}]" + '#,##0\\ "€";\\-#,##0\\ "€"'
    return {"num_format": euros, "num_font": _FONT, "major_gridlines": grid,
            "line": {"none": True}, "label_position": "low"}  # fmt: skip


def _drawn(_page: Page, chart: Any, title: str, height: int) -> None:
    shown = clean(title).replace("=", " ").replace("!", " ")  # neither a formula nor an address
    chart.set_title({"name": shown, "name_font": {**_FONT, "size": 13, "bold": True},
                     "overlay": False})  # fmt: skip
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_size({"width": _WIDE, "height": height})
    chart.set_chartarea({"border": {"none": True}})


def _insert(page: Page, chart: Any, height: int) -> None:
    placed = {"x_offset": 4, "y_offset": 4, "description": say("classeur.graphiques.texte")}
    page.sheet.insert_chart(page.row, 0, chart, placed)
    page.row += height // _ROW + 2
