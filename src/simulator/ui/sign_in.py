"""Who signed in, where the server asks people to (OIDC): off unless its secrets say `[auth]`.

Without it nothing is asked and nothing changes. Only the name is read, for the author of a dossier.
"""

import streamlit as st

from simulator.text import say
from simulator.ui import html

LONGEST_NAME = 200


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
        st.button(say("dossier.connexion.sortir"), on_click=st.logout, type="tertiary")
    else:
        st.button(say("dossier.connexion.entrer"), on_click=st.login, type="tertiary")
        st.html(html.source(say("dossier.connexion.pourquoi"), ""))
