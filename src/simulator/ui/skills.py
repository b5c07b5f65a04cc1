"""The page on skills, as the sources tell them: skills first, then what else they share out."""

import streamlit as st

from simulator.stories import skills
from simulator.text import say
from simulator.ui import drawings, html


def show() -> None:
    """The answer, the figures, the bars of each subject, the years side by side."""
    st.html(html.answer(skills.answer()))
    st.html(html.figures(skills.figures()))
    drawings.picture(skills.picture(skills.SKILLS))
    st.html(html.chart_heading(say("competences.table"), say("competences.table_sous_titre")))
    st.html(html.table(skills.years()))
    for subject in skills.OTHERS:
        drawings.picture(skills.picture(subject))
