"""What is typed, and whether it can be read: a count a row, a sentence a row, one sum of them.

A cell that holds words, nothing, or a number that is not admitted makes no formula fail: another
value is read in its place, the results say that they do not answer, and a sentence says which
cell, what it holds, and what it waits for.
"""

from dataclasses import dataclass

from simulator.exports.printed import Page, clean
from simulator.exports.workbook import styles
from simulator.exports.workbook.book import LiveBook
from simulator.exports.workbook.layout import Layout
from simulator.text import say

_LONGEST = 250  # characters of a text inside a formula
_LABEL = "$A{}"
_WIDE = 110  # characters: a sentence stands on one line, beside what is printed


@dataclass(frozen=True, slots=True)
class Checks:
    """The rows of a sheet whose cells are checked: how many are wrong, and what the first says."""

    flags: str
    both: str

    @property
    def wrong(self) -> str:
        """A formula: the number of rows that hold something that cannot be read."""
        return f"SUM({self.flags})"

    @property
    def first(self) -> str:
        """A formula: what the first of them says."""
        return f"VLOOKUP(1,{self.both},COLUMNS({self.both}),FALSE)"


def checks_of(sheet: str, column: int, first: int, last: int) -> Checks:
    """The checks of a sheet: a column of counts, and the sentences beside it."""
    quoted = sheet.replace("'", "''")
    flags = Layout.column_range(column, first, max(last, first))
    words = Layout.column_range(column + 1, first, max(last, first))
    return Checks(f"'{quoted}'!{flags}", f"'{quoted}'!{flags.split(':')[0]}:{words.split(':')[1]}")


def heads(book: LiveBook, page: Page, column: int, names: tuple[str, ...]) -> None:
    """The heads of what stands after the years."""
    for at, name in enumerate(names, column):
        wide = name in {"attendu", "a_corriger"}
        head = styles.head(book, right=not wide)
        page.sheet.write_string(3, at, say(f"classeur.saisies.tetes.{name}"), head)
        page.sheet.set_column(at, at, _WIDE if wide else 20)


def printed(page: Page, last: int, column: int) -> None:
    """What goes on paper: down to a row, before the column where the checks begin."""
    page.sheet.print_area(0, 0, last, column - 1)


def unread(typed: str, read: str, *, empty: bool) -> str:
    """A formula: nil when every cell is read as it stands; `empty` cells may be left so."""
    filled = f"COUNTA({typed})" if empty else f"COUNT({read})"
    return f"{filled}-COUNT({typed})+IFERROR(SUMPRODUCT(--({typed}<>{read})),1)"


def checked(book: LiveBook, page: Page, column: int, wrong: str, shown: str, wanted: str) -> None:
    """What a row waits for, 1 when it does not hold it, and a sentence.

    `wrong`: a formula, nil when all is right; `shown` the cell whose content is told, if any.
    """
    look = book.style(font_color=styles.QUIET_INK, font_size=9)
    page.sheet.write_string(page.row, column, wanted, look)
    flag = book.layout.cell(page.row, column + 1)
    test = styles.number(book, "test", book.no_limit)
    page.sheet.write_formula(page.row, column + 1, f"=IF({wrong}=0,0,1)", test, 0)
    told = _sentence(page.row, book.layout.cell(page.row, column), shown)
    bad = book.style(font_color=styles.BAD_INK, font_size=9)
    page.sheet.write_formula(page.row, column + 2, f'=IF({flag}=0,"",{told})', bad, "")


def _sentence(row: int, wanted: str, shown: str) -> str:
    """The sentence of a row, as a formula: what it holds is read when somebody opens the book."""
    held = f'IF(ISBLANK({shown}),{_text(say("classeur.saisies.vide"))},IFERROR(""&{shown},"?"))'
    cells = {"<quoi>": _LABEL.format(row + 1), "<tenu>": held, "<voulu>": wanted}
    key = "fausse" if shown else "fausse_une_annee"
    sentence = say(f"classeur.saisies.{key}", quoi="<quoi>", tenu="<tenu>", voulu="<voulu>")
    parts = [sentence]
    for mark in cells:
        parts = [piece for part in parts for piece in _cut(part, mark)]
    return "&".join(cells.get(part, _text(part)) for part in parts if part)


def _cut(text: str, mark: str) -> list[str]:
    before, found, after = text.partition(mark)
    return [before, found, after]


def _text(words: str) -> str:
    quoted = clean(words)[:_LONGEST].replace('"', '""')
    return f'"{quoted}"'
