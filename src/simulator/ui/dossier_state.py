"""The dossier of this session: its key, the version that was read, what was told last.

The key of the address wins; a dossier is made when its first item is kept.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from simulator.cases.dossier import LONGEST_TEXT, LONGEST_TITLE, Dossier, Item, Kind
from simulator.cases.dossier_kept import OpenedDossier
from simulator.errors import PasserelleError
from simulator.exports.freezing import frozen_item
from simulator.store.dossiers import dossiers
from simulator.store.faults import StoreError
from simulator.stories import dossier_told
from simulator.stories.kept_pictures import KINDS, name_of
from simulator.text import say
from simulator.ui.frame import keep_language

KEY, TOLD, FAULT, FRESH = "dossier_cle", "dossier_dit", "dossier_faute", "dossier_cle_fraiche"
BUTTON = "dossier_bouton"
LINK, PAGE, TYPED = "d", "pages/dossier.py", "dossier_cle_saisie"


def opened() -> OpenedDossier | None:
    """The dossier of the address, else of the session; None when there is none, said when lost."""
    asked = st.query_params.get(LINK, "")
    key = asked or st.session_state.get(KEY, "")
    if not key:
        return None
    try:
        found = dossiers().open(key)
    except StoreError as fault:
        st.session_state[FAULT] = str(fault)
        return None
    if found is None:
        st.session_state[FAULT] = str(StoreError("dossier_inconnu"))
        st.session_state.pop(KEY, None)
        return None
    st.session_state[KEY] = key
    return found


def open_typed() -> None:
    """Open the dossier whose link or key was typed; `opened` says when there is none."""
    keep_language()
    typed = str(st.session_state.get(TYPED, "")).strip()
    if typed:
        st.session_state[KEY] = typed.rpartition("d=")[2].partition("&")[0]


def add(
    kind: Kind, case: Callable[[], Mapping[str, Any]], titre: str, phrase: str, button: str
) -> None:
    """Freeze a case and keep it in the dossier of the session, which is made if there is none."""
    keep_language()
    st.session_state[BUTTON] = button
    try:
        asked = case()
        named = titre or (name_of(kind, asked) if kind in KINDS else "")
        _keep(frozen_item(kind, asked, named[:LONGEST_TITLE], phrase[:LONGEST_TEXT]))
    except PasserelleError as fault:
        st.session_state[FAULT] = str(fault)
        return
    st.session_state[TOLD] = say("dossier.ajoute")


def _keep(item: Item) -> None:
    found = opened()
    if found is None:
        made = Dossier(titre=dossier_told.proposed_title(), jour=date.today()).added(item)
        keys = dossiers().create(made)
        st.session_state[KEY] = st.session_state[FRESH] = keys.ecriture
        st.session_state.pop(FAULT, None)
        return
    dossiers().save(st.session_state[KEY], found.dossier.added(item), found.revision)


def act(change: Callable[[Dossier], Dossier], read: int) -> None:
    """Change the version that was read and save it; somebody else's save is told, not lost."""
    keep_language()
    key = st.session_state[KEY]
    try:
        dossiers().save(key, change(dossiers().version(key, read)), read)
    except PasserelleError as fault:
        st.session_state[FAULT] = str(fault)


def restore(revision: int, read: int) -> None:
    """Bring back an old version as the newest one."""
    keep_language()
    try:
        dossiers().restore(st.session_state[KEY], revision, read)
    except PasserelleError as fault:
        st.session_state[FAULT] = str(fault)


def replace_key(which: str) -> None:
    """Another key in place of one; the session follows."""
    keep_language()
    key = st.session_state[KEY]
    try:
        if which == "lecture":
            dossiers().replace_reading_key(key)
        else:
            st.session_state[KEY] = st.session_state[FRESH] = dossiers().replace_writing_key(key)
            st.query_params.pop(LINK, None)
    except PasserelleError as fault:
        st.session_state[FAULT] = str(fault)


def leave() -> None:
    """Close the dossier of this session; it stays in the database."""
    keep_language()
    for name in (KEY, FRESH, FAULT, TOLD):
        st.session_state.pop(name, None)
    st.query_params.pop(LINK, None)


def taken(name: str) -> str:
    """A message, told once."""
    return str(st.session_state.pop(name, ""))
