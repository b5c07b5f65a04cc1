"""The tax saved by the next euro given: steps down, each with its name."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.marks import Axes, Layer, Row
from simulator.text.formats import named

Write = Callable[[float], str]

HEIGHT = 280  # pixels, axis included
FOOT = 26  # pixels under the axis: amounts
LEFT = 46  # pixels at left: percentages
HEAD = 20  # pixels between two names of bends, one under the other
TICKS = 4


class Curve(NamedTuple):
    """What is drawn.

    `steps` has `gift` (euros, growing) and `rate` (share of the next euro); each rate holds until
    the next gift. `bends` has `gift`, `before`, `after` (rates) and `label` (what bends there).
    `here` is the gift of the case, marked on the curve when it lies on it.
    """

    steps: pd.DataFrame
    bends: pd.DataFrame
    here: float | None


class Writing(NamedTuple):
    """How amounts, amounts in few signs, and shares are written."""

    euro: Write
    short: Write
    percent: Write


def next_euro(
    curve: Curve,
    *,
    labels: Mapping[str, str],
    words: Words,
    write: Writing,
) -> Drawing:
    """What the State gives back of the next euro, by the amount given already.

    `labels`: `gift`, `rate`, `before`, `after`, `label` head the table and the tooltips; `here` is
    said beside the mark.
    """
    steps, bends, here = curve
    euro, short, percent = write
    points = _corners(marks.records(steps))
    last = points[-1]["gift"] or 1.0
    high = max([0.1, *(point["rate"] for point in points)])
    bent = [_bend(n, row, last, euro) for n, row in enumerate(marks.records(bends))]
    head = HEAD * (len(bent) + 1)
    spoken = ", ".join(f"{row['label']} {euro(row['gift'])}" for row in marks.records(bends))
    return Drawing(
        template=_template((labels["gift"], labels["rate"]), head),
        data={
            "points": [
                point
                | {
                    "order": n,
                    "gift_text": euro(point["gift"]),
                    "rate_text": percent(point["rate"]),
                }
                for n, point in enumerate(points)
            ],
            "bends": bent,
            "here": _here(points, here, labels["here"], euro),
            "gifts": [
                {"gift": k * last / TICKS, "text": short(k * last / TICKS), "zero": 0, "k": k}
                for k in range(TICKS + 1)
            ],
            "rates": [
                {"rate": rate, "text": percent(rate)}
                for rate in sorted({0.0, *(round(p["rate"], 4) for p in points)})
                if _apart(rate, points, high)
            ],
        },
        numbers={"last": last, "high": high},
        height=HEIGHT + head,
        words=words,
        figures=marks.records(bends),
        headings={name: labels[name] for name in ("label", "gift", "before", "after")},
        alt=f"{words.title}. {spoken}." if spoken else f"{words.title}.",
    )


def _corners(rows: list[Row]) -> list[Row]:
    """Only the points where the rate changes, both sides, and the two ends."""
    done: list[Row] = []
    for row in rows:
        gift, rate = float(row["gift"]), float(row["rate"])
        if done and abs(done[-1]["rate"] - rate) > _SAME:
            done.append({"gift": gift, "rate": done[-1]["rate"]})
        if not done or abs(done[-1]["rate"] - rate) > _SAME or row is rows[-1]:
            done.append({"gift": gift, "rate": rate})
    return done


_SAME = 1e-6


def _bend(n: int, row: Row, last: float, euro: Write) -> Row:
    """A bend with its words, each on its own line above the curve."""
    late = row["gift"] > last / 2
    return {
        "gift": float(row["gift"]),
        "rate": max(float(row["before"]), float(row["after"])),
        "top": HEAD * (n + 1),
        "words": named(row["label"], euro(row["gift"])),
        "late": late,
    }


def _here(points: list[Row], here: float | None, word: str, euro: Write) -> list[Row]:
    """The gift of the case on the curve, when it lies on it."""
    if here is None or not points[0]["gift"] <= here <= points[-1]["gift"]:
        return []
    rate = next((p["rate"] for p in reversed(points) if p["gift"] <= here), points[0]["rate"])
    late = here > points[-1]["gift"] / 2
    return [{"gift": here, "rate": rate, "words": named(word, euro(here)), "late": late}]


def _apart(rate: float, points: list[Row], high: float) -> bool:
    """Whether a percentage can be written without touching the one below."""
    lower = [round(p["rate"], 4) for p in points if round(p["rate"], 4) < rate]
    return not lower or rate - max(lower) > high / 12 or rate == round(high, 4)


@lru_cache(maxsize=16)
def _template(words: tuple[str, str], head: int) -> str:
    """The curve of any case with as many bends; `words` head the tooltips."""
    x = marks.scale(0, "last", LEFT, "width - 6")
    axes = Axes(x, marks.scale(0, "high", HEIGHT + head - FOOT, head + 6))
    return marks.template(
        *_grid(axes), _line(axes), *_bends(axes), *_mark(axes), _tips(axes, words)
    )


def _grid(axes: Axes) -> list[Layer]:
    """Hairlines at each rate, amounts under the baseline, percentages at left."""
    whole = {"x": alt.value(LEFT), "x2": alt.value("width")}
    text, at_left = marks.field("text"), {"x": alt.value(LEFT - 8), "y": axes.down("rate")}

    def amounts(align: str, condition: str) -> Layer:
        style = marks.MUTED | {"align": align, "baseline": "top", "dy": 7}
        return marks.write("gifts", text, axes.at("gift", "zero"), **style).transform_filter(
            condition
        )

    ends = f"datum.k == {TICKS}"
    return [
        marks.rule("rates", theme.HAIRLINE, whole | {"y": axes.down("rate")}, strokeWidth=0.6),
        marks.write("rates", text, at_left, align="right", baseline="middle", **marks.MUTED),
        marks.rule("gifts", theme.INK, whole | {"y": axes.down("zero")}),
        amounts("center", f"!({ends})"),
        amounts("right", ends),
    ]


def _line(axes: Axes) -> Layer:
    line = marks.base("points").mark_line(
        strokeWidth=2.5, color=theme.PARTY_FILL["etat"].css, aria=False
    )
    order = alt.Order(field="order", type="quantitative")
    return line.encode(**axes.at("gift", "rate"), order=order)


def _bends(axes: Axes) -> list[Layer]:
    """A thin line up from each bend to its name."""
    up = axes.at("gift", "rate") | {"y2": marks.told("datum.top + 4")}
    place = {"x": axes.across("gift"), "y": marks.told("datum.top")}
    return [
        marks.rule("bends", theme.MUTED, up),
        *_either_side("bends", place, dx=5, baseline="middle"),
    ]


def _mark(axes: Axes) -> list[Layer]:
    """The case itself: a point and its amount under the curve."""
    place = axes.at("gift", "rate")
    point = marks.base("here").mark_point(
        filled=True, size=90, color=theme.PARTY_FILL["mecene"].css, opacity=1
    )
    words = _either_side("here", place, dx=0, baseline="top", dy=8, fontWeight=600)
    return [point.encode(**place, description=marks.aloud("words")), *words]


def _either_side(rows: str, place: Row, dx: int, **style: Any) -> list[Layer]:
    """Words at the right of their place, or at its left in the second half of the chart."""
    words = marks.field("words")
    sides = (("left", dx, "!datum.late"), ("right", -dx, "datum.late"))
    return [
        marks.write(rows, words, place, align=side, dx=gap, **style).transform_filter(chosen)
        for side, gap, chosen in sides
    ]


def _tips(axes: Axes, words: tuple[str, str]) -> Layer:
    """What the pointer reads at the corners."""
    points = marks.base("points").mark_point(size=200, opacity=0, filled=True, aria=False)
    fields = ("gift_text", "rate_text")
    return points.encode(**axes.at("gift", "rate"), tooltip=marks.tips(fields, words))
