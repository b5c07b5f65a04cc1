"""The network on a small map with two states: a published number, or a site without one.

Everything is placed here in the pixels of a picture `WIDTH` by `HEIGHT`; the page draws it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from simulator.charts.theme import text_width
from simulator.network import geo, rings
from simulator.network.measures import Measured, measure_each
from simulator.network.model import Indicator, Level, Network
from simulator.network.shipped import shipped
from simulator.stories.network import amount, scheme_name
from simulator.stories.placing import Box, beside
from simulator.stories.territories_map import place_of
from simulator.text import formats, say
from simulator.text.registered import in_words

WIDTH, HEIGHT = 472.0, 322.0
SCALE = 0.293
"""Pixels for a kilometre."""
WEST, NORTH = 92.0, 7118.0
BOX_LEFT, BOX_WIDE, BOX_HIGH, BOX_STEP, BOX_TOP = 352.0, 43.0, 34.0, 41.0, 78.0
BOX_SCALE = 0.21
DISC, TYPE, SMALL = 6.0, 12.5, 9.5
MOST_NAMED = 40
"""Sites beyond which names would hide one another."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A territory on the map: its outline or a disc at `x`, `y`, and its words."""

    name: str
    known: bool
    words: str
    path: str = ""
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Number:
    """A published number and where it stands; `inside` its shape, or beside it."""

    text: str
    x: float
    y: float
    anchor: str
    inside: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """An overseas department: its frame, its outline, its name and its number, if any."""

    x: float
    y: float
    path: str
    name: str
    number: str
    there: bool


@dataclass(frozen=True, slots=True)
class HomeMap:
    """The whole picture."""

    land: str
    shapes: tuple[Shape, ...]
    regional: str
    numbers: tuple[Number, ...]
    frames: tuple[Frame, ...]


def readings(network: Network | None = None) -> tuple[Measured, ...]:
    """The firms helped by each site, which is smaller than a region."""
    every = measure_each(network or shipped(), Indicator.PME)
    return tuple(one for one in every if one.territoire.niveau is not Level.REGION)


def regional(network: Network | None = None) -> int:
    """How many programmes cover a whole region."""
    return sum(one.niveau is Level.REGION for one in (network or shipped()).territoires)


def finding(network: Network | None = None) -> str:
    """How many sites published the number of firms that they helped."""
    sites = readings(network)
    known = sum(one.known for one in sites)
    key = "tous" if known == len(sites) else "aucun" if not known else "partie"
    names = formats.listed(list(dict.fromkeys(scheme_name(s.territoire.dispositif) for s in sites)))
    return say(
        f"accueil.carte.{key}",
        connus=formats.number(known),
        nombre=formats.number(len(sites)),
        dispositif=names,
    )


def legend(network: Network | None = None) -> list[tuple[str, str]]:
    """What each look means, as (look, words)."""
    wide = regional(network)
    looks = [
        ("accent", say("accueil.carte.publie")),
        ("inconnu", say("accueil.carte.sans_chiffre")),
    ]
    return [*looks, ("regional", say("accueil.carte.regionaux", n=wide))] if wide else looks


def spoken(network: Network | None = None) -> str:
    """The map in words: each number with its place and period, then the sites without one."""
    sites = readings(network)
    told = formats.series(_words(one) for one in sites if one.known)
    others = formats.listed([one.territoire.nom for one in sites if not one.known])
    return say("accueil.carte.en_mots", connus=told, autres=others)


def _words(one: Measured) -> str:
    if one.valeur is None:
        return formats.named(one.territoire.nom, say("accueil.carte.sans_chiffre"))
    periods = ", ".join(in_words(o.periode) for o in one.observations)
    return formats.named(one.territoire.nom, f"{amount(Indicator.PME, one.valeur)} ({periods})")


def home_map(network: Network | None = None, *, named: bool = False) -> HomeMap:
    """The picture in the language of the reader; `named` writes every site, known or not."""
    sites = readings(network)
    boxed = {box.code for box in geo.boxes()}
    inland = [one for one in sites if not boxed & set(one.territoire.departements)]
    mainland = [code for code in geo.departements() if code not in boxed]
    return HomeMap(
        land=_land(tuple(mainland)),
        shapes=tuple(_shape(one) for one in inland),
        regional=_regional(network or shipped()),
        numbers=tuple(_named(inland) if named else _numbers([o for o in inland if o.known])),
        frames=tuple(_frames(sites)),
    )


def _at(x: float, y: float) -> tuple[float, float]:
    return (x - WEST) * SCALE, (NORTH - y) * SCALE


def _path(lines: Iterable[rings.Ring], *, closed: bool = True) -> str:
    """Lines as an SVG path of half pixels, without the points that would not be seen."""
    drawn = []
    for line in lines:
        points = list(dict.fromkeys(tuple(round(2 * v) / 2 for v in _at(*p)) for p in line))
        if len(points) > 2:
            told = "L".join(f"{x:g} {y:g}" for x, y in points)
            drawn.append(f"M{told}{'Z' if closed else ''}")
    return "".join(drawn)


@cache
def _land(codes: tuple[str, ...]) -> str:
    return "".join(_path(rings.rings(code)) for code in codes)


def _regional(network: Network) -> str:
    """The outlines of the programmes that cover a region, each line once."""
    covered = {t.departements for t in network.territoires if t.niveau is Level.REGION}
    return _borders(tuple(sorted(covered)))


@cache
def _borders(covered: tuple[tuple[str, ...], ...]) -> str:
    lines = dict.fromkeys(line for codes in covered for line in geo.border(codes))
    return _path(rings.joined(lines), closed=False)


def _shape(one: Measured) -> Shape:
    territory = one.territoire
    place = place_of(territory) if territory.niveau is Level.BASSIN else None
    if place is None:
        path = "".join(_path(rings.rings(code)) for code in territory.departements)
        return Shape(territory.nom, one.known, _words(one), path)
    x, y = _at(*place)
    return Shape(territory.nom, one.known, _words(one), "", x, y)


def _named(sites: Sequence[Measured]) -> Iterator[Number]:
    """The name of each site, with its number if it has one, beside it; none when too many."""
    if len(sites) > MOST_NAMED:
        return
    bodies = {one.territoire.id: body_of(one) for one in sites}
    taken: list[Box] = [(-WIDTH, -HEIGHT, 0.0, 2 * HEIGHT)]  # outside, at left
    for one in sorted(sites, key=lambda o: o.territoire.niveau is not Level.BASSIN):
        text = label(one)
        others = [box for key, box in bodies.items() if key != one.territoire.id]
        body = bodies[one.territoire.id]
        box = beside(text, body, [*others, *taken], SMALL, ("right", "left", "above", "below"))
        taken.append(box)
        yield Number(text, box[0], (box[1] + box[3]) / 2, "start", False)


def label(one: Measured) -> str:
    """The name of a site, with its number if it has one."""
    return one.territoire.nom + (f" {amount(Indicator.PME, one.valeur)}" if one.known else "")


def _numbers(known: Sequence[Measured]) -> Iterator[Number]:
    """Each number inside its shape if it fits, else at the first free side of it."""
    bodies = {one.territoire.id: body_of(one) for one in known}
    taken: list[Box] = []
    for one in sorted(known, key=lambda o: o.territoire.niveau is not Level.BASSIN):
        text = amount(Indicator.PME, one.valeur)
        others = [box for key, box in bodies.items() if key != one.territoire.id]
        number, box = _placed(text, bodies[one.territoire.id], _room(one), [*others, *taken])
        taken.append(box)
        yield number


def _room(one: Measured) -> float:
    """Pixels of the largest circle inside a department; nothing for a disc."""
    territory = one.territoire
    if territory.niveau is Level.BASSIN:
        return 0.0
    return 2 * SCALE * max(geo.zone(code).room for code in territory.departements)


def body_of(one: Measured) -> Box:
    """The room that a shape takes: its disc, or the circle inside its department."""
    territory = one.territoire
    place = place_of(territory) if territory.niveau is Level.BASSIN else None
    zone = geo.zone(territory.departements[0])
    x, y = _at(*(place or (zone.x, zone.y)))
    half = DISC if place else zone.room * SCALE
    return x - half, y - half, x + half, y + half


def _placed(text: str, body: Box, room: float, taken: Sequence[Box]) -> tuple[Number, Box]:
    left, top, right, bottom = body
    x, y, wide = (left + right) / 2, (top + bottom) / 2, text_width(text, TYPE)
    if room >= wide:
        return Number(text, x, y, "middle", True), (x - wide / 2, top, x + wide / 2, bottom)
    box = beside(text, body, taken, TYPE, ("right", "left", "above", "below"))
    return Number(text, box[0], (box[1] + box[3]) / 2, "start", False), box


def _frames(sites: Sequence[Measured]) -> Iterator[Frame]:
    """The overseas departments, one under the other."""
    by_code = {one.territoire.departements[0]: one for one in sites}
    for rank, box in enumerate(geo.boxes()):
        x, y = BOX_LEFT, BOX_TOP + rank * BOX_STEP
        found = by_code.get(box.code)
        middle = ((box.west + box.east) / 2, (box.south + box.north) / 2)
        outline = "".join(
            "M" + "L".join(
                f"{x + BOX_WIDE / 2 + (a - middle[0]) * BOX_SCALE:.1f} "
                f"{y + BOX_HIGH / 2 - (b - middle[1]) * BOX_SCALE:.1f}"
                for a, b in ring
            ) + "Z"
            for ring in rings.rings(box.code)
        )  # fmt: skip
        number = amount(Indicator.PME, found.valeur) if found and found.known else ""
        yield Frame(x, y, outline, geo.zone(box.code).name, number, found is not None)
