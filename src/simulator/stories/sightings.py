"""A figure of the network over time in words: bound, estimate, range or exact, in its unit."""

from simulator.network.history import Sighting, View
from simulator.text import formats, say

PLAIN_UNITS = ("M€", "Md€")
PER_CENT = 100.0


def amount(value: float, unit: str) -> str:
    """A number in its unit when the name of its lane does not say it."""
    if unit == "€":
        return formats.euros(value)
    if unit.startswith("%"):
        return formats.percent(value / PER_CENT)
    if unit in PLAIN_UNITS:
        return formats.with_unit(value, unit)
    return formats.number(value, 1)


def words(sighting: Sighting) -> str:
    """A figure as its source gives it."""
    low = amount(sighting.value, sighting.fact.unit)
    if sighting.high is not None:
        high = amount(sighting.top, sighting.high.unit)
        if low != high:
            return between(low, high)
    return say(f"historique.precisions.{sighting.precision or 'exact'}", n=low)


def between(low: str, high: str) -> str:
    """A range in words."""
    return say("historique.precisions.fourchette", bas=low, haut=high)


def lane_label(view: View, lane: str) -> str:
    """What a lane measures."""
    return say(f"historique.couloirs.{view.name}_{lane}")
