"""How marks over the years are drawn: lanes, columns, dots, lines between them, words."""

from functools import lru_cache
from typing import Any

import altair as alt

from simulator.charts import marks, theme
from simulator.charts.hatching import hatch_layer
from simulator.charts.marks import Axes, Layer

LEVEL = 17  # pixels for the words over a mark; crowded marks use several levels
DOT = 6  # pixels from the middle of a mark to the words over it
YEAR_ROOM = 32  # pixels of a year in figures


@lru_cache(maxsize=16)
def layers(forms: frozenset[str]) -> str:
    """The chart of marks of these forms; a layer without a mark would have no name to be read."""
    axes = marks.rows_down(marks.scale("first", "last", "side", "width - side"))
    return marks.template(
        _base_lines(axes),
        *_break_layers(axes),
        _stems(axes),
        marks.rule("threads", theme.ACCENT, axes.box("x", "x2", "y", "y2"), strokeWidth=2),
        *([_boxes(axes)] if forms - {"point"} else []),
        hatch_layer(axes, marks.ACCENT),
        *([_dots(axes)] if "point" in forms else []),
        *_words(axes),
        *_gap_words(axes),
    )


def _base_lines(axes: Axes) -> Layer:
    place = {"x": alt.value(0), "x2": alt.value("width"), "y": axes.down("base")}
    return marks.rule("lanes", theme.INK, place).transform_filter("datum.dated")


def _break_layers(axes: Axes) -> list[Layer]:
    """A dashed rule through every lane, its words at the top."""
    place, words = axes.at("x", "y"), marks.field("words")
    style = {"align": "right", "baseline": "top", "dx": -8, "dy": 2, "fontWeight": 600}
    down = place | {"y2": alt.Y2(field="y2")}
    return [
        marks.rule("breaks", theme.INK, down, strokeWidth=1.5, strokeDash=[5, 4]),
        marks.write("breaks", words, place, **style),
    ]


def _stems(axes: Axes) -> Layer:
    """A thin line from zero up to a point, so that its height can be read."""
    place = axes.at("x", "low") | {"y2": alt.Y2(field="base")}
    standing = "datum.form == 'point' || datum.form == 'fourchette'"
    return marks.rule("marks", theme.HATCH, place).transform_filter(standing)


def _boxes(axes: Axes) -> Layer:
    edge: marks.Style = {"stroke": theme.ACCENT.css, "strokeWidth": 1.4}
    fill = marks.hollow("datum.promised || !datum.exact", marks.ACCENT)
    place = axes.box("x", "x2", "top", "bottom")
    return marks.boxes("boxes", place, edge, fill=fill, tooltip=_tips())


def _tips() -> list[alt.Tooltip]:
    return marks.tips(("label", "period", "value_text"), [" "] * 3)


def _dots(axes: Axes) -> Layer:
    """A full dot is exact; a hollow one is a bound, an estimate or a page without a date."""
    dots = marks.base("marks").mark_point(
        size=80, filled=True, stroke=theme.ACCENT.css, strokeWidth=2, opacity=1
    )
    shown = dots.encode(
        **axes.at("x", "high"),
        fill=marks.hollow("!datum.exact", marks.ACCENT),
        description=marks.aloud(),
        tooltip=_tips(),
    )
    return shown.transform_filter("datum.form == 'point'")


def _words(axes: Axes) -> list[Layer]:
    """The name of each lane; the figure over its mark; its year under the line."""
    top = {"x": alt.value(0), "y": axes.down("top")}
    room = "datum.since * (width - 2 * side) / (last - first)"
    year = marks.told(f"{room} < {YEAR_ROOM} ? '' : datum.year")
    under = marks.MUTED | {"baseline": "top", "dy": 5}
    return [
        marks.write("lanes", marks.cut("label"), top, baseline="top", dy=4, **marks.BOLD),
        *_figures(axes, aria=False, **marks.halo(4)),
        *_figures(axes),
        marks.write("marks", year, axes.at("x", "base"), **under),
    ]


def _figures(axes: Axes, **mark: Any) -> list[Layer]:
    """The words of a total along its line, those of another mark over it."""
    place, words = axes.at("x", "high"), marks.field("words")
    level = alt.ExprRef(f"-{DOT} - (width >= datum.fits ? 0 : datum.level * {LEVEL})")
    side = alt.ExprRef("datum.late ? 'right' : 'left'")
    over = marks.write("marks", words, place, baseline="bottom", dy=level, **mark)
    along = marks.write("marks", words, place, baseline="bottom", align=side, dy=-DOT, **mark)
    return [
        over.transform_filter("datum.form != 'duree'"),
        along.transform_filter("datum.form == 'duree'"),
    ]


def _gap_words(axes: Axes) -> list[Layer]:
    """A year without a figure: the word that says so, and the year."""
    place = axes.at("x", "base")
    above = marks.MUTED | {"baseline": "bottom", "dy": -6, "fontStyle": "italic"}
    under = marks.MUTED | {"baseline": "top", "dy": 5}
    return [
        marks.write("gaps", marks.field("words"), place, **above),
        marks.write("gaps", marks.field("year"), place, **under),
    ]
