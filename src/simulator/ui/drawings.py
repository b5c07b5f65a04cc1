"""A drawing on screen: its words around its chart, its files and its table, the facts behind.

Each foot is a fragment: opening its table reruns it alone. Files are made when they are asked for,
in another thread, so everything they say is written before.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import streamlit as st

from simulator.charts.drawing import Drawing
from simulator.charts.map_layers import SELECTION
from simulator.law.facts import Fact
from simulator.stories import evidence
from simulator.stories import picture as pictures
from simulator.stories.picture import Picture, Writers
from simulator.text import say
from simulator.ui import embeds, html, keeping
from simulator.ui.downloads import CSV, french_csv, offer
from simulator.ui.folding import fold
from simulator.ui.frame import keep_language


def _on_screen(drawing: Drawing) -> dict[str, Any]:
    """The chart for Streamlit. Rows go as Arrow tables, which it would make slowly from lists;
    outlines (TopoJSON, a dict) stay in the text, which does not change with the rows."""
    spec = drawing.spec()
    spec["datasets"] = {
        name: pa.Table.from_pylist(rows) if isinstance(rows, list) else rows
        for name, rows in spec["datasets"].items()
    }
    return spec


def chart(drawing: Drawing, key: str = "carte_fixe") -> None:
    """The chart alone; a map keeps its proportions, which the CSS gives to keys that begin so."""
    spec = _on_screen(drawing)
    if not drawing.legend:
        st.vega_lite_chart(spec=spec, theme=None, width="stretch", alt=drawing.alt)
        return
    with st.container(key=key):
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


def foot(drawing: Drawing, name: str, *, write: Writers | None = None, licence: str = "") -> None:
    """What stands under a chart that has no case of its own: see `take_away`."""
    take_away(Picture(drawing, name, write=write or {}, licence=licence))


def take_away(told: Picture) -> None:
    """What stands under a chart; nothing where one chart is shown alone.

    The name of the picture must be used once a page.
    """
    if not embeds.catch(told):
        _foot(told)


@st.fragment
def _foot(told: Picture) -> None:
    """Its sentence, its table, its PNG, SVG and CSV, its dossier, its lines for another site."""
    keep_language()
    drawing, name = told.drawing, told.name
    whole = pictures.imprinted(drawing, licence=told.licence)
    with st.container(key=f"prendre_{name}"):
        with fold(say("prendre.tableau"), f"tableau_{name}") as opened:
            if opened:
                st.html(html.source(drawing.alt, say("prendre.en_mots")))
                st.html(html.table(pictures.table(drawing, told.write)))
                embeds.offer(told)
        with st.container(horizontal=True, key=f"fichiers_{name}"):
            rows, heads = pictures.readable(drawing), list(drawing.headings.values())
            for form, make, mime in (
                ("png", whole.png, "image/png"),
                ("svg", whole.svg, "image/svg+xml"),
                ("csv", partial(french_csv, heads, rows), CSV),
            ):
                file = f"{name}.{form}"
                offer(say(f"prendre.{form}"), make, file, mime, key=f"prendre_{file}", quiet=True)
            if told.again:
                keeping.again(told.again, name, drawing.title)
        if told.again:
            keeping.told(name)


def picture(told: Picture) -> None:
    """The drawing, the files, the facts."""
    show(told.drawing)
    take_away(told)
    if told.facts:
        behind(told.facts, told.name, told.drawing.title)


def behind(facts: Sequence[Fact], key: str, about: str) -> None:
    """A fold with the whole row of each fact, and the way to the register.

    `about` is what the figures prove: it tells this table from the others of the page.
    """
    with (
        st.container(key=f"derriere_{key}"),
        fold(say("preuves.titre"), f"preuves_{key}") as opened,
    ):
        if opened:
            st.html(html.table(evidence.table(facts, about)))
            st.page_link("pages/sources.py", label=say("preuves.registre"))
