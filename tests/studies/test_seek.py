"""Goal seek: all the inputs that reach a target, or the reason why there is none."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.cases.numbers import number_named, numbers_of, with_numbers
from simulator.cases.scenario import read
from simulator.errors import InputError
from simulator.figure import cents
from simulator.figures.indicators import INDICATORS, Readable, read_all, readable
from simulator.ledger import Party
from simulator.schemes import SCHEMES, scheme_of
from simulator.simulate import simulate
from simulator.studies.outputs import Output, outputs_of, yearly_of
from simulator.studies.seek import seek_in
from simulator.studies.solve import seek
from simulator.studies.solving.tried import FULL, THRIFTY


def inputs(answer):
    return [s.low.x if not s.is_interval else (s.low.x, s.high.x) for s in answer.solutions]


def test_a_straight_line_has_one_solution_written_plainly():
    answer = seek(lambda x: cents(0.6 * x), 0, 1e6, 1234.56)
    assert answer.kind == "une"
    assert inputs(answer) == [2057.6]
    assert answer.solutions[0].low.output == 1234.56


def test_a_cap_is_an_interval_that_begins_at_the_kink():
    answer = seek(lambda x: cents(np.minimum(0.6 * x, 12_000)), 0, 1e6, 12_000)
    assert answer.kind == "intervalle"
    assert inputs(answer) == [(20_000, 1e6)]


def test_beyond_a_cap_nothing_is_found_and_the_bound_is_no_success():
    answer = seek(lambda x: cents(np.minimum(0.6 * x, 12_000)), 0, 1e6, 12_000.02)
    assert answer.kind == "aucune"
    assert answer.solutions == ()
    assert (answer.highest.x, answer.highest.output) == (20_000, 12_000)
    assert (answer.lowest.x, answer.lowest.output) == (0, 0)
    assert answer.nearest.output == 12_000


def test_a_kink_far_below_the_bounds_is_seen():
    """Turnover goes to 100 billion, and the lump sum stops mattering at 4 million."""
    relief = lambda x: cents(0.6 * np.minimum(1e6, np.maximum(20_000, 0.005 * x)))  # noqa: E731
    ((low, high),) = inputs(seek(relief, 0, 1e11, 12_000))
    assert (low, high) == (0, pytest.approx(4e6 + 0.005 / 0.6 / 0.005, abs=0.02))  # to the cent
    assert inputs(seek(relief, 0, 1e11, 12_003)) == [4_001_000]
    ((low, high),) = inputs(seek(relief, 0, 1e11, 600_000))
    assert (low, high) == (pytest.approx(2e8 - 0.005 / 0.6 / 0.005, abs=0.02), 1e11)


def test_a_jump_over_the_target_gives_both_sides_and_no_solution():
    answer = seek(lambda x: np.where(x >= 250, x + 100, x), 0, 1000, 300)
    assert answer.kind == "saut"
    assert answer.solutions == ()
    ((before, after),) = answer.jumps
    assert before.x < 250 <= after.x
    assert before.x == pytest.approx(250, abs=1e-9)
    assert (before.output, after.output) == (pytest.approx(250), 350)


def test_the_edge_of_a_jump_is_a_solution_when_it_is_reached():
    assert inputs(seek(lambda x: np.where(x >= 250, x + 100.0, x), 0, 1000, 350)) == [250]


def test_both_sides_of_a_peak_and_its_top():
    peak = lambda x: 50 - 2 * np.abs(x - 333)  # noqa: E731
    assert inputs(seek(peak, 0, 1000, 49)) == [332.5, 333.5]
    assert inputs(seek(peak, 0, 1000, 50)) == [333]
    none = seek(peak, 0, 1000, 50.02)
    assert (none.kind, none.highest.output) == ("aucune", pytest.approx(50, abs=0.01))


def test_a_point_and_a_flat_piece_may_both_answer():
    """Up to 100, down to a flat 40 from 130 on."""
    shape = lambda x: np.interp(x, [0, 100, 130, 1000], [0, 100, 40, 40])  # noqa: E731
    answer = seek(shape, 0, 1000, 40)
    assert answer.kind == "plusieurs"
    assert inputs(answer) == [40, (130, 1000)]


@pytest.mark.parametrize("effort", [FULL, THRIFTY])
def test_a_short_flat_piece_is_found_whole_beside_a_gentle_slope(effort):
    """A share that stays at 35 % from 50 000 to 70 000, then falls slowly over millions."""
    share = lambda x: np.interp(x, [0, 50_000, 70_000, 3e6], [0.43, 0.35, 0.35, 0.34])  # noqa: E731
    answer = seek(share, 0, 1e13, 0.35, tolerance=1e-4, around=60_000, effort=effort)
    ((low, high),) = inputs(answer)
    assert low == pytest.approx(50_000, abs=10)
    assert 70_000 <= high < 74_000


def test_rounding_inside_a_piece_is_told():
    """A plateau whose cents jitter: the ends are exact, the middle is within two cents."""
    jitter = lambda x: 1000 + 0.02 * np.sign(np.sin(x)) * (x % 7 > 3)  # noqa: E731
    (piece,) = seek(jitter, 0, 1e6, 1000).solutions
    assert piece.is_interval
    assert piece.away == pytest.approx(0.02)


def test_the_unknown_is_no_solution():
    known = lambda x: np.where(x < 100, np.nan, x)  # noqa: E731
    assert inputs(seek(known, 0, 1000, 150)) == [150]
    below = seek(known, 0, 1000, 50)
    assert below.kind == "aucune"
    assert below.lowest.output == pytest.approx(100, abs=0.01)
    nothing = seek(lambda x: np.full_like(x, np.nan), 0, 1000, 50)
    assert (nothing.kind, nothing.nearest, nothing.lowest) == ("aucune", None, None)


def test_whole_inputs_only_take_whole_values():
    share = lambda x: 1000 / x  # noqa: E731
    assert inputs(seek(share, 1, 10_000, 125, whole=True)) == [8]
    over = seek(share, 1, 10_000, 150, whole=True)
    assert over.kind == "saut"
    assert [(a.x, b.x) for a, b in over.jumps] == [(6, 7)]
    assert inputs(seek(lambda x: 3 * x, 1, 10**7, 3 * 777_777, whole=True)) == [777_777]
    assert inputs(seek(lambda x: x // 10, 0, 1000, 7, whole=True)) == [(70, 79)]


def test_a_constant_output_is_said_not_to_move():
    same = seek(lambda x: 0 * x + 5, 0, 10, 5)
    assert (same.kind, inputs(same), same.is_moved) == ("intervalle", [(0, 10)], False)
    assert seek(lambda x: 0 * x + 5, 0, 10, 6).kind == "aucune"


def test_what_another_way_does_not_confirm_is_not_a_solution():
    answer = seek(lambda x: x, 0, 10, 5, verify=lambda x: x + 0.02)
    assert (answer.kind, answer.solutions) == ("aucune", ())


def test_endless_noise_is_cut_short_and_said():
    noise = lambda x: 1000 * np.sin(1e9 * x)  # noqa: E731
    assert seek(noise, 0, 1000, 3).is_cut_short


@pytest.mark.parametrize(
    ("low", "high", "target"), [(0, np.inf, 1), (0, 1, np.nan), (1, 0, 1), (np.nan, 1, 1)]
)
def test_a_question_without_bounds_or_target_is_refused(low, high, target):
    with pytest.raises(ValueError, match="finite"):
        seek(lambda x: x, low, high, target)


CELLS = 30
"""Slope breaks of the random functions stand at least this share of the bounds apart."""
CLOSE = 0.12
"""Their gentlest slope is 100 over 1000: a cent of output is a tenth of the input."""


@st.composite
def broken_lines(draw, cells=CELLS):
    """Knots on a grid, outputs that move by more than the grain from each to the next."""
    places = sorted(draw(st.sets(st.integers(1, cells - 1), max_size=8)))
    shift = draw(st.floats(0, 0.9))
    x = np.array([0.0, *((p + shift) / cells * 1000 for p in places), 1000.0])
    y = np.array(draw(st.lists(st.integers(-50, 50), min_size=len(x), max_size=len(x))), float)
    return x, y * 100


def exact(x, y, target):
    """All solutions of a broken line, piece by piece: points and flat pieces."""
    found = []
    for a, b, ya, yb in zip(x, x[1:], y, y[1:], strict=False):
        if ya == yb == target:
            found.append((a, b))
        elif min(ya, yb) <= target <= max(ya, yb) and ya != yb:
            at = a + (target - ya) / (yb - ya) * (b - a)
            found.append((at, at))
    merged = []
    for low, high in sorted(found):
        if merged and low <= merged[-1][1] + 0.011:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


@settings(max_examples=300, deadline=None)
@given(broken_lines(), st.integers(-5200, 5200), st.booleans())
def test_all_solutions_of_a_broken_line_are_found(line, target, rounded):
    x, y = line

    def shape(v):
        out = np.interp(v, x, y)
        return cents(out) if rounded else out

    answer = seek(shape, 0, 1000, target)
    expected = exact(x, y, target)
    found = [(s.low.x, s.high.x) for s in answer.solutions]
    assert len(found) == len(expected), (found, expected)
    for (low, high), (true_low, true_high) in zip(found, expected, strict=True):
        assert low == pytest.approx(true_low, abs=CLOSE)
        assert high == pytest.approx(true_high, abs=CLOSE)
        assert shape(np.array([low, high])) == pytest.approx(target, abs=0.0101)
    assert answer.lowest.output == pytest.approx(y.min(), abs=0.11)
    assert answer.highest.output == pytest.approx(y.max(), abs=0.11)


FEW = 10


@settings(max_examples=200, deadline=None)
@given(broken_lines(FEW), st.integers(-5200, 5200))
def test_a_thrifty_sweep_finds_them_all_when_breaks_are_further_apart(line, target):
    x, y = line
    answer = seek(lambda v: np.interp(v, x, y), 0, 1000, target, effort=THRIFTY)
    expected = exact(x, y, target)
    found = [(s.low.x, s.high.x) for s in answer.solutions]
    assert len(found) == len(expected), (found, expected)
    assert np.array(found) == pytest.approx(np.array(expected), abs=CLOSE)
    assert answer.evaluations < 700


@settings(max_examples=200, deadline=None)
@given(broken_lines(), st.integers(-5200, 5200), st.integers(1, 29), st.integers(-60, 60))
def test_jumps_hide_nothing(line, target, place, height):
    """A jump among the breaks: every true solution is found, or the jump is named."""
    x, y = line
    at = (place + 0.95) / CELLS * 1000

    def shape(v):
        return np.interp(v, x, y) + np.where(v >= at, 100.0 * height, 0)

    answer = seek(shape, 0, 1000, target)
    left = [(a, b) for a, b in exact(x, y, target) if a < at]
    right = [(a, b) for a, b in exact(x, y, target - 100 * height) if b >= at]
    for low, high in [*((a, min(b, at)) for a, b in left), *((max(a, at), b) for a, b in right)]:
        assert any(s.low.x - CLOSE <= low and high <= s.high.x + CLOSE for s in answer.solutions), (
            low,
            high,
            answer.solutions,
        )
    before, after = shape(np.array([np.nextafter(at, 0), at]))
    if not answer.solutions and (before - target) * (after - target) < 0:
        assert answer.kind == "saut"
    assert all(abs(shape(s.low.x) - target) <= 0.0101 for s in answer.solutions)


def forward(scenario, output, field, value):
    """The output of a scenario, without any of the code under test."""
    data = scenario.to_dict()
    data["reponses"][field] = value
    changed = read(data)
    outcome = simulate(changed)
    ledger = outcome.routes[output.view].ledger
    if output.year is None:
        values = read_all(readable(ledger, outcome.deeds, outcome.unknowns, changed.reponses))
        return values[output.figure]
    return INDICATORS[output.figure].read(Readable(ledger.where(year=output.year), ()))


@pytest.mark.parametrize("indicator", INDICATORS)
@pytest.mark.parametrize("key", SCHEMES)
def test_every_indicator_by_every_question_is_verified_or_refused(key, indicator):
    scenario = read({"dispositif": key})
    outcome = simulate(scenario)
    output = Output(outcome.lead, indicator, INDICATORS[indicator].unit)
    tolerance = 0.0101 if output.unit == "€" else 0.000101
    for free in numbers_of(scenario):
        now = forward(scenario, output, free.name, free.value)
        target = 1000.0 if now is None else 1.1 * now + (1 if output.unit == "€" else 0.01)
        answer = seek_in(scenario, output, target, free.name)
        for solution in answer.solutions:
            for end in (solution.low, solution.high):
                value = int(end.x) if free.whole else end.x
                got = forward(scenario, output, free.name, value)
                assert got == pytest.approx(target, abs=tolerance)
                assert free.low <= end.x <= free.high
        if not answer.solutions:
            assert answer.kind in {"saut", "aucune"}
            assert answer.kind == "aucune" or answer.jumps
            if answer.lowest is not None:
                assert answer.lowest.output <= answer.nearest.output <= answer.highest.output


@pytest.mark.parametrize("key", SCHEMES)
def test_the_answer_of_today_is_found_again(key):
    """Ask for the figure on screen: the value on screen is among the solutions."""
    scenario = read({"dispositif": key})
    outcome = simulate(scenario)
    for indicator in scheme_of(scenario).figures:
        output = Output(outcome.lead, indicator, INDICATORS[indicator].unit)
        for free in numbers_of(scenario):
            now = forward(scenario, output, free.name, free.value)
            if free.value is None or now is None:
                continue
            answer = seek_in(scenario, output, now, free.name)
            near = max(1e-6 * abs(free.value), 0.011)
            assert any(s.low.x - near <= free.value <= s.high.x + near for s in answer.solutions), (
                indicator,
                free.name,
                free.value,
                answer,
            )


def test_each_year_of_a_long_scenario_has_its_outputs():
    scenario = read({"dispositif": "alize", "reponses": {"duree_annees": 3}})
    outputs = (*outputs_of(scenario, "organisme_agree"), *yearly_of(scenario, "organisme_agree"))
    years = {o.year for o in outputs}
    start = scenario.reponses.annee
    assert years == {None, start, start + 1, start + 2}
    yearly = {o.figure for o in outputs if o.year == start}
    assert "reduction_impot" in yearly
    assert not yearly & {"cout_par_jour", "levier", "taux_public"}
    second = next(o for o in outputs if o.figure == "reduction_impot" and o.year == start + 1)
    answer = seek_in(scenario, second, 1000.0, "cout_journee")
    assert answer.kind == "une"
    value = answer.solutions[0].low.x
    assert forward(scenario, second, "cout_journee", value) == pytest.approx(1000, abs=0.01)


def test_a_value_that_the_rules_refuse_is_out_of_the_search():
    """Below the scale of contributions no pay has a cost: that is no zero."""
    scenario = read({"dispositif": "alize"})
    output = Output("pret_direct", "cout_reel", "€")
    cheap = seek_in(
        with_numbers(scenario, {number_named(scenario, "cout_animation"): 0.0}),
        output,
        1.0,
        "salaire_brut",
    )
    assert cheap.kind == "aucune"
    assert cheap.lowest.output > 100
    assert cheap.lowest.x > 10_000


@pytest.mark.parametrize("field", ["annee", "jour_signature", "statut_association", "rien"])
def test_what_is_no_number_cannot_be_freed(field):
    scenario = read({"dispositif": "alize"})
    with pytest.raises(InputError, match="cherch"):
        seek_in(scenario, Output("pret_direct", "cout_reel", "€"), 1.0, field)


def test_an_endless_target_is_refused():
    scenario = read({"dispositif": "alize"})
    with pytest.raises(InputError, match="cible"):
        seek_in(scenario, Output("pret_direct", "cout_reel", "€"), np.inf, "jours")


def test_one_seek_takes_less_than_three_tenths_of_a_second():
    scenario = read({"dispositif": "boost_innov"})
    output = Output("don_eligible", "effort_net_mecene", "€")
    seek_in(scenario, output, 1000.0, "part_du_don")
    begun = time.perf_counter()
    answer = seek_in(scenario, output, 1000.0, "part_du_don")
    assert time.perf_counter() - begun < 0.3
    assert answer.evaluations < 6000


def test_a_length_that_must_be_whole_years_is_sought_beyond_the_months_that_are_refused():
    """Repaid in 36 months, the months between 12 and 36 are refused: 12 is found all the same."""
    answers = {"annee": 2007, "taux_de_base": 4.0, "mois_de_remboursement": 36}
    case = read({"dispositif": "alize_avance", "reponses": answers})
    output = Output("pret_direct", "effort_fonds", "€")
    wanted = simulate(with_numbers(case, {number_named(case, "mois_de_remboursement"): 12}))
    target = wanted.routes["pret_direct"].ledger.borne(Party.FONDS)
    assert inputs(seek_in(case, output, target, "mois_de_remboursement")) == [12]
