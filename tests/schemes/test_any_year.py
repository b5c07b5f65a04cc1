"""Any format in any year: prices carried by the index, the law of the year or the last one read."""

import csv
import json

import pytest

from simulator import ROOT
from simulator.cases.question import asked, bounds
from simulator.cases.scenario import from_link, read
from simulator.cases.transposition import last_law_year, transposition
from simulator.conditions.finding import State
from simulator.exports.simulated import plain
from simulator.figure import cents
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.studies.evaluate import evaluate
from simulator.studies.grouping import Varied

LAST = 2035
DOCUMENTS = {
    "performance_ciblee": (2007, 2010),
    "performance_approfondie": (2007, 2010),
    "ppj": (2004, 2004),
}
"""The year of the prices and the last year of the documents; the others are in activity."""


def case(key, annee, **answers):
    return read({"dispositif": key, "reponses": {"annee": annee, **answers}})


def first_year(scheme):
    return scheme.first_year(scheme.answers())


def by_hand(de, vers):
    """The product of the yearly rises, read again from the files."""
    with (ROOT / "data/facts/faits.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["id"].startswith("ipc.")]
    rises = {row["id"]: float(row["value"]) for row in rows}
    product = 1.0
    for year in range(de + 1, vers + 1):
        product *= 1 + rises.get(f"ipc.inflation.{year}", 2.0) / 100
    return product


@pytest.mark.parametrize("key", SCHEMES)
def test_each_format_runs_from_its_first_year_to_the_last_one_offered(key):
    scheme = SCHEMES[key]
    assert bounds(scheme.answers, "annee")[1] == LAST
    for annee in range(first_year(scheme), LAST + 1):
        told = json.dumps(plain(simulate(case(key, annee))), allow_nan=False)
        assert json.loads(told)["voies"]


@pytest.mark.parametrize("key", SCHEMES)
def test_a_format_is_transposed_beyond_the_years_of_its_documents_and_only_there(key):
    scheme = SCHEMES[key]
    prices, last = DOCUMENTS.get(key, (2026, 2026))
    for annee in range(first_year(scheme), LAST + 1):
        found = plain(simulate(case(key, annee)))["transposition"]
        if annee <= last:
            assert found is None, annee
            continue
        assert set(found) == {"prix_de", "en_euros_de", "coefficient", "loi_de"}
        assert (found["prix_de"], found["en_euros_de"]) == (prices, annee)
        assert found["coefficient"] == pytest.approx(by_hand(prices, annee), rel=1e-12)
        assert found["loi_de"] == min(annee, last_law_year())


@pytest.mark.parametrize("key", SCHEMES)
@pytest.mark.parametrize("annee", [2019, 2026, 2030, 2035])
def test_prices_that_nobody_typed_are_carried_and_those_that_were_typed_stay(key, annee):
    scheme, found = SCHEMES[key], case(key, annee)
    carried = transposition(scheme.answers, annee)
    prices = [n for n in scheme.answers.model_fields if asked(scheme.answers, n).indexed]
    assert prices
    for name in prices:
        default = scheme.answers.model_fields[name].default
        expected = cents(default * carried.coefficient) if carried else default
        assert getattr(found.reponses, name) == pytest.approx(float(expected), abs=1e-9)
        typed = case(key, annee, **{name: default})
        assert getattr(typed.reponses, name) == default
        assert from_link(typed.to_link()) == typed
    assert "annee" not in prices
    assert set(found.to_dict()["reponses"]) <= {"annee"}
    assert from_link(found.to_link()) == found


def test_the_public_case_keeps_the_price_of_its_year():
    found = case("alize", 2030, jours_par_pme=4)
    assert found.public() == found
    hidden = case("alize", 2030, salaire_brut=70_000).public()
    assert hidden.reponses.salaire_brut == found.reponses.salaire_brut


@pytest.mark.parametrize("key", SCHEMES)
def test_a_column_of_years_gives_each_year_its_prices(key):
    first = max(first_year(SCHEMES[key]), 2008)
    years = [first, 2026, 2031, LAST]
    keys = ["voie.cout_reel", "voie.reste_a_charge_pme", "voie.effort_net_mecene"]
    together = evaluate(Varied(case(key, 2026), {"annee": years}), None, keys)
    alone = evaluate([case(key, annee) for annee in years], None, keys)
    assert together[keys].to_numpy() == pytest.approx(alone[keys].to_numpy(), nan_ok=True)


@pytest.mark.parametrize(("key", "route", "rule"), [
    ("performance_ciblee", "aide_au_conseil", "intensite_au_conseil"),
    ("performance_ciblee", "de_minimis", "de_minimis_pme"),
    ("boost_innov", "don_eligible", "de_minimis_pme"),
    ("alize_avance", "pret_direct", "de_minimis_avance"),
])  # fmt: skip
def test_under_a_text_that_will_have_expired_a_condition_is_to_be_confirmed(key, route, rule):
    more = {"taux_de_base": 2} if key == "alize_avance" else {}
    less_help = {"aide_region": 1000} if rule == "intensite_au_conseil" else {}

    def state(annee, **answers):
        found = simulate(case(key, annee, **more, **less_help, **answers)).routes[route].findings
        (one,) = [f for f in found if f.key == rule]
        assert one.words(one.state.value)
        return one.state

    assert state(2026) is State.OUVERT
    assert state(2031) is State.A_CONFIRMER
    if rule.startswith("de_minimis"):
        assert state(2030) is State.OUVERT
        who = "aides_recues_pme"
        assert state(2031, **{who: 299_999.0}) is State.FERME


@pytest.mark.parametrize(
    ("annee", "named"),
    [
        (1999, "96/C 68/06"),
        (2004, "69/2001"),
        (2010, "1998/2006"),
        (2020, "1407/2013"),
        (2031, "2023/2831"),
    ],
)
def test_a_route_names_the_text_of_its_year(annee, named):
    outcome = simulate(case("ppj", annee))
    assert named in outcome.routes["de_minimis"].route.text_of(outcome.law)
