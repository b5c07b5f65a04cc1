"""Cells into tables: every fault is listed with its row, column, value and reason, or none is kept.

Three steps, each of which speaks of all its faults at once: the cells of each row (the models of
`tables`), keys written twice, then codes that name no row, once the network's own are known.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from itertools import islice
from typing import Any

import pandas as pd
from openpyxl.utils.cell import get_column_letter
from pydantic import TypeAdapter, ValidationError

from simulator.base import limits
from simulator.network.imports.cells import Merged
from simulator.network.imports.guessing import guess_columns, guess_table, words_of_choice
from simulator.network.imports.refusals import CellsRefused, ImportRefused, Refusal
from simulator.network.imports.sources import Sheet
from simulator.network.imports.tables import (
    SCHEMES,
    STATES,
    TABLES,
    WAYS,
    Row,
    Tables,
    choice,
    columns,
    frame_of,
    references,
)
from simulator.text import formats, has, say

_CHUNK = 2_000  # rows validated at once
_SUGGESTED = 50  # refusals for which a near code is sought
_COMPARED = 2_000  # codes among which it is sought
_ANY = ""  # stands for every code of a table that could not be read
_SHOWN = 60  # characters of a refused value
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Mapped:
    """A sheet with the table that it is and where each column stands."""

    sheet: Sheet
    table: str
    places: Mapping[str, int]


@dataclass
class _Faults:
    """Refusals: the first ones are written, all are counted."""

    listed: list[Refusal] = field(default_factory=list)
    total: int = 0

    def add(self, write: Callable[..., Refusal], *what: Any) -> None:
        """Count one, written by a function from what it needs while there is room."""
        self.total += 1
        if len(self.listed) < limits.LISTED:
            self.listed.append(write(*what))

    def stop(self) -> None:
        """Refuse when there is anything to refuse."""
        if self.total:
            sheets = list(dict.fromkeys(refusal.feuille for refusal in self.listed))
            self.listed.sort(key=lambda r: (sheets.index(r.feuille), r.ligne or 0))
            raise CellsRefused(self.listed, self.total)


@dataclass(frozen=True)
class Incoming:
    """Valid rows of a file, and the sheet and line that each comes from."""

    frames: Mapping[str, pd.DataFrame]
    rows: Mapping[str, Sequence[Mapping[str, Any]]]  # the same, as the database takes them
    places: Mapping[str, Sequence[tuple[Mapped, int]]]


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
    faults = _Faults()
    rows: dict[str, list[dict[str, Any]]] = {}
    places: dict[str, list[tuple[Mapped, int]]] = {}
    unread: dict[str, set[str]] = {}
    total = sum(one.sheet.lignes for one in mapped) or 1
    done = count = 0
    _few_enough_rows(mapped)
    for one in mapped:
        if not _has_its_columns(one, faults):
            unread.setdefault(one.table, set()).add(_ANY)
            continue
        kept, stood = rows.setdefault(one.table, []), places.setdefault(one.table, [])
        lines = one.sheet.rows()
        read = 0
        while chunk := list(islice(lines, _CHUNK)):
            strays = _strays(one, chunk, faults)
            under = [row for row in chunk if row[0] not in strays] if strays else chunk
            valid, wrong = _validated(one, under, faults)
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
    _check_codes(incoming.frames, _known(incoming, unread, current, whole), incoming, faults)
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
    one: Mapped, chunk: Sequence[tuple[int, Sequence[Any]]], faults: _Faults
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
    where = _cell_name(place, line)
    return Refusal(
        one.sheet.nom, line, get_column_letter(place + 1), where, _shown(cell), reason,
        one.sheet.fichier,
    )  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """The first rows of a sheet as they would be stored, by column; None where one is refused."""

    rows: tuple[Mapping[str, Any], ...]
    refusals: tuple[Refusal, ...]


def preview(one: Mapped, count: int) -> Shown:
    """What the first rows of a sheet become, read as the import reads them."""
    faults = _Faults()
    chunk = list(one.sheet.debut[:count])
    strays = _strays(one, chunk, faults)
    missing = [n for n, c in columns(one.table).items() if c.is_required() and n not in one.places]
    if missing:
        return Shown((), ())
    valid, _ = _validated(one, [row for row in chunk if row[0] not in strays], faults)
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


def _has_its_columns(one: Mapped, faults: _Faults) -> bool:
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


def _validated(
    one: Mapped, chunk: Sequence[tuple[int, Sequence[Any]]], faults: _Faults
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
        faults.add(_refusal, one, chunk[int(error["loc"][0])], error)
    ranks = {int(error["loc"][0]) for error in errors}
    good = [row for rank, row in enumerate(raw) if rank not in ranks]
    wrong = {chunk[rank][0]: str(raw[rank].get("code", "")).strip() for rank in ranks}
    return [dict(row) for row in adapter.validate_python(good, context=context)], wrong


def _refusal(one: Mapped, row: tuple[int, Sequence[Any]], error: Any) -> Refusal:
    """A pydantic error as people read it."""
    line, cells = row
    name = str(error["loc"][1]) if len(error["loc"]) > 1 else ""
    place = one.places.get(name)
    value = cells[place] if place is not None and place < len(cells) else None
    return Refusal(
        feuille=one.sheet.nom,
        ligne=line,
        colonne=_written_header(one, name),
        cellule=_cell_name(place, line),
        valeur=_shown(value),
        raison=_reason(one.table, name, error),
        fichier=one.sheet.fichier,
    )


def _reason(table: str, name: str, error: Any) -> str:
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


def _shown(value: Any) -> str:
    """A refused value, cut when it is long; a blank has its word."""
    if value is None:
        return say("donnees.cellule_vide")
    text = formats.day(value.date()) if hasattr(value, "date") else str(value)
    if type(value) is float:
        text = f"{value:.12g}".replace(".", ",")
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def label(column: str) -> str:
    """What a column is called."""
    return say(f"donnees.champs.{column}")


def _written_header(one: Mapped, column: str) -> str:
    """The header that the file has for a column, or ours."""
    place = one.places.get(column)
    return one.sheet.entetes[place] if place is not None else label(column) if column else ""


def _cell_name(place: int | None, line: int) -> str:
    return f"{get_column_letter(place + 1)}{line}" if place is not None else ""


def _check_keys(incoming: Incoming, faults: _Faults) -> None:
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
        colonne=" + ".join(_written_header(one, name) for name in key if name in one.places),
        cellule=_cell_name(one.places.get(key[0]), line) if len(key) == 1 else "",
        valeur=shown,
        raison=say(
            "donnees.refus.cle_double" if len(key) == 1 else "donnees.refus.ligne_double",
            ligne=before[1],
            feuille=before[0].sheet.nom,
        ),
        fichier=one.sheet.fichier,
    )


def _key_part(value: Any) -> str:
    return "–" if pd.isna(value) else str(value)[:_SHOWN].removesuffix(" 00:00:00")


def check_references(merged: Tables, incoming: Incoming) -> None:
    """Refuse codes that name no row, once an import is laid over what the network holds."""
    faults = _Faults()
    frames = {table: merged[table] for table in TABLES}
    known = {t: set(frame["code"]) for t, frame in frames.items() if "code" in frame}
    _check_codes(frames, known, incoming, faults)
    faults.stop()


def _check_codes(
    frames: Mapping[str, pd.DataFrame],
    known: Mapping[str, set[str]],
    incoming: Incoming,
    faults: _Faults,
) -> None:
    """Refuse, in each table, the codes that no row of the other table bears."""
    for table in (t for t in TABLES if t in frames):
        frame = frames[table]
        for column, other in references(table).items():
            if _ANY in known[other]:
                continue
            codes = frame[column].astype(object)  # twenty times faster than isin() on texts
            unknown = frame[[type(c) is str and c not in known[other] for c in codes]]
            if len(unknown):
                _unknown_codes(incoming, table, column, unknown, known[other], faults)


def _unknown_codes(
    incoming: Incoming,
    table: str,
    column: str,
    unknown: pd.DataFrame,
    known: set[str],
    faults: _Faults,
) -> None:
    """One refusal a row: of the file, or already there and left without what it refers to."""
    lines = _lines_of(incoming, table)
    key = list(TABLES[table].key)
    other = references(table)[column]
    candidates = sorted(known)[:_COMPARED]
    for values, code in zip(_keys(unknown, key), unknown[column], strict=True):
        near = (
            get_close_matches(code, candidates, n=1, cutoff=0.75)
            if faults.total < _SUGGESTED
            else []
        )
        faults.add(_missing, table, column, other, lines.get(values), code, near)


def _keys(frame: pd.DataFrame, key: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The key of each row as texts, so that unknowns are equal."""
    return zip(*(frame[name].astype(str) for name in key), strict=True)


def _lines_of(incoming: Incoming, table: str) -> Mapping[tuple[str, ...], tuple[Mapped, int]]:
    if table not in incoming.frames:
        return {}
    keys = _keys(incoming.frames[table], TABLES[table].key)
    return dict(zip(keys, incoming.places[table], strict=True))


def _missing(
    table: str,
    column: str,
    other: str,
    place: tuple[Mapped, int] | None,
    code: str,
    near: Sequence[str],
) -> Refusal:
    key = "reference_proche" if near else "reference"
    values = {"table": say(f"donnees.tables.{other}"), "proche": near[0] if near else ""}
    if place is None:
        reason = say("donnees.refus.reference_laissee", **values)
        return Refusal(say(f"donnees.tables.{table}"), None, label(column), "", code, reason)
    one, line = place
    return Refusal(
        one.sheet.nom,
        line,
        _written_header(one, column),
        _cell_name(one.places.get(column), line),
        _shown(code),
        say(f"donnees.refus.{key}", **values),
        one.sheet.fichier,
    )


@dataclass(frozen=True)
class Change:
    """What an import does to a table: rows that arrive, positions of those that they replace."""

    arrives: pd.DataFrame
    replaced: Sequence[int]  # positions in the table as it was
    removed: Sequence[int]
    merged: pd.DataFrame


def merge(current: pd.DataFrame, incoming: pd.DataFrame, table: str, whole: bool) -> Change:
    """Lay rows over a table: the same key replaces, a new one adds, an equal row is left alone.

    With `whole` the file is the whole table: rows that it does not hold are removed.
    """
    key, names = list(TABLES[table].key), list(columns(table))
    left = incoming.assign(_new=range(len(incoming)))
    right = current.assign(_old=range(len(current)))
    both = left.merge(right, on=key, how="left", suffixes=("", "_was"))
    old = both["_old"]
    same = old.notna()
    for name in (n for n in names if n not in key):
        now, was = both[name], both[f"{name}_was"]
        same &= ((now == was) | (now.isna() & was.isna())).fillna(False).astype(bool)
    arrives = incoming[~same.to_numpy()]
    replaced = [int(position) for position in old[old.notna() & ~same]]
    kept = {int(position) for position in old.dropna()}
    removed = [p for p in range(len(current)) if p not in kept] if whole else []
    gone = set(replaced) | set(removed)
    staying = current.iloc[[p for p in range(len(current)) if p not in gone]]
    return Change(arrives, replaced, removed, pd.concat([staying, arrives], ignore_index=True))
