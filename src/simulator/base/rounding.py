"""Whole euros that add up: amounts shown together are rounded together."""

from collections.abc import Sequence
from math import floor

_HALF = 0.5 + 1e-9  # half up, whatever the last bits of a float


def whole(amount: float) -> int:
    """An amount in whole euros, half away from zero as on an invoice."""
    return -floor(-amount + _HALF) if amount < 0 else floor(amount + _HALF)


def adding_up(parts: Sequence[float], total: int | None = None) -> list[int]:
    """Parts in whole euros whose sum is the total (theirs, rounded, unless it is given).

    Each is rounded down, then the euros left go to the largest remainders, the first ones where
    two are equal (method of the largest remainder).
    """
    low = [floor(part + 1e-6) for part in parts]
    left = (whole(sum(parts)) if total is None else total) - sum(low)
    order = sorted(range(len(low)), key=lambda k: round(low[k] - parts[k], 6))
    for turn in range(abs(left)):
        place = order[turn % len(order)] if left > 0 else order[-1 - turn % len(order)]
        low[place] += 1 if left > 0 else -1
    return low
