"""Gifts year by year under their cap: what each year gives, what it uses of older ones."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

import altair as alt
import pandas as pd

from simulator.charts import marks, six_years, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.marks import Axes, Layer, Row
from simulator.charts.six_years import ABOVE, BODY, SIDE, Euro
from simulator.text.formats import named

THIN = 17  # pixels under which a segment cannot hold its amount
FAR = 3  # a cap more than so many times above the bars stays out of the drawing


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
    return six_years.drawing(
        _capped((labels["label"], labels["total"])),
        {
            "segments": segments,
            "years": [six_years.year(n, row["label"], "") for n, row in enumerate(rows)],
            "totals": list(_totals(rows, totals, high, euro, short)),
            "caps": list(_caps(rows, high, labels["cap"], euro, short)),
        },
        high,
        rows,
        {name: labels[name] for name in ("label", "given", "carried", "cap")},
        words,
        euro,
    )


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
            **six_years.written(amount, euro, short, is_shown=amount / high * BODY >= THIN),
        }
        bottom += amount


def _totals(
    rows: list[Row], totals: list[float], high: float, euro: Euro, short: Euro
) -> Iterator[Row]:
    """The whole amount above a bar that is too low to hold it, or that is not there."""
    for n, (row, total) in enumerate(zip(rows, totals, strict=True)):
        parts = [row[kind] for kind in ("given", "carried") if row[kind] > 0]
        if parts and all(part / high * BODY >= THIN for part in parts):
            continue
        yield {"middle": n + 0.5, "top": total} | six_years.written(total, euro, short)


def _caps(rows: list[Row], high: float, name: str, euro: Euro, short: Euro) -> Iterator[Row]:
    """The cap over each year; named once when it never changes, over each year otherwise."""
    same = len({round(row["cap"], 2) for row in rows}) == 1
    last = len(rows) - 1
    for n, row in enumerate(rows):
        cap = float(row["cap"])
        inside = cap <= high
        words = six_years.written(cap, euro, short)
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


@lru_cache(maxsize=8)
def _capped(words: tuple[str, str]) -> str:
    """Bars under their caps; `words` head the tooltips."""
    axes, ours = six_years.axes(), theme.PARTY_FILL["mecene"]
    fills = {"given": ours, "carried": theme.tint(ours)}
    inks = {"given": theme.text_on("mecene"), "carried": theme.INK}
    colours, ink = (theme.party_scale(pairs) for pairs in (fills, inks))
    half = axes.at("middle", "half") | {"color": marks.coloured(alt.Color, ink, "kind")}
    inside = {"baseline": "middle", "fontWeight": 600, "aria": False}
    return marks.template(
        marks.boxes(
            "segments",
            axes.box("left", "right", "bottom", "top"),
            marks.APART,
            fill=marks.coloured(alt.Fill, colours, "kind"),
            tooltip=marks.tips(("label", "amount_text"), words),
        ),
        marks.write("segments", six_years.fitting(1 - 2 * SIDE), half, **inside),
        marks.write("totals", six_years.fitting(), axes.at("middle", "top"), **ABOVE),
        *_cap_layers(axes),
        *six_years.foot(axes),
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
