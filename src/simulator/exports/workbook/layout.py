"""Where each line stands: its sheet, its row, its columns; and formulas written with addresses."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell  # type: ignore[import-untyped]

from simulator.exports.workbook.cells import (
    BoundOf,
    Cell,
    InputOf,
    LawOf,
    Line,
    Named,
    Piece,
    Pieces,
    Ref,
    SheetKey,
    Span,
    Sum,
    cached,
)
from simulator.exports.workbook.live import Live
from simulator.exports.workbook.named import read_name
from simulator.text import say

BOUNDS = ("minimum", "maximum", "a_defaut")
"""What stands after the years of an answer, in that order."""
TOTAL = 4
"""The column of what has no year: a total, a constant. Years begin after it, on every sheet."""


@dataclass(slots=True)
class Layout:
    """The columns of the fiscal years, the same on every sheet, and how a cell is called."""

    live: Live
    years: list[int]
    law_rows: dict[tuple[str, object], str] = field(default_factory=dict)  # the name of a row
    by_year: dict[str, Line] = field(default_factory=dict)  # a parameter whose row changes
    _columns: dict[int, int] = field(init=False)
    _sheets: dict[SheetKey, str] = field(init=False)  # how each is called in a formula

    def __post_init__(self) -> None:
        self._columns = {year: TOTAL + n for n, year in enumerate(self.years, 1)}
        self._sheets = {key: _called(key) for key in get_args(SheetKey)}

    def column(self, year: int | None) -> int:
        """The column of a fiscal year, counted from 0."""
        return TOTAL if year is None else self._columns[year]

    @property
    def after(self) -> int:
        """The first column after the years."""
        return TOTAL + 1 + len(self.years)

    def formula(self, cell: Cell, here: SheetKey) -> str:
        """A formula as it is written on a sheet."""
        return "=" + self.text(cell.pieces, here)

    def text(self, pieces: Sequence[Piece], here: SheetKey) -> str:
        """The text of a formula, without its sign."""
        return "".join(self._piece(piece, here) for piece in pieces)

    def _piece(self, piece: Piece, here: SheetKey) -> str:
        match piece:
            case str():
                return piece
            case Named(name):
                return name
            case Ref(line, year):
                return self.address(line, year, here)
            case Sum(line, years):
                return self._sum(line, years, here)
            case InputOf(line, year):
                return self.address(line, year, here)
            case BoundOf(line, which):
                return self.bound(line, which, here)
            case Span(refs):
                return self._span(refs, here)
            case LawOf():
                return self._law(piece, here)

    def address(self, line: Line, year: int | None, here: SheetKey) -> str:
        """A cell: its column follows the year, unless it has none."""
        cell = xl_rowcol_to_cell(line.row, self.column(year), col_abs=year is None)
        return f"{self._sheet(line.sheet, here)}{cell}"

    def bound(self, line: Line, which: str, here: SheetKey) -> str:
        """A bound of an answer, after the years: the same one for all of them."""
        column = self.after + BOUNDS.index(which)
        return f"{self._sheet(line.sheet, here)}{self.cell(line.row, column)}"

    def _sheet(self, sheet: SheetKey, here: SheetKey) -> str:
        return "" if sheet == here else self._sheets[sheet]

    def _sum(self, line: Line, years: tuple[int, ...], here: SheetKey) -> str:
        if line.sheet == "flux" and list(years) == line.years:
            return self.address(line, None, here)
        sheet = self._sheet(line.sheet, here)
        first, last = self.column(years[0]), self.column(years[-1])
        if last - first == len(years) - 1:
            return f"SUM({sheet}{self.range(line.row, first, last)})"
        return f"({'+'.join(self.address(line, year, here) for year in years)})"

    @staticmethod
    def range(row: int, first: int, last: int) -> str:
        """Cells of a row, from a column to another."""
        return f"{xl_col_to_name(first)}{row + 1}:{xl_col_to_name(last)}{row + 1}"

    @staticmethod
    def cell(row: int, column: int) -> str:
        """A cell of a sheet, its column kept when it is copied across."""
        return str(xl_rowcol_to_cell(row, column, col_abs=True))

    @staticmethod
    def column_range(column: int, first: int, last: int) -> str:
        """Cells of a column, from a row to another."""
        name = xl_col_to_name(column)
        return f"${name}${first + 1}:${name}${last + 1}"

    def _span(self, refs: Sequence[Ref], here: SheetKey) -> str:
        """A range when cells stand one under the other, else one after the other."""
        rows = [ref.line.row for ref in refs]
        together = rows == list(range(rows[0], rows[0] + len(rows)))
        if together and len({ref.year for ref in refs}) == 1:
            last = self.address(refs[-1].line, refs[-1].year, refs[-1].line.sheet)
            return f"{self.address(refs[0].line, refs[0].year, here)}:{last}"
        return ",".join(self.address(ref.line, ref.year, here) for ref in refs)

    def _law(self, piece: LawOf, here: SheetKey) -> str:
        line = self.by_year.get(piece.parameter)
        if line is None or len(self.live.reckoning.formulas.held[piece.parameter, piece.year]) > 1:
            return read_name(self.law_rows[piece.parameter, piece.since])
        return self.address(line, piece.year, here)


def _called(sheet: SheetKey) -> str:
    name = say(f"classeur.feuilles.{sheet}")
    return f"{name}!" if name.isascii() and name.isalnum() else f"'{name}'!"


def laid_out(live: Live) -> Layout:
    """The years of everything in a workbook, and the law of each of them."""
    book = live.reckoning
    lines = [*book.lines, *(asked.line for asked in live.answers.every)]
    years = {year for line in lines for year in line.cells if year is not None}
    years |= {year for _, year in book.formulas.held}
    whole = list(range(min(years), max(years) + 1)) if years else []
    layout = Layout(live, whole)
    _law(layout)
    return layout


def _law(layout: Layout) -> None:
    """The name of each row, and a line a year where a parameter changes."""
    book = layout.live.reckoning.formulas
    many: dict[str, set[object]] = {}
    for parameter, since in book.rows:
        many.setdefault(parameter, set()).add(since)
    for parameter, since in book.rows:
        name = "loi_" + parameter.replace(".", "_")
        several = len(many[parameter]) > 1
        layout.law_rows[parameter, since] = f"{name}_{since:%Y_%m_%d}" if several else name
    for (parameter, year), days in sorted(book.held.items()):
        if len(many[parameter]) == 1:
            continue
        line = layout.by_year.setdefault(parameter, Line("loi", parameter))
        day = max(days)
        pieces: Pieces = (Named(read_name(layout.law_rows[parameter, day])),)
        line.cells[year] = Cell(pieces, cached(book.rows[parameter, day].value))
