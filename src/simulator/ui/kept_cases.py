"""Cases kept for a comparison: plain JSON in the session, the same in the address and in a file."""

from typing import Any

import streamlit as st

from simulator.base import limits
from simulator.base.links import loads
from simulator.cases.comparison import (
    MOST,
    Comparison,
    comparison_from_link,
    read_comparison,
)
from simulator.cases.scenario import Scenario
from simulator.errors import InputError, PasserelleError
from simulator.simulate import simulate
from simulator.text import say
from simulator.ui import address, html
from simulator.ui.frame import keep_language

PAGE = "pages/comparer.py"
STATE, APPLIED = "comparaison", "comparaison_lien"
FAULT, TOLD = "comparaison_faute", "comparaison_dite"
VIEW, REFERENCE, FILE = "comparaison_vue", "comparaison_reference", "comparaison_fichier"
LINK = "c"
FORMATS, CASES = "formats", "cas"
"""The two states of the page."""


def kept() -> list[dict[str, Any]]:
    """The cases of the session, as plain JSON."""
    return list(st.session_state.get(STATE, []))


def add(scenario: Scenario) -> None:
    """Keep a case for the comparison, whole: what is private stays in the session."""
    keep_language()
    case, cases = scenario.to_dict(), kept()
    if case in cases:
        st.session_state[TOLD] = say("cas_compares.deja")
        return
    try:
        _hold([*cases, case])
    except InputError as fault:
        st.session_state[TOLD] = str(fault)
        return
    st.session_state[VIEW] = CASES
    told = "premier" if len(kept()) == 1 else "ajoute"
    st.session_state[TOLD] = say(f"cas_compares.{told}", nombre=len(kept()))


def button(scenario: Scenario) -> None:
    """The button of the simulator that keeps its case, and the way to the comparison."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(say("cas_compares.ajouter"), on_click=add, args=(scenario,))
        if kept():
            st.page_link(PAGE, label=say("cas_compares.voir"))
        if told := st.session_state.pop(TOLD, ""):
            st.html(html.source(told, ""), width="content")


def _hold(cases: list[dict[str, Any]]) -> None:
    if len(cases) > MOST:
        raise InputError([("variantes", say("cas_compares.trop", borne=MOST))])
    st.session_state[STATE] = cases


def open_address() -> None:
    """The cases of a link, when it is a new one; what cannot be read erases nothing."""
    _, token = address.asked([LINK])
    if not token or token == st.session_state.get(APPLIED) or address.is_echo(token):
        return
    st.session_state[APPLIED] = token
    try:
        found = comparison_from_link(token)
    except InputError as fault:
        st.session_state[FAULT] = say("cas_compares.lien_casse", detail=str(fault))
        return
    st.session_state[FAULT] = ""
    put(found)


def put(found: Comparison) -> None:
    """Put the cases of a comparison in place of those of the session, whole."""
    st.session_state[STATE] = [case.to_dict() for case in found.cas]
    st.session_state[REFERENCE] = 0
    st.session_state[VIEW] = CASES


def show_formats() -> None:
    """Show the formats of a year, and keep the cases."""
    st.session_state[VIEW] = FORMATS


def is_chosen() -> bool:
    """Whether the page shows the cases rather than the formats."""
    return bool(st.session_state.get(VIEW) == CASES)


def write_address(shared: Comparison) -> None:
    """Put the cases in the address, without what is private."""
    written = address.write([LINK], lambda: {LINK: shared.to_link()})
    if written is not None:
        st.session_state[APPLIED] = written


def rename(rank: int, key: str) -> None:
    """Give a case the name typed in its field."""
    keep_language()
    cases = kept()
    title = str(st.session_state[key]).strip()
    cases[rank] = {k: v for k, v in cases[rank].items() if k != "titre"}
    if title:
        cases[rank]["titre"] = title
    st.session_state[STATE] = cases


def remove(rank: int) -> None:
    """Let a case go."""
    keep_language()
    cases = kept()
    del cases[rank]
    st.session_state[STATE] = cases
    st.session_state[REFERENCE] = 0


def from_file() -> None:
    """Add the cases of a file: a case, or a comparison as the command line reads it."""
    title = say("cas_compares.fichier")
    with st.expander(title):
        uploaded = st.file_uploader(title, type="json", key=FILE, label_visibility="collapsed")
    if uploaded is None or st.session_state.get(f"{FILE}_lu") == uploaded.file_id:
        return
    st.session_state[f"{FILE}_lu"] = uploaded.file_id
    try:
        if uploaded.size > limits.CASE_FILE:
            raise InputError([("", say("partage.trop_gros"))])
        found = read_comparison(loads(uploaded.getvalue().decode("utf-8-sig")))
        for case in found.cas:
            simulate(case)
        _hold([*kept(), *(case.to_dict() for case in found.cas)])
    except (PasserelleError, UnicodeDecodeError) as fault:
        st.html(html.fault(say("cas_compares.refuse", detail=str(fault))))
        return
    st.rerun()
