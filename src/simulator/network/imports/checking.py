"""Cells into tables: every fault is listed with its row, column, value and reason, or none is kept.

Three steps, each of which speaks of all its faults at once: the cells of each row (the models of
`tables`), keys written twice, then codes that name no row, once the network's own are known.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import pandas as pd
from openpyxl.utils.cell import get_column_letter
from pydantic import TypeAdapter, ValidationError

from simulator.base import limits
from simulator.network.imports.cells import Merged
from simulator.network.imports.column_types import SCHEMES, STATES, WAYS
from simulator.network.imports.guessing import guess_columns, guess_table, words_of_choice
from simulator.network.imports.mapped import SHOWN, Faults, Incoming, Mapped
from simulator.network.imports.reasons import cell_name, label, refusal_of, shown, written_header
from simulator.network.imports.references import ANY, check_codes
from simulator.network.imports.refusals import ImportRefused, Refusal
from simulator.network.imports.sources import Sheet
from simulator.network.imports.tables import (
    TABLES,
    Row,
    Tables,
    columns,
    frame_of,
)
from simulator.text import say

_CHUNK = 2_000  # rows validated at once
Progress = Callable[[float], None]


def guess(sheet: Sheet) -> Mapped | None:
    """What a sheet looks like; None when it resembles no table, or when its workbook hides it."""
    if sheet.masquee:
        return None
    table = guess_table(sheet.nom, sheet.entetes)
    return Mapped(sheet, table, guess_columns(table, sheet.entetes)) if table else None


def check(
    mapped: Sequence[Mapped],
    current: Tables | None = None,
    *,
    whole: bool = False,
    progress: Progress = lambda _share: None,
) -> Incoming:
    """Read and check every sheet; raises CellsRefused with every fault, or ImportRefused.

    `current` is what the network already holds: codes may refer to it. With `whole`, the tables
    that the file brings take the place of those.
    """
    faults = Faults()
    rows: dict[str, list[dict[str, Any]]] = {}
    places: dict[str, list[tuple[Mapped, int]]] = {}
    unread: dict[str, set[str]] = {}
    total = sum(one.sheet.lignes for one in mapped) or 1
    done = count = 0
    _few_enough_rows(mapped)
    for one in mapped:
        if not _has_its_columns(one, faults):
            unread.setdefault(one.table, set()).add(ANY)
            continue
        kept, stood = rows.setdefault(one.table, []), places.setdefault(one.table, [])
        lines = one.sheet.rows()
        read = 0
        while chunk := list(islice(lines, _CHUNK)):
            strays = _strays(one, chunk, faults)
            under = [row for row in chunk if row[0] not in strays] if strays else chunk
            valid, wrong = validated(one, under, faults)
            wrong |= strays
            kept += valid
            stood += [(one, line) for line, _ in chunk if line not in wrong]
            unread.setdefault(one.table, set()).update(wrong.values())
            read += len(chunk)
            count += len(chunk)
            if count > limits.ROWS:
                raise ImportRefused("trop_de_lignes", fichier=one.sheet.fichier, limite=limits.ROWS)
            progress(min(1, (done + min(read, one.sheet.lignes)) / total))
        done += one.sheet.lignes
    incoming = Incoming({t: frame_of(t, found) for t, found in rows.items()}, rows, places)
    _check_keys(incoming, faults)
    check_codes(incoming.frames, _known(incoming, unread, current, whole), incoming, faults)
    faults.stop()
    if not count:
        names = dict.fromkeys(one.sheet.fichier for one in mapped)
        raise ImportRefused("sans_ligne", fichier=", ".join(names))
    return incoming


def _few_enough_rows(mapped: Sequence[Mapped]) -> None:
    """Refuse too many rows before any is checked: counting them takes a tenth of the time."""
    if sum(one.sheet.lignes for one in mapped) <= limits.ROWS:
        return
    count = 0
    for one in mapped:
        for _ in one.sheet.rows():
            count += 1
            if count > limits.ROWS:
                raise ImportRefused("trop_de_lignes", fichier=one.sheet.fichier, limite=limits.ROWS)


def _strays(
    one: Mapped, chunk: Sequence[tuple[int, Sequence[Any]]], faults: Faults
) -> dict[int, str]:
    """The lines with a cell under no header, which would be lost; with their code."""
    headers, used = one.sheet.entetes, set(one.places.values())
    named = {place for place, header in enumerate(headers) if header} | used
    if len(named) == len(headers) and all(len(cells) <= len(headers) for _, cells in chunk):
        return {}
    found: dict[int, str] = {}
    code = one.places.get("code")
    for line, cells in chunk:
        for place, cell in enumerate(cells):
            if cell is not None and place not in named and not isinstance(cell, Merged):
                faults.add(_stray, one, line, place, cell)
                known = code is not None and code < len(cells)
                found[line] = str(cells[code]).strip() if known and code is not None else ""
    return found


def _stray(one: Mapped, line: int, place: int, cell: Any) -> Refusal:
    reason = say("donnees.refus.sans_en_tete")
    where = cell_name(place, line)
    return Refusal(
        one.sheet.nom, line, get_column_letter(place + 1), where, shown(cell), reason,
        one.sheet.fichier,
    )  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """The first rows of a sheet as they would be stored, by column; None where one is refused."""

    rows: tuple[Mapping[str, Any], ...]
    refusals: tuple[Refusal, ...]


def preview(one: Mapped, count: int) -> Shown:
    """What the first rows of a sheet become, read as the import reads them."""
    faults = Faults()
    chunk = list(one.sheet.debut[:count])
    strays = _strays(one, chunk, faults)
    missing = [n for n, c in columns(one.table).items() if c.is_required() and n not in one.places]
    if missing:
        return Shown((), ())
    valid, _ = validated(one, [row for row in chunk if row[0] not in strays], faults)
    return Shown(tuple(valid), tuple(faults.listed))


def _known(
    incoming: Incoming, unread: Mapping[str, set[str]], current: Tables | None, whole: bool
) -> Mapping[str, set[str]]:
    """The codes that rows may refer to; those of refused rows too, whose fault is said once."""
    known: dict[str, set[str]] = {}
    for table in TABLES:
        if "code" not in columns(table):
            continue
        known[table] = set(unread.get(table, ()))
        if table in incoming.frames:
            known[table] |= set(incoming.frames[table]["code"])
        if current is not None and not (whole and table in incoming.frames):
            known[table] |= set(current[table]["code"])
    return known


def _has_its_columns(one: Mapped, faults: Faults) -> bool:
    """Whether every compulsory column was found; each missing one is a refusal of the table."""
    missing = [
        name
        for name, column in columns(one.table).items()
        if column.is_required() and name not in one.places
    ]
    for name in missing:
        reason = say("donnees.refus.colonne_absente")
        faults.add(Refusal, one.sheet.nom, None, label(name), "", "", reason, one.sheet.fichier)
    return not missing


@cache
def _adapter(table: str) -> TypeAdapter[list[Row]]:
    row: Any = TABLES[table]
    return TypeAdapter(list[row])


def validated(
    one: Mapped, chunk: Sequence[tuple[int, Sequence[Any]]], faults: Faults
) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """The valid rows of a chunk as plain values, and the codes of the others by line."""
    raw = [
        {
            name: cells[place]
            for name, place in one.places.items()
            if place < len(cells) and cells[place] is not None
        }
        for _, cells in chunk
    ]
    context = {
        "csv": one.sheet.csv,
        "virgules": one.sheet.virgules,
        **{known.name: words_of_choice(known) for known in (SCHEMES, WAYS, STATES)},
    }
    adapter = _adapter(one.table)
    try:
        return [dict(row) for row in adapter.validate_python(raw, context=context)], {}
    except ValidationError as fault:
        errors = fault.errors(include_url=False)
    for error in errors:
        faults.add(refusal_of, one, chunk[int(error["loc"][0])], error)
    ranks = {int(error["loc"][0]) for error in errors}
    good = [row for rank, row in enumerate(raw) if rank not in ranks]
    wrong = {chunk[rank][0]: str(raw[rank].get("code", "")).strip() for rank in ranks}
    return [dict(row) for row in adapter.validate_python(good, context=context)], wrong


def _check_keys(incoming: Incoming, faults: Faults) -> None:
    """Refuse a key written twice in the same file."""
    for table, frame in incoming.frames.items():
        key = list(TABLES[table].key)
        twice = frame.duplicated(key)
        if not twice.any():
            continue
        first = frame.reset_index().groupby(key, dropna=False)["index"].transform("first")
        for position in twice.to_numpy().nonzero()[0]:
            faults.add(_repeated, incoming, table, int(position), int(first.iloc[position]))


def _repeated(incoming: Incoming, table: str, position: int, first: int) -> Refusal:
    one, line = incoming.places[table][position]
    key = TABLES[table].key
    row = incoming.frames[table].iloc[position]
    shown = " · ".join(_key_part(row[name]) for name in key)
    before = incoming.places[table][first]
    return Refusal(
        feuille=one.sheet.nom,
        ligne=line,
        colonne=" + ".join(written_header(one, name) for name in key if name in one.places),
        cellule=cell_name(one.places.get(key[0]), line) if len(key) == 1 else "",
        valeur=shown,
        raison=say(
            "donnees.refus.cle_double" if len(key) == 1 else "donnees.refus.ligne_double",
            ligne=before[1],
            feuille=before[0].sheet.nom,
        ),
        fichier=one.sheet.fichier,
    )


def _key_part(value: Any) -> str:
    return "–" if pd.isna(value) else str(value)[:SHOWN].removesuffix(" 00:00:00")
