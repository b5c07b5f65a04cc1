"""Shares against all orders written out, on games of a few players drawn at random."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.studies import shapley as core
from simulator.studies.change import shared
from simulator.studies.shapley import EXACT, shapley, tied, visited


def by_all_orders(players, worth):
    """The definition: one order after the other, what each player adds when it comes in."""
    shares, orders = [0.0] * players, list(permutations(range(players)))
    for order in orders:
        present = frozenset()
        for player in order:
            shares[player] += worth(present | {player}) - worth(present)
            present |= {player}
    return [share / len(orders) for share in shares]


def members(one, players):
    return frozenset(n for n in range(players) if one >> n & 1)


@pytest.mark.parametrize("players", [1, 2, 3, 5, 6])
def test_the_shares_are_the_mean_over_all_orders(players):
    draw = np.random.default_rng(players)
    values = draw.normal(size=1 << players)
    worth = {members(one, players): values[one] for one in range(1 << players)}
    assert shapley(players, values) == pytest.approx(by_all_orders(players, worth.get), abs=1e-12)


def crossed(sets, players):
    """A game of pairs: each earns its rank, neighbours that are both there earn 10 more."""
    held = sets[:, None] >> np.arange(players) & 1
    return held @ np.arange(players) + 10.0 * (held[:, 1:] * held[:, :-1]).sum(axis=1)


@pytest.mark.parametrize("players", [EXACT, EXACT + 1, 30, 60])
def test_drawn_orders_come_near_and_add_up_as_exact_ones_do(players):
    sets = visited(players)
    values = crossed(sets, players)
    found = shapley(players, values)
    expected = np.arange(players) + np.array([5.0, *[10.0] * (players - 2), 5.0])
    near = 1e-9 if players <= EXACT else 1.0
    assert found == pytest.approx(expected, abs=near)
    assert found.sum() == pytest.approx(values[-1] - values[0])


@pytest.mark.parametrize("players", [4, EXACT + 2])
def test_who_adds_nothing_has_nothing_and_swapped_ends_negate(players):
    sets = visited(players)
    values = crossed(sets, players - 1)  # the last player is in no pair and earns nothing
    found = shapley(players, values)
    assert found[-1] == 0
    everybody = (1 << players) - 1
    places = np.searchsorted(sets, everybody - sets)
    assert (sets[places] == everybody - sets).all()
    assert shapley(players, values[places]) == pytest.approx(-found, abs=1e-9)


def test_up_to_ten_players_each_set_is_asked_once_and_beyond_always_the_same_ones():
    assert visited(EXACT).tolist() == list(range(1 << EXACT))
    first = visited(EXACT + 5).copy()
    core._walks.cache_clear()
    assert (visited(EXACT + 5) == first).all()
    orders = core._walks(EXACT + 5)[0]
    assert len(orders) == 2_000
    assert (orders[1_000:] == orders[:1_000, ::-1]).all()


def test_two_who_only_stand_together_are_one_and_the_others_stay_apart():
    refused = np.array([s for s in range(16) if (s >> 1 & 1) != (s >> 3 & 1)])
    assert tied([1, 2, 4, 8], refused) == [1, 2 | 8, 4]


def test_a_set_of_all_or_of_nobody_ties_nobody():
    assert tied([1, 2], np.array([0, 3])) == [1, 2]


@given(
    st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=12),
    st.sampled_from([2, 6]),
    st.sampled_from([-1, 0, 1]),
)
def test_rounded_shares_add_up_to_the_rounded_total_and_negate(shares, decimals, off):
    total = round(sum(shares) + off / 10**decimals, decimals)
    parts = shared(shares, total, decimals)
    assert round(sum(round(p * 10**decimals) for p in parts) - total * 10**decimals) == 0
    assert [-p for p in parts] == shared([-s for s in shares], -total, decimals)


def test_what_moves_nothing_takes_no_cent_of_what_is_left():
    assert shared([0.0, 1 / 300, 1 / 300, 1 / 300], 0.01, 2) == [0.0, 0.01, 0.0, 0.0]
    assert shared([0.0, 0.004, 0.0], 0.02, 2) == [0.0, 0.02, 0.0]


@pytest.mark.parametrize("noise", [1e-8, -1e-8])
def test_noise_breaks_no_tie(noise):
    assert shared([9762832.065 + noise, 9762832.065 - noise], 19525664.13, 2) == [
        9762832.07,
        9762832.06,
    ]
