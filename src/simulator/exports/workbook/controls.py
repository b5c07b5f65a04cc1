"""The sheet of controls: each comes to 0, and says so in a word; one word sums them all up."""

from collections.abc import Sequence

from simulator.exports.printed import Page
from simulator.exports.workbook import styles
from simulator.exports.workbook.book import AGAIN, ANSWERS, FIRST, LiveBook
from simulator.exports.workbook.cells import Line
from simulator.exports.workbook.checked import Checks
from simulator.exports.workbook.law import MARGIN
from simulator.exports.workbook.layout import TOTAL
from simulator.exports.workbook.named import read_name
from simulator.exports.workbook.placing import Group
from simulator.text import say

WIDTHS = (56.0, 14.0, 34.0, 11.0)
WORD, MEANING = 1, 2
"""The columns of the word, and of what a control means."""
_AT_ONCE = 60  # cells of one sum
VERDICT = "controles_tous_justes"
"""The cell that sums the controls up."""


def write(book: LiveBook, groups: list[Group], typed: Sequence[tuple[str, Checks]]) -> None:
    """The sheet; `typed`: what the controls of the sheets where a person types say."""
    heads = [say(f"classeur.controles.tetes.{n}") for n in ("quoi", "dit", "sens", "unite")]
    page = book.table("controles", [*heads, say("classeur.controles.tetes.ecart")], WIDTHS)
    for group in groups:
        page.row = group.row
        book.title(page, group.title)
        for line in group.lines:
            page.row = line.row
            _control(book, page, line)
    last = groups[-1].last if groups else FIRST
    page.row = last + 1
    book.title(page, say("classeur.controles.saisies"))
    refusals = [line.row for group in groups for line in group.lines if line.unit == "test"]
    for key, found in typed:
        refusals.append(page.row)
        _of_cells(book, page, key, found)
        page.row += 1
    _answers(book, page, refusals)
    page.row += 2
    book.title(page, say("classeur.controles.verdict"))
    word = f"=IF(COUNTIF({_words(page.row - 1)},{AGAIN})=0,mot_juste,{AGAIN})"
    page.sheet.write_string(page.row, 0, say("classeur.controles.tous"), styles.text(book))
    page.sheet.write_formula(page.row, WORD, word, _good(book), say("classeur.juste"))
    book.name(VERDICT, "controles", page.row, WORD)
    _alert(book, page, page.row)


def _control(book: LiveBook, page: Page, line: Line) -> None:
    meaning = say("classeur.controles.refus" if line.unit == "test" else "classeur.controles.zero")
    book.words(page, [line.label, "", meaning, "" if line.unit == "test" else line.unit])
    book.line(page, line, "controles")
    if None not in line.cells:
        first, last = (book.layout.column(year) for year in (line.years[0], line.years[-1]))
        cells = book.layout.range(page.row, first, last)
        style = styles.number(book, line.unit, book.no_limit, bold=True)
        worst = f"=MAX(MAX({cells}),-MIN({cells}))"
        page.sheet.write_formula(page.row, TOTAL, worst, style, 0)
    _word(book, page)


def _of_cells(book: LiveBook, page: Page, key: str, found: Checks) -> None:
    """How many rows of a sheet hold what cannot be read, and what the first says."""
    book.words(page, [say(f"classeur.controles.{key}"), "", "", ""])
    style = styles.number(book, "test", book.no_limit, bold=True)
    page.sheet.write_formula(page.row, TOTAL, f"={found.wrong}", style, 0)
    meaning = say("classeur.controles.hors_bornes")
    told = f'=IF({book.layout.cell(page.row, TOTAL)}=0,"{meaning}",{found.first})'
    page.sheet.write_formula(page.row, MEANING, told, styles.muted(book), meaning)
    page.sheet.set_row(page.row, 58)
    _word(book, page)


def _answers(book: LiveBook, page: Page, rows: Sequence[int]) -> None:
    """Whether the results answer what is typed: 1 when nothing is refused nor left unread."""
    meaning = say("classeur.controles.repond_sens")
    book.words(page, [say("classeur.controles.repond"), "", meaning, ""])
    cells = [book.layout.cell(row, TOTAL) for row in rows]
    starts = range(0, len(cells), _AT_ONCE)
    sums = [f"SUM({','.join(cells[start : start + _AT_ONCE])})" for start in starts]
    style = styles.number(book, "test", book.no_limit, bold=True)
    page.sheet.write_formula(page.row, TOTAL, f"=IF({'+'.join(sums)}=0,1,0)", style, 1)
    book.name(ANSWERS, "controles", page.row, TOTAL)
    word = f"=IF({book.layout.cell(page.row, TOTAL)}=1,mot_juste,{AGAIN})"
    page.sheet.write_formula(page.row, WORD, word, _good(book), say("classeur.juste"))
    _alert(book, page, page.row)


def _word(book: LiveBook, page: Page) -> None:
    gap = book.layout.cell(page.row, TOTAL)
    formula = f"=IF(ABS(N({gap}))<={read_name(MARGIN)},mot_juste,{AGAIN})"
    page.sheet.write_formula(page.row, WORD, formula, _good(book), say("classeur.juste"))
    _alert(book, page, page.row)


def _good(book: LiveBook) -> object:
    return styles.text(book, bold=True, font_color=styles.GOOD_INK, align="center")


def _alert(book: LiveBook, page: Page, row: int) -> None:
    """A word that says to look again is written on another ground."""
    bad = book.book.add_format({"font_color": styles.BAD_INK, "bg_color": styles.BAD_GROUND})
    page.sheet.conditional_format(
        row, WORD, row, WORD,
        {"type": "cell", "criteria": "==", "value": AGAIN, "format": bad},
    )  # fmt: skip


def _words(last: int) -> str:
    return f"$B${FIRST + 1}:$B${last}"
