"""The page of a programme: what is typed is kept, what is wrong is said, links come back."""

import json

import pytest

from simulator.cases.programme import programme_from_link, read_programme
from simulator.stories.programme_ready import names, programme_ready
from simulator.text import say
from tests.studies.test_programme import body, line
from tests.ui.test_pages import open_app, words

CELL = "pg_lignes.{}.pme.{}"
EXAMPLE = {"annees": [2027, 2028, 2029]}


def page(**parameters):
    return open_app("programme", **parameters)


def address(app):
    value = app.query_params["p"]
    return value if isinstance(value, str) else value[0]


def cell(app, rank, year):
    return app.text_input(key=CELL.format(rank, year))


def state(app):
    return app.session_state["programme"]


def test_the_answer_is_there_before_any_field_is_filled():
    app = page()
    shown = words(app)
    assert "p-answer" in shown
    assert shown.count("p-value") >= 4
    assert state(app)["faults"] == {}
    json.dumps(state(app))


def test_a_typed_number_moves_the_answer_and_the_link():
    app = page()
    before, link = words(app), address(app)
    cell(app, 0, 0).set_value("12").run()
    assert not app.exception
    assert words(app) != before
    assert address(app) != link
    assert programme_from_link(address(app)).lignes[0].pme[0] == 12


@pytest.mark.parametrize(
    ("rank", "typed", "said", "kept"),
    [
        (2, "12", ["« 12 »", "10 ou 15", "garde 10"], 10),
        (2, "3", ["« 3 »", "0 ou 5", "garde 0"], 0),
        (0, "douze", ["« douze »", "nombre", "garde 8"], 8),
        (0, "2,5", ["« 2,5 »", "entier", "garde 8"], 8),
        (0, "-4", ["« -4 »", "bornes", "garde 8"], 8),
        (0, "99999999", ["bornes", "garde 8"], 8),
    ],
)
def test_a_wrong_cell_keeps_its_text_and_the_calculation_its_neighbour(rank, typed, said, kept):
    app = page()
    cell(app, rank, 0).set_value(typed).run()
    assert not app.exception
    shown = words(app).replace("\u00a0", " ")
    for word in said:
        assert word in shown
    assert cell(app, rank, 0).value == typed
    assert state(app)["valid"]["lignes"][rank]["pme"][0] == kept
    cell(app, 1, 1).set_value("6").run()  # the rest goes on
    assert cell(app, rank, 0).value == typed
    assert state(app)["valid"]["lignes"][1]["pme"][1] == 6


def test_french_numbers_are_read_in_every_cell():
    app = page()
    app.text_input(key="pg_budget_region").set_value("22 500,50 €").run()
    assert not app.exception
    assert state(app)["valid"]["budget_region"] == 22_500.5
    assert "Reporter" in words(app) or "Il manque" in words(app)
    cell(app, 0, 0).set_value("1 200").run()
    assert state(app)["valid"]["lignes"][0]["pme"][0] == 1_200


def test_the_balance_names_its_remedy():
    case = body(
        line("performance_ciblee", [4, 8, 8], "isere", reponses={"aide_region": 1_000}),
        annees=[2027, 2028, 2029], budget_region=7_000,
    )  # fmt: skip
    app = page(p=read_programme(case).to_link())
    shown = words(app).replace("\u202f", "").replace("\u00a0", " ")
    assert "Reporter" in shown
    assert "2000 €" in shown
    assert "pas chaque année" in shown


def test_lines_are_added_removed_and_pasted():
    app = page()
    press(app, "programme_page.ajouter")
    assert len(state(app)["draft"]["lignes"]) == 4
    app.button(key="programme_retirer_0").click().run()
    assert state(app)["draft"]["lignes"][0]["territoire"] == "isere"
    app.text_area(key="programme_colle").set_value(
        "Meuse\tALIZÉ\t8\t10\t12\t3\nVosges\talize\t1 0\t2\t3"
    )
    press(app, "programme_page.coller_remplacer")
    assert not app.exception
    first, second = state(app)["draft"]["lignes"]
    assert (first["territoire"], first["dispositif"], first["mecenes"]) == ("meuse", "alize", "3")
    assert second["pme"] == ["1 0", "2", "3"]
    assert "p-fault" in words(app)


def test_a_wrong_cell_keeps_its_neighbour_while_lines_come_and_go():
    app = page()
    cell(app, 1, 0).set_value("8").run()
    cell(app, 1, 0).set_value("huit").run()
    press(app, "programme_page.ajouter")
    app.button(key="programme_retirer_0").click().run()
    assert cell(app, 0, 0).value == "huit"
    assert state(app)["valid"]["lignes"][0]["pme"][0] == 8


@pytest.mark.parametrize("elsewhere", ["simuler", "sources", "comparer"])
def test_what_was_typed_survives_a_trip_to_another_page(elsewhere):
    app = page()
    cell(app, 1, 0).set_value("huit").run()
    cell(app, 0, 0).set_value("11").run()
    app.switch_page(f"pages/{elsewhere}.py").run()
    app.switch_page("pages/programme.py").run()
    assert not app.exception
    assert (cell(app, 1, 0).value, cell(app, 0, 0).value) == ("huit", "11")
    assert "« huit »" in words(app).replace("\u00a0", " ")
    cell(app, 1, 0).set_value("8").run()
    app.switch_page(f"pages/{elsewhere}.py").run()
    app.switch_page("pages/programme.py").run()
    assert cell(app, 1, 0).value == "8"
    assert "p-fault" not in words(app)


def test_the_title_of_a_ready_programme_holds_while_its_lines_do():
    app = page()
    assert state(app)["valid"]["titre"] == say("programme_page.titre.exemple")
    cell(app, 0, 0).set_value("20").run()
    assert "titre" not in state(app)["valid"]
    cell(app, 0, 0).set_value("8").run()
    assert state(app)["valid"]["titre"] == say("programme_page.titre.exemple")


def test_the_views_open_one_at_a_time():
    app = page()
    app.session_state["programme_plus"] = True
    for view in ("par_ligne", "calendrier", "reserves", "partager"):
        app.session_state["programme_vue"] = view
        app.run()
        assert not app.exception
    app.text_input(key="pg_titre").set_value("Convention 2027").run()
    assert state(app)["valid"]["titre"] == "Convention 2027"
    assert "Convention 2027" in words(app)


def test_a_line_pasted_wrong_is_told_by_its_number_and_nothing_is_taken():
    app = page()
    app.text_area(key="programme_colle").set_value("Meuse;ALIZÉ;8\nAtlantide;ALIZÉ;3\nMeuse;Loto;3")
    press(app, "programme_page.coller_ajouter")
    shown = words(app)
    assert "Ligne 2" in shown
    assert "Atlantide" in shown
    assert "Ligne 3" in shown
    assert len(state(app)["draft"]["lignes"]) == 3
    assert app.text_area(key="programme_colle").value.startswith("Meuse;")


def press(app, key):
    next(one for one in app.button if one.label == say(key)).click().run()
    assert not app.exception, app.exception


@pytest.mark.parametrize(
    ("shape", "firms"),
    [
        ("constant", ["8", "8", "8"]),
        ("montee", ["3", "5", "8"]),
        ("pilote", ["7", "8", "8"]),
    ],
)
def test_a_gesture_fills_the_years(shape, firms):
    app = page()
    app.button(key=f"programme_forme_{shape}").click().run()
    assert state(app)["draft"]["lignes"][0]["pme"] == firms
    assert all(int(x) % 5 == 0 for x in state(app)["draft"]["lignes"][2]["pme"])


@pytest.mark.parametrize("name", names())
def test_every_ready_programme_opens(name):
    app = page()
    app.button(key=f"programme_pret_{name}").click().run()
    assert not app.exception
    shown = words(app)
    assert "p-answer" in shown
    assert "p-fault" not in shown
    assert programme_ready(name)["titre"].split(" ")[0] in shown
    assert state(app)["valid"]["annees"][0] == programme_ready(name)["debut"]


def test_the_aim_of_2007_is_two_thousand_firms_and_no_more():
    lines = programme_ready("objectif")["lignes"]
    assert sum(int(x) for one in lines for x in one["pme"]) == 2_000


def test_another_format_keeps_the_answers_that_both_ask():
    case = body(line("alize_avance", reponses={"nb_avances": 3, "jours_par_pme": 4}))
    app = page(p=read_programme(case).to_link())
    app.selectbox(key="pg_lignes.0.dispositif").set_value("alize").run()
    assert not app.exception
    assert state(app)["valid"]["lignes"][0]["reponses"] == {"jours_par_pme": 4}


def test_years_are_added_and_taken_away():
    app = page()
    app.selectbox(key="pg_nombre").set_value(5).run()
    assert not app.exception
    assert state(app)["valid"]["annees"] == [2027, 2028, 2029, 2030, 2031]
    cell(app, 0, 4).set_value("9").run()
    app.selectbox(key="pg_nombre").set_value(2).run()
    assert state(app)["valid"]["annees"] == [2027, 2028]


def test_a_format_before_its_first_year_is_said_and_the_last_results_stay():
    app = page()
    app.selectbox(key="pg_debut").set_value(2000).run()
    assert not app.exception
    assert say("simuler.derniere_valide") in words(app)
    assert state(app)["valid"]["annees"][0] == 2027


@pytest.mark.parametrize("token", ["x", "1.abc", "9.abc"])
def test_a_broken_link_is_said_and_the_programme_kept(token):
    app = page(p=token)
    assert "p-warning" in words(app)
    assert len(state(app)["draft"]["lignes"]) == 3
    assert address(app) == token


def test_a_link_opens_what_it_holds_and_no_private_answer():
    case = read_programme(
        body(line(mecenes=3, reponses={"jours_par_pme": 4, "salaire_brut": 71_000}),
             animation={"meuse": [1, 2, 3]}, survie_3_ans=0.5, budget_region=9)
    )  # fmt: skip
    app = page(p=case.to_link())
    assert state(app)["valid"]["animation"] == {"meuse": [1.0, 2.0, 3.0]}
    assert state(app)["draft"]["survie_3_ans"] == "50"
    app.text_input(key="pg_lignes.0.mecenes").set_value("4").run()
    shared = programme_from_link(address(app)).lignes[0]
    assert shared.mecenes == 4
    assert "salaire_brut" not in shared.reponses
    assert shared.tus == ("salaire_brut",)
    opened = page(p=address(app))
    assert say("simuler.lien_prive_titre") in words(opened)
    opened.session_state["programme_reponses"] = True
    opened.run()
    opened.text_input(key="pg_lignes.0.reponses.salaire_brut").set_value("60 000").run()
    assert say("simuler.lien_prive_titre") not in words(opened)
    assert state(opened)["valid"]["lignes"][0]["reponses"]["salaire_brut"] == 60_000


def test_what_is_supposed_is_typed_and_unknown_until_then():
    app = page()
    app.session_state["programme_hypotheses"] = True
    app.run()
    app.text_input(key="pg_animation.savoie").set_value("40 000 ; 45 000 ; 50 000").run()
    app.text_input(key="pg_survie_3_ans").set_value("80").run()
    app.text_input(key="pg_lignes.0.capacite").set_value("24").run()
    assert not app.exception
    valid = state(app)["valid"]
    assert valid["animation"] == {"savoie": [40_000, 45_000, 50_000]}
    assert valid["survie_3_ans"] == 0.8
    assert say("programme_page.plein") in words(app)
    app.text_input(key="pg_animation.savoie").set_value("40 000 ; 45 000").run()
    assert "p-fault" in words(app)
    assert state(app)["valid"]["animation"] == {"savoie": [40_000, 45_000, 50_000]}


def test_the_answers_of_a_line_can_be_changed():
    app = page()
    app.session_state["programme_reponses"] = True
    app.run()
    app.text_input(key="pg_lignes.0.reponses.emplois_prevus").set_value("12").run()
    assert not app.exception
    assert state(app)["valid"]["lignes"][0]["reponses"]["emplois_prevus"] == 12
    app.text_input(key="pg_lignes.0.reponses.emplois_prevus").set_value("douze").run()
    assert "douze" in words(app)
    assert state(app)["valid"]["lignes"][0]["reponses"]["emplois_prevus"] == 12
    app.text_input(key="pg_lignes.0.reponses.emplois_prevus").set_value("").run()
    assert state(app)["valid"]["lignes"][0].get("reponses", {}) == {}
