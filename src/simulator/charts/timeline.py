"""Figures over the years, one lane for each thing that is measured.

A mark is joined to the next only where the caller says that both measure the same thing. What no
source publishes has no mark; what is promised is hatched; what is not exact is hollow.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from simulator.charts import theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.hatching import hatched
from simulator.charts.marks import Row
from simulator.charts.timeline_layers import LEVEL, layers
from simulator.text.formats import named

HEAD = 28  # pixels for the name of a lane
PLOT = 52  # pixels of the longest mark of a scale
FOOT = 30  # pixels under a lane: its years, and air
SIDE = 34  # pixels kept free at both ends for words, at least
WIDE, WIDE_PART = 0.3, 0.03  # from the middle of a column to its edge: in years, of the axis
THIN = 0.1  # years from the middle of a range to its edge
TOTAL = 34  # pixels from one total over years to the next
NARROW = 300  # pixels: crowding is judged for a chart at least as wide as this
GAP = 6  # pixels between two words
APART = 99.0  # years: nothing stands before


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
    words: Words,
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
    boxes = [box for row in rows for box in _boxes(row, span)]
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
        template=layers(frozenset(mark.form for mark in marks)),
        data={
            "lanes": [{k: v for k, v in lane.items() if k != "rows"} for lane in lanes],
            "marks": rows,
            "gaps": [gap for lane in lanes for gap in _gaps(lane["rows"], unknown)],
            "boxes": boxes,
            "hatches": hatched([box for box in boxes if box["hatched"]], span, "x", "x2"),
            "threads": list(_threads(rows)),
            "breaks": _breaks(change, bottom),
        },
        numbers={"first": first - 0.5, "last": last + 0.5, "bottom": bottom, "side": side},
        height=bottom,
        words=words,
        figures=[row for mark in marks for row in mark.figures],
        headings=headings,
        alt=f"{words.title}. {spoken}{told}",
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
    kept = ("lane", "form", "exact", "promised", "thread", "period", "start", "end")
    return {name: getattr(mark, name) for name in kept} | {
        "label": mark.lane_label,
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


def _boxes(row: Row, span: float) -> Iterator[Row]:
    """What is drawn as a rectangle: columns, ranges, totals over years; `half` is in years."""
    x, top, form = row["x"], row["high"], row["form"]
    half = THIN if form == "fourchette" else min(WIDE, WIDE_PART * span)
    place = {"x": x - half, "x2": x + half, "top": top, "bottom": row["base"]}
    if form == "fourchette":
        place["bottom"] = row["low"]
    elif form == "duree":
        place = {"x": row["start"], "x2": row["end"], "top": top - 2.5, "bottom": top + 2.5}
    if form != "point":
        words = {k: row[k] for k in ("label", "period", "value_text", "spoken")}
        kinds = {k: row[k] for k in ("promised", "exact")}
        yield words | kinds | place | {"hatched": row["promised"] and form == "colonne"}


def _threads(rows: list[Row]) -> Iterator[Row]:
    """The lines between marks that measure the same thing."""
    for one, two in pairwise(rows):
        if one["thread"] and (one["lane"], one["thread"]) == (two["lane"], two["thread"]):
            yield {"x": one["x"], "x2": two["x"], "y": one["high"], "y2": two["high"]}


def _breaks(change: Break | None, bottom: float) -> list[Row]:
    if change is None:
        return []
    return [{"x": change.year - 0.5, "y": 0, "y2": bottom, "words": change.words}]
