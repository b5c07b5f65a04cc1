"""Signing in, where a server asks for it: the name signs what is saved; elsewhere nothing shows."""

import threading

import pytest

from simulator.store.dossiers import Dossiers
from simulator.store.store import Store

from .conftest import free_port, start_server
from .reading import words

pytestmark = pytest.mark.browser
SECRETS = """
[auth]
redirect_uri = "{here}/oauth2callback"
cookie_secret = "un secret de poche, assez long pour signer"
client_id = "passerelle"
client_secret = "un-secret-de-poche"
server_metadata_url = "{there}/.well-known/openid-configuration"
"""


@pytest.fixture
def pocket():
    from .pocket_provider import serve

    port = free_port()
    server = serve(port)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def base(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'base.sqlite'}"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def test_who_signs_in_signs_what_is_saved(pocket, base, tmp_path, chromium):
    port, secrets = free_port(), tmp_path / "secrets.toml"
    secrets.write_text(SECRETS.format(here=f"http://127.0.0.1:{port}", there=pocket))
    address, process = start_server(port=port, options=["--secrets.files", str(secrets)])
    try:
        page = chromium.new_page()
        page.goto(f"{address}/dossier")
        page.get_by_role("button", name=words("dossier.connexion.entrer")).click()
        page.wait_for_url(f"{address}/")
        page.goto(f"{address}/dossier")
        page.get_by_text("Camille Roux").wait_for()
        page.goto(f"{address}/simuler")
        page.get_by_role("button", name=words("dossier.ajouter"), exact=True).first.click()
        page.get_by_role("link", name=words("dossier.voir")).first.click()
        page.get_by_role("button", name=words("dossier.decision_prendre")).click()
        page.get_by_role("button", name=words("dossier.decision_reprendre")).wait_for()
        key = next(
            one["value"] for one in page.context.cookies() if one["name"] == "passerelle_dossiers"
        )
        key = key.partition("cle%22%3A%22")[2][:24]
        opened = Dossiers(Store(base)).open(key)
        assert [version.auteur for version in opened.versions] == ["Camille Roux"] * 2
        page.goto(f"{address}/dossier?d={key}")
        page.get_by_role("button", name=words("dossier.connexion.sortir")).click()
        page.wait_for_url(f"{address}/")
        page.goto(f"{address}/dossier")
        page.get_by_role("button", name=words("dossier.connexion.entrer")).wait_for()
        page.close()
    finally:
        process.kill()
        process.wait()


@pytest.mark.usefixtures("base")
def test_without_a_provider_nobody_is_asked_to_sign_in(chromium):
    address, process = start_server()
    try:
        page = chromium.new_page()
        page.goto(f"{address}/dossier")
        page.get_by_text(words("dossier.aucun")).wait_for()
        assert page.get_by_role("button", name=words("dossier.connexion.entrer")).count() == 0
        page.close()
    finally:
        process.kill()
        process.wait()
