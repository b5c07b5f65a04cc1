"""The import on screen: files, what was guessed of them, progress, and what was refused."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from simulator.base import limits
from simulator.errors import PasserelleError
from simulator.network.imports.checking import Mapped, check, preview
from simulator.network.imports.guessing import guess_columns, guess_table
from simulator.network.imports.notices import notices
from simulator.network.imports.refusals import CellsRefused, ImportRefused, Refusal
from simulator.network.imports.sources import TOO_MUCH, Sheet, check_weights, open_files
from simulator.network.imports.tables import TABLES, Tables, choice, columns
from simulator.store import networks as store
from simulator.store.faults import StoreError
from simulator.store.keys import Keys
from simulator.store.schema import LONGEST_NAME
from simulator.store.store import Opened
from simulator.text import formats, say
from simulator.ui import html, networks
from simulator.ui import network_keys as keys
from simulator.ui.downloads import CSV, french_csv, offer
from simulator.ui.labels import literal

RESULT = "import_resultat"
_UPLOADS = "import_fichiers"
_ROUND = "import_tour"  # another number empties the uploader
_ASKED = "import_demande"
_OPENED = "import_ouvert"  # sheets of the files shown; gone with them
_PREVIEW = 5
_SHOWN = 30  # refusals written on the page; the CSV has them all
_READING = 0.6  # of the bar; the rest is saving
_SEPARATORS: Final = {";": "point_virgule", ",": "virgule", "\t": "tabulation"}
_REFUSAL = ("feuille", "ligne", "colonne", "cellule", "valeur", "raison")
_MEGA = 1_000_000


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
            sheets = [(sheet, _identity(sheet)) for sheet in found]
            _confirm(sheets, ", ".join(file.name for file in files), opened)
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


def _identity(sheet: Sheet) -> str:
    """The same for the same headers: a corrected file keeps the choices made for the first one."""
    written = "\n".join((sheet.fichier, sheet.nom, *sheet.entetes))
    return sha256(written.encode("utf-8", "replace")).hexdigest()[:16]


def _own_words() -> None:
    """Words that the style sheet writes: on the uploader, which speaks English, and on a phone."""
    words = {name: say(f"donnees.{name}").replace('"', "") for name in ("parcourir", "ligne")}
    rules = " ".join(f'--{name}: "{text} ";' for name, text in words.items())
    st.html(f"<style>:root {{ {rules} }}</style>")


def _confirm(sheets: Sequence[tuple[Sheet, str]], files: str, opened: Opened | None) -> None:
    """What was guessed of each sheet, to correct; then the button."""
    summary = st.empty()
    tabs = (
        st.tabs([literal(sheet.nom) for sheet, _ in sheets])
        if len(sheets) > 1
        else [st.container()]
    )
    found = []
    for tab, (sheet, identity) in zip(tabs, sheets, strict=True):
        with tab:
            found.append((sheet, _sheet_form(sheet, identity)))
    summary.html(_summary(found))
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


def _summary(found: Sequence[tuple[Sheet, Mapped | None]]) -> str:
    """Every sheet on one line: the table it is, the columns recognised, those that are missing."""
    heads = [say(f"donnees.resume.{name}") for name in ("feuille", "table", "colonnes", "manque")]
    rows = []
    for sheet, one in found:
        if one is None:
            rows.append((sheet.nom, say("donnees.ignorer"), "–", "–"))
            continue
        fields = columns(one.table)
        missing = [n for n, f in fields.items() if f.is_required() and n not in one.places]
        names = ", ".join(say(f"donnees.champs.{name}") for name in missing)
        share = say("donnees.resume.part", reconnues=len(one.places), total=len(fields))
        rows.append((sheet.nom, say(f"donnees.tables.{one.table}"), share, names or "–"))
    return html.data_table(heads, rows, "llll")


def _sheet_form(sheet: Sheet, identity: str) -> Mapped | None:
    """One sheet: its table, its columns, its first rows. None when it is not imported."""
    guessed = None if sheet.masquee else guess_table(sheet.nom, sheet.entetes)
    st.html(html.source(_how_read(sheet), ""))
    choices: list[str | None] = [*TABLES, None]
    table = st.selectbox(
        say("donnees.feuille_est", feuille=literal(sheet.nom)),
        choices,
        index=choices.index(guessed),
        format_func=lambda t: say(f"donnees.tables.{t}") if t else say("donnees.ignorer"),
        key=f"table_{identity}",
    )
    if table is None:
        _tell_notices(sheet, None)
        return None
    places = _columns_form(sheet, table, f"{identity}_{table}")
    mapped = Mapped(sheet, table, places)
    _tell_notices(sheet, mapped)
    _preview(mapped)
    return mapped


def _tell_notices(sheet: Sheet, mapped: Mapped | None) -> None:
    """What is left out of a sheet, and how it is read."""
    for sentence in notices(sheet, mapped):
        st.html(html.source(sentence, ""))


def _how_read(sheet: Sheet) -> str:
    if not sheet.csv:
        return sheet.fichier
    separator = say(f"donnees.separateur_{_SEPARATORS[sheet.separateur]}")
    return say("donnees.lu_csv", encodage=sheet.encodage, separateur=separator)


def _columns_form(sheet: Sheet, table: str, identity: str) -> Mapping[str, int]:
    """Which column of the file is which, guessed first."""
    guessed = guess_columns(table, sheet.entetes)
    places: list[int | None] = [None, *range(len(sheet.entetes))]
    fields = columns(table)
    counts = {"reconnues": len(guessed), "total": len(fields)}
    missing = any(c.is_required() and n not in guessed for n, c in fields.items())
    chosen: dict[str, int] = {}
    with st.expander(say("donnees.colonnes_devinees", **counts), expanded=missing):
        grid = st.columns(3)
        for number, (name, field) in enumerate(fields.items()):
            words = say(f"donnees.champs.{name}")
            place = grid[number % 3].selectbox(
                say("donnees.obligatoire", champ=words) if field.is_required() else words,
                places,
                index=places.index(guessed.get(name)),
                format_func=lambda p: _header(sheet, p),
                key=f"colonne_{identity}_{name}",
            )
            if place is not None:
                chosen[name] = place
    for place in {p for p in chosen.values() if list(chosen.values()).count(p) > 1}:
        st.html(html.fault(say("donnees.deux_fois", colonne=_header(sheet, place))))
    return chosen


def _header(sheet: Sheet, place: int | None) -> str:
    return say("donnees.absente") if place is None else sheet.entetes[place] or f"({place + 1})"


def _preview(mapped: Mapped) -> None:
    """The first rows as they will be stored, and what is refused of them."""
    names = [name for name in columns(mapped.table) if name in mapped.places]
    shown = preview(mapped, _PREVIEW)
    rows = [[_cell(mapped.table, name, row[name]) for name in names] for row in shown.rows]
    if shown.refusals:
        told = [html.fault(say("donnees.apercu_refus", ligne=r.ligne, colonne=r.colonne,
                               phrase=r.raison)) for r in shown.refusals[:_PREVIEW]]  # fmt: skip
        st.html("".join(told))
    if names and rows:
        heads = [say(f"donnees.champs.{name}") for name in names]
        caption = say("donnees.apercu")
        st.html(html.data_table(heads, rows, "l" * len(heads), caption=caption))
        st.html(html.source(caption + ".", ""))


def _cell(table: str, name: str, value: Any) -> str:
    """A value of the database in words: a day, a number, the word of a choice."""
    if value is None:
        return "–"
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, int | float):
        return str(value) if name in _YEARS else formats.number(value)
    offered = choice(table, name)
    return say(f"donnees.choix.{offered.name}.{value}") if offered else str(value)[:80]


_YEARS = {"debut", "fin", "annee"}


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
    counts = {what: getattr(done, what) for what in ("ajoutees", "remplacees", "retirees")}
    return Result(done=(say("donnees.fait"), say("donnees.fait_suite", **counts)))


def _unmake(made: Keys | None) -> None:
    """A network made for an import that failed would be empty for ever; nobody has its keys."""
    if made is not None:
        with suppress(StoreError):  # the first failure is the one to say
            store.store().delete(made.ecriture)


def _moving(bar: DeltaGenerator, what: str, start: float, end: float) -> Callable[[float], None]:
    """A bar that goes from one share to another."""

    def move(share: float) -> None:
        words = say(f"donnees.avancement_{what}", part=formats.percent(min(share, 1), 0))
        bar.progress(start + (end - start) * min(share, 1), words)

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
    try:
        store.store().undo(key, number)
    except PasserelleError as fault:
        heading = say("donnees.annulation_refusee")
        st.session_state[RESULT] = Result(fault=str(fault), heading=heading)
        return
    words = say("donnees.annule"), say("donnees.annule_suite")
    st.session_state[RESULT] = Result(done=words)


def erase(key: str) -> None:
    """Erase a network, and say so."""
    try:
        store.store().delete(key)
    except PasserelleError as fault:
        heading = say("donnees.effacement_refuse")
        st.session_state[RESULT] = Result(fault=str(fault), heading=heading)
        return
    networks.forget()
    st.session_state[RESULT] = Result(done=(say("donnees.efface"), say("donnees.efface_suite")))


def counted(tables: Tables) -> str:
    """How many rows of each table: `3 territoires, 12 projets et 1 prêteur`."""
    parts = []
    for table in TABLES:
        rows = len(tables[table])
        if rows:
            parts.append(say(f"donnees.comptes.{table}", nombre=rows))
    return formats.listed(parts)


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


def limits_in_words() -> Mapping[str, str]:
    """What a file may weigh, for the sentence above the uploader."""
    return {
        "taille": formats.number(limits.FILE // _MEGA),
        "ensemble": formats.number(limits.SESSION // _MEGA),
        "lignes": formats.number(limits.ROWS),
    }
