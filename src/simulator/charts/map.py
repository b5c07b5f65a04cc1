"""The map of territories: a colour for a class, a number on the place, hatching for the unknown.

A new indicator changes rows only, never the Vega-Lite text: the browser then repaints the map that
it has, instead of compiling another one.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from simulator.charts import theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.legend import Swatch
from simulator.charts.map_classes import SPREAD, Classes, Write, classes_of, ranges
from simulator.charts.map_layers import HEIGHT, SMALLEST_DISC, TYPE, frame_rows, layers
from simulator.charts.map_places import Places, Site, layout
from simulator.charts.marks import Row, records
from simulator.network import geo
from simulator.text.formats import named

FULL_DISC = 17  # pixels: radius of the disc of the highest value
UNKNOWN_DISC = 8.0
SIREN = 9  # characters of the code of an EPCI


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
    words: Words,
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
    places = layout(sites, view.level)
    common = {"turn": view.turn}
    sides, names = frame_rows()
    return Drawing(
        template=layers(view.level, labels["none"]),
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
        words=words,
        figures=[{k: site[k] for k in ("name", "value", "note")} for site in sites],
        headings={"name": labels["territory"], "value": labels["value"], "note": labels["note"]},
        alt=_spoken(words.title, sites, labels["unknown"]),
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


def _areas(places: Places, host: str) -> list[Row]:
    """One row a department that has a colour of its own."""
    keys = ("code", "fill", "edge", "tip")
    rows = [{"id": code} | {k: site[k] for k in keys} for code, site in places.areas.items()]
    for code, sites in places.hosts.items():
        only = sites[0]["code"] if len(sites) == 1 else ""
        tip = named(host, ", ".join(site["name"] for site in sites))
        plain = {"code": only, "fill": theme.PAGE.css, "edge": theme.HATCH.css, "tip": tip}
        rows.append({"id": code} | plain)
    return rows


def _hatches(places: Places, level: geo.Level) -> list[Row]:
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


def _discs(places: Places, chosen: str | None) -> list[Row]:
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


def _numbers(places: Places) -> list[Row]:
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
    places: Places,
    classes: Classes,
    write: Write,
    labels: Mapping[str, str],
) -> tuple[Swatch, ...]:
    """The classes in words, then the states that the map has."""
    values = [site["value"] for site in sites if site["value"] is not None]
    whole = all(v.is_integer() for v in [*values, *classes.breaks])
    swatches = []
    for rank, words in enumerate(ranges(classes.breaks, whole, write, labels)) if values else ():
        colour = SPREAD[len(classes.breaks)][rank]
        swatches.append(Swatch(f"classe-{colour + 1}", words or write(values[0])))
    if len(values) < len(sites):
        swatches.append(Swatch("inconnu", labels["unknown_site"]))
    if places.hosts:
        swatches.append(Swatch("hote", labels["host_site"]))
    return (*swatches, Swatch("hors-reseau", labels["none"]))
