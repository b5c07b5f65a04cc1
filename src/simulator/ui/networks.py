"""Which network a page shows: the one we ship, or the user's own. One control, always named.

The user's network is opened by the key in the address (`?reseau=…`), which only reads, or by one
typed on the page of data; it is kept in the session. A key is there, or is not, or nobody knows
because the database does not answer: then nothing is forgotten, neither address nor session.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from simulator.network.imports.tables import Tables
from simulator.network.model import Network
from simulator.network.shipped import shipped
from simulator.store import networks as store
from simulator.store.faults import StoreError
from simulator.store.store import Opened
from simulator.stories.network import name_of
from simulator.text import say
from simulator.ui import html
from simulator.ui.labels import literal

PARAMETER = "reseau"
KEY, SHOWN, APPLIED = "reseau_cle", "reseau_est_a_moi", "reseau_applique"
WAITING, MISSING = "reseau_en_attente", "reseau_absent"
"""The key of an address that the database has not judged yet; one that opens nothing."""
MEANWHILE, OLD_LINK = "reseau_en_attendant", "reseau_ancien_lien"
_SHIPPED, _OWN = "livre", "mien"
_T = TypeVar("_T")


@dataclass(frozen=True)
class Answer:
    """What the database says of this session's key: a network, none, or why it cannot say."""

    opened: Opened | None = None
    unknown: StoreError | None = None
    is_missing: bool = False  # the key of the address opens nothing


def choose() -> Network:
    """The network of this session, with the control that changes it; its name is written there.

    When the user's network is wanted and the database does not answer, the page says so and stops:
    another network is never shown in its place unless the reader asks.
    """
    answer = look()
    with st.container(key="reseau_montre"):
        if answer.is_missing:
            st.html(html.warning(say("reseau.lien_inconnu"), say("donnees.base.inconnu")))
        if answer.unknown is not None:
            tell(answer.unknown)
            _wait_or_shipped()
        elif answer.opened is not None:
            _control(answer.opened)
        network = _network(answer.opened)
        st.html(html.source(name_of(network), say("reseau.montre")))
    return network


def own_tables() -> Tables | None:
    """The tables of the user's network when it is the one shown, else None."""
    key = st.session_state.get(KEY)
    if key is None or not st.session_state.get(SHOWN) or st.session_state.get(MEANWHILE):
        return None
    return _or_stop(lambda: store.own_tables(key))


def tables_of(opened: Opened | None) -> Tables | None:
    """The tables of the network that is open, shown or not; None when none is."""
    if opened is None:
        return None
    return _or_stop(lambda: store.own_tables(st.session_state[KEY]))


def look() -> Answer:
    """What the key of the address, when it is new, or that of the session opens now."""
    st.session_state.pop(MEANWHILE, None)
    address = st.query_params.get(PARAMETER)
    asked = address or st.session_state.get(WAITING)
    try:
        if asked and asked != st.session_state.get(APPLIED):
            st.session_state[WAITING] = asked
            _take(asked)
            st.session_state.pop(WAITING, None)
        key = st.session_state.get(KEY)
        is_missing = bool(address) and address == st.session_state.get(MISSING)
        if key is None:
            return Answer(is_missing=is_missing)
        opened = store.store().open(key)
        if opened is None:  # an answer: erased, or its key was replaced
            st.session_state[MISSING] = address
            _close()
            return Answer(is_missing=True)
        if not is_missing:
            _write_address(key, opened)
    except StoreError as fault:
        return Answer(unknown=fault)
    return Answer(opened, is_missing=is_missing)


def _take(asked: str) -> None:
    """Open the network of an address; one that opens nothing is said, and its address stays."""
    opened = store.store().open(asked)
    st.session_state[APPLIED] = asked
    if opened is None:
        st.session_state[MISSING] = asked
        return
    held = st.session_state.get(KEY)
    if held and not opened.ecrit:  # a reading link never takes the pen from who holds it
        own = store.store().open(held)
        if own is not None and own.id == opened.id:
            return
    keep(asked)
    st.session_state[OLD_LINK] = opened.ecrit


def _write_address(key: str, opened: Opened) -> None:
    """Only the reading key stands in the address; a network of before gets one at once."""
    reading = opened.lecture or store.store().replace_reading_key(key)
    if st.query_params.get(PARAMETER) != reading:
        st.query_params[PARAMETER] = reading
        st.session_state[APPLIED] = reading


def keep(key: str) -> None:
    """Open a network in this session, and show it."""
    st.session_state[KEY] = key
    st.session_state[SHOWN] = True
    st.session_state[OLD_LINK] = False


def link(opened: Opened) -> str:
    """The address that shows the user's network, on the page where it stands, and only reads."""
    here = (st.context.url or "").split("?")[0]
    return f"{here}?{PARAMETER}={opened.lecture}"


def forget() -> None:
    """Close the user's network here, as the reader asked; its link opens it again."""
    _close()
    if PARAMETER in st.query_params:
        st.session_state[APPLIED] = st.query_params[PARAMETER]
        del st.query_params[PARAMETER]


def _close() -> None:
    for name in (KEY, SHOWN, WAITING, OLD_LINK):
        st.session_state.pop(name, None)


def tell(fault: StoreError) -> None:
    """The database does not answer: why, and that the key is kept."""
    words = f"{fault} {say('reseau.cle_gardee')}"
    st.html(html.warning(say("reseau.base_muette"), words))


def _wait_or_shipped() -> None:
    """Two ways out while the database is away; the page stops unless ours is asked for."""
    with st.container(horizontal=True):
        st.button(say("reseau.reessayer"), key="reseau_reessayer")
        is_ours = bool(st.session_state.get(KEY)) and not st.session_state.get(SHOWN)
        if not is_ours:
            is_ours = st.toggle(say("reseau.en_attendant"), key="reseau_en_attendant_choisi")
    st.session_state[MEANWHILE] = is_ours
    if not is_ours:
        st.stop()


def _or_stop(ask: Callable[[], _T]) -> _T:
    """What the database answers; when it does not, the page says so and stops there."""
    try:
        return ask()
    except StoreError as fault:
        tell(fault)
        st.stop()


def _control(opened: Opened) -> None:
    """The two networks, side by side."""
    words = {_SHIPPED: say("reseau.livre_court"), _OWN: literal(opened.nom)}
    st.session_state["reseau_controle"] = _OWN if st.session_state.get(SHOWN) else _SHIPPED

    def chosen() -> None:
        st.session_state[SHOWN] = st.session_state["reseau_controle"] == _OWN

    st.segmented_control(
        say("reseau.montrer"),
        [_SHIPPED, _OWN],
        required=True,
        format_func=words.__getitem__,
        key="reseau_controle",
        on_change=chosen,
    )


def _network(opened: Opened | None) -> Network:
    """The network to show: ours, unless the reader's own is open and chosen."""
    if opened is None or not st.session_state.get(SHOWN):
        return shipped()
    return _or_stop(lambda: store.own_network(st.session_state[KEY]))
