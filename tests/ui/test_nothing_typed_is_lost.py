"""What was typed stays: through another page, a closed section, a browser that hears late."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.cases.scenario import read
from simulator.ui import fields

FORM = "q_boost_innov_"


@pytest.fixture
def app():
    opened = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    return at(opened, "simuler")


def at(app, page):
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def put(app, **answers):
    """Type at once what is given, as one message of the browser."""
    for name, text in answers.items():
        app.text_input(key=FORM + name).set_value(text)
    return app.run()


def shown(app, *names):
    return [app.text_input(key=FORM + name).value for name in names]


def kept(app):
    return read(app.session_state["scenario"]).reponses


def faults(app):
    return set(app.session_state["fautes"])


@pytest.mark.parametrize("page", ["mecene", "sources", "accueil"])
def test_a_fault_and_the_good_answer_beside_it_survive_a_trip(app, page):
    put(app, salaire_brut="abc", nb_pme="6")
    at(at(app, page), "simuler")
    assert shown(app, "salaire_brut", "nb_pme") == ["abc", "6"]
    assert faults(app) == {"salaire_brut"}
    put(app, salaire_brut="60 000")
    assert not faults(app)
    assert (kept(app).salaire_brut, kept(app).nb_pme) == (60_000, 6)


def test_a_trip_after_a_mended_fault_brings_no_fault_back(app):
    put(app, nb_cadres="x")
    put(app, nb_cadres="4")
    at(at(app, "mecene"), "simuler")
    assert shown(app, "nb_cadres") == ["4"]
    assert not faults(app)


def test_another_format_keeps_the_good_answer_beside_a_fault(app):
    app.session_state["hypotheses"] = True
    app.run()
    put(app, nb_pme="6", jours_par_cadre="x")
    assert faults(app) == {"jours_par_cadre"}
    app.selectbox(key="dispositif").select("alize").run()
    assert kept(app).nb_pme == 6
    assert not faults(app)


def test_a_slider_that_has_not_heard_of_what_was_typed_takes_nothing_back(app):
    before = app.select_slider(key="glissiere_boost_innov_nb_pme").value
    put(app, nb_pme="7")
    app.select_slider(key="glissiere_boost_innov_nb_pme").set_value(before)
    put(app, nb_cadres="3")
    assert (kept(app).nb_pme, kept(app).nb_cadres) == (7, 3)


def test_a_field_that_has_not_heard_of_its_slider_takes_nothing_back(app):
    (before,) = shown(app, "nb_pme")
    app.select_slider(key="glissiere_boost_innov_nb_pme").set_value(9).run()
    put(app, nb_pme=before, nb_cadres="3")
    assert (kept(app).nb_pme, kept(app).nb_cadres) == (9, 3)
    assert shown(app, "nb_pme") == ["9"]


def test_an_address_that_has_not_heard_of_what_was_typed_takes_nothing_back(app):
    before = app.query_params["s"]
    put(app, nb_pme="7")
    app.query_params["s"] = before
    put(app, nb_cadres="3")
    assert (kept(app).nb_pme, kept(app).nb_cadres) == (7, 3)
    assert app.query_params["s"] != before


def test_an_address_that_comes_back_later_is_a_step_back(app, monkeypatch):
    before = app.query_params["s"]
    put(app, nb_pme="7")
    late = time.monotonic() + 2 * fields.HEARD_WITHIN
    monkeypatch.setattr(time, "monotonic", lambda: late)
    app.query_params["s"] = before
    app.run()
    assert kept(app).nb_pme == 5
    assert shown(app, "nb_pme") == ["5"]


def test_the_sponsor_keeps_what_was_typed_when_its_address_has_not_heard(app):
    at(app, "mecene")
    days = "m_operations.0.salaries.0.jours"
    app.text_input(key=days).set_value("50").run()
    before = app.query_params["s"]
    app.text_input(key=days).set_value("40").run()
    app.query_params["s"] = before
    app.text_input(key="m_benefice.0").set_value("700 000").run()
    held = app.session_state["mecene"]["valid"]
    assert held["operations"][0]["salaries"][0]["jours"] == 40
    assert held["benefice"] == [7e5]


def test_going_back_to_the_defaults_right_after_a_slide_goes_back(app):
    app.select_slider(key="glissiere_boost_innov_nb_pme").set_value(9).run()
    assert kept(app).nb_pme == 9
    next(b for b in app.button if b.label.startswith("Revenir")).click().run()
    app.run()
    assert (kept(app).nb_pme, *shown(app, "nb_pme")) == (5, "5")
