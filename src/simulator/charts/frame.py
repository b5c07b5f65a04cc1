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

MARGIN = 16  # pixels around an exported chart
SIZES = {"title": 18, "subtitle": 14, "note": 12}  # pixels of type in an exported chart
LEADING = 4  # pixels between two lines
BREATH = 14  # pixels between the chart and the words above or below it

STREAMLIT_BOTTOM = 20  # pixels that Streamlit takes from a chart's height (measured)

Chart = alt.Chart | alt.LayerChart
Layer = Any  # what Altair's `encode` returns, which it leaves untyped


def layered(*layers: Layer, height: float) -> alt.LayerChart:
    """Layers on one another, the first one below; `height` in pixels.

    One flat list: Altair copies nested layers many times over (measured: half a chart's time).
    """
    return alt.LayerChart(layer=list(layers), height=height)


class BareDrawingError(ValueError):
    """A drawing without title, source or caption: it would not say where its figures come from."""


@dataclass(frozen=True)
class Drawing:
    """A chart with the words that must go with it, and the table of the same figures.

    `chart` has a height in pixels and no width; `table` is what the chart shows, with headings for
    people; `alt` says the same in words, for those who cannot see it. All texts are ready to print.
    """

    chart: Chart
    title: str
    subtitle: str
    source: str
    caption: str
    table: pd.DataFrame
    alt: str

    def __post_init__(self) -> None:
        empty = [n for n in ("title", "source", "caption") if not getattr(self, n).strip()]
        if empty:
            raise BareDrawingError(f"a drawing needs a {' and a '.join(empty)}")

    def on_screen(self) -> Chart:
        """The chart alone, as wide as its container, in the colours of the page's theme.

        Title, source and caption stay outside, as text of the page.
        """
        chart = self.chart.copy()
        chart.width, chart.config = "container", theme.THEME
        if isinstance(chart.height, int | float):
            chart.height += STREAMLIT_BOTTOM
        return chart

    def for_export(self, width: int = EXPORT_WIDTH) -> Chart:
        """The chart `width` pixels wide on white, with title, source and caption in the image."""
        return alt.LayerChart.from_dict(self._export_spec(width))

    def svg(self, width: int = EXPORT_WIDTH) -> str:
        """The export as SVG text."""
        text: str = _converter().vegalite_to_svg(self._export_spec(width))
        return text

    def png(self, width: int = EXPORT_WIDTH, scale: float = 2) -> bytes:
        """The export as PNG bytes, `scale` image pixels for one of ours."""
        return bytes(_converter().vegalite_to_png(self._export_spec(width), scale=scale))

    def _export_spec(self, width: int) -> dict[str, Any]:
        """The Vega-Lite specification of the export.

        Margins are counted here, not fitted: vl-convert draws our font but cannot measure it.
        """
        title, subtitle = (_lines(getattr(self, k), width, SIZES[k]) for k in ("title", "subtitle"))
        notes = [
            line for k in (self.caption, self.source) for line in _lines(k, width, SIZES["note"])
        ]
        above = _block(title, "title") + _block(subtitle, "subtitle") + BREATH + LEADING
        below = _block(notes, "note") + BREATH
        spec = self.chart.to_dict()
        layers = spec.pop("layer", None) or [{k: spec.pop(k) for k in UNIT if k in spec}]
        return theme.in_light(
            spec
            | {
                "layer": [*layers, _under(notes)],
                "title": _heading(title, subtitle),
                "width": width,
                "padding": {
                    "left": MARGIN,
                    "right": MARGIN,
                    "top": MARGIN + above,
                    "bottom": MARGIN + below,
                },
                "config": theme.EXPORT_THEME,
            }
        )


UNIT = ("data", "mark", "encoding", "transform", "name")  # what a chart of one layer gives it


def _heading(title: list[str], subtitle: list[str]) -> dict[str, Any]:
    """Title and subtitle as Vega-Lite wants them."""
    return {
        "text": title,
        "offset": BREATH,
        "subtitle": subtitle,
        "fontSize": SIZES["title"],
        "lineHeight": SIZES["title"] + LEADING,
        "subtitleFontSize": SIZES["subtitle"],
        "subtitleLineHeight": SIZES["subtitle"] + LEADING,
    }


def _under(lines: list[str]) -> dict[str, Any]:
    """Caption and source, as a layer that stands under the chart."""
    mark = {
        "type": "text",
        "align": "left",
        "baseline": "top",
        "fontSize": SIZES["note"],
        "lineHeight": SIZES["note"] + LEADING,
        "color": theme.MUTED.css,
    }
    place = {"x": {"value": 0}, "y": {"value": {"expr": f"height + {BREATH}"}}}
    return {
        "data": {"values": [{}]},
        "mark": mark,
        "encoding": place | {"text": {"value": lines}},
    }


def _block(lines: list[str], kind: str) -> int:
    """The height in pixels of some lines of one kind."""
    return len(lines) * (SIZES[kind] + LEADING)


def _lines(text: str, width: int, size: int) -> list[str]:
    """A text cut into lines that fit in `width` pixels at `size` pixels."""
    characters = max(20, int(width / theme.text_width("n", size)))
    return textwrap.wrap(text, characters)


def _converter() -> Any:
    """vl-convert with our fonts: loaded late, since only exports need its 88 MB."""
    import vl_convert  # noqa: PLC0415

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert
