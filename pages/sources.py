"""Where every figure comes from: dated law, observed facts, chosen assumptions."""

import streamlit as st

from simulator.stories import registers as told
from simulator.text import say
from simulator.ui import current, glossary, html, registers
from simulator.ui.frame import require_frame

require_frame()

st.html(html.question(say("sources.question")))
st.html(html.answer(told.answer()))
sought = registers.search()

st.html(html.chart_heading(say("sources.usage"), say("sources.usage_sous_titre")))
with st.expander(say("sources.usage"), expanded=False):
    registers.show(told.law(current.outcome_of(current.open_scenario()).rows, sought), "usage")

st.html(html.chart_heading(say("sources.loi"), say("sources.loi_sous_titre")))
registers.law_of_a_domain(sought)

st.html(html.chart_heading(say("sources.hypotheses"), say("sources.hypotheses_sous_titre")))
registers.show(told.assumptions_table(sought), "hypotheses")

st.html(html.chart_heading(say("sources.faits"), say("sources.faits_sous_titre")))
with st.expander(say("sources.faits"), expanded=bool(sought)):
    registers.show(told.facts_table(sought), "faits")

st.html(html.chart_heading(say("sources.documents")))
st.html(html.plain_list(told.documents()))
glossary.foot("sources")
