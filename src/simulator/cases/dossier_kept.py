"""What is known of a dossier that is kept: its versions, and what moved under its items."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from simulator.cases.dossier import Dossier
from simulator.law.book import Row


@dataclass(frozen=True, slots=True)
class Saved:
    """A version that was saved: its number, when (UTC), the title it had, by whom."""

    revision: int
    fait: datetime
    titre: str
    auteur: str


@dataclass(frozen=True, slots=True)
class OpenedDossier:
    """A dossier that someone has a key of, as its last version stands."""

    dossier: Dossier
    revision: int
    ecrit: bool
    lecture: str
    versions: tuple[Saved, ...]  # newest first


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that is no longer what it was: its path in the answer, then and now."""

    chemin: str
    avant: Any
    maintenant: Any


@dataclass(frozen=True, slots=True)
class Since:
    """What changed under a frozen item: figures, rows of law, the product itself.

    `rows` are the rows of today that the one frozen did not have, or had otherwise, among the
    parameters that it read; `whole` says whether the item is what was frozen, bit for bit.
    """

    figures: tuple[Moved, ...]
    rows: tuple[tuple[Row, float | str | None], ...]
    other_code: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A row of law that moved: what held from its day on before, and what holds now.

    None where there was no such row, or where there is none any more.
    """

    parametre: str
    depuis: date
    avant: Row | None
    maintenant: Row | None


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of the difference of a figure, in its unit, and the rows of law that made it.

    Without rows, the product itself made it, or the data that it holds beside the law.
    """

    part: float
    rows: tuple[MovedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why the figures of an item moved: its reasons by the path of each, adding up to what moved.

    A path is absent when a figure was or became unknown, or when the law of that day is refused
    today: nothing then says how much each row moved. `rows` are those that moved any figure.
    """

    by_path: Mapping[str, tuple[Reason, ...]]
    rows: tuple[MovedRow, ...]
