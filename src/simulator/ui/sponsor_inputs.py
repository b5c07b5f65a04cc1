"""The questions put to a sponsor: three lines, the rest folded; drawn from the model's fields.

Fields are typed as text, like every form here: a number field drops a French comma when the browser
speaks English. What is wrong is said under its field.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import streamlit as st

from simulator.cases.question import field_label
from simulator.cases.sponsor import YEARS
from simulator.text import has, say
from simulator.text.registered import in_words
from simulator.ui import html
from simulator.ui import sponsor_draft as drafts
from simulator.ui import sponsor_state as state
from simulator.ui.folding import fold
from simulator.ui.form import MEASURES, written
from simulator.ui.sponsor_draft import Entry, Path

NEW_OPERATION = {"nature": "salaries", "voie": "don"}
NEW_ROW = {"annee": None, "montant": None}
SHOWN = "mecene_operation"
"""The operation that the panel asks about; the page shows them all."""


def ask(path: Path, faults: dict[str, str], label: str = "", *, help_under: bool = False) -> None:
    """Draw the entry of a place, its help when asked for, and its fault when it has one."""
    entry, key = drafts.entry_at(path), state.key_of(path)
    if key in st.session_state[state.DRAWING]:  # asked once a page, where it is read first
        st.caption(say("mecene.demande_ailleurs", champ=label or label_of(entry)))
        return
    if not state.was_drawn(key) or key not in st.session_state:
        st.session_state[key] = _seeded(path, entry)
    st.session_state[state.DRAWING] = [*st.session_state[state.DRAWING], key]
    label = label or label_of(entry)
    if entry.kind == "choix":
        st.selectbox(label, entry.words, key=key, format_func=word_of(entry.name))
    else:
        st.text_input(label, key=key, placeholder=_placeholder(path, entry))
    if help_under and has(f"champs.{entry.name}.aide"):
        st.caption(say(f"champs.{entry.name}.aide"))
    if told := faults.get(".".join(str(part) for part in path)):
        st.html(html.fault(told))


def _seeded(path: Path, entry: Entry) -> Any:
    """What the draft holds, as a person would type it."""
    value = drafts.get(state.draft(), path)
    if entry.kind == "choix":
        return value if value in entry.words else _default_word(entry)
    if value is None:
        value = entry.default
    if entry.kind == "jour" and isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return value
    return "" if value is None else written(value, entry.unit) if _plain(value) else str(value)


def _plain(value: Any) -> bool:
    return isinstance(value, int | float | date)


def _default_word(entry: Entry) -> str:
    return entry.default if entry.default in entry.words else entry.words[0]


def label_of(entry: Entry) -> str:
    """What a entry is called, with its unit."""
    key = f"mecene_champs.{entry.name}"
    label = say(key) if has(key) else field_label(entry.name)
    unit = "%" if entry.unit == "ratio" else in_words(entry.unit)
    is_told = unit.lower() in label.lower()  # « Jours prêtés » says its unit
    return f"{label} ({unit})" if entry.unit in MEASURES and not is_told else label


def word_of(name: str) -> Any:
    """How the words of a choice read."""

    def word(value: str) -> str:
        key = f"choix.{name}.{value}"
        return say(key if has(key) else f"choix.oui_non.{value}")

    return word


def _placeholder(path: Path, entry: Entry) -> str:
    if entry.kind == "jour":
        return say("simuler.jour_exemple")
    if entry.kind == "texte":
        return ""
    if entry.name.startswith("autres_dons"):
        return say("mecene.rien")
    if isinstance(path[-1], int) and path[-1] > 0:
        repeated = entry.name in drafts.REPEATED
        return say("mecene.comme_avant" if repeated else "mecene.rien")
    return say("simuler.sans_reponse")


# The panel


def panel(faults: dict[str, str]) -> None:
    """Every entry: three lines, then the folds."""
    st.html(html.panel_title(say("mecene.panneau")))
    if state.is_example():
        st.html(html.source(say("mecene.exemple_note"), say("mecene.exemple_titre")))
    ask(("chiffre_affaires", 0), faults)
    _profit(faults)
    number = _shown_operation()
    _operation(number, faults)
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
        for name in state.examples():
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


def closing_years() -> list[int]:
    """The years in which the six fiscal years close, as the draft says."""
    first = drafts.first_closing(state.draft()).year
    return [first + n for n in range(YEARS)]


def _shown_operation() -> int:
    """The operation that the panel asks about, chosen when there are several."""
    operations = drafts.get(state.draft(), ("operations",)) or []
    if len(operations) == 1:
        return 0
    if st.session_state.get(SHOWN, 0) not in range(len(operations)):
        st.session_state[SHOWN] = 0
    number: int = st.selectbox(
        say("mecene.operation_montree"),
        range(len(operations)),
        key=SHOWN,
        format_func=operation_name,
    )
    return number


def operation_name(number: int) -> str:
    """What an operation is called: the user's own words, else its number."""
    own = drafts.get(state.draft(), ("operations", number, "libelle"))
    return str(own) if own else say("mecene.operation_numero", numero=number + 1)


def _operation(number: int, faults: dict[str, str]) -> None:
    """What is lent or given: an amount of money, or people and days."""
    here: Path = ("operations", number)
    ask((*here, "nature"), faults)
    if st.session_state[state.key_of((*here, "nature"))] == "argent":
        year = closing_years()[0]
        ask((*here, "montants", 0), faults, say("mecene.montant_donne", annee=year))
    else:
        _employees(here, faults)
    if told := faults.get(".".join(str(part) for part in here)):
        st.html(html.fault(told))


def _employees(here: Path, faults: dict[str, str]) -> None:
    """The first employee in two fields, the details and the others in a fold."""
    rows = drafts.get(state.draft(), (*here, "salaries")) or []
    if len(rows) == 1:
        left, right = st.columns(2)
        with left:
            _cost((*here, "salaries", 0), faults)
        with right:
            _time((*here, "salaries", 0), faults)
        _about_cost((*here, "salaries", 0))
    title = say("mecene.salaries_detail" if len(rows) == 1 else "mecene.salaries", n=len(rows))
    start = ".".join(str(part) for part in (*here, "salaries"))
    is_wrong = any(place.startswith(start) for place in faults)
    with fold(title, f"mecene_salaries_{here[1]}", expanded=is_wrong or len(rows) > 1) as opened:
        if opened:
            for number in range(len(rows)):
                _employee((*here, "salaries", number), len(rows), faults)
            st.button(
                say("mecene.ajouter_salarie"),
                key=f"ajouter_salarie_{here[1]}",
                on_click=state.add_row,
                args=((*here, "salaries"), drafts.new_employee(state.draft())),
                type="tertiary",
            )


def _known_cost(here: Path) -> str:
    """How the cost of an employee is known."""
    return str(drafts.get(state.draft(), (*here, "cout_connu")) or "brut_mensuel")


def _cost(here: Path, faults: dict[str, str]) -> None:
    for name in drafts.costs_of(_known_cost(here)):
        ask((*here, name), faults)


def _about_cost(here: Path) -> None:
    """What a cost supposes, beside it: the scale, or that aid is already taken off."""
    known = _known_cost(here)
    if known != "cout_mensuel":
        st.caption(say(f"mecene.cout_{known}"))


def _time(here: Path, faults: dict[str, str]) -> None:
    counted = drafts.get(state.draft(), (*here, "duree")) or "jours"
    ask((*here, "quotite" if counted == "periode" else counted), faults)


def _employee(here: Path, count: int, faults: dict[str, str]) -> None:
    """One employee: name, cost, time, dates."""
    with st.container(key=f"salarie_{here[1]}_{here[3]}"):
        ask((*here, "libelle"), faults, say("mecene.salarie_nom", numero=int(here[3]) + 1))
        ask((*here, "cout_connu"), faults)
        if count > 1:
            _cost(here, faults)
            _about_cost(here)
        if _known_cost(here) != "cout_journee":
            ask((*here, "aides_contrat"), faults, help_under=True)
        ask((*here, "duree"), faults)
        if count > 1:
            _time(here, faults)
        if drafts.get(state.draft(), (*here, "duree")) == "mois":
            ask((*here, "quotite"), faults, help_under=True)
        left, right = st.columns(2)
        with left:
            ask((*here, "debut"), faults)
        with right:
            ask((*here, "fin"), faults)
        if told := faults.get(".".join(str(part) for part in here)):
            st.html(html.fault(told))
        if count > 1:
            st.button(
                say("mecene.retirer"),
                key=f"retirer_salarie_{here[1]}_{here[3]}",
                on_click=state.remove_row,
                args=(here[:-1], here[3]),
                type="tertiary",
            )


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
    years = closing_years()
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
            _by_year((name,), closing_years(), faults)
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
            _by_year(("impot_groupe",), closing_years(), faults)


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
