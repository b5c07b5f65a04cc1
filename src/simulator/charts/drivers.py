"""What weighs in a dispersion: a solid bar alone, its outline with the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import altair as alt

from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.marks import Axes, Row

ROW, BAR, LABEL = 46, 14, 6  # pixels of a row, of its bar, from the words to the bar


@dataclass(frozen=True, slots=True)
class Weight:
    """A number: what it is called, its range in words, its two shares, and them in words."""

    label: str
    span: str
    alone: float
    total: float
    words: str
    figures: Row


def drivers(weights: Sequence[Weight], *, headings: Mapping[str, str], words: Words) -> Drawing:
    """One bar a number, in their order; `headings` head the table of their `figures`."""
    rows = [_row(index, weight) for index, weight in enumerate(weights)]
    longest = max((weight.total for weight in weights), default=0.0) or 1.0
    room = max((theme.text_width(weight.words) for weight in weights), default=0.0) + 14
    spoken = " ".join(row["spoken"] for row in rows)
    return Drawing(
        template=_template(),
        data={"rows": rows},
        numbers={"high": longest, "room": round(room), "bottom": ROW * len(rows)},
        height=ROW * len(rows),
        words=words,
        figures=[weight.figures for weight in weights],
        headings=headings,
        alt=f"{words.title}. {spoken}",
    )


def _row(index: int, weight: Weight) -> Row:
    bottom = ROW * (index + 1) - 4
    return {
        "label": weight.label,
        "span": weight.span,
        "after": theme.text_width(weight.label) + 8,
        "reach": theme.text_width(weight.label) + theme.text_width(weight.span) + 12,
        "alone": weight.alone,
        "total": weight.total,
        "zero": 0,
        "words": weight.words,
        "spoken": f"{weight.label}, {weight.span} : {weight.words}.",
        "top": bottom - BAR,
        "bottom": bottom,
    }


@lru_cache(maxsize=1)
def _template() -> str:
    axes = marks.rows_down(marks.scale(0, "high", 0, "width - room"))
    edge: marks.Style = {"stroke": theme.ACCENT.css, "strokeWidth": 1.4}
    page = alt.value(theme.PAGE.css)
    outline = marks.boxes(
        "rows", axes.box("zero", "total", "top", "bottom"), edge, fill=page
    ).transform_filter("datum.total > 0")
    solid = marks.boxes(
        "rows", axes.box("zero", "alone", "top", "bottom"), {}, color=marks.ACCENT
    ).transform_filter("datum.alone > 0")
    return marks.template(outline, solid, *_words(axes))


def _words(axes: Axes) -> list[marks.Layer]:
    ends = {"align": "left", "baseline": "middle", "dx": 6, "dy": BAR / 2}
    return [
        *marks.names_with_spans(axes, LABEL),
        marks.write("rows", marks.field("words"), axes.at("total", "top"), **ends),
    ]
