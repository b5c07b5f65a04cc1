"""Which assumption counts most: each moved alone by a tenth, as whole runs move it."""

import pytest

from simulator.cases.numbers import number_named, with_numbers
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.errors import PasserelleError
from simulator.figures.indicators import INDICATORS
from simulator.figures.sponsor_outcome import assess
from simulator.schemes import SCHEMES
from simulator.studies.doubting.offered import documented, ranges_offered
from simulator.studies.doubting.subject import CaseSubject
from simulator.studies.one_at_a_time import one_at_a_time
from simulator.studies.uncertainty import doubt
from tests.studies.test_uncertainty import SPONSOR, Formula, Y, known_case, run

ASKED = ("effort_net_mecene", "reste_a_charge_pme", "cout_reel", "argent_prive")


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_each_end_is_what_run_says_in_every_format(scheme, name):
    case = known_case(scheme)
    subject = CaseSubject(case)
    found = one_at_a_time(subject, subject.outputs[name])
    published = INDICATORS[name].published
    assert published(found.value) == run(case, name)
    every = (*found.moving, *found.still)
    names = {e.number.name for e in every} | {number.name for number in found.zero}
    assert names == {number.name for number in subject.numbers if number.value is not None}
    for effect in every:
        for x, told in ((effect.low, effect.at_low), (effect.high, effect.at_high)):
            try:
                whole_run = run(with_numbers(case, {effect.number: x}), name)
            except PasserelleError:
                assert told is None
                assert effect.refusal
                continue
            assert published(told) == whole_run
    assert [e.swing for e in found.moving] == sorted((e.swing for e in found.moving), reverse=True)
    assert not any(e.swing for e in found.still)


def test_a_sponsor_s_assumptions_are_all_moved():
    case = read_case(SPONSOR)
    subject = CaseSubject(case, "confirmed")
    found = one_at_a_time(subject, subject.outputs["cout_net"])
    jours = next(e for e in found.moving if e.number.name.endswith("jours"))
    assert (jours.low, jours.high) == (36, 44)
    for x, told in ((36.0, jours.at_low), (44.0, jours.at_high)):
        moved = with_numbers(case, {number_named(case, jours.number.name): x})
        assert told == assess(moved).confirmed.figure("cout_net")
    names = {e.number.name for e in (*found.moving, *found.still)}
    assert {"chiffre_affaires.0", "benefice.0"} <= names


def test_whole_numbers_move_by_a_unit_and_bounds_stop_what_they_must():
    subject = CaseSubject(read({"dispositif": "boost_innov", "reponses": {"nb_cadres": 43}}))
    found = one_at_a_time(subject, subject.outputs["argent_prive"])
    spans = {e.number.name: e for e in (*found.moving, *found.still)}
    cadres, parcours, don = (spans[n] for n in ("nb_cadres", "nb_parcours", "part_reversee"))
    assert (cadres.low, cadres.high, cadres.by_unit) == (39, 47, False)
    assert (parcours.low, parcours.high, parcours.bounded, parcours.by_unit) == (1, 2, True, True)
    assert (don.low, don.high, don.bounded) == (0.9, 1, True)
    share = spans["part_du_don"]
    assert (share.low, share.high, share.bounded) == (0.63, 0.77, False)
    assert "subvention_region" in {number.name for number in found.zero}


def test_a_formula_is_ranked_by_what_a_tenth_moves():
    subject = Formula(lambda a, b: 30 * a + b, a=2.0, b=150.0)
    found = one_at_a_time(subject, Y)
    assert [(e.number.name, e.swing) for e in found.moving] == [
        ("b", pytest.approx(15)),
        ("a", pytest.approx(6)),
    ]


def test_an_unknown_output_moves_nothing():
    subject = CaseSubject(read({"dispositif": "ppj", "reponses": {}}))
    found = one_at_a_time(subject, subject.outputs["effort_region"])
    assert (found.value, found.moving) == (None, ())


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_a_range_that_is_offered_is_one_that_every_draw_admits(scheme):
    case = known_case(scheme)
    for one in documented(case):
        assert one.low <= one.likely <= one.high
        subject = CaseSubject(case)
        found = doubt(subject, {one.name: one}, [subject.outputs["cout_reel"]], draws=4_096)
        assert found.outputs[0].missing.refused == {}


def test_without_a_source_a_tenth_of_what_counts_most_is_offered_as_an_example():
    case = read({"dispositif": "alize", "reponses": {}})
    subject = CaseSubject(case)
    moving = one_at_a_time(subject, subject.outputs["effort_net_mecene"]).moving
    (one,) = ranges_offered(case, moving)
    assert (one.name, one.low, one.high) == (
        moving[0].number.name, moving[0].low, moving[0].high,
    )  # fmt: skip
