"""Who pays when a large firm helps a small one? Ready cases, and the formats."""

import streamlit as st

from simulator.cases.scenario import read
from simulator.network.shipped import shipped
from simulator.schemes import SCHEMES
from simulator.stories.marks import segments
from simulator.stories.ready_cases import ready_cases
from simulator.text import say
from simulator.ui import html
from simulator.ui.frame import require_frame

VIEWS = ("comparer", "programme", "mecene", "territoires", "competences", "reseau", "donnees")

require_frame()

st.html(html.question(say("accueil.question")))
st.html(html.answer(segments(say("accueil.reponse"))))

st.html(html.chart_heading(say("accueil.cas"), say("accueil.cas_sous_titre")))
for case in ready_cases():
    with st.container(key=f"cas_{case.name}"):
        words, link = st.columns([4, 1], vertical_alignment="center")
        words.html(html.case_line(case.title, case.sentence))
        link.page_link(
            "pages/simuler.py", label=say("accueil.ouvrir"), query_params={"s": case.link}
        )

st.html(html.chart_heading(say("accueil.formats"), say("accueil.formats_sous_titre")))
for key in SCHEMES:
    with st.container(key=f"format_{key}"):
        words, link = st.columns([4, 1], vertical_alignment="center")
        words.html(html.case_line(say(f"dispositifs.{key}.nom"), say(f"dispositifs.{key}.resume")))
        link.page_link(
            "pages/simuler.py",
            label=say("accueil.simuler"),
            query_params={"s": read({"dispositif": key}).to_link()},
        )

st.html(html.chart_heading(say("accueil.voir"), say("accueil.voir_sous_titre")))
established = len(shipped().territoires)
for name in VIEWS:
    with st.container(key=f"voir_{name}"):
        words, link = st.columns([4, 1], vertical_alignment="center")
        words.html(
            html.case_line(say(f"{name}.menu"), say(f"accueil.voir_{name}", nombre=established))
        )
        link.page_link(f"pages/{name}.py", label=say("accueil.voir_ouvrir"))

st.html(html.chart_heading(say("accueil.limites")))
st.html(html.plain_list([say(f"accueil.limite_{n}") for n in (1, 2, 3)]))
