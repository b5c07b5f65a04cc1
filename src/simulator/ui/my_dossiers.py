"""« Mes dossiers » of this browser, without an account: a cookie with a key, a title, a day.

The script `frame_memory.js` writes it, from the acts of a session; nothing of a figure is in it.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from html import escape
from typing import Any
from urllib.parse import unquote

import streamlit as st

from simulator.cases.dossier_kept import OpenedDossier
from simulator.stories.dossier_told import name_of
from simulator.stories.dossier_versions import remembered
from simulator.text import say
from simulator.ui import html
from simulator.ui.frame import keep_language

COOKIE, ACTS, LIST = "passerelle_dossiers", "mes_dossiers_actes", "mes_dossiers"
MOST, LONGEST_TITLE, LONGEST_KEY = 8, 60, 64
EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Known:
    """A dossier that this browser remembers: the key that opened it, its title, the day it did."""

    cle: str
    titre: str
    jour: date


def recent() -> Sequence[Known]:
    """The dossiers of this browser, the last opened first; none where it keeps nothing."""
    if LIST not in st.session_state:
        st.session_state[LIST] = read_cookie(st.context.cookies.get(COOKIE, ""))
    return tuple(st.session_state[LIST])


def read_cookie(text: Any) -> list[Known]:
    """What a cookie holds; what is no dossier in it is left out."""
    try:
        found = json.loads(unquote(text)) if text and isinstance(text, str) else []
    except ValueError:
        return []
    told = [_known(one) for one in found] if isinstance(found, list) else []
    return [one for one in told if one is not None][:MOST]


def _known(one: Any) -> Known | None:
    try:
        key, title, day = one["cle"], one["titre"], date.fromisoformat(one["jour"])
    except (KeyError, TypeError, ValueError):
        return None
    fits = isinstance(key, str) and isinstance(title, str) and 0 < len(key) <= LONGEST_KEY
    return Known(key, title[:LONGEST_TITLE], day) if fits else None


def remember(opened: OpenedDossier, key: str) -> None:
    """Keep a dossier at the head of the list, under the key that opened it."""
    one = Known(key, name_of(opened.dossier)[:LONGEST_TITLE], date.today())
    if recent()[:1] == (one,):
        return
    others = [other for other in recent() if other.cle != key]
    st.session_state[LIST] = [one, *others][:MOST]
    _ask({"garde": {**asdict(one), "jour": one.jour.isoformat()}})


def forget(key: str = EVERYTHING) -> None:
    """Let a dossier go from this browser, or all; the database keeps them."""
    keep_language()
    st.session_state[LIST] = [one for one in recent() if key not in (EVERYTHING, one.cle)]
    _ask({"oublie": key})


def _ask(act: dict[str, Any]) -> None:
    st.session_state[ACTS] = [*st.session_state.get(ACTS, []), act]


def write() -> None:
    """Tell the browser what this session did to its list; once a page is enough."""
    if acts := st.session_state.get(ACTS):
        told = escape(json.dumps(acts, ensure_ascii=False))
        st.html(f'<div class="p-memory" hidden data-acts="{told}"></div>')


def show(open_: Callable[[str], None]) -> None:
    """The list, each with two acts: open it (`open_` takes its key), let it go."""
    known = recent()
    refused = escape(say("dossier.memoire.refusee"))
    st.html(f'<p class="p-source p-memory-refused" hidden role="status">{refused}</p>')
    if not known:
        return
    st.html(html.chart_heading(say("dossier.memoire.titre"), say("dossier.memoire.ou")))
    for rank, one in enumerate(known):
        with st.container(horizontal=True, key=f"mes_dossiers_{rank}"):
            st.html(html.plain_list([remembered(one.titre, one.jour)]))
            st.button(
                say("dossier.memoire.ouvrir"), key=f"mes_dossiers_ouvrir_{rank}", type="tertiary",
                on_click=open_, args=(one.cle,),
            )  # fmt: skip
            st.button(
                say("dossier.memoire.oublier"), key=f"mes_dossiers_oublier_{rank}",
                type="tertiary", on_click=forget, args=(one.cle,),
            )  # fmt: skip
    st.button(say("dossier.memoire.tout_oublier"), key="mes_dossiers_tout", on_click=forget)
