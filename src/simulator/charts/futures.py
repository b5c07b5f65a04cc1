"""Twenty equally plausible futures, one dot each, in columns; a band, a threshold, one value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from math import ceil, floor, log10

import altair as alt

from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.marks import Axes, Layer, Row

HEAD, SAID = 36, 40  # pixels of the band's words, of the threshold's
STEP, DOT = 24, 20  # pixels from one dot to the next, of a dot
FOOT, TICKS, VALUE = 62, 14, 32  # pixels under the base line, down to its labels, to the value
COLUMNS, TALLEST, FINEST = 10, 7, 24
"""Columns wished, dots of the tallest one wished, columns at most."""
NEAR = 0.6
"""A threshold further than this part of the dots' span stays in words."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of the drawing: of the band, of the threshold (two lines), of the one value."""

    band: str
    threshold: tuple[str, str]
    value: str


@dataclass(frozen=True, slots=True)
class Futures:
    """Values from the lowest to the highest; `band` is where the middle ones stand.

    `threshold` and `value` are None when there is none. `inside` says which dots are in the band.
    """

    values: Sequence[float]
    inside: Sequence[bool]
    band: tuple[float, float]
    threshold: float | None
    value: float | None


def futures(
    given: Futures,
    *,
    party: str | None,
    write: marks.Write,
    said: Said,
    headings: Mapping[str, str],
    figures: list[Row],
    words: Words,
) -> Drawing:
    """The dots in columns that a threshold never cuts; `write` says the values of the scale."""
    limit = _in_sight(given)
    width, anchor = _columns(given.values, limit)
    dots = _dots(given, width, anchor)
    shown = [dot["x"] for dot in dots] + [x for x in (limit, given.value) if x is not None]
    low, high = min(shown) - 0.7 * width, max(shown) + 0.7 * width
    top = HEAD + (SAID if limit is not None else 0)
    bottom = top + STEP * (1 + max(dot["level"] for dot in dots))
    for dot in dots:
        dot["y"] = bottom - STEP * (dot["level"] + 0.5)
    low_end, high_end = given.band
    return Drawing(
        template=_template(party or ""),
        data={
            "dots": dots,
            "band": [_beside(low_end, high_end, low, high, said.band)],
            "threshold": [] if limit is None else [_limit(limit, low, high, said, bottom)],
            "value": [] if given.value is None else [_value(given.value, low, high, said, bottom)],
            "base": [{"left": low, "right": high, "y": bottom}],
            "ticks": [{"x": x, "label": write(x), "y": bottom} for x in ticks(low, high)],
        },
        numbers={"low": low, "high": high, "bottom": bottom + FOOT},
        height=bottom + FOOT,
        words=words,
        figures=figures,
        headings=headings,
        alt=" ".join([words.title, said.band, *said.threshold, said.value]).strip(),
    )


def _in_sight(given: Futures) -> float | None:
    """The threshold, when it stands near enough to the dots to be drawn."""
    low, high = min(given.values), max(given.values)
    room = NEAR * (high - low)
    here = given.threshold is not None and low - room <= given.threshold <= high + room
    return given.threshold if here else None


def _columns(values: Sequence[float], threshold: float | None) -> tuple[float, float]:
    """The width of a column, a round number, and an edge of one: the threshold, or zero."""
    span = max(values) - min(values)
    width, anchor = round_step(span / COLUMNS), threshold or 0.0
    for finer in count():
        places = [_place(value, width, anchor) for value in values]
        wide = max(places) - min(places) + 1
        tallest = max(places.count(place) for place in places)
        if tallest <= TALLEST or wide > FINEST / 2 or finer > 3:
            return width, anchor
        width = round_step(width / 2.2)
    raise AssertionError


def _place(value: float, width: float, anchor: float) -> int:
    """Which column holds a value; what stands at an edge does not pass it."""
    return ceil((value - anchor) / width - 1e-9) - 1


def round_step(value: float) -> float:
    """1, 2 or 5 times a power of ten, the first one that is not below a value."""
    power = 10.0 ** floor(log10(value))
    return next(power * n for n in (1, 2, 5, 10) if power * n >= value * (1 - 1e-9))


def ticks(low: float, high: float) -> list[float]:
    """Four to six round numbers of a scale."""
    step = round_step((high - low) / 6)
    return [n * step for n in range(ceil(low / step), floor(high / step) + 1)]


def _dots(given: Futures, width: float, anchor: float) -> list[Row]:
    levels: dict[int, int] = {}
    rows = []
    for value, inside in zip(given.values, given.inside, strict=True):
        place = _place(value, width, anchor)
        levels[place] = levels.get(place, -1) + 1
        x = anchor + (place + 0.5) * width
        rows.append({"x": x, "level": levels[place], "inside": inside})
    return rows


def _beside(left: float, right: float, low: float, high: float, words: str) -> Row:
    """A band, its words at the end that leaves them room."""
    starts = (left - low) / (high - low) < 0.5
    row: Row = {"left": left, "right": right, "low": HEAD - 10, "high": HEAD - 2}
    return row | {"words": words, "at_left": starts, "at_right": not starts, "y": HEAD - 16}


def _limit(limit: float, low: float, high: float, said: Said, bottom: float) -> Row:
    after = (limit - low) / (high - low) < 0.6
    first, second = said.threshold
    row: Row = {"x": limit, "top": HEAD + 4, "bottom": bottom, "first": first, "second": second}
    return row | {"after": after, "one": HEAD + 12, "two": HEAD + 28}


def _value(value: float, low: float, high: float, said: Said, bottom: float) -> Row:
    share = (value - low) / (high - low)
    side = "left" if share < 0.2 else "right" if share > 0.8 else "center"
    return {"x": value, "y": bottom + VALUE, "words": said.value, "side": side}


@lru_cache(maxsize=16)
def _template(party: str) -> str:
    colour = theme.PARTY_FILL.get(party, theme.ACCENT)
    axes = marks.rows_down(marks.scale("low", "high"))
    return marks.template(
        _base_line(axes), *_tick_words(axes), _dot_layer(axes, colour), *_band(axes, colour),
        *_threshold(axes), *_one_value(axes),
    )  # fmt: skip


def _base_line(axes: Axes) -> Layer:
    return marks.rule("base", theme.INK, axes.box("left", "right", "y", "y"))


def _tick_words(axes: Axes) -> list[Layer]:
    style: marks.Style = marks.MUTED | {"baseline": "middle", "dy": TICKS}
    return [marks.write("ticks", marks.field("label"), axes.at("x", "y"), **style)]


def _dot_layer(axes: Axes, colour: theme.Pair) -> Layer:
    pale = alt.value(theme.tint(colour).css)
    fill = alt.when("datum.inside").then(alt.value(colour.css)).otherwise(pale)
    drawn = marks.base("dots").mark_circle(size=DOT**2, opacity=1, aria=False)
    return drawn.encode(**axes.at("x", "y"), color=fill)


def _band(axes: Axes, colour: theme.Pair) -> list[Layer]:
    """A bracket over the dots of the middle, and what it says."""
    across = axes.box("left", "right", "low", "low")
    ends = [
        marks.rule("band", colour, axes.box(end, end, "low", "high"), strokeWidth=1.5)
        for end in ("left", "right")
    ]
    style: marks.Style = {"fontWeight": 600, "color": colour.css, "baseline": "bottom"}
    told = [
        marks.write(
            "band", marks.field("words"), axes.at(end, "y"), align=end, **style
        ).transform_filter(f"datum.at_{end}")
        for end in ("left", "right")
    ]
    return [marks.rule("band", colour, across, strokeWidth=1.5), *ends, *told]


def _threshold(axes: Axes) -> list[Layer]:
    down = axes.box("x", "x", "top", "bottom")
    line = marks.rule("threshold", theme.INK, down, strokeDash=[4, 3], strokeWidth=1.5)
    told = []
    for field, place, weight in (("first", "one", 600), ("second", "two", 400)):
        for side, dx, where in (("left", 8, "datum.after"), ("right", -8, "!datum.after")):
            style = {"align": side, "dx": dx, "baseline": "middle", "fontWeight": weight}
            words = marks.write("threshold", marks.field(field), axes.at("x", place), **style)
            told.append(words.transform_filter(where))
    return [line, *told]


def _one_value(axes: Axes) -> list[Layer]:
    """A triangle under the line at the one value, and its words."""
    shape = marks.base("value").mark_point(
        shape="triangle-up", size=60, filled=True, color=theme.INK.css, aria=False, yOffset=-6
    )
    told = [
        marks.write(
            "value", marks.field("words"), axes.at("x", "y"),
            align=side, baseline="top", dy=6, fontWeight=600,
        ).transform_filter(f"datum.side == '{side}'")
        for side in ("left", "center", "right")
    ]  # fmt: skip
    return [shape.encode(**axes.at("x", "y")), *told]
