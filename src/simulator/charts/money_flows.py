"""Where the money goes: payers at the left, what is bought at the right (a Sankey diagram)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Literal

import altair as alt
import pandas as pd

from simulator.charts import theme
from simulator.charts.frame import Drawing, Layer, Row, Words, base, number, records, template

Euro = Callable[[float], str]
Columns = list[list[str]]

BACK = "\N{LEFTWARDS ARROW}"  # ends the key of the second place of a node
PASSAGE = "_passage"  # ends the key of a party where money only passes
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
    rows = records(flows)
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
    x = alt.Scale(
        domain=[0, number("last")],
        nice=False,
        zero=False,
        rangeMin=number("left"),
        rangeMax=number("width - right"),
    )
    y = alt.Scale(domain=[number("bottom"), 0], nice=False, zero=False)
    return template(_ribbons(x, y, words), _blocks(x, y), *_names(x, y))


def untangle(flows: Sequence[Row]) -> list[Link]:
    """The flows that are not nil, without any circle, every euro kept.

    Money may come back: sponsor, association, firm, then the sponsor again, who invoices. A flow
    that would close a circle goes to a second place of its payee, key ending in `BACK`, that only
    receives: the node stands at the left for what it pays and at the right for what comes back.
    Flows are taken in their order, so the last one of a circle is the one that returns.
    """
    links: list[Link] = []
    for row, flow in enumerate(flows):
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
    """Columns, order in the columns, then pixels; as high as its fullest column needs.

    The left stands in the order of the parties, if no more ribbons cross than when it is free.
    """
    columns = _columns(links)
    free = _arranged(columns, links, pinned=0)
    ordered = sorted(columns[0], key=lambda node: theme.PARTIES.index(_party(node)))
    tidy = _arranged([ordered, *columns[1:]], links, pinned=1)
    return min(tidy, free, key=_crossings)  # the first one if they are equal


def _arranged(columns: Columns, links: Sequence[Link], pinned: int) -> Layout:
    """The nodes where their flows pull them, but for those of the first `pinned` columns."""
    scale = _pixels_per_euro(columns, links)
    height = max(SLOT, *(sum(_slots(column, links, scale)) for column in columns))
    places = _stack(columns, links, scale, height)
    for _ in range(SWEEPS):
        pulled = [_untwisted(column, links, places) for column in columns[pinned:]]
        columns = [*columns[:pinned], *pulled]
        places = _stack(columns, links, scale, height)
    return Layout(places, _attach(links, places, scale), height)


def _crossings(drawing: Layout) -> int:
    """How many pairs of ribbons change sides over the columns that they share."""
    count = 0
    for a, b in combinations(drawing.ribbons, 2):
        start = max(drawing.places[r.link.payer].column for r in (a, b))
        end = min(drawing.places[r.link.payee].column for r in (a, b))
        if start < end:
            before, after = (
                _level(a, drawing.places, x) - _level(b, drawing.places, x) for x in (start, end)
            )
            count += before * after < 0
    return count


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


def _nodes(flows: Sequence[Row], drawing: Layout, euro: Euro) -> list[Row]:
    """One row a node: name, amount in words, party, and where it stands."""
    names = {f[end]: str(f[f"{end}_label"]) for end in ("payer", "payee") for f in flows}
    links = [ribbon.link for ribbon in drawing.ribbons]
    return [
        {
            "name": name,
            "amount_text": amount_text,
            "words": max(theme.text_width(t) for t in (name, amount_text)),
            "party": _party(node),
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


def _party(node: str) -> str:
    """The party whose colour a node takes, also where the money of that party only passes."""
    party = node.removesuffix(BACK).removesuffix(PASSAGE)
    return party if party in theme.PARTIES else "neutre"


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
        yield x, _level(ribbon, places, x)


def _level(ribbon: Ribbon, places: dict[str, Place], x: float) -> float:
    """Where the upper edge of a ribbon is, `x` columns from the left."""
    start, end = places[ribbon.link.payer].column, places[ribbon.link.payee].column
    t = (x - start) / (end - start)
    return ribbon.start + t * t * (3 - 2 * t) * (ribbon.end - ribbon.start)


def _spoken(flow: Row, euro: Euro) -> str:
    """One flow in words."""
    ends = f"{flow['payer_label']} → {flow['payee_label']}"
    return f"{ends}, {flow['nature_label']}, {euro(_shown(flow))}."


def _side(nodes: Sequence[Row], column: int) -> float:
    """The pixels to keep for the names of the first or the last column, which stand outside."""
    return max((n["words"] for n in nodes if n["column"] == column), default=0.0) + SIDE


def _x(x: alt.Scale, field: str) -> alt.X:
    return alt.X(field=field, type="quantitative", axis=None, scale=x)


def _y(y: alt.Scale, field: str) -> alt.Y:
    return alt.Y(field=field, type="quantitative", axis=None, scale=y)


def _ribbons(x: alt.Scale, y: alt.Scale, words: tuple[str, ...]) -> Layer:
    """The flows; the one under the pointer stays, the others fade."""
    pointed = alt.selection_point(name="pointed", on="pointerover", fields=["row"])
    fields = ("payer_label", "payee_label", "nature_label", "amount_text")
    return (
        base("curves")
        .mark_area(interpolate="monotone", line=False)
        .encode(
            x=_x(x, "x"),
            y=_y(y, "upper"),
            y2=alt.Y2(field="lower"),
            detail=alt.Detail(field="row", type="nominal"),
            fill=alt.Fill(field="party", type="nominal", legend=None, scale=theme.TINT_SCALE),
            opacity=alt.when(pointed).then(alt.value(1)).otherwise(alt.value(0.4)),
            description=alt.Description(field="spoken", type="nominal"),
            tooltip=[
                alt.Tooltip(field=field, type="nominal", title=title)
                for field, title in zip(fields, words, strict=True)
            ],
        )
        .add_params(pointed)
    )


def _blocks(x: alt.Scale, y: alt.Scale) -> Layer:
    """The nodes, in full colour."""
    return (
        base("nodes")
        .mark_bar(orient="vertical", size=NODE, aria=False)
        .encode(
            x=_x(x, "column"),
            y=_y(y, "top"),
            y2=alt.Y2(field="bottom"),
            color=alt.Color(field="party", type="nominal", legend=None, scale=theme.FILL_SCALE),
        )
    )


def _names(x: alt.Scale, y: alt.Scale) -> list[Layer]:
    """Name and amount of each node, on two lines beside it; none under `wide` pixels of chart."""

    def line(field: str, dy: int, weight: Literal[400, 600]) -> Layer:
        words = alt.ExprRef(f"width < datum.wide ? '' : datum.{field}")
        align = alt.ExprRef("datum.column ? 'left' : 'right'")
        dx = alt.ExprRef(f"datum.column ? {NODE} : -{NODE}")
        return (
            base("nodes")
            .mark_text(align=align, baseline="middle", dx=dx, dy=dy, fontWeight=weight)
            .encode(x=_x(x, "column"), y=_y(y, "middle"), text=alt.value(words))
        )

    return [line("name", -8, 600), line("amount_text", 8, 400)]
