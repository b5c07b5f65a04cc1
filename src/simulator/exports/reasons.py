"""Why a frozen figure moved: which rows of law, and what the product or its data did on their own.

The same case under the law of that day, by today's product, tells the two apart. What the law moved
is shared among its rows by the mean over all orders (`studies/shapley.py`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan, nan

import numpy as np

from simulator.cases.dossier import Item
from simulator.cases.dossier_kept import MovedRow, Reason, Reasons
from simulator.errors import PasserelleError
from simulator.exports.freezing import UNREADABLE, Watched, answer, book_of, numbers
from simulator.law.book import Book, Row, in_force
from simulator.studies.change import Change, shared
from simulator.studies.shapley import Floats

MOST_CAUSES = 5
"""Causes that are told apart; beyond, rows of one parameter, then of one family, are one cause."""
_EURO_DIGITS, _DIGITS = 2, 6

Key = tuple[str, date]
_NAMES: tuple[Callable[[Key], object], ...] = (
    lambda key: key,
    lambda key: key[0],
    lambda key: key[0].partition(".")[0],
    lambda _key: "",
)
"""What rows have in common, from each alone to all together."""


def reasons(item: Item, book: Book | None = None) -> Reasons:
    """Why each figure of an item moved; raises what today's model or law refuses."""
    book = book or in_force()
    then, now = dict(numbers(item.fige.resultat)), dict(numbers(answer(item.genre, item.cas, book)))
    paths = [path for path, value in now.items() if path in then and value != then[path]]
    change = _LawChange(item, book, paths)
    found = {path: change.reasons(path, then[path], now[path]) for path in paths}
    by_path = {path: told for path, told in found.items() if told}
    moving = dict.fromkeys(row for told in by_path.values() for one in told for row in one.rows)
    return Reasons(by_path, tuple(moving))


@dataclass(frozen=True, slots=True)
class _Law:
    """A book of law by the rows of an item's parameters, and the rows that its answer read."""

    rows: dict[Key, Row]
    given: set[Key]

    def at(self, key: Key) -> Row | None:
        """The row of a day, else the one that holds then."""
        held = [
            row for row in self.rows.values() if row.parameter == key[0] and row.since <= key[1]
        ]
        return max(held, key=lambda row: row.since, default=None)


class _LawChange(Change):
    """From the law of the day when an item was frozen to another, row by row."""

    def __init__(self, item: Item, book: Book, paths: Sequence[str]) -> None:
        super().__init__(paths, book)
        self._item = item
        asked = {name for name, _, _ in item.fige.lois}
        self._others = [row for row in book.rows() if row.parameter not in asked]
        before = book_of(item, book)
        self._before, self._after = (self._read(one, asked) for one in (before, book))
        self._groups = self._grouped()
        self.names = tuple(str(rank) for rank in range(len(self._groups)))

    def _read(self, book: Book, asked: set[str]) -> _Law:
        watched = Watched(book.rows())
        try:
            answer(self._item.genre, self._item.cas, watched)
        except (PasserelleError, *UNREADABLE):  # not admitted any more: `_answers` says it again
            watched.given.clear()
        rows = {(r.parameter, r.since): r for r in book.rows() if r.parameter in asked}
        return _Law(rows, watched.given)

    def _grouped(self) -> list[list[Key]]:
        """The rows that moved and were read at either end, few enough to be told apart."""
        before, after = self._before.rows, self._after.rows
        moved = [
            key for key in sorted({*before, *after}) if not _same(before.get(key), after.get(key))
        ]
        read = [key for key in moved if key in self._before.given | self._after.given] or moved
        groups: list[list[Key]] = []
        for name in _NAMES:
            by_name: dict[object, list[Key]] = {}
            for key in read:
                by_name.setdefault(name(key), []).append(key)
            groups = list(by_name.values())
            if len(groups) <= MOST_CAUSES:
                break
        return groups

    def _answers(self, sets: Sequence[int]) -> Iterator[tuple[int, Floats]]:
        for one in sets:
            try:
                made = dict(numbers(answer(self._item.genre, self._item.cas, self._mixed(one))))
            except (PasserelleError, *UNREADABLE):
                continue
            yield one, np.array([made.get(path, nan) for path in self.keys])

    def _mixed(self, taken: int) -> Book:
        """The law before with some causes after; with all of them, the law after, whole."""
        if taken == (1 << len(self._groups)) - 1:
            return self.book
        moved = {key for n, group in enumerate(self._groups) if taken >> n & 1 for key in group}
        keys = {*self._before.rows, *self._after.rows}
        found = ((self._after if key in moved else self._before).rows.get(key) for key in keys)
        return Book([*self._others, *(row for row in found if row is not None)])

    def reasons(self, path: str, then: float, now: float) -> tuple[Reason, ...]:
        """What moved a figure, rows of law then the product; nothing when nobody can say."""
        column, whole = self.keys.index(path), (1 << len(self._groups)) - 1
        start, end = self._values(np.array([0, whole]))[:, column]
        if isnan(start) or isnan(end):
            return ()
        in_cents = all(round(value, _EURO_DIGITS) == value for value in (then, now))
        digits = _EURO_DIGITS if in_cents else _DIGITS
        own = round(float(start) - then, digits)
        blocks, shares = self._shares(column, float(end - start))
        parts = shared(shares, round(now - then - own, digits), digits) if blocks else []
        told = [
            Reason(part, self._rows(block))
            for block, part in zip(blocks, parts, strict=True)
            if part
        ]
        return (*told, *([Reason(own)] if own else []))

    def _rows(self, block: int) -> tuple[MovedRow, ...]:
        keys = [key for n, group in enumerate(self._groups) if block >> n & 1 for key in group]
        return tuple(MovedRow(*key, self._before.at(key), self._after.at(key)) for key in keys)


def _same(before: Row | None, after: Row | None) -> bool:
    """Whether a row computes the same: its article or the day of its check move no figure."""
    if before is None or after is None:
        return before is after
    told = ((row.value, row.event, row.prolonged) for row in (before, after))
    return len(set(told)) == 1
