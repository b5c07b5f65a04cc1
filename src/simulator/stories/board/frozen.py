"""An item that today's product no longer answers as it did: its frozen figures alone."""

from simulator.cases.dossier import Item
from simulator.stories.board.chapters import Told
from simulator.stories.board.model import Sheet
from simulator.stories.board.of_sponsor import CAP
from simulator.stories.dossier_moved import figures_of
from simulator.stories.dossier_told import bare_name
from simulator.stories.marks import literal
from simulator.stories.table import Table
from simulator.text import formats, say
from simulator.text.seen import seen


def told_as_frozen(item: Item, why: str = "", *, tells: bool = True) -> Told:
    """The sentence that was kept, and the figures that were frozen with it.

    Unless it `tells` private answers, those from which one is read at once are left out.
    """
    title = bare_name(item)
    rows = [list(pair) for pair in figures_of(item, without="" if tells else f".{CAP}.")]
    heads = [say("colonnes.indicateur"), say("colonnes.valeur")]
    sheet = Sheet(
        title=seen(item.phrase) or literal(title),
        subtitle=say("emporter.fige_seul", jour=formats.day(item.fige.le)),
        table=Table(heads, rows) if rows else None,
        source=why or say("emporter.autre_produit"),
        first=True,
    )
    return Told(title, [sheet], [], None)
