"""The sheet of workings: a rule a row, with its article, its formula in words and its values."""

from simulator.exports.workbook.book import LiveBook
from simulator.exports.workbook.cells import Line
from simulator.exports.workbook.layout import TOTAL
from simulator.exports.workbook.named import read_name
from simulator.exports.workbook.placing import Group
from simulator.exports.workbook.worded import in_words_of
from simulator.text import has, say
from simulator.text.registered import in_words

WIDTHS = (42.0, 26.0, 44.0, 9.0)


def write(book: LiveBook, groups: list[Group]) -> None:
    """The sheet."""
    heads = [say(f"classeur.calculs.tetes.{n}") for n in ("regle", "article", "formule", "unite")]
    page = book.table("calculs", [*heads, say("classeur.tetes.constant")], WIDTHS)
    for group in groups:
        page.row = group.row
        book.title(page, group.title)
        for line in group.lines:
            page.row = line.row
            where, formula = in_words(line.reference), in_words_of(line)
            book.words(page, [line.label, where, formula, unit_words(line)])
            book.line(page, line, "calculs")
    for asked in book.live.answers.every:
        if None in asked.read.cells:
            book.name(read_name(asked.name), "calculs", asked.read.row, TOTAL)


def unit_words(line: Line) -> str:
    """The unit of a line: a truth has none."""
    key = f"classeur.unites.{line.unit}"
    return say(key) if has(key) else in_words(line.unit)
