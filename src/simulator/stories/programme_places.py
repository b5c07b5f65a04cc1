"""Where a programme may work: departments, and the territories of a network, by one short name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from simulator.network import geo
from simulator.network.model import Level, Network
from simulator.stories.territories_map import place_of
from simulator.text import formats

_APART = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its name, its departments, and where it is drawn when it is smaller than one."""

    key: str
    name: str
    departments: tuple[str, ...]
    point: tuple[float, float] | None = None
    territory: str | None = None
    """The id of the territory of the network that it is, if any."""


def key_of(name: str) -> str:
    """A place as a programme writes it: `Côte-d’Or` is `cote_d_or`."""
    return _APART.sub("_", formats.plain(name)).strip("_")


@cache
def _departments() -> Mapping[str, Place]:
    found = (Place(key_of(z.name), z.name, (z.code,)) for z in geo.departements().values())
    return MappingProxyType({place.key: place for place in found})


def places_of(network: Network) -> dict[str, Place]:
    """The territories of the network first, then every other department, by key."""
    own: dict[str, Place] = {}
    for one in network.territoires:
        point = place_of(one) if one.niveau is Level.BASSIN else None
        place = Place(key_of(one.nom), one.nom, one.departements, point, one.id)
        own.setdefault(place.key, place)
    listed = sorted(own.values(), key=lambda place: key_of(place.name))
    return {place.key: place for place in listed} | {
        key: place for key, place in _departments().items() if key not in own
    }


def place_named(written: str, network: Network) -> Place | None:
    """The place that a programme writes, whatever its accents or case; None when none is known."""
    return places_of(network).get(key_of(written))


def name_of(written: str, network: Network) -> str:
    """A place as people read it; as it is written when no map knows it."""
    found = place_named(written, network)
    return found.name if found else written
