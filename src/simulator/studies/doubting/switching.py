"""What flips: the values of one number, inside its range, at which an output meets a threshold."""

from dataclasses import dataclass

import numpy as np

from simulator.cases.numbers import Number
from simulator.cases.ranges import Range
from simulator.errors import PasserelleError
from simulator.studies.doubting.subject import Subject
from simulator.studies.outputs import Output
from simulator.studies.seek import OTHER_STEP, OTHER_TOLERANCE, STEPS, TOLERANCES
from simulator.studies.solve import seek
from simulator.studies.solving.answers import Point
from simulator.studies.solving.tried import Floats


@dataclass(frozen=True, slots=True)
class Switch:
    """A value of a number, in its unit, and the output that a forward run of it gives."""

    number: Number
    value: float
    output: float


@dataclass(frozen=True, slots=True)
class Leap:
    """Where the output passes over the threshold without meeting it: both sides."""

    number: Number
    before: Point
    after: Point


def switches(
    subject: Subject, output: Output, one: Range, threshold: float
) -> tuple[list[Switch], list[Leap]]:
    """Every value of a range that gives the threshold, the other numbers as they stand.

    Each is verified by a forward run to 0.01 €; of a whole piece of values, both ends are given.
    """
    number = one.number

    def forward(xs: Floats) -> Floats:
        answers = subject.figures({number.name: xs}, [output.key])
        return np.asarray(answers[output.key], dtype=float)

    def alone(x: float) -> float | None:
        try:
            return subject.alone({number.name: x}, output)
        except PasserelleError:
            return None

    found = seek(
        forward,
        one.low,
        one.high,
        threshold,
        tolerance=TOLERANCES.get(output.unit, OTHER_TOLERANCE),
        step=STEPS.get(number.unit, OTHER_STEP),
        whole=number.whole,
        around=one.likely,
        verify=alone,
        effort=subject.effort,
    )
    ends = [end for s in found.solutions for end in dict.fromkeys((s.low, s.high))]
    return (
        [Switch(number, end.x, end.output) for end in ends],
        [Leap(number, before, after) for before, after in found.jumps],
    )
