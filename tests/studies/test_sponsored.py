"""A sponsor's cases through the seam: the figures of one case, whatever stands beside it."""

import numpy as np
import pytest

from simulator.cases.numbers import numbers_of, with_numbers
from simulator.cases.sponsor import read_case
from simulator.conditions.finding import READINGS
from simulator.errors import InputError
from simulator.figures.sponsor_outcome import assess
from simulator.figures.sponsor_reading import FIGURES
from simulator.studies.evaluate import REFUSAL, evaluate, known
from simulator.studies.grouping import Varied
from tests.goldens.cases import sponsor_cases

CASES = sponsor_cases()
KEYS = [f"{reading}.{figure}" for reading in READINGS for figure in FIGURES]


def test_every_case_together_answers_as_it_does_alone():
    frame = evaluate(list(CASES.values()), None, [*KEYS, "etat"])
    for case, answer in zip(CASES.values(), frame.to_dict("records"), strict=True):
        alone = assess(case)
        assert answer[REFUSAL] == ""
        assert answer["etat"] == alone.state
        for reading in READINGS:
            for figure, value in alone.figures(reading).items():
                assert known(answer[f"{reading}.{figure}"]) == value, (case.titre, figure)


@pytest.mark.parametrize("name", list(CASES)[:12])
def test_columns_change_the_numbers_that_they_name(name):
    case = CASES[name]
    for number in numbers_of(case):
        low = number.low if number.whole else 0.9 * number.value
        frame = evaluate(Varied(case, {number.name: [number.value, low]}), None, KEYS)
        for value, answer in zip((number.value, low), frame.to_dict("records"), strict=True):
            if answer[REFUSAL]:
                with pytest.raises(InputError):
                    with_numbers(case, {number: value})
                continue
            alone = assess(with_numbers(case, {number: value})).figures("confirmed")
            assert known(answer["confirmed.cout_net"]) == alone["cout_net"]


def test_what_is_refused_stands_aside_with_its_sentence():
    bare = read_case({"chiffre_affaires": [1e6]})
    good = next(iter(CASES.values()))
    frame = evaluate([bare, good, bare], None, ["prudent.cout_net"])
    assert np.isnan(frame["prudent.cout_net"]).tolist() == [True, False, True]
    assert [bool(told) for told in frame[REFUSAL]] == [True, False, True]


@pytest.mark.parametrize("key", ["prudent.rien", "cout_net", "don_eligible.reduction_impot"])
def test_a_key_that_asks_nothing_of_a_sponsor_is_refused(key):
    with pytest.raises(KeyError):
        evaluate(list(CASES.values())[:1], None, [key])


def test_a_column_that_names_no_number_of_the_case_is_refused():
    with pytest.raises(InputError, match="cherch"):
        evaluate(Varied(next(iter(CASES.values())), {"titre": [1.0]}), None, ["prudent.cout"])
