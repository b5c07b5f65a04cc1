"""Whole euros that add up: amounts shown together are rounded together."""

from collections.abc import Sequence
from math import copysign, floor, fsum

_NOISE = 4  # decimals: a sum of cents is a hair off, and its half is still a half


def whole(amount: float) -> int:
    """An amount in whole euros, half away from zero as on an invoice."""
    return int(copysign(floor(round(abs(amount), _NOISE) + 0.5), amount))


def adding_up(parts: Sequence[float], total: int | None = None) -> list[int]:
    """Parts in whole euros whose sum is the total (theirs, rounded, unless it is given).

    Each is rounded down, then the euros left go to the largest remainders, the first ones where
    two are equal (method of the largest remainder); those in excess leave the smallest ones.
    """
    low = [floor(part) for part in parts]
    left = (whole(fsum(parts)) if total is None else total) - sum(low)
    step = 1 if left > 0 else -1
    order = sorted(range(len(low)), key=lambda k: round(low[k] - parts[k], 6))[::step]
    for turn in range(abs(left)):
        low[order[turn % len(order)]] += step
    return low
