"""What is kept under two keys: found by either, written by one, each replaced apart."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from simulator.store.faults import StoreError
from simulator.store.keys import hashed, new_key, readable, unsealed


@dataclass(frozen=True, slots=True)
class Keyed:
    """A table whose rows have a writing key and a reading one, and the keys of its two refusals."""

    table: sa.Table
    unknown: str
    reads_only: str

    def find(self, connection: Connection, key: str) -> Any:
        """The row of a key, of reading or of writing; None when no row has it."""
        given, columns = hashed(key), self.table.c
        opens = (columns.cle == given) | (columns.cle_lecture == given)
        return connection.execute(sa.select(self.table).where(opens)).first()

    def locked(self, connection: Connection, key: str) -> Any:
        """The row of a writing key, which no one else writes until the transaction ends."""
        query = sa.select(self.table).where(self.table.c.cle == hashed(key)).with_for_update()
        found = connection.execute(query).first()
        if found is None:
            absent = self.find(connection, key) is None
            raise StoreError(self.unknown if absent else self.reads_only)
        return found


def other_writing_key(found: Any, key: str) -> tuple[str, dict[str, str]]:
    """Another writing key, and what the row holds of it: the reading key stays as it was."""
    fresh, kept = new_key(), unsealed(found, key)
    sealed = readable(kept, fresh) if kept else {}
    return fresh, {"cle": hashed(fresh), **sealed}
