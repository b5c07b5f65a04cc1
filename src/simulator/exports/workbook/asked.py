"""The hypotheses of a workbook: each answer that may be typed again, with its bounds and origin.

The cell of an answer is called `h_<field>`; `h_a_<field>` in the first column of a comparison,
`h_1_<field>` in the first line of a programme. What is asked for each fiscal year ends with it:
`h_1_pme_2026`. In a list the place is counted from 1: `h_operations_1_salaries_2_jours`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.exports.workbook.cells import READ, BoundOf, Cell, InputOf, Line, Named, Pieces, Ref
from simulator.exports.workbook.named import read_name
from simulator.figure import Leaf


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an answer admits, in its unit; `whole` counts units, `empty` may be left so."""

    low: float | None = None
    high: float | None = None
    whole: bool = False
    empty: bool = False


@dataclass(eq=False, slots=True)
class Asked:
    """An answer: one cell, or one a fiscal year. `repeats` are years that go on with the last."""

    key: str  # the leaf that the engine reads
    name: str  # of its cell, without its year
    label: str
    unit: str
    bounds: Bounds
    origin: str
    values: Mapping[int | None, float | None]
    group: str = ""
    private: bool = False
    repeats: frozenset[int] = frozenset()
    moves: bool = False  # whether a formula reads it
    line: Line = field(init=False)
    read: Line = field(init=False)  # as formulas read it: always a number that it admits

    def __post_init__(self) -> None:
        self.line = Line("hypotheses", self.label, unit=self.unit)
        self.read = Line("calculs", self.label, unit=self.unit, section=READ)
        for year, value in self.values.items():
            self.line.cells[year] = Cell((), "" if value is None else value)
            nothing = 0.0 if self.bounds.empty else self.otherwise
            known = nothing if value is None else value
            self.read.cells[year] = Cell(self._read(year), known)

    @property
    def otherwise(self) -> float:
        """What is read where something is typed that cannot be."""
        return max(self.bounds.low or 0.0, 0.0)

    def _read(self, year: int | None) -> Pieces:
        """What is typed when it is a number within its bounds; nothing, where it may be left so."""
        typed, other = InputOf(self.line, year), BoundOf(self.line, "a_defaut")
        low, high = BoundOf(self.line, "minimum"), BoundOf(self.line, "maximum")
        whole: Pieces = (",INT(", typed, ")=", typed) if self.bounds.whole else ()
        inside: Pieces = ("AND(", typed, ">=", low, ",", typed, "<=", high, *whole, ")")
        none: Pieces = ("IF(ISBLANK(", typed, "),0,", other, ")") if self.bounds.empty else (other,)
        return ("IF(ISNUMBER(", typed, "),IF(", *inside, ",", typed, ",", other, "),", *none, ")")

    def named(self, year: int | None) -> str:
        """The name of a cell."""
        return self.name if year is None else f"{self.name}_{year}"


class Answers:
    """Every answer of a workbook by the leaf that reads it, each part of a case on its own."""

    def __init__(self) -> None:
        self.every: list[Asked] = []
        self._by_leaf: dict[tuple[str, str], Asked] = {}
        self.part = ""

    def add(self, asked: Asked) -> Asked:
        """One more answer of the part at hand."""
        self.every.append(asked)
        self._by_leaf[self.part, asked.key] = asked
        return asked

    def idle(self) -> list[Asked]:
        """Take away the answers that no formula reads: they would move nothing."""
        found = [asked for asked in self.every if not asked.moves]
        self.every = [asked for asked in self.every if asked.moves]
        return found

    def of(self, leaf: Leaf) -> Named | Ref:
        """The cell that a leaf reads: `field@2026` is that of a year, `field@path` of a place."""
        asked, year = self._asked(leaf)
        return Named(read_name(asked.name)) if year is None else Ref(asked.read, year)

    def typed(self, leaf: Leaf) -> Named | InputOf:
        """The cell in which a person types what a leaf reads."""
        asked, year = self._asked(leaf)
        return Named(asked.name) if year is None else InputOf(asked.line, year)

    def _asked(self, leaf: Leaf) -> tuple[Asked, int | None]:
        key, _, year = leaf.name.partition("@")
        if year and not year.isdigit():
            key, year = f"{year}.{key}", ""
        asked = self._by_leaf[self.part, key]
        asked.moves = True
        return asked, int(year) if year else None


def excel_name(part: str, path: str) -> str:
    """The name of the cell of an answer, from its path in the case (lists counted from 1)."""
    words = [str(int(w) + 1) if w.isdigit() else w for w in path.split(".")]
    return "_".join(["h", *([part] if part else []), *words])
