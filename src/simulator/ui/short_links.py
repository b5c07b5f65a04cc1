"""A link too long for a mail: the case is kept by the server, and a key opens it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from simulator.base.links import pack
from simulator.errors import InputError
from simulator.store.faults import StoreError
from simulator.store.links import links
from simulator.text import say
from simulator.ui import html
from simulator.ui.frame import keep_language

PARAMETER, MADE, FAULT = "court", "lien_court", "lien_court_faute"
FITS = 2_000
"""Characters of an address that every mail carries whole."""


def is_too_long(case: Mapping[str, Any]) -> bool:
    """Whether the address of a case would be cut by a mail, or refused."""
    try:
        return len(_here()) + len(pack(case, 1)) > FITS
    except InputError:
        return True


def offer(genre: str, case: Mapping[str, Any]) -> None:
    """A short link to the public case, where its address is too long; nothing elsewhere."""
    if not is_too_long(case):
        return
    st.html(html.source(say("partage.trop_long"), ""))
    st.button(
        say("partage.raccourcir"), key=f"raccourcir_{genre}", on_click=_make, args=(genre, case)
    )
    if fault := st.session_state.pop(FAULT, ""):
        st.html(html.fault(fault))
    made: tuple[str, Any] | None = st.session_state.get(MADE)
    if made and made[1] == (genre, dict(case)):
        link = f"{_here()}?{PARAMETER}={made[0]}"
        st.code(link, language=None, wrap_lines=True)
        st.html(html.copy_button(say("partage.copier"), say("partage.copie"), link))


def _make(genre: str, case: Mapping[str, Any]) -> None:
    keep_language()
    try:
        st.session_state[MADE] = links().keep(genre, case), (genre, dict(case))
    except StoreError as fault:
        st.session_state[FAULT] = str(fault)


def _here() -> str:
    return (st.context.url or "").split("?")[0]
