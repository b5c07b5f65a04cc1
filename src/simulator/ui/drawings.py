"""A drawing on screen: its words around the chart that Streamlit draws."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import streamlit as st

from simulator.charts.drawing import Drawing
from simulator.charts.map_layers import SELECTION
from simulator.text import say
from simulator.ui import html


def _on_screen(drawing: Drawing) -> dict[str, Any]:
    """The chart for Streamlit. Rows go as Arrow tables, which it would make slowly from lists;
    outlines (TopoJSON, a dict) stay in the text, which does not change with the rows."""
    spec = drawing.spec()
    spec["datasets"] = {
        name: pa.Table.from_pylist(rows) if isinstance(rows, list) else rows
        for name, rows in spec["datasets"].items()
    }
    return spec


def chart(drawing: Drawing) -> None:
    """The chart alone; a map (at most one a page) keeps its proportions, which the CSS gives."""
    spec = _on_screen(drawing)
    if not drawing.legend:
        st.vega_lite_chart(spec=spec, theme=None, width="stretch", alt=drawing.alt)
        return
    with st.container(key="carte_fixe"):
        st.vega_lite_chart(
            spec=spec, theme=None, width="stretch", height="stretch", alt=drawing.alt
        )


def chart_choice(drawing: Drawing, *, key: str, turn: int) -> str | None:
    """A map on which a click chooses: the code of the territory clicked this turn, or None.

    `turn` is the one of the map's `View`; `key` starts with `carte`, as the CSS wants it. The name
    given to screen readers never changes, since another one would make the browser compile the
    map again; `Drawing.alt` has its place below.
    """
    event: Any = st.vega_lite_chart(
        spec=_on_screen(drawing),
        theme=None,
        width="stretch",
        height="stretch",
        alt=say("carte.nom"),
        key=key,
        on_select="rerun",
        selection_mode=SELECTION,
    )
    clicked = event["selection"].get(SELECTION) or []
    return next((row["code"] for row in clicked if row.get("code") and row["turn"] == turn), None)


def legend(drawing: Drawing) -> None:
    """What the colours of a map mean, in words, under its title."""
    st.html(html.legend((swatch.fill, swatch.words) for swatch in drawing.legend))


def show(drawing: Drawing, level: int = 2, keys: Sequence[tuple[str, str]] = ()) -> None:
    """A drawing on screen: its finding, what it measures, the chart, its source.

    `keys` say what its colours mean, as (fill, words), where the chart does not.
    """
    st.html(html.chart_heading(drawing.title, drawing.subtitle, level))
    if keys:
        st.html(html.legend(keys))
    if drawing.legend:
        legend(drawing)
    chart(drawing)
    st.html(
        html.source(drawing.caption, say("mots.lecture"))
        + html.source(drawing.source, say("mots.source"))
    )
