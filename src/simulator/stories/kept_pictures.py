"""A portrait or a chart of a dossier, drawn again from what was frozen: never from today's data."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from simulator.cases.dossier import Item
from simulator.cases.kept_network import KeptFact, KeptNetwork
from simulator.cases.kept_picture import KeptChart, read_chart, read_portrait
from simulator.charts.drawing import Drawing
from simulator.errors import InputError
from simulator.law.book import Book
from simulator.law.facts import Fact
from simulator.network import history, skills
from simulator.network.basin import Basin, basin_from, inside
from simulator.network.kept import network_from
from simulator.network.measures import measure_each
from simulator.network.model import Network, Territory
from simulator.network.shipped import shipped
from simulator.stories import basin as basins
from simulator.stories import picture as pictured
from simulator.stories import skills as shares
from simulator.stories import (
    territories_map,
    territory,
    time_line,
    twenty_years_words,
    usual_drawing,
)
from simulator.stories.picture import Picture
from simulator.stories.table import Table
from simulator.studies.kept_pictures import MOST_PEERS, territory_of
from simulator.studies.usual import formats_of
from simulator.text import formats, say

KINDS = ("portrait", "graphique")
"""The kinds of items that are told here."""


def pictures(item: Item, book: Book | None = None) -> Sequence[Picture]:
    """What an item shows, as it was frozen; `book` is the law of that day, which formats need.

    Raises InputError for a file that holds something else, and what the law refuses.
    """
    try:
        return _PICTURES[item.genre](item, book)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise InputError(
            [("resultat", say("dossier.image_illisible", chemin="resultat"))]
        ) from None


def drawings(item: Item, book: Book | None = None) -> Sequence[Drawing]:
    """The drawings of an item."""
    return [one.drawing for one in pictures(item, book)]


def tables(item: Item, book: Book | None = None) -> Sequence[Table]:
    """The figures of an item in words: those of its charts, and what a portrait publishes."""
    found = [pictured.table(one.drawing, one.write) for one in pictures(item, book)]
    if item.genre != "portrait":
        return found
    if basin := _basin(item):
        held = inside(_network(item), basin)
        return [basins.table(_network(item), held)] if held else found
    network, one = _portrayed(item)
    beside, _, _ = territory.peers_table(network, one, MOST_PEERS)
    return [table for table in (territory.figures(network, one), beside) if table]


def sentences(item: Item, book: Book | None = None) -> Sequence[str]:
    """What an item answers, then what a portrait does not know."""
    if "vues" in item.fige.resultat:
        views = {one.name: one for one in _views(item)}
        return [twenty_years_words.answer_of(views["territoires"], views["activite"])]
    if item.genre != "portrait":
        return [one.drawing.title for one in pictures(item, book)]
    if basin := _basin(item):
        return basins.told(_network(item), basin)
    network, one = _portrayed(item)
    missing = formats.named(say("portrait.inconnus"), territory.unknowns(network, one))
    return [territory.answer(network, one), territory.subtitle(one), missing]


def name_of(kind: str, case: Mapping[str, Any]) -> str:
    """What an item of these kinds is called until somebody names it."""
    if kind == "graphique":
        return say(f"dossier.graphiques.{read_chart(case).nom}")
    asked = read_portrait(case)
    if asked.bassin is not None:
        return say("dossier.bassin_de", nom=asked.bassin.nom)
    identifier = str(asked.territoire)
    held = asked.reseau.territoires.get(identifier) if asked.reseau else None
    name = held.nom if held else _shipped_name(identifier)
    return say("dossier.portrait_de", nom=name)


def _shipped_name(identifier: str) -> str:
    return territory_of(shipped(), identifier).nom


def _portrayed(item: Item) -> tuple[Network, Territory]:
    network = _network(item)
    return network, territory_of(network, read_portrait(item.cas).territoire)


def _network(item: Item) -> Network:
    return network_from(KeptNetwork.model_validate(item.fige.resultat["reseau"]))


def _basin(item: Item) -> Basin | None:
    """The basin of a portrait that is of none of our territories."""
    kept = read_portrait(item.cas).bassin
    return None if kept is None else basin_from(kept)


def _portrait(item: Item, _book: Book | None) -> Sequence[Picture]:
    """Its jobs, when some are known; a basin, on the map."""
    if basin := _basin(item):
        return [basins.picture(_network(item), basin, inside(_network(item), basin))]
    network, one = _portrayed(item)
    shown = territory.jobs_picture(network, one, None)
    return [shown] if any(row["value"] is not None for row in shown.drawing.figures) else []


def _chart(item: Item, book: Book | None) -> Sequence[Picture]:
    asked = read_chart(item.cas)
    if asked.nom == "vingt_ans":
        return [time_line.picture_of(view) for view in _views(item)]
    family = next(name for name in _FAMILIES if asked.nom.startswith(name))
    return [_FAMILIES[family](item, asked, book)]


def _map(item: Item, asked: KeptChart, _book: Book | None) -> Picture:
    network, measure = _network(item), str(asked.mesure)
    shown = measure_each(network, measure, asked.dispositif, asked.annee)
    chosen = asked.territoire or ""
    return territories_map.picture(network, shown, measure, asked.annee, chosen=chosen, turn=0)


def _jobs(item: Item, asked: KeptChart, _book: Book | None) -> Picture:
    network = _network(item)
    return territory.jobs_picture(network, territory_of(network, asked.territoire), asked.annee)


def _formats(_item: Item, asked: KeptChart, book: Book | None) -> Picture:
    found = formats_of(int(asked.annee or 0), book, asked.emplois_par_pme)
    return usual_drawing.picture(found, asked.emplois_par_pme)


def _shares(item: Item, asked: KeptChart, _book: Book | None) -> Picture:
    subject = asked.nom.partition("_")[2]
    wholes = item.fige.resultat["mesures"].values()
    return shares.picture(subject, [_whole(subject, one) for one in wholes])


def _whole(subject: str, kept: Mapping[str, Any]) -> skills.Whole:
    parts = []
    for key, part in kept["parts"].items():
        name, _, identifier = key.partition("/")
        role = skills.Role(part["role"])
        parts.append(skills.Part(name, role, _fact(identifier, part["fait"])))
    return skills.Whole(subject, str(kept["annee"]), str(kept["mesure"]), tuple(parts))


def _history(item: Item, asked: KeptChart, _book: Book | None) -> Picture:
    return time_line.picture_of(_view(asked.nom.partition("_")[2], item.fige.resultat))


def _views(item: Item) -> list[history.View]:
    """The views that the picture of twenty years gathers."""
    return [_view(*pair) for pair in item.fige.resultat["vues"].items()]


def _view(name: str, kept: Mapping[str, Any]) -> history.View:
    return history.View(name, tuple(_sighting(*pair) for pair in kept["reperes"].items()))


def _sighting(key: str, kept: Mapping[str, Any]) -> history.Sighting:
    lane, _, identifier = key.partition("/")
    high = [_fact(*pair) for pair in kept["haut"].items()]
    return history.Sighting(
        lane=lane,
        scale=str(kept["echelle"]),
        start=int(kept["debut"]),
        end=int(kept["fin"]),
        form=history.Form(kept["forme"]),
        precision=str(kept["precision"]),
        thread=str(kept["suite"]),
        fact=_fact(identifier, kept["fait"]),
        high=high[0] if high else None,
    )


def _fact(identifier: str, kept: Any) -> Fact:
    return Fact(identifier, **KeptFact.model_validate(kept).model_dump())


_PICTURES: Mapping[str, Callable[[Item, Book | None], Sequence[Picture]]] = MappingProxyType(
    {"portrait": _portrait, "graphique": _chart}
)
_FAMILIES: Mapping[str, Callable[[Item, KeptChart, Book | None], Picture]] = MappingProxyType(
    {
        "carte": _map,
        "emplois": _jobs,
        "formats_compares": _formats,
        "repartition_": _shares,
        "historique_": _history,
    }
)
