"""The rows of a network in its database: those that live, what an import brings and replaces."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from simulator.network.imports.mapped import Incoming
from simulator.network.imports.merging import Change
from simulator.network.imports.tables import Tables, columns, frame_of
from simulator.store.database import CHUNK, insert
from simulator.store.schema import DATA

Progress = Callable[[float], None]
"""Called with the share of the rows that are written."""
Identities = Mapping[str, list[Any]]
"""The identities of the living rows of each table, in their order."""


def living(connection: Connection, network: int) -> tuple[Tables, Identities]:
    """The living rows of a network, and their identities in the database."""
    frames, identities = {}, {}
    for table, data in DATA.items():
        names = list(columns(table))
        now = (data.c.reseau == network) & data.c.remplace.is_(None)
        query = sa.select(data.c.id, *(data.c[n] for n in names)).where(now).order_by(data.c.id)
        rows = connection.execute(query).all()
        identities[table] = [row[0] for row in rows]
        wide = pd.DataFrame.from_records([row[1:] for row in rows], columns=names)
        frames[table] = wide.astype(frame_of(table).dtypes)
    return Tables.of(frames), identities


def write(
    connection: Connection,
    incoming: Incoming,
    changes: Mapping[str, Change],
    identities: Identities,
    brought: Mapping[str, Any],
    progress: Progress,
) -> None:
    """Put away what an import replaces or leaves out, and write what it brings."""
    total = sum(len(change.arrives) for change in changes.values()) or 1
    done = 0
    for table, change in changes.items():
        data, arriving = DATA[table], incoming.rows[table]
        gone = [int(identities[table][p]) for p in (*change.replaced, *change.removed)]
        for start in range(0, len(gone), CHUNK):
            some = data.c.id.in_(gone[start : start + CHUNK])
            put_away = sa.update(data).where(some).values(remplace=brought["apporte"])
            connection.execute(put_away)
        rows = [{**arriving[rank], **brought} for rank in change.arrives.index]
        for start in range(0, len(rows), CHUNK):
            insert(connection, data, rows[start : start + CHUNK])
            done += len(rows[start : start + CHUNK])
            progress(done / total)


def take_back(connection: Connection, number: int) -> None:
    """Erase what an import brought, and give back what it had put away."""
    for data in DATA.values():
        connection.execute(sa.delete(data).where(data.c.apporte == number))
        back = sa.update(data).where(data.c.remplace == number).values(remplace=None)
        connection.execute(back)


def erase(connection: Connection, network: int) -> None:
    """Erase every row of a network."""
    for data in DATA.values():
        connection.execute(sa.delete(data).where(data.c.reseau == network))
