"""The results of a scenario, block by block, in the order in which they are read."""

import json
from functools import partial

import streamlit as st

from simulator.cases.question import field_label, private_fields
from simulator.charts.drawing import Drawing
from simulator.simulate import Outcome
from simulator.stories import (
    scenario_drawings,
    scenario_figures,
    scenario_ledger,
    scenario_reserves,
    scenario_routes,
)
from simulator.stories.page_titles import of_scenario
from simulator.stories.picture import EUROS
from simulator.stories.scenario import answer, rules_told
from simulator.text import say
from simulator.ui import current, drawings, first_screen, html, keeping, kept_cases, sharing
from simulator.ui.downloads import CSV, JSON, french_csv, offer
from simulator.ui.folding import fold


def headline(outcome: Outcome) -> None:
    """The answer, then three figures, each with the way to its proof."""
    figures = scenario_figures.headlines(outcome)
    note = rules_told(outcome)
    first_screen.headline(answer(outcome), figures, page=sharing.SIMULATOR, note=note)


def reserves(outcome: Outcome) -> None:
    """The warning that changes the answer, the others behind their count."""
    found = scenario_reserves.reserves(outcome)
    first_screen.warnings(found[:1])
    if others := found[1:]:
        with fold(scenario_reserves.how_many_others(len(others)), "reserves") as opened:
            first_screen.warnings(others if opened else [])


PROOFS = ("porte", "voies", "flux")


def proofs(outcome: Outcome) -> None:
    """Who bears what, the routes, the way of each euro: all are drawn, one is seen at a time."""
    who, ways, euros = st.tabs([say(f"simuler.preuve.{key}") for key in PROOFS])
    with who:
        bears(outcome)
    with ways:
        routes(outcome)
    with euros:
        flows(outcome)


def bears(outcome: Outcome) -> None:
    """Who bears what, by each route."""
    drawing = scenario_drawings.bears(outcome)
    if drawing is not None:
        drawings.show(drawing)
        _foot(drawing, "qui_porte_quoi")


def _foot(drawing: Drawing, name: str) -> None:
    drawings.foot(drawing, name, write=EUROS, licence=say("mecene.vos_chiffres"))


def routes(outcome: Outcome) -> None:
    """The legal routes side by side: name, article, state, figure, what it needs."""
    st.html(html.chart_heading(say("simuler.voies")))
    cards = scenario_routes.cards(outcome)
    for start in range(0, len(cards), 3):
        st.html(html.route_cards(cards[start : start + 3]))
    with fold(say("simuler.conditions"), "conditions") as opened:
        if opened:
            tables = scenario_routes.conditions(outcome)
            st.html("".join(html.chart_heading(t.caption, level=3) + html.table(t) for t in tables))


def flows(outcome: Outcome) -> None:
    """The money's way, by the route shown."""
    drawing = scenario_drawings.flows(outcome)
    if drawing is None:
        return
    st.html(html.chart_heading(drawing.title, drawing.subtitle))
    with st.container(key="sankey_large"):
        drawings.chart(drawing)
    with st.container(key="sankey_liste"):
        st.html(html.flow_list(scenario_ledger.trail_lines(outcome)))
    st.html(html.source(drawing.source, say("mots.source")))
    _foot(drawing, "chemin_des_euros")
    with fold(say("simuler.grand_livre"), "grand_livre") as opened:
        if opened:
            ledger = outcome.headline.ledger
            st.html(html.table(scenario_ledger.entries(ledger)))
            st.html(html.table(scenario_ledger.account(ledger)))
            st.html(html.source(scenario_ledger.notes(outcome), say("mots.lecture")))


def sponsor_years(outcome: Outcome) -> None:
    """The gifts of the route shown, fiscal year by fiscal year, when there is more than one."""
    if (table := scenario_ledger.gifts_by_year(outcome)) is not None:
        st.html(html.chart_heading(say("simuler.mecenat")))
        st.html(html.table(table))


def indicators(outcome: Outcome) -> None:
    """Every indicator of the route shown, with old prices in recent euros."""
    route = scenario_routes.route_name(outcome.shown)
    with fold(say("simuler.indicateurs"), "indicateurs") as opened:
        if not opened:
            return
        table, note = scenario_figures.indicators(outcome)
        st.html(html.source(route, "") + html.table(table))
        if note:
            st.html(html.source(note, say("mots.lecture")))


def take_away(outcome: Outcome) -> None:
    """Compare and keep the case, share it, download it or its ledger, open a saved one."""
    place = first_screen.TAKE_AWAY
    st.html(html.chart_heading(say("simuler.partager"), say("simuler.partager_note"), place=place))
    compared, kept = st.columns(2)
    with compared:
        kept_cases.button(outcome.scenario)
    with kept:
        _keep(outcome)
    if private_fields(type(outcome.scenario.reponses)):
        st.checkbox(say("simuler.inclure"), key=current.INCLUDE)
    name = outcome.scenario.dispositif
    told = current.shared(outcome.scenario).tus
    text = json.dumps(current.shared(outcome.scenario).to_dict(), ensure_ascii=False, indent=2)
    make = partial(french_csv, *scenario_ledger.flows(outcome.headline.ledger))
    with sharing.leaving([field_label(field, name) for field in told]):
        offer(say("simuler.telecharger"), lambda: text, f"{name}.json", JSON)
        offer(say("simuler.telecharger_livre"), make, f"{name}.csv", CSV)
    sharing.open_saved(sharing.SIMULATOR)


def _keep(outcome: Outcome) -> None:
    """Into the dossier: the public case, or the whole one when the box is ticked."""
    case, public = outcome.scenario, outcome.scenario.public()
    names = [field_label(name, case.dispositif) for name in public.tus if public != case]
    whole, shared = case.to_dict(), public.to_dict()
    keeping.button("scenario", shared, whole, of_scenario(case), answer(outcome), names)
