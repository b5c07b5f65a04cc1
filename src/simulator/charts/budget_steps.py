"""What each budget brings at most: steps up, and where the budget asked stands."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import floor, log10
from typing import NamedTuple

import altair as alt

from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.marks import Axes, Layer, Row

Write = Callable[[float], str]

HEIGHT = 250  # pixels, axis included
FOOT = 26  # pixels under the axis: budgets
LEFT = 46  # pixels at left: what is brought
HEAD = 30  # pixels above: words at the last step
TICKS = 5


class Step(NamedTuple):
    """From this budget (euros), so much is brought."""

    budget: float
    value: float


def budget_steps(
    steps: Sequence[Step],
    here: Step,
    *,
    labels: Mapping[str, str],
    words: Words,
    write: tuple[Write, Write],
) -> Drawing:
    """What is brought at most by each budget; `here` is the one asked, `steps` the corners.

    `labels`: `budget` and `value` head the table and the tooltips; `here` is said beside the mark,
    `end` at the last step. `write` writes euros, then what is brought.
    """
    euro, count = write
    last = max(steps[-1].budget, here.budget) * 1.04 or 1.0
    high = steps[-1].value or 1.0
    return Drawing(
        template=_template((labels["budget"], labels["value"])),
        data={
            "points": _corners(steps, last, write),
            "here": [_named(here, labels["here"], last)],
            "end": [_named(steps[-1], labels["end"], last)] if labels["end"] else [],
            "budgets": [{"budget": b, "text": euro(b), "zero": 0} for b in _ticks(last)],
            "values": [
                {"value": value, "text": count(value)}
                for value in sorted({0.0, here.value, high})
                if value in {0.0, high} or _apart(value, high)
            ],
        },
        numbers={"last": last, "high": high},
        height=HEIGHT + HEAD,
        words=words,
        figures=[{"budget": s.budget, "value": s.value} for s in steps],
        headings={name: labels[name] for name in ("budget", "value")},
        alt=f"{words.title}. {labels['here']}.",
    )


def _ticks(last: float) -> list[float]:
    """Round budgets under the axis, five at most, whose words stay within the chart."""
    unit = 10 ** floor(log10(last / TICKS))
    step = next(unit * n for n in (1, 2, 5, 10) if unit * n * TICKS >= last)
    return [n * step for n in range(TICKS) if n * step < last * 0.85]


def _apart(value: float, high: float) -> bool:
    """Whether a value can be written without touching both ends of its axis."""
    return high / 12 < value < high * 11 / 12


def _corners(steps: Sequence[Step], last: float, write: tuple[Write, Write]) -> list[Row]:
    """Both ends of each tread; nothing is known before the first step."""
    euro, count = write
    ends = [*(step.budget for step in steps[1:]), last]
    return [
        {"budget": budget, "value": step.value, "order": 2 * n + side}
        | {"budget_text": euro(step.budget), "value_text": count(step.value)}
        for n, (step, end) in enumerate(zip(steps, ends, strict=True))
        for side, budget in enumerate((step.budget, end))
    ]


def _named(step: Step, words: str, last: float) -> Row:
    late = step.budget > last / 2
    return {"budget": step.budget, "value": step.value, "words": words, "late": late}


@lru_cache(maxsize=8)
def _template(words: tuple[str, str]) -> str:
    x = marks.scale(0, "last", LEFT, "width - 6")
    axes = Axes(x, marks.scale(0, "high", HEIGHT + HEAD - FOOT, HEAD))
    return marks.template(*_grid(axes), _line(axes), *_marks(axes), _tips(axes, words))


def _grid(axes: Axes) -> list[Layer]:
    """Hairlines at each value, budgets under the baseline, values at left."""
    whole = {"x": alt.value(LEFT), "x2": alt.value("width")}
    text, at_left = marks.field("text"), {"x": alt.value(LEFT - 8), "y": axes.down("value")}
    under = marks.MUTED | {"align": "left", "baseline": "top", "dy": 7}
    return [
        marks.rule("values", theme.HAIRLINE, whole | {"y": axes.down("value")}, strokeWidth=0.6),
        marks.write("values", text, at_left, align="right", baseline="middle", **marks.MUTED),
        marks.rule("budgets", theme.INK, whole | {"y": axes.down("zero")}),
        marks.write("budgets", text, axes.at("budget", "zero"), **under),
    ]


def _line(axes: Axes) -> Layer:
    line = marks.base("points").mark_line(strokeWidth=2.5, color=theme.ACCENT.css, aria=False)
    order = alt.Order(field="order", type="quantitative")
    return line.encode(**axes.at("budget", "value"), order=order)


def _marks(axes: Axes) -> list[Layer]:
    """The budget asked, a point and its words; what the last step says, above it."""
    place = axes.at("budget", "value")
    point = marks.base("here").mark_point(filled=True, size=110, color=theme.ACCENT.css, opacity=1)
    return [
        point.encode(**place, description=marks.aloud("words")),
        *_beside("here", place, fontWeight=600),
        *_beside("end", place, **marks.MUTED),
    ]


def _beside(rows: str, place: Row, **style: object) -> list[Layer]:
    """Words off the curve: above at the left of their place, or under it where that is too near."""
    sides = (("right", -10, -12, "datum.late"), ("left", 10, 16, "!datum.late"))
    return [
        marks.write(
            rows, marks.field("words"), place, align=side, dx=dx, dy=dy, **style
        ).transform_filter(chosen)
        for side, dx, dy, chosen in sides
    ]


def _tips(axes: Axes, words: tuple[str, str]) -> Layer:
    """What the pointer reads at the corners."""
    points = marks.base("points").mark_point(size=200, opacity=0, filled=True, aria=False)
    fields = ("budget_text", "value_text")
    return points.encode(**axes.at("budget", "value"), tooltip=marks.tips(fields, words))
