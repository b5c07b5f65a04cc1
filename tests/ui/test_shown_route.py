"""The route shown drives the whole page: answer, figures, explanation, drawings, link, reforms."""

import json

import pytest

from simulator.base.rounding import whole
from simulator.cases.scenario import read
from simulator.errors import InputError
from simulator.ledger import Party
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.text import formats, say
from tests.test_command_line import run
from tests.ui.test_pages import open_app, words

ROUTES = [
    (key, route.key)
    for key, scheme in SCHEMES.items()
    if len(scheme.routes) > 1
    for route in scheme.routes
]


@pytest.mark.parametrize(("scheme", "route"), ROUTES)
def test_a_link_with_a_route_opens_on_that_route(scheme, route):
    scenario = read({"dispositif": scheme, "voie": route})
    app = open_app("simuler", s=scenario.to_link())
    assert app.selectbox(key="voie_montree").value == route
    name = say(f"voies.{route}.nom")
    assert f"voie « {name} »".replace("« ", "«\u00a0").replace(" »", "\u00a0»") in words(app)
    assert read(app.session_state["scenario"]).voie == route
    assert app.query_params["s"] == scenario.to_link()


def test_choosing_a_route_changes_answer_figures_and_link():
    app = open_app("simuler")
    before, link = words(app), app.query_params["s"]
    outcome = simulate(read({"dispositif": "boost_innov", "voie": "prix_reduit"}))
    effort = formats.euros(whole(float(outcome.headline.ledger.borne(Party.MECENE))))
    app.selectbox(key="voie_montree").select("prix_reduit").run()
    after = words(app)
    assert "voie choisie" in after
    assert "voie choisie" not in before
    answer = after.split("p-answer")[1].split("</p>")[0]
    figures = after.split("p-figures")[3].split("</div>")[0]
    assert effort in answer
    assert effort in after.split("p-figures", 1)[1].split("p-heading")[0], figures
    assert app.query_params["s"] != link
    app.selectbox(key="voie_montree").select("").run()
    assert "voie choisie" not in words(app)
    assert app.query_params["s"] == link


def test_another_format_forgets_a_route_that_it_does_not_have():
    app = open_app("simuler", s=read({"dispositif": "alize", "voie": "prestation"}).to_link())
    app.selectbox(key="dispositif").select("ppj").run()
    assert not app.exception
    assert read(app.session_state["scenario"]).voie is None


def test_another_format_keeps_the_answers_that_it_admits_and_names_the_others():
    case = read({"dispositif": "alize", "reponses": {"annee": 2015, "salaire_brut": 61_000}})
    app = open_app("simuler", s=case.to_link())
    app.selectbox(key="dispositif").set_value("boost_innov").run()
    kept = read(app.session_state["scenario"]).reponses
    assert (kept.annee, kept.salaire_brut) == (2026, 61_000)  # Boost Innov began in 2018
    told = words(app)
    assert "n’a pas repris toutes vos réponses" in told
    assert say("champs.annee.label") in told.split("n’admet pas")[1][:200]
    app.text_input(key="q_boost_innov_nb_cadres").set_value("11").run()
    assert "n’a pas repris" not in words(app)


@pytest.mark.parametrize("voie", ["zut", "", 3, ["prix_reduit"], "pret_direct"])
def test_a_route_of_another_format_is_refused_in_words(voie):
    with pytest.raises(InputError, match="voie"):
        read({"dispositif": "boost_innov", "voie": voie})


def test_the_command_line_follows_the_route_asked(tmp_path, capsys):
    path = tmp_path / "cas.json"
    path.write_text(json.dumps({"dispositif": "boost_innov", "voie": "prix_reduit"}))
    code, out, _ = run(capsys, "run", path)
    assert (code, json.loads(out)["voie_retenue"]) == (0, "prix_reduit")


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ({"dispositif": "performance_ciblee"}, "Règles de 2007."),
        ({"dispositif": "ppj"}, "Règles de 2004."),
        ({"dispositif": "boost_innov"}, "Règles de 2026."),
        (
            {"dispositif": "alize", "reponses": {"annee": 2015, "duree_annees": 3}},
            "Règles de 2015 à 2017.",
        ),
        (
            {"dispositif": "alize", "reponses": {"annee": 2028}},
            "Règles de 2026, les dernières lues, prolongées à 2028.",
        ),
    ],
)
def test_the_rules_named_are_those_of_the_screen(case, told):
    text = words(open_app("simuler", s=read(case).to_link()))
    assert told in text
    year = told.split()[2].strip(".,")
    assert f"Règles de {2026}" not in text or year == "2026"


def test_a_reform_that_moves_nothing_here_says_where_it_does():
    app = open_app("simuler")
    app.session_state["reformes"] = True
    app.run()
    app.selectbox(key="reforme_scenario_choix").select("taux_50").run()
    told = words(app)
    assert "ne change aucun chiffre de la voie montrée" in told
    assert say("voies.don_eligible.nom") in told.split("ne change aucun chiffre")[1]
    app.selectbox(key="voie_montree").select("don_eligible").run()
    assert "ne change aucun chiffre" not in words(app)


def test_a_reform_that_moves_nothing_at_all_says_so():
    app = open_app("simuler")
    app.session_state["reformes"] = True
    app.run()
    app.selectbox(key="reforme_scenario_choix").select("seuil_5_millions").run()
    assert "n’est pas atteint dans ce cas" in words(app)
