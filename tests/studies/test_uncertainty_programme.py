"""A programme is doubted by the same verb, its numbers named by place."""

import copy

import pytest

from simulator.errors import InputError
from simulator.studies import programme_body
from simulator.studies.one_at_a_time import one_at_a_time
from simulator.studies.uncertainty import LEAST
from simulator.studies.uncertainty_body import answer, plain

PROGRAMME = {
    "titre": "Deux territoires",
    "annees": [2026, 2027],
    "taux_actualisation": 0.025,
    "survie_3_ans": 0.8,
    "lignes": [
        {"territoire": "meuse", "dispositif": "alize", "pme": [8, 10],
         "reponses": {"salaire_brut": 52_000.0, "emplois_prevus": 6.0}},
        {"territoire": "vosges", "dispositif": "performance_ciblee", "pme": [4, 6],
         "reponses": {"prix_pme": 2_500.0, "emplois_prevus": 2.0}},
    ],
    "animation": {"meuse": [40_000.0, 30_000.0]},
}  # fmt: skip
RANGES = {
    "lignes.0.reponses.salaire_brut": [45_000, 52_000, 70_000],
    "lignes.1.pme.1": [3, 6, 9],
    "lignes.1.reponses.prix_pme": [2_000, 2_500, 4_000],
    "animation.meuse.1": [20_000, 30_000, 45_000],
    "taux_actualisation": [0.01, 0.025, 0.05],
    "survie_3_ans": [0.5, 0.8, 0.9],
}
BODY = {
    "cas": PROGRAMME,
    "plages": RANGES,
    "tirages": LEAST,
    "sorties": ["cout_reel", "valeur_actuelle", "pme", "emplois_durables", "reste_a_charge_pme"],
    "seuils": {"reste_a_charge_pme": 21_000, "cout_reel": 120_000},
}


def moved(name, value):
    """The programme with one number changed, as a person would in its file."""
    data = copy.deepcopy(PROGRAMME)
    *before, last = [int(part) if part.isdigit() else part for part in name.split(".")]
    here = data
    for part in before:
        here = here[part]
    here[last] = value
    return data


def total(data, figure):
    found = programme_body.plain(programme_body.answer(data))["total"]
    return found[figure] if figure in found else found["indicateurs"][figure]


def test_values_ends_and_switches_are_those_of_the_verb_programme():
    found = plain(answer(BODY))["sorties"]
    seen = 0
    for figure, one in found.items():
        assert one["valeur"] == total(PROGRAMME, figure)
        assert {driver["champ"] for driver in one["moteurs"]} == set(RANGES)
        for driver in one["moteurs"]:
            low, _, high = RANGES[driver["champ"]]
            for end, x in (("au_bas", low), ("au_haut", high)):
                assert driver[end] == pytest.approx(total(moved(driver["champ"], x), figure))
        for flip in one["bascules"]:
            low, _, high = RANGES[flip["champ"]]
            assert low <= flip["valeur"] <= high
            again = total(moved(flip["champ"], flip["valeur"]), figure)
            assert again == pytest.approx(BODY["seuils"][figure], abs=0.0101)
            seen += 1
    assert seen


def test_what_moves_nothing_of_a_figure_weighs_nothing_in_it():
    found = plain(answer(BODY))["sorties"]["pme"]
    parts = {driver["champ"]: driver["part_totale"] for driver in found["moteurs"]}
    assert parts.pop("lignes.1.pme.1") == pytest.approx(1, abs=0.001)
    assert set(parts.values()) == {0}


def test_which_number_of_a_programme_counts_most():
    from simulator.cases.programme import read_programme
    from simulator.studies.doubting.programme import ProgrammeSubject

    subject = ProgrammeSubject(read_programme(PROGRAMME))
    found = one_at_a_time(subject, subject.outputs["cout_reel"])
    assert found.value == total(PROGRAMME, "cout_reel")
    assert found.moving[0].number.name == "lignes.1.pme.1"
    for effect in found.moving:
        high = int(effect.high) if effect.number.whole else effect.high
        again = total(moved(effect.number.name, high), "cout_reel")
        assert effect.at_high == pytest.approx(again, abs=0.01)
    # nobody typed the aid of the Region: it is carried year by year, and has no one value
    assert [number.name for number in found.several] == ["lignes.1.reponses.aide_region"]


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"voie": "de_minimis"}, "voie"),
        ({"plages": {"lignes.0.pme.7": [1, 2, 3]}}, "plages.lignes.0.pme.7"),
        ({"plages": {"salaire_brut": [1, 2, 3]}}, "plages.salaire_brut"),
        ({"cas": {**PROGRAMME, "annees": []}}, "cas.annees"),
    ],
)
def test_bad_input_names_its_path(changed, path):
    with pytest.raises(InputError) as refusal:
        answer({**BODY, **changed})
    assert [place for place, _ in refusal.value.faults] == [path]
