"""What a portrait or a chart shows, as figures without a language: what a dossier freezes of it."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from simulator.cases.kept_network import kept_fact
from simulator.cases.kept_picture import (
    KeptChart,
    KeptPortrait,
    read_chart,
    read_portrait,
)
from simulator.errors import InputError
from simulator.law.book import Book
from simulator.network import history, skills
from simulator.network.basin import Basin, basin_from, inside, partly
from simulator.network.kept import network_from, part_of
from simulator.network.measures import MEASURES, measure_each
from simulator.network.model import Indicator, Network, Observation, Territory
from simulator.network.portrait import JOBS, other_facts, peers
from simulator.network.shipped import shipped
from simulator.studies.usual import Usual, formats_of, years
from simulator.text import say

MOST_PEERS = 4
"""Territories beside which a portrait is read."""


def portrait(case: Any, _book: Book | None = None) -> dict[str, Any]:
    """A territory and its peers, with all that is observed of them, and the other facts on it."""
    asked = read_portrait(case)
    network = network_of(asked)
    if asked.bassin is not None:
        return {"reseau": basin_part(network, basin_from(asked.bassin))}
    one = territory_of(network, asked.territoire)
    beside = [one, *peers(network, one, MOST_PEERS)]
    others = {fact.id: kept_fact(fact) for fact in other_facts(network, one)}
    return {"reseau": part_of(network, beside, observed(network, beside)), "faits": others}


def basin_part(network: Network, basin: Basin) -> dict[str, Any]:
    """The territories of a basin with all that is observed of them; those that it cuts, bare."""
    held = list(inside(network, basin))
    return part_of(network, [*held, *partly(network, basin)], observed(network, held))


def chart(case: Any, book: Book | None = None) -> dict[str, Any]:
    """The figures of a chart."""
    asked = read_chart(case)
    family = next(name for name in FAMILIES if asked.nom.startswith(name))
    return FAMILIES[family](asked, book)


def network_of(asked: KeptPortrait | KeptChart) -> Network:
    """The network that was looked at: the part kept of a reader's own, else the one we ship."""
    return shipped() if asked.reseau is None else network_from(asked.reseau)


def territory_of(network: Network, identifier: str | None) -> Territory:
    """A territory of a network; raises InputError when it has none of this id."""
    found = network.by_id.get(identifier or "")
    if found is None:
        told = say("territoires.absent", territoire=(identifier or "")[:60])
        raise InputError([("territoire", told)])
    return found


def observed(network: Network, places: list[Territory]) -> Iterator[Observation]:
    """Everything that is observed of some territories."""
    for place in places:
        for indicator in Indicator:
            yield from network.observed(place.id, indicator)


def _map(asked: KeptChart, _book: Book | None) -> dict[str, Any]:
    network = network_of(asked)
    if asked.mesure not in MEASURES:
        raise InputError([("mesure", say("dossier.image_illisible", chemin="mesure"))])
    shown = measure_each(network, asked.mesure, asked.dispositif, asked.annee)
    places = [one.territoire for one in shown]
    return {"reseau": part_of(network, places, (o for one in shown for o in one.observations))}


def _jobs(asked: KeptChart, _book: Book | None) -> dict[str, Any]:
    network = network_of(asked)
    one = territory_of(network, asked.territoire)
    seen = [o for indicator in JOBS for o in network.observed(one.id, indicator)]
    return {"reseau": part_of(network, [one], seen)}


def _shares(asked: KeptChart, _book: Book | None) -> dict[str, Any]:
    found = skills.wholes(asked.nom.partition("_")[2])
    return {"mesures": {whole.key: _whole(whole) for whole in found}}


def _whole(whole: skills.Whole) -> dict[str, Any]:
    parts = {
        f"{part.key}/{part.fact.id}": {"role": part.role.value, "fait": kept_fact(part.fact)}
        for part in whole.parts
    }
    return {"annee": whole.year, "mesure": whole.measure, "parts": parts}


def _history(asked: KeptChart, _book: Book | None) -> dict[str, Any]:
    return _seen(history.view(asked.nom.partition("_")[2]))


def _twenty_years(_asked: KeptChart, _book: Book | None) -> dict[str, Any]:
    return {"vues": {name: _seen(history.view(name)) for name in history.ALIZE}}


def _seen(view: history.View) -> dict[str, Any]:
    return {"reperes": {f"{s.lane}/{s.fact.id}": _sighting(s) for s in view.sightings}}


def _sighting(seen: history.Sighting) -> dict[str, Any]:
    high = {seen.high.id: kept_fact(seen.high)} if seen.high else {}
    return {
        "echelle": seen.scale,
        "debut": seen.start,
        "fin": seen.end,
        "forme": seen.form.value,
        "precision": seen.precision,
        "suite": seen.thread,
        "fait": kept_fact(seen.fact),
        "haut": high,
    }


def _formats(asked: KeptChart, book: Book | None) -> dict[str, Any]:
    if asked.annee not in years():
        raise InputError([("annee", say("dossier.image_illisible", chemin="annee"))])
    found = formats_of(int(asked.annee or 0), book, asked.emplois_par_pme)
    return {"formats": {one.key: _format(one) for one in found.usual}}


def _format(one: Usual) -> dict[str, Any]:
    """Amounts in euros for one SME, to the cent; None where nobody knows."""
    return {
        "cout": round(one.cost, 2),
        "jours": one.days,
        "par_jour": None if one.per_day is None else round(one.per_day, 2),
        "region": None if one.region is None else round(one.region, 2),
        "manque": list(one.missing),
        "porte": {party.value: round(amount, 2) for party, amount in one.borne().items()},
    }


FAMILIES: Mapping[str, Callable[[KeptChart, Book | None], dict[str, Any]]] = MappingProxyType(
    {
        "carte": _map,
        "emplois": _jobs,
        "formats_compares": _formats,
        "repartition_": _shares,
        "historique_": _history,
        "vingt_ans": _twenty_years,
    }
)
"""What each family of charts gives, by how their names begin."""
