"""A split in words, in both languages, and at the command line."""

import json

import pytest

from simulator.__main__ import main
from simulator.stories import split as told
from simulator.studies.split_body import answer, plain
from simulator.text import LANGUAGES, speaking
from tests.studies.test_split import demand, option

BODY = demand(
    option("Isère", most=3), option("Ain", most=3),
    option("Loire", "alize", groupe=1, most=40, jours_par_pme=3, cout_animation=3_000,
           part_region=1),
    budget=84_500, capacites={"demi_journees_conseil": 160, "jours_mecene": {"Loire": 45}},
)  # fmt: skip
IMPOSSIBLE = BODY | {"planchers_pme": {"Loire": 20}}
NBSP = "\u00a0"


def found_of(body):
    return told.told(body, plain(answer(body)))


def said(body):
    return " ".join(told.lines(answer(body))).replace(NBSP, " ").replace("\u202f", " ")


def test_the_answer_says_the_best_and_what_ten_thousand_euros_more_add():
    assert said(BODY).startswith(
        "Avec 84 500 €, la Région peut aider 24 PME au plus. 10 000 € de plus y ajoutent 3 PME."
    )
    short = demand(option(most=9), budget=30_000)
    assert "10 000 € de plus y ajoutent 4 PME." in said(short)
    assert "n’y ajoutent rien : il en faut 18 000 €." in said(short | {"budget_region": 30_000 - 0}
        | {"options": [option(most=9, groupe=8)], "budget_region": 46_000})  # fmt: skip
    assert "Plus d’argent n’y ajouterait rien." in said(demand(option(most=1), budget=30_000))


def test_the_true_next_step_is_a_swap_not_the_price_of_the_next_group():
    """One more SME may come from dropping a group for two others."""
    body = demand(
        option("Ain", groupe=4, most=1, aide_region=4_000),
        option("Isère", groupe=5, most=1, aide_region=4_100), budget=20_000,
    )  # fmt: skip
    assert plain(answer(body))["prochain_palier"] == {"budget": 20_500, "valeur": 5}
    assert "4 PME au plus. 10 000 € de plus y ajoutent 1 PME." in said(body)


def test_an_amount_that_the_user_gave_is_named_as_an_assumption():
    assert "Loire, ALIZÉ : « Coût de l’animation » à 3 000 €, votre hypothèse." in said(BODY)
    assert "hypothèse" not in said(demand(option(most=1)))
    free = option("Meuse", "alize", groupe=1, most=2)
    assert "Meuse, ALIZÉ : aucune aide régionale connue, comptée 0 €." in said(demand(free))
    assert "aucune aide" not in said(demand(option(most=1, aide_region=0)))


def test_an_impossible_demand_says_what_is_wanted_needed_and_available():
    assert said(IMPOSSIBLE) == (
        "Demander au moins 20 PME (Loire) exige 60 jours de mécène ; la limite est de 45 jours de "
        "mécène. L’une d’elles doit bouger, et une seule suffit. Aucun budget n’y suffirait."
    )
    ways = told.ways_out(found_of(IMPOSSIBLE))
    assert [(name, value) for name, value, _ in ways] == [
        ("planchers_pme.Loire", 15), ("jours_mecene.Loire", 60),
    ]  # fmt: skip
    assert [words.replace(NBSP, " ") for _, _, words in ways] == [
        "Viser 15 PME (Loire)", "Passer à 60 jours de mécène (Loire)",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), [("planchers_pme", 15), ("jours_mecene", 60)])
def test_each_way_out_makes_the_demand_possible_and_a_little_less_does_not(name, value):
    def moved(amount):
        if name == "planchers_pme":
            return BODY | {name: {"Loire": amount}}
        caps = {**BODY["capacites"], name: {"Loire": amount}}
        return IMPOSSIBLE | {"capacites": caps}

    assert plain(answer(moved(value)))["statut"] == "optimal"
    short = value + 1 if name == "planchers_pme" else value - 1
    assert plain(answer(moved(short)))["statut"] == "infaisable"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("goal", ["pme", "jours", "emplois_realises"])
def test_each_goal_is_told_and_drawn_in_each_language(language, goal):
    options = [
        one | {"reponses": one["reponses"] | {"emplois_prevus": 2}} for one in BODY["options"]
    ]
    with speaking(language):
        found = found_of(BODY | {"objectif": goal, "options": options})
        drawn = told.drawing(found)
        assert drawn.svg().startswith("<svg")
        assert len(drawn.figures) == len(found.answer["frontiere"])
        assert told.binding(found)
        assert told.table(found).rows[-1][0]


def test_the_command_prints_the_answer_alone_or_lines_for_people(tmp_path, capfd):
    file = tmp_path / "demande.json"
    file.write_text(json.dumps(BODY), encoding="utf-8")
    assert main(["repartir", str(file)]) == 0
    printed = json.loads(capfd.readouterr().out)
    assert printed == plain(answer(BODY))
    assert main(["repartir", str(file), "--table"]) == 0
    assert "Prouvé le meilleur" in capfd.readouterr().out
    file.write_text(json.dumps(IMPOSSIBLE), encoding="utf-8")
    assert main(["repartir", str(file)]) == 0
    assert json.loads(capfd.readouterr().out)["conflits"] == [
        "planchers_pme.Loire", "jours_mecene.Loire",
    ]  # fmt: skip
    file.write_text(json.dumps({**BODY, "budget_region": -3}), encoding="utf-8")
    assert main(["repartir", str(file)]) == 2
    out, err = capfd.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("budget_region")
