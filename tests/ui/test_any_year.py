"""The price offered follows the year on screen; a price that was typed stays."""

import pytest
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.cases.scenario import read
from simulator.text import formats

KEY = "q_performance_ciblee_{}".format


@pytest.fixture
def app():
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    page.switch_page("pages/simuler.py").run()
    return page.selectbox(key="dispositif").set_value("performance_ciblee").run()


def at(app, year):
    return app.select_slider(key=KEY("annee")).set_value(year).run()


def kept(app):
    return app.session_state["scenario"]["reponses"]


def offered(year, name="prix_pme"):
    answers = read({"dispositif": "performance_ciblee", "reponses": {"annee": year}}).reponses
    return formats.number(getattr(answers, name), 2)


def test_the_price_offered_follows_the_year_until_one_is_typed(app):
    for year in (2026, 2035, 2008):
        app = at(app, year)
        assert app.text_input(key=KEY("prix_pme")).value == offered(year)
        assert kept(app) == {"annee": year}
    app = app.text_input(key=KEY("prix_pme")).set_value("3000").run()
    app = at(app, 2026)
    assert app.text_input(key=KEY("prix_pme")).value == "3000"
    assert app.text_input(key=KEY("aide_region")).value == offered(2026, "aide_region")
    assert kept(app) == {"annee": 2026, "prix_pme": 3000.0}
    app = at(app.text_input(key=KEY("prix_pme")).set_value("").run(), 2030)
    assert kept(app) == {"annee": 2030}
    assert not app.exception


def test_another_format_of_the_same_year_has_its_own_price(app):
    app = at(app, 2026)
    app = app.selectbox(key="dispositif").set_value("performance_approfondie").run()
    assert kept(app) == {"annee": 2026}
