"""A part of a network as a dossier keeps it, and the network that this part makes again."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from simulator.cases.kept_network import (
    MOST_OBSERVATIONS,
    MOST_TERRITORIES,
    KeptNetwork,
    KeptObservation,
    KeptTerritory,
)
from simulator.errors import InputError
from simulator.network.geo import check_codes
from simulator.network.model import Indicator, Level, Network, Observation, Territory
from simulator.text import say


def part_of(
    network: Network, territories: Iterable[Territory], seen: Iterable[Observation]
) -> dict[str, Any]:
    """Some territories of a network and some of what was observed there, as plain data by id.

    Raises InputError when it is more than a dossier holds.
    """
    held = {one.id: one for one in territories}
    seen = {one.id: one for one in seen}.values()
    if len(held) > MOST_TERRITORIES or len(seen) > MOST_OBSERVATIONS:
        raise InputError([("reseau", say("dossier.reseau_trop_grand", borne=MOST_TERRITORIES))])
    return {
        "nom": network.nom,
        "territoires": {key: _without_id(one) for key, one in held.items()},
        "observations": {one.id: _without_id(one) for one in seen},
    }


def case_part(
    network: Network, territories: Iterable[Territory], seen: Iterable[Observation]
) -> dict[str, Any]:
    """What a case says of its network: nothing of ours, and of a reader's own what was looked at.

    Its key is never there.
    """
    return {} if network.livre else {"reseau": part_of(network, territories, seen)}


def _without_id(one: Territory | Observation) -> dict[str, Any]:
    return {name: value for name, value in asdict(one).items() if name != "id"}


def network_from(kept: KeptNetwork) -> Network:
    """The network that a part makes; raises InputError or GeoError for what is nowhere."""
    return Network(
        nom=kept.nom,
        territoires=tuple(_territory(*pair) for pair in kept.territoires.items()),
        observations=tuple(_observation(*pair) for pair in kept.observations.items()),
    )


def _territory(identifier: str, kept: KeptTerritory) -> Territory:
    check_codes("departements", kept.departements)
    check_codes("epci", [*kept.epci, *([kept.repere] if kept.repere else [])])
    said = kept.model_dump() | {"niveau": Level(kept.niveau)}
    return Territory(id=identifier, **said)


def _observation(identifier: str, kept: KeptObservation) -> Observation:
    said = kept.model_dump() | {"indicateur": Indicator(kept.indicateur)}
    return Observation(id=identifier, **said)
