"""What the last import came to, said until the next one; the imports of a network, taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from simulator.errors import PasserelleError
from simulator.network.imports.refusals import CellsRefused, Refusal
from simulator.store import networks as store
from simulator.store.faults import StoreError
from simulator.store.store import Opened
from simulator.text import formats, say
from simulator.ui import html, networks
from simulator.ui.downloads import CSV, french_csv, offer

RESULT = "import_resultat"
_SHOWN = 30  # refusals written on the page; the CSV has them all
_REFUSAL = ("feuille", "ligne", "colonne", "cellule", "valeur", "raison")


@dataclass(frozen=True)
class Result:
    """What the last import came to, kept until the next one."""

    fault: str = ""  # a whole file, or a whole operation
    heading: str = ""  # what did not take place
    refusals: tuple[Refusal, ...] = ()
    total: int = 0
    done: tuple[str, str] | None = None  # what is done, then what came of it


def refused(fault: PasserelleError) -> Result:
    """An import that did not take place."""
    if isinstance(fault, CellsRefused):
        return Result(refusals=fault.refusals, total=fault.total)
    away = isinstance(fault, StoreError)
    heading = say("donnees.import_impossible") if away else say("donnees.fichier_refuse")
    return Result(fault=str(fault), heading=heading)


def tell(result: Result) -> None:
    """What the last import came to."""
    if result.done:
        st.html(html.done(*result.done))
    elif result.fault:
        refused_file(result.fault, result.heading)
    else:
        _refusals(result)


def refused_file(sentence: str, heading: str) -> None:
    """A whole file, or a whole operation, that did not take place: nothing has changed."""
    st.html(html.warning(heading, f"{sentence} {say('donnees.rien_change')}"))


def _refusals(result: Result) -> None:
    """The table of refused cells: row, column, value, reason."""
    under = f"{say('donnees.refus_sous_titre')} {say('donnees.rien_change')}"
    number = formats.number(result.total)
    st.html(html.chart_heading(say("donnees.refus_titre", nombre=result.total), under, 3))
    heads = [say(f"donnees.colonnes_refus.{name}") for name in _REFUSAL]
    rows = [_cells_of(refusal) for refusal in result.refusals]
    with st.container(key="refus"):
        st.html(html.data_table(heads, rows[:_SHOWN], "lrllll", wrap=True))
    if result.total > _SHOWN:
        shown = formats.number(min(_SHOWN, len(rows)))
        st.html(html.source(say("donnees.refus_tronque", listees=shown, nombre=number), ""))
    offer(say("donnees.refus_telecharger"), lambda: french_csv(heads, rows), "refus.csv", CSV)


def _cells_of(refusal: Refusal) -> list[str]:
    line = "–" if refusal.ligne is None else str(refusal.ligne)
    return [
        refusal.feuille, line, refusal.colonne, refusal.cellule, refusal.valeur, refusal.raison
    ]  # fmt: skip


def undo(key: str, number: int) -> None:
    """Take back the last import, and say so."""
    words = say("donnees.annule"), say("donnees.annule_suite")
    _attempt(lambda: store.store().undo(key, number), words, say("donnees.annulation_refusee"))


def erase(key: str) -> None:
    """Erase a network, and say so."""
    words = say("donnees.efface"), say("donnees.efface_suite")
    if _attempt(lambda: store.store().delete(key), words, say("donnees.effacement_refuse")):
        networks.forget()


def _attempt(act: Callable[[], None], words: tuple[str, str], refusal: str) -> bool:
    """Whether an act took place; either way the page says it."""
    try:
        act()
    except PasserelleError as fault:
        st.session_state[RESULT] = Result(fault=str(fault), heading=refusal)
        return False
    st.session_state[RESULT] = Result(done=words)
    return True


def history(opened: Opened) -> None:
    """The imports of a network, newest first."""
    names = ("quand", "fichier", "ajoutees", "remplacees", "retirees")
    heads = [say(f"donnees.colonnes_imports.{name}") for name in names]
    rows = [
        (
            _moment(done.fait),
            done.fichier,
            *(formats.number(n) for n in (done.ajoutees, done.remplacees, done.retirees)),
        )
        for done in opened.imports
    ]
    if rows:
        st.html(html.data_table(heads, rows, "llrrr", wrap=True))
    else:
        st.html(html.source(say("donnees.imports_aucun"), ""))


def _moment(moment: Any) -> str:
    local = pd.Timestamp(moment).tz_convert("Europe/Paris")
    return f"{formats.day(local.date())}, {local:%H:%M}"
