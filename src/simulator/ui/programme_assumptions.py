"""What a programme supposes beside its grid: animation, capacities, pace, answers of a line."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from simulator.cases.programme import PARCOURS, SIZE
from simulator.cases.programme_animation import HOST
from simulator.cases.programme_draft import Read
from simulator.cases.question import asked, entry_of, field_label
from simulator.cases.registry import forms
from simulator.network.model import Network
from simulator.stories.programme_limits import kind_of
from simulator.stories.programme_places import name_of
from simulator.stories.programme_ready import paces
from simulator.studies.programme import Programmed
from simulator.text import say
from simulator.ui import fields, html
from simulator.ui import programme_gestures as gestures
from simulator.ui import programme_state as state
from simulator.ui.folding import fold

SAID = {"annee", "duree_annees", "jour_signature", PARCOURS, HOST}
LINE, PACE = "programme_ligne_choisie", "programme_rythme"


def draw(found: Programmed, read: Read, network: Network) -> None:
    """Two folds under the grid: what is supposed of all, the answers of one line."""
    wrong = [path for path in read.faults if path.partition(".")[0] in _OF_ALL]
    with fold(
        say("programme_page.hypotheses"), "programme_hypotheses", expanded=bool(wrong)
    ) as opened:
        if opened:
            _of_all(found, read, network)
    with fold(say("programme_page.reponses"), "programme_reponses") as opened:
        if opened:
            _of_a_line(network)


_OF_ALL = {"animation", "taux_actualisation", "survie_3_ans"}


def _of_all(found: Programmed, read: Read, network: Network) -> None:
    here = state.draft()
    left, middle, right = st.columns(3)
    with left:
        st.html(
            html.chart_heading(
                say("programme_page.animation"), say("programme_page.animation_note"), 3
            )
        )
        for place in dict.fromkeys(line["territoire"] for line in here["lignes"]):
            text = here["animation"].get(place, "")
            _cell(f"animation.{place}", name_of(place, network), text, read)
    with middle:
        st.html(
            html.chart_heading(
                say("programme_page.capacites"), say("programme_page.capacites_note"), 3
            )
        )
        for rank, line in enumerate(here["lignes"]):
            kind = kind_of(found.programme.lignes[rank]) if rank < len(found.lines) else "jours"
            label = say(
                f"programme_page.capacite.{kind}", ligne=rank + 1,
                lieu=name_of(line["territoire"], network),
            )  # fmt: skip
            _cell(f"lignes.{rank}.capacite", label, line.get("capacite", ""), read)
    with right:
        st.html(
            html.chart_heading(say("programme_page.apres"), say("programme_page.apres_note"), 3)
        )
        _cell("survie_3_ans", say("programme_page.survie"), here["survie_3_ans"], read)
        _cell("taux_actualisation", say("programme_page.taux"), here["taux_actualisation"], read)


def _cell(path: str, label: str, value: str, read: Read) -> None:
    key = state.key_of(path)
    fields.listed(key, lambda: value)
    st.text_input(label, key=key, placeholder=say("simuler.sans_reponse"))
    if path in read.faults and not path.startswith("lignes."):
        st.html(html.fault(read.faults[path]))


def _of_a_line(network: Network) -> None:
    """The known paces, and the questions of the format of one line."""
    here = state.draft()
    names = {
        rank: say(
            "programme.ligne_courte", numero=rank + 1, lieu=name_of(line["territoire"], network)
        )
        for rank, line in enumerate(here["lignes"])
    }
    if st.session_state.get(LINE) not in names:
        st.session_state[LINE] = 0
    left, right = st.columns(2)
    rank = int(
        left.selectbox(
            say("programme_page.ligne"), list(names), key=LINE, format_func=names.__getitem__
        )
    )
    with right:
        _pace(rank, here["nombre"], network)
    line = here["lignes"][rank]
    kind = forms()[line["dispositif"]].answers
    columns = st.columns(3)
    for place, name in enumerate(_questions(kind, line)):
        with columns[place % 3]:
            _question(rank, line, name)


def _questions(kind: Any, line: Mapping[str, Any]) -> list[str]:
    """The handful of questions that come first, then those that were answered."""
    grouped = PARCOURS in kind.model_fields
    left_out = SAID if grouped else SAID | {SIZE}
    names = [name for name in kind.model_fields if asked(kind, name).essential]
    names += ["emplois_prevus", "taux_realisation", *line.get("reponses", {})]
    return [n for n in dict.fromkeys(names) if n in kind.model_fields and n not in left_out]


def _question(rank: int, line: Mapping[str, Any], name: str) -> None:
    kind = forms()[line["dispositif"]].answers
    path, entry = f"lignes.{rank}.reponses.{name}", entry_of(kind, name)
    key, given = state.key_of(path), line.get("reponses", {})
    label = fields.with_unit(field_label(name, line["dispositif"]), entry.unit)
    usual = fields.written(kind.model_fields[name].default, entry.unit)
    if entry.kind == "choix":
        fields.listed(key, lambda: given.get(name, entry.default))
    else:
        told = given.get(name, "")
        fields.listed(
            key, lambda: told if isinstance(told, str) else fields.written(told, entry.unit)
        )
    fields.draw(entry, key, label, usual or say("simuler.sans_reponse"))


def _pace(rank: int, years: int, network: Network) -> None:
    """A known pace that fills the years of the line."""
    known = {pace.label: pace for pace in paces(network)}
    chosen = st.selectbox(
        say("programme_page.rythmes"), list(known), key=PACE, index=None,
        placeholder=say("programme_page.rythme_choisir"), help=say("programme_page.rythme_note"),
    )  # fmt: skip
    if chosen is not None:
        st.button(
            say("programme_page.rythme_prendre"),
            on_click=partial(gestures.pace, rank, known[chosen].over(years)),
        )
