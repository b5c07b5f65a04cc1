"""Networks in a database: whole imports, undo, several writers at once; SQLite and PostgreSQL."""

import multiprocessing
import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from simulator import ROOT
from simulator import store as stores
from simulator.exports.tables import template_csv
from simulator.network.own.checking import check, guess
from simulator.network.own.refusals import CellsRefused
from simulator.network.own.sources import open_file
from simulator.network.own.tables import TABLES
from simulator.store import Store, StoreError

SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
WRITERS, ROWS = 6, 40


def _as_postgres(command):
    """PostgreSQL refuses to run as root."""
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd="/")


@pytest.fixture(scope="session")
def postgres():
    """The address of a real server, started for these tests on a socket of its own."""
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
    _as_postgres([*control, "-o", settings, "-l", str(folder / "journal"), "start"])
    yield f"postgresql://essai@/postgres?host={folder}"
    _as_postgres([*control, "-m", "immediate", "stop"])
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path, monkeypatch):
    """An empty database of each kind, found through DATABASE_URL."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'essai.sqlite'}"
    else:
        address = request.getfixturevalue("postgres")
        monkeypatch.setenv("DATABASE_URL", address)
        with sa.create_engine(stores.address(), isolation_level="AUTOCOMMIT").connect() as bare:
            bare.execute(sa.text("DROP SCHEMA public CASCADE"))
            bare.execute(sa.text("CREATE SCHEMA public"))
    monkeypatch.setenv("DATABASE_URL", address)
    stores.store.cache_clear()
    yield stores.address()
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
    key = store.create("Réseau d’essai")
    done = store.add(key, whole, "modèle.zip")
    assert (done.ajoutees, done.remplacees, done.retirees) == (len(TABLES), 0, 0)
    for table, frame in whole.frames.items():
        pd.testing.assert_frame_equal(store.tables(key)[table], frame)
    opened = store.open(key)
    assert (opened.nom, opened.revision) == ("Réseau d’essai", 1)
    assert opened.imports[0].fichier == "modèle.zip"
    assert abs(opened.imports[0].fait - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_same_rows_again_change_nothing(store):
    key = store.create("x")
    store.add(key, places("A", "B"), "1")
    done = store.add(key, places("A", "B"), "2")
    assert (done.ajoutees, done.remplacees, done.retirees) == (0, 0, 0)


def test_a_row_of_the_same_key_is_replaced_and_undo_brings_it_back(store):
    key = store.create("x")
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
    key = store.create("x")
    store.add(key, places("A", "B"), "1")
    done = store.add(key, places("B", "C"), "2", whole=True)
    assert (done.ajoutees, done.remplacees, done.retirees) == (1, 0, 1)
    assert set(names(store, key)) == {"B", "C"}
    store.undo(key, done.id)
    assert set(names(store, key)) == {"A", "B"}


def test_a_file_that_would_orphan_a_row_changes_nothing(store):
    key = store.create("x")
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
    key = store.create("x")
    store.add(key, places("A"), "1")

    def fails(_share):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.add(key, places("B", "C"), "2", progress=fails)
    assert set(names(store, key)) == {"A"}
    assert len(store.open(key).imports) == 1


def test_nobody_sees_a_network_without_its_key(store, url):
    one, other = store.create("un"), store.create("deux")
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
    one, other = store.create("un"), store.create("deux")
    for key in (one, other):
        store.add(key, places("A"), "1")
    assert stores.own_network(one).nom == "un"
    store.delete(one)
    assert store.open(one) is None
    with pytest.raises(StoreError):
        stores.own_network(one)
    assert one not in {kept[1] for kept in (*stores._TABLES, *stores._NETWORKS)}
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
    key = store.create("x")
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
    key = store.create("x")
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
    keys = [store.create(f"n{n}") for n in range(3)]
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
    key = store.create("x")
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
    assert stores.address().startswith("sqlite:///")
    assert "passerelle" in stores.address()
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p@h/d")
    assert stores.address() == "postgresql+psycopg://u:p@h/d"
