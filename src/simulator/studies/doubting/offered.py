"""Ranges to start from: those that a source gives, else a tenth around what counts most."""

from collections.abc import Iterator, Sequence

from simulator.cases.numbers import Case, Number, numbers_of, with_numbers
from simulator.cases.question import source_of
from simulator.cases.ranges import Range
from simulator.cases.scenario import Scenario
from simulator.cases.sponsor import SponsorCase
from simulator.errors import InputError
from simulator.law.facts import Assumption
from simulator.studies.one_at_a_time import Effect

MOST = 4
"""Ranges offered at once."""


def ranges_offered(case: Case, moving: Sequence[Effect]) -> list[Range]:
    """What a source says of the numbers that move a figure, most first; else the first by a tenth.

    A tenth is no knowledge: it only shows how a range is written.
    """
    names = [effect.number.name for effect in moving]
    said = [one for one in documented(case) if one.name in names]
    if not said and moving:
        first = moving[0]
        return [Range(first.number, first.low, float(first.number.value or 0.0), first.high)]
    return sorted(said, key=lambda one: names.index(one.name))[:MOST]


def documented(case: Case) -> list[Range]:
    """The low, likely and high values that the assumptions give for numbers of the case.

    The likely one is the answer of the case when it stands between the two others.
    """
    if isinstance(case, SponsorCase):
        return []
    return list(_documented(case))


def _documented(case: Scenario) -> Iterator[Range]:
    kind = type(case.reponses)
    for number in numbers_of(case):
        source = source_of(kind, number.name)
        if not isinstance(source, Assumption) or source.low is None or source.high is None:
            continue
        low, high = max(float(source.low), number.low), min(float(source.high), number.high)
        now = number.value
        inside = now is not None and low <= now <= high
        likely = float(now if inside and now is not None else source.value)
        if low < high and _admits_all(case, number, low, likely):
            yield Range(number, low, likely, high)


def _admits_all(case: Scenario, number: Number, low: float, likely: float) -> bool:
    """Whether a whole number may be any one of its range: months may have to make whole years."""
    if not number.whole:
        return True
    try:
        with_numbers(case, {number: likely - 1 if likely > low else likely + 1})
    except InputError:
        return False
    return True
