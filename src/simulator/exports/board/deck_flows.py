"""Where the euros go, as shapes of a slide that move together, each with its sentence."""

from typing import Any

from lxml import etree
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from simulator.charts.drawing import Drawing
from simulator.charts.flow_layout import (
    BACK,
    Layout,
    Ribbon,
    layout,
    level,
    party_of,
    untangle,
)
from simulator.charts.theme import INK, PARTY_FILL
from simulator.exports.board.deck_frame import Box, Page, colour, decorative, described
from simulator.text import formats

SIDE, NODE, STEPS = 190.0, 9.0, 20
"""Points kept at each side for names, points of a node, segments of an edge."""
SEE_THROUGH = 45_000
"""Opacity of a ribbon, in thousandths of a percent."""


def draw(page: Page, drawing: Drawing, box: Box) -> None:
    """The ribbons, then the nodes over them, then names beside them."""
    rows = drawing.figures
    found = layout(untangle(rows))
    if not found.places:
        return
    scale = _Scale(found, box)
    group = page.slide.shapes.add_group_shape()
    described(group, drawing.alt)
    for ribbon in found.ribbons:
        row = rows[ribbon.link.row]
        _ribbon(group, ribbon, found, scale, row)
    names = {row[end]: str(row[f"{end}_label"]) for row in rows for end in ("payer", "payee")}
    for node, place in found.places.items():
        party = PARTY_FILL[party_of(node)].light
        shape = group.shapes.add_shape(
            1, Pt(scale.x(place.column) - NODE / 2), Pt(scale.y(place.top)),
            Pt(NODE), Pt(max(1.0, place.height * scale.tall)),
        )  # fmt: skip
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour(party)
        shape.line.fill.background()
        decorative(shape)
        shown = max(_sum(rows, found, node, "payee"), _sum(rows, found, node, "payer"))
        _name(page, scale, found, node, names[node.removesuffix(BACK)], shown)


def _sum(rows: list[dict[str, Any]], found: Layout, node: str, end: str) -> int:
    links = [r.link for r in found.ribbons if getattr(r.link, end) == node]
    return sum(int(rows[link.row].get("shown") or round(link.amount)) for link in links)


class _Scale:
    """Where columns and heights of the layout stand in a box."""

    def __init__(self, found: Layout, box: Box) -> None:
        self.last = max(place.column for place in found.places.values()) or 1
        self.box = box
        self.tall = (box.height - 12) / max(found.height, 1.0)

    def x(self, column: float) -> float:
        """Points from the left of the slide."""
        room = self.box.width - 2 * SIDE
        return self.box.left + SIDE + room * column / self.last

    def y(self, pixels: float) -> float:
        """Points from the top of the slide."""
        return self.box.top + 6 + pixels * self.tall


def _ribbon(group: Any, ribbon: Ribbon, found: Layout, scale: _Scale, row: dict[str, Any]) -> None:
    start = found.places[ribbon.link.payer].column
    end = found.places[ribbon.link.payee].column
    steps = [start + (end - start) * n / STEPS for n in range(STEPS + 1)]
    upper = [(scale.x(x), scale.y(level(ribbon, found.places, x))) for x in steps]
    tall = ribbon.height * scale.tall
    lower = [(x, y + tall) for x, y in reversed(upper)]
    points = [(round(x * 100), round(y * 100)) for x, y in (*upper, *lower)]
    builder = group.shapes.build_freeform(*points[0], scale=127.0)
    builder.add_line_segments(points[1:], close=True)
    shape = builder.convert_to_shape()
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(PARTY_FILL[str(row["party"])].light)
    solid = shape._element.spPr.find(qn("a:solidFill"))
    etree.SubElement(solid[0], qn("a:alpha")).set("val", str(SEE_THROUGH))
    shape.line.fill.background()
    shape.shadow.inherit = False
    amount = formats.euros(row.get("shown", row["amount"]))
    described(
        shape, f"{row['payer_label']} → {row['payee_label']}, {row['nature_label']} : {amount}"
    )


def _name(page: Page, scale: _Scale, found: Layout, node: str, name: str, shown: int) -> None:
    place = found.places[node]
    middle, text = scale.y(place.middle), f"{name} {formats.euros(shown)}"
    if place.column == 0:
        box = Box(scale.box.left, middle - 17, SIDE - 14, 34)
        align = PP_ALIGN.RIGHT
    elif place.column == scale.last:
        box = Box(scale.x(place.column) + 12, middle - 17, SIDE - 14, 34)
        align = PP_ALIGN.LEFT
    else:
        box = Box(scale.x(place.column) + 8, middle - 17, 150, 34)
        align = PP_ALIGN.LEFT
    page.write(text, box, (13.0, 12.0), ink=INK.light, align=align, middle=True)
