"""Tables of a deck: native, measured row by row, what does not fit counted in words."""

from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from simulator.charts.theme import HAIRLINE, INK, MUTED
from simulator.exports.board.deck_frame import FACES, SANS, Box, Page, _run, described
from simulator.exports.board.fitting import LEADING, Fitted, fit, width_of
from simulator.stories.table import Table
from simulator.text import say

PAD = 5.0
"""Points above and below the words of a cell."""
MOST, LONGEST_WORD = 620.0, 150.0
"""Points beyond which a column is no wider for its longest cell, or for its longest word."""
SIDES, SMALLEST = 14.0, 12.0
BOLD = FACES[SANS, True]
LINES = 3
"""Lines that a cell may take."""


def draw(page: Page, table: Table, box: Box, *, size: float = 13.0) -> None:
    """A table in a box: as many rows as it holds, then how many others there are."""
    widths = _widths(table, box.width)
    cells = [[_cell(c, w, size) for c, w in zip(row, widths, strict=True)] for row in table.written]
    heads = [_cell(head, width, 12.0) for head, width in zip(table.heads, widths, strict=True)]
    tall = [_height(row) for row in cells]
    shown = _how_many(tall, box.height - _height(heads), size)
    shape = page.slide.shapes.add_table(shown + 1, len(widths), *box.place)
    described(shape, table.caption or str(table.heads[0]))
    grid = shape.table
    _bare(grid)
    for column, width in enumerate(widths):
        grid.columns[column].width = Pt(width)
    _row(page, grid, 0, heads, table, bold=True, ink=MUTED.light)
    for place, row in enumerate(cells[:shown], 1):
        strong = place - 1 in table.strong_rows
        _row(page, grid, place, row, table, bold=strong, ink=INK.light)
    if left := len(cells) - shown:
        end = box.top + _height(heads) + sum(tall[:shown]) + 6
        told = say("emporter.autres_lignes", n=left)
        page.write(told, Box(box.left, end, box.width, 18), (12.0,), ink=MUTED.light)


def _widths(table: Table, room: float) -> list[float]:
    """Each column holds its longest word; what is left goes to those that have more to say."""
    columns = [
        [str(head), *(row[place] for row in table.written)]
        for place, head in enumerate(table.heads)
    ]
    least = [min(LONGEST_WORD, max(map(_longest_word, texts))) + SIDES for texts in columns]
    if sum(least) >= room:
        return [room * width / sum(least) for width in least]
    whole = [min(width_of(max(texts, key=len), BOLD, SMALLEST), MOST) for texts in columns]
    wanted = [max(0.0, width - kept) + 1.0 for width, kept in zip(whole, least, strict=True)]
    left = room - sum(least)
    return [kept + left * more / sum(wanted) for kept, more in zip(least, wanted, strict=True)]


def _longest_word(text: str) -> float:
    return max((width_of(word, BOLD, SMALLEST) for word in text.split(" ")), default=0.0)


def _cell(text: str, width: float, size: float) -> Fitted:
    height = LINES * size * LEADING + 0.1
    return fit(text, FACES[SANS, True], width - 12, height, (size, 12.0) if size > 12 else (size,))


def _height(row: Sequence[Fitted]) -> float:
    return max(cell.height for cell in row) + 2 * PAD


def _how_many(tall: Sequence[float], room: float, size: float) -> int:
    """Rows that hold, a line kept for the words on the others."""
    if sum(tall) <= room:
        return len(tall)
    used, count = size * LEADING + 10, 0
    for height in tall:
        used += height
        if used > room:
            break
        count += 1
    return count


def _row(
    page: Page, grid: Any, place: int, row: Sequence[Fitted], table: Table, *, bold: bool, ink: str
) -> None:
    grid.rows[place].height = Pt(_height(row))
    align = table.align or "l" + "r" * (len(row) - 1)
    for column, fitted in enumerate(row):
        cell = grid.cell(place, column)
        cell.margin_left = cell.margin_right = Pt(5)
        cell.margin_top = cell.margin_bottom = Pt(PAD - 1)
        cell.vertical_anchor = MSO_ANCHOR.TOP
        cell.fill.background()
        line = cell.text_frame.paragraphs[0]
        line.alignment = PP_ALIGN.RIGHT if align[column] == "r" else PP_ALIGN.LEFT
        _run(line, fitted.text, SANS, fitted.size, ink, bold=bold)
        _under(cell, INK.light if place == 0 else HAIRLINE.light)
        if fitted.cut and place:
            page.left_out.append(table.written[place - 1][column])


def _bare(grid: Any) -> None:
    """No style of the office: hairlines only."""
    properties = grid._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    for name in ("bandRow", "firstRow"):
        properties.set(name, "1" if name == "firstRow" else "0")


def _under(cell: Any, ink: str) -> None:
    properties = cell._tc.get_or_add_tcPr()
    edges = []
    for name in ("lnL", "lnR", "lnT", "lnB"):
        edge = etree.Element(qn(f"a:{name}"))
        if name == "lnB":
            edge.set("w", "9525")
            fill = etree.SubElement(edge, qn("a:solidFill"))
            etree.SubElement(fill, qn("a:srgbClr")).set("val", ink.removeprefix("#"))
        else:
            edge.set("w", "0")
            etree.SubElement(edge, qn("a:noFill"))
        edges.append(edge)
    for place, edge in enumerate(edges):
        properties.insert(place, edge)
