"""Facts (what a source observed) and assumptions (what we chose), each with its provenance."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from simulator import ROOT
from simulator.base.csvs import Line, lines_of, read_all, required
from simulator.errors import UnknownParameter
from simulator.figure import Figure, Leaf, tracing


@dataclass(frozen=True, slots=True)
class Fact:
    """What a source observed; `status` tells a promise from a result."""

    id: str
    value: float | str
    unit: str
    source: str
    quantity: str
    period: str
    status: str
    confidence: str
    note: str
    scheme: str
    topic: str


@dataclass(frozen=True, slots=True)
class Assumption:
    """What we chose: a likely value, its range, and why."""

    id: str
    value: float
    low: float | None
    high: float | None
    unit: str
    why: str
    source: str


def _number_or_text(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _fact(line: Line) -> Fact:
    required(line, "id", "value", "unit", "source", "quantity", "status")
    return Fact(
        id=line["id"],
        value=_number_or_text(line["value"]),
        unit=line["unit"],
        source=line["source"],
        quantity=line["quantity"],
        period=line["period"],
        status=line["status"],
        confidence=line["confidence"],
        note=line["note"],
        scheme=line["scheme"],
        topic=line["topic"],
    )


def _assumption(line: Line) -> Assumption:
    required(line, "id", "likely", "unit", "why")
    low, high = (float(line[k]) if line[k] else None for k in ("low", "high"))
    return Assumption(
        line["id"], float(line["likely"]), low, high, line["unit"], line["why"], line["source"]
    )


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact by its id."""
    rows = read_all(lines_of(sorted((ROOT / "data" / "facts").glob("*.csv"))), _fact)
    return MappingProxyType({row.id: row for row in rows})


@cache
def assumptions() -> Mapping[str, Assumption]:
    """Every assumption by its id."""
    rows = read_all(lines_of([ROOT / "data" / "assumptions.csv"]), _assumption)
    return MappingProxyType({row.id: row for row in rows})


def evidence(identifier: str) -> Fact | Assumption:
    """The fact or the assumption of an id."""
    found = facts().get(identifier) or assumptions().get(identifier)
    if found is None:
        raise UnknownParameter("parametre_inconnu", parametre=identifier)
    return found


def known(identifier: str) -> Any:
    """Its number; inside a trace, a Figure that names it."""
    row = evidence(identifier)
    value = float(row.value)
    return Figure(value, Leaf(value, "fait", identifier, row.unit)) if tracing() else value
