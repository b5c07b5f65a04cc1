"""From a cost to what is left of it: one bar a step, its words above it."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from simulator.base.rounding import adding_up, whole
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

Euro = Callable[[float], str]

ROW = 48  # pixels from one bar to the next
BAR = 24  # pixels of a bar, at the bottom of its row


class BrokenSumError(ValueError):
    """A total of a waterfall is not the sum of the steps above it, to the cent."""


def waterfall(
    steps: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    words: Words,
    euro: Euro,
) -> Drawing:
    """The steps from a cost to a net, in euros, from top to bottom.

    `steps` has one row a step: `label`, `amount` (signed euros), `kind` (`total` starts at zero,
    `delta` starts where the step above ended), `party` (whose colour the bar takes). Optional:
    `later` (true: acquired but not there yet, so hatched). The first step is where the sum starts;
    each later total must be the sum so far, else `BrokenSumError`.

    `labels`: `step` and `amount` head the table and the tooltips.
    """
    rows = list(_rows(steps, euro))
    low = min([0.0, *(row["left"] for row in rows)])
    span = max([0.0, *(row["right"] for row in rows)]) - low or 1.0
    room = max(theme.text_width(row["amount_text"]) for row in rows) + 12
    spoken = ", ".join(row["spoken"] for row in rows)
    return Drawing(
        template=_template(labels["step"], labels["amount"]),
        data={"steps": rows, "hatches": _hatches(rows, span), "links": _links(rows)},
        numbers={"low": low, "high": low + span, "room": round(room), "bottom": ROW * len(rows)},
        height=ROW * len(rows),
        words=words,
        figures=records(steps),
        headings={"label": labels["step"], "amount": labels["amount"]},
        alt=f"{words.title}. {spoken}.",
    )


@lru_cache(maxsize=16)
def _template(step: str, amount: str) -> str:
    """The chart of any steps; `step` and `amount` head the tooltips."""
    x = alt.Scale(
        domain=[number("low"), number("high")],
        nice=False,
        zero=False,
        rangeMin=0,
        rangeMax=number("width - room"),
    )
    y = alt.Scale(domain=[number("bottom"), 0], nice=False, zero=False)
    return template(
        _link_rules(x, y),
        _bars(x, y, {"label": step, "amount_text": amount}),
        hatch_layer(x, y, color=_colour()),
        _zero(x, y),
        *_words(x, y),
    )


def _rows(steps: pd.DataFrame, euro: Euro) -> Iterator[Row]:
    """Each step with its ends in euros (`left`, `right`), its place in pixels (`top`, `bottom`)."""
    reached: float | None = None
    written = _in_whole_euros(records(steps))
    for index, step in enumerate(records(steps)):
        amount, is_total = float(step["amount"]), step["kind"] == "total"
        start = 0.0 if is_total or reached is None else reached
        end = round(start + amount, 2)
        if is_total and reached is not None and not math.isclose(end, reached, abs_tol=0.005):
            raise BrokenSumError(
                f"{step['label']}: {end} is written, the steps above give {reached}"
            )
        reached = end
        plus = "+" if amount > 0 and not is_total else ""
        text = f"{plus}{euro(written[index])}"
        yield {
            "label": step["label"],
            "party": step["party"],
            "later": bool(step.get("later", False)),
            "weight": 600 if is_total else 400,
            "amount_text": text,
            "spoken": f"{step['label']} {text}",
            "left": min(start, end),
            "right": max(start, end),
            "end": end,
            "top": ROW * (index + 1) - BAR,
            "bottom": ROW * (index + 1),
        }


def _in_whole_euros(steps: Sequence[Row]) -> list[int]:
    """Totals rounded, and between two totals the steps rounded so that they lead there."""
    written: list[int] = []
    since = 0  # the first step after the last total
    for index, step in enumerate(steps):
        amount = float(step["amount"])
        if step["kind"] != "total":
            written.append(whole(amount))
            continue
        if since:
            between = [float(one["amount"]) for one in steps[since:index]]
            written[since:] = adding_up(between, whole(amount) - written[since - 1])
        written.append(whole(amount))
        since = index + 1
    return written


def _colour() -> alt.Color:
    return alt.Color(field="party", type="nominal", legend=None, scale=theme.FILL_SCALE)


def _bars(x: alt.Scale, y: alt.Scale, tips: Mapping[str, str]) -> Layer:
    """The bars; what is not there yet has an outline and the page's ground."""
    ground = alt.when("datum.later").then(alt.value(theme.PAGE.css))
    return (
        base("steps")
        .mark_rect(strokeWidth=1)
        .encode(
            x=across("left", x),
            x2=alt.X2(field="right"),
            y=down("top", y),
            y2=alt.Y2(field="bottom"),
            fill=ground.otherwise(
                alt.Fill(field="party", type="nominal", legend=None, scale=theme.FILL_SCALE)
            ),
            stroke=alt.Stroke(field="party", type="nominal", legend=None, scale=theme.FILL_SCALE),
            description=alt.Description(field="spoken", type="nominal"),
            tooltip=[alt.Tooltip(field=k, type="nominal", title=v) for k, v in tips.items()],
        )
    )


def _hatches(rows: list[Row], span: float) -> list[Row]:
    """Slanted lines over each bar that is still to come."""
    return [
        line | {"party": row["party"]}
        for row in rows
        if row["later"]
        for line in hatched(row["left"], row["right"], row["top"], row["bottom"], span)
    ]


def _links(rows: list[Row]) -> list[Row]:
    """The thin line from where a step ends down to the next bar."""
    return [{"x": r["end"], "y": r["bottom"], "y2": r["bottom"] + ROW - BAR} for r in rows[:-1]]


def _link_rules(x: alt.Scale, y: alt.Scale) -> Layer:
    return (
        base("links")
        .mark_rule(strokeWidth=1, color=theme.MUTED.css, aria=False)
        .encode(x=across("x", x), y=down("y", y), y2=alt.Y2(field="y2"))
    )


def _zero(x: alt.Scale, y: alt.Scale) -> Layer:
    """The thin ink line at zero, over each bar that touches it."""
    return (
        base("steps")
        .transform_filter("datum.left * datum.right <= 0")
        .mark_rule(strokeWidth=1, color=theme.INK.css, aria=False)
        .encode(
            x=alt.X(datum=0, type="quantitative", axis=None, scale=x),
            y=down("top", y),
            y2=alt.Y2(field="bottom"),
        )
    )


def _words(x: alt.Scale, y: alt.Scale) -> list[Layer]:
    """The step above its bar, the amount at the bar's right end."""
    halo = {"stroke": theme.PAGE.css, "strokeWidth": 3, "aria": False}
    above = [_above(y, halo), _above(y, {})]
    beside = (
        base("steps")
        .mark_text(align="left", baseline="middle", dx=6, dy=BAR // 2, fontWeight=600)
        .encode(
            x=across("right", x),
            y=down("top", y),
            text=alt.Text(field="amount_text", type="nominal"),
        )
    )
    return [*above, beside]


def _above(y: alt.Scale, mark: dict[str, Any]) -> Layer:
    """The words of a step; drawn twice, since a halo keeps them legible over a link."""
    words = alt.ExprRef(f"truncate(datum.label, width / {theme.LETTER})")
    return (
        base("steps")
        .mark_text(align="left", baseline="bottom", dy=-4, **mark)
        .encode(x=alt.value(0), y=down("top", y), text=alt.value(words))
    )
