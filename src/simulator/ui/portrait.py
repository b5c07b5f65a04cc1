"""A territory in full, or a basin that the reader draws: on one screen, ready to print."""

import streamlit as st

from simulator.errors import InputError
from simulator.network.basin import Basin, basin_of, inside, partly, read_basin
from simulator.network.geo import departements, epci
from simulator.network.model import Network, Territory
from simulator.stories import basin as basins
from simulator.stories import target_pace
from simulator.stories import territory as told
from simulator.text import say
from simulator.ui import drawings, history, html, keeping, territories
from simulator.ui.folding import fold

BASIN = "bassin"
ASKED = "bassin_a_ouvrir"
"""Where another page leaves the link of a basin that this one is to show."""
MOST_SIDE_BY_SIDE = 5  # territories shown beside the map; the table holds them all


def asked_basin() -> tuple[Basin | None, str]:
    """The basin of the address, and what is wrong with it: nothing else takes its place."""
    if asked := st.session_state.pop(ASKED, ""):
        st.query_params[BASIN] = asked
    token = st.query_params.get(BASIN)
    if not token:
        return None, ""
    try:
        return basin_of(token), ""
    except InputError as fault:
        return None, str(fault)


def no_basin(fault: str) -> None:
    """A basin that could not be read: said, and the way to the territories."""
    st.html(html.fault(fault))
    st.button(say("portrait.bassin_fermer"), key="bassin_fermer", on_click=_close_basin)


def _close_basin() -> None:
    st.query_params.pop(BASIN, None)


def territory(network: Network, one: Territory) -> None:
    """Everything that is published of a territory, and what is not."""
    st.html(html.answer(told.answer(network, one)))
    name = told.title(one)
    st.html(html.source(told.subtitle(one), name))
    if told.is_known(network, one):
        _figures(network, one)
    else:
        st.html("".join(html.source(words, head) for head, words in told.identity(one)))
        st.html(html.source(say("sans_chiffre.apporter"), ""))
        st.page_link("pages/donnees.py", label=say("donnees.menu"))
    if one.id == target_pace.territory() and network.livre:
        history.target()
    if (figures := told.figures(network, one)) is not None:
        st.html(html.chart_heading(say("portrait.chiffres"), say("portrait.chiffres_sous_titre")))
        st.html(html.table(figures))
    if (others := told.others(network, one)) is not None:
        with fold(say("portrait.autres"), "autres_faits", expanded=True) as opened:
            if opened:
                st.html(html.table(others))
    keeping.again(told.again(network, one), "portrait", told.answer(network, one), quiet=False)
    keeping.told("portrait")
    with st.container(key="imprimer"):
        st.html(html.source(say("portrait.imprimer"), ""))


def _figures(network: Network, one: Territory) -> None:
    """Figures and jobs at left; peers and what no source gives at right."""
    left, right = st.columns(2, gap="large")
    with left:
        territories.two_figures(network, one, None)
        territories.job_bars(network, one, None)
        st.html("".join(html.source(words, head) for head, words in told.identity(one)))
    with right:
        territories.peers_table(network, one, most=4)
        st.html(html.chart_heading(say("portrait.inconnus")))
        st.html(html.source(told.unknowns(network, one), told.title(one)))


def make_basin() -> None:
    """Departments, groups of communes, a name: then the basin is in the address."""
    with fold(say("portrait.bassin"), "composer_bassin") as opened:
        if not opened:
            return
        st.html(html.source(say("portrait.bassin_aide"), say("mots.lecture")))
        if token := _typed_basin():
            st.query_params[BASIN] = token
            st.rerun()


def _typed_basin() -> str:
    """The link of the basin that its form asks for: nothing runs while it is being typed.

    Empty when nothing is asked, or what is asked cannot be read: then it is said.
    """
    with st.form("bassin", border=False, enter_to_submit=False):
        name = st.text_input(say("portrait.bassin_nom"), max_chars=60, key="bassin_nom")
        deps = _some_of(
            "departements",
            {code: f"{place.name} ({code})" for code, place in departements().items()},
        )
        parts = _some_of(
            "epci", {code: f"{group.name} ({group.department})" for code, group in epci().items()}
        )
        if not st.form_submit_button(say("portrait.bassin_ouvrir"), key="bassin_ouvrir"):
            return ""
    try:
        return read_basin({"nom": name, "departements": deps, "epci": parts}).to_link()
    except InputError as fault:
        st.html(html.fault(str(fault)))
        return ""


def _some_of(what: str, names: dict[str, str]) -> list[str]:
    """The places chosen among those of a kind, by their codes."""
    return st.multiselect(
        say(f"portrait.bassin_{what}"),
        list(names),
        key=f"bassin_{what}",
        format_func=names.__getitem__,
        placeholder="",
        select_all=False,
    )


def basin_page(network: Network, basin: Basin) -> None:
    """The basin on the map, its territories line by line, sums only where they make sense."""
    held, touched = inside(network, basin), partly(network, basin)
    st.html(html.answer(basins.answer(basin, held, touched)))
    st.button(say("portrait.bassin_fermer"), key="bassin_fermer", on_click=_close_basin)
    left, right = st.columns([3, 2], gap="large")
    with left:
        drawings.picture(basins.picture(network, basin, held))
    with right:
        for one in held[:MOST_SIDE_BY_SIDE]:
            st.html(html.chart_heading(one.nom, told.subtitle(one)))
            territories.two_figures(network, one, None)
    if held:
        st.html(html.chart_heading(say("portrait.bassin_dedans")))
        st.html(html.table(basins.table(network, held)))
        st.html(html.source(say("portrait.bassin_somme_note"), say("mots.lecture")))
    if touched:
        st.html(html.source(basins.in_part(touched), say("mots.lecture")))
    phrase = basins.answer(basin, held, touched)
    keeping.again(basins.again(network, basin), "portrait", phrase, quiet=False)
    keeping.told("portrait")
