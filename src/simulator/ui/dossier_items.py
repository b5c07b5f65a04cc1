"""The items of a dossier on screen: what each said when it was kept, and what moved since."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from simulator.cases.dossier import Dossier, Item
from simulator.cases.dossier_kept import OpenedDossier, Since
from simulator.errors import PasserelleError
from simulator.exports.freezing import freeze, since
from simulator.stories import dossier_told as story
from simulator.stories.marks import segments
from simulator.text import say
from simulator.ui import dossier_state, html
from simulator.ui.folding import fold
from simulator.ui.labels import literal

FROM = ("simuler", "mecene", "comparer", "programme")
"""The pages whose cases are kept."""


Looked = tuple[Since | None, str]
"""What moved under an item, or why its case is no longer admitted."""


def looked_at(opened: OpenedDossier) -> list[Looked]:
    """What moved under each item, computed once a page."""
    return [_looked(item) for item in opened.dossier.elements]


def _looked(item: Item) -> Looked:
    try:
        return since(item), ""
    except PasserelleError as fault:
        return None, str(fault)


def told(opened: OpenedDossier | None, looked: Sequence[Looked]) -> None:
    """The answer of the page, and what the last act could not do."""
    if fault := dossier_state.taken(dossier_state.FAULT):
        st.html(html.fault(fault))
    if opened is None:
        _none()
        return
    moved = sum(1 for found, _ in looked if found is None or found.figures or not found.whole)
    st.html(html.answer(story.answer(opened.dossier, moved)))


def _none() -> None:
    """No dossier is open here: what one is, how to open another's, where to begin."""
    st.html(html.answer(say("dossier.aucun")))
    st.html(html.plain_list([say(f"dossier.comment.{n}") for n in (1, 2, 3)]))
    st.text_input(
        say("dossier.cle_saisie"), key=dossier_state.TYPED, on_change=dossier_state.open_typed
    )
    st.html(html.chart_heading(say("dossier.commencer")))
    for page in FROM:
        st.page_link(f"pages/{page}.py", label=say(f"{page}.menu"))


def show(opened: OpenedDossier, looked: Sequence[Looked]) -> None:
    """Every item, in order."""
    for rank, (item, seen) in enumerate(zip(opened.dossier.elements, looked, strict=True)):
        with st.container(key=f"element_{item.id}"):
            _item(opened, rank, item, *seen)


def _item(opened: OpenedDossier, rank: int, item: Item, found: Since | None, refused: str) -> None:
    st.html(html.chart_heading(story.item_name(rank, item), story.kept_on(item)))
    if item.phrase:
        st.html(html.quoted(segments(item.phrase)))
    if found is None:
        st.html(html.warning(say("dossier.etat.refuse"), refused))
    else:
        _changes(item, found)
    if item.note:
        st.html(html.noted(item.note))
    if opened.ecrit:
        _acts(opened, rank, item)


def _changes(item: Item, found: Since) -> None:
    state, words = story.state_of(found)
    st.html(html.chip(state, words))
    if not found.figures:
        return
    with fold(say("dossier.change"), f"change_{item.id}") as opened:
        if opened:
            st.html(html.source(story.why(found), say("mots.lecture")))
            st.html(html.table(story.moved_table(found)))
            if found.rows:
                st.html(html.table(story.rows_table(found)))


def _acts(opened: OpenedDossier, rank: int, item: Item) -> None:
    """Move it, open it, rename it, note it, bring its figures to today, take it out."""
    words, read = story.labels(rank, item), opened.revision
    with st.container(horizontal=True, key=f"actes_{item.id}"):
        for act, change in (
            ("monter", lambda d: d.moved(item.id, -1)),
            ("descendre", lambda d: d.moved(item.id, 1)),
            ("actualiser", partial(_updated, item)),
            ("retirer", lambda d: d.removed(item.id)),
        ):
            _act(words[act], act, item, change, read)
    with fold(say("dossier.modifier"), f"modifier_{item.id}") as unfolded:
        if unfolded:
            _edit(words, item, read)


def _act(words: str, act: str, item: Item, change: Any, read: int) -> None:
    st.button(
        say(f"dossier.bouton.{act}"),
        key=f"{act}_{item.id}",
        help=literal(words),
        on_click=dossier_state.act,
        args=(change, read),
        type="tertiary",
    )


def _updated(item: Item, dossier: Dossier) -> Dossier:
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
            max_chars=200 if name == "titre" else 5_000,
            on_change=_say,
            args=(item.id, name, key, read),
        )


def _say(identifier: str, name: str, key: str, read: int) -> None:
    value = str(st.session_state[key])
    dossier_state.act(lambda dossier: dossier.noted(identifier, **{name: value}), read)
