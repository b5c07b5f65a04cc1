"""Sponsors' cases answered for `evaluate`: the figures of both readings, case by case.

Keys: `<reading>.<figure>`, in euros or ratio, `<reading>.<figure>.<rank>` of a fiscal year counted
from 0, and `etat`, the severity of the gifts together.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from simulator.cases.numbers import number_named, sponsors_with
from simulator.cases.sponsor import SponsorCase
from simulator.conditions.finding import READINGS
from simulator.errors import InputError, PasserelleError
from simulator.figures.sponsor_outcome import Outcome, follow_many
from simulator.figures.sponsor_reading import FIGURES
from simulator.law.book import Book
from simulator.studies.grouping import Refused, Varied

STATE = "etat"
BLOCK = 1_000
"""Cases followed at once: what they hold stays small."""


def exists(key: str) -> bool:
    """Whether a key asks something of a sponsor's case."""
    reading, _, figure = key.partition(".")
    return key == STATE or (reading in READINGS and figure in FIGURES)


def answered(
    cases: Sequence[Any] | Varied, book: Book, keys: Sequence[str]
) -> Iterator[tuple[Any, dict[str, Any] | str]]:
    """Blocks of cases with their answers, or with the sentence that refuses them."""
    places: list[int] = []
    admitted: list[SponsorCase] = []
    for place, case in enumerate(_listed(cases) if isinstance(cases, Varied) else cases):
        if isinstance(case, Refused):
            yield case.places, case.sentence
        else:
            places.append(place)
            admitted.append(case)
    for start in range(0, len(admitted), BLOCK):
        here = np.array(places[start : start + BLOCK])
        yield from _block(here, follow_many(admitted[start : start + BLOCK], book), keys)


def _listed(varied: Varied) -> Iterator[SponsorCase | Refused]:
    columns = {number_named(varied.case, str(name)): c for name, c in varied.columns.items()}
    rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
    for place, case in enumerate(sponsors_with(varied.case, rows)):
        yield Refused(np.array([place]), str(case)) if isinstance(case, InputError) else case


def _block(
    places: Any, found: Sequence[Outcome | PasserelleError], keys: Sequence[str]
) -> Iterator[tuple[Any, dict[str, Any] | str]]:
    answers = [(n, one) for n, one in enumerate(found) if isinstance(one, Outcome)]
    for n, one in enumerate(found):
        if isinstance(one, PasserelleError):
            yield places[[n]], str(one)
    if answers:
        kept = places[[n for n, _ in answers]]
        yield kept, {key: np.array([_answer(one, key) for _, one in answers]) for key in keys}


def _answer(outcome: Outcome, key: str) -> float:
    if key == STATE:
        return float(outcome.state)
    reading, _, figure = key.partition(".")
    value = outcome.reading(reading).figure(figure)
    return np.nan if value is None else value
