"""What every chart is made of: rows by name, two scales, words, tooltips, colours of parties."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from simulator.charts import theme

Row = dict[str, Any]
Write = Callable[[float], str]
Layer = Any  # what Altair's `encode` returns, which it leaves untyped
End = float | str
Style = dict[str, Any]

BOLD: Style = {"align": "left", "fontWeight": 600}
MUTED: Style = {"color": theme.MUTED.css}
"""Two ways to write: names from the left in bold, and what matters less."""
APART: Style = {"stroke": theme.PAGE.css, "strokeWidth": 2}
"""Boxes that touch, parted by a line in the colour of the page."""
ACCENT = alt.value(theme.ACCENT.css)
"""The colour of quantities that belong to no party."""


def records(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame as plain values, in half the time that pandas takes."""
    names = [str(name) for name in frame]
    columns = [frame[name].tolist() for name in frame]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def template(*layers: Layer) -> str:
    """Layers on one another, the first one below, as Vega-Lite without data, numbers or theme.

    Checked against the schema. A text, so that a cached one cannot be changed by who fills it. One
    flat list of layers: Altair copies nested ones many times over (measured: half a chart's time).
    """
    spec = alt.LayerChart(layer=list(layers)).to_dict()
    spec.pop("config", None)
    return json.dumps(spec)


def base(name: str) -> alt.Chart:
    """A layer to be, on the rows that the drawing has under this name in `data`."""
    return alt.Chart(alt.NamedData(name))


def number(expression: str) -> alt.ExprRef:
    """A number that the drawing has under this name in `numbers`, or a sum of such numbers."""
    return alt.ExprRef(expression)


def scale(low: End, high: End, start: End | None = None, end: End | None = None) -> alt.Scale:
    """From `low` to `high` of the data over `start` to `end` (pixels), or over all the room.

    A text is a `number` of the drawing. Zero is in the scale only when an end is zero.
    """
    room: Style = {} if start is None else {"rangeMin": _end(start), "rangeMax": _end(end)}
    return alt.Scale(domain=[_end(low), _end(high)], nice=False, zero=False, **room)


def _end(place: End | None) -> Any:
    return number(place) if isinstance(place, str) else place


class Axes(NamedTuple):
    """The two scales on which every mark of a chart stands; what they measure is in its words."""

    x: alt.Scale
    y: alt.Scale

    def across(self, field: str) -> alt.X:
        """Where a mark stands from left to right."""
        return alt.X(field=field, type="quantitative", axis=None, scale=self.x)

    def down(self, field: str) -> alt.Y:
        """Where a mark stands from top to bottom."""
        return alt.Y(field=field, type="quantitative", axis=None, scale=self.y)

    def zero(self) -> alt.X:
        """Where zero stands from left to right."""
        return alt.X(datum=0, type="quantitative", axis=None, scale=self.x)

    def at(self, x: str, y: str) -> dict[str, Any]:
        """The place of a point."""
        return {"x": self.across(x), "y": self.down(y)}

    def box(self, left: str, right: str, top: str, bottom: str) -> dict[str, Any]:
        """The place of a rectangle, or of a line between two of its corners."""
        return self.at(left, top) | {"x2": alt.X2(field=right), "y2": alt.Y2(field=bottom)}


def rows_down(x: alt.Scale) -> Axes:
    """The axes of a chart whose rows go down, in pixels, to its number `bottom`."""
    return Axes(x, scale("bottom", 0))


def field(name: str) -> alt.Text:
    """Words that a row has."""
    return alt.Text(field=name, type="nominal")


def told(expression: str) -> Any:
    """Words that are chosen as the chart is drawn, by its width say."""
    return alt.value(alt.ExprRef(expression))


def cut(name: str) -> Any:
    """Words that a row has, cut where the chart ends."""
    return told(f"truncate(datum.{name}, width / {theme.LETTER})")


def write(rows: str, words: Any, place: Mapping[str, Any], **mark: Any) -> Layer:
    """Words over each row; `place` may hold their colour too."""
    return base(rows).mark_text(**mark).encode(**place, text=words)


def rule(rows: str, colour: theme.Pair, place: Mapping[str, Any], **mark: Any) -> Layer:
    """A line for each row, one pixel wide, which no screen reader reads."""
    style = {"strokeWidth": 1} | mark
    return base(rows).mark_rule(color=colour.css, aria=False, **style).encode(**place)


def boxes(rows: str, place: Mapping[str, Any], style: Style, **channels: Any) -> Layer:
    """A rectangle for each row, which a screen reader reads; channels are colours, a tooltip."""
    drawn = base(rows).mark_rect(**style)
    return drawn.encode(**place, description=aloud(), **channels)


def outlines(rows: str, place: Mapping[str, Any], colour: theme.Pair, width: float) -> Layer:
    """The edges of each row, without its inside."""
    style: Style = {"fillOpacity": 0, "stroke": colour.css, "strokeWidth": width}
    return base(rows).mark_rect(aria=False, **style).encode(**place)


def hollow(where: str, full: Any) -> Any:
    """The page's ground where a condition holds, a full colour elsewhere."""
    return alt.when(where).then(alt.value(theme.PAGE.css)).otherwise(full)


def halo(width: int) -> Style:
    """The mark of words drawn first in the colour of the page, so that they stay legible."""
    return {"stroke": theme.PAGE.css, "strokeWidth": width, "strokeJoin": "round"}


FOR_EVER = 1e6  # pixels: wider than any screen
HERE = "width >= datum.low && width < datum.high"


def too_thin(limits: Mapping[str, float]) -> Iterator[tuple[float, float, list[str]]]:
    """Ranges of chart widths (pixels), each with the words that do not fit in their marks there.

    `limits` are the widths from which each of them fits; `HERE` holds in the range of a row.
    """
    cuts = sorted({0.0, FOR_EVER, *(min(limit, FOR_EVER) for limit in limits.values())})
    for low, high in pairwise(cuts):
        yield low, high, [words for words, limit in limits.items() if limit >= high]


def aloud(name: str = "spoken") -> alt.Description:
    """What a screen reader says of a mark."""
    return alt.Description(field=name, type="nominal")


def tips(fields: Iterable[str], titles: Iterable[str]) -> list[alt.Tooltip]:
    """What is shown under the pointer, field by field."""
    pairs = zip(fields, titles, strict=True)
    return [alt.Tooltip(field=name, type="nominal", title=title) for name, title in pairs]


def coloured(channel: Any, scale: alt.Scale = theme.FILL_SCALE, name: str = "party") -> Any:
    """A colour by party, full unless another scale is given, or by another field of the row."""
    return channel(field=name, type="nominal", legend=None, scale=scale)


def shaded(channel: Any, colours: tuple[theme.Pair, ...], lowest: int) -> Any:
    """A colour by the whole number `shade` of a row, from the lowest one up."""
    domain = list(range(lowest, lowest + len(colours)))
    scale = alt.Scale(domain=domain, range=[colour.css for colour in colours])
    return channel(field="shade", type="ordinal", legend=None, scale=scale)


def names_with_spans(axes: Axes, lift: int) -> list[Layer]:
    """The name of each row above it, and its span (`span`, from `after` pixels) where it fits."""
    above = {"x": alt.value(0), "y": axes.down("top")}
    beside = MUTED | {"align": "left", "baseline": "bottom", "dy": -lift}
    after = base("rows").mark_text(**beside, dx=alt.ExprRef("datum.after"))
    return [
        write("rows", cut("label"), above, **({"baseline": "bottom", "dy": -lift} | BOLD)),
        after.encode(**above, text=told("width > datum.reach ? datum.span : ''")),
    ]
