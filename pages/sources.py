"""Where every figure comes from: dated law, observed facts, chosen assumptions."""

import streamlit as st

from simulator.stories import registers as told
from simulator.text import say
from simulator.ui import current, glossary, html, registers
from simulator.ui.folding import fold
from simulator.ui.frame import require_frame

require_frame()

st.html(html.question(say("sources.question")))
st.html(html.answer(told.answer()))
registers.asked()
sought = registers.search()

with fold(say("sources.usage"), "sources_usage") as opened:
    if opened:
        st.html(html.source(say("sources.usage_sous_titre"), ""))
        registers.show(told.law(current.outcome_of(current.open_scenario()).rows, sought), "usage")

st.html(html.chart_heading(say("sources.loi"), say("sources.loi_sous_titre")))
registers.law_of_a_domain(sought)

with fold(say("sources.hypotheses"), "sources_hypotheses", expanded=bool(sought)) as opened:
    if opened:
        st.html(html.source(say("sources.hypotheses_sous_titre"), ""))
        registers.show(told.assumptions_table(sought), "hypotheses")

with fold(say("sources.faits"), "sources_faits", expanded=bool(sought)) as opened:
    if opened:
        st.html(html.source(say("sources.faits_sous_titre"), ""))
        registers.show(told.facts_table(sought), "faits")

st.html(html.chart_heading(say("sources.documents")))
st.html(html.plain_list(told.documents()))
st.html(html.chart_heading(say("sources.limites")))
st.html(html.plain_list([say(f"sources.limite_{n}") for n in (1, 2, 3)]))
glossary.foot("sources")
