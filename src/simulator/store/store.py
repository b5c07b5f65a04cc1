"""The networks that users keep: made, opened by a key, written whole or not, undone, erased."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from simulator.network.imports.mapped import Incoming
from simulator.network.imports.merging import merge
from simulator.network.imports.references import check_references
from simulator.network.imports.tables import TABLES, Tables
from simulator.store import rows
from simulator.store.database import (
    BUSY_MS,
    begin_sqlite,
    tune_sqlite,
    url_of,
    utc,
)
from simulator.store.faults import StoreError, faults_said
from simulator.store.kept import KEPT_TABLES, forget, keep
from simulator.store.keyed import Keyed, other_writing_key
from simulator.store.keys import Keys, hashed, new_key, readable, unsealed
from simulator.store.schema import (
    IMPORTS,
    LONGEST_NAME,
    META,
    MIGRATIONS,
    NETWORKS,
    SCHEMA,
    VERSION,
)
from simulator.text import say

_KEYED = Keyed(NETWORKS, "inconnu", "lecture_seule")
_CONNECT = 5  # seconds before a server that says nothing is said to be away
_LOCK = 7_277_353  # of PostgreSQL, while the schema is made


@dataclass(frozen=True, slots=True)
class Import:
    """One import of a network: when (UTC), which file, how many rows it moved."""

    id: int
    fait: datetime
    fichier: str
    ajoutees: int
    remplacees: int
    retirees: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A network that someone has a key of."""

    id: int
    nom: str
    revision: int
    imports: tuple[Import, ...]  # newest first
    ecrit: bool  # whether this key also writes
    lecture: str | None  # the reading key; None for a network of before, until one is made


class Store:
    """A database of networks. Safe between threads and between processes."""

    def __init__(self, url: str) -> None:
        with faults_said():
            self.url = url_of(url)
            self.is_sqlite = self.url.get_backend_name() == "sqlite"
            if self.is_sqlite and self.url.database:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            waits: dict[str, Any] = (
                {"timeout": BUSY_MS / 1000} if self.is_sqlite else {"connect_timeout": _CONNECT}
            )
            self.engine = _engine(self.url, waits, ping=not self.is_sqlite)
        if self.is_sqlite:
            sa.event.listen(self.engine, "connect", tune_sqlite)
            sa.event.listen(self.engine, "begin", begin_sqlite)
        self._ready()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One moment of the database, however many questions are asked of it."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with (
            faults_said(),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes: all of it, or nothing."""
        with (
            faults_said(),
            self.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def _ready(self) -> None:
        """Make the schema, or bring it to this version; two servers may start at once."""
        with self.writing() as connection:
            if not self.is_sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            if not sa.inspect(connection).has_table(SCHEMA.name):
                META.create_all(connection)
                connection.execute(sa.insert(SCHEMA).values(version=VERSION))
            version = connection.scalar(sa.select(SCHEMA.c.version))
            if type(version) is not int or version < 1:  # no schema of ours
                raise StoreError("abimee")
            if version > VERSION:
                raise StoreError("trop_recente", version=version, connue=VERSION)
            for step in range(version, VERSION):
                MIGRATIONS[step](connection)
            connection.execute(sa.update(SCHEMA).values(version=VERSION))

    # --- networks ---------------------------------------------------------------------------

    def create(self, nom: str) -> Keys:
        """A new, empty network; returns its keys, which only its owner has."""
        keys = Keys(new_key(), new_key())
        named = nom.strip()[:LONGEST_NAME] or say("reseau.sans_nom")
        row = {
            "cle": hashed(keys.ecriture),
            "nom": named,
            "revision": 0,
            "cree": datetime.now(UTC),
            **readable(keys.lecture, keys.ecriture),
        }
        with self.writing() as connection:
            connection.execute(sa.insert(NETWORKS).values(row))
        return keys

    def open(self, key: str) -> Opened | None:
        """The network of a key, of reading or of writing; None when no network has it.

        Raises StoreError when the database cannot answer: nobody then knows whether it is there.
        """
        with self.reading() as connection:
            found = _KEYED.find(connection, key)
            if found is None:
                return None
            asked = sa.select(*(c for c in IMPORTS.c if c is not IMPORTS.c.reseau))
            asked = asked.where(IMPORTS.c.reseau == found.id).order_by(IMPORTS.c.id.desc())
            done = tuple(
                Import(**{**row, "fait": utc(row["fait"])})
                for row in connection.execute(asked).mappings()
            )
        writes = found.cle == hashed(key)
        reading = unsealed(found, key) if writes else key
        return Opened(found.id, found.nom, found.revision, done, writes, reading)

    def replace_reading_key(self, key: str) -> str:
        """Another reading key, given by who writes; links with the one before open nothing more."""
        fresh = new_key()
        with self.writing() as connection:
            _revised(connection, _KEYED.locked(connection, key), **readable(fresh, key))
        return fresh

    def replace_writing_key(self, key: str) -> str:
        """Another writing key; the one before is dead at once, the reading key stays as it was."""
        with self.writing() as connection:
            network = _KEYED.locked(connection, key)
            fresh, held = other_writing_key(network, key)
            _revised(connection, network, **held)
        return fresh

    def answers(self) -> None:
        """Ask the database the least of questions; raises StoreError when it cannot answer."""
        with self.reading() as connection:
            connection.execute(sa.select(SCHEMA.c.version))

    def rename(self, key: str, nom: str) -> None:
        """Give a network another name."""
        with self.writing() as connection:
            network = _KEYED.locked(connection, key)
            _revised(connection, network, nom=nom.strip()[:LONGEST_NAME] or network.nom)

    def delete(self, key: str) -> None:
        """Erase a network, its rows and its imports; nothing of it is kept."""
        with self.writing() as connection:
            network = _KEYED.locked(connection, key)
            rows.erase(connection, network.id)
            connection.execute(sa.delete(IMPORTS).where(IMPORTS.c.reseau == network.id))
            connection.execute(sa.delete(NETWORKS).where(NETWORKS.c.id == network.id))
        forget(network.id)

    # --- rows -------------------------------------------------------------------------------

    def tables(self, key: str) -> Tables:
        """Every table of a network as it is now."""
        with self.reading() as connection:
            network = _KEYED.find(connection, key)
            if network is None:
                raise StoreError("inconnu")
            return rows.living(connection, network.id)[0]

    def add(
        self,
        key: str,
        incoming: Incoming,
        fichier: str,
        *,
        whole: bool = False,
        progress: rows.Progress = lambda _share: None,
    ) -> Import:
        """Import rows in one transaction; raises CellsRefused when codes name no row any more.

        Between the check that people saw and this one, someone else may have imported: what the
        network holds is read again here, behind the lock.
        """
        with self.writing() as connection:
            network = _KEYED.locked(connection, key)
            current, identities = rows.living(connection, network.id)
            changes = {
                table: merge(current[table], frame, table, whole)
                for table, frame in incoming.frames.items()
            }
            merged = {table: current[table] for table in TABLES}
            merged |= {table: change.merged for table, change in changes.items()}
            check_references(Tables.of(merged), incoming)
            moved = {
                "ajoutees": sum(len(c.arrives) - len(c.replaced) for c in changes.values()),
                "remplacees": sum(len(c.replaced) for c in changes.values()),
                "retirees": sum(len(c.removed) for c in changes.values()),
            }
            row = {"reseau": network.id, "fait": datetime.now(UTC), "fichier": fichier[:500]}
            made = connection.execute(sa.insert(IMPORTS).values(row | moved)).inserted_primary_key
            number = int(made[0]) if made else 0
            brought = {"reseau": network.id, "apporte": number, "remplace": None}
            rows.write(connection, incoming, changes, identities, brought, progress)
            _revised(connection, network)
        keep(KEPT_TABLES, (self, network.id, network.revision + 1), Tables.of(merged))
        return Import(number, row["fait"], row["fichier"], **moved)

    def undo(self, key: str, number: int) -> None:
        """Take back the last import; raises StoreError when it is not the last one any more."""
        with self.writing() as connection:
            network = _KEYED.locked(connection, key)
            last = connection.scalar(
                sa.select(sa.func.max(IMPORTS.c.id)).where(IMPORTS.c.reseau == network.id)
            )
            if last != number:
                raise StoreError("pas_le_dernier")
            rows.take_back(connection, number)
            connection.execute(sa.delete(IMPORTS).where(IMPORTS.c.id == number))
            _revised(connection, network)


def _engine(url: sa.URL, waits: dict[str, Any], *, ping: bool) -> Engine:
    """What connects; raises StoreError for an option of the address that its driver cannot read."""
    try:
        return sa.create_engine(url, pool_pre_ping=ping, connect_args=waits)
    except (TypeError, ValueError) as fault:
        raise StoreError("adresse") from fault


def _revised(connection: Connection, network: Any, **values: Any) -> None:
    """Another state of the network: what was kept of the one before is not read any more."""
    changed = sa.update(NETWORKS).where(NETWORKS.c.id == network.id)
    connection.execute(changed.values(revision=network.revision + 1, **values))
