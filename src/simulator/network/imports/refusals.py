"""What an import refuses: a whole file, or cells with their row, column, value and reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from simulator.errors import PasserelleError
from simulator.text import say


class ImportRefused(PasserelleError):
    """A whole file: too heavy, broken, not ours to read. Its sentence is in `donnees.fichier`."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key, **values)

    def __str__(self) -> str:
        return say(f"donnees.fichier.{self.key}", **self.values)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell (or a row, or a whole table) that cannot be imported, as people read it."""

    feuille: str
    ligne: int | None  # None: not of one row
    colonne: str
    cellule: str  # as a spreadsheet names it: C12
    valeur: str
    raison: str
    fichier: str = ""  # with the entry of a ZIP; nothing when it is a row already imported


class CellsRefused(PasserelleError):
    """Refused cells: the first ones listed, all of them counted. Nothing was imported."""

    def __init__(self, refusals: Sequence[Refusal], total: int) -> None:
        super().__init__("import_refuse", total=total)
        self.refusals = tuple(refusals)
        self.total = total

    def __str__(self) -> str:
        return say("donnees.refuse", nombre=self.total)
