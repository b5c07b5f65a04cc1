"""Where the money goes: payers at the left, what is bought at the right (a Sankey diagram)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

import altair as alt
import pandas as pd

from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.flow_layout import (
    BACK,
    Layout,
    Link,
    Place,
    Ribbon,
    layout,
    level,
    party_of,
    size,
    untangle,
)
from simulator.charts.marks import Axes, Layer, Row

Euro = Callable[[float], str]

NODE = 9  # pixels of a node's width
SIDE = 26  # pixels of padding: widths are measured before the font arrives
CURVE = [step / 20 for step in range(21)]


class NegativeFlowError(ValueError):
    """Money flows one way: a negative amount is the same flow with its ends swapped."""


def sankey(
    flows: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    words: Words,
    euro: Euro,
) -> Drawing:
    """The flows of a scheme, in euros, as ribbons from who pays to who or what is paid.

    `flows` has one row a flow: `payer`, `payee` (keys; a party's key, `PASSAGE` after it or not,
    gives the node its colour), `payer_label`, `payee_label`, `nature_label`, `amount` (euros, 0 or
    more), `party` (whose colour the ribbon takes); optional: `shown`, the amount as it is written,
    so that what is shown adds up. Rows come in the order of time: see `untangle`
    for money that comes back.

    `labels`: `payer`, `payee`, `nature`, `amount` head the table and the tooltips.
    """
    rows = marks.records(flows)
    if any(row["amount"] < 0 for row in rows):
        raise NegativeFlowError("a flow is never negative: swap payer and payee")
    drawing = layout(untangle(rows))
    nodes = _nodes(rows, drawing, euro)
    last = max((place.column for place in drawing.places.values()), default=1)
    left, right = (_side(nodes, column) for column in (0, last))
    for node in nodes:
        inner = 0 < node["column"] < last
        node["wide"] = left + right + (node["words"] + 2 * NODE) * last if inner else 0.0
    headings = {
        "payer_label": labels["payer"],
        "payee_label": labels["payee"],
        "nature_label": labels["nature"],
        "amount": labels["amount"],
    }
    return Drawing(
        template=_template(tuple(headings.values())),
        data={"curves": _curves(rows, drawing, euro), "nodes": nodes},
        numbers={
            "last": last,
            "left": round(left),
            "right": round(right),
            "bottom": drawing.height,
        },
        height=drawing.height,
        words=words,
        figures=rows,
        headings=headings,
        alt=" ".join([f"{words.title}.", *(_spoken(row, euro) for row in rows)]),
    )


@lru_cache(maxsize=16)
def _template(words: tuple[str, ...]) -> str:
    """The chart of any flows; `words` head the tooltips.

    Columns stand over what the names outside leave of the width.
    """
    axes = marks.rows_down(marks.scale(0, "last", "left", "width - right"))
    return marks.template(_ribbons(axes, words), _blocks(axes), *_names(axes))


def _nodes(flows: Sequence[Row], drawing: Layout, euro: Euro) -> list[Row]:
    """One row a node: name, amount in words, party, and where it stands."""
    names = {f[end]: str(f[f"{end}_label"]) for end in ("payer", "payee") for f in flows}
    links = [ribbon.link for ribbon in drawing.ribbons]
    return [
        {
            "name": name,
            "amount_text": amount_text,
            "words": max(theme.text_width(t) for t in (name, amount_text)),
            "party": party_of(node),
            "column": place.column,
            "top": place.top,
            "bottom": place.top + place.height,
            "middle": place.middle,
        }
        for node, place in drawing.places.items()
        for name, amount_text in [
            (names[node.removesuffix(BACK)], euro(_written(node, links, flows)))
        ]
    ]


def _written(node: str, links: Sequence[Link], flows: Sequence[Row]) -> float:
    """The euros of a node as they are written."""
    return size(node, [replace(link, amount=_shown(flows[link.row])) for link in links])


def _shown(flow: Row) -> float:
    return float(flow["shown"] if "shown" in flow else flow["amount"])


def _curves(flows: Sequence[Row], drawing: Layout, euro: Euro) -> list[Row]:
    """Points along each ribbon, level at both ends: `x` in columns, `upper` and `lower` in pixels.

    The whole is 21 rows a flow.
    """
    return [
        words | {"x": x, "upper": y, "lower": y + ribbon.height}
        for ribbon in drawing.ribbons
        for words in [_words(flows[ribbon.link.row], ribbon.link.row, euro)]
        for x, y in _curve(ribbon, drawing.places)
    ]


def _words(flow: Row, row: int, euro: Euro) -> Row:
    """What a ribbon says and the colour that it takes."""
    kept = ("payer_label", "payee_label", "nature_label", "party")
    said = {"amount_text": euro(_shown(flow)), "spoken": _spoken(flow, euro)}
    return {"row": row} | {key: flow[key] for key in kept} | said


def _curve(ribbon: Ribbon, places: dict[str, Place]) -> Iterator[tuple[float, float]]:
    start, end = places[ribbon.link.payer].column, places[ribbon.link.payee].column
    for t in CURVE:
        x = start + t * (end - start)
        yield x, level(ribbon, places, x)


def _spoken(flow: Row, euro: Euro) -> str:
    """One flow in words."""
    ends = f"{flow['payer_label']} → {flow['payee_label']}"
    return f"{ends}, {flow['nature_label']}, {euro(_shown(flow))}."


def _side(nodes: Sequence[Row], column: int) -> float:
    """The pixels to keep for the names of the first or the last column, which stand outside."""
    return max((n["words"] for n in nodes if n["column"] == column), default=0.0) + SIDE


def _ribbons(axes: Axes, words: tuple[str, ...]) -> Layer:
    """The flows; the one under the pointer stays, the others fade."""
    pointed = alt.selection_point(name="pointed", on="pointerover", fields=["row"])
    fields = ("payer_label", "payee_label", "nature_label", "amount_text")
    return (
        marks.base("curves")
        .mark_area(interpolate="monotone", line=False)
        .encode(
            **axes.at("x", "upper"),
            y2=alt.Y2(field="lower"),
            detail=alt.Detail(field="row", type="nominal"),
            fill=marks.coloured(alt.Fill, theme.TINT_SCALE),
            opacity=alt.when(pointed).then(alt.value(1)).otherwise(alt.value(0.4)),
            description=marks.aloud(),
            tooltip=marks.tips(fields, words),
        )
        .add_params(pointed)
    )


def _blocks(axes: Axes) -> Layer:
    """The nodes, in full colour."""
    place = axes.at("column", "top") | {"y2": alt.Y2(field="bottom")}
    blocks = marks.base("nodes").mark_bar(orient="vertical", size=NODE, aria=False)
    return blocks.encode(**place, color=marks.coloured(alt.Color))


def _names(axes: Axes) -> list[Layer]:
    """Name and amount of each node, on two lines beside it; none under `wide` pixels of chart."""
    align = alt.ExprRef("datum.column ? 'left' : 'right'")
    dx = alt.ExprRef(f"datum.column ? {NODE} : -{NODE}")

    def line(field: str, dy: int, weight: Literal[400, 600]) -> Layer:
        words = marks.told(f"width < datum.wide ? '' : datum.{field}")
        style = {"align": align, "baseline": "middle", "dx": dx, "dy": dy, "fontWeight": weight}
        return marks.write("nodes", words, axes.at("column", "middle"), **style)

    return [line("name", -8, 600), line("amount_text", 8, 400)]
