"""Jobs promised, created, kept: three bars that are never added, one hue, told apart by filling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import altair as alt

from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.hatching import hatch_layer, hatched
from simulator.charts.marks import Axes, Layer, Row

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


def jobs(counts: Sequence[Count], *, labels: Mapping[str, str], words: Words) -> Drawing:
    """One bar a status, each with its own words; `counts` keep their order.

    `labels`: `label` and `value` head the table.
    """
    rows = [_row(index, count) for index, count in enumerate(counts)]
    span = max([row["value"] or 0.0 for row in rows]) or 1.0
    bars = [row for row in rows if row["value"]]
    promised = [row for row in bars if row["status"] == "prevu"]
    room = max((theme.text_width(row["words"]) for row in bars), default=0.0) + 12
    return Drawing(
        template=_template(),
        data={"rows": rows, "bars": bars, "hatches": hatched(promised, span, "zero", "value")},
        numbers={"high": span, "room": round(room), "bottom": ROW * len(rows)},
        height=ROW * len(rows),
        words=words,
        figures=[{"label": c.label, "value": c.value} for c in counts],
        headings={"label": labels["label"], "value": labels["value"]},
        alt=f"{words.title}. {', '.join(f'{c.label} {c.words}' for c in counts)}.",
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
    axes = marks.rows_down(marks.scale(0, "high", 0, "width - room"))
    return marks.template(_bars(axes), hatch_layer(axes, marks.ACCENT), *_words(axes))


def _bars(axes: Axes) -> Layer:
    fills = alt.Scale(domain=list(FILLINGS), range=[theme.PAGE.css, theme.ACCENT.css, KEPT.css])
    edge: marks.Style = {"stroke": theme.ACCENT.css, "strokeWidth": 1.4}
    place = axes.box("zero", "value", "top", "bottom")
    return marks.boxes("bars", place, edge, fill=marks.coloured(alt.Fill, fills, "status"))


def _words(axes: Axes) -> list[Layer]:
    """The status above its bar, the number at its end; an unknown in words, without a bar."""
    above = {"x": alt.value(0), "y": axes.down("top")}
    label, words = marks.cut("label"), marks.field("words")
    instead = marks.MUTED | {"align": "left", "fontStyle": "italic", "dy": BAR // 2 - 2}
    beside = marks.BOLD | {"baseline": "middle", "dx": 6, "dy": BAR // 2}
    unknown = marks.write("rows", words, above, baseline="middle", **instead)
    return [
        marks.write("rows", label, above, baseline="bottom", dy=-LABEL, **marks.BOLD),
        marks.write("bars", words, axes.at("value", "top"), **beside),
        unknown.transform_filter("!datum.known"),
    ]
