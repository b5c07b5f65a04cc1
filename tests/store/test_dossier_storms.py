"""A thousand ways for two authors to meet on a dossier, and three for a database to fail them."""

import random

import pytest
import sqlalchemy as sa

from simulator.cases.dossier import Dossier, new_id
from simulator.errors import InputError
from simulator.exports.freezing import frozen_item
from simulator.store.dossiers import Dossiers
from simulator.store.faults import StoreError
from simulator.store.links import Links
from simulator.store.store import Store
from simulator.text import speaking
from tests.store.test_store import postgres, postgres_server, store, url  # noqa: F401

WHOLE = frozen_item("scenario", {"dispositif": "alize"}, titre="Trois jours")
LIGHT = WHOLE.model_copy(
    update={"fige": WHOLE.fige.model_copy(update={"resultat": {}, "lois": (), "renvois": ()})}
)
"""An item whose answer is short: a storm is of authors, not of bytes."""
STORMS, ACTS = 1_000, 10


def some_item(dossier, chance):
    return chance.choice(dossier.elements).id if dossier.elements else "absent00"


def changed(dossier, chance, mark):
    """A dossier after one of the acts of the page."""
    act, item = chance.randrange(6), some_item(dossier, chance)
    if act == 0:
        return dossier.added(LIGHT.model_copy(update={"id": new_id(), "titre": mark}))
    if act == 1:
        return dossier.moved(item, chance.randint(-2, 2))
    if act == 2:
        return dossier.removed(item)
    if act == 3:
        return dossier.told(decision=mark)
    return dossier.noted(item, **{chance.choice(["titre", "note"]): mark})


def one_act(kept, author, chance, mark, history):
    """One author changes what it last read, or brings a version back: told, or refused."""
    opened, key = author["read"], author["key"]
    back = chance.randint(1, len(history)) if chance.random() < 0.15 else None
    try:
        wanted = history[back - 1] if back else changed(opened.dossier, chance, mark)
    except InputError:  # no item to act on
        return

    def save():
        if back:
            return kept.restore(key, back, opened.revision)
        return kept.save(key, wanted, opened.revision)

    if opened.revision < len(history):
        with pytest.raises(StoreError) as refused:
            save()
        assert refused.value.key == "dossier_change"
        return
    history.append(wanted)
    assert save() == len(history)


def storm(kept, seed):
    chance, keys = random.Random(seed), kept.create(Dossier(titre=f"{seed}"))
    history = [Dossier(titre=f"{seed}")]
    opened = kept.open(keys.ecriture)
    authors = [{"key": keys.ecriture, "read": opened} for _ in "ab"]
    for act in range(ACTS):
        author = chance.choice(authors)
        if chance.random() < 0.45:
            author["read"] = kept.open(author["key"])
            assert author["read"].dossier == history[-1]
            continue
        one_act(kept, author, chance, f"{seed}-{act}", history)
    assert [kept.version(keys.lecture, n + 1) for n in range(len(history))] == history
    return keys, history[-1]


@pytest.mark.parametrize("hundred", range(STORMS // 100))
def test_a_thousand_storms_lose_nothing_and_mix_nothing(tmp_path, hundred):
    at = Store(f"sqlite:///{tmp_path / 'base.sqlite'}")
    sa.event.listen(at.engine, "connect", lambda c, _: c.execute("PRAGMA synchronous=OFF"))
    at.engine.dispose()
    kept = Dossiers(at)
    ends = [storm(kept, 100 * hundred + one) for one in range(100)]
    for keys, last in ends:  # no storm reached the dossier of another
        assert kept.open(keys.lecture).dossier == last


def test_storms_on_each_kind_of_database(store):  # noqa: F811
    kept = Dossiers(store)
    for seed in range(25):
        storm(kept, seed)


def told_in_french(fault):
    with speaking("fr"):
        told = str(fault.value)
    assert told.endswith(".")
    assert told[0].isupper()
    return told


def test_a_full_disk_keeps_the_last_version_and_is_said(tmp_path):
    at = Store(f"sqlite:///{tmp_path / 'base.sqlite'}")
    kept = Dossiers(at)
    keys = kept.create(Dossier(titre="avant", elements=(WHOLE,)))
    large = Dossier(titre="après", decision="a" * 5_000, elements=(WHOLE,) * 30)

    def limited(connection, _):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 1}")

    at.engine.dispose()
    sa.event.listen(at.engine, "connect", limited)
    with pytest.raises(StoreError) as fault:
        kept.save(keys.ecriture, large, 1)
    assert fault.value.key == "disque_plein"
    assert "disque" in told_in_french(fault).lower()
    assert (kept.open(keys.ecriture).dossier.titre, kept.open(keys.ecriture).revision) == (
        "avant", 1,
    )  # fmt: skip
    sa.event.remove(at.engine, "connect", limited)
    at.engine.dispose()
    assert kept.save(keys.ecriture, large, 1) == 2


def test_a_lost_database_is_said_and_never_taken_for_an_empty_one(tmp_path):
    path = tmp_path / "base.sqlite"
    at = Store(f"sqlite:///{path}")
    kept = Dossiers(at)
    keys = kept.create(Dossier(titre="avant"))
    at.engine.dispose()
    for file in tmp_path.iterdir():
        file.unlink()
    for act in (
        lambda: kept.open(keys.ecriture),
        lambda: kept.save(keys.ecriture, Dossier(), 1),
        lambda: at.open(keys.lecture),
        lambda: at.create("Réseau"),
        lambda: Links(at).open(keys.lecture),
        lambda: Links(at).keep("scenario", {}),
    ):
        with pytest.raises(StoreError) as fault:
            act()
        assert fault.value.key == "perdue"
        assert "gardez vos clés" in told_in_french(fault)


def test_a_database_put_back_has_the_last_version(tmp_path):
    path = tmp_path / "base.sqlite"
    at = Store(f"sqlite:///{path}")
    kept = Dossiers(at)
    keys = kept.create(Dossier(titre="un"))
    kept.save(keys.ecriture, Dossier(titre="deux"), 1)
    with at.engine.connect() as bare:
        bare.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    at.engine.dispose()
    whole = path.read_bytes()
    path.write_bytes(b"")
    with pytest.raises(StoreError):
        kept.open(keys.ecriture)
    at.engine.dispose()
    for file in tmp_path.iterdir():
        file.unlink()
    path.write_bytes(whole)
    assert kept.open(keys.ecriture).dossier.titre == "deux"


def test_a_server_of_postgresql_that_stops_and_comes_back(postgres_server, monkeypatch):  # noqa: F811
    address, stop, start = postgres_server
    from simulator.store import database

    monkeypatch.setenv("DATABASE_URL", address)
    with sa.create_engine(database.address(), isolation_level="AUTOCOMMIT").connect() as bare:
        bare.execute(sa.text("DROP SCHEMA IF EXISTS public CASCADE"))
        bare.execute(sa.text("CREATE SCHEMA public"))
    kept = Dossiers(Store(database.address()))
    keys = kept.create(Dossier(titre="un"))
    kept.save(keys.ecriture, Dossier(titre="deux"), 1)
    stop()
    try:
        with pytest.raises(StoreError) as fault:
            kept.save(keys.ecriture, Dossier(titre="trois"), 2)
        assert fault.value.key not in {"dossier_inconnu", "dossier_change"}
        assert told_in_french(fault)
    finally:
        start()
    again = kept.open(keys.ecriture)
    assert (again.dossier.titre, again.revision) == ("deux", 2)
