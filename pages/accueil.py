"""Who pays when a large firm helps a small one? The network, the formats, three doors, a search."""

import streamlit as st

from simulator.ui import home
from simulator.ui.frame import require_frame

require_frame()

with st.container(key="accueil"):
    home.head()
    home.band()
    left, right = st.columns([760, 472], gap="large")
    with left:
        home.bears()
    with right:
        home.network()
        home.skills()
    home.recent()
