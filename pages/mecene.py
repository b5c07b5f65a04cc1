"""What a gift of skills or money really costs, this year and the five next."""

import streamlit as st

from simulator.stories import page_titles
from simulator.stories.board import assumed
from simulator.text import say
from simulator.ui import (
    doubting,
    doubting_sponsor,
    fields,
    glossary,
    html,
    paper,
    sharing,
    sponsor_notices,
    sponsor_panel,
    sponsor_questions,
    sponsor_results,
    titles,
)
from simulator.ui import sponsor_state as state
from simulator.ui.frame import keep_language, require_frame

require_frame()


@st.fragment
def sponsor() -> None:
    """The answers first, then the questions: what changed is on screen before the rest."""
    keep_language()
    fields.begin()
    current = state.current()
    state.write_address(current.case)
    titles.show(page_titles.of_sponsor(current.case, state.example_of(current.case)))
    st.html(html.question(say("mecene.question")))
    panel, page = st.columns([1, 3], gap="large")
    with page:
        state.guarded(show_results, current)
    with panel, st.container(key="panneau"):
        state.guarded(lambda held: sponsor_panel.panel(held.faults), current)
    fields.end()
    if current.outcome is not None:
        case = current.outcome.case
        paper.typed(lambda: assumed.of_sponsor(case))


def show_results(current: state.Current) -> None:
    """The blocks in the order in which they are read."""
    outcome, faults = current.outcome, current.faults
    sponsor_notices.left_out(state.session()["told"])
    if outcome is None:
        sponsor_notices.refused(faults)
        sponsor_notices.unanswered(current.wanted)
        return
    sponsor_notices.last_valid(faults)
    if doubting.is_open(sharing.SPONSOR):
        doubting_sponsor.show(outcome)
        with st.container(key="hors_impression"):
            sponsor_results.take_away(outcome)
        return
    sponsor_results.headline(outcome)
    sponsor_results.reserves(outcome)
    doubting.control(sharing.SPONSOR)
    reading = sponsor_results.chosen(outcome)
    sponsor_results.proofs(outcome, reading)
    sponsor_questions.eligibility(outcome, faults)
    sponsor_results.further(outcome, reading)
    with st.container(key="hors_impression"):
        sponsor_results.take_away(outcome)


sponsor()
glossary.foot("mecene")
