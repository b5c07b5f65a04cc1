"""Six fiscal years of gifts: what each one uses under its cap, and what waits at its close.

Years stand side by side, each one unit wide, so that caps and hatches are drawn in data units.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from simulator.charts import theme
from simulator.charts.frame import (
    Drawing,
    Layer,
    Row,
    Words,
    across,
    base,
    down,
    hatch_layer,
    number,
    records,
    template,
)
from simulator.charts.hatching import slanted
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
    rows = records(years)
    totals = [row["given"] + row["carried"] for row in rows]
    highest = max(totals) or max(row["cap"] for row in rows)
    caps = [row["cap"] for row in rows if row["cap"] <= FAR * highest]
    high = max([highest, *caps]) or 1.0
    segments = [s for n, row in enumerate(rows) for s in _segments(n, row, high, euro, short)]
    names = ("label", "given", "carried", "cap")
    spoken = " ".join(
        f"{row['label']}, " + ", ".join(f"{labels[k]} {euro(row[k])}" for k in names[1:]) + "."
        for row in rows
    )
    return Drawing(
        template=_capped((labels["label"], labels["total"])),
        data={
            "segments": segments,
            "years": [_year(n, row["label"], "") for n, row in enumerate(rows)],
            "totals": list(_totals(rows, totals, high, euro, short)),
            "caps": list(_caps(rows, high, labels["cap"], euro, short)),
        },
        numbers={"count": len(rows), "high": high},
        height=HEIGHT,
        words=words,
        figures=rows,
        headings={name: labels[name] for name in names},
        alt=f"{words.title}. {spoken}",
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
    rows = records(years)
    high = max(max(row["base"], row["tax"]) for row in rows) or 1.0
    kinds = [k for k in STOCK_PARTY if any(row[k] or row[f"lost_{k}"] for row in rows)] or ["base"]
    bars = [
        bar for n, row in enumerate(rows) for bar in _waiting(n, row, kinds, labels, euro, short)
    ]
    names = ("label", "base", "tax", "lost_base", "lost_tax")
    spoken = " ".join(
        f"{row['label']}, " + ", ".join(f"{labels[k]} {euro(row[k])}" for k in names[1:]) + "."
        for row in rows
    )
    return Drawing(
        template=_waiting_template((labels["label"], labels["name"], labels["amount"])),
        data={
            "bars": bars,
            "hatches": [line for bar in bars for line in _hatch(bar, high)],
            "years": [
                _year(n, row["label"], _lost(row, labels["lost"], short))
                for n, row in enumerate(rows)
            ],
        },
        numbers={"count": len(rows), "high": high},
        height=HEIGHT,
        words=words,
        figures=rows,
        headings={name: labels[name] for name in names},
        alt=f"{words.title}. {spoken}",
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
        tall = amount / high * BODY >= THIN
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
            "long": _bare(euro(amount)) if tall else "",
            "short": short(amount) if tall else "",
            "need": theme.text_width(_bare(euro(amount))) + 4,
            "spoken": f"{row['label']} {euro(amount)}",
        }
        bottom += amount


def _bare(text: str) -> str:
    """An amount without its currency, which the subtitle says."""
    return text.replace("€", "").strip("\u00a0 ")


def _totals(
    rows: list[Row], totals: list[float], high: float, euro: Euro, short: Euro
) -> Iterator[Row]:
    """The whole amount above a bar that is too low to hold it, or that is not there."""
    for n, (row, total) in enumerate(zip(rows, totals, strict=True)):
        parts = [row[kind] for kind in ("given", "carried") if row[kind] > 0]
        if parts and all(part / high * BODY >= THIN for part in parts):
            continue
        yield {
            "middle": n + 0.5,
            "top": total,
            "long": _bare(euro(total)),
            "short": short(total),
            "need": theme.text_width(_bare(euro(total))) + 4,
        }


def _caps(rows: list[Row], high: float, name: str, euro: Euro, short: Euro) -> Iterator[Row]:
    """The cap over each year; named once when it never changes, over each year otherwise."""
    same = len({round(row["cap"], 2) for row in rows}) == 1
    last = len(rows) - 1
    for n, row in enumerate(rows):
        cap = float(row["cap"])
        inside = cap <= high
        words = named(name, euro(cap))
        yield {
            "left": n,
            "right": len(rows) if same else n + 1,
            "level": cap if inside else high,
            "dash": inside and (n == 0 or not same),
            "at": n + 1 if same else n + 0.5,
            "align_end": same,
            "words": (words if n == last else "") if same else _bare(euro(cap)),
            "short": (words if n == last else "") if same else short(cap),
            "need": 0 if same else theme.text_width(_bare(euro(cap))) + 4,
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
            "long": _bare(euro(amount)) if amount else "",
            "short": short(amount) if amount else "",
            "need": theme.text_width(_bare(euro(amount))) + 4,
            "spoken": f"{row['label']}, {labels[kind]} {euro(amount)}",
        }


def _lost(row: Row, word: str, short: Euro) -> str:
    """What died at the close of a year, base and tax told apart by their order."""
    lost = [short(row[kind]) for kind in ("lost_base", "lost_tax") if row[kind] > 0]
    return f"{word} {' + '.join(lost)}" if lost else ""


def _hatch(bar: Row, high: float) -> Iterator[Row]:
    """Lines that climb from the left edge of a bar to its right edge, cut at its ends."""
    step, climb = HATCH * high / BODY, LEAN * high / BODY
    right, left = bar["right"], bar["left"]
    for line in slanted(0.0, bar["top"], right, left, lean=climb, distance=step):
        yield {
            "party": bar["party"],
            "x": line["y"],
            "x2": line["y2"],
            "y": line["x"],
            "y2": line["x2"],
        }


def _scales() -> tuple[alt.Scale, alt.Scale]:
    x = alt.Scale(domain=[0, number("count")], nice=False, zero=False)
    y = alt.Scale(
        domain=[0, number("high")],
        nice=False,
        rangeMin=HEIGHT - FOOT,
        rangeMax=HEAD,
    )
    return x, y


def _fits(words: str = "long", share: float = 1.0) -> alt.ExprRef:
    """The long form of an amount where a year is wide enough, else the short one."""
    room = f"width / count * {share}"
    return alt.ExprRef(f"datum.need > {room} ? datum.short : datum.{words}")


@lru_cache(maxsize=8)
def _capped(words: tuple[str, str]) -> str:
    """Bars under their caps; `words` head the tooltips."""
    x, y = _scales()
    colours = {
        "given": theme.PARTY_FILL["mecene"],
        "carried": theme.tint(theme.PARTY_FILL["mecene"]),
    }
    inks = {"given": theme.text_on("mecene"), "carried": theme.INK}
    bars = (
        base("segments")
        .mark_rect(stroke=theme.PAGE.css, strokeWidth=2)
        .encode(
            x=across("left", x),
            x2=alt.X2(field="right"),
            y=down("bottom", y),
            y2=alt.Y2(field="top"),
            fill=alt.Fill(
                field="kind", type="nominal", legend=None, scale=theme.party_scale(colours)
            ),
            description=alt.Description(field="spoken", type="nominal"),
            tooltip=[
                alt.Tooltip(field=field, type="nominal", title=title)
                for field, title in zip(("label", "amount_text"), words, strict=True)
            ],
        )
    )
    inside = (
        base("segments")
        .mark_text(baseline="middle", fontWeight=600, aria=False)
        .encode(
            x=across("middle", x),
            y=down("half", y),
            text=alt.value(_fits(share=1 - 2 * SIDE)),
            color=alt.Color(
                field="kind", type="nominal", legend=None, scale=theme.party_scale(inks)
            ),
        )
    )
    above = (
        base("totals")
        .mark_text(baseline="bottom", dy=-4, fontWeight=600)
        .encode(x=across("middle", x), y=down("top", y), text=alt.value(_fits()))
    )
    return template(bars, inside, above, *_cap_layers(x, y), *_foot(x, y))


def _cap_layers(x: alt.Scale, y: alt.Scale) -> list[Layer]:
    """The cap as a dashed line, its amount above it."""
    line = (
        base("caps")
        .transform_filter("datum.dash")
        .mark_rule(strokeWidth=1.4, strokeDash=[5, 4], color=theme.INK.css, aria=False)
        .encode(x=across("left", x), x2=alt.X2(field="right"), y=down("level", y))
    )

    def words(align: Any, condition: str) -> Layer:
        text = "datum.arrow + (datum.need > width / count ? datum.short : datum.words)"
        return (
            base("caps")
            .transform_filter(condition)
            .mark_text(baseline="bottom", align=align, dy=-20, color=theme.INK.css)
            .encode(x=across("at", x), y=down("level", y), text=alt.value(alt.ExprRef(text)))
        )

    return [line, words("right", "datum.align_end"), words("center", "!datum.align_end")]


def _foot(x: alt.Scale, y: alt.Scale) -> list[Layer]:
    """The ink baseline, the years, and what each one loses."""
    rule = (
        base("years")
        .mark_rule(strokeWidth=1, color=theme.INK.css, aria=False)
        .encode(
            x=alt.X(datum=0, type="quantitative", axis=None, scale=x),
            x2=alt.X2(datum=number("count")),
            y=down("zero", y),
        )
    )

    def words(field: str, dy: int, colour: theme.Pair) -> Layer:
        return (
            base("years")
            .mark_text(baseline="top", dy=dy, color=colour.css)
            .encode(
                x=across("middle", x), y=down("zero", y), text=alt.Text(field=field, type="nominal")
            )
        )

    return [rule, words("label", 6, theme.MUTED), words("note", 23, theme.INK)]


@lru_cache(maxsize=8)
def _waiting_template(words: tuple[str, str, str]) -> str:
    """Hatched bars, two a year; `words` head the tooltips."""
    x, y = _scales()
    bars = (
        base("bars")
        .mark_rect(fill=theme.PAGE.css, strokeWidth=1)
        .encode(
            x=across("left", x),
            x2=alt.X2(field="right"),
            y=down("bottom", y),
            y2=alt.Y2(field="top"),
            stroke=alt.Stroke(field="party", type="nominal", legend=None, scale=theme.FILL_SCALE),
            description=alt.Description(field="spoken", type="nominal"),
            tooltip=[
                alt.Tooltip(field=field, type="nominal", title=title)
                for field, title in zip(("label", "name", "amount_text"), words, strict=True)
            ],
        )
        .transform_filter("datum.top > 0")
    )
    party = alt.Color(field="party", type="nominal", legend=None, scale=theme.FILL_SCALE)
    hatches = hatch_layer(x, y, color=party)
    above = (
        base("bars")
        .mark_text(baseline="bottom", dy=-4, fontWeight=600)
        .encode(
            x=across("middle", x),
            y=down("top", y),
            text=alt.value(_fits(share=(1 - 2 * SIDE) / 2)),
        )
    )
    return template(bars, hatches, above, *_foot(x, y))
