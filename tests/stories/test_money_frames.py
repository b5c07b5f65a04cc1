"""The two drawings of the money, read row by row: who bears what, and where each euro goes."""

import json
from dataclasses import replace
from types import MappingProxyType

import pytest

from simulator import ROOT
from simulator.cases.scenario import read
from simulator.conditions.finding import State
from simulator.figures.trails import bears_frame, hue, stage_name, trails, trails_frame
from simulator.ledger import BEARERS, SUPPLIERS, Ledger, Nature, Party, flow
from simulator.simulate import simulate
from simulator.text import LANGUAGES, say, speaking

N, P = Nature, Party
READY = sorted((ROOT / "data" / "cases").glob("*.json"))
HIDE_THE_COST = {"aide_etat", "aide_region", "aide_ue", "taux_de_base"}


@pytest.fixture(params=READY, ids=lambda path: path.stem)
def outcome(request):
    return simulate(read(json.loads(request.param.read_text(encoding="utf-8"))))


def ledger_of(*moves):
    return Ledger(flow(*move, 2025, "essai") for move in moves)


def with_ledger(outcome, ledger):
    """The outcome with one route alone, which moves what the ledger says."""
    key, route = next(iter(outcome.routes.items()))
    return replace(outcome, routes=MappingProxyType({key: replace(route, ledger=ledger)}))


# Who bears what


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bar_is_what_a_party_bears_by_a_route(language, outcome):
    with speaking(language):
        frame = bears_frame(outcome)
        expected = [
            (
                key,
                say(f"voies.{key}.nom"),
                party.value,
                say(f"parties_court.{party.value}"),
                float(route.ledger.borne(party)),
                route.state.value != "ferme",
            )
            for key, route in outcome.routes.items()
            for party in BEARERS
            if round(float(route.ledger.borne(party)), 2)
        ]
    columns = ["route", "route_label", "party", "party_label", "amount", "open"]
    assert list(frame.columns) == [*columns, "note"]
    assert list(frame[columns].itertuples(index=False, name=None)) == expected


def test_a_bar_says_that_its_cost_is_partly_known_where_and_only_where_it_is(outcome):
    notes = set(bears_frame(outcome)["note"])
    assert notes == ({", part connue"} if HIDE_THE_COST & set(outcome.unknowns) else {""})


def test_some_ready_case_has_a_cost_partly_known_and_some_a_cost_wholly_known():
    told = {
        note
        for path in READY
        for note in bears_frame(simulate(read(json.loads(path.read_text("utf-8")))))["note"]
    }
    assert told == {", part connue", ""}


@pytest.mark.parametrize("state", State)
def test_a_route_is_drawn_closed_when_it_is_and_not_while_it_waits(state, outcome):
    routes = {key: replace(route, state=state) for key, route in outcome.routes.items()}
    frame = bears_frame(replace(outcome, routes=MappingProxyType(routes)))
    assert set(frame["open"]) == {state is not State.FERME}


def test_a_party_that_bears_a_cent_has_its_bar_and_one_that_bears_nothing_has_none(outcome):
    one_cent = with_ledger(
        outcome, ledger_of(*((party, P.CONSULTANTS, N.HONORAIRES, 0.01) for party in BEARERS))
    )
    frame = bears_frame(one_cent)
    assert frame["party"].tolist() == [
        "mecene", "pme", "association", "fonds", "region", "etat", "ue", "neutre",
    ]  # fmt: skip
    assert frame["party_label"].tolist() == [
        "Mécène", "PME", "Asso.", "Fonds", "Région", "État", "UE", "Relais",
    ]  # fmt: skip
    assert frame["amount"].tolist() == [0.01] * 8
    assert bears_frame(with_ledger(outcome, Ledger([]))).empty


def test_a_party_that_gains_is_drawn_below_nothing(outcome):
    gained = with_ledger(outcome, ledger_of((P.REGION, P.PME, N.SUBVENTION, 50.0)))
    frame = bears_frame(gained)
    assert dict(zip(frame["party"], frame["amount"], strict=True)) == {"pme": -50, "region": 50}


# Where each euro goes


def rows_of(*moves):
    return list(trails_frame(ledger_of(*moves)).itertuples(index=False, name=None))


def test_each_row_of_the_way_of_the_money_is_named_in_full():
    frame = trails_frame(
        ledger_of(
            (P.MECENE, P.SALARIES, N.REMUNERATION, 1000.25),
            (P.PME, P.MECENE, N.FACTURE, 300.5),
            (P.ETAT, P.MECENE, N.ECONOMIE_IS, 250.0),
            (P.PME, P.ETAT, N.TVA_NON_RECUPEREE, 20.0),
        )
    )
    assert list(frame.columns) == [
        "payer", "payee", "payer_label", "payee_label", "nature_label", "amount", "shown", "party",
    ]  # fmt: skip
    pay, bill = "Paie et charges des salariés prêtés", "Facture de mise à disposition"
    staff, invoice = "Temps des salariés", "Facture aux PME"
    assert list(frame.itertuples(index=False, name=None)) == [
        ("facture_encaissee", "salaries", invoice, staff, pay, 300.5, 300, "pme"),
        ("etat", "salaries", "État", staff, pay, 250.0, 250, "etat"),
        ("mecene", "salaries", "Mécène", staff, pay, 449.75, 450, "mecene"),
        ("pme", "facture_encaissee", "PME", invoice, bill, 300.5, 300, "pme"),
        ("pme", "tva", "PME", "TVA gardée par l’État", "TVA non récupérée", 20.0, 20, "pme"),
    ]


def test_what_the_body_between_two_pays_has_no_party_s_colour():
    told = rows_of(
        (P.RELAIS, P.PME, N.SUBVENTION, 50.0),
        (P.PME, P.CONSULTANTS, N.HONORAIRES, 80.0),
        (P.RELAIS, P.ANIMATION, N.FRAIS_ANIMATION, 7.0),
        (P.RELAIS, P.ETAT, N.TVA_NON_RECUPEREE, 3.0),
    )
    assert [(row[0], row[1], row[5], row[7]) for row in told] == [
        ("relais", "consultants", 50.0, "neutre"),
        ("pme", "consultants", 30.0, "pme"),
        ("relais", "animation", 7.0, "neutre"),
        ("relais", "tva", 3.0, "neutre"),
    ]


def test_an_aid_passes_through_its_giver_only_when_another_funds_it():
    spent = (P.PME, P.CONSULTANTS, N.HONORAIRES, 120.0)
    alone = rows_of((P.REGION, P.PME, N.SUBVENTION, 120.0), spent)
    assert [(row[0], row[1], row[5], row[7]) for row in alone] == [
        ("region", "consultants", 120.0, "region")
    ]
    funded = rows_of(
        (P.UE, P.REGION, N.SUBVENTION, 40.0), (P.REGION, P.PME, N.SUBVENTION, 120.0), spent
    )
    assert [(row[0], row[1], row[5], row[7]) for row in funded] == [
        ("region_passage", "consultants", 120.0, "region"),
        ("ue", "region_passage", 40.0, "ue"),
        ("region", "region_passage", 80.0, "region"),
    ]


@pytest.mark.parametrize("body", [P.ASSOCIATION, P.RELAIS, P.FONDS])
def test_money_that_a_body_spends_is_shown_in_its_hands(body):
    told = rows_of((P.MECENE, body, N.DON, 60.0), (body, P.ANIMATION, N.FRAIS_ANIMATION, 100.0))
    assert [(row[0], row[1], row[5], row[7]) for row in told] == [
        ("mecene", f"{body.value}_passage", 60.0, "mecene"),
        (f"{body.value}_passage", "animation", 60.0, "mecene"),
        (body.value, "animation", 40.0, hue(body)),
    ]


def test_a_relief_smaller_than_the_tax_that_the_same_party_owes_pays_nothing():
    told = rows_of(
        (P.MECENE, P.SALARIES, N.REMUNERATION, 100.0),
        (P.ETAT, P.MECENE, N.ECONOMIE_IS, 25.0),
        (P.MECENE, P.ETAT, N.SUPPLEMENT_IS, 40.0),
    )
    assert [(row[0], row[1], row[5], row[7]) for row in told] == [
        ("mecene", "salaries", 100.0, "mecene")
    ]


def test_a_cent_on_its_way_is_drawn_and_the_whole_euros_of_a_stage_go_out_as_they_came():
    told = trails(
        ledger_of(
            (P.PME, P.MECENE, N.FACTURE, 0.01),
            (P.MECENE, P.SALARIES, N.REMUNERATION, 1000.50),
            (P.ETAT, P.MECENE, N.REDUCTION_IMPOT, 400.25),
        )
    )
    assert {(t.start, t.end): t.amount for t in told} == {
        ("facture_encaissee", "salaries"): pytest.approx(0.01),
        ("etat", "salaries"): pytest.approx(400.25),
        ("mecene", "salaries"): pytest.approx(600.24),
        ("pme", "facture_encaissee"): pytest.approx(0.01),
    }
    for stage in {t.end for t in told} & {t.start for t in told}:
        coming = sum(t.shown for t in told if t.end == stage)
        assert coming == sum(t.shown for t in told if t.start == stage)
    assert sum(t.shown for t in told if t.end == "salaries") == 1001


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_stage_of_the_money_has_a_name_of_its_own(language, outcome):
    with speaking(language):
        for party in SUPPLIERS:
            assert stage_name(party.value) == say(f"etapes.{party.value}")
        for party in BEARERS:
            assert stage_name(party.value) == say(f"parties_court.{party.value}")
        for route in outcome.routes.values():
            frame = trails_frame(route.ledger)
            for side in ("payer", "payee"):
                names = frame[[side, f"{side}_label"]].itertuples(index=False, name=None)
                assert all(label == stage_name(node) for node, label in names)
            kinds = {say(f"natures.{f.nature.key}") for f in route.ledger}
            assert set(frame["nature_label"]) <= kinds
