"""Every page opens, cold or through the frame; what is typed is kept; bad input is said."""

import json
import re
import runpy
from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.cases.scenario import read
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.stories import page_titles
from simulator.stories.ready_cases import scenarios
from simulator.text import has, say
from simulator.ui.fields import typed, written
from simulator.ui.form import essentials, folded, has_slider, scale_of

PAGES = sorted((ROOT / "pages").glob("*.py"))
TIMEOUT = 60


def open_app(page=None, **parameters):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    if page:
        app.switch_page(f"pages/{page}.py").run()
    assert not app.exception, app.exception
    return app


def words(app):
    bodies = (block.proto.body for block in app.get("html"))
    return " ".join(body for body in bodies if not body.startswith(("<style", "<script")))


@pytest.mark.parametrize("page", [path.stem for path in PAGES])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_page_opens_in_both_languages(page, lang):
    app = open_app(page, lang=lang)
    assert "<h1" in words(app)


@pytest.mark.parametrize("page", [path.stem for path in PAGES])
def test_a_page_is_a_file_an_address_and_a_section_of_the_texts_by_one_name(page):
    app = open_app(page)
    question, menu = f"{page}.question", f"{page}.menu"
    title = say(question) if has(question) else say(menu)
    assert page_titles.of_page("" if page == "accueil" else page) == title
    assert page_titles.of_page("une_page_qui_n_est_plus") == say("accueil.question")
    assert not app.exception


@pytest.mark.parametrize("page", [path.stem for path in PAGES])
def test_a_page_opened_cold_asks_for_the_frame(page, monkeypatch):
    """The first visitor may come by a deep link: Streamlit then runs the page without app.py."""
    drawn = []

    class RunAgain(Exception):
        pass

    def rerun():
        raise RunAgain

    monkeypatch.setattr(PagesManager, "uses_pages_directory", True)
    monkeypatch.setattr(st, "rerun", rerun)
    monkeypatch.setattr(st, "html", drawn.append)
    with pytest.raises(RunAgain):  # the page asks to be run again, through app.py
        runpy.run_path(str(ROOT / "pages" / f"{page}.py"))
    assert drawn == []
    assert PagesManager.uses_pages_directory is False


@pytest.mark.parametrize("key", SCHEMES)
def test_every_format_shows_its_answer(key):
    app = open_app("simuler", s=read({"dispositif": key}).to_link())
    text = words(app)
    assert "p-answer" in text
    assert not re.search(r"\bnan\b|\binf\b|None", text)
    assert "{" not in text


@pytest.mark.parametrize("name", scenarios())
def test_every_ready_case_opens_filled_in(name):
    scenario = scenarios()[name]
    app = open_app("simuler", s=scenario.to_link())
    kept = app.session_state["scenario"]
    assert kept["dispositif"] == scenario.dispositif
    assert kept["reponses"] == scenario.to_dict()["reponses"]
    json.dumps(kept)


def test_a_change_of_input_changes_the_figures_and_the_link():
    app = open_app("simuler")
    before = words(app)
    app.select_slider(key="glissiere_boost_innov_nb_cadres").set_value(12).run()
    assert not app.exception
    assert words(app) != before
    assert app.session_state["scenario"]["reponses"]["nb_cadres"] == 12


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("part_facturee", "150", "maximum"),
        ("chiffre_affaires_mecene", "beaucoup", "nombre"),
        ("chiffre_affaires_mecene", "-5", "minimum"),
        ("jours_par_cadre", "400", "maximum"),
        ("jours_par_cadre", "nan", "nombre"),
        ("cout_journee", "1e400", "nombre"),
        ("effectif_pme", "12,5", "entier"),
        ("jour_signature", "31/02/2026", "jour"),
        ("jour_signature", "01/01/2019", "année"),
    ],
)
def test_bad_input_is_said_and_nothing_is_lost(field, text, said):
    app = open_app("simuler")
    app.session_state["hypotheses"] = True
    app.run()
    before = app.session_state["scenario"]
    key = f"q_boost_innov_{field}"
    app.text_input(key=key).set_value(text).run()
    assert not app.exception
    shown = words(app)
    assert "p-fault" in shown or "p-warning" in shown
    assert said in shown
    assert app.session_state["scenario"] == before
    assert app.text_input(key=key).value == text
    app.text_input(key=key).set_value("").run()
    assert not app.exception


@pytest.mark.parametrize("token", ["x", "1.abc", "2.abc", "1." + "A" * 3000, "1.", "..", "1.é"])
def test_a_broken_link_is_said_and_the_case_is_kept(token):
    app = open_app("simuler", s=token)
    assert "lien" in words(app)
    assert app.session_state["scenario"]["dispositif"] == "boost_innov"


@pytest.mark.parametrize("key", SCHEMES)
def test_each_headline_figure_is_one_click_from_its_proof(key):
    app = open_app("simuler", s=read({"dispositif": key}).to_link())
    links = [link.proto for link in app.get("page_link")]
    told = [parse_qs(one.query_string) for one in links if one.page == "explication"]
    assert [one["chiffre"] for one in told] == [[figure] for figure in SCHEMES[key].figures]
    assert {one["s"][0] for one in told} == {app.query_params["s"]}


@pytest.mark.parametrize("key", SCHEMES)
def test_changing_the_format_keeps_what_both_share(key):
    app = open_app("simuler")
    app.selectbox(key="dispositif").set_value(key).run()
    assert not app.exception
    assert app.session_state["scenario"]["dispositif"] == key


def test_the_search_of_the_sources_forgives_accents():
    app = open_app("sources")
    app.text_input[0].set_value("securite sociale").run()
    assert "Plafond annuel de la sécurité sociale" in words(app)
    app.text_input[0].set_value("zzzz").run()
    assert "Aucune ligne" in words(app)


@pytest.mark.parametrize("key", SCHEMES)
def test_a_handful_of_questions_comes_first(key):
    kind = SCHEMES[key].answers
    assert 3 <= len(essentials(kind)) <= 8
    assert set(essentials(kind)) | set(folded(kind)) == set(kind.model_fields)


def test_what_is_written_reads_back():
    for value, unit in [
        (1234567.89, "€"),
        (0.625, "ratio"),
        (-0.31, "%"),
        (6.5, "jours"),
        (0, "€"),
    ]:
        assert typed(written(value, unit), unit, False) == pytest.approx(value)
    assert typed("2 345,67 €", "€", False) == 2345.67
    assert typed("62,1 %", "ratio", False) == pytest.approx(0.621)
    assert typed("22/11/2026", "", True) == "2026-11-22"
    assert typed("abc", "€", False) == "abc"


SLIDERS = [
    (key, name)
    for key, scheme in SCHEMES.items()
    for name in essentials(scheme.answers)
    if has_slider(scheme.answers, name)
]


@pytest.mark.parametrize(("scheme", "name"), SLIDERS)
def test_a_slider_offers_nothing_that_is_then_refused(scheme, name):
    kind = SCHEMES[scheme].answers
    assert kind.model_fields[name].default in scale_of(kind, name) or name.startswith(
        ("prix", "salaire")
    )
    for step in scale_of(kind, name):
        assert simulate(read({"dispositif": scheme, "reponses": {name: step}})).routes


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_year_offered_is_answered(scheme):
    app = open_app("simuler", s=read({"dispositif": scheme}).to_link())
    years = [int(year) for year in app.select_slider(key=f"q_{scheme}_annee").options]
    assert len(years) >= 4
    for year in years:
        assert simulate(read({"dispositif": scheme, "reponses": {"annee": year}})).routes


def test_a_year_without_a_law_of_working_days_is_offered_once_the_day_is_priced():
    priced = read({"dispositif": "alize", "reponses": {"annee": 2015, "cout_journee": 300}})
    app = open_app("simuler", s=priced.model_copy(update={"tus": ()}).to_link())
    assert app.select_slider(key="q_alize_annee").options[0] == "1997"
    assert (
        open_app("simuler", s=read({"dispositif": "alize"}).to_link())
        .select_slider(key="q_alize_annee")
        .options[0]
        == "2000"
    )


def test_a_slider_keeps_its_scale_under_the_hand_and_writes_in_the_field():
    app = open_app("simuler")
    slider, field = "glissiere_boost_innov_nb_cadres", "q_boost_innov_nb_cadres"
    before = app.select_slider(key=slider).options
    app.select_slider(key=slider).set_value(30).run()
    assert app.text_input(key=field).value == "30"
    assert app.session_state["scenario"]["reponses"]["nb_cadres"] == 30
    assert app.select_slider(key=slider).options == before
    app.text_input(key=field).set_value("75").run()
    assert app.session_state["scenario"]["reponses"]["nb_cadres"] == 75
    assert app.select_slider(key=slider).value == 40
    assert app.select_slider(key=slider).options == [*before[:-1], "40 et plus"]


def test_a_typed_value_off_the_steps_stays_as_typed():
    app = open_app("simuler")
    app.text_input(key="q_boost_innov_salaire_brut").set_value("51 234,50").run()
    assert app.session_state["scenario"]["reponses"]["salaire_brut"] == 51234.5
    assert app.select_slider(key="glissiere_boost_innov_salaire_brut").value == 51234.5
    app.text_input(key="q_boost_innov_salaire_brut").set_value("beaucoup").run()
    assert "p-fault" in words(app)
    assert app.session_state["scenario"]["reponses"]["salaire_brut"] == 51234.5


def test_a_folded_answer_survives_its_fold_and_a_trip_to_another_page():
    app = open_app("simuler")
    app.session_state["hypotheses"] = True
    app.run()
    app.text_input(key="q_boost_innov_cout_journee").set_value("700").run()
    app.session_state["hypotheses"] = False
    app.run()
    app.select_slider(key="glissiere_boost_innov_nb_cadres").set_value(12).run()
    kept = app.session_state["scenario"]["reponses"]
    assert (kept["cout_journee"], kept["nb_cadres"]) == (700, 12)
    app.switch_page("pages/sources.py").run()
    app.switch_page("pages/simuler.py").run()
    assert not app.exception
    assert app.session_state["scenario"]["reponses"] == kept
    app.session_state["hypotheses"] = True
    app.run()
    assert app.text_input(key="q_boost_innov_cout_journee").value == "700"
    assert read(app.session_state["scenario"]).public().to_link() in app.query_params["s"]


@pytest.mark.parametrize("text", ["1e99", "1e300", "9" * 60, "-1e99", "٣", "1_000", "=1+1"])
def test_an_absurd_number_is_said_and_the_page_stands(text):
    app = open_app("simuler")
    app.session_state["hypotheses"] = True
    app.run()
    for name in ("cout_journee", "chiffre_affaires_mecene", "ressources_association"):
        app.text_input(key=f"q_boost_innov_{name}").set_value(text).run()
        assert not app.exception
        assert "p-fault" in words(app)
        app.text_input(key=f"q_boost_innov_{name}").set_value("").run()


def test_nothing_used_is_said_without_an_empty_chart():
    app = open_app("simuler")
    app.select_slider(key="glissiere_boost_innov_nb_cadres").set_value(0).run()
    assert not app.exception
    assert "personne ne paie rien" in words(app)
    assert not app.get("vega_lite_chart")


@pytest.mark.parametrize("key", SCHEMES)
def test_a_question_that_another_answer_replaces_is_not_asked(key):
    """The profit of a real company takes the place of its rate and of its tax."""
    kind = SCHEMES[key].answers
    plain, known = (
        kind(),
        {"benefice_mecene": 1e6} if "benefice_mecene" in kind.model_fields else {},
    )
    replaced = {"imposition_mecene", "impot_du_mecene"} if known else set()
    assert set(folded(kind, plain)) - set(folded(kind, kind(**known))) == replaced
