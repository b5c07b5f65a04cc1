"""What was kept for a meeting, as it was decided, and what moved since."""

import streamlit as st

from simulator.text import say
from simulator.ui import (
    dossier_changes,
    dossier_items,
    dossier_looked,
    dossier_share,
    dossier_state,
    html,
    my_dossiers,
)
from simulator.ui.frame import keep_language, require_frame

require_frame()


@st.fragment
def dossier() -> None:
    """The items at left, then what moved under them; at right the decision, the links."""
    keep_language()
    st.html(html.question(say("dossier.question")))
    opened = dossier_state.opened()
    looked = dossier_looked.looked_at(opened) if opened else []
    dossier_items.told(opened, looked)
    if opened is not None:
        my_dossiers.remember(opened, dossier_state.key())
    my_dossiers.write()
    if opened is None:
        return
    left, right = st.columns([5, 2], gap="large")
    with left:
        dossier_items.show(opened, looked)
        dossier_changes.show(opened, looked)
    with right, st.container(key="panneau_dossier"):
        dossier_share.panel(opened)


dossier()
