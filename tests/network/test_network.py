"""The shipped network: every number is a sourced fact, an unknown is never a zero."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.base.csvs import read_all
from simulator.errors import DataError, InputError
from simulator.law.facts import facts
from simulator.network.basin import Basin, basin_of, inside, partly, read_basin, total
from simulator.network.geo import departements, epci, zone
from simulator.network.measures import AGE, MEASURES, PER_10_000, chosen, measure_each
from simulator.network.model import Indicator, Level, Network, Observation, Territory
from simulator.network.portrait import RATIOS, other_facts, peers, ratio, ratios, unknown
from simulator.network.shipped import _observation, _territory, shipped
from simulator.stories.territories_map import answer, finding
from simulator.stories.territory import answer as portrait_answer
from simulator.text import say

TERRITORIES = shipped().territoires
ids = [t.id for t in TERRITORIES]


@pytest.mark.parametrize("territory", TERRITORIES, ids=ids)
def test_each_territory_has_a_source_a_place_and_a_confidence(territory):
    assert territory.source
    assert territory.confiance in {"haute", "moyenne", "basse"}
    assert set(territory.departements) <= set(departements())
    assert territory.region == zone(territory.departements[0]).region
    if territory.repere:
        assert epci()[territory.repere].department in territory.departements
    if territory.niveau is Level.BASSIN:
        assert territory.repere


@pytest.mark.parametrize("observation", shipped().observations, ids=lambda o: o.id)
def test_each_observation_is_its_fact(observation):
    fact = facts()[observation.id]
    assert observation.valeur == float(fact.value)
    assert (observation.unite, observation.source) == (fact.unit, fact.source)
    assert (observation.statut, observation.confiance) == (fact.status, fact.confidence)
    assert observation.source
    assert observation.territoire in ids
    for year in (observation.debut, observation.fin):
        assert year is None or str(year) in fact.period + fact.id


def test_jobs_keep_the_status_of_their_fact():
    expected = {
        Indicator.EMPLOIS_PREVUS: "prevu",
        Indicator.EMPLOIS_REALISES: "realise",
        Indicator.EMPLOIS_MAINTENUS: "maintenu",
    }
    jobs = [o for o in shipped().observations if o.indicateur in expected]
    assert len(jobs) > 5
    assert all(o.statut == expected[o.indicateur] for o in jobs)


@pytest.mark.parametrize("missing", ["source", "departements", "confidence"])
def test_a_territory_without_a_source_fails_the_build(missing):
    line = {
        "id": "x", "dispositif": "alize", "nom": "X", "niveau": "departement",
        "departements": "55", "region": "", "repere": "", "operateur": "", "debut": "",
        "fin": "", "atteste": "", "partenaires": "", "competences": "", "note": "",
        "source": "document 000", "confidence": "haute",
    }  # fmt: skip
    assert read_all([("t.csv:2", line)], _territory)
    with pytest.raises(DataError, match=r"t\.csv:2"):
        read_all([("t.csv:2", line | {missing: ""})], _territory)


def test_an_observation_must_name_a_fact():
    line = {"territoire": "alize.meuse", "indicateur": "pme", "debut": "", "fin": "", "fait": "x"}
    with pytest.raises(DataError, match=r"o\.csv:3"):
        read_all([("o.csv:3", line)], _observation)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("year", [None, 1999, 2003, 2010, 2015, 2018])
def test_an_unknown_is_never_a_zero(measure, year):
    for reading in measure_each(shipped(), measure, None, year):
        assert reading.valeur is None or not math.isnan(reading.valeur)
        if measure not in {AGE, PER_10_000} and reading.known:
            (observation,) = reading.observations
            assert reading.valeur == observation.valeur > 0
            assert year is None or observation.covers(year)


def test_a_year_shows_the_narrowest_period_and_none_the_widest():
    found = shipped().observed("alize.valenciennes", Indicator.PME)
    assert chosen(found, None).valeur == 84
    assert chosen(found, 2013).valeur == 17
    assert chosen(found, 2008).valeur == 84
    assert chosen(found, 1998) is None


def test_a_territory_is_not_shown_before_its_first_sign():
    shown = {r.territoire.id for r in measure_each(shipped(), "pme", "alize", 2003)}
    assert "alize.meuse" in shown
    assert "alize.loire_atlantique" in shown
    assert not shown & {"alize.vosges", "alize.marseille", "alize.manche"}


def test_age_stops_at_the_last_public_sign():
    ages = {r.territoire.id: r.valeur for r in measure_each(shipped(), AGE)}
    assert ages["alize.savoie"] == 12
    assert ages["alize.meuse"] is None
    later = {r.territoire.id: r.valeur for r in measure_each(shipped(), AGE, "alize", 2015)}
    assert later["alize.savoie"] == 9


def test_inhabitants_are_needed_for_a_rate():
    rates = {r.territoire.id: r.valeur for r in measure_each(shipped(), PER_10_000)}
    assert rates["alize.vosges"] == pytest.approx(78 / departements()["88"].population * 10_000)
    assert rates["alize.terres_de_lorraine"] == pytest.approx(45 / 100_000 * 10_000)
    assert rates["alize.longwy"] is None


def test_ratios_divide_figures_of_the_same_years_only():
    network = shipped()
    assert ratio(network, "alize.vosges", "realises_par_pme").valeur == pytest.approx(388 / 78)
    assert ratio(network, "alize.longwy", "jours_par_pme").valeur == 8
    assert ratio(network, "alize.meuse", "jours_par_pme") is None
    for territory in TERRITORIES:
        for found in filter(None, ratios(network, territory.id).values()):
            assert (found.haut.debut, found.haut.fin) == (found.bas.debut, found.bas.fin)
            assert found.dossiers == found.bas.valeur


def test_ratios_agree_with_the_computed_facts():
    """The register holds ratios that were derived by hand from the same sources."""
    network = shipped()
    for fact, place, key in [
        ("alize.vosges.2013_2022.jours_par_dossier", "alize.vosges", "jours_par_pme"),
        ("alize.vosges.2013_2022.emplois_par_dossier", "alize.vosges", "realises_par_pme"),
        ("alize.savoie.2006_2018.emplois_par_entreprise", "alize.savoie", "realises_par_pme"),
        (
            "alize.terres_de_lorraine.2012_2019.jours_par_projet",
            "alize.terres_de_lorraine",
            "jours_par_pme",
        ),
        (
            "alize.terres_de_lorraine.2012_2019.montant_par_projet",
            "alize.terres_de_lorraine",
            "avance_par_pme",
        ),
    ]:
        expected = float(facts()[fact].value)
        assert ratio(network, place, key).valeur == pytest.approx(expected, rel=5e-3)


def test_peers_have_the_same_scheme_and_some_ratio():
    network = shipped()
    for territory in TERRITORIES:
        for peer in peers(network, territory):
            assert peer.dispositif == territory.dispositif
            assert peer.id != territory.id
            assert any(ratios(network, peer.id).values())


def test_the_portrait_names_what_is_unknown():
    network = shipped()
    assert Indicator.JOURS in unknown(network, network.by_id["alize.savoie"])
    assert Indicator.PME not in unknown(network, network.by_id["alize.savoie"])
    assert len(unknown(network, network.by_id["alize.manche"])) == 7


def test_other_facts_are_the_territory_s_own_and_said_once():
    network = shipped()
    for territory in TERRITORIES:
        shown = {o.id for i in Indicator for o in network.observed(territory.id, i)}
        for fact in other_facts(network, territory):
            assert fact.id not in shown
            assert fact.id.startswith(territory.id)
    savoie = [f.id for f in other_facts(network, network.by_id["alize.savoie"])]
    assert "alize.savoie.2006_2018.taux_realisation" in savoie


def _network(*values):
    """A network of departments, one per value, None when unknown."""
    codes = list(departements())
    territories = tuple(
        Territory(
            id=f"t{n}", dispositif="d", nom=f"T{n}", niveau=Level.DEPARTEMENT,
            departements=(codes[n],), debut=2010, source="s", confiance="haute",
        )
        for n in range(len(values))
    )  # fmt: skip
    observations = tuple(
        Observation(
            id=f"o{n}", territoire=f"t{n}", indicateur=Indicator.PME, valeur=value,
            unite="entreprises", periode="2010-2012", debut=2010, fin=2012, statut="observe",
            source="s", confiance="haute",
        )
        for n, value in enumerate(values)
        if value is not None
    )  # fmt: skip
    return Network(nom="essai", territoires=territories, observations=observations)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.none() | st.integers(1, 999).map(float), min_size=1, max_size=12))
def test_the_sentences_follow_the_figures(values):
    shown = measure_each(_network(*values), "pme")
    known = sorted(v for v in values if v is not None)
    title, said = finding(shown, "pme"), answer(shown, "pme", None)
    if known:
        assert f"{known[-1]:g}" in title
    if len(known) > 1:
        assert f"{known[0]:g}" in title
    if 1 < len(known) < len(values):
        assert f"{len(values)} territoires" in said
        assert f"connu pour {len(known)}" in said
    assert ("hachuré" in said) == (len(known) < len(values) and len(values) > 1)


def test_every_portrait_has_its_sentence():
    for territory in TERRITORIES:
        assert territory.nom in portrait_answer(shipped(), territory)


def test_a_basin_travels_in_its_link_and_back():
    basin = read_basin({"nom": " Lorraine  du Nord ", "departements": ["54", "55", "2A"]})
    assert basin.nom == "Lorraine du Nord"
    assert basin_of(basin.to_link()) == basin


@pytest.mark.parametrize(
    "data",
    [
        {"nom": "", "departements": ["54"]},
        {"nom": "   ", "departements": ["54"]},
        {"nom": "Vide"},
        {"nom": "Faux", "departements": ["99"]},
        {"nom": "Faux", "epci": ["54"]},
        {"nom": "x" * 61, "departements": ["54"]},
        {"nom": "Trop", "departements": ["54"], "autre": 1},
        ["54"],
    ],
)
def test_a_basin_that_is_nowhere_is_refused_with_a_sentence(data):
    with pytest.raises(InputError) as refusal:
        read_basin(data)
    assert len(str(refusal.value)) > 20


@pytest.mark.parametrize("token", ["", "1.", "2.abc", "1.!!!", "1." + "A" * 3000])
def test_a_broken_basin_link_is_refused(token):
    with pytest.raises(InputError):
        basin_of(token)


def test_a_basin_holds_what_lies_in_it_and_only_touches_the_rest():
    network = shipped()
    basin = Basin(nom="Lorraine", departements=("54", "55", "88"))
    assert {t.id for t in inside(network, basin)} == {
        "alize.meuse", "alize.longwy", "alize.terres_de_lorraine", "alize.vosges",
    }  # fmt: skip
    assert partly(network, basin) == ()
    small = Basin(nom="Toulois", epci=("200070563",))
    assert [t.id for t in inside(network, small)] == ["alize.terres_de_lorraine"]
    assert {t.id for t in partly(network, small)} == {"alize.longwy"}


def test_figures_of_different_periods_are_not_added():
    network = shipped()
    held = inside(network, Basin(nom="Lorraine", departements=("54", "55", "88")))
    assert total(network, held, Indicator.PME)[0] is None
    same = _network(10.0, 5.0)
    assert total(same, same.territoires, Indicator.PME)[0] == 15
    partial = _network(10.0, None)
    assert total(partial, partial.territoires, Indicator.PME)[0] is None


def test_the_ratio_table_has_words_for_each_ratio():
    assert all(say(f"ratios.{key}") for key in RATIOS)
