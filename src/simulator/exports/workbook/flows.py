"""The sheet of flows: the ledger, each flow by year, with who pays, who receives and what for."""

from simulator.exports.workbook.book import LiveBook
from simulator.exports.workbook.placing import Group
from simulator.text import say

WIDTHS = (42.0, 20.0, 20.0, 34.0)


def write(book: LiveBook, groups: list[Group]) -> None:
    """The sheet."""
    heads = [say(f"classeur.flux.tetes.{n}") for n in ("nature", "payeur", "receveur", "source")]
    page = book.table("flux", [*heads, say("classeur.tetes.total")], WIDTHS)
    for group in groups:
        page.row = group.row
        book.title(page, group.title)
        for line in group.lines:
            page.row = line.row
            book.words(page, line.heads)
            book.line(page, line, "flux")
            book.total(page, line)
