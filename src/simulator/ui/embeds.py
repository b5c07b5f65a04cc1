"""One chart of a page inside another site: `?graphique=<name>&embed=true`, and nothing around it.

The choices that an address does not hold are in `etat`; a reader's own network is never shown so.
"""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from simulator.base.links import pack
from simulator.stories.picture import Picture
from simulator.text import say
from simulator.ui import html

PARAMETER, STATE = "graphique", "etat"
SEEN = "graphiques_vus"
"""The pictures that the page made in this run."""
HEIGHT = 560  # pixels that a site gives to the frame
PRIVATE = ("reseau", "d")
"""Parameters that hold a key."""
VERSION = 1
"""Of what `etat` holds."""


def asked() -> str:
    """The chart that this session shows alone; empty for a whole page."""
    is_embedded = st.context.is_embedded is True
    return str(st.query_params.get(PARAMETER, "")) if is_embedded else ""


def catch(told: Picture) -> bool:
    """Keep a picture of the page aside while one is shown alone; says whether it did."""
    seen = st.session_state.get(SEEN)
    if seen is None:
        return False
    seen[told.name] = told
    return True


def whole_address(**parameters: str) -> str:
    """The address of this page without what shows a chart alone, and with other parameters."""
    kept = {k: v for k, v in st.query_params.items() if k not in (PARAMETER, STATE)}
    here, told = (st.context.url or "").split("?")[0], {**kept, **parameters}
    return f"{here}?{urlencode(told)}" if told else here


def snippet(told: Picture) -> str:
    """The lines that put a picture into another page; empty for what only its reader may show."""
    if any(name in st.query_params for name in PRIVATE):
        return ""
    state = {}
    if told.again and told.again.kind == "graphique":
        case = {k: v for k, v in told.again.case().items() if k != "nom"}
        if "reseau" in case:
            return ""
        state = {STATE: pack(case, VERSION)}
    address = whole_address(**state, **{PARAMETER: told.name, "embed": "true"})
    title = escape(told.drawing.title)
    return (
        f'<iframe src="{escape(address)}" title="{title}" width="100%" height="{HEIGHT}" '
        'loading="lazy"></iframe>'
    )


def offer(told: Picture) -> None:
    """The lines to copy into a site."""
    if lines := snippet(told):
        st.html(html.source(say("integrer.comment"), say("integrer.titre")))
        st.code(lines, language=None, wrap_lines=True)
