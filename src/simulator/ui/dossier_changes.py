"""« Ce qui a changé depuis », under the list of a dossier: a table an item, and two ways out."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from simulator.cases.dossier_kept import OpenedDossier
from simulator.stories import dossier_moved as story
from simulator.text import say
from simulator.ui import dossier_html, dossier_items, dossier_state, html
from simulator.ui.dossier_looked import Looked
from simulator.ui.folding import fold
from simulator.ui.frame import keep_language

KEPT = "dossier_chiffres_gardes"


def show(opened: OpenedDossier, looked: Sequence[Looked]) -> None:
    """What moved under each item that moved, unless its figures were chosen to stay."""
    kept: list[str] = st.session_state.get(KEPT, [])
    for rank, one in enumerate(looked):
        if one.since is None or not one.since.whole or not one.has_moved or one.item.id in kept:
            continue
        with st.container(key=f"change_{one.item.id}"):
            _changes(opened, rank, one)


def _changes(opened: OpenedDossier, rank: int, one: Looked) -> None:
    if one.since is None:
        return
    item = one.item
    told = story.lines(item, one.since, one.reasons)
    st.html(html.chart_heading(*story.heading(rank, item, one.since, one.reasons)))
    st.html(f'<div class="p-wide">{html.table(story.table(item, told))}</div>')
    st.html(dossier_html.changes(told))
    if left := story.others(item, one.since):
        st.html(html.source(left, ""))
    if rows := one.reasons.rows:
        law = story.law_heading(rows)
        with fold(law, f"lois_{item.id}", expanded=len(rows) <= story.MOST_LAW) as unfolded:
            if unfolded:
                st.html(html.table(story.rows_table(rows)))
    _ways(opened, rank, one)


def _ways(opened: OpenedDossier, rank: int, one: Looked) -> None:
    """Keep the figures that were voted, or bring the item to today: nothing moves by itself."""
    with st.container(horizontal=True, key=f"voies_{one.item.id}"):
        st.button(
            say("dossier.garder_chiffres"), key=f"garder_{one.item.id}",
            on_click=_keep, args=(one.item.id,),
        )  # fmt: skip
        if opened.ecrit:
            st.button(
                story.to_update(rank), key=f"mettre_a_jour_{one.item.id}",
                on_click=dossier_state.act,
                args=(partial(dossier_items.updated, one.item), opened.revision),
            )  # fmt: skip


def _keep(identifier: str) -> None:
    keep_language()
    st.session_state[KEPT] = [*st.session_state.get(KEPT, []), identifier]
