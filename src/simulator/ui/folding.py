"""Sections that cost nothing while they are closed: the server draws them when they open."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from simulator.ui import embeds


@contextmanager
def fold(label: str, key: str, *, expanded: bool = False) -> Iterator[bool]:
    """A section to unfold; yields whether it is open, so that the caller draws only then."""
    if embeds.SEEN in st.session_state:  # one chart is looked for, wherever the page has it
        yield True
        return
    if expanded:
        st.session_state[key] = True
    with st.expander(label, key=key, on_change="rerun") as section:
        yield bool(section.open)
