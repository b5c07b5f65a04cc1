"""What a revolving fund has out, year after year: one area, its first value and its peak."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import altair as alt

from simulator.charts import marks, theme
from simulator.charts.drawing import Drawing, Words
from simulator.charts.marks import Axes, Row

Euro = Callable[[float], str]
HEIGHT = 150  # pixels, years' names included
FOOT = 24  # pixels under the baseline
HEAD = 26  # pixels above the peak
EDGE = 0.35  # of a year, kept free at both ends


def fund_area(
    rows: Sequence[Row], *, headings: dict[str, str], words: Words, euro: Euro
) -> Drawing:
    """`rows` have `annee` and `encours` (euros out as the year ends), and what the table says."""
    high = max((row["encours"] for row in rows), default=0.0) or 1.0
    peak = max(range(len(rows)), key=lambda n: rows[n]["encours"])
    said = {0, peak}
    points = [
        {
            "x": n,
            "y": row["encours"],
            "zero": 0,
            "year": str(row["annee"]),
            "amount": euro(row["encours"]),
            "words": euro(row["encours"]) if n in said else "",
            "spoken": f"{row['annee']}, {euro(row['encours'])}",
        }
        for n, row in enumerate(rows)
    ]
    return Drawing(
        template=_template((headings["annee"], headings["encours"])),
        data={"points": points},
        numbers={"first": -EDGE, "last": len(rows) - 1 + EDGE, "high": high, "count": len(rows)},
        height=HEIGHT,
        words=words,
        figures=list(rows),
        headings=headings,
        alt=f"{words.title}. {'; '.join(point['spoken'] for point in points)}.",
    )


@lru_cache(maxsize=8)
def _template(heads: tuple[str, str]) -> str:
    axes = Axes(marks.scale("first", "last"), marks.scale(0, "high", HEIGHT - FOOT, HEAD))
    colour = theme.PARTY_FILL["fonds"]
    place = axes.at("x", "y")
    area = (
        marks.base("points")
        .mark_area(color=theme.tint(colour).css, line={"color": colour.css}, aria=False)
        .encode(**place, y2=alt.Y2(datum=0))
    )
    dots = (
        marks.base("points")
        .mark_point(filled=True, size=46, color=colour.css, opacity=1)
        .encode(
            **place,
            description=marks.aloud(),
            tooltip=marks.tips(("year", "amount"), heads),
        )
    )
    years = {"x": axes.across("x"), "y": alt.value(HEIGHT - FOOT + 7)}
    fits = "width / count > 34 || datum.x % 2 == 0"
    return marks.template(
        area,
        dots,
        marks.write(
            "points", marks.field("words"), place, baseline="bottom", dy=-8, fontWeight=600
        ),
        marks.write(
            "points", marks.told(f"{fits} ? datum.year : ''"), years, baseline="top",
            color=theme.MUTED.css,
        ),
    )  # fmt: skip
