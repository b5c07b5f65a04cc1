"""The name of who signed in signs a version; without it nothing changes."""

import pytest

from simulator.store.dossiers import dossiers
from simulator.text import say
from simulator.ui import sign_in
from tests.ui.test_dossier_page import _own_database, kept  # noqa: F401


def test_a_signed_in_name_signs_each_version(monkeypatch):
    monkeypatch.setattr(sign_in, "is_on", lambda: True)
    monkeypatch.setattr(sign_in, "name", lambda: "Camille Roux")
    app, key = kept("un", "deux")
    second = dossiers().open(key).dossier.elements[1].id
    app = app.button(key=f"monter_{second}").click().run()
    monkeypatch.setattr(sign_in, "name", lambda: "Dominique")
    app = app.button(key="dossier_annuler").click().run()
    told = [version.auteur for version in dossiers().open(key).versions]
    assert told[0] == "Dominique"
    assert told[1] == "Camille Roux"
    assert not app.exception


@pytest.mark.parametrize("text", ["dossier.connexion.entrer", "dossier.connexion.sortir"])
def test_without_a_provider_there_is_no_button(text):
    app, key = kept("un")
    assert not [b for b in app.button if b.label == say(text)]
    assert dossiers().open(key).dossier.auteur == ""
