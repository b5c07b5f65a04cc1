"""The sheets of a portrait or of a chart: its pictures, then the figures that it publishes."""

from collections.abc import Sequence

from simulator.cases.dossier import Item
from simulator.law.book import Book
from simulator.stories.board.model import Form, Limit, Sheet, pictured
from simulator.stories.kept_pictures import name_of, pictures, sentences, tables
from simulator.stories.picture import Picture
from simulator.text import say


def sheets(item: Item, book: Book) -> list[Sheet]:
    """What the item answers with its first picture, the others, then each table of figures."""
    found = pictures(item, book)
    answer, *rest = sentences(item, book)
    first = _first(answer, found, " ".join(_ended(one) for one in rest))
    told = [table for table in tables(item, book) if table.rows]
    name = name_of(item.genre, item.cas)
    title = say("emporter.chiffres_de", nom=name)
    others = [pictured(Form.IMAGE, one.drawing, first=True) for one in found[1:]]
    figures = [Sheet(title=title, subtitle=table.caption, table=table) for table in told]
    return [first, *others, *figures]


def limits(item: Item, book: Book) -> list[Limit]:
    """How its figures must be read, and what a portrait does not know."""
    name = name_of(item.genre, item.cas)
    found = [picture.drawing.caption for picture in pictures(item, book)]
    if item.genre == "portrait":
        found = list(sentences(item, book)[2:])
    return [Limit(f"{name}.", _ended(text)) for text in found]


def _ended(text: str) -> str:
    """A sentence with its full stop."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _first(answer: str, found: Sequence[Picture], reading: str) -> Sheet:
    if not found:
        return Sheet(title=answer, reading=reading, first=True)
    picture = found[0]
    drawing = picture.drawing
    form = Form.BARRES if picture.name == "formats_compares" else Form.IMAGE
    return pictured(form, drawing, title=answer, reading=reading or drawing.caption, first=True)
