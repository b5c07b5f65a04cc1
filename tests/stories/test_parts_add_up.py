"""What is shown together adds up: bars, diagram, figures, sentences, in whole euros."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.base.rounding import adding_up, whole
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.cases.sponsor_sharing import complete
from simulator.charts.waterfall import _in_whole_euros
from simulator.figures.sponsor_outcome import assess
from simulator.figures.trails import trails, whole_shares
from simulator.ledger import BEARERS
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.stories.ready_cases import examples
from simulator.stories.scenario import answer
from simulator.stories.scenario_drawings import bears
from simulator.stories.scenario_figures import shown_values
from simulator.stories.sponsor_comparison import compared, comparisons_of
from simulator.text import formats
from tests.schemes.test_engine import ALL_SCENARIOS, EXAMPLES

AMOUNTS = st.floats(-1e7, 1e7, allow_nan=False).map(lambda value: round(value, 2))


@given(st.lists(AMOUNTS, min_size=1, max_size=9))
def test_rounded_parts_add_up_and_none_moves_by_a_euro(parts):
    rounded = adding_up(parts)
    assert sum(rounded) == whole(sum(parts))
    assert all(abs(r - part) < 1 + 1e-6 for r, part in zip(rounded, parts, strict=True))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([805.16, 268.39], [805, 269]),
        ([18_322.5, 6_107.5], [18_323, 6_107]),
        ([1 / 3, 1 / 3, 1 / 3], [1, 0, 0]),
        ([-0.5, 100.5], [0, 100]),
        ([10.0, 20.0], [10, 20]),
        ([0.0, 0.0], [0, 0]),
    ],
)
def test_the_euro_left_goes_to_the_largest_remainder(parts, expected):
    assert adding_up(parts) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (2.5, 3),
        (-2.5, -3),
        (2.49, 2),
        (0.0, 0),
        (47_082_341.29 + 55_390_989.75 + 8_308_648.46, 110_781_980),
    ],
)
def test_half_a_euro_is_rounded_away_from_zero(amount, expected):
    assert whole(amount) == expected


@EXAMPLES
@given(ALL_SCENARIOS)
def test_bars_diagram_and_indicators_of_every_route_add_up(scenario):
    outcome = simulate(scenario)
    for key, route in outcome.routes.items():
        cost = whole(float(route.ledger.resources()))
        shares = whole_shares(route.ledger)
        assert sum(shares.values()) == cost
        for party in BEARERS:
            assert abs(shares[party] - float(route.ledger.borne(party))) < 1 + 1e-6
        values = shown_values(outcome, key)
        if values["argent_public"] is not None and values["cout_reel"] is not None:
            assert values["argent_public"] + values["argent_prive"] == values["cout_reel"]


@EXAMPLES
@given(ALL_SCENARIOS)
def test_each_stage_of_the_diagram_hands_on_what_it_shows(scenario):
    outcome = simulate(scenario)
    for route in outcome.routes.values():
        found = trails(route.ledger)
        starts, ends = {t.start for t in found}, {t.end for t in found}
        for node in starts & ends:
            assert sum(t.shown for t in found if t.end == node) == sum(
                t.shown for t in found if t.start == node
            )
        total = sum(t.shown for t in found if t.start not in ends)
        assert total == sum(t.shown for t in found if t.end not in starts)
        assert total == whole(sum(t.amount for t in found if t.start not in ends))


def amounts_of(sentence):
    return [
        int(re.sub(r"\D", "", found)) for found in re.findall(r"[\d\u202f]+(?=\u00a0€)", sentence)
    ]


@pytest.mark.parametrize("scheme", ["performance_ciblee", "performance_approfondie", "alize"])
@pytest.mark.parametrize("firms", range(1, 12))
def test_the_sentence_gives_a_cost_and_parts_that_add_up(scheme, firms):
    answers = {"nb_pme": firms, "imposition_pme": "taux_intermediaire"}
    if scheme == "alize":
        answers = {"nb_pme": firms, "salaire_brut": 43_210}
    cost, *parts = amounts_of(answer(simulate(read({"dispositif": scheme, "reponses": answers}))))
    assert sum(parts) == cost


PROVED = {
    "statut_association": "agreee", "lien_commercial": "aucun", "aide_liee": "non", "recu": "oui",
    "convention": "oui", "effectif_pme": 40, "ressources_association": 1e7,
}  # fmt: skip


@pytest.mark.parametrize("proved", [{}, PROVED, {"statut_association": "non_eligible"}])
@pytest.mark.parametrize("given", [{}, {"part_du_don": 0}])
@pytest.mark.parametrize("hosted", [{}, {"subvention_region": 2_345.67, "apport_association": 321}])
def test_who_pays_for_animation_is_in_the_sentence_too(proved, given, hosted):
    answers = {"annee": 2025, **proved, **given, **hosted}
    outcome = simulate(read({"dispositif": "boost_innov", "reponses": answers}))
    told = answer(outcome)
    if "ainsi" in told:
        cost, *parts = amounts_of(told)
        assert sum(parts) == cost
    else:
        assert proved == given == {}


@pytest.mark.parametrize(
    ("scheme", "route"), [(key, r.key) for key, s in SCHEMES.items() for r in s.routes]
)
def test_the_answer_by_any_route_speaks_of_that_route(scheme, route):
    known = {"taux_de_base": 2} if scheme == "alize_avance" else {}
    case = {"dispositif": scheme, "voie": route, "reponses": known}
    outcome = simulate(read(case))
    assert (outcome.shown, outcome.headline.route.key) == (route, route)
    assert read(outcome.scenario.to_dict()).voie == route
    told = answer(outcome)
    if route != outcome.lead:
        cost, *parts = amounts_of(told)
        assert sum(parts) == cost == whole(float(outcome.routes[route].ledger.resources()))


def written(text):
    return int(re.sub(r"[^\d\u2212]", "", text).replace("\u2212", "-"))


@EXAMPLES
@given(ALL_SCENARIOS)
def test_the_bars_write_parts_that_add_up_to_the_total_they_write(scenario):
    drawing = bears(simulate(scenario))
    for head in drawing.data["heads"] if drawing else ():  # no euro moves: nothing is drawn
        parts = [s for s in drawing.data["segments"] if s["route"] == head["route"]]
        assert sum(written(s["amount_text"]) for s in parts) == written(head["total"])


@given(st.lists(AMOUNTS, min_size=1, max_size=6), st.floats(0, 1e6).map(lambda v: round(v, 2)))
def test_the_steps_of_a_waterfall_lead_to_the_total_they_write(steps, cost):
    net = round(cost + sum(steps), 2)
    rows = [{"label": "a", "amount": cost, "kind": "total", "party": "etat"}]
    rows += [{"label": "b", "amount": a, "kind": "delta", "party": "etat"} for a in steps]
    rows += [{"label": "c", "amount": net, "kind": "total", "party": "etat"}]
    shown = _in_whole_euros(rows)
    assert sum(shown[:-1]) == shown[-1] == whole(net)
    assert shown[0] == whole(cost)
    assert all(abs(s - r["amount"]) < 2 for s, r in zip(shown, rows, strict=True))


@pytest.mark.parametrize("name", examples())
@pytest.mark.parametrize("pay", [None, 41_234.57, 8_765.43])
def test_the_sponsors_comparisons_subtract_as_they_are_written(name, pay):
    data = complete(examples()[name])
    if pay is not None and data["operations"][0].get("montants"):
        data["operations"][0]["montants"][0] = pay
    reading = assess(read_case(data)).prudent
    ours = whole(reading.whole.cout_net)
    for way in comparisons_of(reading):
        if way.known:
            cost, saved, net, gap, *_ = (written(t) for t in compared(way, ours)[:4])
            assert (cost - saved, net - ours) == (net, gap)


@pytest.mark.parametrize(
    ("written_number", "expected"),
    [
        (formats.number(1.25, 1), "1,3"),
        (formats.number(-1.25, 1), "\u22121,3"),
        (formats.number(2.5, 0), "3"),
        (formats.percent(0.00125, 1), "0,1\u202f%"),
        (formats.percent(0.6225, 1), "62,3\u202f%"),
        (formats.euros_short(12_250_000), "12,3\u00a0M€"),
        (formats.euros_cents(1.005), "1,01\u00a0€"),
        (formats.euros_cents(-0.004), "0,00\u00a0€"),
        (formats.number(-0.0), "0"),
        (formats.euros(2.5), "3\u00a0€"),
    ],
)
def test_every_number_on_screen_is_rounded_half_up_like_the_ledger(written_number, expected):
    assert written_number == expected


ONE_FIRM = [key for key, one in SCHEMES.items() if "nb_pme" in one.answers.model_fields]


@pytest.mark.parametrize("scheme", ONE_FIRM)
@pytest.mark.parametrize("annee", [2026, 2029, 2033, 2035])
def test_what_one_firm_bears_is_what_firms_bear(scheme, annee):
    outcome = simulate(read({"dispositif": scheme, "reponses": {"annee": annee, "nb_pme": 1}}))
    for route in outcome.routes:
        values = shown_values(outcome, route)
        if values["reste_par_pme"] is not None:
            assert whole(values["reste_par_pme"]) == values["reste_a_charge_pme"]
