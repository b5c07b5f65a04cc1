"""A workbook ready to print on A4: its sheets with their titles and feet, its styles, its lines."""

import re
from dataclasses import dataclass
from io import BytesIO
from locale import windows_locale
from math import ceil
from typing import Any, Protocol

import xlsxwriter  # type: ignore[import-untyped]

from simulator.text import locale, say

A4 = 9  # the paper's number in the format
LINE = 14.0  # points
TITLE_ROWS = 3
INK, MUTED, ACCENT, PAPER, HAIR = "#16202A", "#55606B", "#1F4A5C", "#F5F3EE", "#D8D4CA"
_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip


_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_FOOT = 200  # characters; a spreadsheet refuses a foot of more than 255


def clean(text: str) -> str:
    """A text without what a workbook cannot hold: control characters, halves of characters."""
    return _UNWRITABLE.sub("", text)


class Titled(Protocol):
    """What stands at the head and at the foot of each sheet."""

    @property
    def title(self) -> str:
        """The name of the document."""

    @property
    def subtitle(self) -> str:
        """What it is about."""

    @property
    def foot(self) -> str:
        """What it rests on."""


class _Sheet(xlsxwriter.worksheet.Worksheet):  # type: ignore[misc]
    """A sheet that takes a formula as it is: none of ours has a function younger than the format.

    The library would look for thirty of them in each formula, a quarter of the time of a workbook.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        del expand_future_functions
        return formula.removeprefix("=")


@dataclass(slots=True)
class Page:
    """A sheet being written: the widths of its columns in characters, and the row to come."""

    sheet: Any
    name: str
    widths: list[float]
    row: int = TITLE_ROWS

    def write(self, column: int, text: str, style: Any) -> None:
        """A text, never a formula nor a link, in the row to come."""
        self.sheet.write_string(self.row, column, clean(text), style)

    def close(self, lines: int = 1) -> None:
        """The row is written: it takes so many lines."""
        self.sheet.set_row(self.row, LINE * lines)
        self.row += 1

    def across(self, text: str, style: Any) -> None:
        """A text over the whole width, on the lines that it needs."""
        last = len(self.widths) - 1
        if last:
            self.sheet.merge_range(self.row, 0, self.row, last, "", style)
        self.write(0, text, style)
        self.close(lines_of(text, sum(self.widths)))


class PrintedBook:
    """A workbook, and the styles that its sheets share."""

    def __init__(self, titled: Titled, out: BytesIO) -> None:
        self.titled = titled
        self.language = windows_language()
        self.book = xlsxwriter.Workbook(out, _OPTIONS)
        self._styles: dict[tuple[tuple[str, Any], ...], Any] = {}

    def style(self, **look: Any) -> Any:
        """A look, made once."""
        key = tuple(sorted(look.items()))
        if key not in self._styles:
            base = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top"}
            self._styles[key] = self.book.add_format(base | look)
        return self._styles[key]

    def heading(self) -> Any:
        """The look of the title of a part."""
        return self.style(bold=True, font_size=12, font_color=ACCENT)

    def open(self, name: str, title: str, landscape: bool, widths: list[float]) -> Page:
        """A sheet ready to print on A4, with its title."""
        sheet = self.book.add_worksheet(name, _Sheet)
        sheet.hide_gridlines(2)
        sheet.set_paper(A4)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.5, 0.5, 0.6, 0.7)
        sub = f"{clean(self.titled.title)} · {clean(self.titled.subtitle)}"
        foot = f"{sub} · {self.titled.foot}"
        foot = (foot if len(foot) <= _LONGEST_FOOT else f"{foot[:_LONGEST_FOOT]}…").replace(
            "&", "&&"
        )
        sheet.set_footer(f"&L&8{foot}&R&8{say('depot.numero_de_page', page='&P', total='&N')}")
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_string(
            0, 0, clean(title), self.style(bold=True, font_size=15, font_color=ACCENT)
        )
        sheet.set_row(0, 22)
        sheet.write_string(1, 0, sub, self.style(font_color=MUTED))
        sheet.freeze_panes(TITLE_ROWS, 0)
        return Page(sheet, name, widths)


def windows_language() -> int:
    """The number by which a spreadsheet knows the language of this run."""
    return next(code for code, name in windows_locale.items() if name == str(locale()))


def lines_of(text: str, width: float) -> int:
    """Lines that a text needs in a column; a letter is narrower than the digit that measures it."""
    return max(1, ceil(len(text) / max(1.1 * width - 1, 1)))
