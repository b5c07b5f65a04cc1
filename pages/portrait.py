"""One territory, or a basin that the reader draws, in full."""

import streamlit as st

from simulator.stories import page_titles
from simulator.text import say
from simulator.ui import html, networks, portrait, territories, titles
from simulator.ui.frame import keep_language, require_frame

require_frame()


@st.fragment
def full_portrait() -> None:
    keep_language()
    basin, fault = portrait.asked_basin()
    question = "portrait.bassin_question" if basin or fault else "portrait.question"
    st.html(html.question(say(question)))
    network = networks.choose()
    if basin:
        titles.show(basin.nom)
        portrait.basin_page(network, basin)
    elif fault:
        portrait.no_basin(fault)
    else:
        chosen = territories.choose(network, network.territoires)
        if chosen is not None:
            titles.show(page_titles.of_territory("portrait", chosen.nom))
            with st.container(key="fiche"):
                portrait.territory(network, chosen)
    portrait.make_basin()
    st.page_link("pages/territoires.py", label=say("portrait.retour"))


full_portrait()
