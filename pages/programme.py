"""What a programme costs over the years, to whom, and the year in which it does not fit."""

import streamlit as st

from simulator.text import say
from simulator.ui import fields, glossary, html, networks, programme_assumptions, programme_grid
from simulator.ui import programme_results as results
from simulator.ui import programme_state as state
from simulator.ui.frame import keep_language, require_frame

require_frame()
WIDE = 4
"""Years beyond which the grid takes the whole width."""


@st.fragment
def programme() -> None:
    """The answer above the grid, so that a change is seen without scrolling."""
    keep_language()
    state.open_programme()
    found, read = state.take()
    state.write_address(found.programme)
    st.html(html.question(say("programme.question")))
    results.headline(found)
    results.warnings(read)
    network = networks.choose()
    fields.begin()
    if state.draft()["nombre"] <= WIDE:
        left, right = st.columns([786, 300], gap="medium")
    else:
        left = right = st.container()
    with left:
        programme_grid.draw(found, read, network)
    with right:
        results.places(found, network)
    programme_assumptions.draw(found, read, network)
    fields.end()
    left, right = st.columns([640, 440], gap="large")
    with left:
        results.years(found, network)
    with right:
        results.balance(found)
        results.fund(found)
    results.further(found, network)
    results.take_away(found, network)


programme()
glossary.foot("programme")
