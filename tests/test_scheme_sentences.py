"""What the simulator says of its ready cases, against the figures of the outcome."""

import json

import pytest

from simulator import ROOT
from simulator.cases.scenario import read
from simulator.ledger import Nature, Party
from simulator.rules.prix import en_euros_recents, last_price_year
from simulator.simulate import simulate
from simulator.stories.scenario import (
    answer,
    finding,
    loans,
    old_prices,
    rules_told,
    unknown_words,
    values_of,
    warnings_of,
)
from simulator.text import LANGUAGES, formats, say, speaking

READY = sorted((ROOT / "data" / "cases").glob("*.json"))


@pytest.fixture(params=READY, ids=lambda path: path.stem)
def outcome(request):
    return simulate(read(json.loads(request.param.read_text(encoding="utf-8"))))


def outcome_of(scheme, **answers):
    return simulate(read({"dispositif": scheme, "reponses": answers}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_of_who_bears_what_quotes_the_range_or_the_relief(language, outcome):
    ledgers = {key: route.ledger for key, route in outcome.routes.items()}
    efforts = [float(ledger.borne(Party.MECENE)) for ledger in ledgers.values()]
    with speaking(language):
        told = finding(outcome)
        relief = max(efforts) - min(efforts)
        if "don_eligible" in ledgers:
            relief = float(ledgers["don_eligible"].where(nature=Nature.REDUCTION_IMPOT).total())
        quoted = {formats.euros(x) for x in (*efforts, relief)}
        quoted |= {
            formats.euros(float(ledger.borne(party)))
            for ledger in ledgers.values()
            for party in Party
        }
        quoted |= {formats.euros(float(ledger.resources())) for ledger in ledgers.values()}
        assert told
        assert any(amount in told for amount in quoted) or "€" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_quotes_what_the_lead_route_costs_or_bears(language, outcome):
    ledger = outcome.headline.ledger
    with speaking(language):
        told = answer(outcome)
        quoted = {formats.euros(float(ledger.borne(party))) for party in Party}
        quoted.add(formats.euros(float(ledger.resources())))
        assert any(amount in told for amount in quoted), told


def test_the_share_of_the_state_is_in_what_is_public(outcome):
    for route in outcome.routes:
        values = values_of(outcome, route)
        if values["argent_public"] is None:
            continue
        ledger = outcome.routes[route].ledger
        parties = (Party.ETAT, Party.REGION, Party.UE)
        public = sum(float(ledger.borne(party)) for party in parties)
        part = getattr(outcome.scenario.reponses, "part_publique", 1.0)
        fund = float(ledger.borne(Party.FONDS)) * part
        assert float(values["argent_public"]) == pytest.approx(public + fund, abs=0.01)


def test_the_years_of_the_rules_are_those_of_the_case():
    assert "2019" in rules_told(outcome_of("boost_innov", annee=2019))
    one = say("simuler.regles", annee=2019, derniere=2019)
    assert rules_told(outcome_of("boost_innov", annee=2019)) == one
    several = outcome_of("boost_innov", annee=2019, duree_annees=2)
    assert rules_told(several) == say("simuler.regles_de_plusieurs", annee=2019, derniere=2020)
    far = outcome_of("boost_innov", annee=2027)
    assert rules_told(far) == say("simuler.regles_prolongees", lue=2026, derniere=2027)
    keys = {title for title, _ in warnings_of(far, far.lead)}
    assert {say("reserves.loi_future.titre"), say("reserves.loi_future_sauf.titre")} & keys


def test_what_nobody_knows_is_said_in_the_words_of_its_own_key(outcome):
    for key in ("aide_etat", "aide_region", "aide_ue", "cout_animation"):
        assert unknown_words(outcome, key) == say(f"inconnues.{key}")


def test_a_rate_between_two_readings_is_said_with_its_last_reading():
    outcome = outcome_of("alize_avance", annee=2008)
    row = outcome.law.last_known("avance.taux_de_base")
    told = unknown_words(outcome, "taux_de_base")
    assert formats.percent(float(row.value), 2) in told
    assert formats.day(row.since) in told


def test_rates_of_second_hand_are_said_from_2026_where_they_are_used():
    def titles(**answers):
        outcome = outcome_of("boost_innov", **answers)
        return {title for title, _ in warnings_of(outcome, outcome.lead)}

    title = say("reserves.sources_secondaires.titre")
    assert title in titles(annee=2026, imposition_pme="taux_reduit")
    assert title not in titles(annee=2025, imposition_pme="taux_reduit")
    assert title not in titles(annee=2026, imposition_pme="taux_normal")
    assert title in titles(annee=2026, imposition_pme="taux_normal",
                           imposition_mecene="avec_contributions")  # fmt: skip


def test_what_is_lent_is_every_advance_and_repayment():
    ledger = outcome_of("alize_avance", annee=2017).headline.ledger
    lent = ledger.where(nature=Nature.AVANCE).total()
    back = ledger.where(nature=Nature.REMBOURSEMENT).total()
    assert loans(ledger) == pytest.approx(float(lent) + float(back))
    assert loans(ledger) > 0
    assert loans(outcome_of("boost_innov", annee=2019).headline.ledger) == 0


def test_amounts_of_before_2011_are_brought_to_recent_euros_and_no_others():
    outcome = outcome_of("performance_ciblee")
    last, recent = old_prices(outcome)
    assert last == last_price_year()
    values = values_of(outcome, outcome.shown)
    assert set(recent) == {"cout_reel", "reste_par_pme", "effort_region"}  # no sponsor here
    for key, amount in recent.items():
        assert amount == pytest.approx(float(en_euros_recents(values[key], 2007)), abs=0.01)
    assert recent["cout_reel"] > 6440
    assert old_prices(outcome_of("alize_avance", annee=2010)) is not None
    assert old_prices(outcome_of("alize_avance", annee=2011)) is None
