"""What the colours of a map mean, above its exported image; the page says it in HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from simulator.charts import theme
from simulator.charts.hatching import slanted

KEY_ROW = 22  # pixels from one line of the legend to the next
SQUARE = (22, 13)  # pixels
TYPE = 13
GAP = 20  # pixels between two entries
HATCH_STEP = 5

Rows = list[list[tuple[float, "Swatch"]]]


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour and what it says: `classe-1` to `classe-5`, `inconnu`, `hote`, `hors-reseau`."""

    fill: str
    words: str


def key_rows(legend: Sequence[Swatch], width: float) -> Rows:
    """The swatches in lines at most `width` pixels long, each with where it starts."""
    rows: Rows = []
    x = 0.0
    for swatch in legend:
        length = SQUARE[0] + 6 + theme.text_width(swatch.words, TYPE)
        if not rows or x + length > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, swatch))
        x += length + GAP
    return rows


def key_layers(rows: Rows) -> list[dict[str, Any]]:
    """The legend as layers that end just above the chart."""
    if not rows:
        return []
    squares, words = [], []
    lines: list[dict[str, float]] = []
    for rank, row in enumerate(rows):
        y = (rank - len(rows)) * KEY_ROW
        for x, swatch in row:
            box = {"x": x, "x2": x + SQUARE[0], "y": y, "y2": y + SQUARE[1]}
            squares.append(box | _colours(swatch.fill))
            words.append({"x": x + SQUARE[0] + 6, "y": y + SQUARE[1] / 2, "words": swatch.words})
            if swatch.fill == "inconnu":
                lines += slanted(
                    box["x"], box["x2"], box["y"], box["y2"], lean=SQUARE[1], distance=HATCH_STEP
                )
    own = {"fill": _own("fill"), "stroke": _own("edge")}
    written = {"type": "text", "align": "left", "baseline": "middle", "fontSize": TYPE}
    return [
        _layer(squares, {"type": "rect", "strokeWidth": 1}, own),
        _layer(lines, {"type": "rule", "stroke": theme.HATCH.css}, {}),
        _layer(
            words,
            written | {"color": theme.INK.css},
            {"text": {"field": "words", "type": "nominal"}},
        ),
    ]


def _colours(fill: str) -> dict[str, str]:
    """Fill and edge of a square."""
    if fill.startswith("classe-"):
        colour = theme.CLASS_FILL[int(fill[-1]) - 1].css
        return {"fill": colour, "edge": colour}
    if fill == "hors-reseau":
        return {"fill": theme.OUTSIDE.css, "edge": theme.OUTSIDE.css}
    return {"fill": theme.PAGE.css, "edge": theme.HATCH.css}


def _own(field: str) -> dict[str, Any]:
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def _pixels(field: str) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _layer(
    rows: Sequence[dict[str, Any]], mark: dict[str, Any], encoding: dict[str, Any]
) -> dict[str, Any]:
    """Marks at `x`, `y` (to `x2`, `y2`), in pixels from the chart's top left corner."""
    place: dict[str, Any] = {"x": _pixels("x"), "y": _pixels("y")}
    if rows and "x2" in rows[0]:
        place |= {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    return {"data": {"values": list(rows)}, "mark": mark, "encoding": place | encoding}
