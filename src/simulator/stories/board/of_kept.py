"""The sheets of a portrait or of a chart: its picture, then the figures that it publishes."""

from collections.abc import Sequence

from simulator.cases.dossier import Item
from simulator.law.book import Book
from simulator.stories.board.model import Form, Sheet, Shown
from simulator.stories.kept_pictures import pictures, sentences, tables
from simulator.stories.picture import Picture


def sheets(item: Item, book: Book) -> list[Sheet]:
    """What the item answers with its picture, then each table under the same words."""
    found = pictures(item, book)
    answer, *rest = sentences(item, book)
    first = _pictured(answer, found, " ".join(rest))
    told = [table for table in tables(item, book) if table.rows]
    return [first, *(Sheet(title=table.caption or answer, table=table) for table in told)]


def _pictured(answer: str, found: Sequence[Picture], reading: str) -> Sheet:
    if not found:
        return Sheet(title=answer, reading=reading, first=True)
    picture = found[0]
    drawing = picture.drawing
    form = Form.BARRES if picture.name == "formats_compares" else Form.IMAGE
    return Sheet(
        title=answer,
        subtitle=drawing.subtitle,
        shown=Shown(form, drawing),
        reading=reading or drawing.caption,
        source=drawing.source,
        first=True,
    )
