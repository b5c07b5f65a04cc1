"""The sheet of results: the figures of the route shown, then who bears what on each route."""

from simulator.exports.workbook.book import LiveBook
from simulator.exports.workbook.placing import Group
from simulator.exports.workbook.workings import unit_words
from simulator.text import say

WIDTHS = (42.0, 30.0, 34.0, 11.0)


def write(book: LiveBook, groups: list[Group]) -> None:
    """The sheet."""
    heads = [say(f"classeur.porte.tetes.{n}") for n in ("quoi", "nom", "de", "unite")]
    page = book.table("porte", [*heads, say("classeur.tetes.total")], WIDTHS)
    names: dict[int, list[str]] = {}
    for result in book.live.results:
        names.setdefault(id(result.line), []).append(result.name)
    for group in groups:
        page.row = group.row
        book.title(page, group.title)
        for line in group.lines:
            page.row = line.row
            named = names.get(id(line), [])
            shown = (
                named[0]
                if len(named) == 1
                else " … ".join(named[:: len(named) - 1])
                if named
                else ""
            )
            book.words(page, [line.label, shown, line.reference, unit_words(line)])
            book.line(page, line, "porte", bold=not shown or line.unit != "€")
    for result in book.live.results:
        column = book.layout.column(result.year)
        book.name(result.name, "porte", result.line.row, column)
