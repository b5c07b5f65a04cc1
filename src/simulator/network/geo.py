"""The places of the map: departments, regions, EPCI, with their outlines in the map's plane.

Distances are kilometres of the map: Lambert-93 on the mainland, a moved and scaled copy in a box
for each overseas department. `tools/build_geo.py` makes the files of `data/geo/`.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from simulator import ROOT
from simulator.errors import GeoError
from simulator.text import say

FOLDER = ROOT / "data" / "geo"

Level = Literal["departements", "regions", "epci"]
Point = tuple[float, float]
Line = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """A department, a region or an EPCI.

    `code` is INSEE's (SIREN for an EPCI), `department` where most of its people live, `population`
    municipal (None: unknown). `x`, `y` (km) is where a number is written, `room` (km) the radius
    of the largest circle around it that stays inside.
    """

    code: str
    name: str
    department: str
    region: str
    population: int | None
    x: float
    y: float
    room: float


@dataclass(frozen=True, slots=True)
class Box:
    """Where an overseas department is drawn, in kilometres of the map."""

    code: str
    west: float
    south: float
    east: float
    north: float


def departements() -> Mapping[str, Zone]:
    """The 101 departments by their code, from 01 to 976."""
    return zones("departements")


def regions() -> Mapping[str, Zone]:
    """The 18 regions by their code."""
    return zones("regions")


def epci() -> Mapping[str, Zone]:
    """The 1 255 groups of communes that levy taxes, by SIREN; a few communes are in none."""
    return zones("epci")


@cache
def zones(level: Level) -> Mapping[str, Zone]:
    """Every zone of a level by its code, in the order of codes."""
    found = [_zone(geometry["properties"]) for geometry in geometries(level)]
    return MappingProxyType({zone.code: zone for zone in sorted(found, key=lambda z: z.code)})


def _zone(properties: Mapping[str, Any]) -> Zone:
    code, name, *others = (properties[k] for k in ("code", "nom", "dep", "reg", "pop", *"xyr"))
    return Zone(code, name.replace("'", "’"), *others)


def zone(code: str, level: Level = "departements") -> Zone:
    """The zone of an exact code; raises GeoError, which says what codes there are."""
    found = zones(level).get(code)
    if found is None:
        raise GeoError(f"lieu_{level}", code=code, proche="")
    return found


def check_codes(level: Level, codes: Iterable[str]) -> None:
    """Refuse the first code that the map does not know."""
    for code in codes:
        zone(code, level)


def department_of(code: str) -> str:
    """The department where most people of an EPCI live."""
    return zone(code, "epci").department


def population(codes: Iterable[str], level: Level = "departements") -> int | None:
    """The people of several zones together; None when one is unknown, or without zones."""
    people = [zone(code, level).population for code in dict.fromkeys(codes)]
    return sum(p for p in people if p is not None) if people and None not in people else None


# What a name may leave out: articles, and what every name of its kind says.
_EMPTY_WORDS = frozenset({"le", "la", "les", "l", "de", "du", "des", "d", "et"}) | {
    "departement", "region", "communaute", "communautes", "communes", "commune", "agglomeration",
    "agglo", "urbaine", "metropole", "cc", "ca", "cu",
}  # fmt: skip


def find(written: str, level: Level = "departements") -> Zone:
    """The zone that a person means by a code or a name, whatever its accents, case or hyphens.

    `1` is 01, `2a` is 2A, `54 - Meurthe-et-Moselle` is 54. Raises GeoError when nothing fits, with
    the nearest name, or when several zones bear the name.
    """
    text = str(written).strip()
    code = re.match(r"\s*(\d{9}|\d[0-9ABab]{0,2})(?!\w)", text)
    if code:
        found = zones(level).get(code[1].upper().zfill(2))
        if found:
            return found
    return named(text, level)


def named(text: str, level: Level = "departements") -> Zone:
    """The zone that bears a name; raises GeoError as `find` does."""
    names = _by_name(level)
    bearers = names.get(_folded(text), ())
    if len(bearers) == 1:
        return zones(level)[bearers[0]]
    if bearers:
        raise GeoError("lieu_ambigu", nom=text, codes=", ".join(bearers))
    raise GeoError(f"lieu_{level}", code=text, proche=_nearest(text, level))


def _nearest(text: str, level: Level) -> str:
    """A question about the name that looks most like a text, or nothing."""
    names = _by_name(level)
    near = get_close_matches(_folded(text), names, n=1, cutoff=0.75)
    if not near:
        return ""
    found = zones(level)[names[near[0]][0]]
    return " " + say("erreurs.lieu_proche", nom=found.name, code=found.code)


def _folded(text: str) -> str:
    """A name without accents, case, hyphens and words that say nothing; `st` is `saint`."""
    written = text.replace("œ", "oe").replace("Œ", "OE").replace("’", " ")
    plain = unicodedata.normalize("NFKD", written)
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    full = {"st": "saint", "ste": "sainte"}
    kept = [full.get(word, word) for word in words if word not in _EMPTY_WORDS]
    return " ".join(kept or words)


@cache
def _by_name(level: Level) -> Mapping[str, tuple[str, ...]]:
    """Codes by folded name; a name may have several bearers."""
    names: dict[str, tuple[str, ...]] = {}
    for found in zones(level).values():
        key = _folded(found.name)
        names[key] = (*names.get(key, ()), found.code)
    return MappingProxyType(names)


@cache
def outline(level: Level) -> str:
    """The TopoJSON of a level as text, so that nobody can change it; the object bears its name."""
    return (FOLDER / f"{level}.topojson").read_text(encoding="utf-8")


@cache
def _topology(level: Level) -> Mapping[str, Any]:
    return MappingProxyType(json.loads(outline(level)))


def geometries(level: Level) -> list[dict[str, Any]]:
    """The shapes of a level as the file gives them; whoever reads them changes nothing."""
    found: list[dict[str, Any]] = _topology(level)["objects"][level]["geometries"]
    return found


def border(codes: Iterable[str], level: Level = "departements") -> tuple[Line, ...]:
    """The outline of several zones as one: the arcs that only one of them has."""
    wanted = frozenset(codes)
    check_codes(level, sorted(wanted))
    chosen = (g for g in geometries(level) if g["properties"]["code"] in wanted)
    times = Counter(number for geometry in chosen for number in _arcs(geometry))
    return tuple(line(level, number) for number, count in times.items() if count == 1)


def _arcs(geometry: Mapping[str, Any]) -> list[int]:
    """The arcs of a geometry by number, whatever their direction."""

    def flat(arcs: Any) -> Iterable[int]:
        for inner in arcs:
            if isinstance(inner, list):
                yield from flat(inner)
            else:
                yield inner if inner >= 0 else ~inner

    return list(flat(geometry["arcs"]))


@cache
def line(level: Level, number: int) -> Line:
    """An arc in kilometres: TopoJSON holds steps on a grid."""
    topology = _topology(level)
    (east, north), (left, bottom) = (topology["transform"][k] for k in ("scale", "translate"))
    x = y = 0
    points = []
    for right, up in topology["arcs"][number]:
        x, y = x + right, y + up
        points.append((round(left + x * east, 2), round(bottom + y * north, 2)))
    return tuple(points)


@cache
def hatch(code: str, level: Level = "departements") -> tuple[tuple[Point, Point], ...]:
    """Slanted lines inside a department or a region, each from its foot to its top."""
    zone(code, level)
    return tuple(
        ((x / 10, y / 10), ((x + length) / 10, (y + length) / 10))
        for x, y, length in _hatches()[level].get(code, ())
    )


@cache
def _hatches() -> Mapping[str, Mapping[str, list[list[int]]]]:
    """By level and code: west end, south end, length along x, in hectometres."""
    return MappingProxyType(json.loads((FOLDER / "hachures.json").read_text(encoding="utf-8")))


@cache
def boxes() -> tuple[Box, ...]:
    """The frames around the overseas departments."""
    rows = json.loads((FOLDER / "encarts.json").read_text(encoding="utf-8"))
    return tuple(Box(*(row[k] for k in ("code", "ouest", "sud", "est", "nord"))) for row in rows)
