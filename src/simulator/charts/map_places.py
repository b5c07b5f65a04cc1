"""Where each territory of a map is seen: which departments it colours, where its number stands."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from simulator.network import geo
from simulator.network.geo import Zone

Site = dict[str, Any]
Disc = tuple[Site, float, float]  # with where it stands, in kilometres of the map

HIDDEN = 12.0  # km between two discs under which one hides the other
CLEAR = 40.0  # km at which the second one is put instead
TOO_SMALL = 6.0  # km of room under which a department also gets a disc (Paris and around)


@dataclass(frozen=True, slots=True)
class Places:
    """Which territory colours each department, and where each territory's number stands."""

    areas: Mapping[str, Site]  # by code of department: the territory seen there
    hosts: Mapping[str, list[Site]]  # departments that only hold smaller sites
    anchors: list[tuple[Site, Zone]]  # territories whose number stands on a department
    discs: list[Disc]


def layout(sites: Sequence[Site], level: geo.Level) -> Places:
    """The smaller territory lies above; what is not seen, or too small, has a disc."""
    zones = geo.zones(level)
    wide = [site for site in sites if site["point"] is None]
    areas = {
        code: site
        for site in sorted(wide, key=lambda site: -len(site["departments"]))
        for code in site["departments"]
    }
    anchors: list[tuple[Site, Zone]] = []
    discs: list[Disc] = [(site, *site["point"]) for site in sites if site["point"] is not None]
    covered = []
    for site in wide:
        seen = [zones[code] for code in site["departments"] if areas[code] is site]
        if not seen:
            covered.append(site)
        elif (place := _central(seen)).room >= TOO_SMALL:
            anchors.append((site, place))
        else:
            discs.append((site, place.x, place.y))
    for site in covered:
        place = _free(site, zones, anchors, discs)
        discs.append((site, place.x, place.y))
    discs = _apart(discs)
    hosts: dict[str, list[Site]] = {}
    for site in sites:
        if site["point"] is not None:
            for code in site["departments"]:
                if code not in areas:
                    hosts.setdefault(code, []).append(site)
    return Places(areas, hosts, anchors, discs)


def _central(zones: Sequence[Zone]) -> Zone:
    """The zone nearest to the middle of them all."""
    x, y = (sum(getattr(zone, axis) for zone in zones) / len(zones) for axis in "xy")
    return min(zones, key=lambda zone: (math.hypot(zone.x - x, zone.y - y), zone.code))


def _free(
    site: Site,
    zones: Mapping[str, Zone],
    anchors: Sequence[tuple[Site, Zone]],
    discs: Sequence[Disc],
) -> Zone:
    """The department of a covered territory that is farthest from what is already written."""
    taken = [(zone.x, zone.y) for _, zone in anchors] + [(x, y) for _, x, y in discs]

    def distance(zone: Zone) -> float:
        return min((math.hypot(zone.x - x, zone.y - y) for x, y in taken), default=math.inf)

    return max((zones[code] for code in site["departments"]), key=lambda z: (distance(z), z.code))


def _apart(discs: Sequence[Disc]) -> list[Disc]:
    """Discs that would hide one another stand side by side, the first one in its place."""
    placed: list[Disc] = []
    for site, x, y in discs:
        around = (
            (x + CLEAR * turn * math.cos(angle), y + CLEAR * turn * math.sin(angle))
            for turn in count()
            for angle in (math.tau * k / (6 * turn or 1) for k in range(6 * turn or 1))
        )
        spot = next(
            (u, v)
            for u, v in around
            if all(math.hypot(u - a, v - b) >= HIDDEN for _, a, b in placed)
        )
        placed.append((site, *spot))
    return placed
