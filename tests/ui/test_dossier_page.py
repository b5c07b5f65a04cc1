"""From a page to the dossier and back: kept, named, moved, restored, read by another."""

import pytest
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.exports import freezing
from simulator.store import networks
from simulator.store.dossiers import dossiers
from simulator.store.faults import StoreError
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
    assert words(app).count("p-thumbnail") >= 2
    assert "p-item-words" in words(app)


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
    assert 'p-fault"' in words(app)
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
    assert 'p-fault"' in words(app)


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


def older(key, path, gap):
    """The dossier as another version of the product would have frozen one figure of its items."""
    opened = dossiers().open(key)
    items = []
    for item in opened.dossier.elements:
        result = item.model_dump(mode="json")["fige"]["resultat"]
        here = result
        *parts, last = path.split(".")
        for part in parts:
            here = here[part]
        here[last] = round(here[last] - gap, 2)
        somme = freezing.checksum(item.genre, item.cas, result)
        changed = {"resultat": result, "version": "autre", "somme": somme}
        items.append(item.model_copy(update={"fige": item.fige.model_copy(update=changed)}))
    made = opened.dossier.model_copy(update={"elements": tuple(items)})
    dossiers().save(key, made, opened.revision)


def test_what_changed_is_told_with_its_reason_and_two_ways_out():
    app, key = kept("un")
    assert say("dossier.colonne.pourquoi") not in words(app)
    item = dossiers().open(key).dossier.elements[0]
    route = item.fige.resultat["voie_retenue"]
    older(key, f"voies.{route}.indicateurs.effort_net_mecene", 287.0)
    app = app.run()
    told = words(app)
    assert "+287\u00a0€" in told
    assert say("dossier.cause.produit") in told
    assert say("dossier.etat.bouge", n=1) in told
    kept_figures = app.button(key=f"garder_{item.id}").click().run()
    assert "+287\u00a0€" not in words(kept_figures)
    before = dossiers().open(key)
    app = app.run()
    app = kept_figures
    app.session_state["dossier_chiffres_gardes"] = []
    app = app.run().button(key=f"mettre_a_jour_{item.id}").click().run()
    assert "+287\u00a0€" not in words(app)
    assert dossiers().open(key).revision == before.revision + 1


def test_the_last_act_is_undone_then_the_one_before_and_none_of_another():
    app, key = kept("un", "deux", "trois")
    second, third = (item.id for item in dossiers().open(key).dossier.elements[1:])
    assert not [b for b in app.button if b.key == "dossier_annuler"]
    app = app.button(key=f"monter_{second}").click().run()
    app = app.button(key=f"retirer_{third}").click().run()
    assert titles_of(key) == ["deux", "un"]
    app = app.button(key="dossier_annuler").click().run()
    assert titles_of(key) == ["deux", "un", "trois"]
    app = app.button(key="dossier_annuler").click().run()
    assert titles_of(key) == ["un", "deux", "trois"]
    opened = dossiers().open(key)
    app = app.button(key=f"monter_{second}").click().run()
    opened = dossiers().open(key)
    dossiers().save(key, opened.dossier.told(titre="Par un autre"), opened.revision)
    app = app.button(key="dossier_annuler").click().run()
    assert 'p-fault"' in words(app)
    assert (titles_of(key), dossiers().open(key).dossier.titre) == (
        ["deux", "un", "trois"], "Par un autre",
    )  # fmt: skip
    assert not [b for b in app.run().button if b.key == "dossier_annuler"]


@pytest.mark.parametrize("name", ["simuler", "mecene"])
def test_an_item_is_opened_again_on_its_page(name, monkeypatch):
    app = page(name)
    for box in [b for b in app.checkbox if b.label == say("dossier.garder_prive")]:
        app = box.set_value(True).run()
    app = press(app, say("dossier.ajouter"))
    (item,) = dossiers().open(app.session_state["dossier_cle"]).dossier.elements
    app = app.switch_page("pages/dossier.py").run()
    gone_to = []
    monkeypatch.setattr("streamlit.switch_page", gone_to.append)
    app = app.button(key=f"ouvrir_{item.id}").click().run()
    assert not app.exception
    assert gone_to == [f"pages/{name}.py"]
    app = app.switch_page(f"pages/{name}.py").run()
    assert not app.exception


def test_the_writing_key_is_shown_only_when_asked_and_never_to_a_reader():
    app, key = kept("un")
    assert key not in "".join(block.value for block in app.code)
    app.session_state["dossier_ecrire"] = True
    app = app.run()
    assert key in "".join(block.value for block in app.code)
    reader = open_page("dossier", d=dossiers().open(key).lecture)
    assert not [e for e in reader.expander if e.label == say("dossier.ecrire")]


def test_a_dossier_that_cannot_be_opened_is_said_and_no_other_takes_its_place():
    app, key = kept("un")
    app = app.switch_page("pages/simuler.py").run()
    fresh = dossiers().replace_writing_key(key)
    app = press(app, say("dossier.ajouter"))
    assert 'p-fault"' in words(app)
    assert say("donnees.base.dossier_inconnu") in words(app)
    assert len(dossiers().open(fresh).dossier.elements) == 1
    app = press(app, say("dossier.ajouter"))
    assert app.session_state["dossier_cle"] not in {key, fresh}


def test_a_damaged_dossier_is_never_taken_for_none(monkeypatch):
    app, key = kept("un")
    app = app.switch_page("pages/simuler.py").run()

    def damaged(*_):
        raise StoreError("version_illisible", revision=1)

    with monkeypatch.context() as broken:
        broken.setattr("simulator.store.dossiers._content", damaged)
        app = press(app, say("dossier.ajouter"))
        assert say("donnees.base.version_illisible", revision=1) in words(app)
        shown = app.switch_page("pages/dossier.py").run()
        assert not shown.exception
        assert 'p-fault"' in words(shown)
    assert app.session_state["dossier_cle"] == key
    assert len(dossiers().open(key).dossier.elements) == 1


def test_a_field_left_by_a_click_and_the_click_are_both_kept():
    app, key = kept("un", "deux")
    before = dossiers().open(key)
    app.text_area(key=f"dossier_decision_{before.revision}").set_value("On essaie.")
    app = press(app, say("dossier.decision_prendre"))
    assert 'p-fault"' not in words(app)
    after = dossiers().open(key)
    assert (after.dossier.decision, after.revision) == ("On essaie.", before.revision + 2)
    assert after.dossier.prise_le is not None
    first, second = (item.id for item in after.dossier.elements)
    app.text_input(key=f"titre_{first}_{after.revision}").set_value("premier")
    app = app.button(key=f"monter_{second}").click().run()
    assert titles_of(key) == ["deux", "premier"]


def test_a_click_after_a_field_never_writes_over_another_author():
    app, key = kept("un", "deux")
    read = dossiers().open(key)
    dossiers().save(key, read.dossier.told(titre="Par un autre"), read.revision)
    app.text_area(key=f"dossier_decision_{read.revision}").set_value("On essaie.")
    app = press(app, say("dossier.decision_prendre"))
    assert 'p-fault"' in words(app)
    now = dossiers().open(key)
    assert (now.dossier.titre, now.dossier.decision, now.revision) == (
        "Par un autre", "", read.revision + 1,
    )  # fmt: skip
