"""The items of a dossier on screen, and what may be done with each."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from simulator.cases.dossier import LONGEST_TEXT, LONGEST_TITLE, Dossier, Item
from simulator.cases.dossier_kept import OpenedDossier
from simulator.exports.freezing import freeze
from simulator.stories import dossier_told as story
from simulator.stories.dossier_moved import first_move
from simulator.stories.thumbnails import thumbnail
from simulator.text import say
from simulator.ui import dossier_html, dossier_open, dossier_state, html, my_dossiers, sign_in
from simulator.ui.dossier_looked import Looked, rows_of
from simulator.ui.labels import literal

FROM = ("simuler", "mecene", "comparer", "programme", "territoires")
"""The pages whose cases and charts are kept."""


def told(opened: OpenedDossier | None, looked: list[Looked]) -> None:
    """The answer of the page, and what the last act could not do."""
    if fault := dossier_state.taken(dossier_state.FAULT):
        st.html(html.fault(fault))
    if opened is None:
        _none()
        return
    moved = sum(one.has_moved for one in looked)
    first = _first_move(looked)
    st.html(html.answer(story.answer(opened.dossier, moved, rows_of(looked), first)))


def _first_move(looked: Sequence[Looked]) -> str:
    """What the first item that moved says first."""
    for rank, one in enumerate(looked):
        if one.has_moved and one.since is not None and one.since.whole:
            return first_move(rank, one.item, one.since, one.reasons)
    return ""


def _none() -> None:
    """No dossier is open here: what one is, how to open another's, where to begin."""
    st.html(html.answer(say("dossier.aucun")))
    st.html(html.plain_list([say(f"dossier.comment.{n}") for n in (1, 2, 3)]))
    st.text_input(
        say("dossier.cle_saisie"), key=dossier_state.TYPED, on_change=dossier_state.open_typed
    )
    sign_in.control()
    my_dossiers.show(dossier_state.open_key)
    st.html(html.chart_heading(say("dossier.commencer")))
    for page in FROM:
        st.page_link(f"pages/{page}.py", label=say(f"{page}.menu"))


def show(opened: OpenedDossier, looked: Sequence[Looked]) -> None:
    """The title, then every item in order; one that was asked for is opened on its page."""
    dossier_open.open_asked(opened)
    with st.container(key="dossier_tete", horizontal=True):
        st.html(html.chart_heading(story.name_of(opened.dossier)))
        if opened.ecrit:
            _rename(opened)
    for rank, one in enumerate(looked):
        with st.container(key=f"element_{one.item.id}"):
            _item(opened, rank, one)


def _rename(opened: OpenedDossier) -> None:
    """Another title, and the last act of this session undone."""
    with st.popover(say("dossier.renommer"), type="tertiary"):
        key = f"dossier_titre_{opened.revision}"
        st.session_state.setdefault(key, opened.dossier.titre)
        st.text_input(
            say("dossier.champ.titre"), key=key, max_chars=LONGEST_TITLE,
            on_change=dossier_state.say_of_dossier, args=("titre", key, opened.revision),
        )  # fmt: skip
    if dossier_state.can_undo(opened):
        st.button(
            say("dossier.annuler"), key="dossier_annuler", type="tertiary",
            on_click=dossier_state.undo, args=(opened.revision,),
        )  # fmt: skip


def _item(opened: OpenedDossier, rank: int, one: Looked) -> None:
    left, right = st.columns([6, 1], gap="small")
    left.html(
        dossier_html.item(
            rank + 1, thumbnail(one.item), story.bare_name(one.item), _chip(one),
            story.kept_on(one.item), one.item.phrase, one.item.note,
        )
    )  # fmt: skip
    with right:
        _acts(opened, rank, one.item)
    if one.refused:
        st.html(html.warning(say("dossier.etat.refuse"), one.refused))


def _chip(one: Looked) -> str:
    if one.since is None:
        return html.chip("ferme", say("dossier.etat.refuse_court"))
    return html.chip(*story.state_of(one.item, one.since)) if one.has_moved else ""


def _acts(opened: OpenedDossier, rank: int, item: Item) -> None:
    """Open it, move it up; under one word, rename, note, move down, bring to today, take out."""
    words, read = story.labels(rank, item), opened.revision
    if dossier_open.can_open(item):
        st.button(
            say("dossier.bouton.ouvrir"), key=f"ouvrir_{item.id}", help=literal(words["ouvrir"]),
            on_click=dossier_open.ask, args=(item.id,), type="tertiary",
        )  # fmt: skip
    if not opened.ecrit:
        return
    if rank:
        _act(words, "monter", item, lambda d: d.moved(item.id, -1), read)
    with st.popover(say("dossier.modifier"), type="tertiary"):
        _edit(words, item, read)
        if rank + 1 < len(opened.dossier.elements):
            _act(words, "descendre", item, lambda d: d.moved(item.id, 1), read)
        _act(words, "actualiser", item, partial(updated, item), read)
        _act(words, "retirer", item, lambda d: d.removed(item.id), read)


def _act(words: dict[str, str], act: str, item: Item, change: Any, read: int) -> None:
    st.button(
        say(f"dossier.bouton.{act}"),
        key=f"{act}_{item.id}",
        help=literal(words[act]),
        on_click=dossier_state.act,
        args=(change, read),
        type="tertiary",
    )


def updated(item: Item, dossier: Dossier) -> Dossier:
    """The same item with the figures of today: what was frozen stays in the versions before."""
    fresh = item.model_copy(update={"fige": freeze(item.genre, item.cas)})
    items = tuple(fresh if one.id == item.id else one for one in dossier.elements)
    return dossier.model_copy(update={"elements": items})


def _edit(words: dict[str, str], item: Item, read: int) -> None:
    for name, field in (("titre", st.text_input), ("note", st.text_area)):
        key = f"{name}_{item.id}_{read}"
        st.session_state.setdefault(key, getattr(item, name))
        field(
            literal(words["renommer" if name == "titre" else "noter"]),
            key=key,
            max_chars=LONGEST_TITLE if name == "titre" else LONGEST_TEXT,
            on_change=_say,
            args=(item.id, name, key, read),
        )


def _say(identifier: str, name: str, key: str, read: int) -> None:
    value = str(st.session_state[key])
    dossier_state.act(lambda dossier: dossier.noted(identifier, **{name: value}), read)
