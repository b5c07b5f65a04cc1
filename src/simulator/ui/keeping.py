"""« Ajouter au dossier », at the foot of each page that holds a case."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from simulator.cases.dossier import Kind
from simulator.text import say
from simulator.ui import dossier_state, html


def button(
    kind: Kind,
    public: Mapping[str, Any],
    whole: Mapping[str, Any],
    titre: str,
    phrase: str,
    hidden: Sequence[str] = (),
) -> None:
    """Keep a case with what it gives now; what is private stays out unless the box is ticked.

    Without it, so does the answer of the page, which was computed with it.
    """
    case = whole
    if hidden and not st.checkbox(say("dossier.garder_prive"), key=f"dossier_prive_{kind}"):
        case, phrase = public, ""
    st.button(
        say("dossier.ajouter"),
        key=f"dossier_ajouter_{kind}",
        on_click=dossier_state.add,
        args=(kind, case, titre, phrase),
    )
    if fault := dossier_state.taken(dossier_state.FAULT):
        st.html(html.fault(fault))
    if told := dossier_state.taken(dossier_state.TOLD):
        st.html(html.source(told, ""))
    if st.session_state.get(dossier_state.KEY):
        st.page_link(dossier_state.PAGE, label=say("dossier.voir"))
