"""The import on screen: files, what was guessed of them, progress, and what was refused."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from simulator.errors import PasserelleError
from simulator.network.imports.checking import check
from simulator.network.imports.mapped import Mapped
from simulator.network.imports.refusals import CellsRefused, ImportRefused, Refusal
from simulator.network.imports.sources import TOO_MUCH, Sheet, check_weights, open_files
from simulator.store import networks as store
from simulator.store.faults import StoreError
from simulator.store.keys import Keys
from simulator.store.schema import LONGEST_NAME
from simulator.store.store import Opened
from simulator.stories import imports
from simulator.text import say
from simulator.ui import html, networks
from simulator.ui import network_keys as keys
from simulator.ui.downloads import CSV, french_csv, offer
from simulator.ui.labels import literal
from simulator.ui.sheet_form import sheet_form

RESULT = "import_resultat"
_UPLOADS = "import_fichiers"
_ROUND = "import_tour"  # another number empties the uploader
_ASKED = "import_demande"
_OPENED = "import_ouvert"  # sheets of the files shown; gone with them
_READING = 0.6  # of the bar; the rest is saving


@dataclass(frozen=True)
class Result:
    """What the last import came to, kept until the next one."""

    fault: str = ""  # a whole file, or a whole operation
    heading: str = ""  # what did not take place
    refusals: tuple[Refusal, ...] = ()
    total: int = 0
    done: tuple[str, str] | None = None  # what is done, then what came of it


def import_form(opened: Opened | None) -> None:
    """Everything from the choice of files to the import itself."""
    _own_words()
    files = st.file_uploader(
        say("donnees.fichiers"),
        type=["xlsx", "csv", "txt", "zip", "xlsm", "xls", "ods"],  # the last two get our sentence
        accept_multiple_files=True,
        key=f"{_UPLOADS}_{st.session_state.get(_ROUND, 0)}",
    )
    if not files:
        st.session_state.pop(_OPENED, None)
    else:
        found = _opened(files)
        if isinstance(found, str):
            _refused_file(found, say("donnees.fichier_refuse"))
        else:
            _confirm(found, ", ".join(file.name for file in files), opened)
    result = st.session_state.get(RESULT)
    if isinstance(result, Result):
        _tell(result)


def _opened(files: Sequence[Any]) -> Sequence[Sheet] | str:
    """The sheets of the files, or why they are refused: read once, however often the page runs.

    What is refused for its weight is let go at once: another uploader takes the place of this one.
    """
    names = tuple(file.file_id for file in files)
    kept = st.session_state.get(_OPENED)
    if kept is None or kept[0] != names:
        found: Sequence[Sheet] | str
        try:
            check_weights([(file.name, file.size) for file in files])
            found = open_files([(file.name, file.getvalue()) for file in files])
        except ImportRefused as fault:
            found = str(fault)
            if fault.key in TOO_MUCH:
                _let_go(files, found)
        kept = st.session_state[_OPENED] = names, found
    answer: Sequence[Sheet] | str = kept[1]
    return answer


def _let_go(files: Sequence[Any], told: str) -> None:
    """Forget the files of this uploader, and say why on the next run."""
    _release(files)
    st.session_state[RESULT] = Result(fault=told, heading=say("donnees.fichier_refuse"))
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state.pop(_OPENED, None)
    st.rerun()


def _release(files: Sequence[Any]) -> None:
    """Free the bytes of files that are done with: Streamlit keeps them as long as the session."""
    context = get_script_run_ctx()
    manager: Any = context and context.uploaded_file_mgr
    if context is not None and hasattr(manager, "remove_file"):
        for file in files:
            manager.remove_file(context.session_id, file.file_id)


def _own_words() -> None:
    """Words that the style sheet writes: on the uploader, which speaks English, and on a phone."""
    words = {name: say(f"donnees.{name}").replace('"', "") for name in ("parcourir", "ligne")}
    rules = " ".join(f'--{name}: "{text} ";' for name, text in words.items())
    st.html(f"<style>:root {{ {rules} }}</style>")


def _confirm(sheets: Sequence[Sheet], files: str, opened: Opened | None) -> None:
    """What was guessed of each sheet, to correct; then the button."""
    summary = st.empty()
    tabs = (
        st.tabs([literal(sheet.nom) for sheet in sheets]) if len(sheets) > 1 else [st.container()]
    )
    found = []
    for tab, sheet in zip(tabs, sheets, strict=True):
        with tab:
            found.append((sheet, sheet_form(sheet)))
    summary.html(html.table(imports.summary(found)))
    mapped = [one for _, one in found if one]
    name = ""
    if opened is None:
        name = st.text_input(
            say("donnees.nom"), placeholder=say("donnees.nom_exemple"), max_chars=LONGEST_NAME
        )
    whole = False
    if opened is not None and opened.imports:
        words = {False: say("donnees.mode_completer"), True: say("donnees.mode_remplacer")}
        whole = st.radio(say("donnees.mode"), [False, True], format_func=words.__getitem__)
    bar = st.empty()
    st.button(say("donnees.bouton"), type="primary", disabled=not mapped, on_click=_ask)
    if st.session_state.pop(_ASKED, False) and mapped:
        st.session_state[RESULT] = _run(mapped, files, name, whole, bar)
        if st.session_state[RESULT].done:
            st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        st.rerun()
    if not mapped:
        st.html(html.fault(say("donnees.fichier.sans_table")))


def _ask() -> None:
    st.session_state[_ASKED] = True


def _run(
    mapped: Sequence[Mapped], files: str, name: str, whole: bool, bar: DeltaGenerator
) -> Result:
    """Check, then store; nothing is stored of a file with a refusal."""
    key = st.session_state.get(networks.KEY)
    made = None
    try:
        current = store.own_tables(key) if key else None
        incoming = check(
            mapped, current, whole=whole, progress=_moving(bar, "lecture", 0, _READING)
        )
        if key is None:
            made = store.store().create(name)
            key = made.ecriture
        saving = _moving(bar, "ecriture", _READING, 1)
        done = store.store().add(key, incoming, files, whole=whole, progress=saving)
    except CellsRefused as fault:
        _unmake(made)
        return Result(refusals=fault.refusals, total=fault.total)
    except StoreError as fault:
        _unmake(made)
        return Result(fault=str(fault), heading=say("donnees.import_impossible"))
    except PasserelleError as fault:
        _unmake(made)
        return Result(fault=str(fault), heading=say("donnees.fichier_refuse"))
    networks.keep(key)
    if made is not None:
        keys.show_once(made.ecriture)
    moved = {what: getattr(done, what) for what in ("ajoutees", "remplacees", "retirees")}
    return Result(done=imports.done(moved))


def _unmake(made: Keys | None) -> None:
    """A network made for an import that failed would be empty for ever; nobody has its keys."""
    if made is not None:
        with suppress(StoreError):  # the first failure is the one to say
            store.store().delete(made.ecriture)


def _moving(bar: DeltaGenerator, what: str, start: float, end: float) -> Callable[[float], None]:
    """A bar that goes from one share to another."""

    def move(share: float) -> None:
        reached = min(share, 1)
        bar.progress(start + (end - start) * reached, imports.progress(what, reached))

    return move


def _tell(result: Result) -> None:
    """What the last import came to."""
    if result.done:
        st.html(html.done(*result.done))
    elif result.fault:
        _refused_file(result.fault, result.heading)
    else:
        _refusals(result)


def _refused_file(sentence: str, heading: str) -> None:
    st.html(html.warning(heading, f"{sentence} {say('donnees.rien_change')}"))


def _refusals(result: Result) -> None:
    """The table of refused cells: the first ones here, all of them in the file."""
    title, under = imports.refused_title(result.total)
    st.html(html.chart_heading(title, under, 3))
    table = imports.refused_cells(result.refusals)
    with st.container(key="refus"):
        st.html(html.table(table, most=imports.SHOWN))
    if told := imports.how_many_shown(len(table.rows), result.total):
        st.html(html.source(told, ""))
    make = partial(french_csv, table.heads, table.rows)
    offer(say("donnees.refus_telecharger"), make, "refus.csv", CSV)


def undo(key: str, number: int) -> None:
    """Take back the last import, and say so."""
    done = (say("donnees.annule"), say("donnees.annule_suite"))
    _try(lambda: store.store().undo(key, number), say("donnees.annulation_refusee"), done)


def erase(key: str) -> None:
    """Erase a network, and say so."""
    done = (say("donnees.efface"), say("donnees.efface_suite"))
    if _try(lambda: store.store().delete(key), say("donnees.effacement_refuse"), done):
        networks.forget()


def _try(work: Callable[[], object], heading: str, done: tuple[str, str]) -> bool:
    """Do what the database may refuse, and keep what came of it; whether it is done."""
    try:
        work()
    except PasserelleError as fault:
        st.session_state[RESULT] = Result(fault=str(fault), heading=heading)
        return False
    st.session_state[RESULT] = Result(done=done)
    return True


def history(opened: Opened) -> None:
    """The imports of a network, newest first."""
    done = ((i.fait, i.fichier, i.ajoutees, i.remplacees, i.retirees) for i in opened.imports)
    table = imports.past(done)
    if table is None:
        st.html(html.source(say("donnees.imports_aucun"), ""))
    else:
        st.html(html.table(table))
