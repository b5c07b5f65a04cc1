"""A short link, opened: its case goes on its page."""

import streamlit as st

from simulator.errors import PasserelleError
from simulator.store.links import links
from simulator.text import say
from simulator.ui import dossier_open, html
from simulator.ui.short_links import PARAMETER


def open_address() -> None:
    """Open the case of a short link on its page; what it cannot open is said, and nothing lost."""
    key = st.query_params.get(PARAMETER, "")
    if not key:
        return
    try:
        found = links().open(key)
        page = dossier_open.put(found.genre, found.cas) if found else ""
    except PasserelleError as fault:
        st.html(html.warning(say("partage.court_refuse"), str(fault)))
        return
    if not page:
        st.html(html.warning(say("partage.court_refuse"), say("partage.court_perdu")))
        return
    st.switch_page(f"pages/{page}.py")
