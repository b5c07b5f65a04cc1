"""Cases kept to be compared: their file is what the command reads, their link holds no secret."""

import json

import pytest

from simulator.cases.comparison import MOST, Comparison, comparison_from_link, read_comparison
from simulator.cases.scenario import read
from simulator.errors import InputError
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.stories import cases_compared, difference
from simulator.studies import compare_body
from simulator.text import has

BOOST = {"dispositif": "boost_innov", "titre": "La référence", "reponses": {"salaire_brut": 71_000}}
ALIZE = {"dispositif": "alize", "reponses": {"nb_pme": 5}}
PERFORMANCE = {"dispositif": "performance_ciblee", "reponses": {"annee": 2026}}


def kept(*cases, reference=0):
    return Comparison(cas=tuple(read(case) for case in cases), reference=reference)


def test_its_file_is_a_body_of_the_command():
    one = kept(BOOST, ALIZE, PERFORMANCE, reference=1)
    body = one.to_dict()
    assert body["reference"]["dispositif"] == "alize"
    answer = compare_body.plain(compare_body.answer(json.loads(json.dumps(body))))
    assert [c["dispositif"] for c in answer["colonnes"]] == [
        "alize", "boost_innov", "performance_ciblee",
    ]  # fmt: skip
    assert read_comparison(body).cas == one.ordered


def test_a_link_holds_no_private_answer_and_says_which():
    one = kept(BOOST, ALIZE)
    opened = comparison_from_link(one.public().to_link())
    assert opened.cas[0].tus == ("salaire_brut",)
    assert "71" not in json.dumps(opened.to_dict()).replace("2.", "")
    assert cases_compared.hidden(one)
    assert cases_compared.left_out(opened.cas)
    assert not cases_compared.hidden(opened)


def test_one_case_alone_is_a_comparison_of_one():
    assert read_comparison(ALIZE).cas == (read(ALIZE),)


@pytest.mark.parametrize(
    "data",
    [None, [], {}, {"reference": 3}, {"variantes": [ALIZE]},
     {"reference": ALIZE, "variantes": 3}, {"reference": ALIZE, "variantes": [ALIZE] * MOST},
     {"reference": {"dispositif": "rien"}, "variantes": []}],
)  # fmt: skip
def test_what_is_no_comparison_is_refused(data):
    with pytest.raises(InputError):
        read_comparison(data)


def test_differences_told_add_up_to_what_the_bars_show():
    told = cases_compared.told([simulate(read(BOOST)), simulate(read(ALIZE))])
    explained = difference.explain("effort_net_mecene", *told)
    parts = sum(cause.part for cause in explained.found.ecarts[0].causes)
    assert parts == pytest.approx(explained.gap, abs=0.01)
    drawing = difference.causes_drawing(explained)
    assert drawing.figures[0]["label"].startswith("A. La référence")
    assert "A" in cases_compared.sentence(*told) or "B" in cases_compared.sentence(*told)


def test_a_case_beside_itself_changes_nothing():
    told = cases_compared.told([simulate(read(ALIZE)), simulate(read(ALIZE))])
    assert difference.gaps(told) == {}
    assert "B" in cases_compared.sentence(*told)


def test_a_reversal_has_words_for_each_lever():
    for key in SCHEMES:
        told = cases_compared.told([simulate(read(c)) for c in (ALIZE, {"dispositif": key}, BOOST)])
        for figure in ("cout_par_pme", "cout_reel"):
            assert all(difference.reversed_by(figure, told))
    assert has("formats.levier.cout_journee")
