"""The proof of a figure has an address of its own, which holds what the case's link holds."""

import re
from html import unescape

import pytest

from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.cases.sponsor_sharing import to_link
from simulator.figures.sponsor_outcome import assess
from simulator.simulate import simulate
from simulator.stories.proved import OfScenario, OfSponsor
from simulator.stories.ready_cases import examples
from simulator.text import formats
from tests.house.said import opened
from tests.ui.test_mecene_page import SECRETS, open_page, type_secrets, words

BOOST = read({"dispositif": "boost_innov"})


def explained(**parameters):
    return opened("explication", **parameters)


def test_opened_cold_it_shows_the_account_of_the_figure_and_route_that_are_asked():
    app = explained(
        de="simuler", s=BOOST.to_link(), chiffre="effort_net_mecene", voie="don_eligible"
    )
    told = words(app)
    sheet = OfScenario(simulate(BOOST)).sheet("effort_net_mecene", "don_eligible")
    assert sheet.total[1] in told
    for block in sheet.blocks:
        assert block.total in told
        assert all(row.amount in told and row.formula in unescape(told) for row in block.rows)
    assert "vérifié le" in told
    assert told.count("<details") > 20
    assert "<details open" not in told
    assert "Ailleurs, affiché 6\u202f513\u00a0€" in told


def test_another_route_is_another_account_and_another_address():
    app = explained(de="simuler", s=BOOST.to_link(), voie="don_eligible")
    app.selectbox(key="explication_voie_don_eligible").select("prix_reduit").run()
    assert not app.exception
    assert app.query_params["voie"] == "prix_reduit"
    assert app.query_params["s"] == BOOST.to_link()
    own = OfScenario(simulate(BOOST)).sheet("effort_net_mecene", "prix_reduit")
    assert own.total[1] in words(app)
    app.selectbox(key="explication_chiffre_effort_net_mecene").select("effort_etat").run()
    assert app.query_params["chiffre"] == "effort_etat"
    assert "porte" in words(app).split("p-answer")[1]


def test_an_auditor_opens_everything_at_once_and_the_address_says_so():
    app = explained(de="simuler", s=BOOST.to_link())
    app.checkbox(key="ouvert_False").check().run()
    told = words(app)
    assert told.count("<details") == told.count("<details open") + told.count('" open>')
    assert app.query_params["ouvert"] == "oui"


@pytest.mark.parametrize("name", examples())
def test_an_example_of_a_sponsor_is_proved_whole(name):
    app = explained(de="mecene", exemple=name, chiffre="cout_net")
    told = OfSponsor(assess(examples()[name])).sheet("cout_net", "prudent.operations")
    assert told.total[1] in words(app)
    assert "Ce lien ne porte pas" not in words(app)


def test_a_link_without_its_private_values_says_so_and_how_to_get_them_back():
    case = examples()["journees"]
    app = explained(de="mecene", s=to_link(case), chiffre="cout_net")
    told = words(app)
    assert "Ce lien ne porte pas toutes les valeurs" in told
    assert "Salaire" in told
    assert "fichier enregistré" in told
    assert "p-account" not in told
    (back,) = [link.proto for link in app.get("page_link") if link.proto.page == "mecene"]
    assert to_link(case) in back.query_string


def test_a_scenario_whose_link_leaves_a_salary_out_says_that_a_proposed_value_stands_for_it():
    case = read({"dispositif": "boost_innov", "reponses": {"salaire_brut": 71_234}})
    app = explained(de="simuler", s=case.public().to_link())
    assert "Ce lien ne porte pas toutes les valeurs" in words(app)
    assert "71\u202f234" not in words(app)
    assert "p-account" in words(app)


def test_in_the_session_that_wrote_the_link_the_private_values_are_there_and_not_in_the_address():
    app = open_page(exemple="journees")
    type_secrets(app)
    links = [one.proto for one in app.get("page_link") if one.proto.page == "explication"]
    assert not any(secret in one.query_string for one in links for secret in SECRETS)
    held = assess_held(app)
    app.query_params["de"] = "mecene"
    app.query_params["chiffre"] = "cout_net"
    app.switch_page("pages/explication.py").run()
    assert not app.exception
    told = words(app)
    assert formats.euros_cents(held.prudent.cout_net) in told
    assert "Ce lien ne porte pas" not in told
    typed = SECRETS[0].replace(" ", "")
    assert typed in re.sub(r"[\u202f\u00a0 ]", "", told)
    assert not any(typed in str(value) for value in app.query_params.values())


def assess_held(app):
    return assess(read_case(app.session_state["mecene"]["valid"]))


@pytest.mark.parametrize(("name", "value"), [("chiffre", "zut"), ("voie", "zut")])
@pytest.mark.parametrize("page", ["simuler", "mecene"])
def test_what_the_address_names_and_is_not_there_is_said(page, name, value):
    app = explained(de=page, **{name: value})
    told = words(app)
    assert "p-fault" in told
    assert "«\u00a0zut\u00a0»" in told
    assert app.query_params[name] == value
    assert "p-account" in told


@pytest.mark.parametrize("page", ["simuler", "mecene"])
def test_a_link_that_cannot_be_read_is_said(page):
    app = explained(de=page, s="1.abc")
    assert "Ce lien ne mène à aucun cas" in words(app)
    assert app.query_params["s"] == "1.abc"


def test_an_example_that_does_not_exist_is_said():
    told = words(explained(de="mecene", exemple="zut"))
    assert "zut" in told
    assert "p-account" not in told


def test_a_figure_that_nobody_knows_says_what_is_missing():
    link = read({"dispositif": "ppj"}).to_link()
    told = words(explained(de="simuler", s=link, chiffre="effort_region"))
    assert "Région" in told.split("p-warning")[1]
    assert "p-account" not in told
    told = words(explained(de="mecene", exemple="journees", voie="prudent.prestataire"))
    assert "p-account" in told or "prix de prestataire" in told
