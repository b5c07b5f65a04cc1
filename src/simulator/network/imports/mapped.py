"""A sheet and the column of ours that each of its columns is, and the faults found in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from simulator.base import limits
from simulator.network.imports.refusals import CellsRefused, Refusal
from simulator.network.imports.sources import Sheet

SHOWN = 60  # characters of a refused value


@dataclass(frozen=True)
class Mapped:
    """A sheet with the table that it is and where each column stands."""

    sheet: Sheet
    table: str
    places: Mapping[str, int]


@dataclass
class Faults:
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
