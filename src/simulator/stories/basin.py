"""A basin that the reader draws: its map, its territories line by line, the sums that add up."""

from collections.abc import Sequence
from typing import Any

from simulator.charts.map import View
from simulator.network.basin import Basin, inside, partly, total
from simulator.network.kept import case_part
from simulator.network.measures import measure_each
from simulator.network.model import Indicator, Network, Territory
from simulator.network.portrait import WANTED
from simulator.stories.network import amount
from simulator.stories.picture import Again, Picture
from simulator.stories.table import Table
from simulator.stories.territories_map import map_of
from simulator.studies.kept_pictures import observed
from simulator.text import formats, say

SUMMED = (
    Indicator.PME, Indicator.JOURS, Indicator.EMPLOIS_PREVUS, Indicator.EMPLOIS_REALISES,
    Indicator.EMPLOIS_MAINTENUS, Indicator.AVANCES,
)  # fmt: skip


def answer(basin: Basin, held: Sequence[Territory], touched: Sequence[Territory]) -> str:
    """How many territories a basin holds whole, and how many in part."""
    if not held and not touched:
        return say("portrait.bassin_vide", nom=basin.nom)
    key = "bassin_reponse_partie" if touched else "bassin_reponse"
    return say(
        f"portrait.{key}", nom=basin.nom, nombre=_count(len(held)), partie=_count(len(touched))
    )


def _count(number: int) -> str:
    return say("portrait.bassin_compte" if number else "portrait.bassin_aucun", nombre=number)


def _places(basin: Basin) -> str:
    """How many departments and groups of communes a basin holds."""
    counts = {"departements": len(basin.departements), "epci": len(basin.epci)}
    words = [say(f"portrait.comptes.{key}", nombre=n) for key, n in counts.items() if n]
    return formats.listed(words)


def picture(network: Network, basin: Basin, held: Sequence[Territory]) -> Picture:
    """The territories of a basin inside its outline."""
    shown = [r for r in measure_each(network, Indicator.PME) if r.territoire in held]
    return map_of(
        network,
        shown,
        Indicator.PME,
        "bassin",
        title=place_words(basin),
        subtitle=say("portrait.bassin_carte_sous_titre"),
        view=View(group=basin.departements + basin.epci),
        none="portrait.bassin_hors",
    )


def told(network: Network, basin: Basin) -> Sequence[str]:
    """What a basin answers, what it gathers, then how its figures must be read."""
    held, touched = inside(network, basin), partly(network, basin)
    first = [answer(basin, held, touched), f"{place_words(basin)}."]
    return [
        *first,
        *([say("portrait.bassin_somme_note")] if held else []),
        *([in_part(touched)] if touched else []),
    ]


def place_words(basin: Basin) -> str:
    """What a basin gathers."""
    return say("portrait.bassin_carte", nom=basin.nom, lieux=_places(basin))


def again(network: Network, basin: Basin) -> Again:
    """The basin itself, with its part of a reader's own network."""

    def case() -> dict[str, Any]:
        held = list(inside(network, basin))
        beside = [*held, *partly(network, basin)]
        part = case_part(network, beside, observed(network, held))
        return {"bassin": basin.model_dump(mode="json")} | part

    return Again("portrait", case)


def in_part(touched: Sequence[Territory]) -> str:
    """The territories that the basin cuts."""
    return say("portrait.bassin_partie", liste=formats.listed([one.nom for one in touched]))


def table(network: Network, held: Sequence[Territory]) -> Table:
    """Each territory of the basin, then the sums that periods allow."""
    measures = [i for i in WANTED if i in SUMMED]
    heads = [say("territoires.colonne_territoire"), *(say(f"mesures.{i}.nom") for i in measures)]
    shown = {i: measure_each(network, i) for i in measures}
    by_place = {(r.territoire.id, i): r for i, rows in shown.items() for r in rows}
    rows = [(one.nom, *(amount(i, by_place[one.id, i].valeur) for i in measures)) for one in held]
    if len(held) > 1:
        sums = ((i, total(network, tuple(held), i)[0]) for i in measures)
        none = say("portrait.bassin_pas_de_somme")
        words = (none if s is None else amount(i, s) for i, s in sums)
        rows.append((say("portrait.bassin_total"), *words))
    return Table(heads, rows, strong_rows={len(held)})
