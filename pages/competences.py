"""Which skills do small firms ask for? What sources publish, then the user's own network."""

import streamlit as st

from simulator.stories import skills
from simulator.text import say
from simulator.ui import drawings, html, matching, networks
from simulator.ui.frame import require_frame

require_frame()

st.html(html.question(say("competences.question")))
network = networks.choose()
tables = networks.own_tables()
if tables is None:
    st.html(html.answer(skills.answer()))
    st.html(html.figures(skills.figures()))
    drawings.picture(skills.picture(skills.SKILLS))
    st.html(html.chart_heading(say("competences.table"), say("competences.table_sous_titre")))
    st.html(html.table(skills.years()))
    names = [say(f"competences.vues.{subject}") for subject in skills.OTHERS]
    for tab, subject in zip(st.tabs(names), skills.OTHERS, strict=True):
        with tab:
            drawings.picture(skills.picture(subject))
    st.html(html.source(say("appariement.invitation"), ""))
    st.page_link("pages/donnees.py", label=say("donnees.menu"))
else:
    matching.show(tables, network.nom)
