"""One sheet of a file to import: the table it is, its columns, its first rows, what is left out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from simulator.network.imports.checking import preview
from simulator.network.imports.guessing import guess_columns, guess_table
from simulator.network.imports.mapped import Mapped
from simulator.network.imports.notices import notices
from simulator.network.imports.sources import Sheet
from simulator.network.imports.tables import TABLES, choice, columns
from simulator.text import formats, say
from simulator.ui import html
from simulator.ui.labels import literal

_PREVIEW = 5
_SEPARATORS: Final = {";": "point_virgule", ",": "virgule", "\t": "tabulation"}
_YEARS: Final = {"debut", "fin", "annee"}


def summary_of(found: Sequence[tuple[Sheet, Mapped | None]]) -> str:
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


def sheet_form(sheet: Sheet, identity: str) -> Mapped | None:
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
