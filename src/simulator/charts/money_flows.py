"""Where the money goes: payers at the left, what is bought at the right (a Sankey diagram)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import pandas as pd

from simulator.charts import theme
from simulator.charts.frame import Drawing, Layer, layered

Euro = Callable[[float], str]
Columns = list[list[str]]

BACK = "\N{LEFTWARDS ARROW}"  # ends the key of the second place of a node
SLOT = 36  # pixels that the two lines of a node's name need
GAP = 10  # pixels between two nodes
BULK = 220  # pixels shared by the amounts of the fullest column
NODE = 9  # pixels of a node's width
SIDE = 26  # pixels of padding: widths are measured before the font arrives
SWEEPS = 6
CURVE = [step / 20 for step in range(21)]


class NegativeFlowError(ValueError):
    """Money flows one way: a negative amount is the same flow with its ends swapped."""


@dataclass(frozen=True)
class Link:
    """One flow between two places of the drawing, in euros; `row` is its row in the frame."""

    payer: str
    payee: str
    amount: float
    row: int


@dataclass(frozen=True)
class Place:
    """A node as drawn: its column, its top and its height in pixels."""

    column: int
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Half-way down, in pixels."""
        return self.top + self.height / 2


@dataclass(frozen=True)
class Ribbon:
    """A flow as drawn: where its upper edge starts and ends, and its height, in pixels."""

    link: Link
    start: float
    end: float
    height: float


@dataclass(frozen=True)
class Layout:
    """The whole drawing in pixels: `places` by node, ribbons in the order of the links."""

    places: dict[str, Place]
    ribbons: list[Ribbon]
    height: float


def sankey(
    flows: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    title: str,
    subtitle: str,
    source: str,
    caption: str,
    euro: Euro,
) -> Drawing:
    """The flows of a scheme, in euros, as ribbons from who pays to who or what is paid.

    `flows` has one row a flow: `payer`, `payee` (keys; a party's key gives the node its colour),
    `payer_label`, `payee_label`, `nature_label`, `amount` (euros, 0 or more), `party` (whose colour
    the ribbon takes). Rows come in the order of time: see `untangle` for money that comes back.

    `labels`: `payer`, `payee`, `nature`, `amount` head the table and the tooltips.
    """
    if (flows["amount"] < 0).any():
        raise NegativeFlowError("a flow is never negative: swap payer and payee")
    drawing = layout(untangle(flows))
    nodes = _nodes(flows, drawing, euro)
    last = max((place.column for place in drawing.places.values()), default=1)
    left, right = _sides(nodes, last)
    inner = nodes["column"].between(1, last - 1)
    nodes["wide"] = (left + right + (nodes["words"] + 2 * NODE) * last).where(inner, 0)
    x = _across(last, left, right)
    y = alt.Scale(domain=[drawing.height, 0], nice=False, zero=False)
    chart = layered(
        _ribbons(_curves(flows, drawing, euro), x, y, labels),
        _blocks(nodes, x, y),
        *_names(nodes[nodes["column"] == 0], "right", x, y),
        *_names(nodes[nodes["column"] > 0], "left", x, y),
        height=drawing.height,
    )
    return Drawing(
        chart=chart,
        title=title,
        subtitle=subtitle,
        source=source,
        caption=caption,
        table=flows[list(TABLE)].rename(columns={k: labels[v] for k, v in TABLE.items()}),
        alt=" ".join([f"{title}.", *(_spoken(row, euro) for row in flows.to_dict("records"))]),
    )


TABLE = {
    "payer_label": "payer",
    "payee_label": "payee",
    "nature_label": "nature",
    "amount": "amount",
}


def untangle(flows: pd.DataFrame) -> list[Link]:
    """The flows that are not nil, without any circle, every euro kept.

    Money may come back: sponsor, association, firm, then the sponsor again, who invoices. A flow
    that would close a circle goes to a second place of its payee, key ending in `BACK`, that only
    receives: the node stands at the left for what it pays and at the right for what comes back.
    Flows are taken in the order of the frame, so the last one of a circle is the one that returns.
    """
    links: list[Link] = []
    for row, flow in enumerate(flows.to_dict("records")):
        if flow["amount"] > 0:
            payer, payee = str(flow["payer"]), str(flow["payee"])
            target = f"{payee}{BACK}" if _leads(payee, payer, links) else payee
            links.append(Link(payer, target, float(flow["amount"]), row))
    return links


def _leads(start: str, goal: str, links: Sequence[Link]) -> bool:
    """Whether money put in at `start` can reach `goal`."""
    seen, ahead = set[str](), [start]
    while ahead:
        node = ahead.pop()
        if node == goal:
            return True
        if node not in seen:
            seen.add(node)
            ahead += [link.payee for link in links if link.payer == node]
    return False


def layout(links: Sequence[Link]) -> Layout:
    """Columns, order in the columns, then pixels; as high as its fullest column needs."""
    columns = _columns(links)
    scale = _pixels_per_euro(columns, links)
    height = max(SLOT, *(sum(_slots(column, links, scale)) for column in columns))
    places = _stack(columns, links, scale, height)
    for _ in range(SWEEPS):
        columns = [_untwisted(column, links, places) for column in columns]
        places = _stack(columns, links, scale, height)
    return Layout(places, _attach(links, places, scale), height)


def _columns(links: Sequence[Link]) -> Columns:
    """Nodes by longest path from a payer; who pays nobody stands in the last column."""
    depth = {node: 0 for link in links for node in (link.payer, link.payee)}
    for _ in depth:
        for link in links:
            depth[link.payee] = max(depth[link.payee], depth[link.payer] + 1)
    last = max(depth.values(), default=0)
    payers = {link.payer for link in links}
    columns: Columns = [[] for _ in range(last + 1)]
    for node, column in depth.items():
        columns[column if node in payers else last].append(node)
    return columns


def size(node: str, links: Sequence[Link]) -> float:
    """The euros of a node: what it receives or what it pays, the higher."""
    received = sum(link.amount for link in links if link.payee == node)
    paid = sum(link.amount for link in links if link.payer == node)
    return max(received, paid)


def _pixels_per_euro(columns: Columns, links: Sequence[Link]) -> float:
    """One scale for the whole drawing: the richest column fills `BULK` pixels."""
    return BULK / max(1e-9, *(sum(size(n, links) for n in c) for c in columns), 1e-9)


def _stack(
    columns: Columns, links: Sequence[Link], scale: float, height: float
) -> dict[str, Place]:
    """Nodes one under the other, each column centred, a name's height at least for each node."""
    places = {}
    for index, column in enumerate(columns):
        slots = _slots(column, links, scale)
        top = (height - sum(slots)) / 2
        for node, slot in zip(column, slots, strict=True):
            pixels = size(node, links) * scale
            places[node] = Place(index, top + (slot - pixels) / 2, pixels)
            top += slot
    return places


def _slots(column: list[str], links: Sequence[Link], scale: float) -> list[float]:
    """The height in pixels that each node of a column needs, for its block or for its name."""
    return [max(SLOT, size(node, links) * scale) + GAP for node in column]


def _untwisted(column: list[str], links: Sequence[Link], places: dict[str, Place]) -> list[str]:
    """A column sorted by where the neighbours of each node stand, weighted by the euros."""

    def pull(node: str) -> float:
        ends = [(link.amount, link.payer, link.payee) for link in links]
        near = [(a, places[p if q == node else q].middle) for a, p, q in ends if node in (p, q)]
        return sum(a * middle for a, middle in near) / sum(a for a, _ in near)

    return sorted(column, key=pull)


def _attach(links: Sequence[Link], places: dict[str, Place], scale: float) -> list[Ribbon]:
    """Ribbons side by side along each node: the steeper one rises, the higher it is attached."""

    def slope(link: Link) -> float:
        payer, payee = places[link.payer], places[link.payee]
        return (payee.middle - payer.middle) / (payee.column - payer.column)

    used_right, used_left = dict.fromkeys(places, 0.0), dict.fromkeys(places, 0.0)
    starts, ends = {}, {}
    for link in sorted(links, key=slope):
        starts[link.row] = places[link.payer].top + used_right[link.payer]
        used_right[link.payer] += link.amount * scale
    for link in sorted(links, key=slope, reverse=True):
        ends[link.row] = places[link.payee].top + used_left[link.payee]
        used_left[link.payee] += link.amount * scale
    return [Ribbon(k, starts[k.row], ends[k.row], k.amount * scale) for k in links]


def _nodes(flows: pd.DataFrame, drawing: Layout, euro: Euro) -> pd.DataFrame:
    """One row a node: name, amount in words, party, and where it stands."""
    names = dict(zip(flows["payer"], flows["payer_label"], strict=True))
    names |= dict(zip(flows["payee"], flows["payee_label"], strict=True))
    links = [ribbon.link for ribbon in drawing.ribbons]
    rows = [
        {
            "name": name,
            "amount_text": amount_text,
            "words": max(theme.text_width(t) for t in (name, amount_text)),
            "party": _party(node.removesuffix(BACK)),
            "column": place.column,
            "top": place.top,
            "bottom": place.top + place.height,
            "middle": place.middle,
        }
        for node, place in drawing.places.items()
        for name, amount_text in [(names[node.removesuffix(BACK)], euro(size(node, links)))]
    ]
    columns = ["name", "amount_text", "words", "party", "column", "top", "bottom", "middle"]
    return pd.DataFrame(rows, columns=columns)


def _party(node: str) -> str:
    return node if node in theme.PARTIES else "neutre"


def _curves(flows: pd.DataFrame, drawing: Layout, euro: Euro) -> pd.DataFrame:
    """Points along each ribbon, level at both ends: `x` in columns, `upper` and `lower` in pixels.

    The whole is 21 rows a flow.
    """
    points = [
        {"row": ribbon.link.row, "x": x, "upper": y, "lower": y + ribbon.height}
        for ribbon in drawing.ribbons
        for x, y in _curve(ribbon, drawing.places)
    ]
    words = flows.assign(
        row=range(len(flows)),
        amount_text=flows["amount"].map(euro),
        spoken=[_spoken(row, euro) for row in flows.to_dict("records")],
    ).drop(columns=["amount", "payer", "payee"])
    return pd.DataFrame(points, columns=["row", "x", "upper", "lower"]).merge(words, on="row")


def _curve(ribbon: Ribbon, places: dict[str, Place]) -> Iterator[tuple[float, float]]:
    start, end = places[ribbon.link.payer].column, places[ribbon.link.payee].column
    for t in CURVE:
        rise = t * t * (3 - 2 * t)
        yield start + t * (end - start), ribbon.start + rise * (ribbon.end - ribbon.start)


def _spoken(flow: Mapping[Any, Any], euro: Euro) -> str:
    """One flow in words."""
    ends = f"{flow['payer_label']} → {flow['payee_label']}"
    return f"{ends}, {flow['nature_label']}, {euro(flow['amount'])}."


def _sides(nodes: pd.DataFrame, last: int) -> tuple[float, float]:
    """The pixels to keep for the names outside the first column and outside the last."""
    left, right = (nodes.loc[nodes["column"] == column, "words"].max() for column in (0, last))
    return (left + SIDE, right + SIDE) if len(nodes) else (SIDE, SIDE)


def _across(last: int, left: float, right: float) -> alt.Scale:
    """Columns over what the names outside leave of the width."""
    return alt.Scale(
        domain=[0, last],
        nice=False,
        zero=False,
        rangeMin=round(left),
        rangeMax=alt.ExprRef(f"width - {right:.0f}"),
    )


def _x(x: alt.Scale, field: str) -> alt.X:
    return alt.X(field=field, type="quantitative", axis=None, scale=x)


def _y(y: alt.Scale, field: str) -> alt.Y:
    return alt.Y(field=field, type="quantitative", axis=None, scale=y)


def _ribbons(curves: pd.DataFrame, x: alt.Scale, y: alt.Scale, labels: Mapping[str, str]) -> Layer:
    """The flows; the one under the pointer stays, the others fade."""
    pointed = alt.selection_point(name="pointed", on="pointerover", fields=["row"])
    tips = {key: labels[word] for key, word in TABLE.items() if key != "amount"}
    tips["amount_text"] = labels["amount"]
    return (
        alt.Chart(curves)
        .mark_area(interpolate="monotone", line=False)
        .encode(
            x=_x(x, "x"),
            y=_y(y, "upper"),
            y2=alt.Y2(field="lower"),
            detail=alt.Detail(field="row", type="nominal"),
            fill=alt.Fill(field="party", type="nominal", legend=None, scale=theme.TINT_SCALE),
            opacity=alt.when(pointed).then(alt.value(1)).otherwise(alt.value(0.4)),
            description=alt.Description(field="spoken", type="nominal"),
            tooltip=[alt.Tooltip(field=k, type="nominal", title=v) for k, v in tips.items()],
        )
        .add_params(pointed)
    )


def _blocks(nodes: pd.DataFrame, x: alt.Scale, y: alt.Scale) -> Layer:
    """The nodes, in full colour."""
    return (
        alt.Chart(nodes)
        .mark_bar(orient="vertical", size=NODE, aria=False)
        .encode(
            x=_x(x, "column"),
            y=_y(y, "top"),
            y2=alt.Y2(field="bottom"),
            color=alt.Color(field="party", type="nominal", legend=None, scale=theme.FILL_SCALE),
        )
    )


def _names(
    nodes: pd.DataFrame, align: Literal["left", "right"], x: alt.Scale, y: alt.Scale
) -> list[Layer]:
    """Name and amount of each node, on two lines beside it; none under `wide` pixels of chart."""

    def line(field: str, dy: int, weight: Literal[400, 600]) -> Layer:
        dx = NODE if align == "left" else -NODE
        words = alt.ExprRef(f"width < datum.wide ? '' : datum.{field}")
        return (
            alt.Chart(nodes)
            .mark_text(align=align, baseline="middle", dx=dx, dy=dy, fontWeight=weight)
            .encode(x=_x(x, "column"), y=_y(y, "middle"), text=alt.value(words))
        )

    return [line("name", -8, 600), line("amount_text", 8, 400)]
