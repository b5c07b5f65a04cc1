"""A table told: heads and cells in words, ready for a page, a file or a document."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

Cell = str | tuple[str, str]
"""A cell of a table: words, or words and the address they lead to."""


@dataclass(frozen=True)
class Table:
    """What a table says; every cell is ready to print.

    `align` has one letter a column, "l" or "r"; without it the first column is at left and the
    others at right. `caption` names it for those who do not see it, the first head by default.
    `strong_rows` are sums; with `wrap` the cells at left may take several lines.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    align: str = ""
    caption: str = ""
    strong_rows: Collection[int] = ()
    wrap: bool = False

    @property
    def written(self) -> list[list[str]]:
        """The cells as words alone, for a file: an address stands after its words."""
        return [[written(cell) for cell in row] for row in self.rows]


def written(cell: Cell) -> str:
    """The words of a cell, with its address when it has one."""
    return cell if isinstance(cell, str) else " ".join(dict.fromkeys(part for part in cell if part))
