"""The page of comparisons: the formats of a year, then the cases that the reader kept."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.cases.comparison import Comparison
from simulator.cases.scenario import read
from simulator.text import say
from tests.ui.test_labels import open_page

ALIZE = {"dispositif": "alize", "titre": "Cinq PME", "reponses": {"nb_pme": 5}}
BOOST = {"dispositif": "boost_innov", "reponses": {"nb_cadres": 12}}


def told(app):
    return "\n".join(one.value for one in app.main if one.type == "html") or "\n".join(
        str(block.proto.html.body) for block in app.get("html")
    )


def opened(**parameters):
    return open_page("comparer", **parameters)


def link(*cases):
    return Comparison(cas=tuple(read(case) for case in cases)).to_link()


def test_it_opens_on_the_formats_of_this_year():
    app = opened()
    assert not app.exception
    assert app.selectbox(key="formats_annee").value == 2026
    words = told(app)
    for name in ("alize", "boost_innov", "ppj"):
        assert say(f"dispositifs.{name}.nom") in words
    assert say("formats.sans_region") in words


def test_another_year_and_jobs_change_the_page():
    app = opened()
    app = app.selectbox(key="formats_annee").set_value(2006).run()
    assert say("formats.plus_tard", nom="PME Boost Innov", annee=2018) in told(app)
    for wrong in ("abc", "0", "-3", "5000"):
        app = app.text_input(key="formats_emplois").set_value(wrong).run()
        assert not app.exception
        assert "p-fault" in told(app)
    app = app.text_input(key="formats_emplois").set_value("2,5").run()
    assert "p-fault" not in told(app)


def test_a_link_opens_its_cases_and_the_reference_may_change():
    app = opened(c=link(ALIZE, BOOST))
    assert not app.exception
    assert len(app.session_state["comparaison"]) == 2
    assert "Cinq PME" in app.selectbox(key="comparaison_reference").options[0]
    app = app.selectbox(key="comparaison_reference").set_value(1).run()
    assert not app.exception
    assert app.session_state["comparaison"][0]["dispositif"] == "alize"


def test_two_cases_of_one_name_keep_their_places_when_the_page_runs_again():
    app = opened(c=link(*(BOOST | {"reponses": {"nb_cadres": lent}} for lent in (10, 12))))
    before = told(app)
    names = app.selectbox(key="comparaison_reference").options
    assert len(set(names)) == len(names)
    app.run()
    assert app.session_state["comparaison_reference"] == 0
    assert told(app) == before
    app.selectbox(key="comparaison_reference").select_index(1).run()
    assert told(app) != before


def test_a_broken_link_is_said_and_the_formats_stay():
    app = opened(c="1.rien")
    assert not app.exception
    assert "comparaison" not in app.session_state or not app.session_state["comparaison"]


def test_the_simulator_keeps_its_case_once_and_six_at_most():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page("pages/simuler.py").run()
    (button,) = [b for b in app.button if b.label == say("cas_compares.ajouter")]
    app = button.click().run()
    assert json.dumps(app.session_state["comparaison"])
    assert len(app.session_state["comparaison"]) == 1
    (button,) = [b for b in app.button if b.label == say("cas_compares.ajouter")]
    app = button.click().run()
    assert len(app.session_state["comparaison"]) == 1
    app.session_state["comparaison"] = [{**ALIZE, "titre": str(n)} for n in range(6)]
    (button,) = [b for b in app.button if b.label == say("cas_compares.ajouter")]
    app = button.click().run()
    assert len(app.session_state["comparaison"]) == 6
    assert say("cas_compares.trop", borne=6) in told(app)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_both_states_speak_both_languages(lang):
    for parameters in ({}, {"c": link(ALIZE, BOOST, {"dispositif": "ppj"})}):
        assert not opened(lang=lang, **parameters).exception
