"""The side of a dossier: its name and decision, its two keys, its versions, its file."""

import json
from datetime import date

import streamlit as st

from simulator.cases.dossier_kept import OpenedDossier
from simulator.stories import dossier_versions
from simulator.text import say
from simulator.ui import dossier_state, dossier_take_away, html
from simulator.ui.downloads import JSON, offer
from simulator.ui.folding import fold

_FIELDS = (("titre", 200), ("auteur", 200), ("decision", 5_000))


def panel(opened: OpenedDossier) -> None:
    """What leaves, what is decided, who may read, what it was before."""
    dossier_take_away.show(opened)
    text = json.dumps(opened.dossier.to_dict(), ensure_ascii=False, indent=2)
    offer(say("dossier.telecharger"), lambda: text, "dossier.json", JSON)
    st.html(html.panel_title(say("dossier.decision_titre")))
    if opened.ecrit:
        _fields(opened)
        _taken(opened)
    else:
        st.html(html.source(dossier_versions.decided(opened.dossier), ""))
    _keys(opened)
    _versions(opened)
    st.button(say("dossier.fermer"), on_click=dossier_state.leave, type="tertiary")


def _fields(opened: OpenedDossier) -> None:
    for name, most in _FIELDS:
        key = f"dossier_{name}_{opened.revision}"
        st.session_state.setdefault(key, getattr(opened.dossier, name))
        field = st.text_area if name == "decision" else st.text_input
        field(
            say(f"dossier.champ.{name}"),
            key=key,
            max_chars=most,
            on_change=_say,
            args=(name, key, opened.revision),
        )


def _say(name: str, key: str, read: int) -> None:
    value = str(st.session_state[key]).strip()
    dossier_state.act(lambda dossier: dossier.told(**{name: value}), read)


def _taken(opened: OpenedDossier) -> None:
    """A decision is proposed until somebody says that it is taken, today."""
    st.html(html.source(dossier_versions.decided(opened.dossier), ""))
    is_taken = opened.dossier.prise_le is not None
    day = None if is_taken else date.today().isoformat()
    st.button(
        say("dossier.decision_reprendre" if is_taken else "dossier.decision_prendre"),
        on_click=dossier_state.act,
        args=(lambda dossier: dossier.told(prise_le=day), opened.revision),
    )


def _keys(opened: OpenedDossier) -> None:
    st.html(html.panel_title(say("dossier.partager")))
    st.html(html.source(say("dossier.lien_lecture"), ""))
    st.code(f"?{dossier_state.LINK}={opened.lecture}", language=None, wrap_lines=True)
    if not opened.ecrit:
        return
    if fresh := st.session_state.get(dossier_state.FRESH):
        st.html(html.warning(say("dossier.cle_ecriture"), say("dossier.cle_ecriture_suite")))
        st.code(f"?{dossier_state.LINK}={fresh}", language=None, wrap_lines=True)
    with fold(say("dossier.remplacer"), "dossier_cles") as unfolded:
        if unfolded:
            for which in ("lecture", "ecriture"):
                st.button(
                    say(f"dossier.remplacer_{which}"),
                    key=f"dossier_remplacer_{which}",
                    on_click=dossier_state.replace_key,
                    args=(which,),
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
