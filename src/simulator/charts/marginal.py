"""The tax saved by the next euro given: steps down, each with its name."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

import altair as alt
import pandas as pd

from simulator.charts import theme
from simulator.charts.frame import Drawing, Layer, Row, Words, base, number, records, template
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
    points = _corners(records(steps))
    last = points[-1]["gift"] or 1.0
    high = max([0.1, *(point["rate"] for point in points)])
    bent = [_bend(n, row, last, euro) for n, row in enumerate(records(bends))]
    head = HEAD * (len(bent) + 1)
    figures = [_table_row(row) for row in records(bends)]
    spoken = ", ".join(f"{row['label']} {euro(row['gift'])}" for row in records(bends))
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
        figures=figures,
        headings={name: labels[name] for name in ("label", "gift", "before", "after")},
        alt=f"{words.title}. {spoken}." if spoken else f"{words.title}.",
    )


def _table_row(row: Row) -> Row:
    return {name: row[name] for name in ("label", "gift", "before", "after")}


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
    x = alt.Scale(
        domain=[0, number("last")], nice=False, rangeMin=LEFT, rangeMax=number("width - 6")
    )
    y = alt.Scale(
        domain=[0, number("high")], nice=False, rangeMin=HEIGHT + head - FOOT, rangeMax=head + 6
    )
    return template(*_axes(x, y), _line(x, y), *_bends(x, y), *_mark(x, y), _tips(x, y, words))


def _x(x: alt.Scale) -> alt.X:
    return alt.X(field="gift", type="quantitative", axis=None, scale=x)


def _y(y: alt.Scale, field: str = "rate") -> alt.Y:
    return alt.Y(field=field, type="quantitative", axis=None, scale=y)


def _axes(x: alt.Scale, y: alt.Scale) -> list[Layer]:
    """Hairlines at each rate, amounts under the baseline, percentages at left."""
    lines = (
        base("rates")
        .mark_rule(strokeWidth=0.6, color=theme.HAIRLINE.css, aria=False)
        .encode(x=alt.value(LEFT), x2=alt.value("width"), y=_y(y))
    )
    rates = (
        base("rates")
        .mark_text(align="right", baseline="middle", color=theme.MUTED.css)
        .encode(x=alt.value(LEFT - 8), y=_y(y), text=alt.Text(field="text", type="nominal"))
    )
    floor = (
        base("gifts")
        .mark_rule(strokeWidth=1, color=theme.INK.css, aria=False)
        .encode(x=alt.value(LEFT), x2=alt.value("width"), y=_y(y, "zero"))
    )

    def amounts(align: str, condition: str) -> Layer:
        return (
            base("gifts")
            .transform_filter(condition)
            .mark_text(align=align, baseline="top", dy=7, color=theme.MUTED.css)  # type: ignore[arg-type]
            .encode(x=_x(x), y=_y(y, "zero"), text=alt.Text(field="text", type="nominal"))
        )

    ends = f"datum.k == {TICKS}"
    return [lines, rates, floor, amounts("center", f"!({ends})"), amounts("right", ends)]


def _line(x: alt.Scale, y: alt.Scale) -> Layer:
    return (
        base("points")
        .mark_line(strokeWidth=2.5, color=theme.PARTY_FILL["etat"].css, aria=False)
        .encode(x=_x(x), y=_y(y), order=alt.Order(field="order", type="quantitative"))
    )


def _bends(x: alt.Scale, y: alt.Scale) -> list[Layer]:
    """A thin line up from each bend to its name."""
    rules = (
        base("bends")
        .mark_rule(strokeWidth=1, color=theme.MUTED.css, aria=False)
        .encode(
            x=_x(x),
            y=_y(y),
            y2=alt.value(alt.ExprRef("datum.top + 4")),
        )
    )

    def names(align: str, dx: int, condition: str) -> Layer:
        return (
            base("bends")
            .transform_filter(condition)
            .mark_text(align=align, baseline="middle", dx=dx)  # type: ignore[arg-type]
            .encode(
                x=_x(x),
                y=alt.value(alt.ExprRef("datum.top")),
                text=alt.Text(field="words", type="nominal"),
            )
        )

    return [rules, names("left", 5, "!datum.late"), names("right", -5, "datum.late")]


def _mark(x: alt.Scale, y: alt.Scale) -> list[Layer]:
    """The case itself: a point and its amount under the curve."""
    point = (
        base("here")
        .mark_point(filled=True, size=90, color=theme.PARTY_FILL["mecene"].css, opacity=1)
        .encode(x=_x(x), y=_y(y), description=alt.Description(field="words", type="nominal"))
    )

    def words(align: str, dx: int, condition: str) -> Layer:
        return (
            base("here")
            .transform_filter(condition)
            .mark_text(align=align, baseline="top", dx=dx, dy=8, fontWeight=600)  # type: ignore[arg-type]
            .encode(x=_x(x), y=_y(y), text=alt.Text(field="words", type="nominal"))
        )

    return [point, words("left", 0, "!datum.late"), words("right", 0, "datum.late")]


def _tips(x: alt.Scale, y: alt.Scale, words: tuple[str, str]) -> Layer:
    """What the pointer reads at the corners."""
    return (
        base("points")
        .mark_point(size=200, opacity=0, filled=True, aria=False)
        .encode(
            x=_x(x),
            y=_y(y),
            tooltip=[
                alt.Tooltip(field=field, type="nominal", title=title)
                for field, title in zip(("gift_text", "rate_text"), words, strict=True)
            ],
        )
    )
