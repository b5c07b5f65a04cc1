"""The case in the address: who opens a link gets it, whoever moves an answer rewrites it.

The address wins when it is not the one last applied. What came there and could not be read stays
until something changes.
"""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from simulator.errors import InputError
from simulator.ui import html


def asked(parameters: Sequence[str]) -> tuple[str, str]:
    """The first of these parameters that the address holds, and its value; empty when none does."""
    return next(((p, v) for p in parameters if (v := st.query_params.get(p, ""))), ("", ""))


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
        if st.query_params.get(parameter) != value:
            st.query_params[parameter] = value
    return next(iter(values.values()))
