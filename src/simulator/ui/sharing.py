"""What leaves a page with its case, and how a saved case comes back, on both pages of cases."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import streamlit as st

from simulator.base import limits
from simulator.base.links import loads
from simulator.cases.programme import read_programme
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.errors import InputError, PasserelleError
from simulator.simulate import simulate
from simulator.text import formats, say
from simulator.ui import current, html, programme_state
from simulator.ui import sponsor_state as sponsor
from simulator.ui.frame import keep_language

SIMULATOR, SPONSOR, PROGRAMME = "simuler", "mecene", "programme"
_CHOSEN, _TOLD, _TURN = "cas_choisi", "cas_dit", "cas_tour"


@contextmanager
def leaving(left_out: Sequence[str], *, ticked: bool = True) -> Iterator[None]:
    """What the address does not hold, said first; then a row: what copies it, and files to add.

    `ticked` says that a box above puts it in.
    """
    if left_out:
        told = say("partage.tu", champs=formats.listed(list(left_out)))
        told += f" {say('partage.tu_cocher')}" if ticked else ""
        st.html(html.warning(say("partage.tu_titre"), told))
    with st.container(horizontal=True):
        st.html(html.copy_button(say("partage.copier"), say("partage.copie")), width="content")
        yield


def open_saved(page: str) -> None:
    """Open a case saved as a file, of this page or of the other."""
    with st.expander(say("partage.ouvrir")):
        st.file_uploader(
            say("partage.ouvrir"),
            type="json",
            key=f"{_CHOSEN}_{page}_{st.session_state.get(_TURN, 0)}",
            on_change=_open,
            args=(page,),
            label_visibility="collapsed",
        )
    told = st.session_state.get(_TOLD)
    if not told:
        return
    if told.get("faute"):
        st.html(html.fault(told["faute"]))
    elif (place := told["page"]) != page:
        st.html(html.source(say(f"partage.ouvert_{place}"), ""))
        st.page_link(f"pages/{place}.py", label=say("partage.y_aller"))


def _open(page: str) -> None:
    keep_language()
    uploaded = st.session_state.get(f"{_CHOSEN}_{page}_{st.session_state.get(_TURN, 0)}")
    if uploaded is None:
        return
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    try:
        st.session_state[_TOLD] = {"page": _take(uploaded)}
    except PasserelleError as fault:
        st.session_state[_TOLD] = {"faute": say("partage.refuse", detail=str(fault))}


def _take(uploaded: Any) -> str:
    """Put the case of a file on its page, which is named; raises PasserelleError."""
    if uploaded.size > limits.CASE_FILE:
        raise InputError([("", say("partage.trop_gros"))])
    try:
        data = loads(uploaded.getvalue().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError([("", say("erreurs.fichier_encodage", fichier=uploaded.name))]) from None
    if not isinstance(data, dict):
        raise InputError([("", say("partage.pas_un_cas"))])
    if "dispositif" in data:
        scenario = read(data)
        simulate(scenario)
        current.show(scenario)
        return SIMULATOR
    if "lignes" in data:
        programme_state.open_file(read_programme(data))
        return PROGRAMME
    if "operations" not in data:
        raise InputError([("", say("partage.pas_un_cas"))])
    sponsor.open_case(read_case(data))
    return SPONSOR
