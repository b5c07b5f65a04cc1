"""A table as French CSV, as a spreadsheet in French opens it."""

from collections.abc import Iterable, Sequence

from simulator.base import csvs


def table_csv(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The bytes of a table; texts cannot become formulas."""
    return csvs.french_csv([headers, *rows]).encode()
