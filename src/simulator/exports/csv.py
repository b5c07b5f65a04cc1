"""A table as French CSV, as a spreadsheet in French opens it."""

from collections.abc import Iterable, Sequence

from simulator.base import tables


def table_csv(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The bytes of a table: numbers with two decimals, texts that cannot become formulas."""
    return tables.french_csv([headers, *([_cell(v) for v in row] for row in rows)]).encode()


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    return tables.neutral(str(value)) if isinstance(value, str) else str(value)
