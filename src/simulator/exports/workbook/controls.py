"""The sheet of controls: each comes to 0, and says so in a word; one word sums them all up."""

from simulator.exports.printed import Page
from simulator.exports.workbook import styles
from simulator.exports.workbook.book import FIRST, LiveBook
from simulator.exports.workbook.cells import Line
from simulator.exports.workbook.law import MARGIN
from simulator.exports.workbook.layout import TOTAL
from simulator.exports.workbook.placing import Group
from simulator.text import say

WIDTHS = (56.0, 14.0, 34.0, 11.0)
WORD = 1
"""The column of the word."""
VERDICT = "controles_tous_justes"
"""The cell that sums the controls up."""


def write(book: LiveBook, groups: list[Group], out_of_bounds: str) -> None:
    """The sheet; `out_of_bounds` is the range of the hypotheses' own controls."""
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
    name = say("classeur.feuilles.hypotheses").replace("'", "''")
    _of_answers(book, page, f"=SUM('{name}'!{out_of_bounds})")
    page.row += 2
    book.title(page, say("classeur.controles.verdict"))
    word = f"=IF(COUNTIF({_words(page.row - 1)},mot_a_revoir)=0,mot_juste,mot_a_revoir)"
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


def _of_answers(book: LiveBook, page: Page, formula: str) -> None:
    meaning = say("classeur.controles.hors_bornes")
    book.words(page, [say("classeur.controles.bornes"), "", meaning, ""])
    style = styles.number(book, "test", book.no_limit, bold=True)
    page.sheet.write_formula(page.row, TOTAL, formula, style, 0)
    _word(book, page)


def _word(book: LiveBook, page: Page) -> None:
    gap = book.layout.cell(page.row, TOTAL)
    formula = f"=IF(ABS({gap})<={MARGIN},mot_juste,mot_a_revoir)"
    page.sheet.write_formula(page.row, WORD, formula, _good(book), say("classeur.juste"))
    _alert(book, page, page.row)


def _good(book: LiveBook) -> object:
    return styles.text(book, bold=True, font_color=styles.GOOD_INK, align="center")


def _alert(book: LiveBook, page: Page, row: int) -> None:
    """A word that says to look again is written on another ground."""
    bad = book.book.add_format({"font_color": styles.BAD_INK, "bg_color": styles.BAD_GROUND})
    page.sheet.conditional_format(
        row, WORD, row, WORD,
        {"type": "cell", "criteria": "==", "value": "mot_a_revoir", "format": bad},
    )  # fmt: skip


def _words(last: int) -> str:
    return f"$B${FIRST + 1}:$B${last}"
