"""Reserves of the simulator on pay and on the exceptional contribution, both ways."""

import pytest

from simulator.cases.scenario import read
from simulator.ledger import Nature
from simulator.simulate import simulate
from simulator.stories.scenario_reserves import warnings_of
from simulator.text import say

SURTAXED = {"imposition_mecene": "avec_contributions", "chiffre_affaires_mecene": 2e9}
COMPANY = {"benefice_mecene": 1e7, "chiffre_affaires_mecene": 2e9}
SMALL = {"chiffre_affaires_mecene": 12e6}
LENT = {"annee": 2026, "jours": 20, "salaries_pretes": 1, "cout_journee": 500.0}
"""10 000 € of time, a deductible charge while nothing proves a gift."""


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
        ("surtaxe_moyenne", "alize",
         {"annee": 2025, "imposition_mecene": "avec_contributions"}, False),
        ("surtaxe_moyenne", "alize", {"annee": 2025, **COMPANY, **SURTAXED}, False),
        ("surtaxe_suivie", "alize", {"annee": 2025, **COMPANY}, True),
        ("surtaxe_suivie", "boost_innov", {"annee": 2026, **COMPANY}, True),
        ("surtaxe_suivie", "alize_avance", {"annee": 2025, **COMPANY}, True),
        ("surtaxe_suivie", "alize", {"annee": 2025, **COMPANY, **SMALL}, False),
        ("surtaxe_suivie", "alize", {"annee": 2023, **COMPANY}, False),
        ("surtaxe_suivie", "alize", {"annee": 2024, **COMPANY}, True),  # half of it weighs in 2025
        ("surtaxe_inconnue", "alize", {"annee": 2026, **COMPANY}, True),  # half would weigh in 2027
        ("surtaxe_inconnue", "boost_innov", {"annee": 2027, **COMPANY}, True),
        ("surtaxe_inconnue", "alize", {"annee": 2025, **COMPANY}, False),
        ("surtaxe_inconnue", "alize", {"annee": 2026, **COMPANY, **SMALL}, False),
        ("loi_future_sauf", "alize", {"annee": 2027, **COMPANY}, True),
        ("sources_secondaires", "alize", {"annee": 2026, **COMPANY}, True),
        ("sources_secondaires", "alize", {"annee": 2025, **COMPANY}, False),
        ("sources_secondaires", "alize", {"annee": 2025, "duree_annees": 2, **COMPANY}, True),
        ("sources_secondaires", "boost_innov", {"annee": 2025, "duree_annees": 2}, True),
        ("entreprise_supposee", "alize", {"annee": 2026, **COMPANY}, True),
        ("entreprise_supposee", "alize_avance", {"annee": 2026, **COMPANY}, True),
        ("entreprise_supposee", "alize", {"annee": 2026, **SURTAXED}, False),
        ("deficit_non_suivi", "alize", {**LENT, "benefice_mecene": 9_999}, True),
        ("deficit_non_suivi", "alize", {**LENT, "benefice_mecene": 10_000}, False),
        ("deficit_non_suivi", "alize", {**LENT, "benefice_mecene": -5.0}, True),
        ("deficit_non_suivi", "alize", {**LENT, "jours": 0, "benefice_mecene": -5.0}, False),
        ("deficit_non_suivi", "alize", LENT, False),
        ("deficit_non_suivi", "boost_innov",
         {"annee": 2026, "part_facturee": 1, "benefice_mecene": 0}, False),
    ],
)  # fmt: skip
def test_a_reserve_is_said_where_and_only_where_it_applies(key, dispositif, answers, there):
    assert (say(f"reserves.{key}.titre") in titles(dispositif, **answers)) is there


@pytest.mark.parametrize("route", ["organisme_agree", "don_eligible"])
@pytest.mark.parametrize("profit", [-5e5, 0.0, 3e4, 1e9])
def test_what_a_company_gains_on_a_charge_is_no_number_of_points(route, profit):
    """The plain rate says 35 points of 60; a company meets its own rates, or none at a loss."""
    dispositif = "alize" if route == "organisme_agree" else "boost_innov"
    for company, told in (({}, True), ({"benefice_mecene": profit}, False)):
        case = {"dispositif": dispositif, "reponses": {"annee": 2025, **company}}
        words = " ".join(text for _, text in warnings_of(simulate(read(case)), route))
        assert ("35 points" in words) is told
