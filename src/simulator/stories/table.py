"""A table told: heads and cells in words, ready for a page, a file or a document."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.text import say

Cell = str | tuple[str, str]
"""A cell of a table: words, or words and the address they lead to."""
Columns = Mapping[str, Callable[[Any], Cell]]
"""What each column says of a thing, by the name of its head in the texts `colonnes`."""


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


def rows_of(columns: Columns, things: Iterable[Any]) -> list[list[Cell]]:
    """What the columns say of each thing."""
    return [[write(thing) for write in columns.values()] for thing in things]


def table_of(columns: Columns, rows: Sequence[Sequence[Cell]], align: str, caption: str) -> Table:
    """Rows under the heads of their columns, on several lines where they are long."""
    heads = [say(f"colonnes.{name}") for name in columns]
    return Table(heads, rows, align, caption=caption, wrap=True)


def written(cell: Cell) -> str:
    """The words of a cell, with its address when it has one."""
    return cell if isinstance(cell, str) else " ".join(dict.fromkeys(part for part in cell if part))
