"""« Ajouter au dossier », at the foot of each page that holds a case and of each chart."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from simulator.cases.dossier import Kind
from simulator.stories.picture import Again
from simulator.text import say
from simulator.ui import dossier_state, html, my_dossiers, short_links


def button(
    kind: Kind,
    public: Mapping[str, Any],
    whole: Mapping[str, Any],
    titre: str,
    phrase: str,
    hidden: Sequence[str] = (),
    *,
    computed: bool = True,
) -> None:
    """Keep a case with what it gives now; what is private stays out unless the box is ticked.

    Without it, so does the answer of the page, which was computed with it; a case that is not
    `computed` without it cannot be kept.
    """
    case, words = whole, "garder_prive" if computed else "garder_prive_seul"
    if hidden and not st.checkbox(say(f"dossier.{words}"), key=f"dossier_prive_{kind}"):
        if not computed:
            st.html(html.source(say("dossier.prive_necessaire"), ""))
            return
        case, phrase = public, ""
    with st.container(horizontal=True, vertical_alignment="center"):
        _button(kind, lambda: case, titre, phrase, kind)
        _way()
        _said(kind)
    short_links.offer(kind, public)


def again(one: Again, name: str, phrase: str, *, quiet: bool = True) -> None:
    """Keep a picture, made again from what its figures are now; `told` says how it went.

    It is `quiet` among the files of a chart, and a plain button where the page itself is kept.
    """
    _button(one.kind, one.case, "", phrase, name, quiet=quiet)


def _button(
    kind: Kind,
    case: Callable[[], Mapping[str, Any]],
    titre: str,
    phrase: str,
    name: str,
    *,
    quiet: bool = False,
) -> None:
    st.button(
        say("dossier.ajouter"),
        key=f"dossier_ajouter_{name}",
        on_click=dossier_state.add,
        args=(kind, case, titre, phrase, name),
        type="tertiary" if quiet else "secondary",
    )


def told(name: str) -> None:
    """What the last act did, under the button that did it, and the way to the dossier."""
    if _said(name):
        _way()


def _said(name: str) -> bool:
    """Whether the last act was of this button; then what it did."""
    if st.session_state.get(dossier_state.BUTTON) != name:
        return False
    if fault := dossier_state.taken(dossier_state.FAULT):
        st.html(html.fault(fault), width="content")
    if words := dossier_state.just_told():
        st.html(html.source(words, ""), width="content")
    return True


def _way() -> None:
    """To the dossier of this session, if there is one."""
    my_dossiers.write()
    if st.session_state.get(dossier_state.KEY):
        st.page_link(dossier_state.PAGE, label=say("dossier.voir"))
