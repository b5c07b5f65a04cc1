"""Rows against columns, one number a cell: skills against territories.

Deeper means more. What is missing on balance is grey and has its minus; an unknown is hatched.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt

from simulator.charts import theme
from simulator.charts.frame import (
    Drawing,
    Layer,
    Row,
    Words,
    across,
    base,
    down,
    hatch_layer,
    number,
    template,
)
from simulator.text.formats import named

ROW = 52  # pixels from one row to the next
CELL = 30  # pixels of a cell, at the bottom of its row
HEAD = 84  # pixels of the slanted names of the columns
SLANT = 44  # pixels that the name of the last column leans beyond it
NAME = 16  # letters of a column's name before it is cut
LINES = 7  # hatching lines in a cell
SHADES = 5

LACK_FILL = (theme.Pair("#C9C4B8", "#5A626B"), theme.Pair("#E6E2D9", "#39424B"))
LACK_TEXT = (theme.Pair(theme.INK.light, "#FFFFFF"), theme.Pair(theme.INK.light, "#FFFFFF"))
FILLS = (*LACK_FILL, theme.PAGE, *theme.CLASS_FILL)
TEXTS = (*LACK_TEXT, theme.INK, *theme.TEXT_ON_CLASS)
FIRST_SHADE = -len(LACK_FILL)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a row and a column; None when it is unknown. `words` say it with its unit."""

    row: str
    column: str
    value: float | None
    words: str
    partial: bool  # a lower bound: the number has its sign
    figures: Row


def matrix(
    cells: Sequence[Cell],
    *,
    headings: Mapping[str, str],
    title: str,
    subtitle: str,
    source: str,
    caption: str,
    write: Callable[[float], str],
) -> Drawing:
    """Cells in the order of their first row and first column; a pair without a cell stays empty.

    `write` is the number in a cell; `headings` head the table of the cells' `figures`.
    """
    rows = {name: index for index, name in enumerate(dict.fromkeys(c.row for c in cells))}
    columns = {name: index for index, name in enumerate(dict.fromkeys(c.column for c in cells))}
    deepest = max((abs(c.value) for c in cells if c.value is not None), default=0.0)
    placed = [_cell(c, rows[c.row], columns[c.column], deepest, write) for c in cells]
    height = HEAD + ROW * len(rows)
    spoken = " ".join(
        named(row, ", ".join(f"{c.column} {c.words}" for c in cells if c.row == row)) + "."
        for row in rows
    )
    return Drawing(
        template=_template(),
        data={
            "cells": placed,
            "hatches": [line for cell in placed if not cell["known"] for line in _hatch(cell)],
            "rows": [{"label": name, "top": HEAD + ROW * n} for name, n in rows.items()],
            "columns": [
                {"label": _cut(name), "x": n + 0.5, "y": HEAD - 4} for name, n in columns.items()
            ],
        },
        numbers={"wide": max(1, len(columns)), "bottom": height},
        height=height,
        words=Words(title, subtitle, source, caption),
        figures=[cell.figures for cell in cells],
        headings=headings,
        alt=f"{title}. {spoken}",
    )


def _cut(name: str) -> str:
    return name if len(name) <= NAME else f"{name[: NAME - 1].rstrip()}…"


def _cell(cell: Cell, row: int, column: int, deepest: float, write: Callable[[float], str]) -> Row:
    value = cell.value
    bottom = HEAD + ROW * (row + 1)
    return {
        "x": column,
        "x2": column + 1,
        "middle": column + 0.5,
        "y": bottom - CELL,
        "y2": bottom,
        "known": value is not None,
        "shade": 0 if value is None else _shade(value, deepest),
        "text": "?" if value is None else f"{'≥' if cell.partial else ''}{write(value)}",
        "row": cell.row,
        "column": cell.column,
        "words": cell.words,
        "spoken": f"{cell.row}, {cell.column}, {cell.words}",
    }


def _shade(value: float, deepest: float) -> int:
    """From the deepest lack (negative) to the deepest plenty (positive); zero is the page."""
    if not value:
        return 0
    steps = SHADES if value > 0 else len(LACK_FILL)
    step = min(steps, math.ceil(abs(value) / deepest * steps))
    return step if value > 0 else -step


def _hatch(cell: Row) -> Iterator[Row]:
    """Slanted lines over a cell, each from its bottom to its top."""
    for n in range(LINES):
        x = cell["x"] + n / LINES
        yield {"x": x, "x2": x + 1 / LINES, "y": cell["y2"], "y2": cell["y"]}


@lru_cache(maxsize=1)
def _template() -> str:
    x = alt.Scale(
        domain=[0, number("wide")],
        nice=False,
        zero=False,
        rangeMin=0,
        rangeMax=alt.ExprRef(f"width - {SLANT}"),
    )
    y = alt.Scale(domain=[number("bottom"), 0], nice=False, zero=False)
    return template(
        _cells(x, y),
        hatch_layer(x, y, theme.HATCH.css),
        _edges(x, y),
        *_numbers(x, y),
        *_names(x, y),
    )


def _colour(colours: tuple[theme.Pair, ...]) -> dict[str, Any]:
    domain = list(range(FIRST_SHADE, FIRST_SHADE + len(colours)))
    scale = alt.Scale(domain=domain, range=[colour.css for colour in colours])
    return {"field": "shade", "type": "ordinal", "legend": None, "scale": scale}


def _cells(x: alt.Scale, y: alt.Scale) -> Layer:
    fields = ["row", "column", "words"]
    return (
        base("cells")
        .mark_rect(stroke=theme.PAGE.css, strokeWidth=2)
        .encode(
            x=across("x", x),
            x2=alt.X2(field="x2"),
            y=down("y", y),
            y2=alt.Y2(field="y2"),
            fill=alt.Fill(**_colour(FILLS)),
            description=alt.Description(field="spoken", type="nominal"),
            tooltip=[alt.Tooltip(field=field, type="nominal", title=" ") for field in fields],
        )
    )


def _edges(x: alt.Scale, y: alt.Scale) -> Layer:
    """A thin outline, so that zero and the unknown are cells too."""
    return (
        base("cells")
        .mark_rect(fillOpacity=0, stroke=theme.HAIRLINE.css, strokeWidth=1, aria=False)
        .encode(x=across("x", x), x2=alt.X2(field="x2"), y=down("y", y), y2=alt.Y2(field="y2"))
    )


def _numbers(x: alt.Scale, y: alt.Scale) -> list[Layer]:
    """The number in its cell; an unknown stands out of its hatching by a halo."""
    halo = {"stroke": theme.PAGE.css, "strokeWidth": 5, "strokeJoin": "round"}

    def words(chosen: str, **mark: Any) -> Layer:
        return (
            base("cells")
            .transform_filter(chosen)
            .mark_text(baseline="middle", dy=CELL / 2, aria=False, **mark)
            .encode(
                x=across("middle", x),
                y=down("y", y),
                text=alt.Text(field="text", type="nominal"),
                color=alt.Color(**_colour(TEXTS)),
            )
        )

    return [words("!datum.known", **halo), words("isValid(datum.text)")]


def _names(x: alt.Scale, y: alt.Scale) -> list[Layer]:
    """Rows above their cells, columns slanted above all."""
    rows = (
        base("rows")
        .mark_text(align="left", baseline="top", dy=5, fontWeight=600)
        .encode(x=alt.value(0), y=down("top", y), text=alt.Text(field="label", type="nominal"))
    )
    columns = (
        base("columns")
        .mark_text(align="left", baseline="middle", angle=310, color=theme.MUTED.css)
        .encode(x=across("x", x), y=down("y", y), text=alt.Text(field="label", type="nominal"))
    )
    return [rows, columns]
