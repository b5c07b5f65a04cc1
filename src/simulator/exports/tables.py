"""A user's tables as files, and the template to fill: read back identically.

Files are French whatever the language of the screen, so that one exported by somebody opens for
everybody. No text of theirs can run as a formula: see `csvs.protected`.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from simulator.base.csvs import french_csv, protected
from simulator.network.imports.cells import folded
from simulator.network.imports.tables import (
    TABLES,
    Tables,
    choice,
    columns,
    kind,
    records,
    references,
)
from simulator.stories.table import Table
from simulator.text import FRENCH, say, speaking

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
_DAY = "dd/mm/yyyy"
_LISTED_TO = 5_000  # rows whose choices a workbook offers in a list
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)  # the same content gives the same bytes
Rows = Iterable[Sequence[Any]]


def template_xlsx() -> bytes:
    """The workbook to fill: a sheet a table, with one example row, and what each column holds."""
    return _xlsx({table: [_example(table)] for table in TABLES}, guide=True)


def template_csv() -> bytes:
    """The same tables as CSV files in a ZIP."""
    return _zip({table: [_example(table)] for table in TABLES})


def to_xlsx(tables: Tables) -> bytes:
    """Every table of a network, a sheet each."""
    return _xlsx({table: _rows(tables, table) for table in TABLES})


def to_csv(tables: Tables) -> bytes:
    """Every table of a network as CSV files in a ZIP."""
    return _zip({table: _rows(tables, table) for table in TABLES})


def guide(table: str) -> Table:
    """What each column of a table holds, for who fills it."""
    heads = [say(f"donnees.guide.{name}") for name in ("quoi", "faut_il", "comment")]
    rows = [
        (
            say(f"donnees.champs.{name}"),
            say(f"donnees.guide.{'oui' if column.is_required() else 'non'}"),
            explained(table, name),
        )
        for name, column in columns(table).items()
    ]
    return Table(heads, rows, "lll", caption=say(f"donnees.tables.{table}"), wrap=True)


def csv_of(table: str, rows: Rows) -> bytes:
    """One table as French CSV: semicolon, decimal comma, byte-order mark."""
    choices = [_words(table, name) for name in columns(table)]
    lines = ([w.get(v, v) for v, w in zip(row, choices, strict=True)] for row in rows)
    return french_csv([headers(table), *lines]).encode()


def headers(table: str) -> list[str]:
    """The headers of a table, in French."""
    with speaking(FRENCH):
        return [say(f"donnees.champs.{name}") for name in columns(table)]


def _title(table: str) -> str:
    with speaking(FRENCH):
        return say(f"donnees.tables.{table}")


def _example(table: str) -> list[Any]:
    return [(column.examples or [None])[0] for column in columns(table).values()]


def _rows(tables: Tables, table: str) -> list[list[Any]]:
    return [list(row.values()) for row in records(table, tables[table])]


def _words(table: str, column: str) -> Mapping[str, str]:
    """The words of a choice; nothing for another column."""
    offered = choice(table, column)
    if offered is None:
        return {}
    with speaking(FRENCH):
        return {key: say(f"donnees.choix.{offered.name}.{key}") for key in offered.keys}


def _zip(content: Mapping[str, Rows]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for table, rows in content.items():
            name = f"{folded(_title(table)).replace(' ', '_')}.csv"
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DATE), csv_of(table, rows))
    return out.getvalue()


def _xlsx(content: Mapping[str, Rows], guide: bool = False) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": _DAY})
    for table, rows in content.items():
        sheet = book.add_worksheet(_title(table))
        names, kinds = headers(table), [kind(table, name) for name in columns(table)]
        choices = [_words(table, name) for name in columns(table)]
        sheet.write_row(0, 0, names, bold)
        sheet.freeze_panes(1, 0)
        for place, (name, holds) in enumerate(zip(names, kinds, strict=True)):
            # A date column is one before it is filled: what is typed there becomes a date.
            sheet.set_column(place, place, max(12, len(name) + 2), day if holds is date else None)
            if choices[place]:
                offered = {"validate": "list", "source": list(choices[place].values())}
                sheet.data_validation(1, place, _LISTED_TO, place, offered)
        for line, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if value is None:
                    continue
                if isinstance(value, str):
                    sheet.write_string(line, place, protected(choices[place].get(value, value)))
                elif isinstance(value, date):
                    sheet.write_datetime(line, place, value, day)
                else:
                    sheet.write_number(line, place, value)
    if guide:
        _guide(book, bold)
    book.close()
    return out.getvalue()


def _guide(book: Any, bold: Any) -> None:
    """A last sheet: what each column holds. Import leaves it out."""
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    with speaking(FRENCH):
        sheet = book.add_worksheet(say("donnees.guide.feuille"))
        heads = [say(f"donnees.guide.{name}") for name in ("ou", "quoi", "faut_il", "comment")]
        sheet.write_row(0, 0, heads, bold)
        sheet.freeze_panes(1, 0)
        line = 0
        for table in TABLES:
            for name, column in columns(table).items():
                line += 1
                needed = say(f"donnees.guide.{'oui' if column.is_required() else 'non'}")
                cells = (
                    _title(table),
                    say(f"donnees.champs.{name}"),
                    needed,
                    explained(table, name),
                )
                sheet.write_row(line, 0, cells, wrapped)
        sheet.set_column(0, 2, 22)
        sheet.set_column(3, 3, 70)


def explained(table: str, column: str) -> str:
    """What a column holds, in one sentence."""
    offered, other = choice(table, column), references(table).get(column)
    if offered:
        words = ", ".join(say(f"donnees.choix.{offered.name}.{key}") for key in offered.keys)
        return say("donnees.guide.choix", choix=words)
    if other:
        return say("donnees.guide.reference", table=say(f"donnees.tables.{other}"))
    if column in {"code", "departements", "epci"}:
        return say(f"donnees.guide.{column}")
    return say(f"donnees.guide.{kind(table, column).__name__}")
