"""The drawings of an outcome: charts with their words, from the texts."""

from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import streamlit as st

from simulator.charts.bears import who_bears_what
from simulator.charts.carte import SELECTION
from simulator.charts.frame import Drawing
from simulator.charts.money_flows import sankey
from simulator.figures.indicators import HIDES_THE_COST
from simulator.figures.trails import bears_frame, trails_frame
from simulator.ledger import SUPPLIERS
from simulator.simulate import Outcome
from simulator.stories.scenario import finding, rules_told
from simulator.text import formats, say
from simulator.text.registered import in_words
from simulator.ui import html


def labels(*names: str) -> dict[str, str]:
    """The words of a chart's table and tooltips."""
    return {
        english: say(f"graphique.{french}")
        for english, french in zip(names[::2], names[1::2], strict=True)
    }


def _reading(outcome: Outcome) -> str:
    """What the sum proves; when a payer is unknown, only the known part adds up."""
    partial = HIDES_THE_COST & set(outcome.unknowns)
    return say("simuler.lecture_porte_connue" if partial else "simuler.lecture_porte")


def bears(outcome: Outcome) -> Drawing:
    """Who bears what, one bar a route."""
    references = formats.series(in_words(r.route.reference) for r in outcome.routes.values())
    source = say("simuler.source_porte", references=references, regles=rules_told(outcome))
    return who_bears_what(
        bears_frame(outcome),
        labels=labels(
            "route", "voie", "party", "partie", "amount", "montant", "dont", "dont",
            "closed", "ferme", "unknown", "inconnu",
        ),
        title=finding(outcome),
        subtitle=say("simuler.sous_titre_porte"),
        source=source,
        caption=_reading(outcome),
        total_label=say("graphique.total"),
        euro=formats.euros,
    )  # fmt: skip


def flows(outcome: Outcome, route: str) -> Drawing:
    """Where each euro of a route starts and ends."""
    frame = trails_frame(outcome.routes[route].ledger)
    suppliers = {party.value for party in SUPPLIERS}
    ends = dict.fromkeys(
        row["payee_label"].lower() for row in frame.to_dict("records") if row["payee"] in suppliers
    )
    voie = say(f"voies.{route}.nom")
    return sankey(
        frame,
        labels=labels(
            "payer", "payeur", "payee", "beneficiaire", "nature", "nature", "amount", "montant"
        ),
        title=say("simuler.flux", fins=formats.listed(list(ends))),
        subtitle=say("simuler.flux_sous_titre", voie=voie),
        source=say("simuler.flux_source", voie=voie),
        caption=_reading(outcome),
        euro=formats.euros,
    )


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


def map_labels() -> dict[str, str]:
    """The words of a map, its states and its classes."""
    english = ("territory", "value", "note", "unknown", "unknown_site", "none", "host", "host_site")
    french = (
        "territoire",
        "valeur",
        "precision",
        "inconnu",
        "site_inconnu",
        "hors",
        "hote",
        "site_hote",
    )
    classes = ("below", "between", "between_open", "above")
    limits = ("moins_de", "entre", "entre_exclu", "au_moins")
    pairs = zip((*english, *classes), (*french, *limits), strict=True)
    return {english: say(f"carte.{french}") for english, french in pairs}


def legend(drawing: Drawing) -> None:
    """What the colours of a map mean, in words, under its title."""
    st.html(html.legend((swatch.fill, swatch.words) for swatch in drawing.legend))


def show(drawing: Drawing, level: int = 2) -> None:
    """A drawing on screen: its finding, what it measures, the chart, its source."""
    st.html(html.chart_heading(drawing.title, drawing.subtitle, level))
    if drawing.legend:
        legend(drawing)
    chart(drawing)
    st.html(
        html.source(drawing.caption, say("mots.lecture"))
        + html.source(drawing.source, say("mots.source"))
    )
