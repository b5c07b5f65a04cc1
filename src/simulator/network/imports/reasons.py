"""Why a cell is refused: its place, its header, its value, and the reason in words."""

from collections.abc import Sequence
from typing import Any

from openpyxl.utils.cell import get_column_letter

from simulator.network.imports.mapped import SHOWN, Mapped
from simulator.network.imports.refusals import Refusal
from simulator.network.imports.tables import (
    choice,
)
from simulator.text import formats, has, say


def refusal_of(one: Mapped, row: tuple[int, Sequence[Any]], error: Any) -> Refusal:
    """A pydantic error as people read it."""
    line, cells = row
    name = str(error["loc"][1]) if len(error["loc"]) > 1 else ""
    place = one.places.get(name)
    value = cells[place] if place is not None and place < len(cells) else None
    return Refusal(
        feuille=one.sheet.nom,
        ligne=line,
        colonne=written_header(one, name),
        cellule=cell_name(place, line),
        valeur=shown(value),
        raison=reason_of(one.table, name, error),
        fichier=one.sheet.fichier,
    )


def reason_of(table: str, name: str, error: Any) -> str:
    """The sentence of a refusal: what is wrong, the bound, the way out."""
    context = error.get("ctx", {})
    bound = context.get("ge", context.get("le", context.get("max_length")))
    key = error["type"] if has(f"donnees.refus.{error['type']}") else "autre"
    offered = choice(table, name) if name else None
    words = (
        ", ".join(say(f"donnees.choix.{offered.name}.{k}") for k in offered.keys) if offered else ""
    )
    values = {"borne": _bound(bound), "choix": words, **context}
    return say(f"donnees.refus.{key}", **values)


def _bound(bound: Any) -> str:
    if bound is None:
        return ""
    return formats.day(bound) if hasattr(bound, "year") else formats.number(bound)


def shown(value: Any) -> str:
    """A refused value, cut when it is long; a blank has its word."""
    if value is None:
        return say("donnees.cellule_vide")
    text = formats.day(value.date()) if hasattr(value, "date") else str(value)
    if type(value) is float:
        text = f"{value:.12g}".replace(".", ",")
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def label(column: str) -> str:
    """What a column is called."""
    return say(f"donnees.champs.{column}")


def written_header(one: Mapped, column: str) -> str:
    """The header that the file has for a column, or ours."""
    place = one.places.get(column)
    return one.sheet.entetes[place] if place is not None else label(column) if column else ""


def cell_name(place: int | None, line: int) -> str:
    """A cell as a spreadsheet names it."""
    return f"{get_column_letter(place + 1)}{line}" if place is not None else ""
