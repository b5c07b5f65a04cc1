"""Goal seek asked of a case: any figure, any number.

Whole arrays of inputs are answered at once; every value found is computed forward again by the
whole way of one case. Nothing is kept between two questions.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.cases.numbers import Case, Number, number_named, with_numbers
from simulator.cases.scenario import Scenario
from simulator.errors import InputError
from simulator.law.book import Book, in_force
from simulator.studies.evaluate import REFUSAL, evaluate
from simulator.studies.grouping import Varied
from simulator.studies.outputs import Output, computed
from simulator.studies.solve import seek
from simulator.studies.solving.answers import Answer
from simulator.studies.solving.tried import FULL, THRIFTY, Floats
from simulator.text import say

TOLERANCES = {"€": 0.01}
OTHER_TOLERANCE = 0.0001
"""Verified to the cent for euros, to a ten-thousandth for shares and multiples."""
STEPS = {"€": 0.01, "jours": 0.01, "%": 0.01}
OTHER_STEP = 0.0001
PROBES, PARTS = 5, 33


def seek_in(
    case: Case, output: Output, target: float, name: str, book: Book | None = None
) -> Answer:
    """Every value of a number of the case that gives an output its target, verified forward.

    `target` is in the output's unit (a share is a ratio). Raises InputError when the case has no
    number of this name, or the target is not a finite number.
    """
    if not np.isfinite(target):
        raise InputError([("", say("recherche.cible_non_finie"))])
    number = number_named(case, name)
    forward = _Forward(case, output, number, book or in_force())
    return seek(
        forward,
        *forward.bounds(),
        target,
        tolerance=TOLERANCES.get(output.unit, OTHER_TOLERANCE),
        step=STEPS.get(number.unit, OTHER_STEP),
        whole=number.whole,
        around=number.value,
        verify=forward.alone,
        effort=FULL if isinstance(case, Scenario) else THRIFTY,
    )


class _Forward:
    """An output as a function of one number: NaN where a rule refuses or nobody knows."""

    def __init__(self, case: Case, output: Output, number: Number, book: Book) -> None:
        self.case, self.output, self.number, self.book = case, output, number, book

    def __call__(self, xs: Floats) -> Floats:
        """The outputs of inputs."""
        return self._ask(xs)[self.output.key].to_numpy()

    def _ask(self, xs: Floats) -> pd.DataFrame:
        return evaluate(Varied(self.case, {self.number.name: xs}), self.book, [self.output.key])

    def _admitted(self, xs: Floats) -> NDArray[np.bool_]:
        return (self._ask(xs)[REFUSAL] == "").to_numpy()

    def bounds(self) -> tuple[float, float]:
        """The bounds of the number, brought nearer where the rules refuse them, to a step.

        Admitted amounts are taken to be connected; what chooses a rule is tried as it is.
        """
        low, high = self.number.low, self.number.high
        counted = self.case.reponses.counted() if isinstance(self.case, Scenario) else ()
        if self.number.name not in counted:
            return low, high
        now = [] if self.number.value is None else [self.number.value]
        tried = self._whole(np.array([*now, *np.linspace(low, high, PROBES)]))
        good = tried[self._admitted(tried)]
        if not len(good):
            return low, high
        return self._border(good[0], low), self._border(good[0], high)

    def _whole(self, xs: Floats) -> Floats:
        return np.round(xs) if self.number.whole else xs

    def _border(self, good: float, bad: float) -> float:
        """The furthest admitted input towards a bound."""
        step = 1.0 if self.number.whole else STEPS.get(self.number.unit, OTHER_STEP)
        between = np.array([good, bad])
        while not (admitted := self._admitted(between)).all():
            first = int(np.argmin(admitted))
            good, bad = between[first - 1], between[first]
            if abs(bad - good) <= step:
                return float(good)
            between = self._whole(np.linspace(good, bad, PARTS))
        return float(between[-1])

    def alone(self, x: float) -> float | None:
        """The same output by the whole way of one case."""
        return computed(with_numbers(self.case, {self.number: x}), self.output, self.book)
