"""What waits at the close of each year: gifts above the cap, reductions above the tax."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

import altair as alt
import pandas as pd

from simulator.charts import marks, six_years, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.hatching import hatch_layer, slanted
from simulator.charts.marks import Row
from simulator.charts.six_years import ABOVE, BODY, SIDE, Euro

GAP = 0.04  # empty share of a year after each of its bars
STOCK_PARTY = {"base": "mecene", "tax": "etat"}
HATCH = 7  # pixels between two hatching lines
LEAN = 10  # pixels that a hatching line climbs across a bar


def what_waits(
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
    return six_years.drawing(
        _waiting_template((labels["label"], labels["name"], labels["amount"])),
        {
            "bars": bars,
            "hatches": [line for bar in bars for line in _hatches(bar, high)],
            "years": [
                six_years.year(n, row["label"], _lost(row, labels["lost"], short))
                for n, row in enumerate(rows)
            ],
        },
        high,
        rows,
        {name: labels[name] for name in ("label", "base", "tax", "lost_base", "lost_tax")},
        words,
        euro,
    )


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
            **six_years.written(amount, euro, short, is_shown=bool(amount)),
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


@lru_cache(maxsize=8)
def _waiting_template(words: tuple[str, str, str]) -> str:
    """Hatched bars, two a year; `words` head the tooltips."""
    axes = six_years.axes()
    drawn = marks.boxes(
        "bars",
        axes.box("left", "right", "bottom", "top"),
        {"fill": theme.PAGE.css, "strokeWidth": 1},
        stroke=marks.coloured(alt.Stroke),
        tooltip=marks.tips(("label", "name", "amount_text"), words),
    )
    return marks.template(
        drawn.transform_filter("datum.top > 0"),
        hatch_layer(axes, marks.coloured(alt.Color)),
        marks.write(
            "bars", six_years.fitting((1 - 2 * SIDE) / 2), axes.at("middle", "top"), **ABOVE
        ),
        *six_years.foot(axes),
    )
