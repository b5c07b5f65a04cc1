"""A drawing is a chart that cannot travel without its title, its source and its caption."""

import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

from simulator.charts import theme

FONTS = Path(__file__).parents[3] / "static" / "fonts" / "ttf"
EXPORT_WIDTH = 760  # pixels, without the margins
NOTE_SIZE = 12  # pixels: source and caption under an exported chart

type_of_chart = alt.Chart | alt.LayerChart


class BareDrawing(ValueError):
    """A drawing without title, source or caption: it would not say where its figures come from."""


@dataclass(frozen=True)
class Drawing:
    """A chart with the words that must go with it, and the table of the same figures.

    `chart` has a height in pixels and no width; `table` is what the chart shows, with headings for
    people; `alt` says the same in words, for those who cannot see it. All texts are ready to print.
    """

    chart: type_of_chart
    title: str
    subtitle: str
    source: str
    caption: str
    table: pd.DataFrame
    alt: str

    def __post_init__(self) -> None:
        empty = [n for n in ("title", "source", "caption") if not getattr(self, n).strip()]
        if empty:
            raise BareDrawing(f"a drawing needs a {' and a '.join(empty)}")

    def on_screen(self) -> type_of_chart:
        """The chart alone, as wide as its container, in the colours of the page's theme.

        Title, source and caption stay outside, as text of the page.
        """
        return self.chart.configure(**theme.THEME).properties(width="container")

    def for_export(self, width: int = EXPORT_WIDTH) -> alt.LayerChart:
        """The chart `width` pixels wide on white, with title, source and caption in the image."""
        whole = alt.layer(self.chart, self._notes(width)).properties(
            width=width, title=self._heading(width)
        )
        spec = theme.in_light(whole.configure(**theme.EXPORT_THEME).to_dict())
        return alt.LayerChart.from_dict(spec)

    def svg(self, width: int = EXPORT_WIDTH) -> str:
        """The export as SVG text."""
        text: str = _converter().vegalite_to_svg(self.for_export(width).to_dict())
        return text

    def png(self, width: int = EXPORT_WIDTH, scale: float = 2) -> bytes:
        """The export as PNG bytes, `scale` image pixels for one of ours."""
        return bytes(_converter().vegalite_to_png(self.for_export(width).to_dict(), scale=scale))

    def _heading(self, width: int) -> alt.TitleParams:
        subtitle = _lines(self.subtitle, width, 14)
        return alt.TitleParams(text=_lines(self.title, width, 18), subtitle=subtitle)

    def _notes(self, width: int) -> alt.Chart:
        lines = [*_lines(self.caption, width, NOTE_SIZE), *_lines(self.source, width, NOTE_SIZE)]
        return (
            alt.Chart(alt.InlineData(values=[{}]))
            .mark_text(align="left", baseline="top", fontSize=NOTE_SIZE, color=theme.MUTED.css)
            .encode(
                x=alt.value(0),
                y=alt.value(alt.ExprRef("height + 16")),
                text=alt.value(lines),
            )
        )


def _lines(text: str, width: int, size: int) -> list[str]:
    """A text cut into lines that fit in `width` pixels at `size` pixels."""
    characters = max(20, int(width / theme.text_width("n", size)))
    return textwrap.wrap(text, characters)


def _converter() -> Any:
    """vl-convert with our fonts: loaded late, since only exports need its 88 MB."""
    import vl_convert  # noqa: PLC0415

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert
