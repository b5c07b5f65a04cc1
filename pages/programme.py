"""What a programme costs over the years, to whom, and the year in which it does not fit."""

import streamlit as st

from simulator.stories.board import assumed
from simulator.stories.programme_budget import first_budget
from simulator.stories.programme_options import programme_options
from simulator.text import say
from simulator.ui import (
    fields,
    glossary,
    html,
    networks,
    paper,
    programme_assumptions,
    programme_grid,
)
from simulator.ui import programme_results as results
from simulator.ui import programme_state as state
from simulator.ui.frame import keep_language, require_frame
from simulator.ui.splitting import split_panel

require_frame()
WIDE = 4
"""Years beyond which the grid takes the whole width, and the map goes down."""


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
    wide = state.draft()["nombre"] > WIDE
    if wide:
        programme_grid.draw(found, read, network)
    else:
        left, right = st.columns([786, 300], gap="medium")
        with left:
            programme_grid.draw(found, read, network)
        with right:
            results.places(found, network)
    programme_assumptions.draw(found, read, network)
    left, right = st.columns([640, 440], gap="large")
    with left:
        results.years(found, network)
    with right:
        results.balance(found)
        results.fund(found)
        if wide:
            results.places(found, network)
    results.further(found, network)
    results.keep(found)
    fields.end()
    paper.typed(lambda: assumed.of_programme(found.programme))
    options = programme_options(found.programme, network)
    split_panel(options, found.programme.annees[0], first_budget(found))


programme()
glossary.foot("programme")
