"""The networks that people import, in a database: SQLite by default, PostgreSQL by DATABASE_URL.

A network has two keys that nobody can guess: one reads it, the other reads and writes it. The
database holds only their hashes, and no list gives them; the reading key is also kept sealed by
the writing key, so that who writes can share it again.

A row is never changed: it carries the import that brought it and the one that replaced it, so
undoing the last import is one short transaction. Writers of one network wait for each other: every
write begins by taking its row (`FOR UPDATE`; in SQLite, the write lock).
"""

import base64
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import pandas as pd
import sqlalchemy as sa
from platformdirs import user_data_path
from sqlalchemy.engine import Connection, Engine

from simulator.network.imports.build import network_of
from simulator.network.imports.checking import Incoming, check_references, merge
from simulator.network.imports.tables import TABLES, Tables, columns, frame_of, kind
from simulator.network.model import Network
from simulator.store.faults import StoreError, faults_said, reason
from simulator.text import current_language, say

VERSION = 3
"""Of the schema. A newer database is refused; an older one runs `_MIGRATIONS`."""
LONGEST_NAME = 80
_KEY_BYTES = 18  # 24 letters in an address
_BUSY_MS = 20_000  # how long a writer waits for another
_CONNECT = 5  # seconds before a server that says nothing is said to be away
_CHUNK = 5_000  # rows sent at once
_KEPT = 8  # networks kept ready in memory
_LOCK = 7_277_353  # of PostgreSQL, while the schema is made

Progress = Callable[[float], None]


_meta = sa.MetaData()
_schema = sa.Table("passerelle", _meta, sa.Column("version", sa.Integer, nullable=False))
_networks = sa.Table(
    "reseaux",
    _meta,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("cle", sa.String(64), nullable=False, unique=True),  # of writing
    sa.Column("cle_lecture", sa.String(64), unique=True),
    sa.Column("lecture_scellee", sa.String(64)),  # the reading key, under the writing one
    sa.Column("nom", sa.String(LONGEST_NAME), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("cree", sa.DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,  # a number is never given twice, even after an erasure
)
_imports = sa.Table(
    "imports",
    _meta,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("reseau", sa.ForeignKey("reseaux.id", ondelete="CASCADE"), index=True),
    sa.Column("fait", sa.DateTime(timezone=True), nullable=False),
    sa.Column("fichier", sa.String(500), nullable=False),
    sa.Column("ajoutees", sa.Integer, nullable=False),
    sa.Column("remplacees", sa.Integer, nullable=False),
    sa.Column("retirees", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)


def _column(table: str, name: str) -> sa.Column[Any]:
    """The column of the database for one of a table of users."""
    longest = next(
        (n.max_length for n in columns(table)[name].metadata if hasattr(n, "max_length")), None
    )
    types: Mapping[type, sa.types.TypeEngine[Any]] = {
        int: sa.BigInteger(), float: sa.Double(), date: sa.Date(), str: sa.String(longest)
    }  # fmt: skip
    return sa.Column(name, types[kind(table, name)])


def _data_table(table: str) -> sa.Table:
    key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    own = ("id", "reseau", "apporte", "remplace")
    return sa.Table(
        f"lignes_{table}",
        _meta,
        sa.Column(own[0], key, primary_key=True),
        sa.Column(own[1], sa.ForeignKey("reseaux.id", ondelete="CASCADE"), nullable=False),
        sa.Column(own[2], sa.ForeignKey("imports.id", ondelete="CASCADE"), index=True),
        sa.Column(own[3], sa.ForeignKey("imports.id", ondelete="SET NULL"), index=True),
        *(_column(table, name) for name in columns(table)),
        sa.Index(f"vives_{table}", own[1], own[3]),
    )


_DATA: Mapping[str, sa.Table] = {table: _data_table(table) for table in TABLES}


def _two_keys(connection: Connection) -> None:
    """From 1 to 2: the only key becomes the writing one; a reading key is made when asked."""
    for column in ("cle_lecture", "lecture_scellee"):
        connection.execute(sa.text(f"ALTER TABLE reseaux ADD COLUMN {column} VARCHAR(64)"))
    connection.execute(sa.text("CREATE UNIQUE INDEX cles_lecture ON reseaux (cle_lecture)"))


def _jobs_in_halves(connection: Connection) -> None:
    """From 2 to 3: a job may be a part of one. SQLite keeps any number in any column."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            "ALTER TABLE lignes_emplois ALTER COLUMN nombre TYPE double precision"
        )


_MIGRATIONS: Mapping[int, Callable[[Connection], None]] = {
    1: _two_keys,
    2: _jobs_in_halves,
}
"""From a version to the next one."""


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


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens a new network: `ecriture` does everything, `lecture` only reads."""

    ecriture: str
    lecture: str


def address() -> str:
    """Where the database is: `DATABASE_URL`, else a file in the user's own folder."""
    given = os.environ.get("DATABASE_URL", "").strip()
    if not given:
        return f"sqlite:///{user_data_path('passerelle', appauthor=False) / 'passerelle.sqlite'}"
    for plain in ("postgres://", "postgresql://"):
        if given.startswith(plain):
            return given.replace(plain, "postgresql+psycopg://", 1)
    return given


def _url_of(url: str) -> sa.URL:
    """The address, read; raises StoreError unless it names SQLite or PostgreSQL."""
    try:
        read = sa.make_url(url)
    except ValueError as fault:  # a port that is no number
        raise StoreError("adresse") from fault
    if read.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreError("pilote")
    return read


class Store:
    """A database of networks. Safe between threads and between processes."""

    def __init__(self, url: str) -> None:
        with faults_said():
            self.url = _url_of(url)
            self.is_sqlite = self.url.get_backend_name() == "sqlite"
            if self.is_sqlite and self.url.database:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            waits: dict[str, Any] = (
                {"timeout": _BUSY_MS / 1000} if self.is_sqlite else {"connect_timeout": _CONNECT}
            )
            self.engine: Engine = sa.create_engine(
                self.url, pool_pre_ping=not self.is_sqlite, connect_args=waits
            )
        if self.is_sqlite:
            sa.event.listen(self.engine, "connect", _tune_sqlite)
            sa.event.listen(self.engine, "begin", _begin_sqlite)
        self._ready()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """One moment of the database, however many questions are asked of it."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with (
            faults_said(),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction that writes: all of it, or nothing."""
        with (
            faults_said(),
            self.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def _ready(self) -> None:
        """Make the schema, or bring it to this version; two servers may start at once."""
        with self._writing() as connection:
            if not self.is_sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            if not sa.inspect(connection).has_table(_schema.name):
                _meta.create_all(connection)
                connection.execute(sa.insert(_schema).values(version=VERSION))
            version = connection.scalar(sa.select(_schema.c.version)) or 0
            if version > VERSION:
                raise StoreError("trop_recente", version=version, connue=VERSION)
            for step in range(version, VERSION):
                _MIGRATIONS[step](connection)
            connection.execute(sa.update(_schema).values(version=VERSION))

    # --- networks ---------------------------------------------------------------------------

    def create(self, nom: str) -> Keys:
        """A new, empty network; returns its keys, which only its owner has."""
        keys = Keys(_new_key(), _new_key())
        named = nom.strip()[:LONGEST_NAME] or say("reseau.sans_nom")
        row = {
            "cle": _hash(keys.ecriture),
            "nom": named,
            "revision": 0,
            "cree": datetime.now(UTC),
            **_readable(keys.lecture, keys.ecriture),
        }
        with self._writing() as connection:
            connection.execute(sa.insert(_networks).values(row))
        return keys

    def open(self, key: str) -> Opened | None:
        """The network of a key, of reading or of writing; None when no network has it.

        Raises StoreError when the database cannot answer: nobody then knows whether it is there.
        """
        with self._reading() as connection:
            found = _network(connection, key)
            if found is None:
                return None
            query = sa.select(_imports).where(_imports.c.reseau == found.id)
            rows = connection.execute(query.order_by(_imports.c.id.desc())).mappings()
            done = tuple(
                Import(
                    **{k: v for k, v in row.items() if k != "reseau"} | {"fait": _utc(row["fait"])}
                )
                for row in rows
            )
        writes = found.cle == _hash(key)
        reading = _unsealed(found, key) if writes else key
        return Opened(found.id, found.nom, found.revision, done, writes, reading)

    def replace_reading_key(self, key: str) -> str:
        """Another reading key, given by who writes; links with the one before open nothing more."""
        fresh = _new_key()
        with self._writing() as connection:
            _revised(connection, _locked(connection, key), **_readable(fresh, key))
        return fresh

    def replace_writing_key(self, key: str) -> str:
        """Another writing key; the one before is dead at once, the reading key stays as it was."""
        fresh = _new_key()
        with self._writing() as connection:
            network = _locked(connection, key)
            kept = _unsealed(network, key)
            sealed = _readable(kept, fresh) if kept else {}
            _revised(connection, network, cle=_hash(fresh), **sealed)
        return fresh

    def answers(self) -> None:
        """Ask the database the least of questions; raises StoreError when it cannot answer."""
        with self._reading() as connection:
            connection.execute(sa.select(_schema.c.version))

    def rename(self, key: str, nom: str) -> None:
        """Give a network another name."""
        with self._writing() as connection:
            network = _locked(connection, key)
            _revised(connection, network, nom=nom.strip()[:LONGEST_NAME] or network.nom)

    def delete(self, key: str) -> None:
        """Erase a network, its rows and its imports; nothing of it is kept."""
        with self._writing() as connection:
            network = _locked(connection, key)
            for data in _DATA.values():
                connection.execute(sa.delete(data).where(data.c.reseau == network.id))
            connection.execute(sa.delete(_imports).where(_imports.c.reseau == network.id))
            connection.execute(sa.delete(_networks).where(_networks.c.id == network.id))
        _forget(network.id)

    # --- rows -------------------------------------------------------------------------------

    def tables(self, key: str) -> Tables:
        """Every table of a network as it is now."""
        with self._reading() as connection:
            network = _network(connection, key)
            if network is None:
                raise StoreError("inconnu")
            return _tables(connection, network.id)[0]

    def add(
        self,
        key: str,
        incoming: Incoming,
        fichier: str,
        *,
        whole: bool = False,
        progress: Progress = lambda _share: None,
    ) -> Import:
        """Import rows in one transaction; raises CellsRefused when codes name no row any more.

        Between the check that people saw and this one, someone else may have imported: what the
        network holds is read again here, behind the lock.
        """
        with self._writing() as connection:
            network = _locked(connection, key)
            current, identities = _tables(connection, network.id)
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
            made = connection.execute(sa.insert(_imports).values(row | moved)).inserted_primary_key
            number = int(made[0]) if made else 0
            total = sum(len(c.arrives) for c in changes.values()) or 1
            done = 0
            for table, change in changes.items():
                data = _DATA[table]
                gone = [int(identities[table][p]) for p in (*change.replaced, *change.removed)]
                for start in range(0, len(gone), _CHUNK):
                    some = data.c.id.in_(gone[start : start + _CHUNK])
                    connection.execute(sa.update(data).where(some).values(remplace=number))
                brought = {"reseau": network.id, "apporte": number, "remplace": None}
                arriving = incoming.rows[table]
                rows = [{**arriving[rank], **brought} for rank in change.arrives.index]
                for start in range(0, len(rows), _CHUNK):
                    _insert(connection, data, rows[start : start + _CHUNK])
                    done += len(rows[start : start + _CHUNK])
                    progress(done / total)
            _revised(connection, network)
        _keep(_TABLES, (self, network.id, network.revision + 1), Tables.of(merged))
        return Import(number, row["fait"], row["fichier"], **moved)

    def undo(self, key: str, number: int) -> None:
        """Take back the last import; raises StoreError when it is not the last one any more."""
        with self._writing() as connection:
            network = _locked(connection, key)
            last = connection.scalar(
                sa.select(sa.func.max(_imports.c.id)).where(_imports.c.reseau == network.id)
            )
            if last != number:
                raise StoreError("pas_le_dernier")
            for data in _DATA.values():
                connection.execute(sa.delete(data).where(data.c.apporte == number))
                back = sa.update(data).where(data.c.remplace == number).values(remplace=None)
                connection.execute(back)
            connection.execute(sa.delete(_imports).where(_imports.c.id == number))
            _revised(connection, network)


def _tune_sqlite(connection: Any, _record: Any) -> None:
    """Settings of SQLite are those of a connection. Transactions begin when we say so."""
    connection.isolation_level = None
    for setting in (
        "journal_mode=WAL", f"busy_timeout={_BUSY_MS}", "synchronous=NORMAL", "foreign_keys=ON"
    ):  # fmt: skip
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: one that had read first could no longer get it."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _insert(connection: Connection, data: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
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


def _new_key() -> str:
    return secrets.token_urlsafe(_KEY_BYTES)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _readable(reading: str, writing: str) -> dict[str, str]:
    """What a row holds of a reading key: its hash, and itself under the writing key."""
    return {"cle_lecture": _hash(reading), "lecture_scellee": _sealed(reading, writing)}


def _sealed(reading: str, writing: str) -> str:
    """A key of 18 random bytes, masked by a hash that only the writing key gives, used once."""
    mask = hashlib.sha256(f"lecture:{_hash(reading)}:{writing}".encode()).digest()
    masked = zip(base64.urlsafe_b64decode(reading), mask, strict=False)
    return bytes(a ^ b for a, b in masked).hex()


def _unsealed(network: Any, writing: str) -> str | None:
    """The reading key of a row, for who has the writing key; None when none was ever made."""
    if network.lecture_scellee is None:
        return None
    mask = hashlib.sha256(f"lecture:{network.cle_lecture}:{writing}".encode()).digest()
    masked = zip(bytes.fromhex(network.lecture_scellee), mask, strict=False)
    return base64.urlsafe_b64encode(bytes(a ^ b for a, b in masked)).decode()


def _utc(moment: datetime) -> datetime:
    """SQLite forgets the zone, which is always UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _network(connection: Connection, key: str) -> Any:
    given = _hash(key)
    opens = (_networks.c.cle == given) | (_networks.c.cle_lecture == given)
    return connection.execute(sa.select(_networks).where(opens)).first()


def _locked(connection: Connection, key: str) -> Any:
    """The network of a writing key, which no one else writes until the transaction ends."""
    query = sa.select(_networks).where(_networks.c.cle == _hash(key)).with_for_update()
    found = connection.execute(query).first()
    if found is None:
        raise StoreError("inconnu" if _network(connection, key) is None else "lecture_seule")
    return found


def _revised(connection: Connection, network: Any, **values: Any) -> None:
    """Another state of the network: what was kept of the one before is not read any more."""
    changed = sa.update(_networks).where(_networks.c.id == network.id)
    connection.execute(changed.values(revision=network.revision + 1, **values))


def _tables(connection: Connection, network: int) -> tuple[Tables, Mapping[str, Any]]:
    """The living rows of a network, and their identities in the database."""
    frames, identities = {}, {}
    for table, data in _DATA.items():
        names = list(columns(table))
        living = (data.c.reseau == network) & data.c.remplace.is_(None)
        query = sa.select(data.c.id, *(data.c[n] for n in names)).where(living).order_by(data.c.id)
        rows = connection.execute(query).all()
        identities[table] = [row[0] for row in rows]
        wide = pd.DataFrame.from_records([row[1:] for row in rows], columns=names)
        frames[table] = wide.astype(frame_of(table).dtypes)
    return Tables.of(frames), identities


@cache
def store(url: str | None = None) -> Store:
    """The database of this server, opened once; raises StoreError when it cannot be."""
    return Store(url or address())


# What was read or built of a network, by revision: never changed, so shared. The oldest goes first.
_TABLES: dict[tuple[Store, int, int], Tables] = {}
_NETWORKS: dict[tuple[Store, int, int, str, str], Network] = {}
_keeping = Lock()


def _keep(kept: dict[Any, Any], revision: tuple[Any, ...], what: Any) -> None:
    """Keep what a revision gives, and forget what is oldest."""
    with _keeping:
        kept[revision] = what
        while len(kept) > _KEPT:
            del kept[next(iter(kept))]


def _forget(network: int) -> None:
    """Drop what memory kept of an erased network."""
    everything: tuple[dict[Any, Any], ...] = (_TABLES, _NETWORKS)
    with _keeping:
        for kept in everything:
            for revision in [revision for revision in kept if revision[1] == network]:
                del kept[revision]


def _tables_of(at: Store, key: str, opened: Opened) -> Tables:
    found = _TABLES.get((at, opened.id, opened.revision))
    if found is None:
        found = at.tables(key)
        _keep(_TABLES, (at, opened.id, opened.revision), found)
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
    found = _NETWORKS.get(built)
    if found is None:
        found = network_of(opened.nom, _tables_of(at, key, opened))
        _keep(_NETWORKS, built, found)
    return found


def _found(at: Store, key: str) -> Opened:
    opened = at.open(key)
    if opened is None:
        raise StoreError("inconnu")
    return opened
