"""The case in the address: who opens a link gets it, whoever moves an answer rewrites it.

The address wins when it is not the one last applied. What came there and could not be read stays
until something changes. Who types fast answers before the browser has heard of the address that
the last answer wrote: what comes then is an echo, and no link.
"""

import time
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from simulator.errors import InputError
from simulator.ui import fields, html

REPLACED = "adresses_remplacees"
"""When each address that this session wrote was replaced by the next one."""
_REMEMBERED = 20


def asked(parameters: Sequence[str]) -> tuple[str, str]:
    """The first of these parameters that the address holds, and its value; empty when none does."""
    return next(((p, v) for p in parameters if (v := st.query_params.get(p, ""))), ("", ""))


def is_echo(value: str) -> bool:
    """Whether an address is one that this session has just replaced, or that an answer brought.

    Back brings such an address too: later, and with no answer.
    """
    since = st.session_state.get(REPLACED, {}).get(value)
    return since is not None and (fields.moved() or time.monotonic() - since < fields.HEARD_WITHIN)


def _replaced(value: str) -> None:
    before = st.session_state.get(REPLACED, {})
    kept = list(before.items())[1 - _REMEMBERED :]
    st.session_state[REPLACED] = {**dict(kept), value: time.monotonic()}


def write(parameters: Sequence[str], wanted: Callable[[], Mapping[str, str]]) -> str | None:
    """Put what is wanted in the address, and nothing else of these parameters; its value.

    None when it is too long for an address: the one that is there would be another case's.
    """
    try:
        values = wanted()
    except InputError as fault:
        for parameter in parameters:
            st.query_params.pop(parameter, None)
        st.html(html.fault(str(fault)))
        return None
    for parameter in parameters:
        if parameter not in values and parameter in st.query_params:
            del st.query_params[parameter]
    for parameter, value in values.items():
        if (before := st.query_params.get(parameter)) != value:
            _replaced(before or "")
            st.query_params[parameter] = value
    return next(iter(values.values()))
