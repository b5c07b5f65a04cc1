"""The field that finds: what is typed, what it leads to, and what to do when nothing fits."""

import streamlit as st

from simulator.stories import finder
from simulator.text import say
from simulator.ui import notes

TYPED = "trouver"


def ask() -> None:
    """The field."""
    st.text_input(
        say("trouver.champ"),
        key=TYPED,
        placeholder=say("trouver.exemple"),
        label_visibility="collapsed",
    )


def show() -> None:
    """What it leads to, the best first; nothing while nothing is typed."""
    typed = str(st.session_state.get(TYPED, ""))
    if not typed.strip():
        return
    found = finder.find(typed)
    with st.container(key="trouves", gap=None):
        st.html(notes.heard(finder.told(typed, found)))
        for rank, one in enumerate(found[: finder.MOST]):
            with st.container(key=f"trouve_{rank}", horizontal=True, vertical_alignment="center"):
                st.page_link(
                    f"pages/{one.page}.py", label=one.label, query_params=dict(one.parameters)
                )
                st.html(notes.note(one.said))
        if told := finder.others(found):
            st.html(notes.note(told))
        if not found:
            with st.container(horizontal=True):
                for page in ("territoires", "comparer", "sources"):
                    st.page_link(f"pages/{page}.py", label=say(f"{page}.menu"))
