"""Where the database is, and what each of the two kinds needs: SQLite or PostgreSQL."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from platformdirs import user_data_path
from sqlalchemy.engine import Connection

from simulator.store.faults import StoreError, reason

BUSY_MS = 20_000  # how long a writer waits for another


CHUNK = 5_000  # rows sent at once


def address() -> str:
    """Where the database is: `DATABASE_URL`, else a file in the user's own folder."""
    given = os.environ.get("DATABASE_URL", "").strip()
    if not given:
        return f"sqlite:///{user_data_path('passerelle', appauthor=False) / 'passerelle.sqlite'}"
    for plain in ("postgres://", "postgresql://"):
        if given.startswith(plain):
            return given.replace(plain, "postgresql+psycopg://", 1)
    return given


def url_of(url: str) -> sa.URL:
    """The address, read; raises StoreError unless it names SQLite or PostgreSQL."""
    try:
        read = sa.make_url(url)
    except ValueError as fault:  # a port that is no number
        raise StoreError("adresse") from fault
    if read.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreError("pilote")
    return read


def tune_sqlite(connection: Any, _record: Any) -> None:
    """Settings of SQLite are those of a connection. Transactions begin when we say so."""
    connection.isolation_level = None
    for setting in (
        "journal_mode=WAL", f"busy_timeout={BUSY_MS}", "synchronous=NORMAL", "foreign_keys=ON"
    ):  # fmt: skip
        connection.execute(f"PRAGMA {setting}")


def begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: one that had read first could no longer get it."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def insert(connection: Connection, data: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Send rows; by COPY to PostgreSQL, measured ten times faster there than INSERT."""
    if connection.dialect.name != "postgresql":
        connection.execute(sa.insert(data), rows)
        return
    names = [column.name for column in data.columns if column.name != "id"]
    quoted = ", ".join(f'"{name}"' for name in names)
    driver: Any = connection.connection.driver_connection
    copying = f"COPY {data.name} ({quoted}) FROM STDIN"
    try:
        with driver.cursor() as cursor, cursor.copy(copying) as copy:
            for row in rows:
                copy.write_row([row[name] for name in names])
    except connection.dialect.loaded_dbapi.Error as fault:
        raise StoreError(reason(fault)) from fault


def utc(moment: datetime) -> datetime:
    """SQLite forgets the zone, which is always UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
