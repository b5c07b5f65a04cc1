"""A sweep on disk: Parquet parts and a manifest, that a run stopped anywhere takes up again.

A part carries the mark of what made it (grid, law, facts, code): another mark is another sweep, and
its parts are never taken for ours. A part is written aside, then put in place at once: what is in
place is whole. Nothing on disk holds a date: the same sweep is the same bytes.
"""

import hashlib
import io
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from simulator.errors import InputError
from simulator.law.versions import versions
from simulator.studies.sweep import ROWS_OF_A_PART
from simulator.studies.sweep_body import read_sweep
from simulator.text import say

MANIFEST, MARK = "manifeste.json", b"empreinte"
Ways = Callable[[Mapping[str, Any], Iterable[int]], Iterable[tuple[int, bytes]]]
"""How parts are computed: each with its number, in any order."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did: rows and parts of the whole, those computed now, those already there."""

    lignes: int
    parties: int
    calculees: int
    reprises: int
    empreinte: str


def mark_of(body: Mapping[str, Any]) -> str:
    """What tells a sweep from another: what it asks, the law, the code."""
    sweep = read_sweep(body)
    asked = {
        "cas": sweep.case.to_dict(),
        "grille": {name: list(sweep.grid[name]) for name in sweep.fields},
        "voies": sweep.routes,
        "indicateurs": sweep.indicators,
        **versions(),
    }
    text = json.dumps(asked, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def part_bytes(body: Mapping[str, Any], number: int, mark: str) -> bytes:
    """A part as a Parquet file; a worker of another law or code refuses, rather than mix."""
    if mark_of(body) != mark:
        raise InputError([("", say("balayer.autre_version"))])
    table = pa.Table.from_pandas(read_sweep(body).part(number), preserve_index=False)
    file = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({MARK: mark}), file, compression="zstd")
    return file.getvalue()


def sweep_to(folder: Path, body: Mapping[str, Any], ways: Ways, *, resume: bool = False) -> Done:
    """Write every part that is missing, then the manifest; raises InputError with the way out."""
    sweep, mark = read_sweep(body), mark_of(body)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not resume:
            raise InputError([("vers", say("balayer.plein", dossier=folder))])
        kept = _kept(folder, sweep.parts, mark)
        missing = [number for number in range(sweep.parts) if number not in kept]
        for number, content in ways(body, missing):
            _put(folder / name_of(number), content)
        _put(folder / MANIFEST, _manifest(folder, body, mark, sweep.size, sweep.parts))
    except OSError as fault:
        detail = fault.strerror or type(fault).__name__
        told = say("balayer.dossier", dossier=folder, detail=detail)
        raise InputError([("vers", told)]) from None
    return Done(sweep.size, sweep.parts, len(missing), len(kept), mark)


def name_of(number: int) -> str:
    """The file of a part."""
    return f"partie-{number:07d}.parquet"


def _kept(folder: Path, parts: int, mark: str) -> set[int]:
    """The parts of this very sweep that are there; what belongs to none is swept away."""
    names = {name_of(number): number for number in range(parts)}
    kept = set()
    for path in folder.glob("partie-*"):
        number = names.get(path.name)
        if number is not None and _mark_in(path) == mark:
            kept.add(number)
        else:
            path.unlink()
    return kept


def _mark_in(path: Path) -> str:
    """The mark of a part; none when the file is broken or not ours."""
    try:
        found = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowException):
        return ""
    return str(found.get(MARK, b"").decode())


def _put(path: Path, content: bytes) -> None:
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    aside.write_bytes(content)
    aside.replace(path)


def _manifest(folder: Path, body: Mapping[str, Any], mark: str, rows: int, parts: int) -> bytes:
    done = [
        {
            "fichier": name_of(number),
            "lignes": min(ROWS_OF_A_PART, rows - number * ROWS_OF_A_PART),
            "sha256": hashlib.sha256((folder / name_of(number)).read_bytes()).hexdigest(),
        }
        for number in range(parts)
    ]
    told = {"empreinte": mark, **versions(), "demande": body, "lignes": rows, "parties": done}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=2).encode()
