"""The map of territories: a colour for a class, a number on the place, hatching for the unknown.

A new indicator changes rows only, never the Vega-Lite text: the browser then repaints the map that
it has, instead of compiling another one.
"""

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, count, pairwise
from typing import Any

import altair as alt
import pandas as pd

from simulator.charts import theme
from simulator.charts.frame import Drawing, Layer, Row, Words, base, records, template
from simulator.charts.key import Swatch
from simulator.network import geo
from simulator.network.geo import Zone
from simulator.text.formats import named

Write = Callable[[float], str]
Site = dict[str, Any]
_Disc = tuple[Site, float, float]  # with where it stands, in kilometres of the map

SELECTION = "territoire"
"""The name of the point selection: the `code` of what was clicked, and the `turn` it was drawn."""

HEIGHT = 600  # pixels
WEST, SOUTH, EAST, NORTH = 80.0, 6012.0, 1248.0, 7116.0  # km: everything drawn, with a margin
SCALE = f"min(width / {EAST - WEST}, height / {NORTH - SOUTH})"  # pixels for a kilometre
DESK = 0.55  # pixels for a kilometre on a desk screen: discs and words shrink below
FULL_DISC = 17  # pixels: radius of the disc of the highest value
SMALLEST_DISC = 4.5
UNKNOWN_DISC = 8.0
OUTLINE = 2.2  # pixels of the line around what is chosen, on a desk screen
HIDDEN = 12.0  # km between two discs under which one hides the other
CLEAR = 40.0  # km at which the second one is put instead
TOO_SMALL = 6.0  # km of room under which a department also gets a disc (Paris and around)
TYPE = 13  # pixels of the numbers on a desk screen
SMALLEST_TYPE = 11
NAMES_FIT = 340  # pixels of a map whose overseas boxes hold their names; narrower ones hold codes
MOST_CLASSES = len(theme.CLASS_FILL)
SIREN = 9  # characters of the code of an EPCI
FEW = 6  # values under which classes are always even
ALIKE = 1e-6  # difference, as a share, under which values are equal
CROWD = 2 / 3  # share of the values in one class above which they are not
MOST_LIMITS = 15  # five powers of ten
SPREAD = ((2,), (1, 3), (0, 2, 4), (0, 1, 3, 4), (0, 1, 2, 3, 4))  # which of the five, if fewer


@dataclass(frozen=True, slots=True)
class Classes:
    """Values in ranges: `breaks` ascending, each the lowest value of the class above it."""

    breaks: tuple[float, ...]

    def rank(self, value: float) -> int:
        """The colour of a value, from 0 (pale) to 4 (deep)."""
        return SPREAD[len(self.breaks)][bisect_right(self.breaks, value)]


def classes_of(values: Iterable[float | None]) -> Classes:
    """At most five classes with round limits, from the values alone.

    The limits are the multiples of a round step (1, 2, 2.5 or 5 times a power of ten), the smallest
    that needs no more than four of them between the lowest and the highest value. Where that leaves
    over two thirds of six values or more in one class, the limits are four at most of 1, 2, 5, 10,
    20, 50...: those that leave the fullest class emptiest. Whole values have whole limits; equal
    values make one class.
    """
    known = sorted(float(v) for v in values if v is not None and math.isfinite(v))
    if not known or known[-1] - known[0] <= ALIKE * max(1.0, abs(known[0]), abs(known[-1])):
        return Classes(())
    whole = all(value.is_integer() for value in known)
    even = _multiples(known[0], known[-1], whole)
    if len(known) < FEW or _fullest(known, even) <= CROWD or known[-1] <= 0:
        return Classes(even)
    return Classes(min((even, _growing(known, whole)), key=lambda breaks: _fullest(known, breaks)))


def _multiples(low: float, high: float, whole: bool) -> tuple[float, ...]:
    """The multiples of the smallest round step of which four at most lie above low, up to high."""
    power = math.floor(math.log10((high - low) / MOST_CLASSES))
    for exponent in (power, power + 1, power + 2):
        for digit in (1, 2, 2.5, 5):
            step = digit * 10.0**exponent
            first, last = math.floor(low / step) + 1, math.floor(high / step)
            if 1 <= last - first + 1 < MOST_CLASSES and (step.is_integer() or not whole):
                return tuple(round(k * step, 9) for k in range(first, last + 1))
    return ()


def _growing(known: Sequence[float], whole: bool) -> tuple[float, ...]:
    """Limits that grow by about two, chosen for the fullest class to be as empty as can be."""
    low, high = next(v for v in known if v > 0), known[-1]
    powers = range(math.floor(math.log10(low)), math.floor(math.log10(high)) + 1)
    limits = [round(digit * 10.0**power, 9) for power in powers for digit in (1, 2, 5)]
    inside = [n for n in limits if known[0] < n <= high and (float(n).is_integer() or not whole)]
    below = {limit: bisect_left(known, limit) for limit in inside[-MOST_LIMITS:]}

    def fullest(breaks: tuple[float, ...]) -> int:
        ends = [0, *(below[limit] for limit in breaks), len(known)]
        return max(b - a for a, b in pairwise(ends))

    choices = combinations(below, min(len(below), MOST_CLASSES - 1))
    return min(choices, key=fullest, default=())


def _fullest(known: Sequence[float], breaks: tuple[float, ...]) -> float:
    """The share of the values in the class that has most."""
    ends = [0, *(bisect_left(known, limit) for limit in breaks), len(known)]
    return max(b - a for a, b in pairwise(ends)) / len(known)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the map shows beside the figures.

    `level` is what `departments` of the frame holds codes of. `chosen` is the code of the territory
    to outline. `group` holds the departments and EPCI of a basin, outlined too. `turn` comes back
    with each click: the page counts up whenever the choice changes otherwise, so that it can tell
    a new click from an old one. `classes` forces the classes, say for several years on one scale.
    """

    level: geo.Level = "departements"
    chosen: str | None = None
    turn: int = 0
    group: tuple[str, ...] = ()
    classes: Classes | None = None


def territory_map(
    frame: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    title: str,
    subtitle: str,
    source: str,
    caption: str,
    write: Write,
    view: View | None = None,
) -> Drawing:
    """One indicator of every territory of a network, in one of three states drawn differently.

    `frame` has one row a territory: `code`, `name`, `departments` (a tuple of codes), `value` (NaN:
    in the network, figure unknown), `note` (the period, say). `x`, `y` (km of the map) place a site
    smaller than a department; NaN: the territory is its departments. What no row names is grey, *no
    known site*, never zero. Values of territories that share a department are never added: the one
    with fewer departments lies above; one that is wholly covered becomes a disc.

    `labels`: `territory`, `value`, `note` head the table; `unknown`, `none`, `host` name states,
    `unknown_site` and `host_site` say them in the legend; `below`, `between`, `between_open`,
    `above` are patterns of a class with `{bas}`, `{haut}`. `write` gives the words of a value, as
    short as they stand on the map.

    Raises GeoError for a code that the map does not know.
    """
    view = view or View()
    sites = [_site(row, view.level) for row in records(frame)]
    classes = view.classes or classes_of(site["value"] for site in sites)
    for site in sites:
        _dress(site, classes, write, labels["unknown"])
    places = _layout(sites, view.level)
    common = {"turn": view.turn}
    sides, names = _frame_rows()
    return Drawing(
        template=_template(view.level, labels["none"]),
        data={
            "frames": sides,
            "names": names,
            "areas": [row | common for row in _areas(places, labels["host"])],
            "hatches": _hatches(places, view.level),
            "outlines": _outlines(sites, view),
            "discs": [row | common for row in _discs(places, view.chosen)],
            "numbers": [row | common for row in _numbers(places)],
        },
        numbers={},
        height=HEIGHT,
        words=Words(title, subtitle, source, caption),
        figures=[{k: site[k] for k in ("name", "value", "note")} for site in sites],
        headings={"name": labels["territory"], "value": labels["value"], "note": labels["note"]},
        alt=_spoken(title, sites, labels["unknown"]),
        legend=_legend(sites, places, classes, write, labels),
    )


def _site(row: Row, level: geo.Level) -> Site:
    """A row with checked codes; `value` and `point` are None where they are unknown."""
    codes = tuple(row["departments"])
    geo.check_codes(level, codes)
    value, x, y = (row.get(key) for key in ("value", "x", "y"))
    point = None if pd.isna(x) or pd.isna(y) else (float(x), float(y))
    return {
        "code": str(row["code"]),
        "name": str(row["name"]),
        "note": str(row.get("note") or ""),
        "departments": codes,
        "value": None if pd.isna(value) else float(value),
        "point": point,
    }


def _dress(site: Site, classes: Classes, write: Write, unknown: str) -> None:
    """Add the words and the colours of a site."""
    value = site["value"]
    words = unknown if value is None else write(value)
    note = f" ({site['note']})" if site["note"] else ""
    rank = None if value is None else classes.rank(value)
    site |= {
        "words": words,
        "tip": named(site["name"], f"{words}{note}"),
        "fill": (theme.PAGE if rank is None else theme.CLASS_FILL[rank]).css,
        "edge": (theme.HATCH if rank is None else theme.ACCENT).css,
        "ink": (theme.INK if rank is None else theme.TEXT_ON_CLASS[rank]).css,
    }


@dataclass(frozen=True, slots=True)
class _Places:
    """Which territory colours each department, and where each territory's number stands."""

    areas: Mapping[str, Site]  # by code of department: the territory seen there
    hosts: Mapping[str, list[Site]]  # departments that only hold smaller sites
    anchors: list[tuple[Site, Zone]]  # territories whose number stands on a department
    discs: list[_Disc]


def _layout(sites: Sequence[Site], level: geo.Level) -> _Places:
    """The smaller territory lies above; what is not seen, or too small, has a disc."""
    zones = geo.zones(level)
    wide = [site for site in sites if site["point"] is None]
    areas = {
        code: site
        for site in sorted(wide, key=lambda site: -len(site["departments"]))
        for code in site["departments"]
    }
    anchors: list[tuple[Site, Zone]] = []
    discs: list[_Disc] = [(site, *site["point"]) for site in sites if site["point"] is not None]
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
    return _Places(areas, hosts, anchors, discs)


def _central(zones: Sequence[Zone]) -> Zone:
    """The zone nearest to the middle of them all."""
    x, y = (sum(getattr(zone, axis) for zone in zones) / len(zones) for axis in "xy")
    return min(zones, key=lambda zone: (math.hypot(zone.x - x, zone.y - y), zone.code))


def _free(
    site: Site,
    zones: Mapping[str, Zone],
    anchors: Sequence[tuple[Site, Zone]],
    discs: Sequence[_Disc],
) -> Zone:
    """The department of a covered territory that is farthest from what is already written."""
    taken = [(zone.x, zone.y) for _, zone in anchors] + [(x, y) for _, x, y in discs]

    def distance(zone: Zone) -> float:
        return min((math.hypot(zone.x - x, zone.y - y) for x, y in taken), default=math.inf)

    return max((zones[code] for code in site["departments"]), key=lambda z: (distance(z), z.code))


def _apart(discs: Sequence[_Disc]) -> list[_Disc]:
    """Discs that would hide one another stand side by side, the first one in its place."""
    placed: list[_Disc] = []
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


def _areas(places: _Places, host: str) -> list[Row]:
    """One row a department that has a colour of its own."""
    keys = ("code", "fill", "edge", "tip")
    rows = [{"id": code} | {k: site[k] for k in keys} for code, site in places.areas.items()]
    for code, sites in places.hosts.items():
        only = sites[0]["code"] if len(sites) == 1 else ""
        tip = named(host, ", ".join(site["name"] for site in sites))
        plain = {"code": only, "fill": theme.PAGE.css, "edge": theme.HATCH.css, "tip": tip}
        rows.append({"id": code} | plain)
    return rows


def _hatches(places: _Places, level: geo.Level) -> list[Row]:
    """The slanted lines over each department whose territory has no known figure."""
    return [
        {"x": x, "y": y, "x2": x2, "y2": y2}
        for code, site in places.areas.items()
        if site["value"] is None
        for (x, y), (x2, y2) in geo.hatch(code, level)
    ]


def _outlines(sites: Sequence[Site], view: View) -> list[Row]:
    """The points of the outlines of what is chosen and of the basin; `line` tells them apart."""
    wanted: list[tuple[tuple[str, ...], geo.Level]] = [
        (site["departments"], view.level)
        for site in sites
        if site["code"] == view.chosen and site["point"] is None
    ]
    basins = tuple(code for code in view.group if len(code) == SIREN)
    wanted.append((tuple(code for code in view.group if len(code) != SIREN), "departements"))
    wanted.append((basins, "epci"))
    lines = [line for codes, level in wanted for line in geo.border(codes, level)]
    return [
        {"line": number, "rank": rank, "x": x, "y": y}
        for number, line in enumerate(lines)
        for rank, (x, y) in enumerate(line)
    ]


def _discs(places: _Places, chosen: str | None) -> list[Row]:
    """Discs whose area is proportional to the value, the largest below; unknown ones are equal.

    A full disc is the highest value of the whole map, so that a small one hides no neighbour.
    """
    shown = [disc[0] for disc in places.discs] + [site for site, _ in places.anchors]
    highest = max((site["value"] or 0.0 for site in shown), default=0.0) or 1.0
    keys = ("code", "fill", "edge", "tip", "ink", "words")
    rows = []
    for site, x, y in places.discs:
        unknown = site["value"] is None
        share = 0.0 if unknown else max(site["value"], 0.0) / highest
        radius = UNKNOWN_DISC if unknown else max(SMALLEST_DISC, FULL_DISC * math.sqrt(share))
        picked = site["code"] == chosen
        edge = theme.INK.css if picked else site["edge"]
        rows.append(
            {k: site[k] for k in keys}
            | {"x": x, "y": y, "radius": round(radius, 2), "unknown": unknown, "edge": edge}
            | {"width": 2.4 if picked else 1.0, "number": "" if unknown else site["words"]}
            | {"need": round(theme.text_width(site["words"], TYPE), 1)}
        )
    return sorted(rows, key=lambda row: -row["radius"])


def _numbers(places: _Places) -> list[Row]:
    """What is written on departments; `need` (pixels) is what it asks, `room` (km) what it has."""
    return [
        {
            "code": site["code"],
            "tip": site["tip"],
            "x": zone.x,
            "y": zone.y,
            "number": site["words"],
            "ink": site["ink"],
            "need": round(theme.text_width(site["words"], TYPE), 1),
            "room": zone.room,
        }
        for site, zone in places.anchors
        if site["value"] is not None
    ]


def _spoken(title: str, sites: Sequence[Site], unknown: str) -> str:
    """The map in words: each figure with its place and period, then the unknown ones together."""
    known = ", ".join(site["tip"] for site in sites if site["value"] is not None)
    others = ", ".join(site["name"] for site in sites if site["value"] is None)
    parts = [title, known, named(f"{unknown[:1].upper()}{unknown[1:]}", others) if others else ""]
    return " ".join(f"{part}." for part in parts if part)


def _legend(
    sites: Sequence[Site],
    places: _Places,
    classes: Classes,
    write: Write,
    labels: Mapping[str, str],
) -> tuple[Swatch, ...]:
    """The classes in words, then the states that the map has."""
    values = [site["value"] for site in sites if site["value"] is not None]
    whole = all(v.is_integer() for v in [*values, *classes.breaks])
    swatches = []
    for rank, words in enumerate(_ranges(classes.breaks, whole, write, labels)) if values else ():
        colour = SPREAD[len(classes.breaks)][rank]
        swatches.append(Swatch(f"classe-{colour + 1}", words or write(values[0])))
    if len(values) < len(sites):
        swatches.append(Swatch("inconnu", labels["unknown_site"]))
    if places.hosts:
        swatches.append(Swatch("hote", labels["host_site"]))
    return (*swatches, Swatch("hors-reseau", labels["none"]))


def _ranges(
    breaks: tuple[float, ...], whole: bool, write: Write, labels: Mapping[str, str]
) -> Iterator[str]:
    """The words of each class; of the only one, none."""
    if not breaks:
        yield ""
        return
    yield labels["below"].format(haut=write(breaks[0]))
    for low, high in pairwise(breaks):
        if whole and high - low == 1:
            yield write(low)
        elif whole:
            yield labels["between"].format(bas=write(low), haut=write(high - 1))
        else:
            yield labels["between_open"].format(bas=write(low), haut=write(high))
    yield labels["above"].format(bas=write(breaks[-1]))


@lru_cache(maxsize=16)
def _template(level: geo.Level, none: str) -> str:
    """The map without figures: outlines, frames and every layer; `none` names the grey state."""
    layers = [
        _land(level, none),
        *_frames(),
        _area_shapes(level),
        _rules("hatches", theme.HATCH),
        _outline(theme.PAGE, 3),
        _outline(theme.INK, 0),
        *_disc_marks(),
        *_area_numbers(),
        *_disc_numbers(),
    ]
    spec = json.loads(template(*[layer.project(**_PROJECTION) for layer in layers]))
    spec["datasets"] = {"outline": _outlines_of(level)}
    return json.dumps(spec)


def _outlines_of(level: geo.Level) -> dict[str, Any]:
    """The TopoJSON of a level as it goes to the browser: only codes and names of its zones."""
    topology: dict[str, Any] = json.loads(geo.outline(level))
    for geometry in topology["objects"][level]["geometries"]:
        code = geometry["properties"]["code"]
        geometry["properties"] = {"code": code, "nom": geo.zone(code, level).name}
    return topology


_SHRINK = f"clamp({SCALE} / {DESK}, 0.6, 1)"
_TYPE = f"clamp({TYPE} * {SCALE} / {DESK}, {SMALLEST_TYPE}, {TYPE})"

# Placed by us, not fitted to the data: a new figure never moves the map.
_PROJECTION: dict[str, Any] = {
    "type": "identity",
    "reflectY": True,
    "scale": alt.ExprRef(SCALE),
    "translate": alt.ExprRef(
        f"[width / 2 - {(WEST + EAST) / 2} * {SCALE}, height / 2 + {(SOUTH + NORTH) / 2} * {SCALE}]"
    ),
}


def _shapes(level: geo.Level) -> alt.NamedData:
    return alt.NamedData("outline", format=alt.TopoDataFormat(type="topojson", feature=level))


def _land(level: geo.Level, none: str) -> Layer:
    """Every department, in the grey of *no known site*."""
    words = alt.ExprRef(f"datum.properties.nom + {json.dumps(named('', none))}")
    return alt.Chart(_shapes(level)).mark_geoshape(
        fill=theme.OUTSIDE.css,
        stroke=theme.PAGE.css,
        strokeWidth=0.8,
        strokeJoin="round",
        aria=False,
        tooltip=words,
    )


@lru_cache(maxsize=1)
def _frame_rows() -> tuple[list[Row], list[Row]]:
    """The four sides of each overseas box, and the names written inside."""
    sides, names = [], []
    for box in geo.boxes():
        corners = [(box.west, box.south), (box.east, box.south), (box.east, box.north)]
        corners.append((box.west, box.north))
        for (x, y), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
            sides.append({"x": x, "y": y, "x2": x2, "y2": y2})
        name = geo.zone(box.code).name
        names.append({"x": box.west, "y": box.north, "code": box.code, "name": name})
    return sides, names


def _frames() -> list[Layer]:
    """The boxes around the overseas departments, with their names, or codes when too narrow."""
    words = base("names").mark_text(
        align="left",
        baseline="top",
        dx=3,
        dy=2,
        fontSize=SMALLEST_TYPE,
        color=theme.MUTED.css,
        aria=False,
    )
    name = alt.ExprRef(f"width >= {NAMES_FIT} ? datum.name : datum.code")
    named = _at(words).encode(text=alt.value(name))
    return [_rules("frames", theme.HAIRLINE), named]


def _rules(data: str, colour: theme.Pair) -> Layer:
    """Straight lines between two points of the map."""
    rules = base(data).mark_rule(strokeWidth=1, stroke=colour.css, aria=False)
    return _at(rules).encode(
        longitude2=alt.Longitude2(field="x2"), latitude2=alt.Latitude2(field="y2")
    )


def _at(chart: Any) -> Any:
    """A layer whose marks stand at `x`, `y`, in kilometres of the map."""
    return chart.encode(
        longitude=alt.Longitude(field="x", type="quantitative"),
        latitude=alt.Latitude(field="y", type="quantitative"),
    )


def _raw(channel: Any, field: str) -> Any:
    """A colour or a size that the row gives as it is."""
    return channel(field=field, type="nominal", scale=None, legend=None)


def _tip() -> alt.Tooltip:
    return alt.Tooltip(field="tip", type="nominal")


def _spoken_mark() -> alt.Description:
    return alt.Description(field="tip", type="nominal")


def _area_shapes(level: geo.Level) -> Layer:
    """The departments of the network; here lives the selection, which every `code` feeds."""
    click = alt.selection_point(name=SELECTION, fields=["code", "turn"], toggle=False)
    outlines = alt.LookupData(_shapes(level), "properties.code", ["type", "geometry"])
    return (
        base("areas")
        .mark_geoshape(strokeWidth=0.8, strokeJoin="round", cursor="pointer")
        .transform_lookup(lookup="id", from_=outlines)
        .encode(
            fill=_raw(alt.Fill, "fill"),
            stroke=_raw(alt.Stroke, "edge"),
            description=_spoken_mark(),
            tooltip=_tip(),
        )
        .add_params(click)
    )


def _outline(colour: theme.Pair, more: float) -> Layer:
    """The outline of what is chosen, `more` pixels wider than its ink."""
    line = base("outlines").mark_line(
        stroke=colour.css,
        strokeWidth=alt.ExprRef(f"{OUTLINE} * {_SHRINK} + {more}"),
        strokeCap="round",
        strokeJoin="round",
        aria=False,
    )
    return _at(line).encode(
        detail=alt.Detail(field="line", type="nominal"),
        order=alt.Order(field="rank", type="quantitative"),
    )


_RADIUS = f"(max({SMALLEST_DISC}, datum.radius * {_SHRINK}))"
_HATCHED_DISC = " ".join(  # a symbol is a path in a square from -1 to 1
    f"M{near - half:.3f},{near + half:.3f}L{near + half:.3f},{near - half:.3f}"
    for offset in (-0.66, -0.22, 0.22, 0.66)
    for near, half in [(offset / math.sqrt(2), math.sqrt((1 - offset**2) / 2))]
)


def _disc_marks() -> list[Layer]:
    """Sites smaller than a department; a site of unknown figure is hatched."""
    size = alt.SizeValue(alt.ExprRef(f"4 * {_RADIUS} * {_RADIUS}"))
    discs = (
        base("discs")
        .mark_point(shape="circle", filled=False, opacity=1, cursor="pointer")
        .encode(
            size=size,
            fill=_raw(alt.Fill, "fill"),
            stroke=_raw(alt.Stroke, "edge"),
            strokeWidth=alt.StrokeWidth(
                field="width", type="quantitative", scale=None, legend=None
            ),
            description=_spoken_mark(),
            tooltip=_tip(),
        )
    )
    lines = (
        base("discs")
        .transform_filter("datum.unknown")
        .mark_point(
            shape=_HATCHED_DISC, stroke=theme.HATCH.css, strokeWidth=1, aria=False, opacity=1
        )
        .encode(size=size, tooltip=_tip())
    )
    return [_at(discs), _at(lines)]


def _number_layer(data: str, text: str, colour: Any, mark: dict[str, Any]) -> Layer:
    """Numbers in semibold; `text` and `mark` may be expressions of a row."""
    style: dict[str, Any] = {
        "fontSize": alt.ExprRef(_TYPE),
        "fontWeight": 600,
        "baseline": "middle",
    } | mark
    words = base(data).mark_text(aria=False, **style)
    return _at(words).encode(text=alt.TextValue(alt.ExprRef(text)), tooltip=_tip(), **colour)


def _area_numbers() -> list[Layer]:
    """The number on its department, in the ink of its class or, if it sticks out, with a halo."""
    fits = f"2 * datum.room * {SCALE} >= datum.need"
    return _both("numbers", fits, {"cursor": "pointer"}, {"align": "center"})


def _disc_numbers() -> list[Layer]:
    """The number in its disc or, if the disc is too small, at its right."""
    beside = {"align": "left", "dx": alt.ExprRef(f"{_RADIUS} + 3")}
    return _both("discs", f"1.8 * {_RADIUS} >= datum.need", {"cursor": "pointer"}, beside)


def _both(data: str, fits: str, inside: dict[str, Any], outside: dict[str, Any]) -> list[Layer]:
    """A number where it fits, else its halo, then the number in ink."""
    own, ink = {"color": _raw(alt.Color, "ink")}, {"color": alt.ColorValue(theme.INK.css)}
    halo = {"stroke": theme.PAGE.css, "strokeWidth": 3, "strokeJoin": "round"}
    out = f"{fits} ? '' : datum.number"
    return [
        _number_layer(data, f"{fits} ? datum.number : ''", own, inside),
        _number_layer(data, out, ink, outside | halo),
        _number_layer(data, out, ink, outside),
    ]
