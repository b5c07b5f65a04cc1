"""Jobs promised, created, kept: three bars that are never added, one hue, told apart by filling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
from simulator.charts.hatching import hatched

ROW = 50  # pixels from one bar to the next
BAR = 20  # pixels of a bar, at the bottom of its row
LABEL = 6  # pixels from the words to the bar
KEPT = theme.tint(theme.ACCENT, light=0.45, dark=0.45)

FILLINGS = ("prevu", "realise", "maintenu")
"""Promised is an outline with hatching, created is solid, kept is solid but pale."""


@dataclass(frozen=True, slots=True)
class Count:
    """Jobs of one status: `value` None when no source gives it; `words` is then said instead."""

    status: str
    label: str
    value: float | None
    words: str


def jobs(
    counts: Sequence[Count],
    *,
    labels: Mapping[str, str],
    title: str,
    subtitle: str,
    source: str,
    caption: str,
) -> Drawing:
    """One bar a status, each with its own words; `counts` keep their order.

    `labels`: `label` and `value` head the table.
    """
    rows = [_row(index, count) for index, count in enumerate(counts)]
    span = max([row["value"] or 0.0 for row in rows]) or 1.0
    bars = [row for row in rows if row["value"]]
    hatches = [
        line
        for row in bars
        if row["status"] == "prevu"
        for line in hatched(0.0, row["value"], row["top"], row["bottom"], span)
    ]
    room = max((theme.text_width(row["words"]) for row in bars), default=0.0) + 12
    return Drawing(
        template=_template(),
        data={"rows": rows, "bars": bars, "hatches": hatches},
        numbers={"high": span, "room": round(room), "bottom": ROW * len(rows)},
        height=ROW * len(rows),
        words=Words(title, subtitle, source, caption),
        figures=[{"label": c.label, "value": c.value} for c in counts],
        headings={"label": labels["label"], "value": labels["value"]},
        alt=f"{title}. {', '.join(f'{c.label} {c.words}' for c in counts)}.",
    )


def _row(index: int, count: Count) -> Row:
    bottom = ROW * (index + 1)
    return {
        "status": count.status,
        "label": count.label,
        "value": count.value,
        "words": count.words,
        "spoken": f"{count.label} {count.words}",
        "known": count.value is not None,
        "zero": 0,
        "top": bottom - BAR,
        "bottom": bottom,
    }


@lru_cache(maxsize=1)
def _template() -> str:
    x = alt.Scale(
        domain=[0, number("high")], nice=False, rangeMin=0, rangeMax=number("width - room")
    )
    y = alt.Scale(domain=[number("bottom"), 0], nice=False, zero=False)
    return template(_bars(x, y), hatch_layer(x, y, theme.ACCENT.css), *_words(x, y))


def _bars(x: alt.Scale, y: alt.Scale) -> Layer:
    fills = alt.Scale(domain=list(FILLINGS), range=[theme.PAGE.css, theme.ACCENT.css, KEPT.css])
    return (
        base("bars")
        .mark_rect(stroke=theme.ACCENT.css, strokeWidth=1.4)
        .encode(
            x=across("zero", x),
            x2=alt.X2(field="value"),
            y=down("top", y),
            y2=alt.Y2(field="bottom"),
            fill=alt.Fill(field="status", type="nominal", legend=None, scale=fills),
            description=alt.Description(field="spoken", type="nominal"),
        )
    )


def _words(x: alt.Scale, y: alt.Scale) -> list[Layer]:
    """The status above its bar, the number at its end; an unknown in words, without a bar."""
    above = (
        base("rows")
        .mark_text(align="left", baseline="bottom", dy=-LABEL, fontWeight=600)
        .encode(
            x=alt.value(0),
            y=down("top", y),
            text=alt.value(alt.ExprRef(f"truncate(datum.label, width / {theme.LETTER})")),
        )
    )
    beside = (
        base("bars")
        .mark_text(align="left", baseline="middle", dx=6, dy=BAR // 2, fontWeight=600)
        .encode(
            x=across("value", x), y=down("top", y), text=alt.Text(field="words", type="nominal")
        )
    )
    instead = (
        base("rows")
        .transform_filter("!datum.known")
        .mark_text(
            align="left",
            baseline="middle",
            dy=BAR // 2 - 2,
            fontStyle="italic",
            color=theme.MUTED.css,
        )
        .encode(x=alt.value(0), y=down("top", y), text=alt.Text(field="words", type="nominal"))
    )
    return [above, beside, instead]
