"""Six fiscal years side by side, each one unit wide: what charts of them share."""

from collections.abc import Callable, Mapping
from typing import Any

import altair as alt

from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.marks import Axes, Layer, Row

Euro = Callable[[float], str]

HEIGHT = 250  # pixels, years' names included
FOOT = 40  # pixels under the baseline: the year, then what is lost
HEAD = 38  # pixels above the highest bar: its amount, the cap's name
BODY = HEIGHT - FOOT - HEAD
SIDE = 0.14  # empty share of a year on each side of its bars
ABOVE: marks.Style = {"baseline": "bottom", "dy": -4, "fontWeight": 600}


def drawing(
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


def year(n: int, label: str, note: str) -> Row:
    """The foot of a year: its name, then what it loses."""
    return {"middle": n + 0.5, "label": label, "note": note, "zero": 0}


def written(amount: float, euro: Euro, short: Euro, *, is_shown: bool = True) -> Row:
    """An amount without its currency, which the subtitle says; `need` is its room in pixels."""
    text = euro(amount).replace("€", "").strip("\u00a0 ")
    words = {"long": text, "short": short(amount)} if is_shown else {"long": "", "short": ""}
    return words | {"need": theme.text_width(text) + 4}


def axes() -> Axes:
    """Years across, euros up."""
    return Axes(marks.scale(0, "count"), marks.scale(0, "high", HEIGHT - FOOT, HEAD))


def fitting(share: float = 1.0) -> Any:
    """The long form of an amount where a share of a year is wide enough, else the short one."""
    return marks.told(f"datum.need > width / count * {share} ? datum.short : datum.long")


def foot(axes: Axes) -> list[Layer]:
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
