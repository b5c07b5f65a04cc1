"""The drawings of an outcome: charts with their words, from the texts."""

import pyarrow as pa  # type: ignore[import-untyped]
import streamlit as st

from simulator.account import bears_frame, trails_frame
from simulator.charts.bears import who_bears_what
from simulator.charts.frame import Drawing
from simulator.charts.money_flows import sankey
from simulator.indicators import HIDES_THE_COST
from simulator.ledger import SUPPLIERS
from simulator.simulate import Outcome
from simulator.story import finding
from simulator.text import formats, say
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
    references = " ; ".join(dict.fromkeys(r.route.reference for r in outcome.routes.values()))
    source = say(
        "simuler.source_porte", references=references, annee=outcome.scenario.reponses.annee
    )
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
        title=say("simuler.flux", fins=_listed(list(ends))),
        subtitle=say("simuler.flux_sous_titre", voie=voie),
        source=say("simuler.flux_source", voie=voie),
        caption=_reading(outcome),
        euro=formats.euros,
    )


def _listed(words: list[str]) -> str:
    return f" {say('mots.et')} ".join(
        [", ".join(words[:-1]), words[-1]] if len(words) > 1 else words
    )


def chart(drawing: Drawing) -> None:
    """The chart alone. Rows go as Arrow tables, which Streamlit would make slowly from lists."""
    spec = drawing.spec()
    spec["datasets"] = {k: pa.Table.from_pylist(rows) for k, rows in spec["datasets"].items()}
    st.vega_lite_chart(spec=spec, theme=None, width="stretch", alt=drawing.alt)


def show(drawing: Drawing, level: int = 2) -> None:
    """A drawing on screen: its finding, what it measures, the chart, its source."""
    st.html(html.chart_heading(drawing.title, drawing.subtitle, level))
    chart(drawing)
    st.html(
        html.source(drawing.caption, say("mots.lecture"))
        + html.source(drawing.source, say("mots.source"))
    )
