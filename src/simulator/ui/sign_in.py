"""Who signed in, where the server asks people to (OIDC): off unless its secrets say `[auth]`.

Without it nothing is asked and nothing changes. Only the name is read, for the author of a dossier.
"""

import logging
from collections.abc import Callable

import streamlit as st
from streamlit.errors import StreamlitAuthError

from simulator.text import say
from simulator.ui import html
from simulator.ui.frame import keep_language

LONGEST_NAME, FAULT = 200, "connexion_faute"


def is_on() -> bool:
    """Whether this server has an identity provider."""
    return bool(st.secrets.load_if_toml_exists()) and "auth" in st.secrets


def name() -> str:
    """The name of who signed in, else the address; empty when nobody did."""
    if not is_on() or not st.user.get("is_logged_in", False):
        return ""
    told = st.user.get("name") or st.user.get("email") or ""
    return str(told).strip()[:LONGEST_NAME]


def control() -> None:
    """The way in, or who is in and the way out; nothing where people do not sign in."""
    if not is_on():
        return
    if who := name():
        st.html(html.source(who, say("dossier.connexion.nom")))
        st.button(say("dossier.connexion.sortir"), on_click=_go, args=(st.logout,), type="tertiary")
    else:
        st.button(say("dossier.connexion.entrer"), on_click=_go, args=(st.login,), type="tertiary")
        st.html(html.source(say("dossier.connexion.pourquoi"), ""))
    if st.session_state.pop(FAULT, False):
        st.html(html.fault(say("dossier.connexion.mal_reglee")))


def _go(way: Callable[[], None]) -> None:
    """Sign in or out; a server whose secrets lack something says so, in words of ours."""
    keep_language()
    try:
        way()
    except StreamlitAuthError as fault:
        logging.getLogger("passerelle").error("sign in: %s", fault)
        st.session_state[FAULT] = True
