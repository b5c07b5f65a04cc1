"""From a cost to what is left of it: one bar a step, its words above it."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

import altair as alt
import pandas as pd

from simulator.base.rounding import adding_up, whole
from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.hatching import hatch_layer, hatched
from simulator.charts.marks import Axes, Layer, Row

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
        data={
            "steps": rows,
            "hatches": hatched([row for row in rows if row["later"]], span),
            "links": _links(rows),
        },
        numbers={"low": low, "high": low + span, "room": round(room), "bottom": ROW * len(rows)},
        height=ROW * len(rows),
        words=words,
        figures=marks.records(steps),
        headings={"label": labels["step"], "amount": labels["amount"]},
        alt=f"{words.title}. {spoken}.",
    )


@lru_cache(maxsize=16)
def _template(step: str, amount: str) -> str:
    """The chart of any steps; `step` and `amount` head the tooltips."""
    axes = marks.rows_down(marks.scale("low", "high", 0, "width - room"))
    return marks.template(
        _link_rules(axes),
        _bars(axes, (step, amount)),
        hatch_layer(axes, marks.coloured(alt.Color)),
        _zero(axes),
        *_words(axes),
    )


def _rows(steps: pd.DataFrame, euro: Euro) -> Iterator[Row]:
    """Each step with its ends in euros (`left`, `right`), its place in pixels (`top`, `bottom`)."""
    reached: float | None = None
    written = _in_whole_euros(marks.records(steps))
    for index, step in enumerate(marks.records(steps)):
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


def _bars(axes: Axes, heads: tuple[str, str]) -> Layer:
    """The bars; what is not there yet has an outline and the page's ground."""
    place = axes.box("left", "right", "top", "bottom")
    fill = marks.hollow("datum.later", marks.coloured(alt.Fill))
    stroke, shown = marks.coloured(alt.Stroke), marks.tips(("label", "amount_text"), heads)
    return marks.boxes("steps", place, {"strokeWidth": 1}, fill=fill, stroke=stroke, tooltip=shown)


def _links(rows: list[Row]) -> list[Row]:
    """The thin line from where a step ends down to the next bar."""
    return [{"x": r["end"], "y": r["bottom"], "y2": r["bottom"] + ROW - BAR} for r in rows[:-1]]


def _link_rules(axes: Axes) -> Layer:
    return marks.rule("links", theme.MUTED, axes.at("x", "y") | {"y2": alt.Y2(field="y2")})


def _zero(axes: Axes) -> Layer:
    """The thin ink line at zero, over each bar that touches it."""
    place = {"x": axes.zero(), "y": axes.down("top"), "y2": alt.Y2(field="bottom")}
    touches = "datum.left * datum.right <= 0"
    return marks.rule("steps", theme.INK, place).transform_filter(touches)


def _words(axes: Axes) -> list[Layer]:
    """The step above its bar, the amount at its right end; a halo parts the step from a link."""
    above, label = {"x": alt.value(0), "y": axes.down("top")}, marks.cut("label")
    style: marks.Style = {"align": "left", "baseline": "bottom", "dy": -4}
    beside = marks.BOLD | {"baseline": "middle", "dx": 6, "dy": BAR // 2}
    around = marks.halo(3) | {"strokeJoin": "miter", "aria": False}
    return [
        marks.write("steps", label, above, **style, **around),
        marks.write("steps", label, above, **style),
        marks.write("steps", marks.field("amount_text"), axes.at("right", "top"), **beside),
    ]
