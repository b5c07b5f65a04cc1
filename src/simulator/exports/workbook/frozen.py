"""The sheet of what does not travel: what it is, what it holds here, and why."""

from simulator.exports.workbook import styles
from simulator.exports.workbook.book import LiveBook
from simulator.text import say

WIDTHS = [52.0, 44.0, 80.0]


def write(book: LiveBook) -> None:
    """The sheet."""
    name = say("classeur.feuilles.fige")
    page = book.open(name, say("classeur.titres.fige"), True, WIDTHS)
    book.note(page, 2, say("classeur.sous_titres.fige"))
    for column, key in enumerate(("quoi", "ici", "pourquoi")):
        page.sheet.write_string(3, column, say(f"classeur.fige.tetes.{key}"), styles.head(book))
    page.row = 4
    for told in book.live.told:
        book.words(page, [told.label, told.value, told.why])
        page.row += 1
    page.sheet.freeze_panes(4, 1)
