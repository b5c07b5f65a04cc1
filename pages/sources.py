"""Where every figure comes from: dated law, observed facts, chosen assumptions."""

import streamlit as st

from simulator.law.book import in_force
from simulator.law.facts import assumptions, facts
from simulator.text import formats, say
from simulator.ui import current, glossary, html, registers
from simulator.ui.frame import require_frame

require_frame()

rows = in_force().rows()
st.html(html.question(say("sources.question")))
st.html(
    html.answer(
        say(
            "sources.reponse",
            lois=formats.number(len(rows)),
            faits=formats.number(len(facts())),
            hypotheses=formats.number(len(assumptions())),
        )
    )
)
sought = registers.search()

st.html(html.chart_heading(say("sources.usage"), say("sources.usage_sous_titre")))
with st.expander(say("sources.usage"), expanded=False):
    registers.law(current.outcome_of(current.open_scenario()).rows, sought, "usage")

st.html(html.chart_heading(say("sources.loi"), say("sources.loi_sous_titre")))
registers.law(registers.of_a_domain(rows, sought), sought, "loi")

st.html(html.chart_heading(say("sources.hypotheses"), say("sources.hypotheses_sous_titre")))
registers.assumptions_table(sought)

st.html(html.chart_heading(say("sources.faits"), say("sources.faits_sous_titre")))
with st.expander(say("sources.faits"), expanded=bool(sought)):
    registers.facts_table(sought)

st.html(html.chart_heading(say("sources.documents")))
st.html(html.plain_list([f"{code} · {say(f'documents.{code}')}" for code in registers.DOCUMENTS]))
glossary.foot("sources")
