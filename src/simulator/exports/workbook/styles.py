"""The looks of a workbook: one for what is typed, one for what is computed, one for each unit."""

from typing import Any

from simulator.exports.printed import (
    ACCENT,
    HAIR,
    INK,
    MUTED,
    PAPER,
    PrintedBook,
)

TYPED_INK, TYPED_GROUND = "#17479B", "#FFF8E1"
QUIET_INK, GOOD_INK, BAD_INK, BAD_GROUND = MUTED, "#0B6549", "#8A1C00", "#FBE3DC"
_NO_LIMIT = '[>=1E+98]"{}";[<0]\\-#,##0.00\\ "€";'
"""Without its own place, a number below zero would lose its sign beside a condition."""
NUMBERS = {
    "€": '#,##0.00\\ "€"', "ratio": "0.00##\\ %", "%": "#,##0.00", "multiple": "#,##0.00",
    "PME": "#,##0", "cadres": "#,##0", "salariés": "#,##0", "parcours": "#,##0",
    "avances": "#,##0", "test": "0",
}  # fmt: skip
OTHER = "#,##0.00##"


def number_format(unit: str, no_limit: str, language: int) -> str:
    """How a number of a unit is written; an amount without limit is a word."""
    pattern = f"[$-{language:X}]"
    if unit == "€":
        pattern += _NO_LIMIT.format(no_limit)
    return pattern + NUMBERS.get(unit, OTHER)


def head(book: PrintedBook, *, right: bool = False) -> Any:
    """The look of the heads of columns."""
    return book.style(
        bold=True, font_color="#FFFFFF", bg_color=ACCENT, border=1, border_color=ACCENT,
        text_wrap=True, align="right" if right else "left",
    )  # fmt: skip


def section(book: PrintedBook) -> Any:
    """The look of the title of a group of lines."""
    return book.style(bold=True, font_color=ACCENT, bg_color=PAPER, font_size=11)


def text(book: PrintedBook, **more: Any) -> Any:
    """The look of words in a table."""
    return book.style(border=1, border_color=HAIR, text_wrap=True, **more)


def muted(book: PrintedBook) -> Any:
    """The look of words that one may skip."""
    return text(book, font_color=MUTED, font_size=9)


def number(book: PrintedBook, unit: str, no_limit: str, **more: Any) -> Any:
    """The look of a computed number."""
    return book.style(
        border=1, border_color=HAIR, align="right", font_color=more.pop("font_color", INK),
        num_format=number_format(unit, no_limit, book.language), **more,
    )  # fmt: skip


def bound(book: PrintedBook, unit: str, no_limit: str, *, endless: bool) -> Any:
    """The look of what a cell admits: no cents."""
    whole = {"€": '#,##0\\ "€";\\-#,##0\\ "€"', "ratio": "0\\ %"}.get(unit, "#,##0")
    words = f'"{no_limit}";"{no_limit}"' if endless else whole
    return book.style(
        border=1, border_color=HAIR, align="right", font_color=QUIET_INK, font_size=9,
        num_format=f"[$-{book.language:X}]{words}",
    )  # fmt: skip


def typed(book: PrintedBook, unit: str, no_limit: str, **more: Any) -> Any:
    """The look of a cell that waits for a person's number."""
    return number(
        book, unit, no_limit, bg_color=TYPED_GROUND, locked=False,
        font_color=TYPED_INK, **more,
    )  # fmt: skip
