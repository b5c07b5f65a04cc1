"""Every number of a case is a cell to type in, or said to be frozen with its reason."""

import pytest

from simulator.cases.question import field_label
from simulator.exports.workbook.made import live_of
from simulator.law.book import in_force
from simulator.schemes import SCHEMES
from tests.exports.workbook.drawn import item_of

GIVEN_BY_THE_LINE = {"nb_pme", "nb_parcours"}


def labels(genre, case):
    live = live_of(item_of(genre, case), in_force())
    return {one.label for one in live.answers.every}, {one.label: one.why for one in live.told}


@pytest.mark.parametrize("scheme", list(SCHEMES))
@pytest.mark.parametrize("profit", [None, 250_000.0])
def test_each_number_of_a_scenario_moves_the_book_or_is_told(scheme, profit):
    form = SCHEMES[scheme].answers
    told = {"benefice_mecene": profit} if "benefice_mecene" in form.model_fields else {}
    asked, frozen = labels("scenario", {"dispositif": scheme, "reponses": told})
    for name in form.counted():
        label = field_label(name, scheme)
        assert (label in asked) != (label in frozen), name
        assert label in asked or frozen[label]


@pytest.mark.parametrize("scheme", list(SCHEMES))
@pytest.mark.parametrize("profit", [None, 250_000.0])
def test_each_number_of_a_line_moves_the_book_or_is_told(scheme, profit):
    form = SCHEMES[scheme].answers
    told = {"benefice_mecene": profit} if "benefice_mecene" in form.model_fields else {}
    line = {"territoire": "meuse", "dispositif": scheme, "pme": [10, 10], "reponses": told}
    asked, frozen = labels("programme", {"annees": [2026, 2027], "lignes": [line]})
    for name in (n for n in form.counted() if n not in GIVEN_BY_THE_LINE):
        label = field_label(name, scheme)
        fixed = [one for one in frozen if one == label or one.endswith(f"· {label}")]
        assert (label in asked) or fixed, name


def test_a_pay_below_the_scale_is_not_refused_where_a_day_has_its_price():
    told = {"salaire_brut": 15_000, "cout_journee": 300.0, "benefice_mecene": 2e6}
    line = {"territoire": "meuse", "dispositif": "alize", "voie": "pret_l8241_3", "pme": [1],
            "reponses": told}  # fmt: skip
    live = live_of(item_of("programme", {"annees": [2033], "lignes": [line]}), in_force())
    refused = [one for one in live.reckoning.lines if one.unit == "test" and one.sheet != "calculs"]
    values = {cell.value for one in refused for cell in one.cells.values()}
    assert refused
    assert values == {0.0}
