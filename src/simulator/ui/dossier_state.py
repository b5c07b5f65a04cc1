"""The dossier of this session: its key, the version that was read, what was told last.

The key of the address wins; a dossier is made when its first item is kept.
"""

import time
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
from simulator.ui import sign_in
from simulator.ui.frame import keep_language

KEY, TOLD, FAULT = "dossier_cle", "dossier_dit", "dossier_faute"
TOLD_FOR = 8.0
"""Seconds: the browser writes its own list after an act, and the page runs again."""
BUTTON, BEFORE, AFTER = "dossier_bouton", "dossier_avant", "dossier_apres"
LINK, PAGE, TYPED = "d", "pages/dossier.py", "dossier_cle_saisie"


def opened() -> OpenedDossier | None:
    """The dossier of the address, else of the session; None when there is none, said when lost."""
    try:
        return _opened()
    except StoreError as fault:
        st.session_state[FAULT] = str(fault)
        return None


def _opened() -> OpenedDossier | None:
    """The same; raises StoreError when its key opens nothing or when nobody knows."""
    key = st.query_params.get(LINK, "") or st.session_state.get(KEY, "")
    if not key:
        return None
    found = dossiers().open(key)
    if found is None:
        st.session_state.pop(KEY, None)
        raise StoreError("dossier_inconnu")
    st.session_state[KEY] = key
    return found


def open_key(key: str) -> None:
    """Open the dossier of a key, whatever the address said."""
    keep_language()
    st.session_state[KEY] = key
    st.query_params.pop(LINK, None)


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
    st.session_state.pop(TOLD, None)
    try:
        asked = case()
        named = titre or (name_of(kind, asked) if kind in KINDS else "")
        _keep(frozen_item(kind, asked, named[:LONGEST_TITLE], phrase[:LONGEST_TEXT]))
    except PasserelleError as fault:
        st.session_state[FAULT] = str(fault)
        return
    st.session_state[TOLD] = say("dossier.ajoute"), time.monotonic()


def _keep(item: Item) -> None:
    found = _opened()
    if found is None:
        made = Dossier(titre=dossier_told.proposed_title(), jour=date.today())
        made = signed(made.added(item))
        keys = dossiers().create(made)
        st.session_state[KEY] = keys.ecriture
        st.session_state.pop(FAULT, None)
        return
    _save(st.session_state[KEY], found.dossier.added(item), found.revision)


def _save(key: str, dossier: Dossier, read: int) -> None:
    """Save a version, and remember what undoing it would bring back."""
    saved = dossiers().save(key, signed(dossier), read)
    st.session_state[BEFORE] = {**st.session_state.get(BEFORE, {}), (key, saved): read}
    st.session_state[AFTER] = {**st.session_state.get(AFTER, {}), (key, read): saved}


def _own_last(key: str, read: int) -> int:
    """The last version that this session made of the one read: a field left by a click saves too.

    Another author's version is never among them.
    """
    after: dict[tuple[str, int], int] = st.session_state.get(AFTER, {})
    while (key, read) in after:
        read = after[key, read]
    return read


def signed(dossier: Dossier) -> Dossier:
    """The dossier by who signed in, when somebody did."""
    name = sign_in.name()
    return dossier.model_copy(update={"auteur": name}) if name else dossier


def can_undo(opened: OpenedDossier) -> bool:
    """Whether the last version is an act of this session: another author's is not ours to undo."""
    return (st.session_state.get(KEY), opened.revision) in st.session_state.get(BEFORE, {})


def undo(read: int) -> None:
    """Undo the last act: the version before it comes back as the newest, then the one before.

    When somebody saved since, nothing is written and it is said.
    """
    keep_language()
    key, before = st.session_state[KEY], dict(st.session_state.get(BEFORE, {}))
    back = before[key, read]
    try:
        saved = dossiers().save(key, signed(dossiers().version(key, back)), read)
    except PasserelleError as fault:
        st.session_state[FAULT] = str(fault)
        return
    if (key, back) in before:
        before[key, saved] = before[key, back]
    st.session_state[BEFORE] = before


def say_of_dossier(name: str, field: str, read: int) -> None:
    """What a field says of the whole dossier."""
    value = str(st.session_state[field]).strip()
    act(lambda dossier: dossier.told(**{name: value}), read)


def link(key: str) -> str:
    """The address that opens a dossier by a key, on this page."""
    here = (st.context.url or "").split("?")[0]
    return f"{here}?{LINK}={key}"


def act(change: Callable[[Dossier], Dossier], read: int) -> None:
    """Change the version that was read and save it; somebody else's save is told, not lost."""
    keep_language()
    key = st.session_state[KEY]
    try:
        last = _own_last(key, read)
        _save(key, change(dossiers().version(key, last)), last)
    except PasserelleError as fault:
        st.session_state[FAULT] = str(fault)


def restore(revision: int, read: int) -> None:
    """Bring back an old version as the newest one."""
    keep_language()
    try:
        key = st.session_state[KEY]
        _save(key, dossiers().version(key, revision), read)
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
            st.session_state[KEY] = dossiers().replace_writing_key(key)
            st.query_params.pop(LINK, None)
    except PasserelleError as fault:
        st.session_state[FAULT] = str(fault)


def key() -> str:
    """The key that opens the dossier of this session."""
    return str(st.session_state.get(KEY, ""))


def leave() -> None:
    """Close the dossier of this session; it stays in the database."""
    keep_language()
    for name in (KEY, FAULT, TOLD):
        st.session_state.pop(name, None)
    st.query_params.pop(LINK, None)


def just_told() -> str:
    """What the last act did, for the seconds in which the page may run again by itself."""
    words, since = st.session_state.get(TOLD, ("", 0.0))
    return words if time.monotonic() - since < TOLD_FOR else ""


def taken(name: str) -> str:
    """A message, told once."""
    return str(st.session_state.pop(name, ""))
