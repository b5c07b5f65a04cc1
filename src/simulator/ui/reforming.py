"""« Et si la loi changeait ? »: one block for any case.

The block chooses a reform among those that the application ships, reads one from a file, or builds
one, and sets it beside the law.
The reader's own reform stays in the session, as the text of its file.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

import streamlit as st

from simulator.base.csvs import text_of
from simulator.base.decoding import NotText
from simulator.cases.numbers import Case
from simulator.cases.reform import (
    LAW_READINGS,
    Reform,
    bounds_of,
    name_of,
    shipped,
    value_shown,
    words_of,
)
from simulator.cases.reform_files import read_reform, to_csv
from simulator.cases.reform_rows import build
from simulator.errors import InputError, PasserelleError
from simulator.law.book import in_force
from simulator.stories import reformed
from simulator.studies.outputs import Output, outputs_of
from simulator.studies.reforms import Comparison, compare
from simulator.text import formats, say
from simulator.text.typed import Unread
from simulator.text.typed_days import read_day
from simulator.ui import fields, html
from simulator.ui.downloads import CSV, offer
from simulator.ui.folding import fold
from simulator.ui.frame import keep_language

OWN = "la_votre"
LARGEST_FILE = 1_000_000
HIDDEN = ("cout_employeur.",)
"""Parameters of a fitted scale: one of them alone means nothing."""

Elsewhere = Callable[[Reform], Sequence[str]]


def block(name: str, case: Case, view: str, leading: Collection[str], elsewhere: Elsewhere) -> None:
    """Choose a reform; the case under it, beside the law in force.

    `name` must be used once a page; `view` is a route or a reading; `leading` are the figures shown
    even when the reform does not move them; `elsewhere` names the other ways of the same case in
    which the reform moves something, asked when it moves nothing here.
    """
    key, own = f"reforme_{name}_choix", _own(name)
    choices = [*shipped(), *([OWN] if own else [])]
    if st.session_state.get(key) not in choices:
        st.session_state.pop(key, None)
    chosen = st.selectbox(
        say("reformes.choisir"), choices, key=key,
        format_func=lambda k: say("reformes.la_votre", nom=own.name) if own and k == OWN
        else shipped()[k].title,
    )  # fmt: skip
    reform = own if own and chosen == OWN else shipped()[chosen]
    if reform.text:
        st.html(html.plain_list([reform.text]))
    try:
        compared = compare(case, reform, view)
    except PasserelleError as refusal:
        st.html(html.warning(say("reformes.refusee"), str(refusal)))
    else:
        _show(compared, outputs_of(case, view), leading, elsewhere)
    file = f"reforme_{reform.key or 'la_votre'}.csv"
    key = f"reforme_{name}_fichier_sortie"
    offer(say("reformes.telecharger"), lambda: to_csv(reform), file, CSV, key=key)
    with fold(say("reformes.la_sienne"), f"reforme_{name}_la_sienne") as opened:
        if opened:
            _make(name)


def _show(
    compared: Comparison, outputs: Sequence[Output], leading: Collection[str], elsewhere: Elsewhere
) -> None:
    """What the reform moves, figure by figure; which rows; what each of them does."""
    silent = compared.touches and not compared.moves
    if told := reformed.silence(compared, elsewhere(compared.reform) if silent else ()):
        st.html(html.warning(*told))
    st.html(html.table(reformed.figures(compared, outputs, leading)))
    st.html(html.table(reformed.changes(compared)))
    if causes := reformed.causes(compared, outputs, leading):
        st.html(html.source(causes, say("reformes.causes")))


# --- The reader's own reform ---------------------------------------------------------------------


def _key(name: str) -> str:
    return f"reforme_{name}_texte"


def _own(name: str) -> Reform | None:
    """The reader's reform, read again from its text."""
    text = st.session_state.get(_key(name))
    return read_reform(text) if text else None


def _keep(name: str, reform: Reform) -> None:
    st.session_state[_key(name)] = to_csv(reform)
    st.session_state[f"reforme_{name}_choix"] = OWN


def _make(name: str) -> None:
    """A file, or one change after another."""
    faults = st.session_state.get(f"reforme_{name}_fautes", [])
    st.file_uploader(
        say("reformes.fichier"), type="csv", key=f"reforme_{name}_fichier",
        on_change=_take_file, args=(name,),
    )  # fmt: skip
    law = in_force()
    parameters = [p for p in law.parameters if not p.startswith(HIDDEN)]
    parameters = sorted(
        [*LAW_READINGS, *parameters], key=lambda p: (not p.startswith("mecenat"), p)
    )
    parameter = st.selectbox(
        say("reformes.parametre"), parameters, key=f"reforme_{name}_parametre",
        format_func=lambda p: f"{name_of(p)} ({p})",
    )  # fmt: skip
    left, right = st.columns(2)
    words = words_of(parameter) if _unit(parameter) == "mot" else ()
    value_key = f"reforme_{name}_valeur_{parameter}"
    if words:
        left.selectbox(
            say("reformes.valeur"), words, key=value_key,
            format_func=lambda word: value_shown(parameter, word, "mot"),
        )  # fmt: skip
    else:
        unit = "%" if _unit(parameter) == "ratio" else _unit(parameter)
        left.text_input(f"{say('reformes.valeur')} ({unit})", key=value_key)
        left.caption(_possible(parameter))
    right.text_input(
        say("reformes.depuis"), key=f"reforme_{name}_depuis", placeholder=say("reformes.jour")
    )
    st.text_input(say("reformes.nom"), key=f"reforme_{name}_nom")
    st.button(say("reformes.ajouter"), key=f"reforme_{name}_ajouter", on_click=_add, args=(name,))
    if _own(name):
        st.button(
            say("reformes.oublier"), key=f"reforme_{name}_oublier", on_click=_forget, args=(name,)
        )
    for told in faults:
        st.html(html.fault(told))


def _unit(parameter: str) -> str:
    return "mot" if parameter in LAW_READINGS else in_force().history(parameter)[-1].unit


def _possible(parameter: str) -> str:
    """Today's value, and how far a reform may go."""
    unit, last = _unit(parameter), in_force().history(parameter)[-1]
    low, high = (formats.with_unit(bound, unit) for bound in bounds_of(parameter))
    now = value_shown(parameter, last.value, unit)
    return say("reformes.possible", aujourd_hui=now, bas=low, haut=high)


def _faults(name: str, told: list[str]) -> None:
    st.session_state[f"reforme_{name}_fautes"] = told


def _take_file(name: str) -> None:
    """Read a file; a faulty one leaves what was there."""
    keep_language()
    uploaded = st.session_state.get(f"reforme_{name}_fichier")
    if uploaded is None:
        return
    if uploaded.size > LARGEST_FILE:
        _faults(name, [say("reformes.fichier_trop_gros")])
        return
    try:
        text = text_of(uploaded.getvalue())
        _keep(name, read_reform(text, uploaded.name.rpartition(".")[0][:100]))
        _faults(name, [])
    except NotText:
        _faults(name, [say("erreurs.fichier_encodage", fichier=uploaded.name)])
    except InputError as refusal:
        _faults(name, [sentence for _, sentence in refusal.faults])


def _add(name: str) -> None:
    """One change more; a faulty one leaves what was there."""
    keep_language()
    state = st.session_state
    parameter = state[f"reforme_{name}_parametre"]
    value: Any = state.get(f"reforme_{name}_valeur_{parameter}", "")
    if _unit(parameter) != "mot":
        value = fields.typed(value, _unit(parameter), False)
    own = _own(name)
    title = state.get(f"reforme_{name}_nom", "").strip() or (own.name if own else "")
    try:
        since = _day(state.get(f"reforme_{name}_depuis", ""), parameter)
        added = build(title, [(parameter, value, since)])
        kept = [row for row in own.rows if row.parameter != parameter] if own else []
        reform = Reform(added.name, tuple(sorted([*kept, *added.rows])), own.text if own else "")
        _keep(name, reform)
        _faults(name, [])
    except InputError as refusal:
        _faults(name, [sentence for _, sentence in refusal.faults])


def _day(text: str, parameter: str) -> date:
    try:
        return read_day(text)
    except Unread as fault:
        told = say("saisie.champ", champ=name_of(parameter), phrase=str(fault))
        raise InputError([("", told)]) from None


def _forget(name: str) -> None:
    st.session_state.pop(_key(name), None)
    _faults(name, [])
