"""The filing pack on the sponsor's page: what is empty first, then two files made on the click.

Names and numbers typed here stay in the session. Files are made when they are asked for; each waits
a few minutes for its browser, then nothing is kept.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st
from pydantic import BaseModel

from simulator.errors import InputError
from simulator.exports.filing import gaps
from simulator.exports.filing.identity import (
    FORMES,
    Giver,
    Identity,
    Recipient,
    read_identity,
)
from simulator.exports.filing.pdf import document_of
from simulator.exports.filing.report import filing, slug
from simulator.exports.filing.xlsx import workbook_of
from simulator.exports.pack import Pack
from simulator.figures.sponsor_outcome import Outcome
from simulator.text import say
from simulator.ui import html
from simulator.ui.downloads import PDF, XLSX, offer
from simulator.ui.folding import fold
from simulator.ui.frame import keep_language

TYPED = "depot_saisie"
"""What was typed, by place: `entreprise.siren`, `organismes.0.adresse`; never sent anywhere."""


@st.fragment
def block(outcome: Outcome) -> None:
    """The pack of this case: the year to file, what is empty, fields to fill, two files."""
    keep_language()
    st.header(say("depot.page.titre"))
    exercice = _year(outcome)
    identity, faults = identity_typed()
    pack = filing(outcome, identity, exercice=exercice)
    st.html(html.source(gaps.how_many(pack), say("depot.page.vides")))
    _listed(pack)
    with fold(say("depot.page.remplir"), "depot_remplir") as opened:
        if opened:
            st.html(html.source(say("depot.page.prive"), say("depot.page.a_savoir")))
            _questions(outcome, faults)
    with st.container(horizontal=True, key="depot_fichiers"):
        for label, make, kind, name in _files(outcome, identity, exercice):
            offer(label, make, name, kind, key=f"depot_{name.rpartition('.')[2]}")
    st.html(html.source(say("depot.page.contenu"), say("depot.page.a_savoir")))


def _year(outcome: Outcome) -> int:
    """The fiscal year to file: the first, unless the reader chooses another."""
    names = gaps.exercices(outcome)
    chosen = st.selectbox(
        say("depot.page.exercice"),
        range(len(names)),
        format_func=names.__getitem__,
        key="depot_exercice",
    )
    return int(chosen)


def _listed(pack: Pack) -> None:
    """The empty fields, under who can give them."""
    for who, lines in gaps.by_person(pack):
        st.html(html.source("", who) + html.plain_list(lines))


def _questions(outcome: Outcome, faults: dict[str, str]) -> None:
    _fields("entreprise", Giver, faults)
    given = gaps.gifts(outcome)
    if not given:
        return
    rank = st.selectbox(
        say("depot.page.beneficiaire_de"),
        list(given),
        format_func=given.__getitem__,
        key="depot_operation",
    )
    _fields(f"organismes.{rank}", Recipient, faults)


def _fields(place: str, model: type[BaseModel], faults: dict[str, str]) -> None:
    """The fields of the model two by two, in reading order on a phone, each with its fault."""
    names = list(model.model_fields)
    for pair in zip(names[::2], [*names[1::2], None], strict=False):
        for column, name in zip(st.columns(2), pair, strict=True):
            if name is None:
                continue
            with column:
                _field(f"{place}.{name}", name)
                if fault := faults.get(f"{place}.{name}"):
                    st.html(html.fault(fault))


def _field(place: str, name: str) -> None:
    key, label = f"depot_champ_{place}", say(f"depot.champs.{name}")
    kept = typed().get(place, "")
    if key not in st.session_state:
        st.session_state[key] = kept
    if name == "forme_du_don":
        st.selectbox(
            label, ("", *FORMES), format_func=_form, key=key, on_change=_keep, args=(place, key)
        )
    else:
        st.text_input(label, key=key, max_chars=300, on_change=_keep, args=(place, key))


def _form(word: str) -> str:
    return say(f"depot.formes.{word}") if word else say("depot.page.non_dit")


def _keep(place: str, key: str) -> None:
    """A widget that is no longer drawn is forgotten by Streamlit: what it held stays here."""
    typed()[place] = st.session_state[key]


def typed() -> dict[str, str]:
    """What this session typed, by place."""
    if TYPED not in st.session_state:
        st.session_state[TYPED] = {}
    kept: dict[str, str] = st.session_state[TYPED]
    return kept


def identity_typed() -> tuple[Identity, dict[str, str]]:
    """What was typed and can be read, and a sentence for each field that cannot."""
    values = dict(typed())
    try:
        return read_identity(_nested(values)), {}
    except InputError as fault:
        faults = {_full(place): sentence for place, sentence in fault.faults}
    for place in faults:
        values.pop(place, None)
    return read_identity(_nested(values)), faults


def _nested(values: dict[str, str]) -> dict[str, Any]:
    """`organismes.0.adresse` becomes a place in plain data."""
    data: dict[str, Any] = {"entreprise": {}, "organismes": {}}
    for place, value in values.items():
        section, *rank, name = place.split(".")
        if rank:
            data[section].setdefault(int(rank[0]), {})[name] = value
        else:
            data[section][name] = value
    return data


def _full(place: str) -> str:
    """The place of a fault as the session names it."""
    return f"organismes.{place}" if "." in place else f"entreprise.{place}"


File = tuple[str, Callable[[], bytes], str, str]


def _files(outcome: Outcome, identity: Identity, exercice: int) -> tuple[File, File]:
    name = slug(outcome, exercice)
    workbook = partial(workbook_of, outcome, identity, exercice=exercice)
    document = partial(document_of, outcome, identity, exercice=exercice)
    return (
        (say("depot.page.xlsx"), workbook, XLSX, f"{name}.xlsx"),
        (say("depot.page.pdf"), document, PDF, f"{name}.pdf"),
    )
