"""Who bears what: one stacked bar a legal route, all on one scale."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import altair as alt
import pandas as pd

from simulator.charts import theme
from simulator.charts.frame import Drawing

Euro = Callable[[float], str]
Row = dict[str, Any]

ROW = 84  # pixels from one bar to the next
BAR = 42  # pixels of a bar
GAP = 2  # pixels between two segments
MARGIN = 12  # pixels kept free on both sides of a name together
FOR_EVER = 1e6  # pixels: wider than any screen


def who_bears_what(
    frame: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    title: str,
    subtitle: str,
    source: str,
    caption: str,
    total_label: str,
    euro: Euro,
) -> Drawing:
    """What each party bears under each route, in euros.

    `frame` has one row a route and party: `route`, `route_label`, `party` (a key of
    `theme.PARTIES`), `party_label`, `amount` (euros; negative goes left of zero; NaN is *unknown*
    and makes the route's total unknown). Optional: `open` (a closed route is said to be closed),
    `note` (words after the route's total). Routes keep the order of the frame, parties ours.

    `labels`: `route`, `party`, `amount` head the table and the tooltips, `dont` introduces the
    segments too thin to be named inside, `closed` and `unknown` are said when needed.
    """
    routes = [_route(part, labels, euro) for part in _by_route(frame)]
    segments = pd.DataFrame([row for route in routes for row in route["segments"]], columns=SEGMENT)
    low, high = min(0.0, segments["left"].min()), max(0.0, segments["right"].max())
    span = (high - low) or 1.0
    segments["part"] = (segments["right"] - segments["left"]) / span
    heads = pd.DataFrame([{k: v for k, v in r.items() if k != "segments"} for r in routes])
    totals = pd.DataFrame([row for r in routes for row in _totals(r, span, labels)])
    x = alt.Scale(domain=[low, low + span], nice=False, zero=False)
    y = alt.Scale(type="band", domain=[r["route"] for r in routes], padding=0)
    tooltip = {
        "route_label": labels["route"],
        "name": labels["party"],
        "amount_text": labels["amount"],
        "total": total_label,
    }
    chart = alt.layer(
        _bars(segments, x, tooltip),
        _inside(segments, x),
        _zero(heads, x),
        _route_labels(heads),
        *_total_labels(totals),
    ).encode(y=alt.Y(field="route", type="nominal", axis=None, sort=None, scale=y))
    return Drawing(
        chart=chart.properties(height=ROW * len(routes)),
        title=title,
        subtitle=subtitle,
        source=source,
        caption=caption,
        table=_table(frame, labels),
        alt=" ".join([f"{title}.", *(_spoken(route) for route in routes)]),
    )


SEGMENT = [
    *("route", "route_label", "party", "name", "amount", "amount_text", "total"),
    *("left", "right", "middle", "need", "spoken"),
]


def _by_route(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The rows of each route, parties in the order of stacking."""
    order = frame["party"].map(theme.PARTIES.index)
    for _, part in frame.assign(order=order).groupby("route", sort=False):
        yield part.sort_values("order", kind="stable")


def _route(part: pd.DataFrame, labels: Mapping[str, str], euro: Euro) -> Row:
    """One route: its words, and its segments from left to right; `room` is its total's width."""
    first = part.iloc[0]
    label = str(first["route_label"])
    if not first.get("open", True):
        label = f"{label} · {labels['closed']}"
    known = not part["amount"].isna().any()
    total = euro(math.fsum(part["amount"])) if known else labels["unknown"]
    head = {"route": first["route"], "route_label": label, "total": total}
    total_words = f"{total}{first.get('note', '')}"
    return head | {
        "total_words": total_words,
        "room": theme.text_width(total_words) + MARGIN,
        "segments": [head | row for row in _segments(part, euro)],
    }


def _segments(part: pd.DataFrame, euro: Euro) -> Iterator[Row]:
    """Segments in euros: `left` to `right`; what is negative piles up leftwards from zero."""
    ends = {True: 0.0, False: 0.0}
    for row in part.to_dict("records"):
        amount = float(row["amount"])
        if math.isnan(amount) or amount == 0:
            continue
        start = ends[amount > 0]
        end = ends[amount > 0] = round(start + amount, 2)
        name, amount_text = str(row["party_label"]), euro(amount)
        yield {
            "party": row["party"],
            "name": name,
            "amount": amount,
            "amount_text": amount_text,
            "left": min(start, end),
            "right": max(start, end),
            "middle": (start + end) / 2,
            "need": max(theme.text_width(name), theme.text_width(amount_text)) + MARGIN,
            "spoken": f"{name} {amount_text}",
        }


def _totals(route: Row, span: float, labels: Mapping[str, str]) -> Iterator[Row]:
    """What is written at the right end of a route, for each range of chart widths.

    A segment is too thin below the width (pixels) where its share of the axis is what its words
    need. Between two such widths the same segments are thin, so the words are the same: one row
    holds them, from `low` to `high`. They stand above the bar from the width `fits`, else below.
    """
    limits = {s["spoken"]: s["need"] * span / (s["right"] - s["left"]) for s in route["segments"]}
    cuts = sorted({0.0, FOR_EVER, *(min(limit, FOR_EVER) for limit in limits.values())})
    for low, high in zip(cuts, cuts[1:], strict=False):
        thin = [spoken for spoken, limit in limits.items() if limit >= high]
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


def _bars(segments: pd.DataFrame, x: alt.Scale, tooltip: dict[str, str]) -> alt.Chart:
    """The bars; the stroke is the gap, so it is added to the height that it eats."""
    return (
        alt.Chart(segments)
        .mark_bar(size=BAR + GAP, stroke=theme.PAGE.css, strokeWidth=GAP)
        .encode(
            x=alt.X(field="left", type="quantitative", axis=None, scale=x),
            x2=alt.X2(field="right"),
            fill=alt.Fill(field="party", type="nominal", legend=None, scale=theme.FILL_SCALE),
            description=alt.Description(field="spoken", type="nominal"),
            tooltip=[alt.Tooltip(field=k, type="nominal", title=v) for k, v in tooltip.items()],
        )
    )


def _inside(segments: pd.DataFrame, x: alt.Scale) -> alt.LayerChart:
    """Name and amount in each segment, on two lines, or nothing where they do not fit.

    An empty text rather than a transparent one: Vega would make room for the latter.
    """

    def line(field: str, dy: int, weight: int) -> alt.Chart:
        words = alt.ExprRef(f"datum.part * width < datum.need ? '' : datum.{field}")
        return (
            alt.Chart(segments)
            .mark_text(dy=dy, fontWeight=weight, baseline="middle", aria=False)
            .encode(
                x=alt.X(field="middle", type="quantitative", axis=None, scale=x),
                text=alt.value(words),
                color=alt.Color(field="party", type="nominal", legend=None, scale=theme.TEXT_SCALE),
            )
        )

    return alt.layer(line("name", -8, 600), line("amount_text", 9, 400))


def _zero(heads: pd.DataFrame, x: alt.Scale) -> alt.Chart:
    """The thin ink line where every bar starts."""
    return (
        alt.Chart(heads)
        .mark_tick(size=BAR + 6, thickness=1, color=theme.INK.css, aria=False)
        .encode(x=alt.X(datum=0, type="quantitative", axis=None, scale=x))
    )


def _route_labels(heads: pd.DataFrame) -> alt.Chart:
    """The name of each route above its bar, cut short where the total needs the place."""
    return (
        alt.Chart(heads)
        .mark_text(
            align="left",
            baseline="bottom",
            dy=-(BAR // 2 + 5),
            fontWeight=600,
            limit=alt.ExprRef("max(60, width - datum.room)"),
        )
        .encode(x=alt.value(0), text=alt.Text(field="route_label", type="nominal"))
    )


def _total_labels(totals: pd.DataFrame) -> list[alt.Chart]:
    """The total at the right end, with the thin segments in words; below the bar if need be."""
    here = "width >= datum.low && width < datum.high"
    above = f"{here} ? (width >= datum.fits ? datum.above : datum.total_words) : ''"
    below = f"{here} && width < datum.fits ? datum.below : ''"

    def words(expression: str, dy: int, baseline: str) -> alt.Chart:
        return (
            alt.Chart(totals)
            .mark_text(
                align="right",
                baseline=baseline,
                dy=dy,
                color=theme.MUTED.css,
                limit=alt.ExprRef("width"),
            )
            .encode(x=alt.value("width"), text=alt.value(alt.ExprRef(expression)))
        )

    return [words(above, -(BAR // 2 + 5), "bottom"), words(below, BAR // 2 + 4, "top")]


def _table(frame: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """The figures of the chart, one row a segment, in the order of the chart."""
    names = {key: labels[word] for key, word in TABLE.items()}
    return pd.concat(_by_route(frame), ignore_index=True)[list(TABLE)].rename(columns=names)


TABLE = {"route_label": "route", "party_label": "party", "amount": "amount"}


def _spoken(route: Row) -> str:
    """One route in words: its name, its total, its segments."""
    parts = ", ".join(segment["spoken"] for segment in route["segments"])
    return f"{route['route_label']}, {route['total']} ({parts})."
