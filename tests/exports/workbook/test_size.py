"""A workbook is made in a few seconds: nothing is followed twice, nor written to be cut."""

import gc
import threading

import pytest

from simulator.base.collecting import without_collecting
from simulator.exports.workbook.cells import Line
from simulator.exports.workbook.made import live_of
from simulator.exports.workbook.worded import LONGEST, in_words_of
from simulator.figure import Leaf, Operation
from simulator.law.book import in_force
from simulator.schemes import SCHEMES
from tests.exports.workbook.drawn import item_of
from tests.exports.workbook.samples import PROGRAMME

COMPANY = {
    "annee": 2026, "duree_annees": 2, "benefice_mecene": 2e6, "chiffre_affaires_mecene": 3e7,
    "autres_dons": 10_000,
}  # fmt: skip
SPONSORED = [key for key, one in SCHEMES.items() if "benefice_mecene" in one.answers.model_fields]


def series_of(case):
    live = live_of(item_of("scenario", case), in_force())
    return {line.section for line in live.reckoning.lines if line.sheet == "calculs"}


@pytest.mark.parametrize("scheme", SPONSORED)
@pytest.mark.parametrize("company", [True, False])
def test_the_sponsor_without_the_scheme_is_followed_once_for_every_route(scheme, company):
    told = {**COMPANY} if company else {**COMPANY, "benefice_mecene": None}
    alone = [s for s in series_of({"dispositif": scheme, "reponses": told}) if "sans" in s]
    assert alone == [("sans",)]


@pytest.mark.parametrize("scheme", SPONSORED)
def test_what_a_company_does_not_bill_is_not_followed_again(scheme):
    routes = {s[0] for s in series_of({"dispositif": scheme, "reponses": COMPANY}) if "avec" in s}
    billed = {
        s[0] for s in series_of({"dispositif": scheme, "reponses": COMPANY}) if "non_facture" in s
    }
    assert len(billed) < len(routes)


def test_a_formula_of_a_billion_billion_terms_is_worded_as_far_as_it_is_shown():
    node = Leaf(2.0, "constante")
    for _ in range(60):
        node = Operation("multiply", (node, node), 2.0)
    told = in_words_of(Line("calculs", "", node=node))
    assert told.startswith("2 × 2 × 2")
    assert len(told) <= LONGEST + 2


def test_programmes_too_large_together_are_live_as_far_as_they_fit(monkeypatch):
    monkeypatch.setattr("simulator.exports.workbook.programme.MOST", 60)
    case = {"reference": PROGRAMME, "variantes": [PROGRAMME]}
    live = live_of(item_of("comparaison", case), in_force())
    assert {asked.name.split("_")[1] for asked in live.answers.every} == {"a"}
    assert [told.label for told in live.told if "valeurs" in told.why] == [
        "B · Taille du programme"
    ]


def test_the_collector_is_put_back_by_the_last_of_two_works():
    entered, leave = threading.Event(), threading.Event()

    def work():
        with without_collecting():
            entered.set()
            leave.wait(10)

    other = threading.Thread(target=work)
    with without_collecting():
        other.start()
        entered.wait(10)
    assert not gc.isenabled()
    leave.set()
    other.join()
    assert gc.isenabled()
