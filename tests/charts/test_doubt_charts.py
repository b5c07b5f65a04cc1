"""Dots from percentiles, bars of drivers, one assumption at a time: drawn true, whole, legible."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.charts import futures as shape
from simulator.charts.drawing import Words
from simulator.charts.drivers import Weight, drivers
from simulator.charts.futures import Futures, Said, futures
from simulator.charts.tornado import Swing, tornado

WORDS = Words("Titre", "Sous-titre", "Source", "Lecture")


def write(x):
    return f"{x:.0f} €"


def dots(values, threshold=None, value=None, party="mecene"):
    low, high = values[2], values[-3]
    return futures(
        Futures(values, [low <= v <= high for v in values], (low, high), threshold, value),
        party=party,
        write=write,
        said=Said("bande", ("seuil", "dépassé") if threshold is not None else ("", ""), "v"),
        headings={"percentile": "Part", "value": "Valeur"},
        figures=[{"percentile": str(n), "value": v} for n, v in enumerate(values)],
        words=WORDS,
    )


EVEN = list(np.linspace(9_100, 27_900, 20))


def test_there_are_twenty_dots_four_of_them_pale_and_the_chart_is_valid():
    drawing = dots(EVEN, 20_000, 13_650)
    drawing.on_screen()  # checked against the schema
    assert len(drawing.data["dots"]) == 20
    assert sum(not dot["inside"] for dot in drawing.data["dots"]) == 4
    assert len(drawing.figures) == 20
    assert {"band", "threshold", "value", "ticks"} <= set(drawing.data)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.floats(-1e6, 1e6).map(lambda x: round(x, 2)), min_size=20, max_size=20, unique=True
    ),
    st.floats(-1e6, 1e6).map(lambda x: round(x, 2)),
)
def test_a_dot_stands_on_the_side_of_the_threshold_where_its_value_is(values, threshold):
    values = sorted(values)
    drawing = dots(values, threshold)
    if not drawing.data["threshold"]:
        return  # too far to be drawn
    over = sum(dot["x"] > threshold for dot in drawing.data["dots"])
    width, _ = shape._columns(values, threshold)
    grain = 2e-9 * width  # a value on the threshold does not pass it
    assert over == sum(value > threshold + grain for value in values) or any(
        abs(value - threshold) <= grain for value in values
    )
    low, high = drawing.numbers["low"], drawing.numbers["high"]
    assert all(low <= dot["x"] <= high for dot in drawing.data["dots"])


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.floats(0, 1e6).map(lambda x: round(x, 2)), min_size=20, max_size=20, unique=True)
)
def test_each_dot_stands_within_a_column_of_its_value_and_on_no_other(values):
    values = sorted(values)
    drawing = dots(values)
    width, _ = shape._columns(values, None)
    for value, dot in zip(values, drawing.data["dots"], strict=True):
        assert abs(dot["x"] - value) <= width / 2 * (1 + 1e-6) + 1e-6
    places = [(dot["x"], dot["level"]) for dot in drawing.data["dots"]]
    assert len(set(places)) == 20


@pytest.mark.parametrize("value", [1, 1.5, 2, 3, 7, 999, 0.03])
def test_a_step_is_one_two_or_five_times_a_power_of_ten(value):
    step = shape.round_step(value)
    assert value <= step * (1 + 1e-9) <= 2.6 * value
    assert float(f"{step:.0e}"[0]) in {1, 2, 5}


def test_a_driver_is_solid_alone_and_outlined_with_the_others():
    weights = [
        Weight("Salaire", "40 à 60", 0.5, 0.7, "50 %, puis 70 %", {"field": "Salaire"}),
        Weight("Rien", "1 à 2", 0.0, 0.0, "0 %", {"field": "Rien"}),
    ]
    drawing = drivers(weights, headings={"field": "Réponse"}, words=WORDS)
    drawing.on_screen()
    first, last = drawing.data["rows"]
    assert (first["alone"], first["total"]) == (0.5, 0.7)
    assert last["total"] == 0
    assert "50 %, puis 70 %" in drawing.alt


def test_a_swing_is_pale_down_and_dark_up_around_the_value_with_both_ends_written():
    swings = [
        Swing("Salaire", "49 à 60", 90.0, 110.0, {}),
        Swing("PME", "4 à 6", 120.0, 80.0, {}),
        Swing("Part", "90 % à 100 %", 130.0, 100.0, {}),
        Swing("Jours", "1 à 2", None, 105.0, {}),
    ]
    drawing = tornado(swings, 100.0, write=write, headings={}, words=WORDS)
    drawing.on_screen()
    rows = drawing.data["rows"]
    assert [(r["left_words"], r["right_words"]) for r in rows] == [
        ("90 €", "110 €"), ("80 €", "120 €"), ("", "130 €"), ("", "105 €"),
    ]  # fmt: skip
    bars = drawing.data["bars"]
    assert [(b["from"], b["to"], b["up"]) for b in bars[:2]] == [
        (90.0, 100.0, False), (100.0, 110.0, True),
    ]  # fmt: skip
    assert sum(b["up"] for b in bars) == 3
    assert "nan" not in json.dumps(drawing.spec(), default=str).lower()
