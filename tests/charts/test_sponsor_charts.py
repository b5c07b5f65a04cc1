"""The charts of the sponsor: what they draw adds up, is named, and survives every case."""

import json

import pandas as pd
import pytest

from simulator.charts.drawing import Words
from simulator.charts.next_euro import Curve, Writing, next_euro
from simulator.charts.under_the_cap import FAR, under_the_cap
from simulator.charts.waterfall import BrokenSumError, waterfall
from simulator.charts.what_waits import what_waits
from simulator.figures.marginal import marginal
from simulator.figures.sponsor_outcome import assess
from simulator.stories.chart_words import short
from simulator.stories.ready_cases import examples
from simulator.stories.sponsor_comparison import comparison_frame
from simulator.stories.sponsor_next_euro import bends_frame, marginal_title, steps_frame
from simulator.stories.sponsor_stocks import stocks_frame, stocks_title
from simulator.stories.sponsor_waterfall import waterfall_frame, waterfall_title
from simulator.stories.sponsor_years import years_frame, years_title
from simulator.text import formats

WORDS = Words("Un titre", "Un sous-titre", "Une source", "Une lecture")
TOLD = {"words": WORDS, "euro": formats.euros}
CASES = [(name, which) for name in examples() for which in ("prudent", "confirmed")]


def same(*names):
    return {name: name for name in names}


def reading(name, which):
    return assess(examples()[name]).reading(which)


def six(given, carried, cap):
    return pd.DataFrame(
        {
            "label": [str(year) for year in range(2026, 2032)],
            "given": [float(x) for x in given],
            "carried": [float(x) for x in carried],
            "cap": [float(x) for x in cap],
        }
    )


def capped(frame):
    labels = same("label", "given", "carried", "cap", "total")
    return under_the_cap(frame, labels=labels, short=short, **TOLD)


def waiting(frame):
    names = ("label", "base", "tax", "lost_base", "lost_tax", "lost", "name", "amount")
    return what_waits(frame, labels=same(*names), short=short, **TOLD)


def curve(case):
    found = marginal(case)
    labels = same("gift", "rate", "before", "after", "label", "here")
    return next_euro(
        Curve(steps_frame(found), bends_frame(found), found.don_actuel),
        labels=labels,
        write=Writing(formats.euros, short, formats.percent),
        words=WORDS,
    )


@pytest.mark.parametrize(("name", "which"), CASES)
def test_the_bars_of_a_year_add_up_and_stay_under_the_cap(name, which):
    frame = years_frame(reading(name, which))
    drawing = capped(frame)
    for n, row in enumerate(frame.to_dict("records")):
        tops = [s["top"] for s in drawing.data["segments"] if int(s["middle"]) == n]
        total = row["given"] + row["carried"]
        assert max(tops, default=0) == pytest.approx(total, abs=0.01)
        assert total <= row["cap"] + 0.01
    drawing.on_screen()


def test_a_cap_that_never_changes_is_named_once():
    drawing = capped(six([10, 20, 30, 40, 50, 60], [0] * 6, [60] * 6))
    assert [cap["long"] for cap in drawing.data["caps"] if cap["long"]] == ["cap\u00a0: 60\u00a0€"]


def test_a_cap_that_changes_is_written_over_each_year():
    drawing = capped(six([10] * 6, [0] * 6, [60, 60, 70, 70, 80, 80]))
    assert all(cap["long"] for cap in drawing.data["caps"])


def test_a_far_cap_does_not_crush_the_bars():
    drawing = capped(six([10] * 6, [0] * 6, [1_000_000] * 6))
    assert drawing.numbers["high"] <= 10 * FAR
    assert not any(cap["dash"] for cap in drawing.data["caps"])
    assert drawing.data["caps"][-1]["arrow"]


def test_a_bar_too_low_for_its_amount_is_written_above():
    drawing = capped(six([60_000, 500, 0, 60_000, 1, 0], [0, 0, 0, 0, 0, 0], [60_000] * 6))
    above = {int(row["middle"]): row["long"] for row in drawing.data["totals"]}
    assert above == {1: "500", 2: "0", 4: "1", 5: "0"}


@pytest.mark.parametrize(("name", "which"), CASES)
def test_everything_that_waits_is_hatched_inside_its_bar(name, which):
    drawing = waiting(stocks_frame(reading(name, which)))
    for line in drawing.data["hatches"]:
        inside = [
            bar
            for bar in drawing.data["bars"]
            if bar["left"] - 1e-9 <= line["x"] <= line["x2"] <= bar["right"] + 1e-9
        ]
        assert inside
        assert 0 <= line["y"] <= line["y2"] <= inside[0]["top"] + 1e-9
    drawn = {round(bar["left"], 3) for bar in drawing.data["bars"] if bar["top"] > 0}
    hatched = {
        round(bar["left"], 3)
        for bar in drawing.data["bars"]
        for line in drawing.data["hatches"]
        if bar["left"] - 1e-9 <= line["x"] <= bar["right"]
    }
    assert drawn <= hatched
    drawing.on_screen()


def test_what_dies_is_said_under_its_year():
    frame = pd.DataFrame(
        {
            "label": ["2026", "2027"],
            "base": [9_000.0, 0.0],
            "tax": [0.0, 0.0],
            "lost_base": [0.0, 9_000.0],
            "lost_tax": [0.0, 0.0],
        }
    )
    assert [row["note"] for row in waiting(frame).data["years"]] == ["", "lost 9\u202f000"]


@pytest.mark.parametrize("name", examples())
def test_each_bend_of_the_curve_is_named(name):
    drawing = curve(examples()[name])
    assert len(drawing.data["bends"]) == len(drawing.figures) > 0
    assert all(bend["words"] for bend in drawing.data["bends"])
    points = drawing.data["points"]
    assert [p["gift"] for p in points] == sorted(p["gift"] for p in points)
    assert all(0 <= p["rate"] <= 0.6 + 1e-9 for p in points)
    drawing.on_screen()


def test_the_curve_falls_where_its_title_says():
    found = marginal(examples()["gros_don"])
    frame = found.frame
    bend = next(b for b in found.bends if b.don > found.don_actuel)
    before = frame[frame["don"] <= bend.don - 1]["economie"].iloc[-1]
    at = frame[frame["don"] <= bend.don]["economie"].iloc[-1]
    after = frame["economie"].iloc[-1]
    assert at > before
    assert after - at == pytest.approx(bend.apres * (frame["don"].iloc[-1] - bend.don), abs=1)
    assert formats.euros(bend.don) in marginal_title(found)


@pytest.mark.parametrize(("name", "which"), CASES)
def test_the_waterfall_ends_on_the_net_cost(name, which):
    outcome = assess(examples()[name])
    shown = outcome.reading(which)
    frame = waterfall_frame(outcome, shown)
    labels = same("step", "amount")
    drawing = waterfall(frame, labels=labels, **TOLD)
    assert frame["amount"].iloc[:-1].sum() == pytest.approx(shown.cout_net, abs=0.005)
    assert drawing.data["steps"][-1]["end"] == pytest.approx(shown.cout_net, abs=0.005)
    later = [row for row in drawing.data["steps"] if row["later"]]
    assert bool(later) == (shown.whole.reduction_reportee > 0)


def test_a_waterfall_that_does_not_add_up_is_refused():
    outcome = assess(examples()["gros_don"])
    frame = waterfall_frame(outcome, outcome.prudent)
    frame.loc[1, "amount"] += 1
    with pytest.raises(BrokenSumError):
        waterfall(frame, labels=same("step", "amount"), **TOLD)


@pytest.mark.parametrize(("name", "which"), CASES)
def test_what_both_bear_adds_up_to_the_cost_of_each_way(name, which):
    outcome = assess(examples()[name])
    shown = outcome.reading(which)
    sums = comparison_frame(outcome, shown).groupby("route", sort=False)["amount"].sum(min_count=2)
    assert sums["nous"] == pytest.approx(shown.cout, abs=0.005)
    known = {c.key: c.cout for c in shown.comparisons() if c.known and c.key in sums}
    assert {key: sums[key] for key in known} == pytest.approx(known, abs=0.005)


@pytest.mark.parametrize(("name", "which"), CASES)
def test_titles_are_findings_with_their_figures(name, which):
    shown = reading(name, which)
    assert formats.euros(shown.cout_net) in waterfall_title(shown)
    assert years_title(shown)
    assert "{" not in years_title(shown)


def test_the_title_of_six_years_follows_the_excess():
    shown = reading("gros_don", "prudent")
    assert years_title(shown).endswith("tout l’excédent est utilisé en 2029")
    assert "4 ans de suite" in years_title(shown)
    assert formats.euros(40_000) in stocks_title(shown)


def test_no_private_figure_is_kept_by_a_cached_template():
    """Templates are shared between sessions: they must be the same whatever the amounts."""
    one, other = (capped(six([x] * 6, [0] * 6, [x * 2] * 6)).template for x in (12_345.0, 98_765.0))
    assert one == other
    assert "12345" not in json.dumps(one)
    first, second = (
        curve(examples()["gros_don"].model_copy(update={"benefice": (x,)})).template
        for x in (864_209.0, 975_310.0)
    )
    assert "864209" not in first
    assert "975310" not in second
