"""Every private answer that an item may hold is seen, and nothing else is taken for one."""

import pytest

from simulator.cases.dossier import Frozen, Item
from simulator.cases.dossier_private import holds_private, private_names
from simulator.cases.question import private_fields
from simulator.cases.registry import forms
from simulator.cases.sponsor import read_case
from simulator.cases.sponsor_sharing import private_given, public
from simulator.stories.ready_cases import examples

FROZEN = Frozen(le="2026-11-28", loi="l", version="v", resultat={}, lois=(), somme="s")
PRIVATE_ANSWERS = [
    (scheme, name) for scheme, form in forms().items() for name in private_fields(form.answers)
]
OPEN = {"dispositif": "alize", "reponses": {"nb_pme": 3}}
TOLD = {"dispositif": "alize", "reponses": {"nb_pme": 3, "salaire_brut": 61234}}


def item(kind, case):
    return Item(id="0123456789ab", titre="", genre=kind, cas=case, fige=FROZEN)


def line(**answers):
    return {"territoire": "meuse", "dispositif": "alize", "pme": [8], "reponses": answers}


def programme(*lines):
    return {"annees": [2026], "lignes": list(lines)}


@pytest.mark.parametrize(("scheme", "name"), PRIVATE_ANSWERS)
def test_a_private_answer_of_any_format_is_seen_in_any_place(scheme, name):
    told = {"dispositif": scheme, "reponses": {name: 50_000}}
    bare = {"dispositif": scheme}
    assert holds_private(item("scenario", told))
    assert not holds_private(item("scenario", bare))
    assert holds_private(item("comparaison", {"reference": told, "variantes": [bare]}))
    assert holds_private(item("comparaison", {"reference": bare, "variantes": [bare, told]}))
    assert not holds_private(item("comparaison", {"reference": bare, "variantes": [bare]}))
    assert name in private_names()


def test_a_private_answer_of_a_line_is_seen_in_a_programme_and_in_programmes_compared():
    bare, told = programme(line()), programme(line(), line(salaire_brut=61234))
    assert holds_private(item("programme", told))
    assert not holds_private(item("programme", bare))
    assert holds_private(item("comparaison", {"reference": bare, "variantes": [bare, told]}))
    assert holds_private(item("comparaison", {"reference": told, "variantes": [bare]}))
    assert not holds_private(item("comparaison", {"reference": bare, "variantes": [bare]}))


@pytest.mark.parametrize("name", sorted(examples()))
def test_a_sponsor_without_pay_nor_profit_holds_nothing_private(name):
    case = examples()[name]
    shared = item("mecene", public(case))
    assert not holds_private(shared)
    year = {"cloture": "2026-12-31", "chiffre_affaires": 5_000_000}
    assert holds_private(item("mecene", {**public(case), "exercices": [year]}))


def test_a_range_of_a_private_answer_is_private():
    doubted = {**OPEN, "doute": {"plages": {"salaire_brut": [40_000, 50_000, 60_000]}}}
    public_range = {**OPEN, "doute": {"plages": {"nb_pme": [2, 3, 4]}}}
    assert holds_private(item("scenario", doubted))
    assert not holds_private(item("scenario", public_range))


def test_what_can_no_longer_be_read_is_held_private_and_a_picture_of_public_facts_is_not():
    assert holds_private(item("scenario", {"dispositif": "disparu"}))
    assert not holds_private(item("portrait", {"territoire": "alize.meuse"}))
    assert not holds_private(item("graphique", {"nom": "carte"}))


def test_the_name_of_an_operation_is_public_and_that_of_who_is_lent_is_not():
    case = public(examples()["journees"])
    assert case["operations"][0]["libelle"]
    lent = {**case["operations"][0]["salaries"][0], "libelle": "Mme Roux"}
    named = {**case, "operations": [{**case["operations"][0], "salaries": [lent]}]}
    assert private_given(read_case(case)) == ()
    assert private_given(read_case(named)) == ("libelle",)
    assert "Mme Roux" not in str(public(read_case(named)))
