"""What goal seek answers: inputs that give the target, or why there is none."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["une", "plusieurs", "intervalle", "saut", "aucune"]


@dataclass(frozen=True, slots=True)
class Point:
    """An input and the output computed forward from it."""

    x: float
    output: float


@dataclass(frozen=True, slots=True)
class Solution:
    """One input (`low` is `high`), or the inputs from `low` to `high`, that give the target.

    `away` is the furthest from the target that the output was seen between both.
    """

    low: Point
    high: Point
    away: float = 0.0

    @property
    def is_interval(self) -> bool:
        """Whether a whole piece of inputs gives the target."""
        return self.low.x != self.high.x


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: solutions, or why there is none.

    `une`: one solution; `plusieurs`: several, pieces included; `intervalle`: one piece of inputs;
    `saut`: the output jumps over the target (`jumps` holds both sides); `aucune`: out of reach.
    `lowest` and `highest` are the reachable outputs and where; `nearest` the closest to the target;
    all three are None when the output is unknown everywhere. `is_cut_short`: the output varies so
    finely that the search stopped before its end, and other solutions may exist.
    """

    kind: Kind
    target: float
    solutions: tuple[Solution, ...]
    jumps: tuple[tuple[Point, Point], ...]
    lowest: Point | None
    highest: Point | None
    nearest: Point | None
    evaluations: int
    is_cut_short: bool = False

    @property
    def is_moved(self) -> bool:
        """Whether the input moves the output at all."""
        return (
            self.lowest is not None
            and self.highest is not None
            and (self.lowest.output != self.highest.output)
        )
