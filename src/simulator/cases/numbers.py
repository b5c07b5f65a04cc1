"""The numbers of a case that may be freed: a goal seek, a range or a column changes them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.cases.number import REPEATED, Number, Path, numbers_in
from simulator.cases.question import field_label, replaced_by
from simulator.cases.scenario import Scenario, read
from simulator.cases.sponsor import SponsorCase, read_case
from simulator.cases.sponsor_sharing import complete
from simulator.errors import InputError
from simulator.text import say

__all__ = [
    "REPEATED", "Case", "Number", "Path", "number_named", "numbers_in", "numbers_of",
    "sponsors_with", "with_numbers",
]  # fmt: skip
Case = Scenario | SponsorCase


@dataclass(frozen=True, slots=True)
class ScenarioNumber(Number):
    """A number of a format, which may have its own words for it."""

    scheme: str = ""

    @property
    def label(self) -> str:
        """What it is called in the form of its format."""
        return field_label(self.name, self.scheme)


def numbers_of(case: Case) -> tuple[Number, ...]:
    """Every number that counts, the year of the law apart.

    A sponsor's case holds only what was typed: what was left unknown has no place yet.
    """
    if isinstance(case, SponsorCase):
        return tuple(number for number in numbers_in(case) if number.value is not None)
    a = case.reponses
    return tuple(
        ScenarioNumber(
            number.path,
            number.unit,
            number.low,
            number.high,
            number.whole,
            number.value,
            number.repeats,
            case.dispositif,
        )
        for number in numbers_in(a)
        if number.name != "annee" and replaced_by(a, number.name) is None
    )


def number_named(case: Case, name: str) -> Number:
    """The number of this name; raises InputError when the case has none."""
    found = next((number for number in numbers_of(case) if number.name == name), None)
    if found is None:
        field = name.rpartition(".")[2]
        raise InputError([(name, say("recherche.question_non_libre", champ=field_label(field)))])
    return found


def with_numbers(case: Case, values: Mapping[Number, float]) -> Case:
    """The case with other numbers; raises InputError when it is not admitted."""
    data = _open(case)
    _put(data, case, values)
    return read(data) if isinstance(case, Scenario) else read_case(data)


def sponsors_with(
    case: SponsorCase, rows: Iterable[Mapping[Number, float]]
) -> Iterator[SponsorCase | InputError]:
    """The case with the numbers of each row, which are the same numbers, or why it is refused."""
    data = _open(case)
    for values in rows:
        _put(data, case, values)
        try:
            yield read_case(data)
        except InputError as refusal:
            yield refusal


def _open(case: Case) -> dict[str, Any]:
    """All that a case says, but its ranges: they were those of the numbers before."""
    data = case.to_dict() if isinstance(case, Scenario) else complete(case)
    data.pop("doute", None)
    return data


def _put(data: dict[str, Any], case: Case, values: Mapping[Number, float]) -> None:
    answers = data["reponses"] if isinstance(case, Scenario) else data
    for number, value in values.items():
        *before, last = number.path
        here: Any = answers
        for part in before:
            here = here[part]
        here[last] = int(value) if number.whole else float(value)
