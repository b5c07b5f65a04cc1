"""What was promised above what was given: two thin bars a line, never added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import altair as alt

from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.hatching import hatch_layer, hatched
from simulator.charts.marks import Axes, Layer, Row
from simulator.text.formats import named

ROW = 62  # pixels from one line to the next
HEAD = 24  # pixels of the name
BAR = 12  # pixels of a bar
GAP = 3  # pixels between the two bars
AIR = 14  # pixels kept free after the longest bar's words


@dataclass(frozen=True, slots=True)
class Pair:
    """Promised and given of one line; None is unknown. `*_words` say each with its unit."""

    label: str
    promised: float | None
    given: float | None
    promised_words: str
    given_words: str
    figures: Row


def two_bars(pairs: Sequence[Pair], *, headings: Mapping[str, str], words: Words) -> Drawing:
    """Lines in their order; `headings` head the table of the pairs' `figures`."""
    bars = [bar for index, pair in enumerate(pairs) for bar in _bars(index, pair)]
    drawn = [bar for bar in bars if bar["value"]]
    longest = max((bar["value"] for bar in drawn), default=0.0) or 1.0
    room = max((theme.text_width(bar["words"]) for bar in bars), default=0.0) + AIR
    promised = [bar for bar in drawn if not bar["solid"]]
    spoken = " ".join(named(p.label, f"{p.promised_words}, {p.given_words}.") for p in pairs)
    height = ROW * len(pairs)
    return Drawing(
        template=_template(),
        data={
            "names": [{"label": p.label, "top": ROW * n} for n, p in enumerate(pairs)],
            "bars": drawn,
            "words": bars,
            "hatches": hatched(promised, longest, "zero", "value"),
        },
        numbers={"high": longest, "room": round(room), "bottom": height},
        height=height,
        words=words,
        figures=[pair.figures for pair in pairs],
        headings=headings,
        alt=f"{words.title}. {spoken}",
    )


def _bars(index: int, pair: Pair) -> list[Row]:
    top = ROW * index + HEAD
    both = ((pair.promised, pair.promised_words, False), (pair.given, pair.given_words, True))
    return [
        {
            "label": pair.label,
            "value": value,
            "end": value or 0.0,
            "zero": 0,
            "words": words,
            "solid": solid,
            "known": value is not None,
            "top": top + place * (BAR + GAP),
            "bottom": top + place * (BAR + GAP) + BAR,
            "spoken": f"{pair.label}, {words}",
        }
        for place, (value, words, solid) in enumerate(both)
    ]


@lru_cache(maxsize=1)
def _template() -> str:
    axes = marks.rows_down(marks.scale(0, "high", 0, "width - room"))
    lines = hatch_layer(axes, marks.ACCENT)
    return marks.template(_bar_layer(axes), lines, *_words(axes))


def _bar_layer(axes: Axes) -> Layer:
    """Given is solid; promised is an outline."""
    edge: marks.Style = {"stroke": theme.ACCENT.css, "strokeWidth": 1.2}
    place = axes.box("zero", "end", "top", "bottom")
    return marks.boxes("bars", place, edge, fill=marks.hollow("!datum.solid", marks.ACCENT))


def _words(axes: Axes) -> list[Layer]:
    """The name above its bars, each amount at the end of its bar, an unknown in italics."""
    place = {"x": alt.value(0), "y": axes.down("top")}
    style = alt.ExprRef("datum.known ? 'normal' : 'italic'")
    beside = {"align": "left", "baseline": "middle", "dx": 6, "dy": BAR / 2, "fontStyle": style}
    return [
        marks.write("names", marks.cut("label"), place, baseline="top", dy=4, **marks.BOLD),
        marks.write("words", marks.field("words"), axes.at("end", "top"), **beside),
    ]
