"""The outlines of places as closed rings, for a picture that is drawn without a map library."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from simulator.network import geo
from simulator.network.geo import Level, Line, Point

Ring = tuple[Point, ...]


@cache
def rings(code: str, level: Level = "departements") -> tuple[Ring, ...]:
    """The closed rings of a place, in kilometres of the map; holes come after their outside."""
    geo.zone(code, level)
    shape = next(g for g in geo.geometries(level) if g["properties"]["code"] == code)
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return tuple(_ring(level, arcs) for polygon in polygons for arcs in polygon)


def _ring(level: Level, arcs: Sequence[int]) -> Ring:
    points: list[Point] = []
    for arc in arcs:
        line = geo.line(level, arc if arc >= 0 else ~arc)
        points += (line if arc >= 0 else line[::-1])[1 if points else 0 :]
    return tuple(points)


def joined(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines that share an end, as one line: dashes then run on across the joints."""
    left = [list(line) for line in lines]
    while left:
        whole = left.pop()
        while (other := _next(whole, left)) is not None:
            whole += other
        yield tuple(whole)


def _next(whole: list[Any], left: list[list[Any]]) -> list[Any] | None:
    for place, line in enumerate(left):
        if line[0] == whole[-1]:
            return left.pop(place)[1:]
        if line[-1] == whole[-1]:
            return left.pop(place)[-2::-1]
    return None
