"""What is drawn: a case, and an edit of its workbook."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from simulator.cases.dossier import Frozen, Item, new_id

Case = dict[str, Any]


@dataclass(frozen=True)
class Edit:
    """Cells typed again (None empties one), and what the engine then gives by name of result."""

    cells: Mapping[str, Any]
    expected: Mapping[str, float | None]

    def of_part(self, letter: str) -> "Edit":
        """The same in a column of a comparison."""
        return Edit(
            {f"h_{letter}_{name[2:]}": value for name, value in self.cells.items()},
            {f"r_{letter}_{name[2:]}": value for name, value in self.expected.items()},
        )

    def among(self, there: Collection[str]) -> "Edit":
        """The same without the answers that a comparison does not read: other routes do."""
        return Edit({k: v for k, v in self.cells.items() if k in there}, self.expected)


def item_of(genre: Any, case: Case, titre: str = "", note: str = "", phrase: str = "") -> Item:
    """An item whose answer is not needed: the workbook makes its own."""
    frozen = Frozen(le=date(2026, 11, 28), loi="abc", version="def", resultat={}, somme="0")
    return Item(
        id=new_id(), genre=genre, titre=titre, note=note, phrase=phrase, cas=case, fige=frozen
    )
