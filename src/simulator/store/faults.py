"""What a database, its driver or the system answers in their own words, as sentences."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, SQLAlchemyError

from simulator.errors import PasserelleError
from simulator.text import say

_SQLITE = {
    "SQLITE_FULL": "disque_plein",
    "SQLITE_READONLY": "lecture_interdite",
    "SQLITE_CANTOPEN": "dossier",
    "SQLITE_PERM": "dossier",
    "SQLITE_AUTH": "dossier",
    "SQLITE_NOTADB": "abimee",
    "SQLITE_CORRUPT": "abimee",
    "SQLITE_IOERR": "disque",
}
_POSTGRESQL = {
    "53100": "disque_plein",
    "53300": "trop_de_connexions",
    "25006": "lecture_interdite",
    "42501": "droits",
    "42P01": "perdue",
    "28": "refusee",  # a whole class: invalid authorisation
    "3D": "refusee",  # the database does not exist
}
_SYSTEM = {
    errno.ENOSPC: "disque_plein",
    errno.EDQUOT: "disque_plein",
    errno.EROFS: "dossier",
}
_TOLD = (
    ("invalid port number", "adresse"),
    ("invalid integer value", "adresse"),
    ("invalid connection option", "adresse"),
    ("no such table", "perdue"),
    ("password authentication failed", "refusee"),
    ("no password supplied", "refusee"),
    ("does not exist", "refusee"),
    ("no pg_hba.conf entry", "refusee"),
    ("too many clients", "trop_de_connexions"),
    ("remaining connection slots", "trop_de_connexions"),
    ("no space left", "disque_plein"),
)
"""PostgreSQL gives no code while a connection is refused, nor SQLite for a table that is gone."""


class StoreError(PasserelleError):
    """The database cannot answer. Its sentence is in `donnees.base`.

    `inconnu`, `lecture_seule` and `pas_le_dernier` are answers; every other key is a failure, which
    says nothing of what the database holds.
    """

    def __str__(self) -> str:
        return say(f"donnees.base.{self.key}", **self.values)


@contextmanager
def faults_said() -> Iterator[None]:
    """What goes wrong in this block becomes a StoreError."""
    try:
        yield
    except (NoSuchModuleError, ImportError) as fault:
        raise StoreError("pilote") from fault
    except ArgumentError as fault:
        raise StoreError("adresse") from fault
    except (OSError, SQLAlchemyError) as fault:
        raise StoreError(reason(fault)) from fault


def reason(fault: BaseException) -> str:
    """The key of the sentence for what the driver or the system answered."""
    cause = getattr(fault, "orig", None) or fault
    sqlite = str(getattr(cause, "sqlite_errorname", ""))
    for name, key in _SQLITE.items():
        if sqlite.startswith(name):
            return key
    state = str(getattr(cause, "sqlstate", "") or "")
    for code, key in _POSTGRESQL.items():
        if state.startswith(code):
            return key
    if isinstance(cause, OSError):
        return _SYSTEM.get(cause.errno or 0, "dossier")
    words = str(cause).lower()
    told = next((key for part, key in _TOLD if part in words), None)
    return told or ("occupee" if isinstance(fault, OperationalError) else "panne")
