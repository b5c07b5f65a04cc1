"""Which format helps a firm, at what price and for whom? Then one's own cases, side by side."""

import streamlit as st

from simulator.text import say
from simulator.ui import compared_cases, glossary, html, kept_cases, usual_formats
from simulator.ui.frame import keep_language, require_frame

require_frame()


@st.fragment
def compare() -> None:
    """One of two states: the formats of a year, or the cases that the user kept."""
    keep_language()
    kept_cases.open_address()
    if kept_cases.is_chosen():
        st.html(html.question(say("cas_compares.question")))
        compared_cases.show()
    else:
        st.html(html.question(say("comparer.question")))
        usual_formats.show(compared_cases.states)


compare()
glossary.foot("comparer")
