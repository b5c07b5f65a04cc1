"""Goal seek and reforms asked of a sponsor's case."""

import logging
from datetime import date

import numpy as np
import pytest

from simulator.cases.numbers import numbers_of, with_numbers
from simulator.cases.reform import shipped
from simulator.cases.reform_rows import build
from simulator.cases.sponsor import read_case
from simulator.errors import InputError
from simulator.figures.sponsor_outcome import assess
from simulator.studies.outputs import outputs_of
from simulator.studies.reforms import compare
from simulator.studies.seek import seek_in

CASE = read_case(
    {
        "cloture": "2026-12-31",
        "chiffre_affaires": [8_000_000],
        "benefice": [400_000],
        "taux_reduit": "non",
        "operations": [
            {
                "voie": "don", "montants": [70_000], "interet_general": "oui", "lien": "aucun",
                "aide_aux_entreprises": "non", "obligation": "non", "recu": "oui",
                "convention": "oui",
            }
        ],
    }
)  # fmt: skip
READING = "confirmed"
NUMBERS = {number.name: number for number in numbers_of(CASE)}
OUTPUTS = {output.name: output for output in outputs_of(CASE, READING)}


def figure(case, key, book=None):
    return assess(case, book).figures(READING)[key]


def test_every_number_typed_may_be_freed_and_nothing_else():
    assert {
        "chiffre_affaires.0", "benefice.0", "operations.0.montants.0",
        "operations.0.contreparties", "aides_recues",
    } == set(NUMBERS)  # fmt: skip
    assert "chaque exercice" in NUMBERS["benefice.0"].label
    assert "Opération n° 1" in NUMBERS["operations.0.montants.0"].label
    for number in NUMBERS.values():
        assert number.low <= number.value <= number.high
        assert with_numbers(CASE, {number: number.value}) == CASE


def test_every_figure_has_its_name():
    for key in assess(CASE).figures(READING):
        assert OUTPUTS[key].label
    assert OUTPUTS["plafond.1"].label.endswith("en 2027")


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("key", ["cout_net", "reduction", "gain_points", "reduction_imputee.0"])
def test_every_number_answers_for_the_figure_of_today_and_another(name, key):
    """The value on screen is found again; every other answer is true when computed forward."""
    number, now = NUMBERS[name], figure(CASE, key)
    tolerance = 0.0101 if OUTPUTS[key].unit == "€" else 0.000101
    again = seek_in(CASE, OUTPUTS[key], now, number.name)
    assert any(s.low.x - 1 <= number.value <= s.high.x + 1 for s in again.solutions)
    other = seek_in(CASE, OUTPUTS[key], 0.8 * now, number.name)
    for solution in other.solutions:
        for end in (solution.low, solution.high):
            got = figure(with_numbers(CASE, {number: end.x}), key)
            assert got == pytest.approx(0.8 * now, abs=tolerance)
    assert other.evaluations < 1500
    reached = any(
        figure(with_numbers(CASE, {number: x}), key) == pytest.approx(0.8 * now, abs=tolerance)
        for x in tried(number)
    )
    assert other.solutions or not reached


def tried(number):
    """Two hundred values of a number, spread over its bounds and around its value."""
    spread = np.linspace(number.low, min(number.high, 4 * abs(number.value) + 10), 200)
    return [round(x) if number.whole else float(x) for x in spread]


def test_the_gift_that_the_cap_allows_this_year():
    """Cap 40 000 € at 0,5 % of 8 M€: 24 000 € this year for any larger gift."""
    gift = NUMBERS["operations.0.montants.0"]
    half = seek_in(CASE, OUTPUTS["reduction_imputee.0"], 12_000, gift.name)
    assert (half.kind, half.solutions[0].low.x) == ("une", 20_000)
    full = seek_in(CASE, OUTPUTS["reduction_imputee.0"], 24_000, gift.name)
    assert full.kind == "intervalle"
    assert full.solutions[0].low.x == pytest.approx(40_000, abs=0.02)
    beyond = seek_in(CASE, OUTPUTS["reduction_imputee.0"], 24_000.02, gift.name)
    assert (beyond.kind, beyond.highest.output) == ("aucune", 24_000)


def test_a_target_that_is_no_number_is_refused():
    with pytest.raises(InputError, match="cible"):
        seek_in(CASE, OUTPUTS["cout_net"], float("nan"), NUMBERS["benefice.0"].name)


def test_a_seek_says_nothing_in_the_log(caplog):
    with caplog.at_level(logging.DEBUG):
        seek_in(CASE, OUTPUTS["cout_net"], 10_000, NUMBERS["benefice.0"].name)
        compare(CASE, shipped()["taux_50"], READING)
    assert not caplog.records


def test_a_reform_beside_the_law_for_a_sponsor():
    """Excess is used later: 70 000 € at 60 % is 42 000 €, at 50 % 35 000 €, over the years."""
    compared = compare(CASE, shipped()["taux_50"], READING)
    frame = compared.frame.set_index("indicateur")
    assert tuple(frame.loc["reduction", ["loi", "reforme", "ecart"]]) == (42_000, 35_000, -7_000)
    assert tuple(frame.loc["reduction.0", ["loi", "reforme"]]) == (24_000, 20_000)
    assert compared.touches
    wider = compare(CASE, shipped()["plafond_10_pour_mille"], READING)
    first = wider.frame.set_index("indicateur").loc["reduction.0"]
    assert (first.loi, first.reforme) == (24_000, 42_000)
    assert figure(CASE, "reduction.0") == 24_000


def test_a_reform_that_begins_next_year_leaves_this_one():
    """The excess keeps the rate of its first year: only gifts of 2027 would change."""
    later = build("Plus tard", [("mecenat.taux_reduction", 0.5, date(2027, 1, 1))])
    gifts = CASE.model_dump(mode="json")
    gifts["operations"][0]["montants"] = [70_000, 10_000]
    compared = compare(read_case(gifts), later, READING)
    frame = compared.frame.set_index("indicateur")
    assert frame.loc["reduction.0", "ecart"] == 0
    assert frame.loc["reduction.1", "ecart"] == -1_000
