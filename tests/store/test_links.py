"""A case too long for an address is kept under a key; a failure is never told as an absence."""

import pytest
import sqlalchemy as sa

from simulator.store import schema
from simulator.store.faults import StoreError
from simulator.store.links import LARGEST, Links
from simulator.store.store import Store
from tests.store.test_store import postgres, postgres_server, store, url  # noqa: F401

CASE = {"dispositif": "alize", "reponses": {"nb_pme": 3}, "titre": "é<b>\u0000🜚"}


@pytest.fixture
def links(store):  # noqa: F811
    return Links(store)


def test_what_is_kept_is_opened_by_its_key_alone(links):
    first, second = links.keep("scenario", CASE), links.keep("mecene", {"a": 1})
    assert first != second
    assert len(first) >= 24
    found = links.open(first)
    assert (found.genre, found.cas) == ("scenario", CASE)
    assert links.open(second).cas == {"a": 1}
    for wrong in ("", "x", first[:-1], first.upper(), "é" * 24, "\ud800"):
        assert links.open(wrong) is None


def test_the_database_holds_no_key(links, store):  # noqa: F811
    key = links.keep("scenario", CASE)
    with store.engine.connect() as bare:
        kept = bare.execute(sa.text("SELECT cle FROM liens")).scalars().all()
    assert kept
    assert key not in kept


def test_a_case_that_is_too_large_is_refused(links):
    room = LARGEST - len('{"titre":""}')
    assert links.open(links.keep("scenario", {"titre": "a" * room})).cas["titre"] == "a" * room
    with pytest.raises(StoreError) as refused:
        links.keep("scenario", {"titre": "é" * (room + 1)})
    assert refused.value.key == "lien_trop_gros"
    assert len(str(refused.value)) > 20


def test_a_database_of_before_gains_the_table(store, url):  # noqa: F811
    with store.engine.begin() as bare:
        bare.execute(sa.text("DROP TABLE liens"))
        bare.execute(sa.text("UPDATE passerelle SET version = 4"))
    again = Links(Store(url))
    assert again.open(again.keep("scenario", CASE)).genre == "scenario"
    with store.engine.connect() as bare:
        assert bare.scalar(sa.text("SELECT version FROM passerelle")) == schema.VERSION


def test_a_database_that_is_gone_is_a_failure_and_not_an_absence(links, store):  # noqa: F811
    key = links.keep("scenario", CASE)
    with store.engine.begin() as bare:
        bare.execute(sa.text("DROP TABLE liens"))
    with pytest.raises(StoreError):
        links.open(key)
