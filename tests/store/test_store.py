"""Networks in a database: whole imports, undo, several writers at once; SQLite and PostgreSQL."""

import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from simulator import ROOT
from simulator.exports.tables import template_csv
from simulator.network.imports.checking import check, guess
from simulator.network.imports.refusals import CellsRefused
from simulator.network.imports.sources import open_file
from simulator.network.imports.tables import TABLES
from simulator.store import database, kept, keys, schema
from simulator.store import networks as stores
from simulator.store.faults import StoreError
from simulator.store.store import Store
from simulator.text import speak

SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
WRITERS, ROWS = 6, 40


def _as_postgres(command):
    """PostgreSQL refuses to run as root."""
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd="/")


@pytest.fixture(scope="session")
def postgres_server():
    """The address of a real server on a socket of its own, and what stops and starts it again."""
    if not SERVERS:
        pytest.skip("aucun serveur PostgreSQL installé")
    binaries = SERVERS[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="passerelle-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    _as_postgres(
        [str(binaries / "initdb"), "-D", str(data), "-U", "essai", "-A", "trust", "-E", "UTF8"]
    )
    settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    control = [str(binaries / "pg_ctl"), "-D", str(data), "-w"]
    start = [*control, "-o", settings, "-l", str(folder / "journal"), "start"]
    stop = [*control, "-m", "immediate", "stop"]
    _as_postgres(start)
    address = f"postgresql://essai@/postgres?host={folder}"
    yield address, lambda: _as_postgres(stop), lambda: _as_postgres(start)
    _as_postgres(stop)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(postgres_server):
    return postgres_server[0]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path, monkeypatch):
    """An empty database of each kind, found through DATABASE_URL."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'essai.sqlite'}"
    else:
        address = request.getfixturevalue("postgres")
        monkeypatch.setenv("DATABASE_URL", address)
        with sa.create_engine(database.address(), isolation_level="AUTOCOMMIT").connect() as bare:
            bare.execute(sa.text("DROP SCHEMA public CASCADE"))
            bare.execute(sa.text("CREATE SCHEMA public"))
    monkeypatch.setenv("DATABASE_URL", address)
    stores.store.cache_clear()
    yield database.address()
    stores.store.cache_clear()


@pytest.fixture
def store(url):
    opened = Store(url)
    yield opened
    opened.engine.dispose()


def incoming(text, name="territoires.csv", **others):
    return check([guess(s) for s in open_file(name, text.encode())], **others)


def places(*codes, name="x", department="55"):
    rows = "".join(f"{code};{name} {code};alizé;{department}\n" for code in codes)
    return incoming("Code;Nom;Dispositif;Départements\n" + rows)


def names(store, key):
    return dict(
        store.tables(key)["territoires"][["code", "nom"]].itertuples(index=False, name=None)
    )


def test_what_goes_in_comes_out(store):
    sheets = open_file("m.zip", template_csv())
    whole = check([guess(sheet) for sheet in sheets])
    key = store.create("Réseau d’essai").ecriture
    done = store.add(key, whole, "modèle.zip")
    assert (done.ajoutees, done.remplacees, done.retirees) == (len(TABLES), 0, 0)
    for table, frame in whole.frames.items():
        pd.testing.assert_frame_equal(store.tables(key)[table], frame)
    opened = store.open(key)
    assert (opened.nom, opened.revision) == ("Réseau d’essai", 1)
    assert opened.imports[0].fichier == "modèle.zip"
    assert abs(opened.imports[0].fait - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_same_rows_again_change_nothing(store):
    key = store.create("x").ecriture
    store.add(key, places("A", "B"), "1")
    done = store.add(key, places("A", "B"), "2")
    assert (done.ajoutees, done.remplacees, done.retirees) == (0, 0, 0)


def test_a_row_of_the_same_key_is_replaced_and_undo_brings_it_back(store):
    key = store.create("x").ecriture
    store.add(key, places("A", "B", name="ancien"), "1")
    done = store.add(key, places("B", "C", name="nouveau"), "2")
    assert (done.ajoutees, done.remplacees) == (1, 1)
    assert names(store, key) == {"A": "ancien A", "B": "nouveau B", "C": "nouveau C"}
    store.undo(key, done.id)
    assert names(store, key) == {"A": "ancien A", "B": "ancien B"}
    (first,) = store.open(key).imports
    with pytest.raises(StoreError, match="autre import"):
        store.undo(key, done.id)
    store.undo(key, first.id)
    assert names(store, key) == {}
    assert store.open(key).revision == 4  # never one that was seen before


def test_an_import_may_take_the_place_of_its_tables(store):
    key = store.create("x").ecriture
    store.add(key, places("A", "B"), "1")
    done = store.add(key, places("B", "C"), "2", whole=True)
    assert (done.ajoutees, done.remplacees, done.retirees) == (1, 0, 1)
    assert set(names(store, key)) == {"B", "C"}
    store.undo(key, done.id)
    assert set(names(store, key)) == {"A", "B"}


def test_a_file_that_would_orphan_a_row_changes_nothing(store):
    key = store.create("x").ecriture
    store.add(key, places("A", "B"), "1")
    known = store.tables(key)
    projects = "Code;Territoire;Entreprise\nP1;A;Martin\n"
    store.add(key, incoming(projects, "projets.csv", current=known), "2")
    before = store.open(key)
    with pytest.raises(CellsRefused) as caught:
        store.add(key, places("B"), "3", whole=True)
    assert caught.value.refusals[0].valeur == "A"
    assert store.open(key) == before
    assert set(names(store, key)) == {"A", "B"}


def test_a_failure_in_the_middle_keeps_nothing(store):
    key = store.create("x").ecriture
    store.add(key, places("A"), "1")

    def fails(_share):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.add(key, places("B", "C"), "2", progress=fails)
    assert set(names(store, key)) == {"A"}
    assert len(store.open(key).imports) == 1


def test_nobody_sees_a_network_without_its_key(store, url):
    one, other = store.create("un").ecriture, store.create("deux").ecriture
    store.add(one, places("A"), "1")
    store.add(other, places("A", name="autre"), "1")
    assert names(store, one) == {"A": "x A"}
    assert names(store, other) == {"A": "autre A"}
    assert len(one) >= 24
    for wrong in ("", "x", one[:-1], one.upper(), one + "=", "%", "é" * 24, "\ud800"):
        assert store.open(wrong) is None
        with pytest.raises(StoreError):
            store.add(wrong, places("B"), "1")
    with sa.create_engine(url).connect() as bare:
        kept = bare.execute(sa.text("SELECT cle FROM reseaux")).scalars().all()
    assert one not in kept  # only its hash


def test_erasing_a_network_leaves_nothing_of_it_and_touches_no_other(store, url):
    one, other = store.create("un").ecriture, store.create("deux").ecriture
    for key in (one, other):
        store.add(key, places("A"), "1")
    assert stores.own_network(one).nom == "un"
    store.delete(one)
    assert store.open(one) is None
    with pytest.raises(StoreError):
        stores.own_network(one)
    assert 1 not in {kept[1] for kept in (*kept.KEPT_TABLES, *kept.KEPT_NETWORKS)}
    assert set(names(store, other)) == {"A"}
    with sa.create_engine(url).connect() as bare:
        counts = [
            bare.execute(sa.text(f"SELECT count(*) FROM {name}")).scalar()
            for name in ("reseaux", "imports", "lignes_territoires")
        ]
    assert counts == [1, 1, 1]


def test_a_newer_database_is_refused_and_left_alone(store, url):
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE passerelle SET version = 99"))
    with pytest.raises(StoreError, match="99"):
        Store(url)
    with store.engine.connect() as connection:
        assert connection.execute(sa.text("SELECT version FROM passerelle")).scalar() == 99


def test_pages_get_the_same_object_until_the_network_changes(store):
    key = store.create("x").ecriture
    store.add(key, places("A"), "1")
    first = stores.own_network(key)
    assert stores.own_network(key) is first
    assert first.nom == "x"
    frame = stores.own_tables(key)["territoires"]
    frame.loc[0, "nom"] = "autre"
    assert names(store, key) == {"A": "x A"}
    assert stores.own_tables(key)["territoires"]["nom"][0] == "x A"
    store.add(key, places("B"), "2")
    assert {t.id for t in stores.own_network(key).territoires} == {"A", "B"}


def test_writers_of_one_network_wait_for_each_other(store):
    key = store.create("x").ecriture
    store.add(key, places("COMMUN", name="départ"), "0")

    def write(writer):
        codes = [f"W{writer}-{n}" for n in range(ROWS)]
        return store.add(key, places("COMMUN", *codes, name=f"de {writer}"), str(writer))

    with ThreadPoolExecutor(WRITERS) as pool:
        done = list(pool.map(write, range(WRITERS)))
    assert sum(d.ajoutees for d in done) == WRITERS * ROWS
    assert sum(d.remplacees for d in done) == WRITERS
    found = names(store, key)
    assert len(store.tables(key)["territoires"]) == len(found) == WRITERS * ROWS + 1
    for writer in range(WRITERS):
        for n in range(ROWS):
            assert found[f"W{writer}-{n}"] == f"de {writer} W{writer}-{n}"
    last = store.open(key).imports[0]
    assert found["COMMUN"] == f"de {last.fichier} COMMUN"
    assert store.open(key).revision == WRITERS + 1
    for one in store.open(key).imports:  # and every one of them can be undone in turn
        store.undo(key, one.id)
    assert names(store, key) == {}


def _process(url, keys, writer):
    at = Store(url)
    for turn, key in enumerate(keys):
        codes = [f"W{writer}-{turn}-{n}" for n in range(ROWS)]
        at.add(key, places(*codes, name=f"de {writer}"), f"{writer}")
    at.engine.dispose()


def test_processes_write_several_networks_at_once(store, url, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))  # a new process finds this file by its name
    """As several servers would: they even make the schema at the same time."""
    keys = [store.create(f"n{n}").ecriture for n in range(3)]
    context = multiprocessing.get_context("spawn")
    turns = [keys[n:] + keys[:n] for n in range(3)]
    writers = [context.Process(target=_process, args=(url, turns[n], n)) for n in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    for key in keys:
        wanted = {}
        for writer, order in enumerate(turns):
            codes = [f"W{writer}-{order.index(key)}-{n}" for n in range(ROWS)]
            wanted |= {code: f"de {writer} {code}" for code in codes}
        assert names(store, key) == wanted


def test_a_reader_sees_an_import_whole_or_not_at_all(store):
    key = store.create("x").ecriture
    sizes = set()

    def read():
        for _ in range(40):
            tables = store.tables(key)
            sizes.add(len(tables["territoires"]) - len(tables["projets"]))

    lines = range(50)
    places_of = "".join(f"T{n};x;alizé;55\n" for n in lines)
    projects_of = "".join(f"P{n};T{n};x\n" for n in lines)
    whole = [
        ("Territoires.csv", "Code;Nom;Dispositif;Départements\n" + places_of),
        ("Projets.csv", "Code;Territoire;Entreprise\n" + projects_of),
    ]
    both = check([guess(s) for name, text in whole for s in open_file(name, text.encode())])
    with ThreadPoolExecutor(2) as pool:
        reading = pool.submit(read)
        for turn in range(4):
            done = store.add(key, both, str(turn))
            store.undo(key, done.id)
        reading.result()
    assert sizes == {0}


def test_a_database_out_of_reach_is_said(tmp_path):
    with pytest.raises(StoreError, match="base de données"):
        Store(f"postgresql+psycopg://nobody@/x?host={tmp_path}")
    with pytest.raises(StoreError):
        Store("nonsense")


def test_the_default_place_is_a_file_of_the_user(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert database.address().startswith("sqlite:///")
    assert "passerelle" in database.address()
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p@h/d")
    assert database.address() == "postgresql+psycopg://u:p@h/d"


# --- Two keys ----------------------------------------------------------------------------------


def test_the_reading_key_reads_everything_and_changes_nothing(store):
    keys = store.create("x")
    first = store.add(keys.ecriture, places("A"), "1")
    assert names(store, keys.lecture) == {"A": "x A"}
    before = store.open(keys.lecture)
    assert not before.ecrit
    assert before.lecture == keys.lecture
    for change in (
        lambda key: store.add(key, places("B"), "2"),
        lambda key: store.undo(key, first.id),
        lambda key: store.rename(key, "autre"),
        store.replace_reading_key,
        store.replace_writing_key,
        store.delete,
    ):
        with pytest.raises(StoreError) as caught:
            change(keys.lecture)
        assert caught.value.key == "lecture_seule"
    assert store.open(keys.lecture) == before


def test_who_writes_finds_the_reading_key_again_and_the_database_does_not(store, url):
    keys = store.create("x")
    assert store.open(keys.ecriture).lecture == keys.lecture
    with sa.create_engine(url).connect() as bare:
        row = str(bare.execute(sa.text("SELECT * FROM reseaux")).all())
    for key in (keys.lecture, keys.ecriture):
        assert key not in row
        assert key.encode().hex() not in row


def test_a_replaced_key_is_dead_and_the_other_lives(store):
    keys = store.create("x")
    store.add(keys.ecriture, places("A"), "1")
    reading = store.replace_reading_key(keys.ecriture)
    assert store.open(keys.lecture) is None
    assert store.open(keys.ecriture).lecture == reading
    writing = store.replace_writing_key(keys.ecriture)
    assert store.open(keys.ecriture) is None
    with pytest.raises(StoreError):
        stores.own_network(keys.ecriture)
    assert store.open(writing).lecture == reading
    assert names(store, reading) == names(store, writing) == {"A": "x A"}


FIRST_VERSION = """CREATE TABLE reseaux (
    id {id}, cle VARCHAR(64) NOT NULL UNIQUE, nom VARCHAR(80) NOT NULL,
    revision INTEGER NOT NULL, cree {moment} NOT NULL)"""


def test_a_network_of_the_first_version_keeps_its_key_which_writes(url):
    is_sqlite = url.startswith("sqlite")
    words = {"id": "INTEGER PRIMARY KEY AUTOINCREMENT", "moment": "DATETIME"}
    if not is_sqlite:
        words = {"id": "SERIAL PRIMARY KEY", "moment": "TIMESTAMP WITH TIME ZONE"}
    engine = sa.create_engine(url)
    with engine.begin() as bare:
        bare.execute(sa.text(FIRST_VERSION.format(**words)))
        others = [t for t in schema.META.sorted_tables if t.name != "reseaux"]
        schema.META.create_all(bare, tables=others)
        bare.execute(sa.text("INSERT INTO passerelle (version) VALUES (1)"))
        bare.execute(
            sa.text("INSERT INTO reseaux (cle, nom, revision, cree) VALUES (:c, 'Ancien', 3, :d)"),
            {"c": keys.hashed("ancienne-cle"), "d": datetime(2026, 1, 1, tzinfo=UTC)},
        )
    engine.dispose()
    for _ in range(2):  # the second opening migrates nothing
        store = Store(url)
        opened = store.open("ancienne-cle")
        assert (opened.nom, opened.ecrit) == ("Ancien", True)
        store.engine.dispose()
    store = Store(url)
    assert opened.lecture is None
    store.add("ancienne-cle", places("A"), "1")
    reading = store.replace_reading_key("ancienne-cle")
    assert names(store, reading) == {"A": "x A"}
    store.replace_writing_key("ancienne-cle")
    assert store.open("ancienne-cle") is None
    store.engine.dispose()


# --- What goes wrong is said in words ----------------------------------------------------------


def refused(url):
    with pytest.raises(StoreError) as caught:
        Store(url)
    assert str(caught.value)
    return caught.value.key


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("nonsense", "adresse"),
        ("postgresql+psycopg://h:abc/d", "adresse"),
        ("postgresql+psycopg://127.0.0.1:99999/d", "adresse"),
        ("postgresql+psycopg://127.0.0.1:1/d?rien=1", "adresse"),
        ("sqlite:///base.sqlite?timeout=abc", "adresse"),
        ("postgresql+nope://h/d", "pilote"),
        ("mysql://h/d", "pilote"),
        ("oracle://h/d", "pilote"),
        ("postgresql+psycopg2://h/d", "pilote"),
        ("sqlite:////proc/1/dossier/base.sqlite", "dossier"),
        ("postgresql+psycopg://x@127.0.0.1:1/x", "occupee"),
    ],
)
def test_a_wrong_address_is_said_in_words(url, key, language):
    speak(language)
    assert refused(url) == key


@pytest.mark.parametrize("version", ["'abc'", "NULL", "-3", "0", "2.5"])
def test_a_base_whose_schema_has_no_version_of_ours_is_said(tmp_path, version):
    path = tmp_path / "base.sqlite"
    with sqlite3.connect(path) as bare:
        bare.execute("CREATE TABLE passerelle (version)")
        bare.execute(f"INSERT INTO passerelle VALUES ({version})")
    assert refused(f"sqlite:///{path}") == "abimee"


def test_a_folder_that_cannot_be_made_and_a_file_that_is_no_base_are_said(tmp_path):
    (tmp_path / "fichier").write_text("x")
    assert refused(f"sqlite:///{tmp_path / 'fichier' / 'sous' / 'base.sqlite'}") == "dossier"
    assert refused(f"sqlite:///{tmp_path}") == "dossier"
    (tmp_path / "texte.sqlite").write_text("bonjour " * 1000)
    assert refused(f"sqlite:///{tmp_path / 'texte.sqlite'}") == "abimee"


def test_a_full_disk_is_said_and_nothing_is_half_written(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'plein.sqlite'}")
    key = store.create("x").ecriture
    store.add(key, places("A"), "1")

    @sa.event.listens_for(store.engine, "connect")
    def _tiny(connection, _record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    store.engine.dispose()
    with pytest.raises(StoreError) as caught:
        store.add(key, places(*(f"T{n}" for n in range(5000))), "2")
    assert caught.value.key == "disque_plein"
    assert names(store, key) == {"A": "x A"}


def test_a_read_only_base_is_said(tmp_path):
    path = tmp_path / "lecture.sqlite"
    store = Store(f"sqlite:///{path}")
    key = store.create("x").ecriture
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @sa.event.listens_for(store.engine, "connect")
    def _frozen(connection, _record):
        connection.execute("PRAGMA query_only=ON")

    store.engine.dispose()
    with pytest.raises(StoreError) as caught:
        store.rename(key, "y")
    assert caught.value.key == "lecture_interdite"
    assert store.open(key).nom == "x"


@pytest.mark.parametrize(
    ("address", "key"),
    [("personne@/postgres", "refusee"), ("essai@/nulle_part", "refusee")],
)
def test_a_server_that_refuses_says_so(postgres, address, key):
    host = postgres.rpartition("host=")[2]
    assert refused(f"postgresql+psycopg://{address}?host={host}") == key


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_every_code_that_a_driver_gives_has_its_sentence(kind):
    from simulator.store import faults as store_faults
    from simulator.text import catalogue

    codes = {"sqlite": store_faults._SQLITE, "postgresql": store_faults._POSTGRESQL}[kind]
    for key in (*codes.values(), *store_faults._SYSTEM.values(), "occupee", "panne"):
        for language in ("fr", "en"):
            assert catalogue(language)[f"donnees.base.{key}"].endswith(".")


def _dies_in_the_middle(url, key, started):
    at = Store(url)

    def stops(_share):
        started.set()
        time.sleep(60)

    at.add(key, places("B", "C"), "2", progress=stops)


def test_a_server_killed_in_the_middle_of_an_import_keeps_nothing_of_it(store, url, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    key = store.create("x").ecriture
    store.add(key, places("A"), "1")
    context = multiprocessing.get_context("spawn")
    started = context.Event()
    writer = context.Process(target=_dies_in_the_middle, args=(url, key, started))
    writer.start()
    assert started.wait(60)
    writer.kill()
    writer.join(20)
    assert names(store, key) == {"A": "x A"}
    assert len(store.open(key).imports) == 1
    store.add(key, places("D"), "3")  # and nobody waits for a dead writer
    assert set(names(store, key)) == {"A", "D"}


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_database_that_stops_is_unknown_then_all_is_there_again(store, postgres_server):
    _, stop, start = postgres_server
    keys = store.create("x")
    store.add(keys.ecriture, places("A"), "1")
    first = stores.own_network(keys.lecture)
    stop()
    try:
        for ask in (
            store.open,
            store.tables,
            stores.own_network,
            stores.own_tables,
            store.delete,
            lambda key: store.add(key, places("B"), "2"),
        ):
            with pytest.raises(StoreError) as caught:
                ask(keys.ecriture)
            assert caught.value.key == "occupee"  # away: never « this network does not exist »
    finally:
        start()
    assert names(store, keys.ecriture) == {"A": "x A"}
    assert stores.own_network(keys.lecture) is first
    store.add(keys.ecriture, places("B"), "2")
    assert set(names(store, keys.lecture)) == {"A", "B"}
