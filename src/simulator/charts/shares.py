"""Parts of a whole: one bar of 100 % an observation, what nobody published as its hatched block."""

import math
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.hatching import hatch_layer, hatched
from simulator.charts.marks import Axes, Layer, Row
from simulator.text.formats import named

Percent = Callable[[float], str]

WHOLE = 100.0  # the length of every bar, in per cent
ROW = 92  # pixels from one bar to the next
TOP = 26  # pixels above a bar, for its name
BAR = 42  # pixels of a bar
MARGIN = 10  # pixels kept free around words in a block
SECOND = 16  # pixels of a second line under a bar
NARROW = 270  # pixels of the narrowest chart: words under a bar may need two lines there
SHADES = len(theme.CLASS_FILL)
UNKNOWN = -1  # the shade of what nobody published


class NotAWholeError(ValueError):
    """The parts of a bar do not add up to 100 %."""


def shares(
    frame: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    words: Words,
    percent: Percent,
) -> Drawing:
    """The parts of each whole, in per cent of it.

    `frame` has one row a bar and part: `bar`, `bar_label`, `note` (words at the right end), `part`,
    `part_label`, `share` (per cent), `known` (false: not published, so hatched). Bars and parts
    keep the order of the frame; the parts of a bar total 100, else `NotAWholeError`. `said` may
    replace the words of a block, where a share would say more than the source does.

    `labels`: `bar`, `part`, `share` and `note` head the table and the tooltips.
    """
    bars = list(_bars(frame, percent))
    blocks = [block for bar in bars for block in bar["blocks"]]
    spoken = " ".join(
        named(bar["bar_label"], ", ".join(b["spoken"] for b in bar["blocks"])) + "." for bar in bars
    )
    return Drawing(
        template=_template(labels["bar"], labels["part"], labels["share"]),
        data={
            "blocks": blocks,
            "hatches": hatched([b for b in blocks if not b["known"]], WHOLE),
            "heads": [{k: v for k, v in bar.items() if k != "blocks"} for bar in bars],
            "thin": [row for bar in bars for row in _thin(bar)],
        },
        numbers={"bottom": bars[-1]["foot"]},
        height=bars[-1]["foot"],
        words=words,
        figures=[_figure(row) for row in marks.records(frame)],
        headings={
            "bar_label": labels["bar"],
            "part_label": labels["part"],
            "share": labels["share"],
            "note": labels["note"],
        },
        alt=f"{words.title}. {spoken}",
    )


def _figure(row: Row) -> Row:
    """A row of the table; a block that stands for several unknown figures is unknown itself."""
    return row | ({"share": None} if _said(row) else {})


def _said(row: Row) -> str:
    said = row.get("said")
    return said if isinstance(said, str) else ""


def _bars(frame: pd.DataFrame, percent: Percent) -> Iterator[Row]:
    """Each bar with its place in pixels and its blocks from left to right."""
    parts: dict[str, list[Row]] = {}
    for row in marks.records(frame):
        parts.setdefault(str(row["bar"]), []).append(row)
    above = 0
    for rows in parts.values():
        total = math.fsum(float(row["share"]) for row in rows)
        if not math.isclose(total, WHOLE, abs_tol=1e-6):
            raise NotAWholeError(f"{rows[0]['bar_label']}: {total}")
        place = {"top": above + TOP, "bottom": above + TOP + BAR}
        label, note = str(rows[0]["bar_label"]), str(rows[0]["note"])
        bar = place | {
            "bar_label": label,
            "note": note,
            "fits": theme.text_width(label) + theme.text_width(note) + 2 * MARGIN,
            "blocks": list(_blocks(rows, place, label, percent)),
        }
        longest = max((row["need"] for row in _thin(bar)), default=0.0)
        above += ROW + (SECOND if longest > NARROW else 0)
        yield bar | {"foot": above}


def _blocks(rows: list[Row], place: Row, label: str, percent: Percent) -> Iterator[Row]:
    left = 0.0
    shade = SHADES - 1
    for row in rows:
        share, known = float(row["share"]), bool(row["known"])
        if share == 0:
            continue
        name, text = str(row["part_label"]), percent(share)
        said = _said(row)
        whole = said or f"{name} {text}"
        yield place | {
            "bar_label": label,
            "part_label": name,
            "share": share,
            "share_text": "" if said else text,
            "name": said or name,
            "known": known,
            "shade": shade if known else UNKNOWN,
            "left": left,
            "right": left + share,
            "middle": left + share / 2,
            "need_name": theme.text_width(said or name) + MARGIN,
            "need_share": theme.text_width(text) + MARGIN / 2,
            "need_line": theme.text_width(whole) + MARGIN,
            "whole": whole,
            "spoken": whole,
        }
        left += share
        shade = max(0, shade - 1) if known else shade


def _thin(bar: Row) -> Iterator[Row]:
    """What is written under a bar, for each range of chart widths where the same names are missing.

    A name is missing below the width (pixels) where its block is narrower than its words.
    """
    limits = {b["whole"]: b["need_name"] * WHOLE / b["share"] for b in bar["blocks"]}
    for low, high, missing in marks.too_thin(limits):
        if missing:
            words, half = ", ".join(missing), (len(missing) + 1) // 2
            yield {
                "bottom": bar["bottom"],
                "low": low,
                "high": high,
                "words": words,
                "lines": ",\n".join(filter(None, map(", ".join, (missing[:half], missing[half:])))),
                "need": theme.text_width(words),
            }


@lru_cache(maxsize=16)
def _template(bar: str, part: str, share: str) -> str:
    """The chart of any wholes; the words head the tooltips."""
    axes = marks.rows_down(marks.scale(0, WHOLE))
    heads = (bar, part, share)
    return marks.template(*_block_layers(axes, heads), *_inside(axes), *_around(axes))


def _block_layers(axes: Axes, heads: tuple[str, str, str]) -> list[Layer]:
    """The blocks, the hatching of what is not known, its outline."""
    fill = marks.shaded(alt.Fill, (theme.PAGE, *theme.CLASS_FILL), UNKNOWN)
    shown = marks.tips(("bar_label", "part_label", "share_text"), heads)
    place = axes.box("left", "right", "top", "bottom")
    edges = marks.outlines("blocks", place, theme.HATCH, 1.5)
    return [
        marks.boxes("blocks", place, marks.APART, fill=fill, tooltip=shown),
        hatch_layer(axes, alt.value(theme.HATCH.css)),
        edges.transform_filter("!datum.known"),
    ]


def _inside(axes: Axes) -> list[Layer]:
    """Name and share in each block on two lines, or the share alone, or nothing.

    What is hatched has a halo in the colour of the page, and its words on one line if they fit.
    """
    room = f"datum.share / {WHOLE:g} * width"
    both = f"{room} >= datum.need_name"
    line = f"!datum.known && {room} >= datum.need_line"
    inks = marks.shaded(alt.Color, (theme.INK, *theme.TEXT_ON_CLASS), UNKNOWN)
    place = axes.at("middle", "top") | {"color": inks}
    middle = BAR / 2
    name = f"{line} ? datum.whole : {both} ? datum.name : ''"
    name_dy = alt.ExprRef(f"{line} || datum.share_text == '' ? {middle} : {middle - 8}")
    share = f"{line} || {room} < datum.need_share ? '' : datum.share_text"
    share_dy = alt.ExprRef(f"{both} ? {middle + 9} : {middle}")

    def words(**mark: Any) -> list[Layer]:
        style = {"baseline": "middle", "aria": False} | mark
        return [
            marks.write("blocks", marks.told(name), place, dy=name_dy, fontWeight=600, **style),
            marks.write("blocks", marks.told(share), place, dy=share_dy, fontWeight=400, **style),
        ]

    haloed = [layer.transform_filter("!datum.known") for layer in words(**marks.halo(5))]
    return [*haloed, *words()]


def _around(axes: Axes) -> list[Layer]:
    """The name of a bar above it, its note at the right end, what is too thin under it."""
    note = marks.told("width >= datum.fits ? datum.note : ''")
    thin = f"{marks.HERE} ? (width >= datum.need ? datum.words : datum.lines) : ''"
    under = marks.MUTED | {"align": "left", "baseline": "top", "lineBreak": "\n"}
    above: marks.Style = {"baseline": "bottom", "dy": -6}
    top = axes.down("top")
    left, right = ({"x": alt.value(end), "y": top} for end in (0, "width"))
    foot = {"x": alt.value(0), "y": axes.down("bottom")}
    return [
        marks.write("heads", marks.cut("bar_label"), left, **above, **marks.BOLD),
        marks.write("heads", note, right, align="right", **above, **marks.MUTED),
        marks.write("thin", marks.told(thin), foot, dy=4, **under),
    ]
