"""The sponsor's page: its answer, its questions, what it keeps to itself, its file of many."""

import json
import logging
import re
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.base.links import unpack
from simulator.cases import sponsor_draft as drafts
from simulator.cases.scenario import from_link as scenario_from_link
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.cases.sponsor_sharing import PRIVATE, complete, from_link, public
from simulator.figures.sponsor_outcome import assess
from simulator.stories.ready_cases import examples, scenarios
from simulator.stories.sponsor import answer
from simulator.stories.sponsor_balance import year_rows
from simulator.text import say

TIMEOUT = 60
SECRETS = ("7531", "864209", "Zoé Secret", "97531")
"""A gross pay, a profit, a name, a tax: nobody else’s figures look like these."""


def open_page(**parameters):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    app.switch_page("pages/mecene.py").run()
    assert not app.exception, app.exception
    return app


def words(app):
    bodies = (block.proto.body for block in app.get("html"))
    return " ".join(body for body in bodies if not body.startswith(("<style", "<script")))


def field(app, path):
    return app.text_input(key=f"m_{path}")


def type_secrets(app):
    field(app, "benefice.0").set_value(SECRETS[1]).run()
    field(app, "operations.0.salaries.0.brut_mensuel").set_value(SECRETS[0]).run()
    app.session_state["mecene_salaries_0"] = True
    app.run()
    field(app, "operations.0.salaries.0.libelle").set_value(SECRETS[2]).run()
    app.session_state["mecene_pli_groupe"] = True
    app.run()
    field(app, "impot_precedent").set_value(SECRETS[3]).run()
    assert not app.exception
    kept = complete(read_case(app.session_state["mecene"]["valid"]))
    assert all(secret in json.dumps(kept, ensure_ascii=False) for secret in SECRETS)


def token_of(app):
    """The token of the address; a list of one before the page writes it."""
    token = app.query_params.get("s", "")
    return token[0] if isinstance(token, list) else token


def address(app):
    """Everything the address says, its token unpacked."""
    token = token_of(app)
    inside = json.dumps(unpack(token, 2), ensure_ascii=False) if token else ""
    return f"{dict(app.query_params)} {inside}"


@pytest.mark.parametrize("name", examples())
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_example_shows_its_answer(name, lang):
    app = open_page(exemple=name, lang=lang)
    text = words(app)
    assert "p-answer" in text
    assert not re.search(r"\bnan\b|\binf\b|None|\{", re.sub(r"<[^>]+>", " ", text))
    assert app.get("vega_lite_chart")
    assert "s" not in app.query_params


def test_the_first_screen_gives_the_net_cost_and_the_gain_in_points():
    text = re.sub(r"<[^>]+>", "", words(open_page()))
    case = examples()["journees"]
    figures = assess(case).figures()
    assert f"{round(figures['cout_net']):,}".replace(",", "\u202f") in text
    assert "35 points, pas de 60" in text
    assert "Exemple." in text


def test_prudent_first_the_other_in_the_same_breath():
    outcome = assess(examples()["faible_benefice"])
    told = answer(outcome)
    first, second = told.index("150\u202f000\u00a0€ tant que"), told.index("60\u202f000\u00a0€")
    assert first < second


def captions(app):
    return " ".join(caption.value for caption in app.caption)


def test_the_scale_of_pay_says_beside_the_question_what_it_supposes():
    app = open_page()
    assert say("mecene.cout_brut_mensuel") in captions(app)
    app.session_state["mecene_salaries_0"] = True
    app.run()
    app.selectbox(key="m_operations.0.salaries.0.cout_connu").set_value("cout_mensuel").run()
    assert say("mecene.cout_brut_mensuel") not in captions(app)


def test_the_companys_rate_and_the_aid_of_the_contract_count():
    app = open_page()
    app.session_state["mecene_salaries_0"] = True
    app.run()
    here = "operations.0.salaries.0"
    app.selectbox(key=f"m_{here}.cout_connu").set_value("taux_patronal").run()
    field(app, f"{here}.brut_mensuel").set_value("5000").run()
    field(app, f"{here}.taux_patronal").set_value("40 %").run()
    field(app, f"{here}.aides_contrat").set_value("500").run()
    assert not app.exception
    case = read_case(app.session_state["mecene"]["valid"])
    (salarie,) = case.operations[0].salaries
    assert (salarie.taux_patronal, salarie.aides_contrat) == (0.4, 500)
    value = assess(case).valuations[0]
    assert value.cout_unitaire == pytest.approx((5_000 * 1.4 - 500) * 12 / 218)
    app.selectbox(key=f"m_{here}.cout_connu").set_value("cout_journee").run()
    field(app, f"{here}.cout_journee").set_value("400").run()
    (salarie,) = read_case(app.session_state["mecene"]["valid"]).operations[0].salaries
    assert (salarie.cout_journee, salarie.aides_contrat) == (400, 0)


def test_last_years_turnover_is_asked_and_answers():
    app = open_page()
    app.session_state["mecene_pli_groupe"] = True
    app.run()
    field(app, "chiffre_affaires_precedent").set_value("1 700 000 000").run()
    assert not app.exception
    case = read_case(app.session_state["mecene"]["valid"])
    assert case.chiffre_affaires_precedent == 1.7e9


def test_nothing_private_in_the_address_the_log_or_the_file(caplog):
    caplog.set_level(logging.DEBUG)
    app = open_page()
    type_secrets(app)
    for secret in SECRETS:
        assert secret not in address(app)
        assert secret not in caplog.text
    shared = from_link(token_of(app))
    assert not (PRIVATE - {"libelle"}) & set(_names(public(shared)))  # operations have a name too
    assert shared.chiffre_affaires == ()


def _names(data):
    if isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from _names(value)
    elif isinstance(data, list):
        for item in data:
            yield from _names(item)


def test_the_box_lets_pay_and_profit_out_and_takes_them_back():
    app = open_page()
    type_secrets(app)
    box = app.checkbox(key="mecene_inclure_prive")
    assert not box.value
    box.check().run()
    assert all(secret in address(app) for secret in SECRETS)
    assert "p-warning" in words(app)
    app.checkbox(key="mecene_inclure_prive").uncheck().run()
    assert not any(secret in address(app) for secret in SECRETS)


def test_the_saved_file_is_public_unless_ticked(monkeypatch):
    case = examples()["journees"]
    from simulator.ui import sponsor_state

    monkeypatch.setattr(sponsor_state, "is_included", lambda: False)
    assert json.loads(sponsor_state.saved(case)) == public(case)
    assert "5200" not in sponsor_state.saved(case)
    monkeypatch.setattr(sponsor_state, "is_included", lambda: True)
    assert read_case(json.loads(sponsor_state.saved(case))) == case


def test_a_failing_computation_logs_no_figure(monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    app = open_page()
    type_secrets(app)
    before = app.session_state["mecene"]["valid"]

    def fail(case):
        if case.chiffre_affaires == (13_000_000,):
            raise ZeroDivisionError(f"{complete(case)}")
        return assess(case)

    monkeypatch.setattr("simulator.ui.sponsor_state.assess", fail)
    field(app, "chiffre_affaires.0").set_value("13000000").run()
    assert not app.exception
    assert "ZeroDivisionError" in caplog.text
    assert not any(secret in caplog.text for secret in SECRETS)
    assert app.session_state["mecene"]["valid"] == before
    assert "p-answer" in words(app)


def test_a_failing_drawing_logs_no_figure(monkeypatch, caplog):
    def fail(outcome):
        raise ValueError(str(complete(outcome.case)))

    app = open_page()
    monkeypatch.setattr("simulator.ui.sponsor_results.headline", fail)
    field(app, "benefice.0").set_value(SECRETS[1]).run()
    assert not app.exception
    assert "ValueError" in caplog.text
    assert SECRETS[1] not in caplog.text


def test_a_public_link_says_which_figures_must_be_typed():
    from simulator.cases.sponsor_sharing import to_link

    case = examples()["journees"].model_copy(update={"chiffre_affaires": (9_000_000.0,)})
    app = open_page(s=to_link(case))
    text = words(app)
    assert "Salaire brut mensuel" in text
    assert "Bénéfice imposable" in text
    assert not app.get("vega_lite_chart")
    assert "Chiffre d’affaires" in text
    field(app, "chiffre_affaires.0").set_value("9 000 000").run()
    field(app, "operations.0.salaries.0.brut_mensuel").set_value("5 200").run()
    assert app.get("vega_lite_chart")
    assert "Bénéfice imposable" in words(app)
    field(app, "benefice.0").set_value("800 000").run()
    assert read_case(app.session_state["mecene"]["valid"]).benefice == (800_000,)
    assert "tait des chiffres" not in words(app)


@pytest.mark.parametrize("token", ["x", "1.abc", "1." + "A" * 3000, "..", "1.é"])
def test_a_broken_link_is_said_and_the_case_is_kept(token):
    app = open_page(s=token)
    assert "Ce lien est incomplet" in words(app)
    assert "p-answer" in words(app)


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("chiffre_affaires.0", "beaucoup", "nombre"),
        ("chiffre_affaires.0", "-5", "minimum"),
        ("chiffre_affaires.0", "1e400", "nombre"),
        ("chiffre_affaires.0", "", "manque"),
        ("operations.0.salaries.0.jours", "9999", "maximum"),
        ("operations.0.salaries.0.jours", "", "manque"),
        ("operations.0.salaries.0.brut_mensuel", "=1+1", "nombre"),
        ("operations.0.salaries.0.brut_mensuel", "12,50,3", "nombre"),
    ],
)
def test_bad_input_is_said_under_its_field_and_nothing_is_lost(path, text, said):
    app = open_page()
    before = app.session_state["mecene"]["valid"]
    shown = words(app)
    sentence = shown[shown.index("p-answer") : shown.index("</p>", shown.index("p-answer"))]
    field(app, path).set_value(text).run()
    assert not app.exception
    now = words(app)
    assert "p-fault" in now
    assert said in now
    assert sentence in now
    assert app.session_state["mecene"]["valid"] == before
    assert field(app, path).value == text
    app.switch_page("pages/sources.py").run()
    app.switch_page("pages/mecene.py").run()
    assert re.sub(r"\s", "", field(app, path).value).replace("\u2212", "-") == text


def test_a_french_comma_is_a_comma():
    app = open_page()
    field(app, "operations.0.salaries.0.jours").set_value("12,5").run()
    valid = read_case(app.session_state["mecene"]["valid"])
    assert valid.operations[0].salaries[0].jours == 12.5


def test_answers_on_the_path_flip_the_verdict():
    app = open_page()
    assert "Réduction ouverte" in words(app)
    app.session_state["mecene_parcours_0"] = True
    app.run()
    app.selectbox(key="m_operations.0.recu").set_value("non").run()
    assert not app.exception
    text = words(app)
    assert "Réduction fermée" in text
    assert "0 € de réduction" in text.replace("\u00a0", " ")
    assert "Ce qui débloque" in text
    app.selectbox(key="m_operations.0.recu").set_value("inconnu").run()
    assert "À confirmer" in words(app)


def test_each_headline_figure_is_one_click_from_its_proof():
    app = open_page(exemple="gros_don")
    links = [link.proto for link in app.get("page_link")]
    told = [parse_qs(one.query_string) for one in links if one.page == "explication"]
    assert [one["chiffre"][0] for one in told] == ["cout_net", "reduction", "plafond.0"]
    assert {one["exemple"][0] for one in told} == {"gros_don"}


def test_rows_are_added_and_removed_without_losing_the_others():
    app = open_page()
    app.session_state["mecene_salaries_0"] = True
    app.run()
    app.button(key="ajouter_salarie_0").click().run()
    assert not app.exception
    field(app, "operations.0.salaries.1.brut_mensuel").set_value("3000").run()
    field(app, "operations.0.salaries.1.jours").set_value("10").run()
    case = read_case(app.session_state["mecene"]["valid"])
    assert [s.brut_mensuel for s in case.operations[0].salaries] == [5200, 3000]
    app.button(key="retirer_salarie_0_0").click().run()
    case = read_case(app.session_state["mecene"]["valid"])
    assert [s.brut_mensuel for s in case.operations[0].salaries] == [3000]


def test_carried_amounts_are_typed_in_a_small_table():
    app = open_page()
    app.session_state["mecene_pli_reports"] = True
    app.run()
    app.button(key="ajouter_excedents").click().run()
    field(app, "excedents.0.annee").set_value("2024").run()
    field(app, "excedents.0.montant").set_value("10 000").run()
    field(app, "excedents.0.taux").set_value("60").run()
    assert not app.exception
    (carried,) = read_case(app.session_state["mecene"]["valid"]).excedents
    assert (carried.annee, carried.montant, carried.taux) == (2024, 10_000, 0.6)


def test_choosing_money_keeps_the_employees_aside():
    app = open_page()
    app.selectbox(key="m_operations.0.nature").set_value("argent").run()
    field(app, "operations.0.montants.0").set_value("40000").run()
    assert read_case(app.session_state["mecene"]["valid"]).operations[0].montants == (40_000,)
    app.selectbox(key="m_operations.0.nature").set_value("salaries").run()
    case = read_case(app.session_state["mecene"]["valid"])
    assert case.operations[0].salaries[0].brut_mensuel == 5200


@pytest.mark.parametrize("name", examples())
def test_a_draft_makes_its_case_again(name):
    case = examples()[name]
    assert drafts.case_of(drafts.draft_of(case)) == case


def test_a_hole_between_years_is_filled():
    draft = drafts.draft_of(examples()["gros_don"])
    draft["chiffre_affaires"] = [10, None, 30, None]
    draft["operations"][0]["montants"] = [5, None, 7]
    case = drafts.case_of(draft)
    assert case.chiffre_affaires == (10, 10, 30)
    assert case.operations[0].montants == (5, 0, 7)


@pytest.mark.parametrize("name", examples())
@pytest.mark.parametrize("which", ["prudent", "confirmed"])
def test_the_tables_by_year_balance(name, which):
    reading = assess(examples()[name]).reading(which)
    for rows in year_rows(reading):
        total = next(n for n, row in enumerate(rows) if row.is_sum)
        for year in range(6):
            opened = sum(row.amounts[year] for row in rows[:total])
            closed = sum(row.amounts[year] for row in rows[total + 1 :])
            assert opened == pytest.approx(rows[total].amounts[year], abs=0.005)
            assert closed == pytest.approx(rows[total].amounts[year], abs=0.005)


def test_many_companies_go_through_the_page():
    from simulator.ui import sponsor_batch

    app = open_page()
    app.session_state["mecene_plus_lot"] = True
    app.run()
    assert not app.exception
    text = "chiffre_affaires;montants\n12000000;5000\nabc;5000\n"
    told = sponsor_batch._computed(text.encode())
    assert told["counts"] == {"calculees": 1, "refusees": 1}
    assert "chiffre_affaires" in told["rejects"]
    assert sponsor_batch._computed(b"\xff\xfe")["fault"]
    assert sponsor_batch._computed(b"titre\nx\n")["fault"]


@pytest.mark.parametrize("name", ["recherche", "reformes", "depot", "lot"])
def test_what_goes_further_opens(name):
    app = open_page(exemple="gros_don")
    app.session_state[f"mecene_plus_{name}"] = True
    app.run()
    assert not app.exception
    assert "p-answer" in words(app)
    assert say("mecene.non_dessine") not in words(app)


def test_a_value_found_is_put_among_the_answers():
    app = open_page(exemple="gros_don")
    app.session_state["mecene_plus_recherche"] = True
    app.run()
    app.selectbox(key="recherche_mecene_chiffre").set_value("cout_net").run()
    app.selectbox(key="recherche_mecene_question").set_value("operations.0.montants.0").run()
    app.text_input(key="recherche_mecene_cible").set_value("116000").run()
    app.button(key="recherche_mecene_bouton").click().run()
    assert not app.exception
    app.button(key="recherche_mecene_adopter_0_0").click().run()
    assert not app.exception
    outcome = assess(read_case(app.session_state["mecene"]["valid"]))
    assert outcome.figures()["cout_net"] == pytest.approx(116_000, abs=0.01)
    assert outcome.case.operations[0].montants[0] == pytest.approx(100_000, abs=0.05)


# The simulator’s page keeps the sponsor’s figures too


def open_simulator(**parameters):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    app.switch_page("pages/simuler.py").run()
    assert not app.exception, app.exception
    return app


def test_the_simulator_keeps_pay_turnover_and_tax_out_of_its_address(caplog):
    caplog.set_level(logging.DEBUG)
    app = open_simulator()
    app.session_state["hypotheses"] = True
    app.run()
    typed = {
        "cout_journee": "7531",
        "chiffre_affaires_mecene": "864209",
        "impot_du_mecene": "97531",
    }
    for name, text in typed.items():
        app.text_input(key=f"q_boost_innov_{name}").set_value(text).run()
    shared = scenario_from_link(token_of(app))
    assert set(shared.tus) == set(typed)
    assert not any(text in address(app) or text in caplog.text for text in typed.values())
    app.checkbox(key="inclure_prive").check().run()
    assert all(text in address(app) for text in typed.values())


def test_a_simulator_link_says_what_it_leaves_out():
    whole = read({"dispositif": "boost_innov", "reponses": {"cout_journee": 700}})
    app = open_simulator(s=whole.public().to_link())
    assert "tait des chiffres" in words(app)
    assert "Coût d’une journée" in words(app)
    app.session_state["hypotheses"] = True
    app.run()
    app.text_input(key="q_boost_innov_cout_journee").set_value("700").run()
    assert "tait des chiffres" not in words(app)


@pytest.mark.parametrize("name", scenarios())
def test_a_published_case_stays_whole_in_the_address(name):
    scenario = scenarios()[name]
    app = open_simulator(s=scenario.to_link())
    assert scenario_from_link(token_of(app)).reponses == scenario.reponses
    assert "tait des chiffres" not in words(app)
