"""The charts of a deck, native: who opens it edits their figures. Colours are those of the screen.

Numbers are written as in French whatever the office: spaces are in the format itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Pt

from simulator.charts.drawing import Drawing
from simulator.charts.theme import ACCENT, HATCH, INK, MUTED, PARTIES, PARTY_FILL, text_on
from simulator.exports.board.deck_frame import SANS, Box, Page, colour, described, region
from simulator.exports.board.fitting import legible, width_of
from simulator.stories.board.model import Form
from simulator.stories.board.rows import Bar, bars_of
from simulator.text import formats, say

PLOT, LABEL, BILLION = 0.68, 12.0, 1e9
"""Share of a chart's box that its bars take at least, points of an amount, a billion of euros."""
STUB = 0.04
"""Length of what is missing, in shares of the longest bar: it stands for no amount."""
Values = Sequence[float | None]


class Series:
    """A colour of a chart: its name, its values by category, in euros."""

    def __init__(self, name: str, fill: str | None, ink: str, values: Values) -> None:
        self.name, self.fill, self.ink, self.values = name, fill, ink, list(values)
        self.hatched = self.stub = False


@dataclass(frozen=True, slots=True)
class Room:
    """What a segment has to hold its amount: the scale, the plot, the width of a column if any."""

    longest: float
    wide: float
    tall: float
    column: float | None

    def holds(self, value: float) -> bool:
        """Whether the amount of a segment can be written inside it."""
        needed = width_of(formats.euros(value), "sans_gras", LABEL) + 6
        share = abs(value) / self.longest
        if self.column is None:
            return share * self.wide >= needed
        return needed <= self.column and share * self.tall >= LABEL * 1.3


def draw(page: Page, form: Form, drawing: Drawing, box: Box) -> None:
    """A chart of a drawing's figures in a box."""
    _DRAWERS[form](page, drawing, box)


def _bars(page: Page, drawing: Drawing, box: Box) -> None:
    """Who bears what: one stacked bar a row."""
    _stacked_by(page, drawing, box, "route", "route_label", across=True)


def _columns(page: Page, drawing: Drawing, box: Box) -> None:
    """Who bears what: one stacked column a year."""
    _stacked_by(page, drawing, box, "year", "year_label", across=False)


def _stacked_by(
    page: Page, drawing: Drawing, box: Box, key: str, label: str, *, across: bool
) -> None:
    bars = bars_of(drawing.figures, key, label)
    heads = [f"{_short(bar.label)}\n{bar.total}" for bar in bars]
    found = [series for party in PARTIES if (series := _of_party(bars, party))]
    longest = max((sum(map(abs, bar.amounts)) for bar in bars), default=0) or 1
    if any(bar.partial for bar in bars):
        missing = [STUB * longest if bar.partial else None for bar in bars]
        stub = Series(say("emporter.il_manque"), HATCH.light, INK.light, missing)
        stub.hatched = stub.stub = True
        found.append(stub)
    _chart(page, box, heads, found, longest, across=across, alt=drawing.alt)


def _of_party(bars: Sequence[Bar], party: str) -> Series | None:
    """What a party bears in each bar; None when it bears nothing."""
    held = [
        {
            str(row["party"]): (amount, row)
            for row, amount in zip(bar.rows, bar.amounts, strict=True)
        }
        for bar in bars
    ]
    values = [one[party][0] if party in one else None for one in held]
    if not any(values):
        return None
    name = next(str(one[party][1]["party_label"]) for one in held if party in one)
    return Series(name, PARTY_FILL[party].light, text_on(party).light, values)


def _short(text: str, most: int = 42) -> str:
    text = legible(text)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _steps(page: Page, drawing: Drawing, box: Box) -> None:
    """From a first amount to a last one: each step starts where the one before ended."""
    rows, reached = drawing.figures, 0.0
    base: list[float | None] = []
    colours: dict[tuple[str, bool, bool], list[float | None]] = {}
    for place, row in enumerate(rows):
        amount = float(row["amount"])
        start, end = (0.0, amount) if row["kind"] == "total" else (reached, reached + amount)
        reached = end
        low, high = min(start, end), max(start, end)
        base.append(low if low > 0 else high if high < 0 else None)
        for under, value in _sides(low, high):
            key = str(row["party"]), bool(row.get("later")), under
            colours.setdefault(key, [None] * len(rows))[place] = value
    heads = [f"{_short(str(row['label']), 60)}\n{_amount(row)}" for row in rows]
    found = [Series("", None, INK.light, base)]
    for (party, later, _), values in colours.items():
        fill = PARTY_FILL.get(party, ACCENT).light
        series = Series(_party_name(party), fill, text_on(party).light, values)
        series.hatched = later
        found.append(series)
    _chart(page, box, heads, found, 0.0, across=True, alt=drawing.alt, legend=False)


def _sides(low: float, high: float) -> list[tuple[bool, float]]:
    """The lengths of a step, whether each is under zero: a step that crosses it has two."""
    if low < 0 < high:
        return [(False, high), (True, low)]
    return [(False, high - low) if low >= 0 else (True, low - high)]


def _party_name(party: str) -> str:
    return say("emporter.etape") if party == "neutre" else say(f"parties_court.{party}")


def _amount(row: Mapping[str, Any]) -> str:
    told = formats.euros(float(row["amount"]))
    return told if row["kind"] == "total" or row["amount"] <= 0 else f"+{told}"


def _cap(page: Page, drawing: Drawing, box: Box) -> None:
    """The base of each year, its cap said under it."""
    rows = drawing.figures
    heads = [
        f"{row['label']}\n{say('emporter.plafond', montant=formats.euros(row['cap']))}"
        for row in rows
    ]
    fill, ink = PARTY_FILL["mecene"].light, text_on("mecene").light
    given = Series(drawing.headings["given"], fill, ink, [row["given"] for row in rows])
    carried = Series(drawing.headings["carried"], fill, INK.light, [r["carried"] for r in rows])
    carried.hatched = True
    found = [given, carried] if any(carried.values) else [given]
    longest = max((row["given"] + row["carried"] for row in rows), default=0) or 1
    _chart(page, box, heads, found, longest, across=False, alt=drawing.alt)


def _area(page: Page, drawing: Drawing, box: Box) -> None:
    """What the fund has out at the end of each year."""
    rows = drawing.figures
    heads = [f"{row['annee']:.0f}" for row in rows]
    values = [row["encours"] for row in rows]
    fill, ink = PARTY_FILL["fonds"].light, text_on("fonds").light
    series = Series(drawing.headings["encours"], fill, ink, values)
    longest = max((value or 0 for value in values), default=0) or 1
    _chart(page, box, heads, [series], longest, across=False, alt=drawing.alt, legend=False)


_DRAWERS: Mapping[Form, Callable[[Page, Drawing, Box], None]] = MappingProxyType(
    {
        Form.BARRES: _bars,
        Form.COLONNES: _columns,
        Form.CASCADE: _steps,
        Form.PLAFOND: _cap,
        Form.AIRE: _area,
    }
)


def _chart(
    page: Page,
    box: Box,
    heads: Sequence[str],
    found: Sequence[Series],
    longest: float,
    *,
    across: bool,
    alt: str,
    legend: bool = True,
) -> None:
    slot = box.width / max(len(heads), 1)
    size, heads = (13.0, heads) if across else _that_fit(heads, slot)
    data: Any = CategoryChartData(number_format=euros_format(longest))  # type: ignore[no-untyped-call]  # bare
    data.categories = list(heads)
    for series in found:
        data.add_series(legible(series.name), series.values)
    kind = XL_CHART_TYPE.BAR_STACKED if across else XL_CHART_TYPE.COLUMN_STACKED
    frame = page.slide.shapes.add_chart(kind, *box.place, data)
    described(frame, alt)
    chart = frame.chart
    chart.has_title = False
    chart.font.name, chart.font.size = SANS, Pt(13)
    chart.font.color.rgb = colour(INK.light)
    chart.has_legend = legend and len(found) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(13)
    _axes(chart, across, size)
    room = Room(longest, box.width * PLOT, box.height * PLOT, None if across else slot / 1.7)
    for plotted, series in zip(chart.plots[0].series, found, strict=True):
        _coloured(plotted, series, room)
    language = etree.SubElement(chart._chartSpace, qn("c:lang"))
    language.set("val", region())
    chart._chartSpace.insert(1, language)


def _that_fit(heads: Sequence[str], slot: float) -> tuple[float, Sequence[str]]:
    """Names of columns that do not touch: smaller, then without their second line, then a year."""
    first = [head.partition("\n")[0] for head in heads]
    for told in (heads, first, [head.partition(",")[0] for head in first]):
        for size in (13.0, 12.0):
            lines = (line for head in told for line in head.split("\n"))
            if max((width_of(line, "sans", size) for line in lines), default=0) <= slot - 4:
                return size, told
    return 12.0, [str(n) for n in range(1, len(heads) + 1)]


def euros_format(longest: float = 0.0) -> str:
    """The format of whole euros in the language of the deck, its spaces being in the format.

    A format has two conditions: beyond a billion, amounts under a million are not grouped.
    """
    before, rest = formats.euros(1_234_567).split("1", 1)
    between, after = rest[0], rest.partition("567")[2]
    sign, group, end = (f'"{part}"' if part else "" for part in (before, between, after))
    millions = f"[>=1000000]{sign}#{group}###{group}##0{end}"
    if longest >= BILLION:
        billions = f"[>=1000000000]{sign}#{group}###{group}###{group}##0{end}"
        return f"{billions};{millions};{sign}0{end}"
    return f"{millions};[>=1000]{sign}#{group}##0{end};{sign}0{end}"


def _axes(chart: Any, across: bool, size: float) -> None:
    chart.plots[0].gap_width, chart.plots[0].overlap = 45 if across else 60, 100
    values, names = chart.value_axis, chart.category_axis
    values.visible = False
    values.has_major_gridlines = False
    names.reverse_order = across
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.has_major_gridlines = False
    names.format.line.color.rgb = colour(INK.light if not across else MUTED.light)
    names.tick_labels.font.size = Pt(size)
    names.tick_labels.font.color.rgb = colour(INK.light)
    names.tick_label_position = names.tick_label_position.LOW


def _coloured(plotted: Any, series: Series, room: Room) -> None:
    """The fill of a series, and the amounts of its segments that can hold them."""
    plotted.invert_if_negative = False
    if series.fill is None:
        plotted.format.fill.background()
        return
    if series.hatched:
        plotted.format.fill.patterned()
        plotted.format.fill.pattern = 22  # wide upward diagonal
        plotted.format.fill.fore_color.rgb = colour(series.fill)
        plotted.format.fill.back_color.rgb = colour("#FFFFFF")
    else:
        plotted.format.fill.solid()
        plotted.format.fill.fore_color.rgb = colour(series.fill)
    plotted.format.line.color.rgb = colour("#FFFFFF")
    plotted.format.line.width = Pt(1)
    if not room.longest or series.stub:
        return
    for place, value in enumerate(series.values):
        if value and room.holds(value):
            label = plotted.points[place].data_label
            label.font.size, label.font.bold = Pt(LABEL), True
            label.font.color.rgb = colour(INK.light if series.hatched else series.ink)
            label.position = XL_LABEL_POSITION.CENTER
            _shows_value(label)


def _shows_value(label: Any) -> None:
    """The amount itself, in the format of the figures: it follows whoever edits them."""
    told = label._dLbl
    for name in ("c:showLegendKey", "c:showVal", "c:showCatName", "c:showSerName"):
        for element in told.findall(qn(name)):
            element.set("val", "1" if name == "c:showVal" else "0")
