"""One assumption at a time: pale when it goes down, dark when it goes up, around one value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import altair as alt

from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.marks import Axes, Row

HEAD, ROW, BAR, LABEL = 24, 44, 14, 6
"""Pixels: of the value's words, of a row, of its bar, from the words to the bar."""
PALE = theme.tint(theme.ACCENT, light=0.5, dark=0.5)


@dataclass(frozen=True, slots=True)
class Swing:
    """A number moved down then up: its name, its two values in words, the output at both.

    An output is None when it has none there; `note` then says why.
    """

    label: str
    span: str
    down: float | None
    up: float | None
    figures: Row
    note: str = ""


def tornado(
    swings: Sequence[Swing],
    value: float,
    *,
    write: marks.Write,
    headings: Mapping[str, str],
    words: Words,
) -> Drawing:
    """One row a number, in their order, around the value of today."""
    rows = [_row(index, swing, value, write) for index, swing in enumerate(swings)]
    ends = [value, *(row[side] for row in rows for side in ("left", "right"))]
    told = [row[f"{side}_words"] for row in rows for side in ("left", "right")]
    room = max(map(theme.text_width, told), default=0.0) + 12
    height = HEAD + ROW * len(rows)
    spoken = " ".join(row["spoken"] for row in rows)
    return Drawing(
        template=_template(),
        data={
            "rows": rows,
            "bars": [bar for row in rows for bar in _bars(row, value)],
            "value": [{"x": value, "words": write(value), "top": HEAD - 6}],
        },
        numbers={"low": min(ends), "high": max(ends), "room": round(room), "bottom": height},
        height=height,
        words=words,
        figures=[swing.figures for swing in swings],
        headings=headings,
        alt=f"{words.title}. {spoken}",
    )


def _row(index: int, swing: Swing, value: float, write: marks.Write) -> Row:
    bottom = HEAD + ROW * (index + 1) - 4
    ends = [end for end in (swing.down, swing.up) if end is not None]
    left, right = min([value, *ends]), max([value, *ends])
    return {
        "label": swing.label,
        "span": swing.span,
        "note": swing.note,
        "after": theme.text_width(swing.label) + 8,
        "reach": theme.text_width(swing.label) + theme.text_width(swing.span) + 12,
        "down": swing.down,
        "up": swing.up,
        "left": left,
        "right": right,
        "left_words": write(left) if left < value else "",
        "right_words": write(right) if right > value else "",
        "spoken": f"{swing.label}, {swing.span} : {' – '.join(write(end) for end in ends)}.",
        "value": value,
        "top": bottom - BAR,
        "bottom": bottom,
        "over": bottom - BAR - 3,
        "under": bottom + 3,
    }


def _bars(row: Row, value: float) -> list[Row]:
    """Down first, up over it: where both go the same way, the shorter stays in sight."""
    ends = [("down", row["down"]), ("up", row["up"])]
    known = [(way, end) for way, end in ends if end is not None and end != value]
    known.sort(key=lambda one: -abs(one[1] - value))
    same = {"top": row["top"], "bottom": row["bottom"], "spoken": row["spoken"]}
    return [
        same | {"from": min(value, end), "to": max(value, end), "up": way == "up"}
        for way, end in known
    ]


@lru_cache(maxsize=1)
def _template() -> str:
    axes = marks.rows_down(marks.scale("low", "high", "room", "width - room"))
    fill = alt.when("datum.up").then(marks.ACCENT).otherwise(alt.value(PALE.css))
    ground: marks.Style = {"stroke": theme.PAGE.css, "strokeWidth": 0}
    bars = marks.boxes("bars", axes.box("from", "to", "top", "bottom"), ground, color=fill)
    line = marks.rule("rows", theme.INK, axes.box("value", "value", "over", "under"))
    return marks.template(bars, line, *_words(axes))


def _words(axes: Axes) -> list[marks.Layer]:
    ends = [
        marks.write(
            "rows", marks.field(f"{side}_words"), axes.at(side, "top"),
            align=align, baseline="middle", dx=dx, dy=BAR / 2,
        )
        for side, align, dx in (("left", "right", -6), ("right", "left", 6))
    ]  # fmt: skip
    top = {"fontWeight": 600, "baseline": "bottom", "dy": -2}
    return [
        *marks.names_with_spans(axes, LABEL),
        *ends,
        marks.write("value", marks.field("words"), axes.at("x", "top"), **top),
    ]
