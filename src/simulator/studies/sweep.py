"""A sweep: every combination of some answers of a case, row after row, by any route.

Rows go through the grid in the order of the names of its fields, the last one fastest, whatever
the order in which the file names them. A part is the same rows wherever it is computed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
import pandas as pd

from simulator.cases.answers import NUMBERS
from simulator.cases.scenario import Scenario, read
from simulator.errors import InputError
from simulator.law.book import Book
from simulator.schemes import SCHEMES
from simulator.studies.evaluate import LEAD, REFUSAL, SHOWN, STATE, evaluate
from simulator.studies.grouping import Varied

ROWS_OF_A_PART = 10_000
"""What one core holds in its fast memory; a part is written, lost or computed again whole."""


@dataclass(frozen=True)
class Sweep:
    """A case, the values that each field takes, the routes and indicators asked.

    Without routes, the one that leads; words (statuses, readings) may vary as numbers do.
    """

    case: Scenario
    grid: Mapping[str, tuple[Any, ...]]
    routes: tuple[str, ...]
    indicators: tuple[str, ...]

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields that vary: words first, since they choose the rules; each kind by name."""
        return tuple(sorted(self.grid, key=lambda name: (self._is_number(name), name)))

    def _is_number(self, name: str) -> bool:
        return type(self.case.reponses).model_fields[name].annotation in NUMBERS

    @property
    def size(self) -> int:
        """How many rows."""
        return prod(len(self.grid[name]) for name in self.fields)

    @property
    def parts(self) -> int:
        """How many parts."""
        return -(-self.size // ROWS_OF_A_PART)

    @property
    def keys(self) -> list[str]:
        """What `evaluate` is asked, route after route."""
        asked = [f"{route}.{name}" for route in self.routes for name in (STATE, *self.indicators)]
        return [SHOWN, LEAD, *asked]

    def part(self, number: int, book: Book | None = None) -> pd.DataFrame:
        """The rows of a part: what each field takes, then every key, then why a row is refused."""
        start = number * ROWS_OF_A_PART
        rows = np.arange(start, min(start + ROWS_OF_A_PART, self.size))
        shape = [len(self.grid[name]) for name in self.fields]
        places = np.unravel_index(rows, shape) if shape else ()
        taken = dict(zip(self.fields, places, strict=True))
        answered = [self._alike(taken, alike, book) for alike in self._by_words(taken, len(rows))]
        found = pd.concat(answered).sort_index()
        columns = {name: self._column(name, taken[name]) for name in self.fields}
        return pd.concat([pd.DataFrame(columns), found], axis=1)

    def _column(self, name: str, places: Any) -> Any:
        values = self.grid[name]
        return np.array(values, dtype=float if self._is_number(name) else object)[places]

    def _by_words(self, taken: Mapping[str, Any], size: int) -> Iterator[Any]:
        """The rows that share their words, together."""
        words = [taken[name] for name in self.fields if not self._is_number(name)]
        if not words:
            yield np.arange(size)
            return
        _, which = np.unique(np.stack(words, axis=1), axis=0, return_inverse=True)
        for group in range(int(which.max()) + 1):
            yield np.flatnonzero(which.ravel() == group)

    def _alike(self, taken: Mapping[str, Any], rows: Any, book: Book | None) -> pd.DataFrame:
        """Rows that differ by numbers alone, answered at once; or why their words are refused."""
        words = {n: self.grid[n][taken[n][rows[0]]] for n in self.fields if not self._is_number(n)}
        columns = {n: self._column(n, taken[n][rows]) for n in self.fields if self._is_number(n)}
        try:
            answers = {**self.case.reponses.given(), **words}
            case = read({**self.case.to_dict(), "reponses": answers})
        except InputError as fault:
            refused = pd.DataFrame(dict.fromkeys(self.keys, np.nan), index=rows)
            return refused.astype({SHOWN: object, LEAD: object}).assign(**{REFUSAL: str(fault)})
        varied = columns or {"annee": np.full(len(rows), float(self.case.reponses.annee))}
        found = evaluate(Varied(case, varied), book, self.keys)
        return found[[*self.keys, REFUSAL]].set_index(rows)


def all_routes(case: Scenario) -> tuple[str, ...]:
    """Every route of the format of a case."""
    return tuple(route.key for route in SCHEMES[case.dispositif].routes)
