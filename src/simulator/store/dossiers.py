"""The dossiers that boards keep: every version stays, two authors never write over each other.

A dossier has a reading and a writing key, as a network has. Who saves says which version was read:
when another was saved since, nothing is written and StoreError `dossier_change` tells it.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from simulator.cases.dossier import Dossier, reread
from simulator.cases.dossier_kept import OpenedDossier, Saved
from simulator.errors import InputError
from simulator.store.database import utc
from simulator.store.faults import StoreError
from simulator.store.keyed import Keyed, other_writing_key
from simulator.store.keys import Keys, hashed, new_key, readable, unsealed
from simulator.store.networks import store
from simulator.store.schema import DOSSIERS, VERSIONS
from simulator.store.store import Store

_KEYED = Keyed(DOSSIERS, "dossier_inconnu", "dossier_lecture_seule")
LARGEST = 8_000_000
"""Characters of a version: sixty items, each with all that it gave."""


class Dossiers:
    """The dossiers of a database. Safe between threads and between processes."""

    def __init__(self, at: Store) -> None:
        self._store = at

    def create(self, dossier: Dossier) -> Keys:
        """A new dossier, saved as its version 1; returns its keys, which only its owner has."""
        keys, now = Keys(new_key(), new_key()), datetime.now(UTC)
        row = {"cle": hashed(keys.ecriture), "revision": 1, "cree": now,
               **readable(keys.lecture, keys.ecriture)}  # fmt: skip
        with self._store.writing() as connection:
            made = connection.execute(sa.insert(DOSSIERS).values(row)).inserted_primary_key
            _keep(connection, int(made[0]) if made else 0, 1, dossier)
        return keys

    def open(self, key: str) -> OpenedDossier | None:
        """The dossier of a key, of reading or of writing; None when no dossier has it.

        Raises StoreError when the database cannot answer: nobody then knows whether it is there.
        """
        with self._store.reading() as connection:
            found = _KEYED.find(connection, key)
            if found is None:
                return None
            content = _content(connection, found.id, found.revision)
            asked = sa.select(
                VERSIONS.c.revision, VERSIONS.c.fait, VERSIONS.c.titre, VERSIONS.c.auteur
            )
            asked = asked.where(VERSIONS.c.dossier == found.id)
            done = connection.execute(asked.order_by(VERSIONS.c.revision.desc())).mappings()
            versions = tuple(Saved(**{**row, "fait": utc(row["fait"])}) for row in done)
        writes = found.cle == hashed(key)
        reading = (unsealed(found, key) if writes else key) or ""
        return OpenedDossier(content, found.revision, writes, reading, versions)

    def save(self, key: str, dossier: Dossier, read: int) -> int:
        """Save another version of what was read as `read`; returns its number.

        Raises StoreError `dossier_change` when another version was saved since: nothing is written.
        """
        with self._store.writing() as connection:
            found = _KEYED.locked(connection, key)
            if found.revision != read:
                raise StoreError("dossier_change", lue=read, derniere=found.revision)
            _keep(connection, found.id, read + 1, dossier)
            _change(connection, found, revision=read + 1)
        return read + 1

    def version(self, key: str, revision: int) -> Dossier:
        """A version as it was saved; raises StoreError when there is none of this number."""
        with self._store.reading() as connection:
            found = _KEYED.find(connection, key)
            if found is None:
                raise StoreError("dossier_inconnu")
            return _content(connection, found.id, revision)

    def restore(self, key: str, revision: int, read: int) -> int:
        """Save an old version again, as the newest one: those between stay."""
        return self.save(key, self.version(key, revision), read)

    def replace_reading_key(self, key: str) -> str:
        """Another reading key, given by who writes; links with the one before open nothing more."""
        fresh = new_key()
        with self._store.writing() as connection:
            _change(connection, _KEYED.locked(connection, key), **readable(fresh, key))
        return fresh

    def replace_writing_key(self, key: str) -> str:
        """Another writing key; the one before is dead at once, the reading key stays as it was."""
        with self._store.writing() as connection:
            found = _KEYED.locked(connection, key)
            fresh, held = other_writing_key(found, key)
            _change(connection, found, **held)
        return fresh

    def delete(self, key: str) -> None:
        """Erase a dossier and all its versions."""
        with self._store.writing() as connection:
            found = _KEYED.locked(connection, key)
            connection.execute(sa.delete(VERSIONS).where(VERSIONS.c.dossier == found.id))
            connection.execute(sa.delete(DOSSIERS).where(DOSSIERS.c.id == found.id))


@cache
def dossiers(url: str | None = None) -> Dossiers:
    """The dossiers of this server's database; raises StoreError when it cannot be opened."""
    return Dossiers(store(url))


def _change(connection: Connection, found: Any, **values: Any) -> None:
    connection.execute(sa.update(DOSSIERS).where(DOSSIERS.c.id == found.id).values(**values))


def _keep(connection: Connection, identifier: int, revision: int, dossier: Dossier) -> None:
    text = json.dumps(dossier.to_dict(), ensure_ascii=False, separators=(",", ":"))
    if len(text) > LARGEST:
        raise StoreError("dossier_trop_gros")
    row: Mapping[str, Any] = {
        "dossier": identifier,
        "revision": revision,
        "fait": datetime.now(UTC),
        "titre": dossier.titre.replace("\0", ""),  # PostgreSQL has no such letter
        "auteur": dossier.auteur.replace("\0", ""),
        "contenu": text,
    }
    connection.execute(sa.insert(VERSIONS).values(row))


def _content(connection: Connection, identifier: int, revision: int) -> Dossier:
    asked = sa.select(VERSIONS.c.contenu).where(
        VERSIONS.c.dossier == identifier, VERSIONS.c.revision == revision
    )
    text = connection.scalar(asked)
    if text is None:
        raise StoreError("version_inconnue", revision=revision)
    try:
        return reread(json.loads(text))
    except (ValueError, InputError):
        raise StoreError("version_illisible", revision=revision) from None
