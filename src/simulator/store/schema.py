"""The tables of the database, and how older ones become today's."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from simulator.network.imports.tables import TABLES, columns, kind

VERSION = 5
"""Of the schema. A newer database is refused; an older one runs `MIGRATIONS`."""


LONGEST_NAME = 80


META = sa.MetaData()


SCHEMA = sa.Table("passerelle", META, sa.Column("version", sa.Integer, nullable=False))


NETWORKS = sa.Table(
    "reseaux",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("cle", sa.String(64), nullable=False, unique=True),  # of writing
    sa.Column("cle_lecture", sa.String(64), unique=True),
    sa.Column("lecture_scellee", sa.String(64)),  # the reading key, under the writing one
    sa.Column("nom", sa.String(LONGEST_NAME), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("cree", sa.DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,  # a number is never given twice, even after an erasure
)


IMPORTS = sa.Table(
    "imports",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("reseau", sa.ForeignKey("reseaux.id", ondelete="CASCADE"), index=True),
    sa.Column("fait", sa.DateTime(timezone=True), nullable=False),
    sa.Column("fichier", sa.String(500), nullable=False),
    sa.Column("ajoutees", sa.Integer, nullable=False),
    sa.Column("remplacees", sa.Integer, nullable=False),
    sa.Column("retirees", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)


DOSSIERS = sa.Table(
    "dossiers",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("cle", sa.String(64), nullable=False, unique=True),  # of writing
    sa.Column("cle_lecture", sa.String(64), unique=True),
    sa.Column("lecture_scellee", sa.String(64)),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("cree", sa.DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,
)


VERSIONS = sa.Table(
    "versions_de_dossier",
    META,
    sa.Column("dossier", sa.ForeignKey("dossiers.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("fait", sa.DateTime(timezone=True), nullable=False),
    sa.Column("titre", sa.String(200), nullable=False),
    sa.Column("auteur", sa.String(200), nullable=False),
    sa.Column("contenu", sa.Text, nullable=False),  # the JSON of the whole dossier
)


LINKS = sa.Table(
    "liens",
    META,
    sa.Column("cle", sa.String(64), primary_key=True),
    sa.Column("genre", sa.String(20), nullable=False),
    sa.Column("contenu", sa.Text, nullable=False),
    sa.Column("cree", sa.DateTime(timezone=True), nullable=False),
)
"""Cases too long for an address."""


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
        META,
        sa.Column(own[0], key, primary_key=True),
        sa.Column(own[1], sa.ForeignKey("reseaux.id", ondelete="CASCADE"), nullable=False),
        sa.Column(own[2], sa.ForeignKey("imports.id", ondelete="CASCADE"), index=True),
        sa.Column(own[3], sa.ForeignKey("imports.id", ondelete="SET NULL"), index=True),
        *(_column(table, name) for name in columns(table)),
        sa.Index(f"vives_{table}", own[1], own[3]),
    )


DATA: Mapping[str, sa.Table] = {table: _data_table(table) for table in TABLES}


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


def _dossiers(connection: Connection) -> None:
    """From 3 to 4: dossiers and their versions are kept too."""
    META.create_all(connection, tables=[DOSSIERS, VERSIONS])


def _links(connection: Connection) -> None:
    """From 4 to 5: cases too long for an address are kept too."""
    META.create_all(connection, tables=[LINKS])


MIGRATIONS: Mapping[int, Callable[[Connection], None]] = {
    1: _two_keys,
    2: _jobs_in_halves,
    3: _dossiers,
    4: _links,
}
"""From a version to the next one."""
