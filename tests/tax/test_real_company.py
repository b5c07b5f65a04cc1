"""A sponsor whose profit is known: the simulator follows its taxes as the sponsor's page does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.errors import InputError
from simulator.figures.sponsor_outcome import assess
from simulator.ledger import BEARERS, Nature, Party
from simulator.schemes import SCHEMES, scheme_of
from simulator.simulate import simulate
from simulator.stories.scenario_figures import values_of
from simulator.studies.evaluate import evaluate
from simulator.studies.grouping import Varied
from tests.told import explain

PROVED = {
    "interet_general": "oui", "aide_aux_entreprises": "non", "obligation": "non", "recu": "oui",
    "lien": "aucun",
}  # fmt: skip
WITH_SPONSOR = [
    k for k, scheme in SCHEMES.items() if "benefice_mecene" in scheme.answers.model_fields
]


def lent(year, days, price, turnover, **company):
    answers = {"annee": year, "jours": days, "salaries_pretes": 4, "cout_journee": price,
               "chiffre_affaires_mecene": turnover, **company}  # fmt: skip
    return simulate(read({"dispositif": "alize", "voie": "organisme_agree", "reponses": answers}))


def nets(outcome):
    values = values_of(outcome, outcome.shown)
    return values["effort_net_mecene"], values["effort_net_mecene_annee"]


def by_the_sponsor(year, days, price, turnover, profit, excess=0.0, unused=0.0):
    staff = {"cout_journee": price, "debut": f"{year}-01-01", "fin": f"{year}-12-31"}
    case = {
        "cloture": f"{year}-12-31", "chiffre_affaires": [turnover], "benefice": [profit],
        "excedents": [{"annee": year - 1, "montant": excess}] if excess else [],
        "reductions": [{"annee": year - 1, "montant": unused}] if unused else [],
        "operations": [{"salaries": [{**staff, "jours": days / 4}] * 4, **PROVED}],
    }  # fmt: skip
    whole = assess(read_case(case)).confirmed.whole
    return whole.cout_net, whole.couts_nets[0]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(8, 800), st.integers(100, 3000), st.integers(100_000, 2_000_000_000),
    st.integers(-100_000, 50_000_000), st.integers(2016, 2026),
    st.sampled_from([0, 3_000, 250_000]), st.sampled_from([0, 2_000, 90_000]),
)  # fmt: skip
def test_the_same_company_costs_the_same_through_both_doors(
    days, price, turnover, profit, year, excess, unused
):
    company = {"benefice_mecene": profit, "excedent_anterieur": excess,
               "reduction_anterieure": unused}  # fmt: skip
    one = nets(lent(year, days, price, turnover, **company))
    other = by_the_sponsor(year, days, price, turnover, profit, excess, unused)
    assert one == pytest.approx(other, abs=0.04)


def test_a_poor_company_waits_for_its_tax():
    """20 days at 500 €, 10 000 € of profit: 2 500 € of tax a year bear 6 000 € in three years."""
    poor = nets(lent(2026, 20, 500, 12e6, benefice_mecene=10_000))
    assert poor == pytest.approx((4_000, 7_500))


@pytest.mark.parametrize("key", WITH_SPONSOR)
def test_a_rich_company_at_the_plain_rate_is_the_marginal_one(key):
    """No contribution is due under its turnover: the profit only says which rate is met."""
    for route in scheme_of(read({"dispositif": key})).routes:
        answers = {"annee": 2026, "chiffre_affaires_mecene": 5e6, "duree_annees": 2}
        case = {"dispositif": key, "voie": route.key}
        plain = simulate(read({**case, "reponses": answers}))
        rich = simulate(read({**case, "reponses": {**answers, "benefice_mecene": 2e6}}))
        for party in BEARERS:
            borne = rich.headline.ledger.borne(party)
            assert borne == pytest.approx(plain.headline.ledger.borne(party), abs=0.05)


@pytest.mark.parametrize("key", WITH_SPONSOR)
@pytest.mark.parametrize("profit", [-50_000, 0, 30_000, 2e6, 4e9])
def test_the_account_balances_whatever_the_profit(key, profit):
    answers = {"annee": 2026, "benefice_mecene": profit, "chiffre_affaires_mecene": 3e9}
    for route in scheme_of(read({"dispositif": key})).routes:
        outcome = simulate(read({"dispositif": key, "voie": route.key, "reponses": answers}))
        ledger = outcome.headline.ledger
        bornes = sum(float(ledger.borne(party)) for party in BEARERS)
        assert bornes == pytest.approx(float(ledger.resources()), abs=0.01)


@pytest.mark.parametrize("key", WITH_SPONSOR)
def test_many_companies_answer_as_each_alone(key):
    profits = [-1e4, 0.0, 4e4, 5e5, 3e8]
    case = read({"dispositif": key, "reponses": {"annee": 2025}})
    asked = "voie.effort_net_mecene"
    frame = evaluate(Varied(case, {"benefice_mecene": profits}), None, [asked])
    for profit, found in zip(profits, frame[asked], strict=True):
        one = simulate(
            read({"dispositif": key, "reponses": {"annee": 2025, "benefice_mecene": profit}})
        )
        assert found == pytest.approx(values_of(one, one.shown)["effort_net_mecene"], abs=0.02)


@pytest.mark.parametrize("year", [2017, 2026])
def test_staffs_of_every_size_answer_together_as_each_alone(year):
    """In 2017 the rate of 28 % is for SMEs alone: the staff of each company decides of its own."""
    answers = {"annee": year, "benefice_mecene": 5e4, "chiffre_affaires_mecene": 5e6}
    asked, staffs = "pret_direct.effort_net_mecene", [10, 249, 250, 5_000]
    case = {"dispositif": "alize"}
    varied = Varied(read({**case, "reponses": answers}), {"effectif_mecene": staffs})
    together = evaluate(varied, None, [asked])[asked].tolist()
    each = [read({**case, "reponses": {**answers, "effectif_mecene": n}}) for n in staffs]
    alone = [evaluate([one], None, [asked])[asked][0] for one in each]
    assert together == alone
    assert (len(set(alone)) > 1) == (year == 2017)


@pytest.mark.parametrize("key", WITH_SPONSOR)
def test_its_net_explains_itself(key):
    case = read({"dispositif": key, "reponses": {"annee": 2026, "benefice_mecene": 60_000}})
    outcome = simulate(case)
    told = explain(case, outcome.shown, "effort_net_mecene")
    assert float(told.figure) == pytest.approx(
        values_of(outcome, outcome.shown)["effort_net_mecene"]
    )


def test_carries_come_first_and_push_new_gifts_aside():
    """A cap of 60 000 €, 50 000 € carried: of 30 000 € given 10 000 € more fit this year."""
    plain = lent(2026, 60, 500, 12e6, excedent_anterieur=50_000)
    used = [float(f.amount) for f in plain.headline.ledger if f.nature is Nature.REDUCTION_IMPOT]
    assert sum(used) == pytest.approx(18_000)
    assert float(plain.headline.mecenat[0].plafond) == 60_000
    assert plain.headline.ledger.borne(Party.MECENE) == pytest.approx(12_000)


@pytest.mark.parametrize(
    ("year", "answer", "admitted"),
    [
        (2002, "benefice_mecene", False), (2003, "benefice_mecene", True),
        (2003, "excedent_anterieur", False), (2004, "excedent_anterieur", True),
        (2003, "reduction_anterieure", False), (2004, "reduction_anterieure", True),
    ],
)  # fmt: skip
def test_before_the_reduction_there_is_no_such_company(year, answer, admitted):
    if admitted:
        assert lent(year, 20, 500, 12e6, **{answer: 1e4}).headline.ledger
        return
    with pytest.raises(InputError, match="2003"):
        lent(year, 20, 500, 12e6, **{answer: 1e4})
