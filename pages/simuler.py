"""Who pays what, what the State gives back, who bears the cost in the end."""

import streamlit as st

from simulator.cases.question import field_label
from simulator.cases.scenario import Scenario
from simulator.schemes import SCHEMES, scheme_of
from simulator.simulate import Outcome
from simulator.stories import page_titles, scenario_routes
from simulator.stories.board import assumed
from simulator.text import formats, say
from simulator.ui import (
    current,
    doubting,
    doubting_scenario,
    fields,
    form,
    further,
    glossary,
    html,
    paper,
    results,
    sharing,
    titles,
)
from simulator.ui.folding import fold
from simulator.ui.frame import keep_language, require_frame

require_frame()


@st.fragment
def simulator() -> None:
    """The answers first, then the questions: what changed is on screen before the rest."""
    keep_language()
    outcome = current.take_answers(current.open_scenario())
    scenario = outcome.scenario
    faults = current.faults()
    fields.begin()
    current.write_address(scenario)
    titles.show(page_titles.of_scenario(scenario))
    st.html(html.question(say(f"dispositifs.{scenario.dispositif}.question")))
    panel, page = st.columns([1, 3], gap="large")
    with page:
        show_results(outcome, faults)
    with panel, st.container(key="panneau"):
        ask(outcome, faults)
        fields.end()
    paper.typed(lambda: assumed.of_scenario(scenario))


def show_results(outcome: Outcome, faults: dict[str, str]) -> None:
    scenario = outcome.scenario
    if broken := faults.get(current.BROKEN):
        whose = "proposees" if is_as_proposed(scenario) else "votre_cas"
        told = f"{broken} {say(f'simuler.lien_{whose}')}"
        st.html(html.warning(say("simuler.lien_casse_titre"), told))
    elif faults:
        told = say("simuler.derniere_valide_texte", detail=" ".join(faults.values()))
        st.html(html.warning(say("simuler.derniere_valide"), told))
    if told := current.dropped():
        names = formats.listed([field_label(field, scenario.dispositif) for field in told])
        text = say("simuler.non_admises", champs=names)
        st.html(html.warning(say("simuler.non_admises_titre"), text))
    if told := current.left_out(scenario):
        names = ", ".join(field_label(field, scenario.dispositif) for field in told)
        text = say("simuler.lien_prive", champs=names)
        st.html(html.warning(say("simuler.lien_prive_titre"), text))
    if doubting.is_open(sharing.SIMULATOR):
        doubting_scenario.show(outcome)
        with st.container(key="hors_impression"):
            results.take_away(outcome)
        return
    results.headline(outcome)
    results.reserves(outcome)
    doubting.control(sharing.SIMULATOR)
    results.proofs(outcome)
    results.sponsor_years(outcome)
    results.indicators(outcome)
    with fold(say("recherche.titre"), "recherche") as opened:
        if opened:
            further.seek_scenario(outcome)
    with fold(say("reformes.titre"), "reformes") as opened:
        if opened:
            further.reform_scenario(outcome)
    with st.container(key="hors_impression"):
        results.take_away(outcome)


def ask(outcome: Outcome, faults: dict[str, str]) -> None:
    scenario = outcome.scenario
    name, kind = scenario.dispositif, scheme_of(scenario).answers
    st.html(html.panel_title(say("simuler.panneau")))
    st.session_state["dispositif"] = name
    st.selectbox(
        say("simuler.dispositif"),
        list(SCHEMES),
        key="dispositif",
        format_func=lambda key: say(f"dispositifs.{key}.nom"),
        on_change=current.choose_scheme,
    )
    choose_route(outcome)
    wide = doubting.is_open(sharing.SIMULATOR)
    if wide:
        st.caption(say("doute.vue.consigne"))
    firsts = form.essentials(kind, scenario.reponses)
    form.draw(name, scenario.reponses, firsts, faults, scenario.doute, wide=wide)
    others = form.folded(kind, scenario.reponses)
    hidden = bool(set(faults) & set(others))
    with fold(say("simuler.hypotheses"), "hypotheses", expanded=hidden) as opened:
        if opened:
            form.draw(name, scenario.reponses, others, faults, scenario.doute, wide=wide)
    if told := form.sources_of_defaults(name, kind):
        st.html(html.source(told, say("simuler.sources_defaut")))
    st.button(say("simuler.revenir"), on_click=current.reset, type="tertiary")


def is_as_proposed(scenario: Scenario) -> bool:
    """Whether nobody has typed anything yet."""
    return scenario.reponses == type(scenario.reponses)()


def choose_route(outcome: Outcome) -> None:
    """The route that the whole page speaks of: answer, figures, drawings, link."""
    if len(outcome.routes) < 2:
        return
    st.session_state.setdefault(current.ROUTE, outcome.scenario.voie or "")
    names = scenario_routes.choices(outcome)
    st.selectbox(
        say("simuler.voie_montree"), list(names), key=current.ROUTE, format_func=names.__getitem__
    )


simulator()
glossary.foot("simuler")
