"""What the animation of a place costs each line that it serves, year by year."""

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.figure import cents

HOST = "cout_animation"
"""The question of a format that has an animation of its own."""


def animation_of(
    lines: Sequence[Any], animation: Mapping[str, Sequence[Any]], rank: int
) -> dict[int, Any]:
    """The cost of each line in a year, in euros; a place whose cost nobody gives has none.

    The lines of a place whose format asks for it share it by their SMEs of the year; all of them
    when no format asks, equally when no SME is helped. Shares add up to the cost, to the cent.
    Counts and costs may hold arrays.
    """
    found: dict[int, Any] = {}
    for place, costs in animation.items():
        cost = costs[rank]
        if cost is None:
            continue
        here = [n for n, line in enumerate(lines) if line.territoire == place]
        hosts = [n for n in here if lines[n].hosted] or here
        active = [n for n in hosts if _helps(lines[n].pme[rank])] or hosts
        weights = [lines[n].pme[rank] for n in active]
        if not _helps(weights[0]):
            weights = [1] * len(active)
        found |= dict(zip(active, _shared(cost, weights), strict=True))
    return found


def _helps(firms: Any) -> bool:
    """Whether a line helps any SME: a count that was drawn always does."""
    return bool(firms) if isinstance(firms, int | float) else True


def _shared(cost: Any, weights: Sequence[Any]) -> list[Any]:
    """A cost by weight, in cents that add up: each share ends where the next one begins."""
    whole, reached, before = sum(weights), 0, 0.0
    shares = []
    for weight in weights:
        reached = reached + weight
        until = cents(cost * reached / whole)
        shares.append(cents(until - before))
        before = until
    return shares
