"""An item that today's product no longer answers as it did: its frozen figures alone."""

from simulator.cases.dossier import Item
from simulator.figures.indicators import INDICATORS
from simulator.stories.board.chapters import Told
from simulator.stories.board.model import Sheet
from simulator.stories.scenario_figures import amount
from simulator.stories.table import Table
from simulator.text import formats, has, say

MOST = 12


def told_as_frozen(item: Item, why: str = "") -> Told:
    """The sentence that was kept, and the figures that were frozen with it."""
    title = item.titre or say(f"dossier.genre.{item.genre}")
    day = formats.day(item.fige.le)
    sheet = Sheet(
        title=item.phrase or title,
        subtitle=say("emporter.fige_seul", jour=day),
        table=_figures(item),
        source=why or say("emporter.autre_produit"),
        first=True,
    )
    return Told(title, [sheet], [], None)


def _figures(item: Item) -> Table | None:
    """The indicators that were frozen, wherever they stand in the answer."""
    rows = []
    for path, value in _leaves("", item.fige.resultat):
        key = path.rpartition(".")[2]
        if key in INDICATORS and (value is None or isinstance(value, int | float)):
            route = next(
                (say(f"voies.{p}.nom") for p in path.split(".") if has(f"voies.{p}.nom")), ""
            )
            name = say(f"indicateurs.{key}.nom")
            rows.append([formats.named(name, route) if route else name, amount(key, value)])
    if not rows:
        return None
    return Table([say("colonnes.indicateur"), say("colonnes.valeur")], rows[:MOST])


def _leaves(path: str, value: object) -> list[tuple[str, object]]:
    if isinstance(value, dict):
        return [leaf for k, v in value.items() for leaf in _leaves(f"{path}.{k}", v)]
    if isinstance(value, list):
        return [leaf for n, v in enumerate(value) for leaf in _leaves(f"{path}.{n}", v)]
    return [(path, value)]
