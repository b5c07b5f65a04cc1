"""Who bears what: one stacked bar a legal route, all on one scale."""

import math
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Literal

import altair as alt
import pandas as pd

from simulator.base.rounding import adding_up
from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.marks import Axes, Layer, Row

Euro = Callable[[float], str]

ROW = 84  # pixels from one bar to the next
BAR = 42  # pixels of a bar
GAP = 2  # pixels between two segments
MARGIN = 8  # pixels kept free on both sides of a name together


def who_bears_what(
    frame: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    words: Words,
    total_label: str,
    euro: Euro,
) -> Drawing:
    """What each party bears under each route, in euros.

    `frame` has one row a route and party: `route`, `route_label`, `party` (a key of
    `theme.PARTIES`), `party_label`, `amount` (euros; negative goes left of zero; NaN is *unknown*
    and makes the route's total unknown). Optional: `open` (a closed route is said to be closed),
    `note` (words after the route's total). What is written is in whole euros that add up. Routes
    keep the order of the frame, parties ours.

    `labels`: `route`, `party`, `amount` head the table and the tooltips, `dont` introduces the
    segments too thin to be named inside, `closed` and `unknown` are said when needed.
    """
    parts = _by_route(frame)
    routes = [_route(part, labels, euro) for part in parts]
    segments = [segment for route in routes for segment in route["segments"]]
    low = min([0.0, *(segment["left"] for segment in segments)])
    span = max([0.0, *(segment["right"] for segment in segments)]) - low or 1.0
    heads = (labels["route"], labels["party"], labels["amount"], total_label)
    return Drawing(
        template=_template(tuple(route["route"] for route in routes), heads),
        data={
            "segments": [s | {"part": (s["right"] - s["left"]) / span} for s in segments],
            "heads": [{k: v for k, v in route.items() if k != "segments"} for route in routes],
            "totals": [row for route in routes for row in _totals(route, span, labels)],
        },
        numbers={"low": low, "high": low + span},
        height=ROW * len(routes),
        words=words,
        figures=[row for part in parts for row in part],
        headings={
            "route_label": labels["route"],
            "party_label": labels["party"],
            "amount": labels["amount"],
        },
        alt=" ".join([f"{words.title}.", *(_spoken(route) for route in routes)]),
    )


@lru_cache(maxsize=64)
def _template(routes: tuple[str, ...], words: tuple[str, str, str, str]) -> str:
    """The chart of these routes, whatever they cost; `words` head the tooltips."""
    bands = alt.Scale(type="band", domain=list(routes), padding=0)
    y = alt.Y(field="route", type="nominal", axis=None, sort=None, scale=bands)
    axes = Axes(marks.scale("low", "high"), bands)
    tooltip = marks.tips(("route_label", "name", "amount_text", "total"), words)
    return marks.template(
        _bars(axes, y, tooltip),
        *_inside(axes, y, tooltip),
        _zero(axes, y),
        _route_labels(y),
        *_total_labels(y),
    )


def _by_route(frame: pd.DataFrame) -> list[list[Row]]:
    """The rows of each route, parties in the order of stacking."""
    parts: dict[str, list[Row]] = {}
    for row in marks.records(frame):
        parts.setdefault(row["route"], []).append(row)
    return [
        sorted(part, key=lambda row: theme.PARTIES.index(row["party"])) for part in parts.values()
    ]


def _route(part: list[Row], labels: Mapping[str, str], euro: Euro) -> Row:
    """One route: its words, and its segments from left to right; `room` is its total's width."""
    first = part[0]
    label = str(first["route_label"])
    if not first.get("open", True):
        label = f"{label} · {labels['closed']}"
    amounts = [float(row["amount"]) for row in part]
    unknown = any(math.isnan(amount) for amount in amounts)
    total = labels["unknown"] if unknown else euro(sum(adding_up(amounts)))
    head = {"route": first["route"], "route_label": label, "total": total}
    total_words = f"{total}{first.get('note', '')}"
    return head | {
        "total_words": total_words,
        "room": theme.text_width(total_words) + MARGIN,
        "segments": [head | row for row in _segments(part, euro)],
    }


def _segments(part: list[Row], euro: Euro) -> Iterator[Row]:
    """Segments in euros: `left` to `right`; what is negative piles up leftwards from zero."""
    ends = {True: 0.0, False: 0.0}
    drawn = [row for row in part if row["amount"] and not math.isnan(row["amount"])]
    wholes = adding_up([float(row["amount"]) for row in drawn])
    for row, written in zip(drawn, wholes, strict=True):
        amount = float(row["amount"])
        start = ends[amount > 0]
        end = ends[amount > 0] = round(start + amount, 2)
        name, amount_text = str(row["party_label"]), euro(written)
        yield {
            "party": row["party"],
            "name": name,
            "amount": amount,
            "amount_text": amount_text,
            "left": min(start, end),
            "right": max(start, end),
            "middle": (start + end) / 2,
            "need": max(theme.text_width(name), theme.text_width(amount_text)) + MARGIN,
            "need_name": theme.text_width(name) + MARGIN,
            "spoken": f"{name} {amount_text}",
        }


def _totals(route: Row, span: float, labels: Mapping[str, str]) -> Iterator[Row]:
    """What is written at the right end of a route, for each range of chart widths.

    A segment is too thin below the width (pixels) where its share of the axis is what its words
    need. Between two such widths the same segments are thin, so the words are the same: one row
    holds them, from `low` to `high`. They stand above the bar from the width `fits`, else below.
    """
    limits = {s["spoken"]: s["need"] * span / (s["right"] - s["left"]) for s in route["segments"]}
    for low, high, thin in marks.too_thin(limits):
        words = f"{labels['dont']} {', '.join(thin)}" if thin else ""
        above = ", ".join(filter(None, [route["total_words"], words]))
        yield {
            "route": route["route"],
            "low": low,
            "high": high,
            "fits": theme.text_width(route["route_label"]) + theme.text_width(above) + MARGIN,
            "total_words": route["total_words"],
            "above": above,
            "below": words,
        }


def _bars(axes: Axes, y: alt.Y, tooltip: list[alt.Tooltip]) -> Layer:
    """The bars; the stroke is the gap, so it is added to the height that it eats."""
    return (
        marks.base("segments")
        .mark_bar(size=BAR + GAP, stroke=theme.PAGE.css, strokeWidth=GAP)
        .encode(
            x=axes.across("left"),
            x2=alt.X2(field="right"),
            y=y,
            fill=marks.coloured(alt.Fill),
            description=marks.aloud(),
            tooltip=tooltip,
        )
    )


def _inside(axes: Axes, y: alt.Y, tooltip: list[alt.Tooltip]) -> list[Layer]:
    """Name and amount in each segment on two lines, or the name alone, or nothing.

    An empty text rather than a transparent one, for which Vega would make room. The words have the
    tooltip of their segment, since they stand between it and the pointer.
    """
    room = "datum.part * width"
    ink = marks.coloured(alt.Color, theme.TEXT_SCALE)
    place = {"x": axes.across("middle"), "y": y, "color": ink, "tooltip": tooltip}

    def line(field: str, need: str, dy: int | alt.ExprRef, weight: Literal[400, 600]) -> Layer:
        words = marks.told(f"{room} < datum.{need} ? '' : datum.{field}")
        style = {"fontWeight": weight, "baseline": "middle", "aria": False}
        return marks.write("segments", words, place, dy=dy, **style)

    shift = alt.ExprRef(f"{room} < datum.need ? 0 : -8")
    return [line("name", "need_name", shift, 600), line("amount_text", "need", 9, 400)]


def _zero(axes: Axes, y: alt.Y) -> Layer:
    """The thin ink line where every bar starts."""
    ticks = marks.base("heads").mark_tick(
        size=BAR + 4, thickness=1, color=theme.INK.css, aria=False
    )
    return ticks.encode(x=axes.zero(), y=y)


def _route_labels(y: alt.Y) -> Layer:
    """The name of each route above its bar, cut short where the total needs the place."""
    cut = f"truncate(datum.route_label, max(8, (width - datum.room) / {theme.LETTER}))"
    style = marks.BOLD | {"baseline": "bottom", "dy": -(BAR // 2 + 5)}
    return marks.write("heads", marks.told(cut), {"x": alt.value(0), "y": y}, **style)


def _total_labels(y: alt.Y) -> list[Layer]:
    """The total at the right end, with the thin segments in words; below the bar if need be."""
    fits = "width >= datum.fits"
    above = f"{marks.HERE} ? ({fits} ? datum.above : datum.total_words) : ''"
    narrow = f"truncate(datum.below, width / {theme.LETTER})"
    below = f"{marks.HERE} && width < datum.fits ? {narrow} : ''"
    right, style = {"x": alt.value("width"), "y": y}, marks.MUTED | {"align": "right"}
    over = {"baseline": "bottom", "dy": -(BAR // 2 + 5)}
    under = {"baseline": "top", "dy": BAR // 2 + 4}
    return [
        marks.write("totals", marks.told(above), right, **style, **over),
        marks.write("totals", marks.told(below), right, **style, **under),
    ]


def _spoken(route: Row) -> str:
    """One route in words: its name, its total, its segments."""
    parts = ", ".join(segment["spoken"] for segment in route["segments"])
    return f"{route['route_label']}, {route['total']} ({parts})."
