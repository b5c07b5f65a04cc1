"""Figures over the years, one lane for each thing that is measured.

A mark is joined to the next only where the caller says that both measure the same thing. What no
source publishes has no mark; what is promised is hatched; what is not exact is hollow.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import altair as alt

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
    template,
)
from simulator.charts.hatching import hatched
from simulator.text.formats import named

HEAD = 28  # pixels for the name of a lane
LEVEL = 17  # pixels for the words over a mark; crowded marks use several levels
PLOT = 52  # pixels of the longest mark of a scale
FOOT = 30  # pixels under a lane: its years, and air
SIDE = 34  # pixels kept free at both ends for words, at least
WIDE, WIDE_PART = 0.3, 0.03  # from the middle of a column to its edge: in years, of the axis
THIN = 0.1  # years from the middle of a range to its edge
TOTAL = 34  # pixels from one total over years to the next
NARROW = 300  # pixels: crowding is judged for a chart at least as wide as this
GAP = 6  # pixels between two words
APART = 99.0  # years: nothing stands before
DOT = 6  # pixels from the middle of a mark to the words over it


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A figure on a lane. `words` is its value as people read it.

    `form`: point, colonne, duree (from `start` to `end`), fourchette (from `value` to `top`).
    `scale` names the lanes that are drawn on one scale. `thread`: joined to the next mark of the
    lane with the same one. `figures` are its rows in the table of the drawing.
    """

    lane: str
    lane_label: str
    scale: str
    start: int
    end: int
    form: str
    value: float
    top: float
    words: str
    exact: bool
    promised: bool
    thread: str
    period: str
    figures: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Break:
    """A year from which nothing compares with what came before, and the words that say it."""

    year: int
    words: str


def timeline(
    marks: Sequence[Mark],
    *,
    headings: Mapping[str, str],
    title: str,
    subtitle: str,
    source: str,
    caption: str,
    unknown: str = "",
    change: Break | None = None,
) -> Drawing:
    """Marks over the years, one lane above another; `headings` head the table of their figures.

    `unknown` is written where a lane of yearly counts misses a year.
    """
    first = min(mark.start for mark in marks)
    last = max(mark.end for mark in marks)
    lanes = list(_lanes(marks, first, last, top=HEAD if change else 0))
    rows = [row for lane in lanes for row in lane["rows"]]
    span = last - first + 1
    at_the_ends = [
        theme.text_width(mark.words) / 2
        for mark in marks
        if mark.form != "duree" and {mark.start, mark.end} & {first, last}
    ]
    side = round(max([SIDE, *at_the_ends]))
    bottom = lanes[-1]["foot"] if lanes else HEAD
    spoken = " ".join(
        named(lane["label"], ", ".join(row["spoken"] for row in lane["rows"])) + "."
        for lane in lanes
    )
    told = f" {change.words}." if change else ""
    return Drawing(
        template=_template(frozenset(mark.form for mark in marks)),
        data={
            "lanes": [{k: v for k, v in lane.items() if k != "rows"} for lane in lanes],
            "marks": rows,
            "gaps": [gap for lane in lanes for gap in _gaps(lane["rows"], unknown)],
            "boxes": [box for row in rows for box in _boxes(row, span)],
            "hatches": [line for row in rows for line in _hatches(row, span)],
            "threads": list(_threads(rows)),
            "breaks": _breaks(change, bottom),
        },
        numbers={"first": first - 0.5, "last": last + 0.5, "bottom": bottom, "side": side},
        height=bottom,
        words=Words(title, subtitle, source, caption),
        figures=[row for mark in marks for row in mark.figures],
        headings=headings,
        alt=f"{title}. {spoken}{told}",
    )


def _lanes(marks: Sequence[Mark], first: int, last: int, *, top: float) -> Iterator[Row]:
    """Each lane with its place in pixels and its marks."""
    longest: dict[str, float] = {}
    for mark in marks:
        longest[mark.scale] = max(longest.get(mark.scale, 0.0), mark.top)
    for lane in dict.fromkeys(mark.lane for mark in marks):
        found = sorted((m for m in marks if m.lane == lane), key=lambda m: (m.end, m.value))
        if all(mark.form == "duree" for mark in found):
            middle = (first + last) / 2
            rows = [
                _total(mark, top + HEAD + TOTAL * (n + 1), late=mark.start > middle)
                for n, mark in enumerate(found)
            ]
            foot = top + HEAD + TOTAL * len(rows) + FOOT / 2
        else:
            fits = _width_for_one_level(found, last - first + 1)
            levels = _levels(found, last - first + 1)
            base_line = top + HEAD + LEVEL * (max(levels) + 1) + PLOT
            rows = [
                _dated(mark, base_line, longest[mark.scale]) | {"level": level, "fits": fits}
                for mark, level in zip(found, levels, strict=True)
            ]
            _space(rows)
            foot = base_line + FOOT
        yield {
            "label": found[0].lane_label,
            "top": top,
            "base": rows[0]["base"],
            "rows": rows,
            "foot": foot,
            "dated": bool(rows[0]["year"]),
        }
        top = foot


def _apart(one: Mark, two: Mark) -> float:
    """How many pixels must part two marks for their words to stand side by side."""
    return (theme.text_width(one.words) + theme.text_width(two.words)) / 2 + GAP


def _levels(marks: Sequence[Mark], span: int) -> list[int]:
    """The level of the words over each mark, so that they do not touch on a narrow screen."""
    levels: list[int] = []
    year = NARROW / span
    for mark in marks:
        taken = {
            level
            for level, other in zip(levels, marks, strict=False)
            if (mark.start - other.start) * year < _apart(other, mark)
        }
        levels.append(next(n for n in range(len(marks)) if n not in taken))
    return levels


def _width_for_one_level(marks: Sequence[Mark], span: int) -> float:
    """The width, in pixels, from which the words of a lane stand on one level."""
    return 2 * SIDE + max(
        (
            _apart(one, two) * span / ((two.start - one.start) or 1e-3)
            for one, two in pairwise(marks)
        ),
        default=0.0,
    )


def _common(mark: Mark) -> Row:
    return {
        "lane": mark.lane,
        "form": mark.form,
        "exact": mark.exact,
        "promised": mark.promised,
        "thread": mark.thread,
        "label": mark.lane_label,
        "period": mark.period,
        "start": mark.start,
        "end": mark.end,
        "late": False,
        "level": 0,
        "fits": 0.0,
        "since": APART,
        "value_text": mark.words,
        "spoken": f"{mark.period}, {mark.words}",
    }


def _total(mark: Mark, bottom: float, *, late: bool) -> Row:
    """A total over years, as long as its period: its height says nothing.

    Its words start where it starts, or end where it ends when it stands `late` on the axis.
    """
    place = {"high": bottom - 4, "low": bottom - 4, "base": bottom}
    place |= {"x": mark.end if late else mark.start, "late": late}
    return _common(mark) | place | {"words": f"{mark.words} ({mark.period})", "year": ""}


def _dated(mark: Mark, base_line: float, longest: float) -> Row:
    """A figure of one year, as high as its value on its scale."""
    high, low = (base_line - PLOT * value / (longest or 1.0) for value in (mark.top, mark.value))
    place = {"x": mark.start, "high": high, "low": low, "base": base_line}
    return _common(mark) | place | {"words": mark.words, "year": str(mark.start)}


def _gaps(rows: list[Row], words: str) -> Iterator[Row]:
    """The years that a lane of yearly counts misses between two of them."""
    for one, two in pairwise(rows):
        if words and one["form"] == two["form"] == "colonne":
            for year in range(one["start"] + 1, two["start"]):
                yield {"x": year, "base": one["base"], "words": words, "year": str(year)}


def _space(rows: list[Row]) -> None:
    """How far the year before stands, in years: under a mark, its year is left out if too near."""
    seen: int | None = None
    for row in rows:
        row["since"] = APART if seen is None or not row["year"] else float(row["start"] - seen)
        if row["year"]:
            seen = row["start"]


def _half(span: float) -> float:
    """Half a column, in years."""
    return min(WIDE, WIDE_PART * span)


def _boxes(row: Row, span: float) -> Iterator[Row]:
    """What is drawn as a rectangle: columns, ranges, totals over years."""
    common = {k: row[k] for k in ("label", "period", "value_text", "spoken", "promised", "exact")}
    if row["form"] == "colonne":
        x, half = row["x"], _half(span)
        yield common | {"x": x - half, "x2": x + half, "y": row["high"], "y2": row["base"]}
    elif row["form"] == "fourchette":
        x = row["x"]
        yield common | {"x": x - THIN, "x2": x + THIN, "y": row["high"], "y2": row["low"]}
    elif row["form"] == "duree":
        y = row["high"]
        yield common | {"x": row["start"], "x2": row["end"], "y": y - 2.5, "y2": y + 2.5}


def _hatches(row: Row, span: float) -> Iterator[Row]:
    if row["promised"] and row["form"] == "colonne":
        x, half = row["x"], _half(span)
        yield from hatched(x - half, x + half, row["high"], row["base"], span)


def _threads(rows: list[Row]) -> Iterator[Row]:
    """The lines between marks that measure the same thing."""
    for one, two in pairwise(rows):
        if one["thread"] and (one["lane"], one["thread"]) == (two["lane"], two["thread"]):
            yield {"x": one["x"], "x2": two["x"], "y": one["high"], "y2": two["high"]}


def _breaks(change: Break | None, bottom: float) -> list[Row]:
    if change is None:
        return []
    return [{"x": change.year - 0.5, "y": 0, "y2": bottom, "words": change.words}]


@lru_cache(maxsize=16)
def _template(forms: frozenset[str]) -> str:
    """The chart of marks of these forms; a layer without a mark would have no name to be read."""
    x = alt.Scale(
        domain=[number("first"), number("last")],
        nice=False,
        zero=False,
        rangeMin=number("side"),
        rangeMax=number("width - side"),
    )
    y = alt.Scale(domain=[number("bottom"), 0], nice=False, zero=False)
    return template(
        _base_lines(y),
        *_break_layers(x, y),
        _stems(x, y),
        _thread_layer(x, y),
        *([_box_layer(x, y)] if forms - {"point"} else []),
        hatch_layer(x, y, theme.ACCENT.css),
        *([_dots(x, y)] if "point" in forms else []),
        *_words(x, y),
    )


def _tips() -> dict[str, Any]:
    fields = ["label", "period", "value_text"]
    return {
        "description": alt.Description(field="spoken", type="nominal"),
        "tooltip": [alt.Tooltip(field=field, type="nominal", title=" ") for field in fields],
    }


def _base_lines(y: alt.Scale) -> Layer:
    return (
        base("lanes")
        .transform_filter("datum.dated")
        .mark_rule(strokeWidth=1, color=theme.INK.css, aria=False)
        .encode(x=alt.value(0), x2=alt.value("width"), y=down("base", y))
    )


def _break_layers(x: alt.Scale, y: alt.Scale) -> list[Layer]:
    """A dashed rule through every lane, its words at the top."""
    rule = (
        base("breaks")
        .mark_rule(strokeWidth=1.5, strokeDash=[5, 4], color=theme.INK.css, aria=False)
        .encode(x=across("x", x), y=down("y", y), y2=alt.Y2(field="y2"))
    )
    words = (
        base("breaks")
        .mark_text(align="right", baseline="top", dx=-8, dy=2, fontWeight=600)
        .encode(x=across("x", x), y=down("y", y), text=alt.Text(field="words", type="nominal"))
    )
    return [rule, words]


def _stems(x: alt.Scale, y: alt.Scale) -> Layer:
    """A thin line from zero up to a point, so that its height can be read."""
    return (
        base("marks")
        .transform_filter("datum.form == 'point' || datum.form == 'fourchette'")
        .mark_rule(strokeWidth=1, color=theme.HATCH.css, aria=False)
        .encode(x=across("x", x), y=down("low", y), y2=alt.Y2(field="base"))
    )


def _thread_layer(x: alt.Scale, y: alt.Scale) -> Layer:
    return (
        base("threads")
        .mark_rule(strokeWidth=2, color=theme.ACCENT.css, aria=False)
        .encode(x=across("x", x), x2=alt.X2(field="x2"), y=down("y", y), y2=alt.Y2(field="y2"))
    )


def _box_layer(x: alt.Scale, y: alt.Scale) -> Layer:
    ground = alt.when("datum.promised || !datum.exact").then(alt.value(theme.PAGE.css))
    return (
        base("boxes")
        .mark_rect(stroke=theme.ACCENT.css, strokeWidth=1.4)
        .encode(
            x=across("x", x),
            x2=alt.X2(field="x2"),
            y=down("y", y),
            y2=alt.Y2(field="y2"),
            fill=ground.otherwise(alt.value(theme.ACCENT.css)),
            **_tips(),
        )
    )


def _dots(x: alt.Scale, y: alt.Scale) -> Layer:
    """A full dot is exact; a hollow one is a bound, an estimate or a page without a date."""
    ground = alt.when("!datum.exact").then(alt.value(theme.PAGE.css))
    return (
        base("marks")
        .transform_filter("datum.form == 'point'")
        .mark_point(size=80, filled=True, stroke=theme.ACCENT.css, strokeWidth=2, opacity=1)
        .encode(
            x=across("x", x),
            y=down("high", y),
            fill=ground.otherwise(alt.value(theme.ACCENT.css)),
            **_tips(),
        )
    )


def _words(x: alt.Scale, y: alt.Scale) -> list[Layer]:
    """The name of each lane; the figure over its mark; its year under the line."""
    halo: dict[str, Any] = {"stroke": theme.PAGE.css, "strokeWidth": 4, "strokeJoin": "round"}
    label = (
        base("lanes")
        .mark_text(align="left", baseline="top", dy=4, fontWeight=600)
        .encode(
            x=alt.value(0),
            y=down("top", y),
            text=alt.value(alt.ExprRef(f"truncate(datum.label, width / {theme.LETTER})")),
        )
    )

    def figure(**mark: Any) -> list[Layer]:
        level = alt.ExprRef(f"-{DOT} - (width >= datum.fits ? 0 : datum.level * {LEVEL})")
        over = _text("datum.form != 'duree'", x, y, baseline="bottom", dy=level, **mark)
        side = alt.ExprRef("datum.late ? 'right' : 'left'")
        along = _text("datum.form == 'duree'", x, y, baseline="bottom", align=side, dy=-DOT, **mark)
        return [over, along]

    year = f"datum.since * (width - 2 * side) / (last - first) < {YEAR_ROOM} ? '' : datum.year"
    years = (
        base("marks")
        .mark_text(baseline="top", dy=5, color=theme.MUTED.css)
        .encode(x=across("x", x), y=down("base", y), text=alt.value(alt.ExprRef(year)))
    )
    return [label, *figure(aria=False, **halo), *figure(), years, *_gap_words(x, y)]


YEAR_ROOM = 32  # pixels of a year in figures


def _text(chosen: str, x: alt.Scale, y: alt.Scale, **mark: Any) -> Layer:
    """The words of some marks, over them."""
    return (
        base("marks")
        .transform_filter(chosen)
        .mark_text(**mark)
        .encode(x=across("x", x), y=down("high", y), text=alt.Text(field="words", type="nominal"))
    )


def _gap_words(x: alt.Scale, y: alt.Scale) -> list[Layer]:
    """A year without a figure: the word that says so, and the year."""
    missing = (
        base("gaps")
        .mark_text(baseline="bottom", dy=-6, fontStyle="italic", color=theme.MUTED.css)
        .encode(x=across("x", x), y=down("base", y), text=alt.Text(field="words", type="nominal"))
    )
    years = (
        base("gaps")
        .mark_text(baseline="top", dy=5, color=theme.MUTED.css)
        .encode(x=across("x", x), y=down("base", y), text=alt.Text(field="year", type="nominal"))
    )
    return [missing, years]
