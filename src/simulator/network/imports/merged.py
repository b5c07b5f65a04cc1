"""Merged cells of a sheet: one that covers several rows says the same of each.

A word or a day over three rows is that of the three. A number is not: an amount over three projects
may be each one's or their sum, so the two others are refused; and so is what a cell merged over
several columns covers, since it cannot be two things.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from openpyxl.utils.cell import column_index_from_string

from simulator.base import limits
from simulator.network.imports.cells import Merged
from simulator.network.imports.refusals import ImportRefused

_CHUNK = 1 << 18
_AREA = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)
_OVERLAP = 200  # bytes: an area may stand across two chunks


class Area(NamedTuple):
    """The corners of a merged cell: rows as a sheet numbers them, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


def merged_areas(name: str, archive: zipfile.ZipFile, part: str) -> list[Area]:
    """The merged cells of a sheet, which it lists after its rows."""
    found: dict[Area, None] = {}
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            seen = before + chunk
            if b"ergeCell" in seen:
                for left, top, right, bottom in _AREA.findall(seen):
                    columns = (column_index_from_string(c.decode()) - 1 for c in (left, right))
                    first, last = columns
                    found[Area(int(top), first, int(bottom), last)] = None
                if len(found) > limits.MERGED:
                    raise ImportRefused("trop_de_fusions", fichier=name, limite=limits.MERGED)
            before = seen[-_OVERLAP:]
    return [area for area in found if area.left < limits.COLUMNS]


def filled(
    name: str, rows: Iterator[tuple[int, list[Any]]], areas: Iterable[Area]
) -> Iterator[tuple[int, list[Any]]]:
    """The rows, the covered cells of each holding what their merged cell says of it."""
    waiting = sorted(areas, reverse=True)
    if not waiting:
        yield from rows
        return
    held: list[tuple[Area, Any]] = []
    for number, cells in rows:
        while waiting and waiting[-1].top <= number:
            area = waiting.pop()
            is_here = area.top == number and area.left < len(cells)
            held.append((area, cells[area.left] if is_here else None))
        held = [(area, value) for area, value in held if area.bottom >= number]
        if len(held) > limits.COLUMNS:  # they would lie on one another
            raise ImportRefused("abime", fichier=name)
        if any(cell is not None for cell in cells):
            for area, value in held:
                if value is not None:
                    _cover(cells, area, value, number)
        yield number, cells


def _cover(cells: list[Any], area: Area, value: Any, number: int) -> None:
    """Write what a merged cell says in the cells that it covers on a row."""
    cells += [None] * (min(area.right + 1, limits.COLUMNS) - len(cells))
    is_single = area.left == area.right
    for place in range(area.left, min(area.right + 1, limits.COLUMNS)):
        if (number, place) != (area.top, area.left):
            says = is_single and isinstance(value, str | date)
            cells[place] = value if says else Merged()
