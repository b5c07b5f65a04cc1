"""One gift, one answer: the simulator and the sponsor's page give the same two nets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.figures.sponsor_outcome import assess
from simulator.ledger import BEARERS, Party
from simulator.simulate import simulate
from simulator.stories.scenario import answer
from simulator.stories.scenario_figures import values_of

PROVED = {
    "interet_general": "oui", "aide_aux_entreprises": "non", "obligation": "non", "recu": "oui",
    "lien": "aucun",
}  # fmt: skip


def by_the_simulator(days, price, turnover, year, due=None):
    answers = {
        "annee": year, "jours": days, "salaries_pretes": 4, "cout_journee": price,
        "chiffre_affaires_mecene": turnover, "impot_du_mecene": due,
    }  # fmt: skip
    outcome = simulate(
        read({"dispositif": "alize", "voie": "organisme_agree", "reponses": answers})
    )
    values = values_of(outcome, "organisme_agree")
    return values["effort_net_mecene"], values["effort_net_mecene_annee"]


def by_the_sponsor(days, price, turnover, year, tax=1e9):
    lent = {"cout_journee": price, "debut": f"{year}-01-01", "fin": f"{year}-12-31"}
    case = {
        "cloture": f"{year}-12-31", "chiffre_affaires": [turnover], "impot_attendu": [tax],
        "operations": [{"salaries": [{**lent, "jours": days / 4}] * 4, **PROVED}],
    }  # fmt: skip
    whole = assess(read_case(case)).confirmed.whole
    return whole.cout_net, whole.couts_nets[0]


def test_two_hundred_days_at_five_hundred_euros():
    """A cap of 60,000 in the year: 64,000 are borne in 2026, 40,000 once the rest is used."""
    assert by_the_simulator(200, 500, 12e6, 2026) == pytest.approx((40_000, 64_000))
    assert by_the_sponsor(200, 500, 12e6, 2026) == pytest.approx((40_000, 64_000))


@settings(max_examples=40, deadline=None)
@given(st.integers(8, 800), st.integers(100, 3000), st.floats(1e5, 1e9), st.integers(2016, 2026))
def test_the_same_gift_costs_the_same_through_both_doors(days, price, turnover, year):
    one, other = (
        ask(days, price, round(turnover), year) for ask in (by_the_simulator, by_the_sponsor)
    )
    assert one == pytest.approx(other, abs=0.03)


@pytest.mark.parametrize("due", [0, 100, 5_000, 20_000, 1e6])
def test_the_tax_due_bounds_both_alike(due):
    one = by_the_simulator(200, 500, 12e6, 2026, due)
    assert one == pytest.approx(by_the_sponsor(200, 500, 12e6, 2026, due), abs=0.03)


def test_the_account_balances_over_six_years_and_the_sentence_names_them():
    answers = {"annee": 2026, "jours": 200, "salaries_pretes": 4, "cout_journee": 500,
               "chiffre_affaires_mecene": 12e6}  # fmt: skip
    outcome = simulate(
        read({"dispositif": "alize", "voie": "organisme_agree", "reponses": answers})
    )
    ledger = outcome.headline.ledger
    assert sum(ledger.borne(party) for party in BEARERS) == pytest.approx(ledger.resources())
    assert ledger.where(payee=Party.MECENE, year=2027).total() == 24_000
    assert "six exercices" in answer(outcome)
    assert "64\u202f000\u00a0€ dans les seuls comptes de 2026" in answer(outcome)


def test_nothing_is_said_of_six_years_when_all_is_borne_in_one():
    outcome = simulate(read({"dispositif": "boost_innov", "reponses": {"annee": 2026}}))
    assert "six exercices" not in answer(outcome)
    values = values_of(outcome, "don_eligible")
    assert values["effort_net_mecene"] == values["effort_net_mecene_annee"]
