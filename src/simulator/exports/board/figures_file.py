"""Every figure that a dossier shows, one a row, as a spreadsheet in French opens it."""

from collections.abc import Iterator

from simulator.base import csvs
from simulator.stories.board.deck_plan import seal_told
from simulator.stories.board.model import Board, Sheet
from simulator.stories.marks import unmarked
from simulator.stories.picture import readable
from simulator.text import formats, say

HEADS = ("piece", "reponse", "ligne", "colonne", "valeur", "sceau")


def csv_of(board: Board) -> str:
    """One row a figure: item, sentence, row, column, value; amounts of charts are numbers."""
    heads = [say(f"emporter.colonne.{head}") for head in HEADS]
    rows = [
        [chapter.name, unmarked(sheet.title), *cells, seal_told(chapter)]
        for chapter in board.chapters
        for sheet in chapter.sheets
        for cells in _cells(sheet)
    ]
    return csvs.french_csv([heads, *rows])


def _cells(sheet: Sheet) -> Iterator[list[object]]:
    for figure in sheet.figures:
        yield [figure.label, figure.condition, figure.value]
    if sheet.shown:
        drawing = sheet.shown.drawing
        heads = list(drawing.headings.values())
        for row in readable(drawing):
            words = formats.series(cell for cell in row if isinstance(cell, str))
            numbers = [(h, c) for h, c in zip(heads, row, strict=True) if not isinstance(c, str)]
            yield from ([words, head, cell] for head, cell in numbers)
    if sheet.table:
        for told in sheet.table.written:
            for head, cell in zip(sheet.table.heads[1:], told[1:], strict=True):
                yield [told[0], head, cell]
