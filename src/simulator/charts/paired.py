"""What was promised above what was given: two thin bars a line, never added."""

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


def paired(
    pairs: Sequence[Pair],
    *,
    headings: Mapping[str, str],
    title: str,
    subtitle: str,
    source: str,
    caption: str,
) -> Drawing:
    """Lines in their order; `headings` head the table of the pairs' `figures`."""
    bars = [bar for index, pair in enumerate(pairs) for bar in _bars(index, pair)]
    drawn = [bar for bar in bars if bar["value"]]
    longest = max((bar["value"] for bar in drawn), default=0.0) or 1.0
    room = max((theme.text_width(bar["words"]) for bar in bars), default=0.0) + AIR
    spoken = " ".join(named(p.label, f"{p.promised_words}, {p.given_words}.") for p in pairs)
    height = ROW * len(pairs)
    return Drawing(
        template=_template(),
        data={
            "names": [{"label": p.label, "top": ROW * n} for n, p in enumerate(pairs)],
            "bars": drawn,
            "words": bars,
            "hatches": [
                line
                for bar in drawn
                if not bar["solid"]
                for line in hatched(0.0, bar["value"], bar["top"], bar["bottom"], longest)
            ],
        },
        numbers={"high": longest, "room": round(room), "bottom": height},
        height=height,
        words=Words(title, subtitle, source, caption),
        figures=[pair.figures for pair in pairs],
        headings=headings,
        alt=f"{title}. {spoken}",
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
    x = alt.Scale(
        domain=[0, number("high")], nice=False, rangeMin=0, rangeMax=number("width - room")
    )
    y = alt.Scale(domain=[number("bottom"), 0], nice=False, zero=False)
    return template(_bar_layer(x, y), hatch_layer(x, y, theme.ACCENT.css), *_words(x, y))


def _bar_layer(x: alt.Scale, y: alt.Scale) -> Layer:
    """Given is solid; promised is an outline."""
    solid = alt.when("datum.solid").then(alt.value(theme.ACCENT.css))
    return (
        base("bars")
        .mark_rect(stroke=theme.ACCENT.css, strokeWidth=1.2)
        .encode(
            x=across("zero", x),
            x2=alt.X2(field="end"),
            y=down("top", y),
            y2=alt.Y2(field="bottom"),
            fill=solid.otherwise(alt.value(theme.PAGE.css)),
            description=alt.Description(field="spoken", type="nominal"),
        )
    )


def _words(x: alt.Scale, y: alt.Scale) -> list[Layer]:
    """The name above its bars, each amount at the end of its bar, an unknown in italics."""
    cut = f"truncate(datum.label, width / {theme.LETTER})"
    names = (
        base("names")
        .mark_text(align="left", baseline="top", dy=4, fontWeight=600)
        .encode(x=alt.value(0), y=down("top", y), text=alt.value(alt.ExprRef(cut)))
    )
    amounts = (
        base("words")
        .mark_text(
            align="left",
            baseline="middle",
            dx=6,
            dy=BAR / 2,
            fontStyle=alt.ExprRef("datum.known ? 'normal' : 'italic'"),
        )
        .encode(x=across("end", x), y=down("top", y), text=alt.Text(field="words", type="nominal"))
    )
    return [names, amounts]
