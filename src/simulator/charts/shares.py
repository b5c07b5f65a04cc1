"""Parts of a whole: one bar of 100 % an observation, what nobody published as its hatched block."""

import math
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal

import altair as alt
import pandas as pd

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
    records,
    template,
)
from simulator.charts.hatching import hatched
from simulator.text.formats import named

Percent = Callable[[float], str]

WHOLE = 100.0  # the length of every bar, in per cent
ROW = 92  # pixels from one bar to the next
TOP = 26  # pixels above a bar, for its name
BAR = 42  # pixels of a bar
MARGIN = 10  # pixels kept free around words in a block
SECOND = 16  # pixels of a second line under a bar
NARROW = 270  # pixels of the narrowest chart: words under a bar may need two lines there
FOR_EVER = 1e6  # pixels: wider than any screen
SHADES = len(theme.CLASS_FILL)


class NotAWholeError(ValueError):
    """The parts of a bar do not add up to 100 %."""


def shares(
    frame: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    title: str,
    subtitle: str,
    source: str,
    caption: str,
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
            "hatches": [
                line
                for b in blocks
                if not b["known"]
                for line in hatched(b["left"], b["right"], b["top"], b["bottom"], WHOLE)
            ],
            "heads": [{k: v for k, v in bar.items() if k != "blocks"} for bar in bars],
            "thin": [row for bar in bars for row in _thin(bar)],
        },
        numbers={"bottom": bars[-1]["foot"]},
        height=bars[-1]["foot"],
        words=Words(title, subtitle, source, caption),
        figures=[_figure(row) for row in records(frame)],
        headings={
            "bar_label": labels["bar"],
            "part_label": labels["part"],
            "share": labels["share"],
            "note": labels["note"],
        },
        alt=f"{title}. {spoken}",
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
    for row in records(frame):
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
            "shade": shade if known else -1,
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
    cuts = sorted({0.0, FOR_EVER, *(min(limit, FOR_EVER) for limit in limits.values())})
    for low, high in pairwise(cuts):
        missing = [whole for whole, limit in limits.items() if limit >= high]
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
    x = alt.Scale(domain=[0, WHOLE], nice=False, zero=False)
    y = alt.Scale(domain=[number("bottom"), 0], nice=False, zero=False)
    tips = {"bar_label": bar, "part_label": part, "share_text": share}
    return template(
        _block_layer(x, y, tips),
        hatch_layer(x, y, theme.HATCH.css),
        _edge_layer(x, y),
        *_inside(x, y),
        *_around(y),
    )


def _shade(colours: tuple[theme.Pair, ...], unknown: theme.Pair) -> dict[str, Any]:
    """A colour for each shade; -1 is what nobody published."""
    domain = list(range(-1, len(colours)))
    scale = alt.Scale(domain=domain, range=[unknown.css, *(colour.css for colour in colours)])
    return {"field": "shade", "type": "ordinal", "legend": None, "scale": scale}


def _block_layer(x: alt.Scale, y: alt.Scale, tips: Mapping[str, str]) -> Layer:
    return (
        base("blocks")
        .mark_rect(stroke=theme.PAGE.css, strokeWidth=2)
        .encode(
            x=across("left", x),
            x2=alt.X2(field="right"),
            y=down("top", y),
            y2=alt.Y2(field="bottom"),
            fill=alt.Fill(**_shade(theme.CLASS_FILL, theme.PAGE)),
            description=alt.Description(field="spoken", type="nominal"),
            tooltip=[alt.Tooltip(field=k, type="nominal", title=v) for k, v in tips.items()],
        )
    )


def _edge_layer(x: alt.Scale, y: alt.Scale) -> Layer:
    """The outline of what is hatched."""
    return (
        base("blocks")
        .transform_filter("!datum.known")
        .mark_rect(fillOpacity=0, stroke=theme.HATCH.css, strokeWidth=1.5, aria=False)
        .encode(
            x=across("left", x),
            x2=alt.X2(field="right"),
            y=down("top", y),
            y2=alt.Y2(field="bottom"),
        )
    )


def _inside(x: alt.Scale, y: alt.Scale) -> list[Layer]:
    """Name and share in each block on two lines, or the share alone, or nothing.

    What is hatched has a halo in the colour of the page, and its words on one line if they fit.
    """
    room = f"datum.share / {WHOLE:g} * width"
    both = f"{room} >= datum.need_name"
    line = f"!datum.known && {room} >= datum.need_line"

    def words(text: str, dy: Any, weight: Literal[400, 600], **mark: Any) -> Layer:
        return (
            base("blocks")
            .mark_text(dy=dy, fontWeight=weight, baseline="middle", aria=False, **mark)
            .encode(
                x=across("middle", x),
                y=down("top", y),
                text=alt.value(alt.ExprRef(text)),
                color=alt.Color(**_shade(theme.TEXT_ON_CLASS, theme.INK)),
            )
        )

    middle = BAR / 2
    name = f"{line} ? datum.whole : {both} ? datum.name : ''"
    name_dy = alt.ExprRef(f"{line} || datum.share_text == '' ? {middle} : {middle - 8}")
    share = f"{line} || {room} < datum.need_share ? '' : datum.share_text"
    share_dy = alt.ExprRef(f"{both} ? {middle + 9} : {middle}")
    halo = {"stroke": theme.PAGE.css, "strokeWidth": 5, "strokeJoin": "round"}
    hatched = [
        _only_unknown(layer)
        for layer in (words(name, name_dy, 600, **halo), words(share, share_dy, 400, **halo))
    ]
    return [*hatched, words(name, name_dy, 600), words(share, share_dy, 400)]


def _only_unknown(layer: Layer) -> Layer:
    return layer.transform_filter("!datum.known")


def _around(y: alt.Scale) -> list[Layer]:
    """The name of a bar above it, its note at the right end, what is too thin under it."""

    def words(rows: str, text: str, field: str, dy: int, **mark: Any) -> Layer:
        at_right = mark.get("align") == "right"
        return (
            base(rows)
            .mark_text(dy=dy, **mark)
            .encode(
                x=alt.value("width" if at_right else 0),
                y=down(field, y),
                text=alt.value(alt.ExprRef(text)),
            )
        )

    label = f"truncate(datum.bar_label, width / {theme.LETTER})"
    note = "width >= datum.fits ? datum.note : ''"
    here = "width >= datum.low && width < datum.high"
    thin = f"{here} ? (width >= datum.need ? datum.words : datum.lines) : ''"
    muted: dict[str, Any] = {"color": theme.MUTED.css}
    return [
        words("heads", label, "top", -6, align="left", baseline="bottom", fontWeight=600),
        words("heads", note, "top", -6, align="right", baseline="bottom", **muted),
        words("thin", thin, "bottom", 4, align="left", baseline="top", lineBreak="\n", **muted),
    ]
