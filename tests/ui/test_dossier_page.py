"""From a page to the dossier and back: kept, named, moved, restored, read by another."""

import pytest
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.exports import freezing
from simulator.store import networks
from simulator.store.dossiers import dossiers
from simulator.text import say
from tests.ui.test_labels import open_page


@pytest.fixture(autouse=True)
def _own_database(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'base.sqlite'}")
    networks.store.cache_clear()
    dossiers.cache_clear()
    yield
    networks.store.cache_clear()
    dossiers.cache_clear()


def words(app):
    return " ".join(block.proto.body for block in app.get("html"))


def page(name):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90).run()
    return app.switch_page(f"pages/{name}.py").run()


def press(app, label):
    (found,) = [b for b in app.button if b.label == label]
    return found.click().run()


@pytest.mark.parametrize("name", ["simuler", "mecene"])
def test_a_page_keeps_its_case_with_what_it_answers(name):
    app = page(name)
    for box in [b for b in app.checkbox if b.label == say("dossier.garder_prive")]:
        app = box.set_value(True).run()
    app = press(app, say("dossier.ajouter"))
    assert not app.exception
    key = app.session_state["dossier_cle"]
    (item,) = dossiers().open(key).dossier.elements
    assert item.phrase
    assert item.fige.resultat
    app = press(app, say("dossier.ajouter"))
    assert len(dossiers().open(key).dossier.elements) == 2
    app = app.switch_page("pages/dossier.py").run()
    assert not app.exception
    assert "p-quoted" in words(app)


def kept(*titles):
    app = page("simuler")
    for _ in titles:
        app = press(app, say("dossier.ajouter"))
    key = app.session_state["dossier_cle"]
    opened = dossiers().open(key)
    dossier = opened.dossier
    for item, titre in zip(opened.dossier.elements, titles, strict=True):
        dossier = dossier.noted(item.id, titre=titre)
    dossiers().save(key, dossier, opened.revision)
    return app.switch_page("pages/dossier.py").run(), key


def titles_of(key):
    return [item.titre for item in dossiers().open(key).dossier.elements]


def test_items_are_moved_taken_out_and_brought_back():
    app, key = kept("un", "deux", "trois")
    second = dossiers().open(key).dossier.elements[1].id
    app = app.button(key=f"monter_{second}").click().run()
    assert titles_of(key) == ["deux", "un", "trois"]
    before = dossiers().open(key).revision
    app = app.button(key=f"retirer_{second}").click().run()
    assert titles_of(key) == ["un", "trois"]
    dossiers().restore(key, before, before + 1)
    assert titles_of(key) == ["deux", "un", "trois"]
    assert not app.exception


def test_who_saves_after_somebody_else_is_told_and_nothing_is_lost():
    app, key = kept("un", "deux")
    opened = dossiers().open(key)
    dossiers().save(key, opened.dossier.told(titre="Par un autre"), opened.revision)
    first = opened.dossier.elements[0].id
    app = app.button(key=f"descendre_{first}").click().run()
    assert titles_of(key) == ["un", "deux"]
    assert "p-fault" in words(app)
    assert dossiers().open(key).dossier.titre == "Par un autre"


def test_the_reading_link_shows_and_changes_nothing():
    _, key = kept("un")
    app = open_page("dossier", d=dossiers().open(key).lecture)
    assert not app.exception
    assert "un" in words(app)
    assert not [b for b in app.button if b.label == say("dossier.bouton.retirer")]


def test_a_link_that_opens_nothing_is_said():
    app = open_page("dossier", d="personne")
    assert not app.exception
    assert "p-fault" in words(app)


def test_the_decision_is_proposed_then_dated():
    app, key = kept("un")
    revision = dossiers().open(key).revision
    app = app.text_area(key=f"dossier_decision_{revision}").set_value("On essaie.").run()
    assert dossiers().open(key).dossier.decision == "On essaie."
    app = press(app, say("dossier.decision_prendre"))
    assert dossiers().open(key).dossier.prise_le is not None
    assert not app.exception


def test_what_is_private_is_neither_in_the_case_nor_in_its_answer():
    app = page("simuler")
    app = app.text_input(key="q_boost_innov_salaire_brut").set_value("71 000").run()
    told = app.session_state["scenario"]["reponses"]
    assert told == {"salaire_brut": 71_000}
    app = press(app, say("dossier.ajouter"))
    (public,) = dossiers().open(app.session_state["dossier_cle"]).dossier.elements
    assert (public.phrase, public.cas["reponses"]) == ("", {})
    app = app.checkbox(key="dossier_prive_scenario").set_value(True).run()
    app = press(app, say("dossier.ajouter"))
    whole = dossiers().open(app.session_state["dossier_cle"]).dossier.elements[1]
    assert whole.phrase
    assert whole.cas["reponses"] == told
    assert whole.fige.resultat != public.fige.resultat


def test_another_code_that_moves_no_figure_is_not_told_as_a_move(monkeypatch):
    app, _ = kept("un")
    monkeypatch.setattr(freezing, "versions", lambda: {"loi": "x", "version": "autre"})
    app = app.run()
    assert say("dossier.rien_ne_bouge") in words(app)
