"""The two keys of a network on the page of data: the link that reads, the key that writes."""

import streamlit as st

from simulator.store import networks as store
from simulator.store.faults import StoreError
from simulator.store.store import Opened
from simulator.text import say
from simulator.ui import html, networks
from simulator.ui.folding import fold

FRESH = "reseau_cle_fraiche"
"""A writing key that its owner has not kept yet: the only moment when it is on a page."""
TOLD = "reseau_cle_dite"
_TYPED = "reseau_cle_saisie"


def show_once(key: str) -> None:
    """Show a new writing key until its owner says that it is kept."""
    st.session_state[FRESH] = key


def block(opened: Opened) -> None:
    """The reading link; for who writes, the writing key and the way to replace either."""
    st.html(html.chart_heading(say("donnees.cles"), say("donnees.cles_sous_titre")))
    if st.session_state.get(networks.OLD_LINK):
        st.html(html.warning(say("donnees.ancien_lien"), say("donnees.ancien_lien_suite")))
    if opened.lecture:
        st.html(html.source(say("donnees.lien_lecture_suite"), say("donnees.lien_lecture")))
        st.code(networks.link(opened), language=None, wrap_lines=True)
    if not opened.ecrit:
        st.html(html.warning(say("donnees.lecture_seule"), say("donnees.lecture_seule_suite")))
        return
    _writing()
    with fold(say("donnees.remplacer"), "remplacer_une_cle") as unfolded:
        if unfolded:
            st.html(html.source(say("donnees.remplacer_note"), ""))
            with st.container(horizontal=True):
                for which in ("lecture", "ecriture"):
                    words = say(f"donnees.remplacer_{which}")
                    st.button(words, key=f"remplacer_{which}", on_click=_replace, args=(which,))


def _writing() -> None:
    fresh = st.session_state.get(FRESH)
    if not fresh:
        st.html(html.source(say("donnees.cle_deja_montree"), ""))
        return
    st.html(html.warning(say("donnees.cle_ecriture"), say("donnees.cle_ecriture_suite")))
    st.code(fresh, language=None, wrap_lines=True)
    st.button(say("donnees.cle_gardee"), key="cle_gardee", on_click=_kept)


def _kept() -> None:
    st.session_state.pop(FRESH, None)


def _replace(which: str) -> None:
    """Another key in place of one; the session follows."""
    key = st.session_state[networks.KEY]
    try:
        if which == "lecture":
            store.store().replace_reading_key(key)
        else:
            fresh = store.store().replace_writing_key(key)
            st.session_state[networks.KEY] = fresh
            st.session_state[networks.OLD_LINK] = False
            show_once(fresh)
    except StoreError as fault:
        st.session_state[TOLD] = html.warning(say("donnees.cle_refusee"), str(fault))
        return
    done = html.done(say("donnees.remplacee"), say(f"donnees.remplacee_{which}"))
    st.session_state[TOLD] = done


def tell_last() -> None:
    """What the last change or opening came to, once."""
    if told := st.session_state.pop(TOLD, None):
        st.html(told)


def open_by_key() -> None:
    """A field for a key or a link: neither travels by the address."""
    with fold(say("donnees.ouvrir"), "ouvrir_par_cle") as unfolded:
        if unfolded:
            st.text_input(
                say("donnees.ouvrir_champ"),
                type="password",
                key=_TYPED,
                max_chars=500,
                autocomplete="off",
            )
            st.button(say("donnees.ouvrir_bouton"), key="ouvrir_par_cle_bouton", on_click=_open)


def _open() -> None:
    """Open the network of what was typed; what was typed is then forgotten, unless unknown."""
    typed = str(st.session_state.get(_TYPED, "")).strip()
    key = typed.rpartition(f"{networks.PARAMETER}=")[2].partition("&")[0].strip()
    refused = say("donnees.ouverture_refusee")
    if not key:
        st.session_state[TOLD] = html.warning(refused, say("donnees.ouvrir_rien"))
        return
    try:
        opened = store.store().open(key)
    except StoreError as fault:
        st.session_state[TOLD] = html.warning(refused, str(fault))
        return
    if opened is None:
        st.session_state[TOLD] = html.warning(refused, say("donnees.base.inconnu"))
        return
    st.session_state[_TYPED] = ""
    networks.keep(key)
    st.session_state.pop(FRESH, None)
    does = say("donnees.ouvert_suite_ecriture" if opened.ecrit else "donnees.ouvert_suite_lecture")
    st.session_state[TOLD] = html.done(say("donnees.ouvert"), does)
