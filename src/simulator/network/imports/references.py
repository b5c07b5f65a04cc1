"""Codes that a table names and no table holds."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

import pandas as pd

from simulator.network.imports.mapped import Faults, Incoming, Mapped
from simulator.network.imports.reasons import cell_name, label, shown, written_header
from simulator.network.imports.refusals import Refusal
from simulator.network.imports.tables import (
    TABLES,
    Tables,
    references,
)
from simulator.text import say

ANY = ""  # stands for every code of a table that could not be read
_SUGGESTED = 50  # refusals for which a near code is sought


_COMPARED = 2_000  # codes among which it is sought


def check_references(merged: Tables, incoming: Incoming) -> None:
    """Refuse codes that name no row, once an import is laid over what the network holds."""
    faults = Faults()
    frames = {table: merged[table] for table in TABLES}
    known = {t: set(frame["code"]) for t, frame in frames.items() if "code" in frame}
    check_codes(frames, known, incoming, faults)
    faults.stop()


def check_codes(
    frames: Mapping[str, pd.DataFrame],
    known: Mapping[str, set[str]],
    incoming: Incoming,
    faults: Faults,
) -> None:
    """Refuse, in each table, the codes that no row of the other table bears."""
    for table in (t for t in TABLES if t in frames):
        frame = frames[table]
        for column, other in references(table).items():
            if ANY in known[other]:
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
    faults: Faults,
) -> None:
    """One refusal a row: of the file, or already there and left without what it refers to."""
    lines = _lines_of(incoming, table)
    key = list(TABLES[table].key)
    other = references(table)[column]
    candidates = sorted(known)[:_COMPARED]
    for values, code in zip(keys_of(unknown, key), unknown[column], strict=True):
        near = (
            get_close_matches(code, candidates, n=1, cutoff=0.75)
            if faults.total < _SUGGESTED
            else []
        )
        faults.add(_missing, table, column, other, lines.get(values), code, near)


def keys_of(frame: pd.DataFrame, key: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The key of each row as texts, so that unknowns are equal."""
    return zip(*(frame[name].astype(str) for name in key), strict=True)


def _lines_of(incoming: Incoming, table: str) -> Mapping[tuple[str, ...], tuple[Mapped, int]]:
    if table not in incoming.frames:
        return {}
    keys = keys_of(incoming.frames[table], TABLES[table].key)
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
        written_header(one, column),
        cell_name(one.places.get(column), line),
        shown(code),
        say(f"donnees.refus.{key}", **values),
        one.sheet.fichier,
    )
