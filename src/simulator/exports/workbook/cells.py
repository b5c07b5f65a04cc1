"""What a workbook is made of before it is written: lines over years, and what their formulas name.

A formula is a list of pieces: text, and marks that become addresses or names once every line has
its row. A line holds one cell a fiscal year, and one of no year (`None`), which stands apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import isinf, isnan
from typing import Any, Literal

from simulator.figure import Node

SheetKey = Literal["hypotheses", "loi", "calculs", "flux", "porte", "controles"]
READ = ("lu",)
"""The section of the hypotheses as formulas read them."""
NO_LIMIT = 1e99
"""What stands for an infinite amount in a spreadsheet, which has none."""


@dataclass(eq=False, slots=True)
class Line:
    """A row of a sheet: what it is, and a cell a year."""

    sheet: SheetKey
    label: str
    reference: str = ""
    unit: str = "€"
    section: tuple[str, ...] = ()
    node: Node | None = None
    heads: tuple[str, ...] = ()  # what stands in its first columns instead, on a sheet of flows
    order: tuple[Any, ...] = (0,)  # among the lines of its section
    cells: "dict[int | None, Cell]" = field(default_factory=dict)
    row: int = -1  # counted from 0, once it is laid out

    @property
    def years(self) -> list[int]:
        """The years in which it has a cell."""
        return sorted(year for year in self.cells if year is not None)


@dataclass(frozen=True, slots=True)
class Ref:
    """A cell of a line."""

    line: Line
    year: int | None


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of a line over some years."""

    line: Line
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A cell with a name: an input, a row of law, a constant."""

    name: str


@dataclass(frozen=True, slots=True)
class InputOf:
    """What is typed in a cell of an input; `year` None for one that holds every year."""

    line: Line
    year: int | None


@dataclass(frozen=True, slots=True)
class BoundOf:
    """A bound of an input, or what is read where what is typed cannot be."""

    line: Line
    which: Literal["minimum", "maximum", "a_defaut"]


@dataclass(frozen=True, slots=True)
class LawOf:
    """A parameter of law in a year: the row of a day that holds then."""

    parameter: str
    since: Any
    year: int


@dataclass(frozen=True, slots=True)
class Span:
    """Cells one under the other, of one year."""

    refs: tuple[Ref, ...]


Piece = str | Ref | Sum | Named | InputOf | BoundOf | LawOf | Span
Pieces = tuple[Piece, ...]


@dataclass(slots=True)
class Cell:
    """A formula and the value that it had; it may answer nothing (`unknown`), or yes and no.

    `noisy`: not rounded, with the last digits of a difference.
    """

    pieces: Pieces
    value: Any
    unknown: bool = False
    truth: bool = False
    noisy: bool = False


def is_noisy(pieces: Sequence[Piece]) -> bool:
    """Whether a formula takes one number from another: what is left has the noise of both."""
    lines = (ref.line.cells.get(ref.year) for ref in refs_of(pieces))
    return "-" in pieces or any(cell is not None and cell.noisy for cell in lines)


def cached(value: Any) -> Any:
    """A value as a cell holds it: nothing for unknown, a very large number for no limit."""
    if isinstance(value, str):
        return value
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool):
        return value
    number = float(value)
    if isnan(number):
        return ""
    return NO_LIMIT * (1 if number > 0 else -1) if isinf(number) else number


def year_of(pieces: Sequence[Piece]) -> int | None:
    """The year of a formula: the last one that it reads; None when it reads none."""
    years = [piece.year for piece in pieces if isinstance(piece, Ref | InputOf | LawOf)]
    years += [ref.year for piece in pieces if isinstance(piece, Span) for ref in piece.refs]
    return max((year for year in years if year is not None), default=None)


def refs_of(pieces: Sequence[Piece]) -> Iterator[Ref]:
    """The cells of lines that a formula reads one by one."""
    for piece in pieces:
        if isinstance(piece, Ref):
            yield piece
        elif isinstance(piece, Span):
            yield from piece.refs


def sections_of(pieces: Sequence[Piece]) -> set[tuple[str, ...]]:
    """The sections of what a formula reads, those that all share left out."""
    lines = [ref.line for ref in refs_of(pieces)]
    lines += [piece.line for piece in pieces if isinstance(piece, Sum)]
    return {line.section for line in lines} - {(), READ}


def shape(pieces: Sequence[Piece], year: int | None) -> str:
    """A formula as it reads from a year: the same in two years, it is one line."""
    return "".join(_shaped(piece, year) for piece in pieces)


def _shaped(piece: Piece, year: int | None) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Ref | InputOf):
        return f"#{id(piece.line)}@{_away(piece.year, year)}"
    if isinstance(piece, Named):
        return piece.name
    if isinstance(piece, LawOf):
        return f"{piece.parameter}[{_away(piece.year, year)}]"
    if isinstance(piece, Sum):
        return f"#{id(piece.line)}S{piece.years}"
    if isinstance(piece, BoundOf):
        return f"#{id(piece.line)}B{piece.which}"
    return "".join(_shaped(ref, year) for ref in piece.refs)


def _away(other: int | None, year: int | None) -> int | str:
    return "c" if other is None or year is None else other - year


def exact(pieces: Sequence[Piece]) -> str:
    """A formula as it is, years and rows of law included."""
    return "".join(
        f"{piece.parameter}{piece.since}{piece.year}"
        if isinstance(piece, LawOf)
        else _shaped(piece, 0)
        for piece in pieces
    )


def length(pieces: Sequence[Piece]) -> int:
    """About how many characters a formula takes."""
    return sum(_width(piece) for piece in pieces)


def _width(piece: Piece) -> int:
    if isinstance(piece, str):
        return len(piece)
    if isinstance(piece, Ref):
        return 10
    if isinstance(piece, Named):
        return len(piece.name)
    return len(piece.parameter) + 4 if isinstance(piece, LawOf) else 10
