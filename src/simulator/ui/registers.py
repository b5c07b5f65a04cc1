"""The three registers on screen: their search, and each with its CSV."""

from functools import partial

import streamlit as st

from simulator.stories import registers
from simulator.stories.registers import EVERYWHERE, FIRST
from simulator.stories.table import Table
from simulator.text import say
from simulator.ui import html
from simulator.ui.downloads import CSV, french_csv, offer
from simulator.ui.folding import fold

ROW = "loi"
FIRST_SHOWN, FIRST_FOUND = 8, 40  # rows on the page, of a search; one click shows them all
SOUGHT, DOMAIN = "sources_cherche", "sources_domaine"


def asked() -> None:
    """The row of law that the address asks for, above the registers; said when it is not there."""
    parameter = st.query_params.get(ROW)
    if not parameter:
        return
    found = registers.asked_row(parameter)
    if found is None:
        told = registers.why_absent(parameter)
        st.html(html.warning(say("sources.ligne_absente_titre"), told))
        return
    name, table = found
    with st.container(key="ligne_demandee"):
        st.html(html.chart_heading(name, say("sources.ligne_demandee")))
        st.html(html.table(table))


def search() -> str:
    """What is sought in every register; a search looks everywhere until a domain is chosen."""
    sought = st.text_input(
        say("sources.chercher"),
        placeholder=say("sources.chercher_exemple"),
        key=SOUGHT,
        on_change=_look_everywhere,
    ).strip()
    if sought:
        st.html(html.source(registers.counts(sought), ""))
    return sought


def _look_everywhere() -> None:
    st.session_state[DOMAIN] = EVERYWHERE if st.session_state[SOUGHT].strip() else FIRST


def law_of_a_domain(sought: str) -> None:
    """The law of the domain chosen; each domain says how many of its rows answer the search."""
    names = registers.domains(sought)
    st.session_state.setdefault(DOMAIN, FIRST)
    domain = st.selectbox(
        say("sources.domaine"), list(names), key=DOMAIN, format_func=names.__getitem__
    )
    show(registers.law_of(domain, sought), "loi")


def show(found: Table | None, key: str) -> None:
    """What a search finds in a register, and its file; or that it finds nothing."""
    if found is None:
        st.html(html.source(say("sources.rien"), ""))
        return
    most = FIRST_FOUND if str(st.session_state.get(SOUGHT, "")).strip() else FIRST_SHOWN
    st.html(html.table(found, most))
    if len(found.rows) > most:
        with fold(registers.more_rows(found), f"toutes_{key}") as opened:
            if opened:
                st.html(html.table(found))
    make = partial(french_csv, found.heads, found.written)
    offer(say("sources.telecharger"), make, f"{key}.csv", CSV, key=f"csv_{key}")
