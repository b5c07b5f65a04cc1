"""Which skills do small firms ask for? What sources publish, then the user's own network."""

import streamlit as st

from simulator.text import say
from simulator.ui import html, matching, networks, skills
from simulator.ui.frame import require_frame

require_frame()

st.html(html.question(say("competences.question")))
network = networks.choose()
tables = networks.own_tables()
if tables is None:
    skills.show()
    st.html(html.source(say("appariement.invitation"), ""))
    st.page_link("pages/donnees.py", label=say("donnees.menu"))
else:
    matching.show(tables, network.nom)
