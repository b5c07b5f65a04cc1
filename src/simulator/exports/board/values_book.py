"""A portrait or a chart as a workbook: nothing in it is computed, so it holds no formula."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from simulator.exports.printed import Page, PrintedBook, clean
from simulator.exports.workbook import styles
from simulator.stories.board.deck_plan import seal_told
from simulator.stories.board.model import Chapter, Sheet
from simulator.stories.marks import unmarked
from simulator.stories.picture import readable
from simulator.text import formats, say

WIDEST = 60.0
"""Characters of the widest column."""
_LONGEST_NAME = 31
"""Letters that the format gives the name of a sheet."""
Rows = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class _Cover:
    """What stands at the head and at the foot of each sheet."""

    title: str
    subtitle: str
    foot: str


def values_book(chapter: Chapter) -> bytes:
    """One sheet that reads, then one a picture or table."""
    out = BytesIO()
    book = PrintedBook(_Cover(chapter.name, chapter.kind, seal_told(chapter)), out)
    _read_me(book, chapter)
    for n, sheet in enumerate(chapter.sheets, 1):
        for heads, rows in _tables(sheet):
            _write(book, f"{n}. {chapter.kind}"[:_LONGEST_NAME], unmarked(sheet.title), heads, rows)
    book.book.close()
    return out.getvalue()


def _read_me(book: PrintedBook, chapter: Chapter) -> None:
    page = book.open(say("classeur.feuilles.lisez_moi"), clean(chapter.name), False, [100.0])
    words = [unmarked(chapter.sheets[0].title), chapter.note, chapter.sheets[0].reading]
    words += [say("emporter.sans_formule"), seal_told(chapter)]
    words += [formats.series(filter(None, [one.title, one.told])) for one in chapter.limits]
    for text in filter(None, words):
        page.across(text, book.style(text_wrap=True))


def _tables(sheet: Sheet) -> list[tuple[Sequence[str], Rows]]:
    """The figures of the picture as numbers, or the table as it is written."""
    if sheet.shown:
        return [(list(sheet.shown.drawing.headings.values()), readable(sheet.shown.drawing))]
    return [(sheet.table.heads, sheet.table.written)] if sheet.table else []


def _write(book: PrintedBook, name: str, title: str, heads: Sequence[str], rows: Rows) -> None:
    widths = [
        min(WIDEST, 4.0 + max(len(str(cell)) for cell in (head, *(row[n] for row in rows))))
        for n, head in enumerate(heads)
    ]
    page: Page = book.open(name, clean(title), True, widths)
    for column, head in enumerate(heads):
        page.write(column, str(head), styles.head(book))
    page.close()
    for row in rows:
        for column, cell in enumerate(row):
            if isinstance(cell, int | float):
                page.sheet.write_number(page.row, column, cell, book.style(num_format="#,##0.##"))
            else:
                page.write(column, str(cell), styles.text(book))
        page.close()
