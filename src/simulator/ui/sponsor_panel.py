"""The questions put to a sponsor: three lines, the rest folded; drawn from the model's fields.

Fields are typed as text, like every form here: a number field drops a French comma when the browser
speaks English. What is wrong is said under its field.
"""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from simulator.cases import sponsor_draft as drafts
from simulator.cases.sponsor import YEARS
from simulator.cases.sponsor_draft import Path
from simulator.stories.ready_cases import examples
from simulator.text import say
from simulator.ui import doubting, html, sharing
from simulator.ui import sponsor_state as state
from simulator.ui.folding import fold
from simulator.ui.sponsor_field import ask, label_of
from simulator.ui.sponsor_operation import operation, shown_operation

NEW_OPERATION = {"nature": "salaries", "voie": "don"}
NEW_ROW = {"annee": None, "montant": None}


def panel(faults: dict[str, str]) -> None:
    """Every entry: three lines, then the folds."""
    st.html(html.panel_title(say("mecene.panneau")))
    if doubting.is_open(sharing.SPONSOR):
        st.caption(say("doute.vue.consigne"))
    if state.is_example():
        st.html(html.source(say("mecene.exemple_note"), say("mecene.exemple_titre")))
    ask(("chiffre_affaires", 0), faults)
    _profit(faults)
    number = shown_operation()
    operation(number, faults)
    _later_years(number, faults)
    _recipient(number, faults)
    _declared(faults)
    _carried(faults)
    _group(faults)
    _readings(faults)
    _general_fault(faults)
    _examples()


def _examples() -> None:
    """Invented cases to start from, in words."""
    st.html(html.source("", say("mecene.exemples")))
    with st.container(key="mecene_exemples", gap=None):
        for name in examples():
            st.button(
                say(f"mecene_exemples.{name}"),
                key=f"exemple_{name}",
                on_click=state.show_example,
                args=(name,),
                type="tertiary",
            )


def _profit(faults: dict[str, str]) -> None:
    ask(("connu",), faults)
    known = st.session_state[state.key_of(("connu",))]
    if known != "inconnu":
        ask((known, 0), faults)


def _fold(name: str, faults: dict[str, str], fields: Iterable[str], prefix: str = "") -> Any:
    """A fold of questions, opened by itself when one of them is wrong."""
    wrong = any(
        place == f"{prefix}{field}" or place.startswith(f"{prefix}{field}.")
        for place in faults
        for field in fields
    )
    return fold(say(f"mecene.pli_{name}"), f"mecene_pli_{name}", expanded=wrong)


def _later_years(number: int, faults: dict[str, str]) -> None:
    """Turnover, profit and gifts of the five later years, when they differ."""
    years = state.closing_years()
    known = st.session_state[state.key_of(("connu",))]
    money = drafts.get(state.draft(), ("operations", number, "nature")) == "argent"
    names: list[Path] = [("chiffre_affaires",)]
    names += [] if known == "inconnu" else [(known,)]
    names += [("operations", number, "montants")] if money else []
    wrong = any(
        place.startswith(".".join(str(part) for part in name) + ".") and not place.endswith(".0")
        for name in names
        for place in faults
    )
    with fold(say("mecene.pli_annees"), "mecene_pli_annees", expanded=wrong) as opened:
        if opened:
            st.caption(say("mecene.annees_aide"))
            for name in names:
                st.html(f'<p class="p-grille">{label_of(drafts.entry_at(name))}</p>')
                _by_year(name, years, faults, start=1)


def _by_year(path: Path, years: list[int], faults: dict[str, str], start: int = 0) -> None:
    """One field a year, two by line."""
    for first in range(start, YEARS, 2):
        for column, n in zip(st.columns(2), range(first, min(first + 2, YEARS)), strict=False):
            with column:
                ask((*path, n), faults, str(years[n]))


def _recipient(number: int, faults: dict[str, str]) -> None:
    """Who receives, under which scheme; what else is lent or given."""
    here: Path = ("operations", number)
    fields = ["libelle", "dispositif", "beneficiaire", "aide_sociale", "jour"]
    if drafts.get(state.draft(), (*here, "nature")) == "salaries":
        fields = ["libelle", "voie", *fields[1:]]
    with _fold("beneficiaire", faults, fields, f"operations.{number}.") as opened:
        if not opened:
            return
        for field in fields:
            ask((*here, field), faults, help_under=True)
        st.button(
            say("mecene.ajouter_operation"),
            key="ajouter_operation",
            on_click=state.add_row,
            args=(("operations",), NEW_OPERATION),
            type="tertiary",
        )
        if len(drafts.get(state.draft(), ("operations",)) or []) > 1:
            st.button(
                say("mecene.retirer_operation"),
                key="retirer_operation",
                on_click=state.remove_row,
                args=(("operations",), number),
                type="tertiary",
            )


def _declared(faults: dict[str, str]) -> None:
    fields = ("cloture", "ouverture", "taux_reduit")
    with _fold("exercice", faults, fields) as opened:
        if opened:
            for field in fields:
                ask((field,), faults, help_under=True)


def _carried(faults: dict[str, str]) -> None:
    """Gifts that exist already, excess and reductions carried from earlier years."""
    fields = ("autres_dons", "autres_dons_aide_sociale", "excedents", "reductions")
    with _fold("reports", faults, fields) as opened:
        if not opened:
            return
        for name in fields[:2]:
            st.html(f'<p class="p-grille">{label_of(drafts.entry_at((name,)))}</p>')
            _by_year((name,), state.closing_years(), faults)
        for name in fields[2:]:
            st.html(f'<p class="p-grille">{label_of(drafts.entry_at((name,)))}</p>')
            _small_table(name, faults)


def _small_table(name: str, faults: dict[str, str]) -> None:
    """Rows of year and amount (and rate), with a row to add."""
    columns = ("annee", "montant", "taux") if name == "excedents" else ("annee", "montant")
    for number in range(len(drafts.get(state.draft(), (name,)) or [])):
        with st.container(key=f"ligne_{name}_{number}"):
            for column, field in zip(st.columns(len(columns)), columns, strict=True):
                with column:
                    ask((name, number, field), faults)
            if told := faults.get(f"{name}.{number}"):
                st.html(html.fault(told))
            st.button(
                say("mecene.retirer"),
                key=f"retirer_{name}_{number}",
                on_click=state.remove_row,
                args=((name,), number),
                type="tertiary",
            )
    st.button(
        say("mecene.ajouter_ligne"),
        key=f"ajouter_{name}",
        on_click=state.add_row,
        args=((name,), NEW_ROW),
        type="tertiary",
    )


def _group(faults: dict[str, str]) -> None:
    fields = (
        "groupe", "entree_groupe", "effectif_groupe", "aides_recues", "impot_precedent",
        "chiffre_affaires_precedent", "impot_groupe",
    )  # fmt: skip
    with _fold("groupe", faults, fields) as opened:
        if opened:
            for field in fields[:-1]:
                ask((field,), faults, help_under=True)
            st.html(f'<p class="p-grille">{label_of(drafts.entry_at(("impot_groupe",)))}</p>')
            _by_year(("impot_groupe",), state.closing_years(), faults)


def _readings(faults: dict[str, str]) -> None:
    fields = ("prix_prestataire", "taux_actualisation", "lecture_pass", "ordre_tranches")
    with _fold("lectures", faults, fields) as opened:
        if opened:
            for field in fields:
                ask((field,), faults, help_under=True)


def _general_fault(faults: dict[str, str]) -> None:
    """A fault of the whole case, which no field owns."""
    if told := faults.get(""):
        st.html(html.fault(told))
