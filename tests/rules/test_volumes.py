"""Volumes mean the same in every format: so much for each SME, or for each parcours."""

import pytest

from simulator.base.links import pack
from simulator.cases.scenario import from_link, read
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.stories.scenario_figures import values_of


def outcome_of(scheme, **answers):
    return simulate(read({"dispositif": scheme, "reponses": answers}))


def values(scheme, **answers):
    outcome = outcome_of(scheme, **answers)
    return values_of(outcome, outcome.lead)


def quantity(outcome, what):
    return next(deed.quantity for deed in outcome.deeds if deed.what == what)


KNOWN = {
    "alize_avance": {"taux_de_base": 2},
    "ppj": {"aide_etat": 1000, "aide_region": 1000, "aide_ue": 500},
}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("times", [2, 7, 40])
def test_twice_the_firms_cost_twice_as_much_and_each_as_much(scheme, times):
    counted = "nb_parcours" if scheme == "boost_innov" else "nb_pme"
    given = KNOWN.get(scheme, {})
    one = values(scheme, **given, **{counted: 1})
    many = values(scheme, **given, **{counted: times})
    assert many["cout_reel"] == pytest.approx(times * one["cout_reel"], abs=0.01 * times)
    assert many["cout_par_pme"] == pytest.approx(one["cout_par_pme"], abs=0.01)
    if one["cout_par_jour"] is not None:
        assert many["cout_par_jour"] == pytest.approx(one["cout_par_jour"], abs=0.01)


def test_eight_parcours_help_forty_firms_with_five_hundred_and_twenty_days():
    outcome = outcome_of("boost_innov", nb_parcours=8)
    assert (quantity(outcome, "pme"), quantity(outcome, "jours")) == (40, 520)
    assert float(outcome.headline.ledger.resources()) == pytest.approx(8 * 23_260.26, abs=0.05)


def test_a_mission_of_alize_is_three_days_for_each_firm():
    assert quantity(outcome_of("alize", nb_pme=41), "jours") == 123
    assert quantity(outcome_of("alize", nb_pme=41, jours_par_pme=2.5), "jours") == 102.5


def test_a_total_takes_the_place_of_the_days_for_each():
    assert quantity(outcome_of("alize", nb_pme=155, jours=425), "jours") == 425
    assert quantity(outcome_of("alize", nb_pme=155, jours=0), "jours") == 0


def test_people_and_advances_follow_the_firms_unless_a_source_counts_them():
    followed = outcome_of("alize_avance", nb_pme=4, taux_de_base=2)
    counted = outcome_of("alize_avance", nb_pme=4, taux_de_base=2, nb_avances=1)
    none = outcome_of("alize_avance", nb_pme=4, nb_avances=0)
    lent = [
        sum(float(f.amount) for f in o.headline.ledger if f.nature.key == "avance")
        for o in (followed, counted, none)
    ]
    assert lent[0] == 4 * lent[1]
    assert lent[2] == 0


OLD = [
    ("boost_innov", {"nb_pme": 40}, 23_260.26, 40, 65),
    ("boost_innov", {"nb_cadres": 3, "jours_par_cadre": 2}, None, 5, 6),
    ("alize", {"nb_pme": 41}, 1_073.55, 41, 3),
    ("alize", {"nb_pme": 155, "jours": 425, "salaries_pretes": 155}, None, 155, 425),
    ("alize", {}, 1_073.55, 1, 3),
    ("alize", {"jours": 12}, None, 1, 12),
    ("alize_avance", {"nb_pme": 4, "taux_de_base": 2}, None, 4, 3),
    ("performance_ciblee", {"nb_pme": 3}, 3 * 6_440.0, 3, 12),
]


@pytest.mark.parametrize(("scheme", "answers", "cost", "firms", "days"), OLD)
def test_an_older_link_or_file_keeps_its_result(scheme, answers, cost, firms, days):
    data = {"version": 1, "dispositif": scheme, "reponses": answers}
    for scenario in (read(data), from_link(pack(data, 1))):
        outcome = simulate(scenario)
        assert (quantity(outcome, "pme"), quantity(outcome, "jours")) == (firms, days)
        if cost is not None:
            assert float(outcome.headline.ledger.resources()) == cost
        again = from_link(scenario.to_link())
        assert again == scenario
        assert scenario.to_dict()["version"] == 2


def test_an_older_loan_with_an_advance_keeps_its_one_advance():
    data = {"version": 1, "dispositif": "alize_avance", "reponses": {"nb_pme": 4}}
    assert read(data).reponses.nb_avances == 1
    assert read(data).reponses.salaries_pretes == 1
