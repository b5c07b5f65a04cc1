"""An item that today's product no longer answers as it did: its frozen figures alone."""

from simulator.cases.dossier import Item
from simulator.stories.board.chapters import Told
from simulator.stories.board.model import Sheet
from simulator.stories.dossier_moved import figures_of
from simulator.stories.table import Table
from simulator.text import formats, say


def told_as_frozen(item: Item, why: str = "") -> Told:
    """The sentence that was kept, and the figures that were frozen with it."""
    title = item.titre or say(f"dossier.genre.{item.genre}")
    rows = [list(pair) for pair in figures_of(item)]
    heads = [say("colonnes.indicateur"), say("colonnes.valeur")]
    sheet = Sheet(
        title=item.phrase or title,
        subtitle=say("emporter.fige_seul", jour=formats.day(item.fige.le)),
        table=Table(heads, rows) if rows else None,
        source=why or say("emporter.autre_produit"),
        first=True,
    )
    return Told(title, [sheet], [], None)
