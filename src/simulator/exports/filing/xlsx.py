"""The filing pack as a workbook: one sheet a chapter, live formulas with the values they have here.

Texts are written as texts, never as formulas or links; a field that nobody filled is an empty cell
on a warning ground, or the word that stands for it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from math import isinf
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from simulator.exports.filing.identity import NOBODY, Identity
from simulator.exports.filing.report import engine_keys, filing
from simulator.exports.formulas import Reckoning, reckon
from simulator.exports.pack import NUMBERS, Entry, Form, Grid, Pack, Part, Prose, Sheet
from simulator.exports.printed import (
    ACCENT,
    HAIR,
    MUTED,
    PAPER,
    TITLE_ROWS,
    Page,
    PrintedBook,
    lines_of,
    windows_language,
)
from simulator.figures.proofs import Proof, prove_each
from simulator.figures.sponsor_outcome import Outcome
from simulator.text import say

WIDTH = {False: 96, True: 150}  # characters across a page, upright and on its side
WARN_INK, WARN_GROUND, WARN_EDGE = "#3F2800", "#FCF1DC", "#8A5300"
_NUMBERS = {
    "€": '#,##0.00\\ "€";\\-#,##0.00\\ "€"', "ratio": "0.00##\\ %", "jours": "#,##0.00",
    "heures": "#,##0.00",
}  # fmt: skip


def workbook_of(
    outcome: Outcome,
    identity: Identity = NOBODY,
    *,
    exercice: int = 0,
    made_on: date | None = None,
) -> bytes:
    """The pack of a case as a workbook, with the engine's own formulas."""
    pack = filing(outcome, identity, exercice=exercice, made_on=made_on)
    return xlsx(pack, prove_each(outcome, engine_keys(pack)))


def xlsx(pack: Pack, told: Mapping[str, Proof] | None = None) -> bytes:
    """The workbook as bytes. `told` proves the engine's figures: they become live formulas."""
    out = BytesIO()
    _FilingBook(pack, told or {}, out).write()
    return out.getvalue()


class _FilingBook(PrintedBook):
    """The chapters, written once each; what points at a later one is written at the end."""

    def __init__(self, pack: Pack, told: Mapping[str, Proof], out: BytesIO) -> None:
        super().__init__(pack, out)
        self.pack = pack
        self.reckoning: Reckoning = reckon(told, first_start=TITLE_ROWS + 3, gap=3)
        self.places: dict[str, str] = {}  # of each entry, from any sheet
        self.later: list[tuple[Page, tuple[int, int], Entry, Any]] = []

    def write(self) -> None:
        """Every sheet, then the formulas that read several, then the steps of the engine."""
        pack = self.pack
        made = datetime(pack.made_on.year, pack.made_on.month, pack.made_on.day)
        self.book.set_properties(
            {"title": pack.title, "subject": pack.subtitle, "author": pack.author,
             "company": "", "comments": f"{pack.rules} {pack.disclaimer}", "created": made}
        )  # fmt: skip
        for number, sheet in enumerate(pack.sheets):
            self._write_sheet(sheet, first=number == 0)
        for page, at, entry, style in self.later:
            page.sheet.write_formula(*at, self._formula(entry), style, entry.value)
        if self.reckoning.steps or self.reckoning.starts:
            self._write_reckoning()
        self.book.close()

    def _write_sheet(self, content: Sheet, *, first: bool) -> None:
        """A chapter; the first one opens with the answer and ends with what is missing."""
        parts = (*content.parts, self.pack.missing_part()) if first else content.parts
        widths = _widths(parts, WIDTH[content.landscape])
        page = self.open(content.title[:31], content.title, content.landscape, widths)
        if first:
            page.row -= 1
            text = f"{self.pack.answer} {self.pack.disclaimer}"
            page.across(text, self.style(bold=True, text_wrap=True))
        for part in parts:
            if part.title:
                page.write(0, part.title, self.heading())
                page.row += 1
            if isinstance(part, Form):
                self._write_form(page, part)
            elif isinstance(part, Grid):
                self._write_grid(page, part, alone=len(parts) == 1)
            else:
                self._write_prose(page, part)
            if not isinstance(part, Prose) and part.note:
                page.across(part.note, self.style(font_color=MUTED, italic=True, text_wrap=True))
            page.row += 1

    def _write_form(self, page: Page, part: Form) -> None:
        label = self.style(bg_color=PAPER, border=1, border_color=HAIR, text_wrap=True)
        room = sum(page.widths[1:])
        for entry in part.entries:
            page.write(0, entry.label, label)
            self._write_entry(page, entry, 1, len(page.widths) - 1)
            page.close(max(lines_of(entry.label, page.widths[0]), lines_of(entry.shown(), room)))

    def _write_grid(self, page: Page, part: Grid, *, alone: bool) -> None:
        """A grid; that of a chapter that holds nothing else keeps its heads in sight."""
        head: dict[str, Any] = {
            "bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "border": 1,
            "border_color": ACCENT, "text_wrap": True,
        }  # fmt: skip
        for column, text in enumerate(part.heads):
            number = any(row[column].unit in NUMBERS for row in part.rows)
            page.write(column, text, self.style(**head, align="right" if number else "left"))
        page.close(_most_lines(part.heads, page))
        if alone:
            page.sheet.freeze_panes(page.row, 0)
        for row in part.rows:
            for column, entry in enumerate(row):
                self._write_entry(page, entry, column, column)
            page.close(_most_lines([entry.shown() for entry in row], page))
        if not part.rows:
            page.write(0, part.empty, self.style(font_color=MUTED))
            page.row += 1

    def _write_prose(self, page: Page, part: Prose) -> None:
        for heading, words in part.lines:
            page.across(f"{heading} {words}".strip(), self.style(text_wrap=True))

    def _write_entry(self, page: Page, entry: Entry, column: int, last: int) -> None:
        sheet, at, style = page.sheet, (page.row, column), self._look(entry)
        quoted = page.name.replace("'", "''")
        self.places[entry.key] = f"'{quoted}'!{xl_rowcol_to_cell(*at, True, True)}"
        if last > column:
            sheet.merge_range(*at, page.row, last, "", style)
        value = entry.value
        if value is None:
            if entry.blank:
                sheet.write_string(*at, entry.blank, style)
            else:
                sheet.write_blank(*at, None, style)
        elif isinstance(value, date):
            sheet.write_datetime(*at, datetime(value.year, value.month, value.day), style)
        elif isinstance(value, int | float) and not isinstance(value, bool) and not isinf(value):
            if entry.live or self._step(entry):
                self.later.append((page, at, entry, style))
            else:
                sheet.write_number(*at, value, style)
        else:
            sheet.write_string(*at, entry.shown(), style)

    def _formula(self, entry: Entry) -> str:
        """The live formula of an entry: over other entries, or the engine's own step."""
        if not entry.live:
            return f"=ROUND('{say('depot.calcul')}'!{self._step(entry)},2)"
        text = entry.live
        for key in (piece.split("}")[0] for piece in entry.live.split("{")[1:]):
            text = text.replace(f"{{{key}}}", self.places[key])
        return f"={text}"

    def _step(self, entry: Entry) -> str | None:
        """The cell of the engine's step that gives an entry, if any."""
        return self.reckoning.address(entry.engine, float(entry.value)) if entry.engine else None

    def _look(self, entry: Entry) -> Any:
        look: dict[str, Any] = {"border": 1, "border_color": HAIR, "text_wrap": True}
        if entry.value is None:
            look |= {"bg_color": WARN_GROUND, "font_color": WARN_INK, "border_color": WARN_EDGE}
        if entry.strong:
            look["bold"] = True
        if isinstance(entry.value, date):
            look |= {"num_format": _day_format(), "align": "left"}
        elif entry.unit in _NUMBERS:
            look |= {"num_format": _NUMBERS[entry.unit], "align": "right"}
        return self.style(**look)

    def _write_reckoning(self) -> None:
        """The sheet of steps: what formulas start from, then each step, at rows already known."""
        found, widths = self.reckoning, [44.0, 60.0, 52.0, 20.0]
        page = self.open(say("depot.calcul"), say("depot.calcul"), True, widths)
        page.sheet.write_string(2, 0, say("depot.calcul_sous_titre"), self.style(font_color=MUTED))
        self._headed(page, found.first_start, "depot.calcul_donnees")
        for start in found.starts:
            page.sheet.write_number(page.row, 3, start.value, self._number(start.unit))
            self._described(page, (start.label, "", start.source))
        self._headed(page, found.first_step, "depot.calcul_etapes")
        for step in found.steps:
            number = self._number(step.unit)
            page.sheet.write_formula(page.row, 3, step.formula, number, step.value)
            self._described(page, (step.label, step.words, step.reference))

    def _described(self, page: Page, texts: tuple[str, ...]) -> None:
        plain = self.style(border=1, border_color=HAIR, text_wrap=True)
        for column, text in enumerate(texts):
            page.write(column, text, plain)
        page.close(_most_lines(texts, page))

    def _headed(self, page: Page, first: int, title: str) -> None:
        """A title and heads above the row `first`, counted from 1, which comes next."""
        head = self.style(bold=True, font_color="#FFFFFF", bg_color=ACCENT)
        page.row = first - 3
        page.write(0, say(title), self.heading())
        page.row += 1
        for column, name in enumerate(("libelle", "formule", "source", "valeur")):
            page.write(column, say(f"depot.tetes.{name}"), head)
        page.row += 1

    def _number(self, unit: str) -> Any:
        pattern = _NUMBERS.get(unit, "#,##0.######")
        return self.style(border=1, border_color=HAIR, num_format=pattern, align="right")


def _widths(parts: Sequence[Part], whole: int) -> list[float]:
    """The columns' widths in characters: each as large as the grid that needs most of it."""
    grids = [part for part in parts if isinstance(part, Grid)]
    if not grids:
        return [34.0, whole - 34.0]
    shares = [0.0] * max(len(grid.heads) for grid in grids)
    for grid in grids:
        wide = grid.wide or (1.0,) * len(grid.heads)
        for column, share in enumerate(wide):
            shares[column] = max(shares[column], share / sum(wide))
    unit = whole / sum(shares)
    return [max(9.0, share * unit) for share in shares]


def _most_lines(texts: Sequence[str], page: Page) -> int:
    """Lines of the text of a row that needs most of them."""
    return max(lines_of(text, width) for text, width in zip(texts, page.widths, strict=False))


def _day_format() -> str:
    """Days in the language of the workbook, whatever that of the spreadsheet."""
    return f"[$-{windows_language():X}]d mmmm yyyy"
