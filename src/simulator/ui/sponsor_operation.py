"""What a sponsor lends or gives: an amount of money, or people and days."""

import streamlit as st

from simulator.cases import sponsor_draft as drafts
from simulator.cases.sponsor_draft import Path
from simulator.text import say
from simulator.ui import html
from simulator.ui import sponsor_state as state
from simulator.ui.folding import fold
from simulator.ui.sponsor_field import ask

SHOWN = "mecene_operation"
"""The operation that the panel asks about; the page shows them all."""


def shown_operation() -> int:
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


def operation(number: int, faults: dict[str, str]) -> None:
    """What is lent or given: an amount of money, or people and days."""
    here: Path = ("operations", number)
    ask((*here, "nature"), faults)
    if st.session_state[state.key_of((*here, "nature"))] == "argent":
        year = state.closing_years()[0]
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
