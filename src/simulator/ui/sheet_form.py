"""One sheet of an import on screen: its table, its columns as they were guessed, its first rows."""

from collections.abc import Mapping
from hashlib import sha256

import streamlit as st

from simulator.network.imports.guessing import guess_columns, guess_table
from simulator.network.imports.mapped import Mapped
from simulator.network.imports.notices import notices
from simulator.network.imports.sources import Sheet
from simulator.network.imports.tables import TABLES, columns
from simulator.stories import imports
from simulator.text import say
from simulator.ui import html
from simulator.ui.labels import apart, literal


def sheet_form(sheet: Sheet) -> Mapped | None:
    """One sheet: its table, its columns, its first rows. None when it is not imported."""
    identity = _identity(sheet)
    guessed = None if sheet.masquee else guess_table(sheet.nom, sheet.entetes)
    st.html(html.source(imports.how_read(sheet), ""))
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
        headers = apart(places, lambda place: _header(sheet, place))
        for number, (name, field) in enumerate(fields.items()):
            words = say(f"donnees.champs.{name}")
            place = grid[number % 3].selectbox(
                say("donnees.obligatoire", champ=words) if field.is_required() else words,
                places,
                index=places.index(guessed.get(name)),
                format_func=headers,
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
    refused, table = imports.first_rows(mapped)
    if refused:
        st.html("".join(map(html.fault, refused)))
    if table is not None:
        st.html(html.table(table))
        st.html(html.source(f"{table.caption}.", ""))


def _identity(sheet: Sheet) -> str:
    """The same for the same headers: a corrected file keeps the choices made for the first one."""
    written = "\n".join((sheet.fichier, sheet.nom, *sheet.entetes))
    return sha256(written.encode("utf-8", "replace")).hexdigest()[:16]
