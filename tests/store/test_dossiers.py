"""Two authors on one dossier: one is told, nothing is lost, every version can be read again."""

import os
import random
import sqlite3
import subprocess
import sys
import threading

import pytest

from simulator import ROOT
from simulator.cases.dossier import Dossier, read_dossier
from simulator.errors import InputError
from simulator.exports.freezing import frozen_item
from simulator.store.dossiers import Dossiers
from simulator.store.faults import StoreError
from simulator.store.store import Store

ITEM = frozen_item("scenario", {"dispositif": "alize"}, titre="Trois jours")
URLS = [url for url in ("sqlite", os.environ.get("TEST_DATABASE_URL", "")) if url]


@pytest.fixture(params=URLS)
def kept(request, tmp_path):
    url = f"sqlite:///{tmp_path / 'base.sqlite'}" if request.param == "sqlite" else request.param
    return Dossiers(Store(url))


def dossier(titre="Conseil", *items):
    return Dossier(titre=titre, elements=items)


def test_what_is_saved_is_opened_by_either_key(kept):
    keys = kept.create(dossier("Conseil", ITEM))
    for key, writes in ((keys.ecriture, True), (keys.lecture, False)):
        opened = kept.open(key)
        assert (opened.ecrit, opened.revision, opened.lecture) == (writes, 1, keys.lecture)
        assert opened.dossier == dossier("Conseil", ITEM)
    assert kept.open("autre") is None


def test_who_only_reads_changes_nothing(kept):
    keys = kept.create(dossier())
    for act in (
        lambda: kept.save(keys.lecture, dossier("Autre"), 1),
        lambda: kept.replace_reading_key(keys.lecture),
        lambda: kept.delete(keys.lecture),
    ):
        with pytest.raises(StoreError) as refused:
            act()
        assert refused.value.key == "dossier_lecture_seule"
    assert kept.open(keys.lecture).dossier.titre == "Conseil"


def test_the_second_who_saves_is_told_and_nothing_is_written(kept):
    keys = kept.create(dossier())
    assert kept.save(keys.ecriture, dossier("Ici"), 1) == 2
    with pytest.raises(StoreError) as refused:
        kept.save(keys.ecriture, dossier("Là"), 1)
    assert refused.value.key == "dossier_change"
    assert "2" in str(refused.value)
    assert [one.titre for one in kept.open(keys.ecriture).versions] == ["Ici", "Conseil"]


def test_every_version_stays_and_can_be_restored(kept):
    keys = kept.create(dossier("un"))
    for number, titre in enumerate(("deux", "trois"), start=1):
        kept.save(keys.ecriture, dossier(titre), number)
    assert [kept.version(keys.lecture, n).titre for n in (1, 2, 3)] == ["un", "deux", "trois"]
    assert kept.restore(keys.ecriture, 1, 3) == 4
    assert kept.open(keys.lecture).dossier.titre == "un"
    assert len(kept.open(keys.lecture).versions) == 4
    with pytest.raises(StoreError, match="9"):
        kept.version(keys.lecture, 9)
    assert [one.revision for one in kept.open(keys.lecture).versions] == [4, 3, 2, 1]


def test_each_version_says_its_title_and_its_author(kept):
    signed = [Dossier(titre=f"v{n}", auteur=f"a{n}") for n in (1, 2)]
    keys = kept.create(signed[0])
    kept.save(keys.ecriture, signed[1], 1)
    told = [(one.titre, one.auteur) for one in kept.open(keys.lecture).versions]
    assert told == [("v2", "a2"), ("v1", "a1")]


def test_a_name_with_a_letter_that_no_database_holds_is_kept_whole(kept):
    named = Dossier(titre="Un\0deux", auteur="A\0b")
    keys = kept.create(named)
    assert kept.open(keys.lecture).dossier == named
    (one,) = kept.open(keys.lecture).versions
    assert (one.titre, one.auteur) == ("Undeux", "Ab")


def test_a_dossier_too_large_is_refused_in_words_and_nothing_is_written(kept, monkeypatch):
    keys = kept.create(dossier())
    monkeypatch.setattr("simulator.store.dossiers.LARGEST", 50)
    with pytest.raises(StoreError) as refused:
        kept.save(keys.ecriture, dossier("b"), 1)
    assert refused.value.key == "dossier_trop_gros"
    assert "dossier" in str(refused.value).lower()
    assert kept.open(keys.lecture).revision == 1


def test_either_key_may_be_replaced_and_the_other_stays(kept):
    keys = kept.create(dossier())
    reading = kept.replace_reading_key(keys.ecriture)
    assert kept.open(keys.lecture) is None
    writing = kept.replace_writing_key(keys.ecriture)
    assert kept.open(keys.ecriture) is None
    assert kept.open(reading).revision == kept.open(writing).revision == 1
    assert kept.open(writing).lecture == reading


def test_an_erased_dossier_leaves_nothing(kept):
    keys = kept.create(dossier())
    kept.delete(keys.ecriture)
    assert kept.open(keys.ecriture) is None
    with pytest.raises(StoreError) as refused:
        kept.save(keys.ecriture, dossier(), 1)
    assert refused.value.key == "dossier_inconnu"


def saved(kept, keys, mine, titre):
    """The number of the version saved, or why none was."""
    try:
        return kept.save(keys.ecriture, mine.dossier.told(titre=titre), mine.revision)
    except StoreError as fault:
        return fault.key


@pytest.mark.parametrize("seed", range(25))
def test_two_authors_in_any_order_lose_nothing_and_mix_nothing(kept, seed):
    """Forty acts of two authors, each on what he last read: a save goes through, or is told."""
    chance, keys = random.Random(seed), kept.create(dossier("0"))
    read = {who: kept.open(keys.ecriture) for who in "ab"}
    history = ["0"]
    for act in range(40):
        who = chance.choice("ab")
        if chance.random() < 0.4:
            read[who] = kept.open(keys.ecriture)
            continue
        mine = read[who]
        titre = f"{mine.dossier.titre}>{who}{act}"[-200:]
        told = saved(kept, keys, mine, titre)
        assert (told == "dossier_change") is (mine.revision < len(history))
        if told == "dossier_change":
            continue
        history.append(titre)
        assert told == len(history)
        read[who] = kept.open(keys.ecriture)
    assert [kept.version(keys.lecture, n + 1).titre for n in range(len(history))] == history


def test_of_many_who_save_at_once_one_wins(kept):
    keys, told = kept.create(dossier()), []

    def save(who):
        try:
            kept.save(keys.ecriture, dossier(f"auteur {who}"), 1)
            told.append("écrit")
        except StoreError as fault:
            told.append(fault.key)

    threads = [threading.Thread(target=save, args=(who,)) for who in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(told) == ["dossier_change"] * 11 + ["écrit"]
    assert kept.open(keys.lecture).revision == 2


def test_a_server_killed_while_it_saves_leaves_the_last_version(tmp_path):
    url = f"sqlite:///{tmp_path / 'base.sqlite'}"
    keys = Dossiers(Store(url)).create(dossier("avant"))
    code = f"""
import os
from simulator.cases.dossier import Dossier, read_dossier
from simulator.errors import InputError
from simulator.store import dossiers
from simulator.store.store import Store
kept = dossiers.Dossiers(Store({url!r}))
whole = dossiers._keep
def killed(*arguments):
    whole(*arguments)
    os.kill(os.getpid(), 9)
dossiers._keep = killed
kept.save({keys.ecriture!r}, Dossier(titre="après"), 1)
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert run.returncode == -9
    opened = Dossiers(Store(url)).open(keys.ecriture)
    assert (opened.dossier.titre, opened.revision) == ("avant", 1)


def test_a_database_of_before_takes_dossiers(tmp_path):
    path = tmp_path / "base.sqlite"
    Store(f"sqlite:///{path}")
    with sqlite3.connect(path) as old:
        old.execute("DROP TABLE versions_de_dossier")
        old.execute("DROP TABLE dossiers")
        old.execute("UPDATE passerelle SET version = 3")
    kept = Dossiers(Store(f"sqlite:///{path}"))
    keys = kept.create(dossier())
    assert kept.open(keys.lecture).revision == 1


def test_a_failure_is_never_read_as_an_absence(tmp_path):
    path = tmp_path / "base.sqlite"
    kept = Dossiers(Store(f"sqlite:///{path}"))
    keys = kept.create(dossier())
    for file in tmp_path.iterdir():
        file.write_bytes(b"abime" * 1000)
    with pytest.raises(StoreError) as refused:
        kept.open(keys.ecriture)
    assert refused.value.key not in {"dossier_inconnu", "inconnu"}


def test_a_case_that_the_program_now_refuses_loses_no_dossier(kept, monkeypatch):
    keys = kept.create(dossier("Conseil", ITEM))

    def refused(_case):
        raise InputError([("", "n’est plus admis")])

    monkeypatch.setattr("simulator.cases.dossier.READERS", {"scenario": refused})
    opened = kept.open(keys.ecriture)
    assert opened.dossier.elements == (ITEM,)
    renamed = opened.dossier.told(titre="Encore là").noted(ITEM.id, note="À voir")
    assert kept.save(keys.ecriture, renamed, 1) == 2
    assert kept.version(keys.lecture, 2).elements[0].cas == ITEM.cas
    with pytest.raises(InputError):
        read_dossier(renamed.to_dict())


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"version": 2}', '{"titre": 3}', "[" * 9])
def test_a_version_damaged_in_the_database_is_said_and_the_others_are_read(tmp_path, text):
    path = tmp_path / "base.sqlite"
    kept = Dossiers(Store(f"sqlite:///{path}"))
    keys = kept.create(dossier("un"))
    kept.save(keys.ecriture, dossier("deux"), 1)
    with sqlite3.connect(path) as base:
        base.execute("UPDATE versions_de_dossier SET contenu = ? WHERE revision = 2", (text,))
    for act in (lambda: kept.open(keys.lecture), lambda: kept.version(keys.lecture, 2)):
        with pytest.raises(StoreError) as fault:
            act()
        assert fault.value.key == "version_illisible"
        assert "prévenez" in str(fault.value)
    assert kept.restore(keys.ecriture, 1, 2) == 3
    assert kept.open(keys.lecture).dossier.titre == "un"
