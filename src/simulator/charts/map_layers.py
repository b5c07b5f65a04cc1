"""How a map is drawn: outlines, hatching, discs and numbers, each as wide as the screen allows."""

import json
import math
from functools import lru_cache
from typing import Any

import altair as alt

from simulator.charts import marks, theme
from simulator.charts.marks import Layer, Row
from simulator.network import geo
from simulator.text.formats import named

SELECTION = "territoire"
"""The name of the point selection: the `code` of what was clicked, and the `turn` it was drawn."""

HEIGHT = 600  # pixels
WEST, SOUTH, EAST, NORTH = 80.0, 6012.0, 1248.0, 7116.0  # km: everything drawn, with a margin
SCALE = f"min(width / {EAST - WEST}, height / {NORTH - SOUTH})"  # pixels for a kilometre
DESK = 0.55  # pixels for a kilometre on a desk screen: discs and words shrink below
SMALLEST_DISC = 4.5  # pixels
OUTLINE = 2.2  # pixels of the line around what is chosen, on a desk screen
TYPE = 13  # pixels of the numbers on a desk screen
SMALLEST_TYPE = 11
NAMES_FIT = 340  # pixels of a map whose overseas boxes hold their names; narrower ones hold codes


@lru_cache(maxsize=16)
def layers(level: geo.Level, none: str) -> str:
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
    spec = json.loads(marks.template(*[layer.project(**_PROJECTION) for layer in layers]))
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
def frame_rows() -> tuple[list[Row], list[Row]]:
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
    name = marks.told(f"width >= {NAMES_FIT} ? datum.name : datum.code")
    corner = {"align": "left", "baseline": "top", "dx": 3, "dy": 2, "fontSize": SMALLEST_TYPE}
    names = marks.write("names", name, _at(), aria=False, **corner, **marks.MUTED)
    return [_rules("frames", theme.HAIRLINE), names]


def _rules(data: str, colour: theme.Pair) -> Layer:
    """Straight lines between two points of the map."""
    ends = {"longitude2": alt.Longitude2(field="x2"), "latitude2": alt.Latitude2(field="y2")}
    rules = marks.base(data).mark_rule(strokeWidth=1, stroke=colour.css, aria=False)
    return rules.encode(**_at(), **ends)


def _at() -> dict[str, Any]:
    """The place of a mark at `x`, `y`, in kilometres of the map."""
    return {
        "longitude": alt.Longitude(field="x", type="quantitative"),
        "latitude": alt.Latitude(field="y", type="quantitative"),
    }


def _raw(channel: Any, field: str) -> Any:
    """A colour or a size that the row gives as it is."""
    return channel(field=field, type="nominal", scale=None, legend=None)


def _tip() -> alt.Tooltip:
    return alt.Tooltip(field="tip", type="nominal")


def _area_shapes(level: geo.Level) -> Layer:
    """The departments of the network; here lives the selection, which every `code` feeds."""
    click = alt.selection_point(name=SELECTION, fields=["code", "turn"], toggle=False)
    outlines = alt.LookupData(_shapes(level), "properties.code", ["type", "geometry"])
    return (
        marks.base("areas")
        .mark_geoshape(strokeWidth=0.8, strokeJoin="round", cursor="pointer")
        .transform_lookup(lookup="id", from_=outlines)
        .encode(**_own_colours(), tooltip=_tip())
        .add_params(click)
    )


def _own_colours() -> dict[str, Any]:
    """The fill and the edge that a row gives, and what is read of it."""
    fill, stroke = _raw(alt.Fill, "fill"), _raw(alt.Stroke, "edge")
    return {"fill": fill, "stroke": stroke, "description": marks.aloud("tip")}


def _outline(colour: theme.Pair, more: float) -> Layer:
    """The outline of what is chosen, `more` pixels wider than its ink."""
    line = marks.base("outlines").mark_line(
        stroke=colour.css,
        strokeWidth=alt.ExprRef(f"{OUTLINE} * {_SHRINK} + {more}"),
        strokeCap="round",
        strokeJoin="round",
        aria=False,
    )
    one, rank = (
        alt.Detail(field="line", type="nominal"),
        alt.Order(field="rank", type="quantitative"),
    )
    return line.encode(**_at(), detail=one, order=rank)


_RADIUS = f"(max({SMALLEST_DISC}, datum.radius * {_SHRINK}))"
_HATCHED_DISC = " ".join(  # a symbol is a path in a square from -1 to 1
    f"M{near - half:.3f},{near + half:.3f}L{near + half:.3f},{near - half:.3f}"
    for offset in (-0.66, -0.22, 0.22, 0.66)
    for near, half in [(offset / math.sqrt(2), math.sqrt((1 - offset**2) / 2))]
)


def _disc_marks() -> list[Layer]:
    """Sites smaller than a department; a site of unknown figure is hatched."""
    place = _at() | {"size": alt.SizeValue(alt.ExprRef(f"4 * {_RADIUS} * {_RADIUS}"))}
    width = alt.StrokeWidth(field="width", type="quantitative", scale=None, legend=None)
    discs = marks.base("discs").mark_point(
        shape="circle", filled=False, opacity=1, cursor="pointer"
    )
    lines = marks.base("discs").mark_point(
        shape=_HATCHED_DISC, stroke=theme.HATCH.css, strokeWidth=1, aria=False, opacity=1
    )
    return [
        discs.encode(**place, **_own_colours(), strokeWidth=width, tooltip=_tip()),
        lines.encode(**place, tooltip=_tip()).transform_filter("datum.unknown"),
    ]


def _area_numbers() -> list[Layer]:
    """The number on its department, in the ink of its class or, if it sticks out, with a halo."""
    fits = f"2 * datum.room * {SCALE} >= datum.need"
    return _both("numbers", fits, {"cursor": "pointer"}, {"align": "center"})


def _disc_numbers() -> list[Layer]:
    """The number in its disc or, if the disc is too small, at its right."""
    beside = {"align": "left", "dx": alt.ExprRef(f"{_RADIUS} + 3")}
    return _both("discs", f"1.8 * {_RADIUS} >= datum.need", {"cursor": "pointer"}, beside)


def _both(data: str, fits: str, inside: marks.Style, outside: marks.Style) -> list[Layer]:
    """A number where it fits, else its halo, then the number in ink; in semibold."""
    own, ink = {"color": _raw(alt.Color, "ink")}, {"color": alt.ColorValue(theme.INK.css)}
    place = _at() | {"tooltip": _tip()}
    size: marks.Style = {"fontSize": alt.ExprRef(_TYPE), "fontWeight": 600, "aria": False}
    style = size | {"baseline": "middle"}
    within = marks.told(f"{fits} ? datum.number : ''")
    beyond = marks.told(f"{fits} ? '' : datum.number")
    return [
        marks.write(data, within, place | own, **style | inside),
        marks.write(data, beyond, place | ink, **style | outside | marks.halo(3)),
        marks.write(data, beyond, place | ink, **style | outside),
    ]
