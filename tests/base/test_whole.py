"""A trace that keeps everything: nil amounts, both branches, answers given or not."""

import numpy as np

from simulator.base.whole import (
    is_unknown,
    optional,
    placed,
    refuse_where,
    series,
    unless_known,
    whole,
    whole_trace,
)
from simulator.figure import Figure, given, trace
from simulator.rules.suivi_des_dons import some


def test_nothing_is_some_inside_a_whole_trace_alone():
    assert not some(0.0)
    with trace():
        assert not some(0.0)
    with whole_trace():
        assert some(0.0)
    assert not whole()


def test_an_answer_that_nobody_gave_stands_for_another_in_a_formula_that_holds_both():
    with whole_trace():
        for typed in (None, 3.0):
            found = unless_known(optional(typed, "jours", "jours"), lambda: given(7.0, "x", ""))
            assert found.value == (7.0 if typed is None else typed)
            assert found.node.operator == "where"
    assert unless_known(None, lambda: 7.0) == 7.0
    assert unless_known(3.0, lambda: 7.0) == 3.0


def test_the_part_of_an_unknown_answer_is_unknown():
    share = optional(None, "jours", "jours") / 3.0
    assert is_unknown(share).value
    assert not is_unknown(optional(3.0, "jours", "jours") / 3.0).value
    assert is_unknown(None) is True
    assert is_unknown(given(0.0, "jours", "")) is False


def test_what_a_rule_would_refuse_is_noted_inside_a_whole_trace():
    with whole_trace() as kept:
        refuse_where("brut_trop_bas", given(1.0, "x", "") < 2.0)
    assert [(key, bool(where.value)) for key, where in kept.refusals] == [("brut_trop_bas", True)]


def test_a_place_has_the_names_of_the_series_that_hold_it():
    assert placed(2.0, "reste", (), 2026) == 2.0
    with whole_trace(), series("don"), series("avec"):
        found = placed(2.0, "reste", ("excedents", 0, 1), 2026)
    assert isinstance(found, Figure)
    assert found.node.place == (("don", "avec"), "reste", "excedents", 0, 1, 2026)
    assert np.isclose(found.value, 2.0)
