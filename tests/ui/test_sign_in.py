"""The name of who signed in signs a version; without it nothing changes."""

import pytest
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.store.dossiers import dossiers
from simulator.text import say
from simulator.ui import sign_in
from tests.ui.test_dossier_page import _own_database, kept, words  # noqa: F401


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


SECRETS = {
    "redirect_uri": "http://localhost/oauth2callback", "cookie_secret": "s", "client_id": "c",
    "client_secret": "s", "server_metadata_url": "http://localhost/.well-known",
}  # fmt: skip


@pytest.mark.parametrize("missing", [*SECRETS, "auth"])
def test_a_secret_that_is_missing_is_said_in_words_of_ours(missing):
    auth = {name: value for name, value in SECRETS.items() if name != missing}
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90)
    app.secrets["auth"] = "rien" if missing == "auth" else auth
    app = app.run().switch_page("pages/dossier.py").run()
    (enter,) = [b for b in app.button if b.label == say("dossier.connexion.entrer")]
    app = enter.click().run()
    assert not app.exception
    assert say("dossier.connexion.mal_reglee") in words(app)
    assert say("dossier.connexion.mal_reglee") not in words(app.run())
