"""A link too long for a mail becomes a key, on every page that shares one; a lost key is said."""

import pytest

from simulator.cases.sponsor_sharing import public
from simulator.store.links import links
from simulator.stories.ready_cases import examples
from simulator.text import say
from simulator.ui import short_links
from tests.ui.test_dossier_page import _own_database, page, words  # noqa: F401
from tests.ui.test_labels import open_page

SPONSOR = public(next(iter(examples().values())))
PROGRAMME = {
    "annees": [2026], "lignes": [{"territoire": "meuse", "dispositif": "alize", "pme": [8]}],
}  # fmt: skip
CASES = {
    "simuler": ("scenario", {"dispositif": "alize", "reponses": {"nb_pme": 7}}),
    "mecene": ("mecene", SPONSOR),
    "programme": ("programme", PROGRAMME),
    "comparer": (
        "comparaison",
        {"reference": {"dispositif": "alize"}, "variantes": [{"dispositif": "boost_innov"}]},
    ),
}


@pytest.fixture(autouse=True)
def _no_links():
    links.cache_clear()
    yield
    links.cache_clear()


def test_a_short_address_is_not_shortened():
    app = page("simuler")
    assert not [b for b in app.button if b.label == say("partage.raccourcir")]


def test_a_long_one_is_kept_without_what_is_private(monkeypatch):
    monkeypatch.setattr(short_links, "FITS", 10)
    app = page("simuler")
    app = app.text_input(key="q_boost_innov_salaire_brut").set_value("71 000").run()
    app = app.button(key="raccourcir_scenario").click().run()
    assert not app.exception
    key = app.session_state["lien_court"][0]
    assert any(key in block.value for block in app.code)
    kept = links().open(key)
    assert kept.genre == "scenario"
    assert "71000" not in str(kept.cas).replace(" ", "").replace("_", "")


@pytest.mark.parametrize("name", CASES)
def test_a_key_opens_its_case_on_its_page(name, monkeypatch):
    genre, case = CASES[name]
    gone_to = []
    monkeypatch.setattr("streamlit.switch_page", gone_to.append)
    app = open_page("accueil", court=links().keep(genre, case))
    assert f"pages/{name}.py" in gone_to
    assert not app.exception
    state = app.session_state
    if name == "simuler":
        assert state["scenario"]["reponses"] == case["reponses"]
    if name == "comparer":
        assert [one["dispositif"] for one in state["comparaison"]] == ["alize", "boost_innov"]


@pytest.mark.parametrize("key", ["perdue", "<b>", "é" * 30])
def test_a_key_that_opens_nothing_is_said_and_the_page_stays(key):
    app = open_page("simuler", court=key)
    assert not app.exception
    assert say("partage.court_perdu") in words(app)
    assert [b for b in app.button if b.label == say("dossier.ajouter")]


def test_a_full_disk_is_said_in_words(monkeypatch):
    from simulator.store.faults import StoreError
    from simulator.store.links import Links

    def full(*_):
        raise StoreError("disque_plein")

    monkeypatch.setattr(short_links, "FITS", 10)
    monkeypatch.setattr(Links, "keep", full)
    app = page("simuler").button(key="raccourcir_scenario").click().run()
    assert str(StoreError("disque_plein")) in words(app).replace("&#x27;", "'")
    assert "lien_court" not in app.session_state


@pytest.mark.parametrize(
    ("genre", "case"),
    [("inconnu", {}), ("scenario", []), ("mecene", None), ("programme", {"lignes": 3}),
     ("comparaison", {"reference": 1}), ("portrait", "a"), ("graphique", {"nom": []})],
)  # fmt: skip
def test_a_row_that_no_page_reads_is_said_and_the_page_stays(genre, case):
    app = open_page("simuler", court=links().keep(genre, case))
    assert not app.exception
    assert say("partage.court_refuse") in words(app)
    assert [b for b in app.button if b.label == say("dossier.ajouter")]
