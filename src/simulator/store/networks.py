"""The networks that people import, in a database: SQLite by default, PostgreSQL by DATABASE_URL.

A network has two keys that nobody can guess: one reads it, the other reads and writes it. The
database holds only their hashes, and no list gives them; the reading key is also kept sealed by
the writing key, so that who writes can share it again.

A row is never changed: it carries the import that brought it and the one that replaced it, so
undoing the last import is one short transaction. Writers of one network wait for each other: every
write begins by taking its row (`FOR UPDATE`; in SQLite, the write lock).
"""

from functools import cache

from simulator.network.imports.build import network_of
from simulator.network.imports.tables import Tables
from simulator.network.model import Network
from simulator.store.database import (
    address,
)
from simulator.store.faults import StoreError
from simulator.store.kept import KEPT_NETWORKS, KEPT_TABLES, keep
from simulator.store.store import Opened, Store
from simulator.text import current_language


@cache
def store(url: str | None = None) -> Store:
    """The database of this server, opened once; raises StoreError when it cannot be."""
    return Store(url or address())


def _tables_of(at: Store, key: str, opened: Opened) -> Tables:
    found = KEPT_TABLES.get((at, opened.id, opened.revision))
    if found is None:
        found = at.tables(key)
        keep(KEPT_TABLES, (at, opened.id, opened.revision), found)
    return found


def own_tables(key: str) -> Tables:
    """The tables of a network, read once a revision; raises StoreError when there is none."""
    at = store()
    return _tables_of(at, key, _found(at, key))


def own_network(key: str) -> Network:
    """A user's network as the pages read it, built once a revision and a language."""
    at = store()
    opened = _found(at, key)
    built = at, opened.id, opened.revision, opened.nom, current_language()
    found = KEPT_NETWORKS.get(built)
    if found is None:
        found = network_of(opened.nom, _tables_of(at, key, opened))
        keep(KEPT_NETWORKS, built, found)
    return found


def _found(at: Store, key: str) -> Opened:
    opened = at.open(key)
    if opened is None:
        raise StoreError("inconnu")
    return opened
