"""Cases that share all that chooses a rule, to be answered together.

What chooses is the format, its words, its days and lengths, the route shown, and which answers are
unknown. What is counted becomes an array, or stays one number where the cases agree.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.cases.answers import NUMBERS, WHOLE, Answers
from simulator.cases.question import bounds, field_label
from simulator.cases.scenario import Scenario, read
from simulator.errors import InputError
from simulator.schemes import scheme_of
from simulator.schemes.model import Scheme
from simulator.text import say

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Varied:
    """One case and columns of numbers that replace its answers: as many cases as rows.

    `case` is a scenario or a sponsor's. `columns` is a mapping or a frame, by field (by place in a
    sponsor's case, `operations.0.montants.0`), in the unit of the field; NaN is an answer that
    nobody knows. Raises ValueError when they are not of one length.
    """

    case: Any
    columns: Mapping[str, Any] | pd.DataFrame

    def __post_init__(self) -> None:
        if len({len(values) for _, values in self.columns.items()}) > 1:
            raise ValueError("columns of one length are needed")


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that share what chooses: their places, their answers, the route that they show."""

    scheme: Scheme
    answers: SimpleNamespace
    places: NDArray[np.intp]
    voie: str | None

    def part(self, taken: Any) -> "Group":
        """Some of the cases, by a slice or a mask."""
        answers = {
            name: value[taken] if isinstance(value, np.ndarray) else value
            for name, value in vars(self.answers).items()
        }
        return Group(self.scheme, SimpleNamespace(**answers), self.places[taken], self.voie)


@dataclass(frozen=True, slots=True)
class Refused:
    """Cases that the model does not admit, with the sentence that it says."""

    places: NDArray[np.intp]
    sentence: str


def size_of(cases: Sequence[Any] | Varied) -> int:
    """How many cases there are."""
    if not isinstance(cases, Varied):
        return len(cases)
    return next((len(values) for _, values in cases.columns.items()), 1)


def groups_of(cases: Sequence[Scenario] | Varied) -> Iterator[Group | Refused]:
    """Every case in one group, or refused; raises InputError for a column that is no number."""
    return _varied(cases) if isinstance(cases, Varied) else _listed(cases)


@cache
def _choosers(kind: type[Answers]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields that choose, and those that do so by being unknown."""
    counted = kind.counted()
    optional = tuple(name for name in counted if kind.model_fields[name].default is None)
    return tuple(name for name in kind.model_fields if name not in counted), optional


def _listed(cases: Sequence[Scenario]) -> Iterator[Group]:
    found: dict[tuple[Any, ...], list[int]] = {}
    for place, case in enumerate(cases):
        a = case.reponses.__dict__
        chosen, optional = _choosers(type(case.reponses))
        chooses = (*(a[name] for name in chosen), *(a[name] is None for name in optional))
        found.setdefault((case.dispositif, case.voie, *chooses), []).append(place)
    for places in found.values():
        first = cases[places[0]]
        answers = _plain(first)
        for name in first.reponses.counted():
            values = [cases[place].reponses.__dict__[name] for place in places]
            if any(value != values[0] for value in values):
                setattr(answers, name, np.array(values, dtype=float))
        yield Group(scheme_of(first), answers, np.array(places), first.voie)


def _plain(case: Scenario) -> SimpleNamespace:
    return SimpleNamespace(**dict(case.reponses), signature=case.reponses.signature)


def _varied(cases: Varied) -> Iterator[Group | Refused]:
    kind = type(cases.case.reponses)
    given = {str(name): values for name, values in cases.columns.items()}
    columns = {name: _numbers(kind, name, values) for name, values in given.items()}
    places = np.arange(size_of(cases))
    for name, values in columns.items():
        admitted = _admitted(kind, name, values)
        for wrong in np.unique(values[places][~admitted[places]]).tolist():
            these = places[_same(values[places], wrong)]
            yield Refused(these, _refusal(cases.case, {name: wrong}))
        places = places[admitted[places]]
    for alike in _alike(kind, columns, places) if len(places) else ():
        yield from _possible(cases.case, columns, alike)


def _numbers(kind: type[Answers], name: str, values: Any) -> Numbers:
    field = kind.model_fields.get(name)
    if field is None or field.annotation not in NUMBERS:
        raise InputError([(name, say("recherche.question_non_libre", champ=field_label(name)))])
    return np.asarray(values, dtype=float)


def _admitted(kind: type[Answers], name: str, values: Numbers) -> Any:
    """Which values stand within the bounds of their field, whole where it is; NaN if optional."""
    low, high = (float(bound or 0) for bound in bounds(kind, name))
    inside = (values >= low) & (values <= high)
    if kind.model_fields[name].annotation in WHOLE:
        inside &= values == np.floor(values)
    return inside | np.isnan(values) if kind.model_fields[name].default is None else inside


def _same(values: Numbers, one: float) -> Any:
    return np.isnan(values) if np.isnan(one) else values == one


def _refusal(case: Scenario, changed: Mapping[str, float]) -> str:
    """What the model says of a case that it does not admit."""
    data = case.to_dict()
    whole = {name: int(x) if x == np.floor(x) else x for name, x in changed.items()}
    try:
        read({**data, "reponses": {**data["reponses"], **whole}})
    except InputError as fault:
        return str(fault)
    raise AssertionError(changed)


def _alike(
    kind: type[Answers], columns: Mapping[str, Numbers], places: NDArray[np.intp]
) -> Iterator[NDArray[np.intp]]:
    """The places of the cases that share what their columns choose."""
    chosen, optional = _choosers(kind)
    chooses = [values[places] for name, values in columns.items() if name in chosen]
    chooses += [np.isnan(values[places]) for name, values in columns.items() if name in optional]
    if not chooses:
        yield places
        return
    _, which = np.unique(np.stack(chooses, axis=1), axis=0, return_inverse=True)
    for group in range(int(which.max()) + 1):
        yield places[which.ravel() == group]


def _possible(
    case: Scenario, columns: Mapping[str, Numbers], places: NDArray[np.intp]
) -> Iterator[Group | Refused]:
    """The cases of a group, less those whose answers contradict each other."""
    kind, chosen = type(case.reponses), _choosers(type(case.reponses))[0]
    answers = _plain(case)
    for name, values in columns.items():
        one = values[places[0]]
        known = int(one) if name in chosen else values[places]
        setattr(answers, name, None if np.isnan(one) else known)
    for name in kind.indexed():
        if name not in columns and case.reponses.is_default(name):
            setattr(answers, name, kind.default_of(name, answers.annee))
    answers.signature = answers.jour_signature or date(answers.annee, 1, 1)
    left = np.ones(len(places), dtype=bool)
    for key, contradicts in kind.impossible(answers).items():
        wrong = left & contradicts
        if wrong.any():
            yield Refused(places[wrong], str(InputError([("", say(f"erreurs.{key}"))])))
            left &= ~wrong
    yield Group(scheme_of(case), answers, places, case.voie).part(left)
