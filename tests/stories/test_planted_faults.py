"""Faults once planted that no test saw: what dies, a quoted rate, a title's word, a net relief."""

import json

import pytest

from simulator import ROOT
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.figures.sponsor_outcome import assess
from simulator.figures.trails import trails
from simulator.ledger import Nature, Party
from simulator.simulate import simulate
from simulator.stories import sponsor_comparison, sponsor_waterfall
from simulator.stories.scenario_reserves import warnings_of
from simulator.text import speaking
from tests.told import explain_sponsor

GIFT = {
    "interet_general": "oui", "aide_aux_entreprises": "non", "obligation": "non", "recu": "oui",
}  # fmt: skip
READY = sorted((ROOT / "data" / "cases").glob("*.json"))


def answer(*amounts, closed=False, **fields):
    operation = {**GIFT, "montants": [float(a) for a in amounts]}
    if closed:
        operation |= {"interet_general": "non", "agrement": "non"}
    company = {"chiffre_affaires": [12e6], "benefice": [8e5], "taux_reduit": "non"}
    if "impot_attendu" in fields:
        del company["benefice"]
    return assess(read_case({**company, "operations": [operation], **fields}))


# What expires is counted in every year


def test_rights_that_die_in_two_years_are_both_counted():
    """The gift makes 5,000 of an old reduction die in 2026, and leaves 2,000 that die in 2031."""
    outcome = answer(
        20_000, impot_attendu=[10_000.0, 0.0],
        reductions=[{"annee": 2021, "montant": 5_000.0}],
    )  # fmt: skip
    reading = outcome.prudent
    assert [a - b for a, b in zip(reading.amounts("reduction_perdue"),
                                  reading.amounts("reduction_perdue", "rien"),
                                  strict=True)] == [5_000, 0, 0, 0, 0, 2_000]  # fmt: skip
    assert reading.whole.perdu == reading.perdu == 7_000
    assert outcome.figures()["perdu"] == 7_000
    assert float(explain_sponsor(outcome.case, "perdu").figure) == 7_000
    (told,) = [t for t in sponsor_waterfall.left_aside(reading) if "perd" in t.lower()]
    assert "7\u202f000" in told
    assert next(b.info for b in reading.waterfall() if b.key == "perdu") == 7_000


def test_rights_that_die_in_the_first_year_alone_are_counted():
    outcome = answer(
        20_000, impot_attendu=[15_000.0], reductions=[{"annee": 2021, "montant": 5_000.0}]
    )
    assert outcome.prudent.perdu == 2_000
    assert outcome.prudent.focus(0).perdu == 2_000


# A reserve quotes the rate of the law


def test_the_reserve_of_the_simulator_quotes_sixty_and_the_true_gain():
    outcome = simulate(read({"dispositif": "boost_innov", "reponses": {"annee": 2025}}))
    told = " ".join(text for _, text in warnings_of(outcome, "don_eligible"))
    assert "de 35 points, pas de 60." in told.replace("\u202f", " ")


# The word of a title follows the sign of what it compares


@pytest.mark.parametrize(("closed", "less"), [(False, True), (True, False)])
def test_a_title_says_less_when_ours_costs_less_and_more_when_it_costs_more(closed, less):
    reading = answer(10_000, closed=closed).prudent
    whole = reading.whole
    assert (whole.cout_net < whole.cout_charge_ordinaire) is less
    title = sponsor_comparison.comparison_title(reading)
    assert ("de moins" in title) is less
    assert ("de plus" in title) is not less
    gap = f"{abs(whole.cout_net - whole.cout_charge_ordinaire):,.0f}".replace(",", "\u202f")
    assert gap in title
    with speaking("en"):
        english = sponsor_comparison.comparison_title(reading)
    assert (" less " in english) is less
    assert (" more " in english) is not less


def test_a_title_says_neither_when_both_cost_the_same():
    loan = {
        "voie": "pret_au_cout", "convention": "oui", "part_facturee": 0.0,
        "salaries": [{"cout_journee": 400.0, "debut": "2026-01-01", "fin": "2026-12-31",
                      "jours": 20.0}], "interet_propre": "oui",
    }  # fmt: skip
    case = {"chiffre_affaires": [12e6], "benefice": [8e5], "taux_reduit": "non"}
    reading = assess(read_case({**case, "operations": [loan]})).prudent
    title = sponsor_comparison.comparison_title(reading)
    assert reading.whole.cout_net == reading.whole.cout_charge_ordinaire
    assert "ni plus ni moins" in title


# The diagram of money shows the State's relief net of the tax that the same party owes


@pytest.mark.parametrize("path", READY, ids=lambda p: p.stem)
def test_what_starts_from_the_state_is_what_the_state_bears(path):
    outcome = simulate(read(json.loads(path.read_text(encoding="utf-8"))))
    for route in outcome.routes.values():
        drawn = sum(t.amount for t in trails(route.ledger) if t.start == "etat")
        assert drawn == pytest.approx(float(route.ledger.borne(Party.ETAT)), abs=0.02)


def test_a_party_with_tax_both_ways_is_among_them():
    """Boost Innov: the sponsor deducts its pay and is taxed on its invoice."""
    boost = read(json.loads(READY[0].read_text(encoding="utf-8")))
    for route in simulate(boost).routes.values():
        owed = route.ledger.where(payer=Party.MECENE, nature=Nature.SUPPLEMENT_IS).total()
        given = route.ledger.where(payee=Party.MECENE, nature=Nature.ECONOMIE_IS).total()
        assert float(owed) > 0
        assert float(given) > 0
