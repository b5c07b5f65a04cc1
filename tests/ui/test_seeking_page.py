"""The blocks of the page: a figure is sought, a value is taken, a reform is set beside the law."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.cases.reform import shipped
from simulator.cases.reform_files import read_reform
from simulator.cases.scenario import read
from simulator.rules.volumes import jours_pretes
from simulator.schemes import SCHEMES

ALIZE = read({"dispositif": "alize", "reponses": {"annee": 2026}})


def open_page(scenario=ALIZE, lang="fr", **opened):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params["s"], app.query_params["lang"] = scenario.to_link(), lang
    for key in opened:
        app.session_state[key] = True
    app.run()
    app.switch_page("pages/simuler.py").run()
    assert not app.exception, app.exception
    return app


def words(app):
    bodies = (block.proto.body for block in app.get("html"))
    text = " ".join(
        re.sub(r"<[^>]+>", " ", b) for b in bodies if not b.startswith(("<style", "<script"))
    )
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def seek(app, figure, target, question):
    app.selectbox(key="recherche_scenario_chiffre").set_value(figure)
    app.text_input(key="recherche_scenario_cible").set_value(target)
    app.selectbox(key="recherche_scenario_question").set_value(question)
    app.button(key="recherche_scenario_bouton").click().run()
    assert not app.exception, app.exception
    return words(app)


def test_a_closed_block_costs_nothing():
    app = open_page()
    assert not [b for b in app.button if b.key and b.key.startswith("recherche")]


def test_a_value_is_found_and_taken():
    app = open_page(recherche=True)
    told = seek(app, "cout_reel", "2 000", "cout_journee")
    assert "résultat vérifié" in told
    app.button(key="recherche_scenario_adopter_0_0").click().run()
    assert not app.exception, app.exception
    taken = app.session_state["scenario"]["reponses"]["cout_journee"]
    scenario = read(app.session_state["scenario"])
    assert taken * jours_pretes(scenario.reponses) == pytest.approx(2000, abs=0.01)
    assert "cherchez de nouveau" in words(app)


@pytest.mark.parametrize(
    ("figure", "target", "question", "said"),
    [
        ("effort_net_mecene", "-5", "jours", "Aucune réponse"),
        ("cout_reel", "1", "effectif_pme", "ne change pas"),
        ("argent_public", "10", "jours", "est inconnu"),
        ("cout_reel", "beaucoup", "jours", "n’est pas un nombre"),
        ("cout_reel", "", "jours", "n’est pas un nombre"),
    ],
)
def test_what_is_not_found_is_said(figure, target, question, said):
    app = open_page(recherche=True)
    assert said in seek(app, figure, target, question)
    assert not [b for b in app.button if b.key and "adopter" in b.key]


@pytest.mark.parametrize("key", SCHEMES)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_both_blocks_open_for_every_format(key, lang):
    app = open_page(read({"dispositif": key}), lang=lang, recherche=True, reformes=True)
    assert not re.search(r"\bnan\b|\binf\b|None|{", words(app))


@pytest.mark.parametrize("key", SCHEMES)
def test_every_format_answers_a_search(key):
    app = open_page(read({"dispositif": key}), recherche=True)
    app.text_input(key="recherche_scenario_cible").set_value("1000")
    app.button(key="recherche_scenario_bouton").click().run()
    assert not app.exception, app.exception
    assert re.search("1 000,00 €", words(app))


def test_a_reform_stands_beside_the_law_and_leaves_it_alone():
    app = open_page(reformes=True)
    app.session_state["voie_montree"] = "organisme_agree"
    app.run()
    app.selectbox(key="reforme_scenario_choix").set_value("taux_50").run()
    assert not app.exception, app.exception
    told = words(app)
    assert "Hypothèse : la réduction du mécénat passe de 60 % à 50 %" in told
    assert re.search(r"Droit en vigueur\s+Réforme\s+Écart", told)
    assert "Lu par ce cas" in told
    json.dumps(app.session_state["scenario"])


def test_a_reform_is_built_corrected_and_forgotten():
    app = open_page(reformes=True, reforme_scenario_la_sienne=True)
    app.selectbox(key="reforme_scenario_parametre").set_value("mecenat.taux_reduction").run()
    field = "reforme_scenario_valeur_mecenat.taux_reduction"
    app.text_input(key=field).set_value("150")
    app.text_input(key="reforme_scenario_depuis").set_value("01/01/2026")
    app.text_input(key="reforme_scenario_nom").set_value("Taux réduit")
    app.button(key="reforme_scenario_ajouter").click().run()
    assert "peut aller de" in words(app)
    assert app.text_input(key=field).value == "150"
    app.text_input(key=field).set_value("45").run()
    app.button(key="reforme_scenario_ajouter").click().run()
    assert not app.exception, app.exception
    kept = read_reform(app.session_state["reforme_scenario_texte"])
    assert (kept.name, [row.value for row in kept.rows]) == ("Taux réduit", [0.45])
    assert app.selectbox(key="reforme_scenario_choix").value == "la_votre"
    app.button(key="reforme_scenario_oublier").click().run()
    assert not app.exception, app.exception
    assert app.selectbox(key="reforme_scenario_choix").value in shipped()
