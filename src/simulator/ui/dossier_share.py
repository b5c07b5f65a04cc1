"""The side of a dossier: its decision, its two keys, its versions, its file."""

import json
from datetime import date
from typing import Any

import streamlit as st

from simulator.cases.dossier import LONGEST_TEXT, LONGEST_TITLE
from simulator.cases.dossier_kept import OpenedDossier
from simulator.stories import dossier_versions
from simulator.text import say
from simulator.ui import dossier_state, dossier_take_away, html, my_dossiers, sign_in
from simulator.ui.downloads import JSON, offer
from simulator.ui.folding import fold


def panel(opened: OpenedDossier) -> None:
    """What leaves, what is decided, who may read, what it was before."""
    dossier_take_away.show(opened)
    st.html(html.panel_title(say("dossier.decision_titre")))
    st.html(html.source(dossier_versions.decided(opened.dossier, words=not opened.ecrit), ""))
    if opened.ecrit:
        _fields(opened)
        _taken(opened)
    sign_in.control()
    _keys(opened)
    _versions(opened)
    with fold(say("dossier.memoire.titre"), "dossier_memoire") as unfolded:
        if unfolded:
            my_dossiers.show(dossier_state.open_key)
    text = json.dumps(opened.dossier.to_dict(), ensure_ascii=False, indent=2)
    offer(say("dossier.telecharger"), lambda: text, "dossier.json", JSON, quiet=True)
    st.button(say("dossier.fermer"), on_click=dossier_state.leave, type="tertiary")


def _fields(opened: OpenedDossier) -> None:
    """The decision, the day of the meeting, who writes."""
    _text(opened, "decision", st.text_area, LONGEST_TEXT)
    key = f"dossier_jour_{opened.revision}"
    st.session_state.setdefault(key, opened.dossier.jour)
    st.date_input(
        say("dossier.champ.jour"), key=key, format="DD/MM/YYYY",
        on_change=_say_day, args=(key, opened.revision),
    )  # fmt: skip
    if sign_in.name():
        st.html(html.source(opened.dossier.auteur, say("dossier.champ.auteur")))
    else:
        _text(opened, "auteur", st.text_input, LONGEST_TITLE)


def _text(opened: OpenedDossier, name: str, field: Any, most: int) -> None:
    key = f"dossier_{name}_{opened.revision}"
    st.session_state.setdefault(key, getattr(opened.dossier, name))
    field(
        say(f"dossier.champ.{name}"),
        key=key,
        max_chars=most,
        on_change=dossier_state.say_of_dossier,
        args=(name, key, opened.revision),
    )


def _say_day(key: str, read: int) -> None:
    day = st.session_state[key]
    told = day.isoformat() if isinstance(day, date) else None
    dossier_state.act(lambda dossier: dossier.told(jour=told), read)


def _taken(opened: OpenedDossier) -> None:
    """A decision is proposed until somebody says that it is taken, today."""
    is_taken = opened.dossier.prise_le is not None
    day = None if is_taken else date.today().isoformat()
    st.button(
        say("dossier.decision_reprendre" if is_taken else "dossier.decision_prendre"),
        on_click=dossier_state.act,
        args=(lambda dossier: dossier.told(prise_le=day), opened.revision),
    )


def _keys(opened: OpenedDossier) -> None:
    """The link that reads, to copy; the one that writes, shown when asked for."""
    st.html(html.panel_title(say("dossier.partager")))
    st.html(html.source(say("dossier.lien_lecture"), say("dossier.lire")))
    reading = dossier_state.link(opened.lecture)
    st.code(reading, language=None, wrap_lines=True)
    with st.container(key="dossier_copier"):
        st.html(html.copy_button(say("dossier.copier"), say("partage.copie"), reading))
    if opened.ecrit:
        with fold(say("dossier.ecrire"), "dossier_ecrire") as unfolded:
            if unfolded:
                _writing_key()


def _writing_key() -> None:
    st.html(html.warning(say("dossier.cle_ecriture"), say("dossier.cle_ecriture_suite")))
    key = dossier_state.link(st.session_state[dossier_state.KEY])
    st.code(key, language=None, wrap_lines=True)
    for which in ("lecture", "ecriture"):
        st.button(
            say(f"dossier.remplacer_{which}"),
            key=f"dossier_remplacer_{which}",
            on_click=dossier_state.replace_key,
            args=(which,),
            type="tertiary",
        )


def _versions(opened: OpenedDossier) -> None:
    """What it was before; who writes may bring a version back, and none is lost."""
    with fold(dossier_versions.title(opened), "dossier_versions") as unfolded:
        if not unfolded:
            return
        for one in opened.versions:
            st.html(html.source(dossier_versions.told(one), ""))
            if opened.ecrit and one.revision != opened.revision:
                st.button(
                    dossier_versions.to_restore(one),
                    key=f"version_{one.revision}",
                    on_click=dossier_state.restore,
                    args=(one.revision, opened.revision),
                    type="tertiary",
                )
