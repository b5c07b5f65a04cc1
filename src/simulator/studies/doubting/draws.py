"""Draws: scrambled Sobol points, brought to the ranges."""

from collections.abc import Sequence

import numpy as np

from simulator.cases.ranges import Range
from simulator.studies.doubting.laws import drawn
from simulator.studies.solving.tried import Floats

Columns = dict[str, Floats]


def points(dimensions: int, count: int, seed: int) -> Floats:
    """The first points of one scrambled Sobol sequence, a row a point, in [0, 1)."""
    from scipy.stats import qmc  # noqa: PLC0415 (half a second: not before it is asked)

    sequence = qmc.Sobol(dimensions, scramble=True, rng=seed)
    return np.asarray(sequence.random_base2((count - 1).bit_length())[:count])


class Draws:
    """Two independent samples of the ranges, from one sequence of twice as many dimensions."""

    def __init__(self, ranges: Sequence[Range], count: int, seed: int) -> None:
        self.ranges, self.count = tuple(ranges), count
        both = points(2 * len(ranges), count, seed)
        self.first = self._columns(both[:, : len(ranges)])
        self.second = self._columns(both[:, len(ranges) :])

    def _columns(self, shares: Floats) -> Columns:
        return {one.name: drawn(one, shares[:, k]) for k, one in enumerate(self.ranges)}

    def crossed(self, name: str) -> Columns:
        """The first sample with one column of the second."""
        return {**self.first, name: self.second[name]}
