"""The triangular law of a range, and the values that it draws."""

import numpy as np

from simulator.cases.ranges import Range
from simulator.studies.solving.tried import Floats


def drawn(one: Range, shares: Floats) -> Floats:
    """The values of a range at shares between 0 and 1.

    Of a whole number, the law is spread half a unit beyond its ends, then rounded: each whole
    number has the share of the unit around it, and both ends can come out.
    """
    if not one.number.whole:
        return np.clip(triangular(shares, one.low, one.likely, one.high), one.low, one.high)
    spread = triangular(shares, one.low - 0.5, one.likely, one.high + 0.5)
    return np.clip(np.floor(spread + 0.5), one.low, one.high)


def triangular(shares: Floats, low: float, likely: float, high: float) -> Floats:
    """The inverse distribution of the triangular law of `low` < `high`."""
    rise, fall, width = likely - low, high - likely, high - low
    up = low + np.sqrt(shares * width * rise)
    down = high - np.sqrt((1 - shares) * width * fall)
    return np.where(shares * width < rise, up, down)
