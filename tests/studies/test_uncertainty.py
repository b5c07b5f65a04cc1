"""Uncertainty against closed forms, whole runs, and draws made another way."""

import numpy as np
import pandas as pd
import pytest

from simulator.cases.numbers import Number, number_named, numbers_of, with_numbers
from simulator.cases.ranges import Range, range_of
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.exports.simulated import plain as plain_run
from simulator.figures.indicators import INDICATORS
from simulator.figures.sponsor_outcome import assess
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.studies.doubting.draws import Draws
from simulator.studies.doubting.laws import drawn, triangular
from simulator.studies.doubting.phrase import phrase
from simulator.studies.doubting.subject import CaseSubject
from simulator.studies.outputs import Output
from simulator.studies.solving.tried import FULL
from simulator.studies.uncertainty import FUTURES, doubt

Y = Output("", "y", "€")


class Formula:
    """A subject that is a formula: what it gives is known by hand."""

    effort, points, words, outputs = FULL, None, (), {"y": Y}

    def __init__(self, formula, **values):
        self.formula, self.values = formula, values
        self.numbers = tuple(
            Number((name,), "€", -1e6, 1e6, False, value) for name, value in values.items()
        )

    def number(self, name):
        return next(number for number in self.numbers if number.name == name)

    def at(self, values):
        return Formula(self.formula, **{**self.values, **values})

    def figures(self, columns, keys):
        size = len(next(iter(columns.values()), [0]))
        given = {k: np.asarray(columns.get(k, v), dtype=float) for k, v in self.values.items()}
        y = np.broadcast_to(self.formula(**given), size)
        return pd.DataFrame({**dict.fromkeys(keys, y), "refus": [""] * size})

    def alone(self, values, output):  # noqa: ARG002 (it has one output)
        return float(self.formula(**{**self.values, **values}))


def ranges_of(subject, **given):
    return {name: range_of(subject.number(name), three) for name, three in given.items()}


def doubted(formula, thresholds=None, **given):
    subject = Formula(formula, **{name: float(three[1]) for name, three in given.items()})
    ranges = ranges_of(subject, **given)
    return doubt(subject, ranges, [Y], draws=16_384, thresholds=thresholds).outputs[0]


def mean(low, likely, high):
    return (low + likely + high) / 3


def variance(a, b, c):
    """Of a triangular law."""
    return (a * a + b * b + c * c - a * b - a * c - b * c) / 18


A, B, C = (0, 2, 10), (100, 150, 400), (-5, -5, 5)


def test_a_sum_has_the_mean_the_deviation_and_the_parts_of_the_closed_form():
    found = doubted(lambda a, b, c: 30 * a + 2 * b - 4 * c, a=A, b=B, c=C)
    parts = {"a": 900 * variance(*A), "b": 4 * variance(*B), "c": 16 * variance(*C)}
    total = sum(parts.values())
    assert found.mean == pytest.approx(30 * mean(*A) + 2 * mean(*B) - 4 * mean(*C), rel=1e-4)
    assert found.deviation == pytest.approx(total**0.5, rel=1e-3)
    for driver in found.drivers:
        share = parts[driver.number.name] / total
        assert driver.alone == pytest.approx(share, abs=0.005)
        assert driver.total == pytest.approx(share, abs=0.005)  # no interaction
    ranked = sorted(parts, key=lambda name: -parts[name])
    assert [driver.number.name for driver in found.drivers] == ranked
    assert found.first.number.name == ranked[0]


def test_a_product_shares_an_interaction_among_its_factors():
    found = doubted(lambda a, b: a * b, a=A, b=B)
    (ma, va), (mb, vb) = ((mean(*one), variance(*one)) for one in (A, B))
    total = va * mb**2 + vb * ma**2 + va * vb
    by_name = {driver.number.name: driver for driver in found.drivers}
    assert found.deviation == pytest.approx(total**0.5, rel=1e-3)
    assert by_name["a"].alone == pytest.approx(va * mb**2 / total, abs=0.005)
    assert by_name["a"].total == pytest.approx(va * (mb**2 + vb) / total, abs=0.005)
    assert by_name["b"].alone == pytest.approx(vb * ma**2 / total, abs=0.005)
    assert by_name["b"].total == pytest.approx(vb * (ma**2 + va) / total, abs=0.005)


def test_the_percentiles_of_one_range_are_those_of_the_triangular_law():
    found = doubted(lambda a: 2 * a + 1, a=A)
    law = 2 * triangular(np.array(FUTURES) / 100, *A) + 1
    assert np.abs(np.array(found.percentiles) - law).max() < 0.01
    assert [found.p10, found.p50, found.p90] == pytest.approx(
        (2 * triangular(np.array([0.1, 0.5, 0.9]), *A) + 1).tolist(), abs=0.01
    )


def test_a_threshold_splits_the_draws_and_flips_at_the_value_of_the_closed_form():
    found = doubted(lambda a, b: 100 * a + b, {"y": 650.0}, a=A, b=B)
    (switch,) = found.switches  # b alone reaches 650 at 450 only, beyond its range
    assert (switch.number.name, switch.value) == ("a", pytest.approx(5.0))
    assert switch.output == pytest.approx(650, abs=0.01)
    rng = np.random.default_rng(1)
    plain = 100 * rng.triangular(*A, 400_000) + rng.triangular(*B, 400_000)
    assert found.below == pytest.approx((plain < 650).mean(), abs=0.005)
    assert found.above == pytest.approx(1 - found.below)


def test_every_crossing_of_a_threshold_is_given():
    found = doubted(lambda a: (a - 2) * (a - 5) * (a - 9), {"y": 0.0}, a=A)
    assert [s.value for s in found.switches] == [2, 5, 9]


def test_a_leap_over_the_threshold_is_no_switch_and_is_told_apart():
    found = doubted(lambda a: np.where(a < 4, 100.0, 900.0) + a, {"y": 500.0}, a=A)
    assert found.switches == ()
    ((leap),) = found.leaps
    assert leap.before.x == pytest.approx(4) == leap.after.x


def test_what_moves_nothing_weighs_nothing():
    found = doubted(lambda a, b: 3 * a + 0 * b, a=A, b=B)
    nothing = found.drivers[-1]
    assert (nothing.number.name, nothing.alone, nothing.total) == ("b", 0.0, 0.0)
    assert nothing.at_low == nothing.at_high == found.value


def test_an_output_that_does_not_vary_has_no_parts():
    found = doubted(lambda a: 7 + 0 * a, a=A)
    assert [(d.alone, d.total) for d in found.drivers] == [(None, None)]
    assert found.first is None
    assert (found.deviation, found.p10, found.p90) == (0, 7, 7)


def test_progress_is_told_and_may_stop_the_study():
    class Enough(Exception):
        pass

    told = []

    def stop(done):
        told.append(done)
        if done > 0.5:
            raise Enough

    subject = Formula(lambda a, b: a + b, a=2.0, b=150.0)
    with pytest.raises(Enough):
        doubt(subject, ranges_of(subject, a=A, b=B), [Y], progress=stop)
    assert told == sorted(told)
    assert told[0] > 0


WHOLE = Number(("n",), "PME", 0, 100, True, 3)


@pytest.mark.parametrize("three", [(1, 1, 2), (0, 3, 3), (2, 5, 9), (7, 7, 7.0), (0, 0, 40)])
def test_whole_numbers_come_out_whole_each_with_its_share_both_ends_reached(three):
    one = Range(WHOLE, *map(float, three))
    if not one.moves:
        return
    values = drawn(one, (np.arange(100_000) + 0.5) / 100_000)
    low, likely, high = three
    counts = {n: int(np.sum(values == n)) for n in range(int(low), int(high) + 1)}
    assert sum(counts.values()) == 100_000  # nothing else
    assert min(counts.values()) > 0
    wide = (low - 0.5, likely, high + 0.5)
    edges = np.arange(low - 0.5, high + 1)
    shares = np.diff([_below(x, *wide) for x in edges])
    assert np.array(list(counts.values())) / 1e5 == pytest.approx(shares, abs=1e-4)


def _below(x, a, b, c):
    """The distribution of a triangular law."""
    if x <= b:
        return (x - a) ** 2 / ((c - a) * (b - a)) if b > a else 0.0
    return 1 - (c - x) ** 2 / ((c - a) * (c - b))


def test_draws_fill_each_range_and_two_samples_are_independent():
    one, other = (Range(Number((n,), "€", 0, 9, False, 1), 0, 1, 9) for n in "ab")
    draws = Draws([one, other], 4_096, 2026)
    columns = np.array([*draws.first.values(), *draws.second.values()])
    assert columns.min() >= 0
    assert columns.max() <= 9
    assert np.abs(np.corrcoef(columns) - np.eye(4)).max() < 0.02


# the real cases: what is said of them is what `run` and `mecene` say

NAMES = sorted(SCHEMES)
ASKED = ("effort_net_mecene", "reste_a_charge_pme", "argent_prive", "cout_par_jour", "levier")


def known_case(scheme):
    """A case of a format of which most figures are known, more than one SME where it may."""
    answers = {"nb_pme": 6, "emplois_prevus": 12.0}
    fields = SCHEMES[scheme].answers.model_fields
    given = {"cout_animation": 900.0, "effectif_pme": 40, "effectif_mecene": 6_000}
    given |= {"aide_region": 3_000.0, "aide_etat": 500.0, "aide_ue": 0.0, "demi_journees": 9.0}
    answers |= {name: value for name, value in given.items() if name in fields}
    if scheme == "boost_innov":
        answers |= {"nb_pme": 5, "nb_parcours": 2}
    return read({"dispositif": scheme, "reponses": answers})


def ranges_around(case, most=5):
    """Ranges of half to twice each of a few numbers, within their bounds."""
    found = {}
    for number in numbers_of(case):
        if not number.value or number.name in {"duree_annees"} or len(found) == most:
            continue
        low, high = number.value / 2, min(number.value * 2, number.high)
        if number.whole:
            low, high = max(1, int(low)), int(high)
        found[number.name] = range_of(number, (low, number.value, high))
    return found


def run(case, name):
    outcome = simulate(case)
    return plain_run(outcome)["voies"][outcome.shown]["indicateurs"][name]


@pytest.mark.parametrize("scheme", NAMES)
def test_values_ends_and_switches_are_those_of_run_in_every_format(scheme):
    case = known_case(scheme)
    subject, ranges = CaseSubject(case), ranges_around(case)
    outputs = [subject.outputs[name] for name in ASKED if run(case, name) is not None]
    first = doubt(subject, ranges, outputs, draws=4_096)
    limits = {one.output.name: one.p50 for one in first.outputs if one.varies}
    seen = 0
    for one in doubt(subject, ranges, outputs, draws=4_096, thresholds=limits).outputs:
        name = one.output.name
        published = INDICATORS[name].published
        assert published(one.value) == run(case, name)
        for d in one.drivers:
            ends = (d.at_low, ranges[d.number.name].low), (d.at_high, ranges[d.number.name].high)
            for told, x in ends:
                assert published(told) == run(with_numbers(case, {d.number: x}), name)
        for s in one.switches:
            within = ranges[s.number.name]
            assert within.low <= s.value <= within.high
            again = run(with_numbers(case, {s.number: s.value}), name)
            assert again == pytest.approx(one.threshold, abs=0.0101)
            seen += 1
    assert seen


@pytest.mark.parametrize("scheme", NAMES)
def test_the_draws_spread_as_cases_run_one_by_one_do(scheme):
    """Plain random draws, each simulated whole: an independent way."""
    case = known_case(scheme)
    subject, ranges = CaseSubject(case), ranges_around(case, 3)
    name = "reste_a_charge_pme"
    found = doubt(subject, ranges, [subject.outputs[name]], draws=8_192).outputs[0]
    rng, values = np.random.default_rng(7), []
    for _ in range(400):
        moved = {}
        for one in ranges.values():
            wide = 0.5 * one.number.whole
            x = rng.triangular(one.low - wide, one.likely, one.high + wide)
            moved[one.number] = round(x) if one.number.whole else x
        values.append(run(with_numbers(case, moved), name))
    assert found.mean == pytest.approx(np.mean(values), abs=4 * np.std(values) / 20 + 0.01)
    assert found.deviation == pytest.approx(np.std(values), rel=0.2)


SPONSOR = {
    "chiffre_affaires": [12_000_000.0],
    "benefice": [500_000.0],
    "operations": [
        {
            "salaries": [
                {"debut": "2026-01-01", "fin": "2026-12-31", "jours": 40.0, "brut_mensuel": 5_000.0}
            ]
        }
    ],
}


def test_a_sponsor_is_doubted_by_the_same_way_and_says_what_mecene_says():
    case = read_case(SPONSOR)
    subject = CaseSubject(case, "confirmed")
    jours, brut = (f"operations.0.salaries.0.{n}" for n in ("jours", "brut_mensuel"))
    given = {jours: (20, 40, 90), brut: (4_000, 5_000, 6_000)}
    ranges = {name: range_of(subject.number(name), three) for name, three in given.items()}
    asked = [subject.outputs["cout_net"], subject.outputs["reduction.0"]]
    first, later = doubt(
        subject, ranges, asked, draws=4_096, thresholds={"cout_net": 9_000.0}
    ).outputs
    assert first.value == assess(case).confirmed.figure("cout_net")
    assert later.value == assess(case).confirmed.figure("reduction.0")
    assert [d.number.name for d in first.drivers] == [jours, brut]
    (switch,) = first.switches
    moved = with_numbers(case, {number_named(case, switch.number.name): switch.value})
    assert assess(moved).confirmed.figure("cout_net") == pytest.approx(9_000, abs=0.01)


def test_draws_that_the_model_refuses_are_counted_with_its_reason():
    """A lend cannot outlast the working days between its two ends."""
    data = {**SPONSOR, "operations": [{"salaries": [{
        "debut": "2026-01-01", "fin": "2026-03-31", "jours": 40.0, "brut_mensuel": 5_000.0,
    }]}]}  # fmt: skip
    subject = CaseSubject(read_case(data))
    jours = "operations.0.salaries.0.jours"
    one = range_of(subject.number(jours), (30, 40, 90))
    study = doubt(subject, {jours: one}, [subject.outputs["cout"]], draws=4_096)
    found = study.outputs[0]
    assert 0 < found.missing.count < 4_096
    assert found.missing.unknown == 0
    assert all("Baissez les jours" in sentence for sentence in found.missing.refused)
    assert found.drivers[0].at_high is None  # refused is unknown, never 0
    told = phrase(found, study)
    answered = 4_096 - found.missing.count
    assert told.replace("\u202f", " ").startswith(f"Parmi les {answered:,}".replace(",", " "))
    assert "sans réponse, par exemple" in told
    assert told.count("Baissez les jours") == 1


def test_an_output_that_nobody_knows_is_unknown_in_every_draw():
    subject = CaseSubject(read({"dispositif": "ppj", "reponses": {}}))
    one = range_of(subject.number("prix_pme"), (2_000, 3_050, 4_000))
    found = doubt(subject, {"prix_pme": one}, [subject.outputs["effort_region"]], draws=4_096)
    unknown = found.outputs[0]
    assert (unknown.value, unknown.mean, unknown.p10, unknown.below) == (None,) * 4
    assert unknown.missing.unknown == 4_096
