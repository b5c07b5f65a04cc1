"""Where the schemes are, and what is known of each territory."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from simulator.network.measures import measure_each
from simulator.network.model import Network
from simulator.stories import page_titles
from simulator.stories.territories_map import answer
from simulator.text import say
from simulator.ui import html, networks, territories, titles
from simulator.ui.frame import keep_language, require_frame

require_frame()
VIEWS = (territories.SITES, territories.FIGURE, territories.PAIRED)


@st.fragment
def network_map() -> None:
    """Where the sites are, first; then a figure on the map, then two territories side by side."""
    keep_language()
    st.html(html.question(say("territoires.question")))
    above = st.container()
    network = networks.choose()
    names = {view: say(f"territoires_liste.vues.{view}") for view in VIEWS}
    where, figure, pair = st.tabs(list(names.values()), default=names[territories.opening()])
    with where:
        territories.sites(network)
    with figure:
        one_figure(network, above)
    with pair:
        territories.side_by_side(network)


def one_figure(network: Network, above: DeltaGenerator) -> None:
    """A measure on the map at left, one territory at right; the answer above the choices."""
    measure, scheme, year = territories.ask(network)
    shown = measure_each(network, measure, scheme, year)
    above.html(html.answer(answer(shown, measure, year)))
    if not shown:
        return
    left, right = st.columns([3, 2], gap="large")
    with right:
        chosen = territories.choose(network, [r.territoire for r in shown])
    with left:
        territories.map_of(network, shown, chosen, measure, year)
    if chosen is None:
        return
    titles.show(page_titles.of_territory("territoires", chosen.nom))
    with right:
        territories.two_figures(network, chosen, year)
        territories.job_bars(network, chosen, year)
        territories.peers_table(network, chosen, most=2)
        st.page_link(
            "pages/portrait.py",
            label=say("territoires.portrait"),
            query_params={"territoire": chosen.id},
        )


network_map()
