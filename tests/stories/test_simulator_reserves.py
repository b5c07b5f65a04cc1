"""Reserves of the simulator on pay and on the exceptional contribution, both ways."""

import pytest

from simulator.cases.scenario import read
from simulator.ledger import Nature
from simulator.simulate import simulate
from simulator.stories.scenario_reserves import warnings_of
from simulator.text import say

SURTAXED = {"imposition_mecene": "avec_contributions", "chiffre_affaires_mecene": 2e9}


def titles(dispositif, **answers):
    outcome = simulate(read({"dispositif": dispositif, "reponses": answers}))
    return {title for title, _ in warnings_of(outcome, outcome.lead)}


def test_the_ledger_names_the_text_of_vat_of_its_year():
    for year, wanted in ((2025, "CGI, art. 256"), (2027, "biens et services")):
        outcome = simulate(read({"dispositif": "boost_innov", "reponses": {"annee": year}}))
        sources = {f.source for f in outcome.headline.ledger if f.nature is Nature.TVA}
        assert sources
        assert all(wanted in source for source in sources)


@pytest.mark.parametrize(
    ("key", "dispositif", "answers", "there"),
    [
        ("bareme_du_cadre", "alize", {"annee": 2025}, True),
        ("bareme_du_cadre", "boost_innov", {"annee": 2025}, True),
        ("bareme_du_cadre", "alize_avance", {"annee": 2026}, True),
        ("bareme_du_cadre", "alize", {"annee": 2025, "cout_journee": 400.0}, False),
        ("bareme_du_cadre", "alize", {"annee": 2009}, False),
        ("bareme_du_cadre", "ppj", {"annee": 2004}, False),
        ("surtaxe_inconnue", "alize", {"annee": 2027, **SURTAXED}, True),
        ("surtaxe_inconnue", "alize", {"annee": 2026, "duree_annees": 2, **SURTAXED}, True),
        ("surtaxe_inconnue", "alize", {"annee": 2026, **SURTAXED}, False),
        ("surtaxe_inconnue", "alize",
         {"annee": 2027, **SURTAXED, "chiffre_affaires_mecene": 1.4e9}, False),
        ("surtaxe_inconnue", "alize", {"annee": 2027, "chiffre_affaires_mecene": 2e9}, False),
        ("loi_future_sauf", "alize", {"annee": 2027, **SURTAXED}, True),
        ("loi_future", "alize", {"annee": 2027, **SURTAXED}, False),
        ("loi_future", "alize", {"annee": 2027}, True),
        ("loi_future", "alize", {"annee": 2026, "duree_annees": 2}, True),
        ("loi_future", "alize", {"annee": 2026}, False),
        ("loi_future", "alize", {"annee": 2025, "duree_annees": 2}, False),
        ("surtaxe_moyenne", "alize", {"annee": 2025, **SURTAXED}, True),
        ("surtaxe_moyenne", "alize", {"annee": 2025}, False),
        ("surtaxe_moyenne", "alize", {"annee": 2024, **SURTAXED}, False),
    ],
)  # fmt: skip
def test_a_reserve_is_said_where_and_only_where_it_applies(key, dispositif, answers, there):
    assert (say(f"reserves.{key}.titre") in titles(dispositif, **answers)) is there
