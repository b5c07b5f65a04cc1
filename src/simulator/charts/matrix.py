"""Rows against columns, one number a cell: skills against territories.

Deeper means more. What is missing on balance is grey and has its minus; an unknown is hatched.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt

from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.hatching import hatch_layer, slanted
from simulator.charts.marks import Axes, Layer, Row
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
    words: Words,
    number: Callable[[float], str],
) -> Drawing:
    """Cells in the order of their first row and first column; a pair without a cell stays empty.

    `number` writes the number in a cell; `headings` head the table of the cells' `figures`.
    """
    rows = {name: index for index, name in enumerate(dict.fromkeys(c.row for c in cells))}
    columns = {name: index for index, name in enumerate(dict.fromkeys(c.column for c in cells))}
    deepest = max((abs(c.value) for c in cells if c.value is not None), default=0.0)
    placed = [_cell(c, rows[c.row], columns[c.column], deepest, number) for c in cells]
    height = HEAD + ROW * len(rows)
    spoken = " ".join(
        named(row, ", ".join(f"{c.column} {c.words}" for c in cells if c.row == row)) + "."
        for row in rows
    )
    return Drawing(
        template=_template(),
        data={
            "cells": placed,
            "hatches": [line for cell in placed if not cell["known"] for line in _hatches(cell)],
            "rows": [{"label": name, "top": HEAD + ROW * n} for name, n in rows.items()],
            "columns": [
                {"label": _cut(name), "x": n + 0.5, "y": HEAD - 4} for name, n in columns.items()
            ],
        },
        numbers={"wide": max(1, len(columns)), "bottom": height},
        height=height,
        words=words,
        figures=[cell.figures for cell in cells],
        headings=headings,
        alt=f"{words.title}. {spoken}",
    )


def _cut(name: str) -> str:
    return name if len(name) <= NAME else f"{name[: NAME - 1].rstrip()}…"


def _cell(cell: Cell, row: int, column: int, deepest: float, number: Callable[[float], str]) -> Row:
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
        "text": "?" if value is None else f"{'≥' if cell.partial else ''}{number(value)}",
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


def _hatches(cell: Row) -> Iterator[dict[str, float]]:
    """Slanted lines over a cell, each from its bottom to its top."""
    step = 1 / LINES
    yield from slanted(cell["x"], cell["x2"], cell["y"], cell["y2"], lean=step, distance=step)


@lru_cache(maxsize=1)
def _template() -> str:
    axes = marks.rows_down(marks.scale(0, "wide", 0, f"width - {SLANT}"))
    return marks.template(
        _cells(axes),
        hatch_layer(axes, alt.value(theme.HATCH.css)),
        marks.outlines("cells", axes.box("x", "x2", "y", "y2"), theme.HAIRLINE, 1),
        *_numbers(axes),
        *_names(axes),
    )


def _cells(axes: Axes) -> Layer:
    fill = marks.shaded(alt.Fill, FILLS, FIRST_SHADE)
    shown = marks.tips(("row", "column", "words"), [" "] * 3)
    place = axes.box("x", "x2", "y", "y2")
    return marks.boxes("cells", place, marks.APART, fill=fill, tooltip=shown)


def _numbers(axes: Axes) -> list[Layer]:
    """The number in its cell; an unknown stands out of its hatching by a halo."""
    place = axes.at("middle", "y") | {"color": marks.shaded(alt.Color, TEXTS, FIRST_SHADE)}

    def words(chosen: str, **mark: Any) -> Layer:
        style = {"baseline": "middle", "dy": CELL / 2, "aria": False} | mark
        return marks.write("cells", marks.field("text"), place, **style).transform_filter(chosen)

    return [words("!datum.known", **marks.halo(5)), words("isValid(datum.text)")]


def _names(axes: Axes) -> list[Layer]:
    """Rows above their cells, columns slanted above all."""
    place = {"x": alt.value(0), "y": axes.down("top")}
    slanting = marks.MUTED | {"align": "left", "baseline": "middle", "angle": 310}
    label = marks.field("label")
    return [
        marks.write("rows", label, place, baseline="top", dy=5, **marks.BOLD),
        marks.write("columns", label, axes.at("x", "y"), **slanting),
    ]
