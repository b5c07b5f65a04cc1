"""Cases followed together: one line a case, one column a route."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.cases.sponsor import YEARS, SponsorCase, stopped
from simulator.conditions.finding import ReadingName
from simulator.ledger import Flow, Party, add, counts
from simulator.schemes.sponsorship.added import QUANTITIES, Added, Side
from simulator.schemes.sponsorship.flows import ROUTES, Route, Undertaken, Way, flows
from simulator.tax.company import Followed, Moves, moved_by

Floats = NDArray[np.float64]
COLUMN = {route: number for number, route in enumerate(ROUTES)}
MOVED = tuple(Moves.__dataclass_fields__)
LINES = {name: number for number, name in enumerate((*MOVED, "paid", "billed"))}
PAID, BILLED = LINES["paid"], LINES["billed"]


def moved(case: SponsorCase, doings: Sequence[Undertaken]) -> Floats:
    """What each route moves, then pays and bills, in euros.

    Shape: fiscal year × route × (gifts, social gifts, charges, income, paid, billed). The other
    gifts of the company are there on every route.
    """
    table = np.zeros((YEARS, len(ROUTES), len(LINES)))
    plain = _plain(case, doings)
    for route, column in COLUMN.items():
        table[:, column] = plain[route._replace(premier=False)]
        if route.premier:
            table[1:, column] = plain[Route(route.reading)][1:]
    table[:, :, 0] += np.array(stopped(case.autres_dons))[:, None]
    table[:, :, 1] += np.array(stopped(case.autres_dons_aide_sociale))[:, None]
    return table


def _plain(case: SponsorCase, doings: Sequence[Undertaken]) -> dict[Route, Floats]:
    """The routes that do the same thing every year; two readings that agree are read once."""
    places = {closing.year: t for t, closing in enumerate(case.closings)}
    agreed = all(done.agreed for done in doings)
    found: dict[Route, Floats] = {}
    for route in ROUTES:
        if route.premier:
            continue
        first = route._replace(reading=ROUTES[0].reading)
        same = agreed or route.way in {"rien", "charge"}
        found[route] = found[first] if same and first in found else _lines(doings, route, places)
    return found


def _lines(doings: Sequence[Undertaken], route: Route, places: Mapping[int, int]) -> Floats:
    rows = [[0.0] * len(LINES) for _ in range(YEARS)]
    for done in doings:
        row = rows[places[done.annee]]
        for f in flows(done, route.reading, route.way):
            for name in moved_by(f):
                row[LINES[name]] += f.amount
            if counts(f.nature):
                row[LINES["paid" if f.payer is Party.MECENE else "billed"]] += f.amount
    return np.array(rows)


def cash_of(found: Sequence[Flow], years: Sequence[int]) -> tuple[list[Any], list[Any]]:
    """What the sponsor pays, and what it bills, in each fiscal year before tax, in euros."""
    paid: dict[int, list[Any]] = {year: [] for year in years}
    billed: dict[int, list[Any]] = {year: [] for year in years}
    for f in found:
        if counts(f.nature):
            (paid if f.payer is Party.MECENE else billed)[f.year].append(f.amount)
    return [add(paid[year]) for year in years], [add(billed[year]) for year in years]


class Together:
    """Cases that share days and rules, followed in one pass."""

    def __init__(self, followed: Followed, table: Floats) -> None:
        self.followed, self._moved = followed, table
        self._tables: dict[str, Floats] = {}
        self._added: dict[tuple[ReadingName, int], Added] = {}

    def table(self, name: str) -> Floats:
        """A quantity by fiscal year, case and route."""
        if name not in self._tables:
            values = [QUANTITIES[name](self.followed, t) for t in range(YEARS)]
            self._tables[name] = np.stack([self._full(value) for value in values])
        return self._tables[name]

    def added(self, reading: ReadingName, chosen: Sequence[int]) -> Added:
        """What the operations of some years add, every case at once."""
        key = (reading, len(chosen))
        if key not in self._added:
            self._added[key] = Added(self._side, reading, chosen)
        return self._added[key]

    def _side(self, route: Route) -> Side:
        column = COLUMN[route]
        return Side(
            list(self._moved[:, :, column, PAID]),
            list(self._moved[:, :, column, BILLED]),
            lambda name: list(self.table(name)[:, :, column]),
        )

    def pick(self, amount: Any, line: int, route: Route) -> float:
        """One case and one route of an amount."""
        return float(self._full(amount)[line, COLUMN[route]])

    @property
    def count(self) -> int:
        """How many cases."""
        return self._shape[0]

    @cached_property
    def _shape(self) -> tuple[int, int]:
        return self._moved.shape[1], self._moved.shape[2]

    def _full(self, value: Any) -> Floats:
        number = np.nan if value is None else value
        return np.broadcast_to(np.asarray(number, dtype=np.float64), self._shape)

    def paid(self, line: int, reading: ReadingName, way: Way) -> list[float]:
        """What a case pays on a way, fiscal year by fiscal year, in euros."""
        return [float(x) for x in self._moved[:, line, COLUMN[Route(reading, way)], PAID]]

    def moves(self, line: int, route: Route) -> list[Moves]:
        """What a route of a case moves in each fiscal year, in euros."""
        rows = self._moved[:, line, COLUMN[route], : len(MOVED)]
        return [Moves(*(float(x) for x in row)) for row in rows]
