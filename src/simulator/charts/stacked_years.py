"""Years side by side, each a column: who bears what, stacked, private parties below."""

import math
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

import altair as alt
import pandas as pd

from simulator.base.rounding import adding_up
from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.marks import Axes, Layer, Row

Euro = Callable[[float], str]
HEIGHT = 300  # pixels, years' names included
FOOT = 26  # pixels under the baseline
HEAD = 26  # pixels above the highest column
LINE = 17  # pixels that a line of words needs
SIDE = 0.16  # empty share of a year on each side of its column
NAMES = 96  # pixels kept at right for the names of parties


def stacked_years(
    frame: pd.DataFrame, *, labels: Mapping[str, str], words: Words, euro: Euro
) -> Drawing:
    """What each party bears each year, in euros.

    `frame` has one row a year and party: `year`, `year_label` (its foot), `party`, `party_label`,
    `amount` (negative goes below zero), `total_label` (what stands above the column). What is
    written is in whole euros that add up. `labels`: `year`, `party`, `amount` head the table.
    """
    years = _by_year(frame)
    boxes = [box for n, rows in enumerate(years) for box in _boxes(n, rows, euro)]
    low = min([0.0, *(box["bottom"] for box in boxes)])
    high = max([0.0, *(box["top"] for box in boxes)]) or 1.0
    pixels = (HEIGHT - HEAD - FOOT) / ((high - low) or 1.0)
    for box in boxes:
        box["fits"] = (box["top"] - box["bottom"]) * pixels >= LINE
    return Drawing(
        template=_template((labels["year"], labels["party"], labels["amount"])),
        data={
            "boxes": boxes,
            "years": [_foot(n, rows, boxes) for n, rows in enumerate(years)],
            "names": list(_names(boxes, len(years), pixels)),
        },
        numbers={"count": len(years), "low": low, "high": high, "names_room": NAMES},
        height=HEIGHT,
        words=words,
        figures=[row for rows in years for row in rows],
        headings={
            "year_label": labels["year"],
            "party_label": labels["party"],
            "amount": labels["amount"],
        },
        alt=" ".join([f"{words.title}.", *(_spoken(rows, euro) for rows in years)]),
    )


def _by_year(frame: pd.DataFrame) -> list[list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in marks.records(frame):
        found.setdefault(row["year"], []).append(row)
    return [sorted(rows, key=lambda r: theme.PARTIES.index(r["party"])) for rows in found.values()]


def _boxes(n: int, rows: list[Row], euro: Euro) -> Iterator[Row]:
    """The parts of a column from the ground up; what is negative goes down from zero."""
    ends = {True: 0.0, False: 0.0}
    drawn = [row for row in rows if row["amount"] and not math.isnan(row["amount"])]
    for row, written in zip(drawn, adding_up([row["amount"] for row in drawn]), strict=True):
        start = ends[row["amount"] > 0]
        end = ends[row["amount"] > 0] = start + row["amount"]
        yield {
            "year_label": row["year_label"],
            "party": row["party"],
            "name": row["party_label"],
            "amount_text": euro(written),
            "need": theme.text_width(euro(written)) + 6,
            "left": n + SIDE,
            "right": n + 1 - SIDE,
            "middle": n + 0.5,
            "bottom": min(start, end),
            "top": max(start, end),
            "centre": (start + end) / 2,
            "spoken": f"{row['year_label']}, {row['party_label']} {euro(written)}",
        }


def _foot(n: int, rows: list[Row], boxes: list[Row]) -> Row:
    """The foot of a year, and its total above it."""
    tops = [box["top"] for box in boxes if box["middle"] == n + 0.5]
    return {
        "middle": n + 0.5,
        "label": rows[0]["year_label"],
        "short": str(rows[0]["year"]),
        "need": theme.text_width(rows[0]["year_label"]),
        "total": rows[0]["total_label"],
        "top": max([0.0, *tops]),
    }


def _names(boxes: list[Row], count: int, pixels: float) -> Iterator[Row]:
    """Names of parties beside the last column that has them, none over another."""
    floor = -math.inf
    last = [box for box in boxes if box["middle"] == count - 0.5]
    for box in sorted(last, key=lambda one: one["centre"]):
        place = max(box["centre"], floor + LINE / pixels)
        floor = place
        yield {"x": count - SIDE, "y": place, "name": box["name"]}


def _spoken(rows: list[Row], euro: Euro) -> str:
    parts = ", ".join(
        f"{row['party_label']} {euro(row['amount'])}" for row in rows if row["amount"]
    )
    return f"{rows[0]['year_label']}, {rows[0]['total_label']} ({parts})."


@lru_cache(maxsize=8)
def _template(heads: tuple[str, str, str]) -> str:
    across = alt.Scale(
        domain=[0, marks.number("count")], nice=False, zero=False,
        rangeMin=0, rangeMax=marks.number("width - names_room"),
    )  # fmt: skip
    axes = Axes(across, marks.scale("low", "high", HEIGHT - FOOT, HEAD))
    tooltip = marks.tips(("year_label", "name", "amount_text"), heads)
    columns = marks.boxes(
        "boxes", axes.box("left", "right", "bottom", "top"), marks.APART,
        fill=marks.coloured(alt.Fill), tooltip=tooltip,
    )  # fmt: skip
    return marks.template(columns, _inside(axes, tooltip), *_around(axes))


def _inside(axes: Axes, tooltip: list[alt.Tooltip]) -> Layer:
    """The amount of a part, where it is high and wide enough."""
    room = f"(width - names_room) / count * {1 - 2 * SIDE}"
    words = marks.told(f"datum.fits && datum.need < {room} ? datum.amount_text : ''")
    place = axes.at("middle", "centre") | {
        "color": marks.coloured(alt.Color, theme.TEXT_SCALE),
        "tooltip": tooltip,
    }
    return marks.write("boxes", words, place, baseline="middle", aria=False)


def _around(axes: Axes) -> list[Layer]:
    """Totals above, years under the ground, parties at right."""
    ground = alt.Y(datum=0, type="quantitative", axis=None, scale=axes.y)
    whole = {"x": axes.zero(), "x2": alt.X2(datum=marks.number("count")), "y": ground}
    foot = {"x": axes.across("middle"), "y": alt.value(HEIGHT - FOOT + 8)}
    room = "(width - names_room) / count"
    return [
        marks.rule("years", theme.INK, whole),
        marks.write(
            "years", marks.told(f"truncate(datum.total, {room} / {theme.LETTER})"),
            axes.at("middle", "top"), baseline="bottom", dy=-5, fontWeight=600,
        ),
        marks.write(
            "years", marks.told(f"datum.need < {room} ? datum.label : datum.short"), foot,
            baseline="top", color=theme.MUTED.css,
        ),
        marks.write(
            "names", marks.field("name"), axes.at("x", "y"), align="left", baseline="middle",
            dx=6, fontWeight=600,
        ),
    ]  # fmt: skip
