"""An address that names what is not there: said, left as it came, and nothing in its place."""

import pytest

from simulator.cases.scenario import read
from tests.ui.test_pages import open_app, words

BROKEN = ["1.zzzz", "3.eNo", "2.", "zut", "2." + "A" * 3000]


@pytest.mark.parametrize("token", BROKEN)
def test_a_broken_case_is_not_called_the_readers_own(token):
    app = open_app("simuler", s=token)
    text = words(app)
    assert "n’a pas pu être lue" in text
    assert "valeurs proposées, pas ceux de l’expéditeur" in text
    assert "dernière saisie valide" not in text
    assert app.query_params["s"] == token
    app.text_input(key="q_boost_innov_nb_cadres").set_value("12").run()
    assert "n’a pas pu être lue" not in words(app)
    assert app.query_params["s"] != token


def test_a_broken_case_that_comes_later_leaves_the_readers_own():
    own = read({"dispositif": "alize", "reponses": {"nb_pme": 3}})
    app = open_app("simuler", s=own.to_link())
    app.query_params["s"] = "1.zzzz"
    app.run()
    text = words(app)
    assert "ceux de votre cas, pas ceux de l’adresse" in text
    assert read(app.session_state["scenario"]) == own


@pytest.mark.parametrize("example", ["inconnu", "<b>", "x" * 500])
def test_an_unknown_example_is_said(example):
    app = open_app("mecene", exemple=example)
    text = words(app)
    assert "n’est pas un exemple de cette page" in text
    assert "exemple inventé, pas ceux de l’expéditeur" in text
    assert "<b>»" not in text
    assert app.query_params["exemple"] == example


@pytest.mark.parametrize("token", BROKEN)
def test_a_broken_sponsor_case_is_said(token):
    app = open_app("mecene", s=token)
    assert "n’a pas pu être lue" in words(app)
    assert app.query_params["s"] == token


@pytest.mark.parametrize("page", ["simuler", "mecene", "territoires", "portrait", "sources"])
def test_an_unknown_language_is_french(page):
    assert "<h1" in words(open_app(page, lang="zz"))
