"""Cases too long for an address, kept under a key: what a short link opens. Never changed.

A case here is a public one: the page that asks leaves out what is private.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from simulator.base.links import loads
from simulator.store.faults import StoreError
from simulator.store.keys import hashed, new_key
from simulator.store.networks import store
from simulator.store.schema import LINKS
from simulator.store.store import Store

LARGEST = 500_000
"""Characters of a case: far above the longest that a page makes."""


@dataclass(frozen=True, slots=True)
class KeptCase:
    """What a short link opens: the kind of the case, as a dossier names it, and the case."""

    genre: str
    cas: Any


class Links:
    """The short links of a database."""

    def __init__(self, at: Store) -> None:
        self._store = at

    def keep(self, genre: str, case: Mapping[str, Any]) -> str:
        """Keep a case; returns the key that opens it. Raises StoreError when it cannot be kept."""
        text = json.dumps(case, ensure_ascii=False, separators=(",", ":"))
        if len(text) > LARGEST:
            raise StoreError("lien_trop_gros")
        key = new_key()
        row = {"cle": hashed(key), "genre": genre, "contenu": text, "cree": datetime.now(UTC)}
        with self._store.writing() as connection:
            connection.execute(sa.insert(LINKS).values(row))
        return key

    def open(self, key: str) -> KeptCase | None:
        """The case of a key; None when this database has none.

        Raises StoreError when the database cannot answer: nobody then knows whether it is there.
        """
        asked = sa.select(LINKS.c.genre, LINKS.c.contenu).where(LINKS.c.cle == hashed(key))
        with self._store.reading() as connection:
            found = connection.execute(asked).first()
        return None if found is None else KeptCase(found.genre, loads(found.contenu))


@cache
def links(url: str | None = None) -> Links:
    """The short links of this server's database; raises StoreError when it cannot be opened."""
    return Links(store(url))
