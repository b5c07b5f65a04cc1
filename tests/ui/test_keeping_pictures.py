"""A portrait or a chart is kept from its page, without the key of the reader's network."""

import json

import pytest

from simulator.network.basin import read_basin
from simulator.store import networks
from simulator.store.dossiers import dossiers
from tests.store.test_store import places
from tests.ui.test_dossier_page import _own_database, words  # noqa: F401
from tests.ui.test_labels import open_page

PAGES = {
    "portrait": ["portrait"],
    "territoires": ["carte"],
    "competences": [f"repartition_{name}" for name in ("competences", "secteurs")],
    "annees": ["historique_activite", "historique_avances"],
    "comparer": ["formats_compares"],
    "reseau": ["vingt_ans"],
}


def add(app, name):
    return app.button(key=f"dossier_ajouter_{name}").click().run()


def kept(app):
    return dossiers().open(app.session_state["dossier_cle"]).dossier


@pytest.mark.parametrize(
    ("page", "name"), [(page, name) for page, names in PAGES.items() for name in names]
)
def test_a_page_keeps_its_picture(page, name):
    app = add(open_page(page), name)
    assert not app.exception
    (item,) = kept(app).elements
    assert item.genre == ("portrait" if page == "portrait" else "graphique")
    assert item.cas.get("nom", "portrait") == name
    assert item.titre
    assert item.phrase
    app = app.switch_page("pages/dossier.py").run()
    assert not app.exception
    assert item.titre in words(app)


def test_a_basin_is_kept_then_opened_again():
    basin = read_basin({"nom": "Lorraine", "departements": ["54", "55", "57"]})
    app = add(open_page("portrait", bassin=basin.to_link()), "portrait")
    assert not app.exception
    (item,) = kept(app).elements
    assert read_basin(item.cas["bassin"]) == basin
    app = app.switch_page("pages/dossier.py").run()
    app.button(key=f"ouvrir_{item.id}").click().run()
    assert not app.exception
    assert app.query_params["bassin"] == basin.to_link()


@pytest.mark.parametrize(("page", "name"), [("portrait", "portrait"), ("territoires", "carte")])
def test_the_key_of_an_own_network_is_not_in_the_dossier(page, name):
    keys = networks.store().create("À moi")
    networks.store().add(keys.ecriture, places("A"), "1")
    app = add(open_page(page, reseau=keys.lecture), name)
    assert not app.exception
    told = json.dumps(kept(app).to_dict(), ensure_ascii=False)
    assert "À moi" in told
    assert keys.lecture not in told
    assert keys.ecriture not in told
    assert kept(app).elements[0].cas["reseau"]["territoires"].keys() == {"A"}


def test_what_cannot_be_kept_is_said_and_nothing_is_written(monkeypatch):
    app = add(open_page("annees"), "historique_activite")
    full = kept(app)
    monkeypatch.setattr("simulator.cases.dossier.MOST_ITEMS", 1)
    app = add(app, "historique_avances")
    assert not app.exception
    assert "p-fault" in words(app)
    assert kept(app) == full
