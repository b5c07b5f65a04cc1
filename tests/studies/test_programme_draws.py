"""A programme drawn many times: each draw is the programme with its numbers, to the cent."""

from time import perf_counter

import numpy as np
import pytest

from simulator.cases.programme import read_programme
from simulator.cases.programme_numbers import (
    programme_number,
    programme_numbers,
    with_programme_numbers,
)
from simulator.errors import InputError
from simulator.schemes import SCHEMES
from simulator.studies.evaluate import REFUSAL
from simulator.studies.programme import run
from simulator.studies.programme_draws import FIGURES, Stopped, drawn
from tests.studies.test_programme import body, line

SEED = 2026


def ten_lines(voie=None):
    formats = ("alize", "boost_innov", "alize_avance")
    given = [
        line(
            formats[n % 3], [5, 10, 15], f"lieu {n % 2}", mecenes=1 + n % 2, voie=voie,
            reponses={"emplois_prevus": 10, **({"taux_de_base": 2.5} if n % 3 == 2 else {})},
        )
        for n in range(10)
    ]  # fmt: skip
    animation = {"lieu 0": [9_000, 9_500, 10_000]}
    return read_programme(
        body(*given, animation=animation, taux_actualisation=0.03, survie_3_ans=0.8)
    )


def columns_of(programme, names, size):
    chance, found = np.random.default_rng(SEED), {}
    for name in names:
        number = programme_number(programme, name)
        low, high = max(number.value * 0.7, number.low), min(number.value * 1.3, number.high)
        values = chance.uniform(low, high, size)
        found[name] = np.round(values) if number.whole else values
    return found


def told(programme, key):
    found = run(programme)
    figures = {
        **found.indicators(),
        **vars_of(found.total),
        "valeur_actuelle": found.present_value(),
    }
    return figures[key]


def vars_of(sums):
    return {name: getattr(sums, name) for name in sums.__dataclass_fields__ if name != "porte"}


NAMES = (
    "lignes.0.reponses.salaire_brut", "lignes.0.pme.1", "lignes.0.mecenes",
    "lignes.1.reponses.part_du_don", "lignes.2.reponses.taux_de_base", "lignes.3.mecenes",
    "lignes.3.reponses.chiffre_affaires_mecene", "lignes.6.pme.2", "animation.lieu 0.1",
    "taux_actualisation", "survie_3_ans",
)  # fmt: skip


@pytest.mark.parametrize("key", FIGURES)
def test_each_draw_is_the_programme_with_its_numbers(key):
    programme, size = ten_lines(), 12
    columns = columns_of(programme, NAMES, size)
    columns["lignes.3.mecenes"] = np.tile([1.0, 2.0, 3.0], size // 3)
    answers = drawn(programme, columns, [key])
    for place in range(size):
        values = {programme_number(programme, name): float(x[place]) for name, x in columns.items()}
        one = told(with_programme_numbers(programme, values), key)
        got = answers[key][place]
        assert np.isnan(got) if one is None else got == pytest.approx(one, abs=0.011)


def test_draws_that_disagree_on_the_route_are_each_answered_by_their_own():
    loan = {"effectif_mecene": 9_000, "effectif_pme": 40, "age_pme": 5,
            "emplois_prevus": 9, "convention": "oui",
            "lien_commercial": "aucun", "interet_propre": "non"}  # fmt: skip
    programme = read_programme(body(line(pme=[20, 20, 20], reponses=loan)))
    days = np.array([5.0, 120.0, 6.0, 130.0])
    answers = drawn(
        programme, {"lignes.0.reponses.jours_par_pme": days}, ["reduction_impot", "effort_etat"]
    )
    number = programme_number(programme, "lignes.0.reponses.jours_par_pme")
    for place, value in enumerate(days):
        alone = run(with_programme_numbers(programme, {number: float(value)}))
        assert answers["effort_etat"][place] == pytest.approx(alone.indicators()["effort_etat"])
    routes = {
        run(with_programme_numbers(programme, {number: float(v)})).lines[0].route for v in days
    }
    assert len(routes) == 2


def test_answers_that_contradict_each_other_are_refused_and_the_others_answered():
    programme = read_programme(body(line(reponses={"part_region": 0.5, "part_etat": 0.2})))
    answers = drawn(
        programme, {"lignes.0.reponses.part_etat": np.array([0.1, 0.9, 0.5])}, ["cout_reel"]
    )
    assert [bool(word) for word in answers[REFUSAL]] == [False, True, False]
    assert np.isnan(answers["cout_reel"][1])
    assert answers["cout_reel"][2] > 0


def test_a_name_that_is_no_number_is_refused():
    with pytest.raises(InputError):
        drawn(ten_lines(), {"lignes.0.reponses.voie": np.zeros(2)}, ["cout_reel"])


FOLLOW_THE_INDEX = {name for s in SCHEMES.values() for name in s.answers.indexed()}
"""A price that somebody types is that of every year; nobody's follows the index."""


def answers(programme):
    return [dict(case.reponses) for cases in programme.cases for case in cases if case]


def test_every_number_can_be_named_and_moved():
    programme = ten_lines()
    numbers = programme_numbers(programme)
    assert len({one.name for one in numbers}) == len(numbers)
    for one in numbers:
        assert one.label
        if one.value is not None and one.path[-1] not in FOLLOW_THE_INDEX:
            moved = with_programme_numbers(programme, {one: one.value})
            assert answers(moved) == answers(programme)


def test_progress_is_told_and_the_person_may_give_up():
    programme, seen = ten_lines(), []

    def until_half(done, of):
        seen.append((done, of))
        return done < of / 2

    columns = columns_of(programme, NAMES[:1], 60_000)
    with pytest.raises(Stopped):
        drawn(programme, columns, ["cout_reel"], progress=until_half)
    assert seen == [(0, 60_000), (20_000, 60_000), (40_000, 60_000)]
    seen.clear()
    drawn(programme, columns, ["cout_reel"], progress=lambda *at: not seen.append(at))
    assert seen[-1] == (60_000, 60_000)


def test_a_hundred_thousand_draws_of_ten_lines_over_three_years_are_quick():
    programme = ten_lines()
    columns = columns_of(programme, NAMES, 100_000)
    drawn(programme, {name: x[:10] for name, x in columns.items()}, FIGURES)
    before = perf_counter()
    drawn(programme, columns, FIGURES)
    assert perf_counter() - before < 12  # under 3 s on two quiet cores
