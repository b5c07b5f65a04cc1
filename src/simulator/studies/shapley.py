"""Shares of a change among those that make it: the mean, over all orders, of what each one moves.

The core knows no case: it sees a value for each set of players present, one bit a player.
"""

from functools import cache
from math import factorial

import numpy as np
from numpy.typing import NDArray

Sets = NDArray[np.int64]
Floats = NDArray[np.float64]

EXACT = 10
"""Players up to whom every set is asked; beyond, orders are drawn."""
ORDERS, SEED = 2_000, 2026
"""Orders drawn, each with its reverse, always the same ones."""


def visited(players: int) -> Sets:
    """Every set whose value is needed; the complement of each is there too."""
    if players <= EXACT:
        return np.arange(1 << players, dtype=np.int64)
    return np.unique(_walks(players)[1])


def shapley(players: int, values: Floats) -> Floats:
    """The share of each player; `values` are those of the sets of `visited`, in their order.

    They add up to the value of all less that of nobody. Swapping nobody and all (each set for its
    complement) negates them.
    """
    return _exact(players, values) if players <= EXACT else _drawn(players, values)


def _exact(players: int, values: Floats) -> Floats:
    sets, sizes = visited(players), _held(visited(players), players).sum(axis=1)
    weights = np.array(
        [factorial(s) * factorial(players - s - 1) / factorial(players) for s in range(players)]
    )
    shares = np.zeros(players)
    for player in range(players):
        without = sets[sets >> player & 1 == 0]
        moved = values[without | 1 << player] - values[without]
        shares[player] = (weights[sizes[without]] * moved).sum()
    return shares


def _drawn(players: int, values: Floats) -> Floats:
    orders, walks = _walks(players)
    places = np.searchsorted(visited(players), walks)
    moved = np.diff(values[places], axis=1)
    return np.bincount(orders.ravel(), moved.ravel(), minlength=players) / len(orders)


@cache
def _walks(players: int) -> tuple[Sets, Sets]:
    """The orders drawn, and the sets that each goes through from nobody to all."""
    draw = np.random.default_rng(SEED)
    half = np.array([draw.permutation(players) for _ in range(ORDERS // 2)], dtype=np.int64)
    orders = np.concatenate([half, half[:, ::-1]])
    steps = np.cumsum(np.int64(1) << orders, axis=1)
    walks = np.concatenate([np.zeros((len(orders), 1), dtype=np.int64), steps], axis=1)
    for shared in (orders, walks):
        shared.flags.writeable = False
    return orders, walks


def _held(sets: Sets, players: int) -> Sets:
    """Who is in each set: a row a set, 0 or 1 a player."""
    return sets[:, None] >> np.arange(players) & 1


def joined(blocks: list[int], sets: Sets) -> Sets:
    """The sets of those for whom a player stands, when each is itself a set of others.

    They are whole numbers of Python: there may be more than the 63 that a machine's holds.
    """
    held = _held(sets, len(blocks)).astype(object)
    met: Sets = held @ np.array(blocks, dtype=object)
    return met


def tied(blocks: list[int], refused: Sets) -> list[int]:
    """Fewer players, so that no set refused can be formed any more.

    A set is refused because of somebody in it whom somebody out of it contradicts: the two who most
    often stand on either side become one, until every refused set would cut one in two.
    """
    blocks, held = list(blocks), _held(refused, len(blocks))
    held = held[held.any(axis=1) & ~held.all(axis=1)]
    while len(held):
        apart = held.T @ (1 - held)
        one, other = divmod(int(np.argmax(apart + apart.T)), len(blocks))
        held = np.delete(held[held[:, one] == held[:, other]], other, axis=1)
        blocks[one] |= blocks.pop(other)
    return blocks
