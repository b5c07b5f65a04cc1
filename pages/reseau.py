"""How did the network move in twenty years, and how sure is each figure?"""

import streamlit as st

from simulator.network.history import ALIZE
from simulator.stories import time_findings
from simulator.text import say
from simulator.ui import history, html
from simulator.ui.frame import require_frame

require_frame()

st.html(html.question(say("reseau.question")))
st.html(html.answer(time_findings.answer()))
st.html(html.figures(time_findings.last_counts()))

territories, activity, totals, advances = ALIZE
history.show(territories)
history.show(activity)
history.typical_year()
history.show(totals)
history.show(advances)
history.target()
st.html(html.chart_heading(say("historique.contexte"), say("historique.contexte_sous_titre")))
history.national()
history.disagreements()
