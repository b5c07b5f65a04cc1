"""A drawing is a chart that cannot travel without its title, its source and its caption.

Altair needs 100 ms to write and check a chart, and only its data and a few numbers change with the
amounts. So each chart is compiled once for its words and routes (`marks.template`), then filled.
"""

import copy
import json
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

from simulator.charts import theme
from simulator.charts.legend import KEY_ROW, Swatch, key_layers, key_rows
from simulator.charts.marks import Row

FONTS = Path(__file__).parents[3] / "static" / "fonts" / "ttf"
EXPORT_WIDTH = 760  # pixels, without the margins

MARGIN = 16  # pixels around an exported chart
SIZES = {"title": 18, "subtitle": 14, "note": 12}  # pixels of type in an exported chart
LEADING = 4  # pixels between two lines
BREATH = 14  # pixels between the chart and the words above or below it

STREAMLIT_BOTTOM = 20  # pixels that Streamlit takes from a chart's height (measured)

Chart = alt.LayerChart


class BareDrawingError(ValueError):
    """A drawing without title, source or caption: it would not say where its figures come from."""


@dataclass(frozen=True)
class Words:
    """What a drawing says around its chart: finding, what it measures, origin, how to read it."""

    title: str
    subtitle: str
    source: str
    caption: str

    def __post_init__(self) -> None:
        empty = [n for n in ("title", "source", "caption") if not getattr(self, n).strip()]
        if empty:
            raise BareDrawingError(f"a drawing needs a {' and a '.join(empty)}")


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A chart with the words that must go with it, and the table of the same figures.

    `template` is the chart but for what depends on amounts: its `data` (rows by name), its
    `numbers` (by name) and its `height` (pixels). `figures` are the rows of the table, `headings`
    its columns and what people read above them; `alt` says the same in words, for those who cannot
    see the chart. `imprint`, if any, is the date and licence, written in exported images alone;
    `legend` says what colours mean, which only a map needs. All texts are ready to print.
    """

    template: str
    data: Mapping[str, list[Row]]
    numbers: Mapping[str, float]
    height: float
    words: Words
    figures: list[Row]
    headings: Mapping[str, str]
    alt: str
    imprint: str = ""
    legend: tuple[Swatch, ...] = ()

    @property
    def title(self) -> str:
        """The finding that the chart proves."""
        return self.words.title

    @property
    def subtitle(self) -> str:
        """What it measures, in which unit, over which period."""
        return self.words.subtitle

    @property
    def source(self) -> str:
        """Where its figures come from."""
        return self.words.source

    @property
    def caption(self) -> str:
        """How to read it."""
        return self.words.caption

    @property
    def table(self) -> pd.DataFrame:
        """What the chart shows, in its order, with headings for people."""
        frame = pd.DataFrame(self.figures, columns=list(self.headings))
        return frame.rename(columns=dict(self.headings))

    def spec(self) -> dict[str, Any]:
        """The chart alone as Vega-Lite, as wide as its container, in the colours of the page.

        Title, source and caption stay outside, as text of the page.
        """
        return self._filled() | {
            "width": "container",
            "height": self.height + STREAMLIT_BOTTOM,
            "config": copy.deepcopy(theme.THEME),
        }

    def on_screen(self) -> Chart:
        """The same as an Altair chart, checked against the schema: slow, not for a page."""
        return alt.LayerChart.from_dict(self.spec())

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

    def bare_svg(self, width: int = EXPORT_WIDTH) -> str:
        """The chart and its legend alone as SVG text, for what writes the words around it."""
        text: str = _converter().vegalite_to_svg(self._export_spec(width, bare=True))
        return text

    def bare_png(self, width: int = EXPORT_WIDTH, scale: float = 3) -> bytes:
        """The same as PNG bytes."""
        spec = self._export_spec(width, bare=True)
        return bytes(_converter().vegalite_to_png(spec, scale=scale))

    def _filled(self) -> dict[str, Any]:
        """The template with its data, numbers and height: new objects at each call."""
        spec: dict[str, Any] = json.loads(self.template)
        numbers = [{"name": name, "value": value} for name, value in self.numbers.items()]
        return spec | {
            "params": [*spec.get("params", []), *numbers],
            "datasets": spec.get("datasets", {})
            | {name: [row.copy() for row in rows] for name, rows in self.data.items()},
            "height": self.height,
        }

    def _export_spec(self, width: int, *, bare: bool = False) -> dict[str, Any]:
        """The Vega-Lite specification of the export; `bare` leaves out the words around the chart.

        Margins are counted here, not fitted: vl-convert draws our font but cannot measure it.
        """
        said = ("", "") if bare else (self.title, self.subtitle)
        title, subtitle = (
            _lines(text, width, SIZES[k])
            for k, text in zip(("title", "subtitle"), said, strict=True)
        )
        notes = [
            line
            for words in (() if bare else (self.caption, self.source, self.imprint))
            for line in _lines(words, width, SIZES["note"])
        ]
        key = key_rows(self.legend, width)
        above = 0 if bare else _block(title, "title") + _block(subtitle, "subtitle")
        above += (0 if bare else BREATH + LEADING) + KEY_ROW * len(key)
        below = 0 if bare else _block(notes, "note") + BREATH
        spec = self._filled()
        return theme.in_light(
            spec
            | {
                "layer": [*spec["layer"], *key_layers(key), _under(notes)],
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


def _heading(title: list[str], subtitle: list[str]) -> dict[str, Any]:
    """Title and subtitle as Vega-Lite wants them: it puts them above the legend, if any."""
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
    return textwrap.wrap(text, characters, break_on_hyphens=False)


def _converter() -> Any:
    """vl-convert with our fonts: loaded late, since only exports need its 88 MB."""
    import vl_convert  # noqa: PLC0415

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert
