"""Where the nodes and the ribbons of a flow diagram stand, so that few of them cross."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from simulator.charts import theme
from simulator.charts.marks import Row

Columns = list[list[str]]

BACK = "\N{LEFTWARDS ARROW}"  # ends the key of the second place of a node
PASSAGE = "_passage"  # ends the key of a party where money only passes
SLOT = 36  # pixels that the two lines of a node's name need
GAP = 10  # pixels between two nodes
BULK = 220  # pixels shared by the amounts of the fullest column
SWEEPS = 6


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
    ordered = sorted(columns[0], key=lambda node: theme.PARTIES.index(party_of(node)))
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
                level(a, drawing.places, x) - level(b, drawing.places, x) for x in (start, end)
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


def party_of(node: str) -> str:
    """The party whose colour a node takes, also where the money of that party only passes."""
    party = node.removesuffix(BACK).removesuffix(PASSAGE)
    return party if party in theme.PARTIES else "neutre"


def level(ribbon: Ribbon, places: dict[str, Place], x: float) -> float:
    """Where the upper edge of a ribbon is, `x` columns from the left."""
    start, end = places[ribbon.link.payer].column, places[ribbon.link.payee].column
    t = (x - start) / (end - start)
    return ribbon.start + t * t * (3 - 2 * t) * (ribbon.end - ribbon.start)
