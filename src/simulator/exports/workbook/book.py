"""The workbook being written: its sheets share their columns, their heads and their looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from simulator.exports.printed import ACCENT, MUTED, Page, PrintedBook, lines_of
from simulator.exports.workbook import styles
from simulator.exports.workbook.cells import Cell, Line, SheetKey
from simulator.exports.workbook.layout import TOTAL, Layout
from simulator.exports.workbook.live import Live
from simulator.text import say

FIRST = 4
"""The first row of a table, counted from 0: the heads stand above it."""
ANSWERS, AGAIN, UNREAD = "reponse_possible", "mot_a_revoir", "mot_ne_repond_plus"
"""The cells that say whether the results answer what is typed, and the words where they do not."""
_YEAR_WIDTH, _MOST_LINES, _A3, _SMALL = 14.5, 8, 8, 1.15


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands at the head and at the foot of each sheet."""

    title: str
    subtitle: str
    foot: str


class LiveBook(PrintedBook):
    """A workbook whose sheets have the same columns: four of words, a total, then the years."""

    def __init__(self, cover: Cover, live: Live, layout: Layout, out: BytesIO) -> None:
        super().__init__(cover, out)
        self.live, self.layout = live, layout
        self.no_limit = say("mots.sans_limite")

    def table(self, key: SheetKey, heads: Sequence[str], widths: Sequence[float]) -> Page:
        """A sheet with the heads of its four columns of words, of the total and of the years."""
        name = say(f"classeur.feuilles.{key}")
        years = [_YEAR_WIDTH] * len(self.layout.years)
        page = self.open(name, say(f"classeur.titres.{key}"), True, [*widths, 17.0, *years])
        page.sheet.set_paper(_A3)
        self.note(page, 2, say(f"classeur.sous_titres.{key}"))
        for column, word in enumerate(heads):
            page.sheet.write_string(FIRST - 1, column, word, styles.head(self))
        for column, year in enumerate(self.layout.years, TOTAL + 1):
            page.sheet.write_number(FIRST - 1, column, year, self.style(
                bold=True, font_color="#FFFFFF", bg_color=ACCENT, align="right",
                num_format="0", border=1, border_color=ACCENT,
            ))  # fmt: skip
        look = self.style(bold=True, font_color=styles.BAD_INK)
        unread = f'=IF({ANSWERS}=1,"",{UNREAD})'
        page.sheet.write_formula(1, TOTAL, unread, look, "")
        page.sheet.freeze_panes(FIRST, 1)
        page.sheet.repeat_rows(FIRST - 1)
        page.row = FIRST
        return page

    def note(self, page: Page, row: int, words: str) -> None:
        """A line under the title of a sheet."""
        page.sheet.write_string(row, 0, words, self.style(font_color=MUTED, italic=True))

    def title(self, page: Page, words: str) -> None:
        """The title of a group of lines, across the sheet."""
        for column in range(len(page.widths)):
            page.sheet.write_blank(page.row, column, None, styles.section(self))
        page.write(0, words, styles.section(self))
        page.close()

    def words(self, page: Page, texts: Sequence[str]) -> None:
        """The words of a line, and the height that they need."""
        for column, text in enumerate(texts):
            look = styles.text(self) if column == 0 else styles.muted(self)
            page.write(column, text, look)
        lines = [
            lines_of(t, page.widths[n] * (1 if n == 0 else _SMALL)) for n, t in enumerate(texts)
        ]
        page.sheet.set_row(page.row, 14.0 * min(max(lines), _MOST_LINES))

    def line(self, page: Page, line: Line, here: SheetKey, **look: Any) -> None:
        """The cells of a line, formulas with the values they had."""
        style = styles.number(self, line.unit, self.no_limit, **look)
        for year, cell in line.cells.items():
            self.cell(page, self.layout.column(year), cell, here, style)

    def cell(self, page: Page, column: int, cell: Cell, here: SheetKey, style: Any) -> None:
        """A cell: a formula and its value, or a value. A result answers only what can be read."""
        at = (page.row, column)
        if not cell.pieces:
            if isinstance(cell.value, str):
                page.sheet.write_string(*at, cell.value, style)
            else:
                page.sheet.write_number(*at, cell.value, style)
            return
        formula = self.layout.formula(cell, here)
        if here == "porte":
            formula = f"=IF({ANSWERS}=1,{formula[1:]},{AGAIN})"
        page.sheet.write_formula(*at, formula, style, cell.value)

    def total(self, page: Page, line: Line) -> None:
        """The total of a line over its years."""
        years = line.years
        first, last = self.layout.column(years[0]), self.layout.column(years[-1])
        style = styles.number(self, line.unit, self.no_limit, bold=True)
        value = sum(float(line.cells[year].value) for year in years)
        formula = f"=SUM({self.layout.range(page.row, first, last)})"
        page.sheet.write_formula(page.row, TOTAL, formula, style, value)

    def name(self, name: str, sheet: SheetKey, row: int, column: int) -> None:
        """Give a cell a name."""
        quoted = say(f"classeur.feuilles.{sheet}").replace("'", "''")
        self.book.define_name(name, f"='{quoted}'!{xl_rowcol_to_cell(row, column, True, True)}")
