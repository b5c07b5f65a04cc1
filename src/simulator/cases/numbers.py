"""The numbers of a case that may be freed: a goal seek, a range or a column changes them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from simulator.cases.answers import NUMBERS
from simulator.cases.question import bounds, field_label, is_whole, replaced_by, unit_of
from simulator.cases.scenario import Scenario, read
from simulator.cases.sponsor import SponsorCase, read_case
from simulator.cases.sponsor_sharing import complete
from simulator.errors import InputError
from simulator.text import say

Case = Scenario | SponsorCase
Path = tuple[str | int, ...]
REPEATED = ("chiffre_affaires", "benefice", "impot_attendu", "impot_groupe")
"""Amounts by year whose last value stands for the years that follow."""
_ROWS = {"operations", "salaries", "excedents", "reductions"}
_UNITS = {"montant": "€", "taux": "ratio"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a case: its place, unit, bounds and value now (None: unknown)."""

    path: Path
    unit: str
    low: float
    high: float
    whole: bool
    value: float | None
    repeats: bool = False

    @property
    def name(self) -> str:
        """The place as one word, `jours` or `operations.0.salaries.0.jours`."""
        return ".".join(str(part) for part in self.path)

    @property
    def label(self) -> str:
        """What it is called on screen, with its place in the case."""
        field = next(str(part) for part in reversed(self.path) if isinstance(part, str))
        places = [
            say(f"mecene_lieux.{name if name in _ROWS else 'exercice'}", numero=int(number) + 1)
            for name, number in zip(self.path, self.path[1:], strict=False)
            if isinstance(number, int)
        ]
        if self.repeats:
            places[-1] = say("recherche.chaque_exercice")
        return f"{field_label(field)} ({', '.join(places)})" if places else field_label(field)


def numbers_of(case: Case) -> tuple[Number, ...]:
    """Every number that counts, the year of the law apart.

    A sponsor's case holds only what was typed: what was left unknown has no place yet.
    """
    if isinstance(case, SponsorCase):
        return tuple(number for number in numbers_in(case, ()) if number.value is not None)
    a = case.reponses
    return tuple(
        number
        for number in numbers_in(a, ())
        if number.name != "annee" and replaced_by(a, number.name) is None
    )


def number_named(case: Case, name: str) -> Number:
    """The number of this name; raises InputError when the case has none."""
    found = next((number for number in numbers_of(case) if number.name == name), None)
    if found is None:
        field = name.rpartition(".")[2]
        raise InputError([(name, say("recherche.question_non_libre", champ=field_label(field)))])
    return found


def numbers_in(answers: BaseModel, path: Path) -> Iterator[Number]:
    """The numbers of a record and of the records that it holds, by place."""
    for name, field in type(answers).model_fields.items():
        value, here = getattr(answers, name), (*path, name)
        kind, rows = type(answers), value if isinstance(value, tuple) else ()
        for k, row in enumerate(rows):
            if isinstance(row, BaseModel):
                yield from numbers_in(row, (*here, k))
            elif _is_number(row):
                repeats = name in REPEATED and k == len(rows) - 1
                yield _number(kind, name, (*here, k), row, repeats)
        asks = _is_number(value) or field.annotation in NUMBERS
        if asks and (unit_of(kind, name) or name in _UNITS):
            yield _number(kind, name, here, value, False)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(kind: type[BaseModel], name: str, path: Path, value: Any, repeats: bool) -> Number:
    low, high = (float(bound or 0) for bound in bounds(kind, name))
    unit = unit_of(kind, name) or _UNITS.get(name, "")
    now = None if value is None else float(value)
    return Number(path, unit, low, high, is_whole(kind, name), now, repeats)


def with_numbers(case: Case, values: Mapping[Number, float]) -> Case:
    """The case with other numbers; raises InputError when it is not admitted."""
    data = case.to_dict() if isinstance(case, Scenario) else complete(case)
    answers = data["reponses"] if isinstance(case, Scenario) else data
    for number, value in values.items():
        *before, last = number.path
        here: Any = answers
        for part in before:
            here = here[part]
        here[last] = int(value) if number.whole else float(value)
    return read(data) if isinstance(case, Scenario) else read_case(data)
