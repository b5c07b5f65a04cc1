"""What weighs in the dispersion: first and total Sobol indices, by Jansen's estimators.

Saltelli and others, « Variance based sensitivity analysis of model output », Computer Physics
Communications 181 (2010), table 2.
"""

from dataclasses import dataclass

import numpy as np

from simulator.cases.numbers import Number
from simulator.studies.solving.tried import Floats

_NOISE = 1e-18
"""A variance below this part of the square of the mean is the noise of the floating point."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Parts of the variance: what a number explains alone, and what fails when it is fixed."""

    alone: float
    total: float


@dataclass(frozen=True, slots=True)
class Driver:
    """A number whose range moves; shares are None when the output does not vary.

    `at_low` and `at_high` are the output when it alone is at its ends, None when unknown.
    """

    number: Number
    alone: float | None
    total: float | None
    at_low: float | None
    at_high: float | None


def shares(first: Floats, second: Floats, crossed: Floats) -> Shares | None:
    """Parts of a number, from the output of both samples and of the first with its column crossed.

    Points where one of the three is unknown do not count; None when the output does not vary.
    """
    known = np.isfinite(first) & np.isfinite(second) & np.isfinite(crossed)
    if not known.any():
        return None
    a, b, c = first[known], second[known], crossed[known]
    variance = spread(np.concatenate([a, b]))
    if not variance:
        return None
    alone = 1 - float(np.mean((b - c) ** 2)) / 2 / variance
    total = float(np.mean((a - c) ** 2)) / 2 / variance
    total = min(max(total, 0.0), 1.0)
    return Shares(min(max(alone, 0.0), total), total)  # what moves nothing has a total of 0


def spread(values: Floats) -> float:
    """Variance of known values, 0 when only the floating point makes them differ."""
    variance = float(np.var(values))
    return variance if variance > _NOISE * float(np.mean(values)) ** 2 else 0.0
