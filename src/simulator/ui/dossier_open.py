"""An item of a dossier opened again on its page, whole: its private answers too, in the session."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import streamlit as st

from simulator.cases.comparison import read_comparison
from simulator.cases.dossier import Item
from simulator.cases.dossier_kept import OpenedDossier
from simulator.cases.kept_picture import read_chart, read_portrait
from simulator.cases.programme import read_programme
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.errors import InputError, PasserelleError
from simulator.network.basin import basin_from
from simulator.network.history import ALIZE
from simulator.text import say
from simulator.ui import (
    current,
    history,
    html,
    kept_cases,
    portrait,
    programme_state,
    sponsor_state,
    territories,
)
from simulator.ui import usual_formats as formats_page
from simulator.ui.frame import keep_language

ASKED = "dossier_a_ouvrir"


def can_open(item: Item) -> bool:
    """Whether a page shows this again: not a network whose key was left behind."""
    return item.cas.get("reseau") is None


def ask(identifier: str) -> None:
    """Open an item at the next run: a page is not left from inside an act."""
    keep_language()
    st.session_state[ASKED] = identifier


def open_asked(opened: OpenedDossier) -> None:
    """Put the item asked for on its page and go there; what today's model refuses is said here."""
    identifier = st.session_state.pop(ASKED, "")
    if not identifier:
        return
    try:
        item = opened.dossier.item(identifier)
        page = put(item.genre, item.cas)
    except PasserelleError as fault:
        st.html(html.fault(str(fault)))
        return
    st.switch_page(f"pages/{page}.py")


def put(genre: str, case: Any) -> str:
    """Put a case in the session, on its page, which is named; raises what the model refuses."""
    if genre not in _OPENERS:  # a row of another program, or changed by hand
        raise InputError([("genre", say("partage.court_perdu"))])
    return _OPENERS[genre](case)


def _scenario(case: Any) -> str:
    current.show(read(case))
    return "simuler"


def _sponsor(case: Any) -> str:
    sponsor_state.open_case(read_case(case))
    return "mecene"


def _programme(case: Any) -> str:
    programme_state.open_file(read_programme(case))
    return "programme"


def _comparison(case: Any) -> str:
    kept_cases.put(read_comparison(case))
    return "comparer"


def _portrait(case: Any) -> str:
    asked = read_portrait(case)
    if asked.bassin is not None:
        st.session_state[portrait.ASKED] = basin_from(asked.bassin).to_link()
    else:
        st.session_state[territories.CHOSEN] = asked.territoire
    return "portrait"


def _chart(case: Any) -> str:
    asked = read_chart(case)
    if asked.nom == "formats_compares":
        st.session_state[formats_page.YEAR] = asked.annee
        kept_cases.show_formats()
        return "comparer"
    if asked.nom in {"carte", "emplois"}:
        if asked.mesure:
            st.session_state[territories.MEASURE] = asked.mesure
            st.session_state[territories.SCHEME] = asked.dispositif or territories.ALL
        st.session_state[territories.YEAR] = asked.annee
        if asked.territoire:
            st.session_state[territories.CHOSEN] = asked.territoire
        return "territoires"
    if asked.nom.startswith("repartition_"):
        return "competences"
    if asked.nom == history.TWENTY:
        return "reseau"
    return "annees" if asked.nom.removeprefix("historique_") in ALIZE else "mecene"


_OPENERS: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        "scenario": _scenario,
        "mecene": _sponsor,
        "comparaison": _comparison,
        "programme": _programme,
        "portrait": _portrait,
        "graphique": _chart,
    }
)
