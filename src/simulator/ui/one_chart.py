"""A page that shows one chart alone, with its title, its source and the way back."""

from collections.abc import Callable
from html import escape

import streamlit as st

from simulator.base.links import unpack
from simulator.cases.kept_picture import read_chart
from simulator.errors import InputError, PasserelleError
from simulator.exports.freezing import frozen_item
from simulator.stories import kept_pictures, twenty_years_words
from simulator.stories.picture import Picture
from simulator.text import say
from simulator.ui import drawings, history, html
from simulator.ui.embeds import PRIVATE, SEEN, STATE, VERSION, asked, whole_address

HIDDEN = "hors_cadre"
"""The container that nobody sees, in which the page is made."""


def show(run: Callable[[], None]) -> None:
    """The chart that was asked for: from its own choices, else from the page, which `run` makes."""
    name = asked()
    if name == history.TWENTY:
        _twenty_years()
        return
    try:
        told = _of_state(name) if st.query_params.get(STATE) else _of_page(name, run)
    except PasserelleError as fault:
        st.html(html.warning(say("integrer.refuse"), str(fault)))
        told = None
    if told is not None:
        _alone(told)
    _back()


def _of_state(name: str) -> Picture | None:
    """A chart by the choices of its address, which name no network of anybody's."""
    case = unpack(st.query_params[STATE], VERSION)
    asked_for = read_chart({**case, "nom": name} if isinstance(case, dict) else case)
    if asked_for.reseau is not None:
        raise InputError([("reseau", say("integrer.prive"))])
    plain = asked_for.model_dump(exclude_none=True)
    return kept_pictures.pictures(frozen_item("graphique", plain))[0]


def _of_page(name: str, run: Callable[[], None]) -> Picture | None:
    """A chart of the page as its address says it."""
    if any(st.query_params.get(private) for private in PRIVATE):
        raise InputError([("reseau", say("integrer.prive"))])
    st.session_state[SEEN] = {}
    place = st.empty()
    try:
        with place.container(key=HIDDEN):
            run()
    finally:
        seen: dict[str, Picture] = st.session_state.pop(SEEN)
        place.empty()
    if name not in seen:
        known = ", ".join(seen) or say("integrer.aucun")
        raise InputError([("graphique", say("integrer.inconnu", nom=name[:60], connus=known))])
    return seen[name]


def _twenty_years() -> None:
    """The one picture that is no chart."""
    with st.container(key="graphique_seul"):
        st.html(html.chart_heading(twenty_years_words.answer(), level=1))
        history.picture()
    _back()


def _alone(told: Picture) -> None:
    drawing = told.drawing
    with st.container(key="graphique_seul"):
        st.html(html.chart_heading(drawing.title, drawing.subtitle, 1))
        if drawing.legend:
            drawings.legend(drawing)
        drawings.chart(drawing, key="carte_fixe_seule")
        st.html(html.source(drawing.source, say("mots.source")))


def _back() -> None:
    """To the page that the chart comes from, with what its address says."""
    address = whole_address()
    words = escape(say("integrer.retour"))
    st.html(
        f'<p class="p-source"><a href="{escape(address)}" target="_blank" rel="noopener">'
        f"{words}</a></p>"
    )
