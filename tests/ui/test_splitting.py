"""The block « Répartir un budget »: asked by its button; what is typed stays."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from simulator.api.verbs import VERBS
from simulator.base.links import loads
from simulator.studies.split_body import answer, plain

OPTIONS = [
    {"territoire": "Loire", "dispositif": "alize", "groupe": 1, "groupes_max": 40,
     "reponses": {"cout_animation": 3_000, "part_region": 1, "jours_par_pme": 3}},
    {"territoire": "Isère", "dispositif": "performance_ciblee", "groupe": 4, "groupes_max": 3,
     "reponses": {}},
]  # fmt: skip


def page(options, year, budget):
    from simulator.ui.splitting import split_panel

    split_panel(options, year, budget)


@pytest.fixture
def block():
    return AppTest.from_function(page, args=(OPTIONS, 2009, 84_500), default_timeout=60).run()


def field(app, name):
    return app.text_input(key=f"repartir_{name}")


def split(app):
    return app.button(key="repartir_bouton").click().run()


def said(app):
    return " ".join(h.proto.body for h in app.get("html")).replace("\u00a0", " ").replace(
        "\u202f", " "
    )  # fmt: skip


def test_nothing_is_answered_before_the_button_and_the_fields_are_those_of_the_options(block):
    assert "peut aider" not in said(block)
    assert [t.label for t in block.text_input] == [
        "Budget de la Région, 2009", "Et avec de plus (€)", "Au moins, dans Loire (PME)",
        "Conseil disponible (demi-journées)", "Jours de mécène, Loire",
    ]  # fmt: skip
    assert field(block, "budget_region").value == "84\u202f500"


def test_the_button_gives_the_answer_which_stands_until_the_demand_changes(block):
    app = split(block)
    assert "peut aider 28 PME au plus" in said(app)
    field(app, "planchers_pme.Loire").set_value("20").run()
    assert "La demande a changé" in said(app)
    assert "peut aider" not in said(app)
    assert "peut aider" in said(split(app))
    kept = app.session_state["repartir"]
    assert kept["demande"]["planchers_pme"] == {"Loire": "20"}
    asked = loads(json.dumps(kept["demande"]))
    assert json.loads(VERBS["repartir"].written(asked)) == kept["reponse"]


def test_an_impossible_demand_has_one_button_for_each_way_out_and_each_works(block):
    field(block, "planchers_pme.Loire").set_value("20")
    field(block, "jours_mecene.Loire").set_value("45")
    app = split(block)
    assert "exige 60 jours de mécène" in said(app)
    app.button(key="repartir_issue_jours_mecene.Loire").click().run()
    assert field(app, "jours_mecene.Loire").value == "60"
    assert "peut aider" in said(app)


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("budget_region", "beaucoup", "n’est pas un nombre"),
        ("budget_region", "", "La case est vide"),
        ("budget_region", "50.000", "deux façons"),
        ("planchers_pme.Loire", "2,5", "nombre entier"),
        ("jours_mecene.Loire", "-1", "le minimum est 0"),
    ],
)
def test_what_is_wrong_is_said_under_its_field_and_stays_typed(block, name, typed, words):
    field(block, name).set_value(typed)
    app = split(block)
    assert words in said(app)
    assert "planchers_pme" not in said(app)
    assert "peut aider" not in said(app)
    assert field(app, name).value == typed


def test_the_answer_is_told_again_in_the_language_of_the_page():
    def spoken(options, lang):
        from simulator.text import speak
        from simulator.ui.splitting import split_panel

        speak(lang)
        split_panel(options, 2009, 84_500)

    app = AppTest.from_function(spoken, args=(OPTIONS, "fr"), default_timeout=60).run()
    field(app, "planchers_pme.Loire").set_value("50")
    assert "Demander au moins 50 PME" in said(split(app))
    app.args = (OPTIONS, "en")
    assert "Asking for at least 50 SMEs" in said(app.run())


def test_a_group_that_the_page_offers_anew_takes_the_place_of_the_old_one(block):
    split(block)
    fewer = [{**OPTIONS[0], "groupes_max": 5}, OPTIONS[1]]
    block.args = (fewer, 2009, 84_500)
    assert "peut aider 17 PME au plus" in said(split(block.run()))


def test_what_more_money_brings_and_where_is_the_difference_of_two_answers(block):
    """12 SMEs in Isère at most, by groups of four: the money of ALIZÉ goes to the last ones."""
    app = split(block)
    assert "Avec 100 000 € de plus" in said(app)
    body = {**app.session_state["repartir"]["demande"]}
    body["budget_region"] = 184_500
    larger = plain(answer(body))
    gained = larger["valeur"] - app.session_state["repartir"]["reponse"]["valeur"]
    assert gained > 0
    assert f"{gained} PME de plus" in said(app)


@pytest.mark.parametrize(
    ("typed", "told"), [("", ""), ("0", "0"), ("abc", "abc"), ("-5", "-5"), ("20 000", "20 000 €")]
)
def test_a_typed_amount_is_read_or_said_and_the_answer_stays(block, typed, told):
    field(block, "de_plus").set_value(typed).run()
    app = split(block)
    assert not app.exception
    assert "peut aider 28 PME au plus" in said(app)
    assert told in said(app).replace("−", "-")
