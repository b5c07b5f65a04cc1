"""Six fiscal years of gifts: what each one uses under its cap, and what waits at its close.

Years stand side by side, each one unit wide, so that caps and hatches are drawn in data units.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.hatching import hatch_layer, slanted
from simulator.charts.marks import Axes, Layer, Row
from simulator.text.formats import named

Euro = Callable[[float], str]

HEIGHT = 250  # pixels, years' names included
FOOT = 40  # pixels under the baseline: the year, then what is lost
HEAD = 38  # pixels above the highest bar: its amount, the cap's name
BODY = HEIGHT - FOOT - HEAD
SIDE = 0.14  # empty share of a year on each side of its bars
THIN = 17  # pixels under which a segment cannot hold its amount
FAR = 3  # a cap more than so many times above the bars stays out of the drawing
GAP = 0.04  # empty share of a year after each of its bars
STOCK_PARTY = {"base": "mecene", "tax": "etat"}
HATCH = 7  # pixels between two hatching lines
LEAN = 10  # pixels that a hatching line climbs across a bar
ABOVE: marks.Style = {"baseline": "bottom", "dy": -4, "fontWeight": 600}


def under_the_cap(
    years: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    words: Words,
    euro: Euro,
    short: Euro,
) -> Drawing:
    """The base retained each year, gifts of the year first, then older ones, under the cap.

    `years` has one row a fiscal year, oldest first: `label`, `given` (gifts of the year retained),
    `carried` (older ones used), `cap`, in euros. `short` writes an amount in few signs, for narrow
    screens. `labels`: `label`, `given`, `carried`, `cap`, `total` head the table and the tooltips.
    """
    rows = marks.records(years)
    totals = [row["given"] + row["carried"] for row in rows]
    highest = max(totals) or max(row["cap"] for row in rows)
    caps = [row["cap"] for row in rows if row["cap"] <= FAR * highest]
    high = max([highest, *caps]) or 1.0
    segments = [s for n, row in enumerate(rows) for s in _segments(n, row, high, euro, short)]
    return _drawing(
        _capped((labels["label"], labels["total"])),
        {
            "segments": segments,
            "years": [_year(n, row["label"], "") for n, row in enumerate(rows)],
            "totals": list(_totals(rows, totals, high, euro, short)),
            "caps": list(_caps(rows, high, labels["cap"], euro, short)),
        },
        high,
        rows,
        {name: labels[name] for name in ("label", "given", "carried", "cap")},
        words,
        euro,
    )


def stocks(
    years: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    words: Words,
    euro: Euro,
    short: Euro,
) -> Drawing:
    """What waits at the close of each year: gifts above the cap, reductions above the tax.

    `years` has one row a fiscal year: `label`, `base` and `tax` (euros that wait), `lost_base` and
    `lost_tax` (euros that died at that close). `labels`: the same keys head the table; `lost` is
    said before what is lost. Everything waits, so everything is hatched.
    """
    rows = marks.records(years)
    high = max(max(row["base"], row["tax"]) for row in rows) or 1.0
    kinds = [k for k in STOCK_PARTY if any(row[k] or row[f"lost_{k}"] for row in rows)] or ["base"]
    bars = [
        bar for n, row in enumerate(rows) for bar in _waiting(n, row, kinds, labels, euro, short)
    ]
    return _drawing(
        _waiting_template((labels["label"], labels["name"], labels["amount"])),
        {
            "bars": bars,
            "hatches": [line for bar in bars for line in _hatches(bar, high)],
            "years": [
                _year(n, row["label"], _lost(row, labels["lost"], short))
                for n, row in enumerate(rows)
            ],
        },
        high,
        rows,
        {name: labels[name] for name in ("label", "base", "tax", "lost_base", "lost_tax")},
        words,
        euro,
    )


def _drawing(
    template: str,
    data: Mapping[str, list[Row]],
    high: float,
    rows: list[Row],
    headings: Mapping[str, str],
    words: Words,
    euro: Euro,
) -> Drawing:
    """A chart of years, with their table and each year in words."""
    label, *amounts = headings
    spoken = (
        f"{row[label]}, {', '.join(f'{headings[k]} {euro(row[k])}' for k in amounts)}."
        for row in rows
    )
    return Drawing(
        template=template,
        data=data,
        numbers={"count": len(rows), "high": high},
        height=HEIGHT,
        words=words,
        figures=rows,
        headings=headings,
        alt=f"{words.title}. {' '.join(spoken)}",
    )


def _year(n: int, label: str, note: str) -> Row:
    return {"middle": n + 0.5, "label": label, "note": note, "zero": 0}


def _segments(n: int, row: Row, high: float, euro: Euro, short: Euro) -> Iterator[Row]:
    """The two segments of a year's bar, in euros from `bottom` to `top`."""
    bottom = 0.0
    for kind in ("given", "carried"):
        amount = float(row[kind])
        if amount <= 0:
            continue
        yield {
            "label": row["label"],
            "kind": kind,
            "left": n + SIDE,
            "right": n + 1 - SIDE,
            "middle": n + 0.5,
            "bottom": bottom,
            "top": bottom + amount,
            "half": bottom + amount / 2,
            "amount_text": euro(amount),
            "spoken": f"{row['label']} {euro(amount)}",
            **_written(amount, euro, short, is_shown=amount / high * BODY >= THIN),
        }
        bottom += amount


def _written(amount: float, euro: Euro, short: Euro, *, is_shown: bool = True) -> Row:
    """An amount without its currency, which the subtitle says; `need` is its room in pixels."""
    text = euro(amount).replace("€", "").strip("\u00a0 ")
    words = {"long": text, "short": short(amount)} if is_shown else {"long": "", "short": ""}
    return words | {"need": theme.text_width(text) + 4}


def _totals(
    rows: list[Row], totals: list[float], high: float, euro: Euro, short: Euro
) -> Iterator[Row]:
    """The whole amount above a bar that is too low to hold it, or that is not there."""
    for n, (row, total) in enumerate(zip(rows, totals, strict=True)):
        parts = [row[kind] for kind in ("given", "carried") if row[kind] > 0]
        if parts and all(part / high * BODY >= THIN for part in parts):
            continue
        yield {"middle": n + 0.5, "top": total} | _written(total, euro, short)


def _caps(rows: list[Row], high: float, name: str, euro: Euro, short: Euro) -> Iterator[Row]:
    """The cap over each year; named once when it never changes, over each year otherwise."""
    same = len({round(row["cap"], 2) for row in rows}) == 1
    last = len(rows) - 1
    for n, row in enumerate(rows):
        cap = float(row["cap"])
        inside = cap <= high
        words = _written(cap, euro, short)
        if same:
            told = named(name, euro(cap)) if n == last else ""
            words = {"long": told, "short": told, "need": 0}
        yield words | {
            "left": n,
            "right": len(rows) if same else n + 1,
            "level": cap if inside else high,
            "dash": inside and (n == 0 or not same),
            "at": n + 1 if same else n + 0.5,
            "align_end": same,
            "arrow": "" if inside else "↑ ",
        }


def _waiting(
    n: int, row: Row, kinds: list[str], labels: Mapping[str, str], euro: Euro, short: Euro
) -> Iterator[Row]:
    """The bars of a year: the base in the sponsor's colour, the tax in the State's."""
    half = (1 - 2 * SIDE) / len(kinds)
    for place, kind in enumerate(kinds):
        amount = float(row[kind])
        left = n + SIDE + place * half
        yield {
            "label": row["label"],
            "name": labels[kind],
            "party": STOCK_PARTY[kind],
            "left": left,
            "right": left + half - GAP,
            "middle": left + (half - GAP) / 2,
            "bottom": 0,
            "top": amount,
            "amount_text": euro(amount),
            "spoken": f"{row['label']}, {labels[kind]} {euro(amount)}",
            **_written(amount, euro, short, is_shown=bool(amount)),
        }


def _lost(row: Row, word: str, short: Euro) -> str:
    """What died at the close of a year, base and tax told apart by their order."""
    lost = [short(row[kind]) for kind in ("lost_base", "lost_tax") if row[kind] > 0]
    return f"{word} {' + '.join(lost)}" if lost else ""


def _hatches(bar: Row, high: float) -> Iterator[Row]:
    """Lines that climb from the left edge of a bar to its right edge, cut at its ends."""
    euros = high / BODY  # of a pixel
    for line in slanted(
        0.0, bar["top"], bar["right"], bar["left"], lean=LEAN * euros, distance=HATCH * euros
    ):
        x, x2, y, y2 = line["y"], line["y2"], line["x"], line["x2"]
        yield {"party": bar["party"], "x": x, "x2": x2, "y": y, "y2": y2}


def _axes() -> Axes:
    return Axes(marks.scale(0, "count"), marks.scale(0, "high", HEIGHT - FOOT, HEAD))


def _fits(share: float = 1.0) -> Any:
    """The long form of an amount where a share of a year is wide enough, else the short one."""
    return marks.told(f"datum.need > width / count * {share} ? datum.short : datum.long")


@lru_cache(maxsize=8)
def _capped(words: tuple[str, str]) -> str:
    """Bars under their caps; `words` head the tooltips."""
    axes, ours = _axes(), theme.PARTY_FILL["mecene"]
    fills = {"given": ours, "carried": theme.tint(ours)}
    inks = {"given": theme.text_on("mecene"), "carried": theme.INK}
    colours, ink = (theme.party_scale(pairs) for pairs in (fills, inks))
    bars = marks.base("segments").mark_rect(stroke=theme.PAGE.css, strokeWidth=2)
    half = axes.at("middle", "half") | {"color": marks.coloured(alt.Color, ink, "kind")}
    inside = {"baseline": "middle", "fontWeight": 600, "aria": False}
    return marks.template(
        bars.encode(
            **axes.box("left", "right", "bottom", "top"),
            fill=marks.coloured(alt.Fill, colours, "kind"),
            description=marks.aloud(),
            tooltip=marks.tips(("label", "amount_text"), words),
        ),
        marks.write("segments", _fits(1 - 2 * SIDE), half, **inside),
        marks.write("totals", _fits(), axes.at("middle", "top"), **ABOVE),
        *_cap_layers(axes),
        *_foot(axes),
    )


def _cap_layers(axes: Axes) -> list[Layer]:
    """The cap as a dashed line, its amount above it."""
    place = axes.at("left", "level") | {"x2": alt.X2(field="right")}
    line = marks.rule("caps", theme.INK, place, strokeWidth=1.4, strokeDash=[5, 4])
    text = "datum.arrow + (datum.need > width / count ? datum.short : datum.long)"

    def words(align: str, condition: str) -> Layer:
        style = {"baseline": "bottom", "align": align, "dy": -20, "color": theme.INK.css}
        amount = marks.write("caps", marks.told(text), axes.at("at", "level"), **style)
        return amount.transform_filter(condition)

    return [
        line.transform_filter("datum.dash"),
        words("right", "datum.align_end"),
        words("center", "!datum.align_end"),
    ]


def _foot(axes: Axes) -> list[Layer]:
    """The ink baseline, the years, and what each one loses."""
    whole = {"x": axes.zero(), "x2": alt.X2(datum=marks.number("count")), "y": axes.down("zero")}

    def words(field: str, dy: int, colour: theme.Pair) -> Layer:
        style = {"baseline": "top", "dy": dy, "color": colour.css}
        return marks.write("years", marks.field(field), axes.at("middle", "zero"), **style)

    return [
        marks.rule("years", theme.INK, whole),
        words("label", 6, theme.MUTED),
        words("note", 23, theme.INK),
    ]


@lru_cache(maxsize=8)
def _waiting_template(words: tuple[str, str, str]) -> str:
    """Hatched bars, two a year; `words` head the tooltips."""
    axes = _axes()
    bars = marks.base("bars").mark_rect(fill=theme.PAGE.css, strokeWidth=1)
    drawn = bars.encode(
        **axes.box("left", "right", "bottom", "top"),
        stroke=marks.coloured(alt.Stroke),
        description=marks.aloud(),
        tooltip=marks.tips(("label", "name", "amount_text"), words),
    )
    return marks.template(
        drawn.transform_filter("datum.top > 0"),
        hatch_layer(axes, marks.coloured(alt.Color)),
        marks.write("bars", _fits((1 - 2 * SIDE) / 2), axes.at("middle", "top"), **ABOVE),
        *_foot(axes),
    )
