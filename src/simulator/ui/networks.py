"""Which network a page shows: the one we ship, or the user's own. One control, always named.

The user's network is opened by the key in the address (`?reseau=…`) and kept in the session. The
key is the only door: nothing lists networks.
"""

import streamlit as st

from simulator import store
from simulator.network.model import Network
from simulator.network.own.tables import Tables
from simulator.network.shipped import shipped
from simulator.store import Opened, StoreError
from simulator.text import say
from simulator.ui import html

PARAMETER = "reseau"
KEY, SHOWN, APPLIED = "reseau_cle", "reseau_est_a_moi", "reseau_applique"
_SHIPPED, _OWN = "livre", "mien"


def choose() -> Network:
    """The network of this session, with the control that changes it; its name is written there."""
    opened = open_network()
    with st.container(key="reseau_montre"):
        if opened is not None:
            _control(opened)
        network = _network(opened)
        st.html(html.source(name_of(network), say("reseau.montre")))
    return network


def own_tables() -> Tables | None:
    """The tables of the user's network when it is the one shown, else None."""
    key = st.session_state.get(KEY)
    if key is None or not st.session_state.get(SHOWN):
        return None
    try:
        return store.own_tables(key)
    except StoreError as fault:
        st.html(html.fault(str(fault)))
        return None


def name_of(network: Network) -> str:
    """The network's name as people read it."""
    return say("reseau.livre") if network.livre else say("reseau.vos_donnees", nom=network.nom)


def source_of(network: Network) -> str:
    """Where a network's figures come from, for the foot of its charts."""
    return (
        say("reseau.livre_source") if network.livre else say("reseau.vos_donnees", nom=network.nom)
    )


def open_network() -> Opened | None:
    """The user's network: that of the address when it is new, else that of the session.

    Its key goes back into the address, which a change of page empties.
    """
    asked = st.query_params.get(PARAMETER)
    if asked and asked != st.session_state.get(APPLIED):
        st.session_state[APPLIED] = asked
        keep(asked, only_if_there=True)
    key = st.session_state.get(KEY)
    if key is None:
        return None
    opened = _opened(key)
    if opened is None:
        forget()
    elif asked != key:
        st.query_params[PARAMETER] = key
    return opened


def keep(key: str, *, only_if_there: bool = False) -> None:
    """Open a network in this session, and show it."""
    if only_if_there and _opened(key) is None:
        return
    st.session_state[KEY] = st.session_state[APPLIED] = key
    st.session_state[SHOWN] = True


def link() -> str:
    """The address that opens the user's network, on the page where it stands."""
    here = (st.context.url or "").split("?")[0]
    return f"{here}?{PARAMETER}={st.session_state[KEY]}"


def forget() -> None:
    """Close the user's network in this session; its link opens it again."""
    for name in (KEY, SHOWN):
        st.session_state.pop(name, None)
    if PARAMETER in st.query_params:
        st.session_state[APPLIED] = st.query_params[PARAMETER]
        del st.query_params[PARAMETER]


def _opened(key: str) -> Opened | None:
    """The network of a key, or a sentence that says why there is none."""
    try:
        opened = store.store().open(key)
    except StoreError as fault:
        st.html(html.fault(str(fault)))
        return None
    if opened is None:
        st.html(html.warning(say("reseau.lien_inconnu"), say("donnees.base.inconnu")))
    return opened


def _control(opened: Opened) -> None:
    """The two networks, side by side."""
    words = {_SHIPPED: say("reseau.livre_court"), _OWN: opened.nom}
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
    """The network to show; the one we ship when the other cannot be read."""
    if opened is None or not st.session_state.get(SHOWN):
        return shipped()
    try:
        return store.own_network(st.session_state[KEY])
    except StoreError as fault:
        st.html(html.fault(str(fault)))
        return shipped()
