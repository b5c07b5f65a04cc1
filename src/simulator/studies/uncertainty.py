"""Uncertainty: what ranges typed beside assumptions make of the figures of a case.

A range is a triangular law. Draws are scrambled Sobol points, the same for the same seed whatever
the order of the fields. They speak of the dispersion of what was typed, never of chance: laws are
independent, and only numbers with a range vary.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from simulator.cases.doubts import SEED
from simulator.cases.ranges import Range, by_name
from simulator.studies.doubting.draws import Columns, Draws
from simulator.studies.doubting.drivers import Driver, shares, spread
from simulator.studies.doubting.subject import Subject, answered
from simulator.studies.doubting.switching import Leap, Switch, switches
from simulator.studies.evaluate import REFUSAL
from simulator.studies.outputs import Output
from simulator.studies.solving.tried import Floats

LEAST, MOST = 4_096, 65_536
"""Draws at least, and at most: as many as without being told."""
BLOCK = 16_384
"""Draws asked at once at most: progress is said between two blocks."""
FUTURES = tuple(2.5 + 5 * n for n in range(20))
"""The percentiles of twenty equally plausible futures."""
Progress = Callable[[float], object]


@dataclass(frozen=True, slots=True)
class Missing:
    """Draws without an answer: refused, by sentence, or unknown."""

    refused: Mapping[str, int]
    unknown: int

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(self.refused.values()) + self.unknown


@dataclass(frozen=True, slots=True)
class DoubtedOutput:
    """An output under ranges; amounts in its unit, None where unknown.

    `value` is the output with every number at its likely value. Mean, deviation (of the whole
    population) and percentiles are of the draws that have an answer, None when nothing has a range.
    `below` and `above` are the parts of these draws strictly on either side of the threshold.
    `drivers` have the largest total first; `first` is the one that explains most alone.
    """

    output: Output
    value: float | None
    mean: float | None = None
    deviation: float | None = None
    percentiles: tuple[float, ...] = ()
    p10: float | None = None
    p50: float | None = None
    p90: float | None = None
    drivers: tuple[Driver, ...] = ()
    threshold: float | None = None
    below: float | None = None
    above: float | None = None
    switches: tuple[Switch, ...] = ()
    leaps: tuple[Leap, ...] = ()
    missing: Missing = Missing({}, 0)

    @property
    def first(self) -> Driver | None:
        """What to go and measure first: what removes most of the dispersion on average."""
        weighty = [d for d in self.drivers if d.alone is not None]
        return max(weighty, key=lambda d: (d.alone or 0, d.total or 0), default=None)

    @property
    def varies(self) -> bool:
        """Whether the draws differ."""
        return bool(self.deviation)


@dataclass(frozen=True, slots=True)
class Doubted:
    """Every output under the ranges; `ways` counts the draws that each route leads."""

    outputs: tuple[DoubtedOutput, ...]
    ranges: tuple[Range, ...]
    draws: int
    seed: int
    ways: Mapping[str, int]

    @property
    def varies(self) -> bool:
        """Whether any range holds more than one value."""
        return any(one.moves for one in self.ranges)


def doubt(
    subject: Subject,
    ranges: Mapping[str, Range],
    outputs: Sequence[Output],
    *,
    draws: int = MOST,
    seed: int = SEED,
    thresholds: Mapping[str, float] | None = None,
    progress: Progress | None = None,
) -> Doubted:
    """What the ranges make of outputs; `thresholds` by the name of an output, in its unit.

    `progress` is told the part done between two blocks: what it raises stops the study. Raises
    InputError when the likely values contradict each other or the law refuses them.
    """
    kept = by_name(list(ranges.values()))
    likely = subject.at({one.name: one.likely for one in kept})
    values = answered(likely, list(outputs))
    study = _Study(likely, [one for one in kept if one.moves], outputs, draws, seed, progress)
    limits = thresholds or {}
    answer = _fixed if kept and not study.ranges else study.doubt
    found = [answer(output, values[output.name], limits.get(output.name)) for output in outputs]
    return Doubted(tuple(found), kept, draws, seed, study.ways)


class _Study:
    """The draws of one question, answered once for every output."""

    def __init__(
        self,
        subject: Subject,
        ranges: list[Range],
        outputs: Sequence[Output],
        count: int,
        seed: int,
        progress: Progress | None,
    ) -> None:
        self.subject, self.ranges, self.progress = subject, ranges, progress
        self.keys = list(dict.fromkeys(output.key for output in outputs))
        self.part = min(count, subject.points or count)
        self.block = min(BLOCK, self.part)
        self.done, self.total = 0, count + self.part * (len(ranges) + 1)
        self.ways: Mapping[str, int] = {}
        self.ends = self._ends()
        if not ranges:
            return
        draws = Draws(ranges, count, seed)
        self.first = self._ask(draws.first, subject.words)
        self.ways = self._ways()
        self.second = self._ask(_start(draws.second, self.part))
        self.crossed = {
            one.name: self._ask(_start(draws.crossed(one.name), self.part)) for one in ranges
        }

    def _ways(self) -> dict[str, int]:
        """How many draws follow each route, when the draws choose it."""
        answers = self.first[self.first[REFUSAL] == ""]
        return {
            str(way): int(n)
            for word in self.subject.words
            for way, n in sorted(answers[word].value_counts().items())
        }

    def _ask(self, columns: Columns, words: Sequence[str] = ()) -> pd.DataFrame:
        size = len(next(iter(columns.values())))
        parts = []
        for start in range(0, size, self.block):
            block = {name: values[start : start + self.block] for name, values in columns.items()}
            parts.append(self.subject.figures(block, [*self.keys, *words]))
            self.done += len(parts[-1])
            if self.progress:
                self.progress(self.done / self.total)
        return pd.concat(parts, ignore_index=True)

    def _ends(self) -> pd.DataFrame | None:
        """Two rows a range: it alone at its low, then at its high."""
        if not self.ranges:
            return None
        columns = {one.name: np.full(2 * len(self.ranges), one.likely) for one in self.ranges}
        for k, one in enumerate(self.ranges):
            columns[one.name][2 * k : 2 * k + 2] = one.low, one.high
        return self.subject.figures(columns, self.keys)

    def doubt(self, output: Output, value: float | None, threshold: float | None) -> DoubtedOutput:
        """What the draws say of one output."""
        if not self.ranges:
            return DoubtedOutput(output, value, threshold=threshold)
        drawn = self.first[output.key].to_numpy(dtype=float)
        missing = _missing(self.first, drawn)
        known = drawn[np.isfinite(drawn)]
        flips, leaps = self._switches(output, threshold)
        said: dict[str, Any] = {
            "drivers": self._drivers(output),
            "threshold": threshold,
            "switches": flips,
            "leaps": leaps,
            "missing": missing,
        }
        if not len(known):
            return DoubtedOutput(output, value, **said)
        p10, p50, p90 = np.percentile(known, [10, 50, 90]).tolist()
        return DoubtedOutput(
            output,
            value,
            mean=float(np.mean(known)),
            deviation=float(np.sqrt(spread(known))),
            percentiles=tuple(np.percentile(known, FUTURES).tolist()),
            p10=p10,
            p50=p50,
            p90=p90,
            below=None if threshold is None else float(np.mean(known < threshold)),
            above=None if threshold is None else float(np.mean(known > threshold)),
            **said,
        )

    def _drivers(self, output: Output) -> tuple[Driver, ...]:
        assert self.ends is not None
        at = self.ends[output.key].to_numpy(dtype=float).tolist()
        a, b = (_floats(frame, output, self.part) for frame in (self.first, self.second))
        drivers = []
        for k, one in enumerate(self.ranges):
            parts = shares(a, b, _floats(self.crossed[one.name], output, self.part))
            low, high = (None if np.isnan(x) else x for x in at[2 * k : 2 * k + 2])
            alone, total = (parts.alone, parts.total) if parts else (None, None)
            drivers.append(Driver(one.number, alone, total, low, high))
        return tuple(sorted(drivers, key=lambda d: (-(d.total or 0), -(d.alone or 0))))

    def _switches(
        self, output: Output, threshold: float | None
    ) -> tuple[tuple[Switch, ...], tuple[Leap, ...]]:
        if threshold is None:
            return (), ()
        found = [switches(self.subject, output, one, threshold) for one in self.ranges]
        return tuple(s for flips, _ in found for s in flips), tuple(
            p for _, ps in found for p in ps
        )


def _fixed(output: Output, value: float | None, threshold: float | None) -> DoubtedOutput:
    """What ranges of one value say of an output: every draw is the likely one."""
    if value is None:
        return DoubtedOutput(output, value, threshold=threshold)
    return DoubtedOutput(
        output,
        value,
        mean=value,
        deviation=0.0,
        percentiles=(value,) * len(FUTURES),
        p10=value,
        p50=value,
        p90=value,
        threshold=threshold,
        below=None if threshold is None else float(value < threshold),
        above=None if threshold is None else float(value > threshold),
    )


def _start(columns: Columns, count: int) -> Columns:
    return {name: values[:count] for name, values in columns.items()}


def _floats(frame: pd.DataFrame, output: Output, count: int) -> Floats:
    return np.asarray(frame[output.key].to_numpy(dtype=float)[:count])


def _missing(frame: pd.DataFrame, drawn: Floats) -> Missing:
    """Draws that the model refuses, and those whose output nobody knows."""
    told = frame[REFUSAL].to_numpy(dtype=object)
    refused = told != ""
    sentences = pd.Series(told[refused], dtype=object).value_counts()
    unknown = int(np.sum(~np.isfinite(drawn) & ~refused))
    return Missing({str(k): int(n) for k, n in sorted(sentences.items())}, unknown)
