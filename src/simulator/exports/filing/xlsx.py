"""The filing pack as a workbook: one sheet a chapter, live formulas with the values they have here.

Texts are written as texts, never as formulas or links; a field that nobody filled is an empty cell
on a warning ground, or the word that stands for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from math import ceil, isinf
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from simulator.exports.filing.identity import NOBODY, Identity
from simulator.exports.filing.report import engine_keys, filing
from simulator.exports.formulas import Reckoning, reckon
from simulator.exports.pack import NUMBERS, Entry, Form, Grid, Pack, Part, Prose, Sheet
from simulator.figures.explain import Explanation
from simulator.figures.explain_sponsor import explain_all
from simulator.figures.sponsor_outcome import Outcome
from simulator.text import current_language, say

WIDTH = {False: 96, True: 150}  # characters across a page, upright and on its side
A4 = 9  # the paper's number in the format
LINE = 14.0  # points
TITLE_ROWS = 3
INK, MUTED, ACCENT, PAPER, HAIR = "#16202A", "#55606B", "#1F4A5C", "#F5F3EE", "#D8D4CA"
WARN_INK, WARN_GROUND, WARN_EDGE = "#3F2800", "#FCF1DC", "#8A5300"
_NUMBERS = {
    "€": '#,##0.00\\ "€";\\-#,##0.00\\ "€"', "ratio": "0.00##\\ %", "jours": "#,##0.00",
    "heures": "#,##0.00",
}  # fmt: skip
_DAYS = {"fr": "[$-40C]d mmmm yyyy", "en": "[$-809]d mmmm yyyy"}


def workbook_of(
    outcome: Outcome,
    identity: Identity = NOBODY,
    *,
    exercice: int = 0,
    made_on: date | None = None,
) -> bytes:
    """The pack of a case as a workbook, with the engine's own formulas."""
    pack = filing(outcome, identity, exercice=exercice, made_on=made_on)
    told = explain_all(outcome.case, engine_keys(pack), book=outcome.book)
    return xlsx(pack, told)


def xlsx(pack: Pack, told: Mapping[str, Explanation] | None = None) -> bytes:
    """The workbook as bytes. `told` explains the engine's figures: they become live formulas."""
    out = BytesIO()
    _Workbook(pack, told or {}, out).write()
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Cell:
    """Where an entry stands: sheet, row and column from 0, last column it spans."""

    sheet: str
    row: int
    column: int
    last: int

    @property
    def address(self) -> str:
        """Its absolute address, from any sheet."""
        quoted = self.sheet.replace("'", "''")
        return f"'{quoted}'!{xl_rowcol_to_cell(self.row, self.column, True, True)}"


@dataclass(slots=True)
class _Page:
    """A sheet laid out: rows of writings, and the widths of its columns in characters."""

    name: str
    landscape: bool
    widths: list[float]
    row: int = TITLE_ROWS
    frozen: int = TITLE_ROWS
    heights: dict[int, float] = field(default_factory=dict)


class _Workbook:
    def __init__(self, pack: Pack, told: Mapping[str, Explanation], out: BytesIO) -> None:
        self.pack = pack
        self.book = xlsxwriter.Workbook(
            out,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
             "strings_to_numbers": False},
        )  # fmt: skip
        self.styles: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.reckoning: Reckoning = reckon(told, first_start=TITLE_ROWS + 3, gap=3)
        self.cells: dict[str, _Cell] = {}
        self.pages: dict[str, _Page] = {}

    def write(self) -> None:
        """Lay every sheet out, then write: a formula may point at a later sheet."""
        pack = self.pack
        made = datetime(pack.made_on.year, pack.made_on.month, pack.made_on.day)
        self.book.set_properties(
            {"title": pack.title, "subject": pack.subtitle, "author": pack.author,
             "company": "", "comments": f"{pack.rules} {pack.disclaimer}", "created": made}
        )  # fmt: skip
        sheets = [self._with_missing(sheet) for sheet in pack.sheets]
        for sheet in sheets:
            self._lay_out(sheet)
        for sheet in sheets:
            self._write_sheet(sheet)
        if self.reckoning.steps or self.reckoning.starts:
            self._write_reckoning()
        self.book.close()

    def _with_missing(self, sheet: Sheet) -> Sheet:
        """The first sheet also holds the list of what is empty."""
        if sheet is not self.pack.sheets[0]:
            return sheet
        return Sheet(
            sheet.key, sheet.title, (*sheet.parts, self.pack.missing_part()), sheet.landscape
        )  # fmt: skip

    # laying out

    def _lay_out(self, sheet: Sheet) -> None:
        page = _Page(sheet.title[:31], sheet.landscape, _widths(sheet))
        self.pages[sheet.key] = page
        for number, part in enumerate(sheet.parts):
            page.row += 1 if part.title else 0
            if isinstance(part, Form):
                for entry in part.entries:
                    self._place(page, entry, 1, len(page.widths) - 1)
                    page.row += 1
            elif isinstance(part, Grid):
                page.row += 1
                if number == 0 and len(sheet.parts) == 1:
                    page.frozen = page.row
                for row in part.rows:
                    for column, entry in enumerate(row):
                        self._place(page, entry, column, column)
                    page.row += 1
                page.row += 0 if part.rows else 1
            else:
                page.row += len(part.lines)
            page.row += 1 + bool(_note(part))

    def _place(self, page: _Page, entry: Entry, column: int, last: int) -> None:
        self.cells[entry.key] = _Cell(page.name, page.row, column, last)

    # writing

    def _style(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.styles:
            base = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top"}
            self.styles[key] = self.book.add_format(base | look)
        return self.styles[key]

    def _open(self, name: str, title: str, landscape: bool, widths: list[float]) -> Any:
        """A sheet ready to print on A4, with its title."""
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_paper(A4)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.5, 0.5, 0.6, 0.7)
        foot = f"{self.pack.title} · {self.pack.subtitle} · {self.pack.foot}".replace("&", "&&")
        sheet.set_footer(f"&L&8{foot}&R&8{say('depot.numero_de_page', page='&P', total='&N')}")
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, title, self._style(bold=True, font_size=15, font_color=ACCENT))
        sheet.set_row(0, 22)
        sub = f"{self.pack.title} · {self.pack.subtitle}"
        sheet.write_string(1, 0, sub, self._style(font_color=MUTED))
        return sheet

    def _write_sheet(self, content: Sheet) -> None:
        page = self.pages[content.key]
        sheet = self._open(page.name, content.title, page.landscape, page.widths)
        if content.key == self.pack.sheets[0].key:
            self._front(sheet)
        sheet.freeze_panes(page.frozen, 0)
        page.row = TITLE_ROWS
        for part in content.parts:
            if part.title:
                sheet.write_string(
                    page.row, 0, part.title,
                    self._style(bold=True, font_size=12, font_color=ACCENT),
                )  # fmt: skip
                page.row += 1
            if isinstance(part, Form):
                self._write_form(sheet, page, part)
            elif isinstance(part, Grid):
                self._write_grid(sheet, page, part)
            else:
                self._write_prose(sheet, page, part)
            if _note(part):
                self._across(sheet, page, _note(part), self._style(
                    font_color=MUTED, italic=True, text_wrap=True))  # fmt: skip
            page.row += 1

    def _front(self, sheet: Any) -> None:
        """The answer, and what the document is not, above the first part."""
        page = self.pages[self.pack.sheets[0].key]
        page.row = TITLE_ROWS - 1
        text = f"{self.pack.answer} {self.pack.disclaimer}"
        self._across(sheet, page, text, self._style(bold=True, text_wrap=True))

    def _write_form(self, sheet: Any, page: _Page, part: Form) -> None:
        label = self._style(bg_color=PAPER, border=1, border_color=HAIR, text_wrap=True)
        room = sum(page.widths[1:])
        for entry in part.entries:
            sheet.write_string(page.row, 0, entry.label, label)
            self._write_entry(sheet, entry)
            lines = max(_lines(entry.label, page.widths[0]), _lines(entry.shown(), room))
            sheet.set_row(page.row, LINE * lines)
            page.row += 1

    def _write_grid(self, sheet: Any, page: _Page, part: Grid) -> None:
        head: dict[str, Any] = {
            "bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "border": 1,
            "border_color": ACCENT, "text_wrap": True,
        }  # fmt: skip
        numbers = [any(row[n].unit in NUMBERS for row in part.rows) for n in range(len(part.heads))]
        for column, (text, number) in enumerate(zip(part.heads, numbers, strict=True)):
            look = self._style(**head, align="right" if number else "left")
            sheet.write_string(page.row, column, text, look)
        lines = max(_lines(t, w) for t, w in zip(part.heads, page.widths, strict=False))
        sheet.set_row(page.row, LINE * lines)
        page.row += 1
        for row in part.rows:
            for entry in row:
                self._write_entry(sheet, entry)
            lines = max(_lines(e.shown(), w) for e, w in zip(row, page.widths, strict=False))
            sheet.set_row(page.row, LINE * lines)
            page.row += 1
        if not part.rows:
            sheet.write_string(page.row, 0, part.empty, self._style(font_color=MUTED))
            page.row += 1

    def _write_prose(self, sheet: Any, page: _Page, part: Prose) -> None:
        for heading, words in part.lines:
            text = f"{heading} {words}".strip()
            self._across(sheet, page, text, self._style(text_wrap=True))

    def _across(self, sheet: Any, page: _Page, text: str, style: Any) -> None:
        """A text over the whole width, on the lines that it needs."""
        last = len(page.widths) - 1
        if last:
            sheet.merge_range(page.row, 0, page.row, last, "", style)
        sheet.write_string(page.row, 0, text, style)
        sheet.set_row(page.row, LINE * _lines(text, sum(page.widths)))
        page.row += 1

    def _write_entry(self, sheet: Any, entry: Entry) -> None:
        cell = self.cells[entry.key]
        style = self._look(entry)
        if cell.last > cell.column:
            sheet.merge_range(cell.row, cell.column, cell.row, cell.last, "", style)
        at = cell.row, cell.column
        value = entry.value
        if value is None:
            if entry.blank:
                sheet.write_string(*at, entry.blank, style)
            else:
                sheet.write_blank(*at, None, style)
        elif isinstance(value, date):
            sheet.write_datetime(*at, datetime(value.year, value.month, value.day), style)
        elif isinstance(value, int | float) and not isinstance(value, bool) and not isinf(value):
            formula = self._formula(entry)
            if formula:
                sheet.write_formula(*at, formula, style, value)
            else:
                sheet.write_number(*at, value, style)
        else:
            sheet.write_string(*at, entry.shown(), style)

    def _formula(self, entry: Entry) -> str:
        """The live formula of an entry: over other entries, or the engine's own step."""
        if entry.live:
            text = entry.live
            for key in _keys(text):
                text = text.replace(f"{{{key}}}", self.cells[key].address)
            return f"={text}"
        address = self.reckoning.address(entry.engine, float(entry.value)) if entry.engine else None
        return "" if address is None else f"=ROUND('{self._reckoning_name()}'!{address},2)"

    def _look(self, entry: Entry) -> Any:
        look: dict[str, Any] = {"border": 1, "border_color": HAIR, "text_wrap": True}
        if entry.value is None:
            look |= {"bg_color": WARN_GROUND, "font_color": WARN_INK, "border_color": WARN_EDGE}
        if entry.strong:
            look["bold"] = True
        if isinstance(entry.value, date):
            look |= {"num_format": _DAYS[current_language()], "align": "left"}
        elif entry.unit in _NUMBERS:
            look |= {"num_format": _NUMBERS[entry.unit], "align": "right"}
        return self._style(**look)

    # the sheet of steps

    def _reckoning_name(self) -> str:
        return say("depot.calcul")

    def _write_reckoning(self) -> None:
        heads = [say(f"depot.tetes.{k}") for k in ("libelle", "formule", "source", "valeur")]
        widths = [44.0, 60.0, 52.0, 20.0]
        sheet = self._open(self._reckoning_name(), say("depot.calcul"), True, widths)
        sheet.write_string(2, 0, say("depot.calcul_sous_titre"), self._style(font_color=MUTED))
        sheet.freeze_panes(TITLE_ROWS, 0)
        plain = self._style(border=1, border_color=HAIR, text_wrap=True)
        found = self.reckoning
        self._headed(sheet, found.first_start - 3, say("depot.calcul_donnees"), heads)
        for number, start in enumerate(found.starts):
            row = found.first_start - 1 + number
            for column, text in enumerate((start.label, "", start.source)):
                sheet.write_string(row, column, text, plain)
            sheet.write_number(row, 3, start.value, self._number(start.unit))
            sheet.set_row(row, LINE * _lines(start.source, widths[2]))
        self._headed(sheet, found.first_step - 3, say("depot.calcul_etapes"), heads)
        for number, step in enumerate(found.steps):
            row = found.first_step - 1 + number
            for column, text in enumerate((step.label, step.words, step.reference)):
                sheet.write_string(row, column, text, plain)
            sheet.write_formula(row, 3, step.formula, self._number(step.unit), step.value)
            texts = zip((step.label, step.words, step.reference), widths, strict=False)
            sheet.set_row(row, LINE * max(_lines(t, w) for t, w in texts))

    def _headed(self, sheet: Any, row: int, title: str, heads: list[str]) -> None:
        big = self._style(bold=True, font_size=12, font_color=ACCENT)
        head = self._style(bold=True, font_color="#FFFFFF", bg_color=ACCENT)
        sheet.write_string(row, 0, title, big)
        for column, text in enumerate(heads):
            sheet.write_string(row + 1, column, text, head)

    def _number(self, unit: str) -> Any:
        pattern = _NUMBERS.get(unit, "#,##0.######")
        return self._style(border=1, border_color=HAIR, num_format=pattern, align="right")


def _widths(sheet: Sheet) -> list[float]:
    """The columns' widths in characters: each as large as the grid that needs most of it."""
    grids = [part for part in sheet.parts if isinstance(part, Grid)]
    if not grids:
        return [34.0, WIDTH[sheet.landscape] - 34.0]
    shares = [0.0] * max(len(grid.heads) for grid in grids)
    for grid in grids:
        wide = grid.wide or (1.0,) * len(grid.heads)
        for column, share in enumerate(wide):
            shares[column] = max(shares[column], share / sum(wide))
    unit = WIDTH[sheet.landscape] / sum(shares)
    return [max(9.0, share * unit) for share in shares]


def _note(part: Part) -> str:
    return "" if isinstance(part, Prose) else part.note


def _lines(text: str, width: float) -> int:
    """Lines that a text needs in a column; a letter is narrower than the digit that measures it."""
    return max(1, ceil(len(text) / max(1.1 * width - 1, 1)))


def _keys(formula: str) -> list[str]:
    return [piece.split("}")[0] for piece in formula.split("{")[1:]]
