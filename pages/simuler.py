"""Who pays what, what the State gives back, who bears the cost in the end."""

import streamlit as st

from simulator.schemes import SCHEMES
from simulator.text import say
from simulator.ui import current, drawings, form, html, results
from simulator.ui.frame import require_frame

require_frame()


@st.fragment
def simulator() -> None:
    scenario = current.take_answers(current.open_scenario())
    name, kind, faults = scenario.dispositif, scenario.scheme.answers, current.faults()
    st.html(html.question(say(f"dispositifs.{name}.question")))
    panel, page = st.columns([1, 3], gap="large")
    with panel, st.container(key="panneau"):
        st.html(html.panel_title(say("simuler.panneau")))
        st.session_state["dispositif"] = name
        st.selectbox(
            say("simuler.dispositif"),
            list(SCHEMES),
            key="dispositif",
            format_func=lambda key: say(f"dispositifs.{key}.nom"),
            on_change=current.choose_scheme,
        )
        form.draw(name, kind, form.essentials(kind), faults)
        with st.expander(
            say("simuler.hypotheses"), expanded=bool(set(faults) & set(form.folded(kind)))
        ):
            form.draw(name, kind, form.folded(kind), faults)
        if told := form.sources_of_defaults(kind):
            st.html(html.source(told, say("simuler.sources_defaut")))
        st.button(say("simuler.revenir"), on_click=current.reset, type="tertiary")
    with page:
        if faults:
            detail = " ".join(faults.values())
            st.html(
                html.warning(
                    say("simuler.derniere_valide"),
                    say("simuler.derniere_valide_texte", detail=detail),
                )
            )
        outcome = current.outcome_of(scenario)
        results.headline(outcome)
        results.reserves(outcome)
        drawings.show(drawings.bears(outcome))
        results.routes(outcome)
        results.flows(outcome)
        results.sponsor_years(outcome)
        results.indicators(outcome)
        results.take_away(outcome)


simulator()
