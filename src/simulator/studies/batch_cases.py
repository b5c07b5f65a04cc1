"""The case of a row of a batch: what its columns are, and how its cells fill a model.

Scenarios: `dispositif`, `titre` and the questions of the format. Sponsors: the questions of the
company (`chiffre_affaires`, `benefice`…), of its one operation (`voie`, `montants`…), of its one
employee (`brut_mensuel`, `jours`, `debut`…). A cell that holds several years separates them with
`|`; a carried amount is written `2024:30000` (and its rate after another colon). Numbers and days
are those of `text.typed`; a share is 0,6 or 60 %. An empty cell keeps the default.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from simulator.cases.lent_staff import Salarie
from simulator.cases.numbers import Case
from simulator.cases.operation import Operation
from simulator.cases.question import field_label, unit_of
from simulator.cases.scenario import Scenario, read
from simulator.cases.sponsor import SponsorCase, answerable, read_case, units
from simulator.errors import InputError
from simulator.schemes import SCHEMES
from simulator.studies.batch_rows import day_in, number_in, word_in
from simulator.text import say

SEPARATOR = "|"
_NESTED = {"operations", "salaries", "version", "doute"}
_CARRIED = {"excedents": ("annee", "montant", "taux"), "reductions": ("annee", "montant")}
_OWNERS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("case", SponsorCase), ("operation", Operation), ("salarie", Salarie),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Door:
    """A kind of file: its columns, the one it must have, and the case of a row."""

    wanted: str
    columns: Callable[[], tuple[str, ...]]
    case_of: Callable[..., Case]


@cache
def scenario_columns() -> tuple[str, ...]:
    """Every column that a file of scenarios may have: the questions of all schemes."""
    names = (name for scheme in SCHEMES.values() for name in scheme.answers.model_fields)
    return tuple(dict.fromkeys(("dispositif", "titre", *names)))


@cache
def sponsor_columns() -> tuple[str, ...]:
    """Every column that a file of sponsors may have, in the order of the questions."""
    names = [
        name
        for _, model in _OWNERS
        for name in model.model_fields
        if name not in _NESTED and not (model is Salarie and name == "libelle")
    ]
    return tuple(dict.fromkeys(names))


def scenario_of(cells: Mapping[str, str], *, commas: bool = False) -> Scenario:
    """The scenario of a row; raises InputError with every fault."""
    given = _filled(cells)
    name = word_in(given.pop("dispositif", ""), tuple(SCHEMES))
    title = given.pop("titre", "")
    scheme = SCHEMES.get(name)
    fields = scheme.answers.model_fields if scheme else {}

    def value(column: str, text: str) -> Any:
        if scheme is None or column not in fields:
            return text  # the model refuses it, in its own words
        return _value(scheme.answers, column, text, commas)

    return read({"dispositif": name, "titre": title, "reponses": _read(given, value)})


def sponsor_of(cells: Mapping[str, str], *, commas: bool = False) -> SponsorCase:
    """The case of a row; raises InputError with every fault."""
    given = _filled(cells)
    owners = {
        name: next((owner, model) for owner, model in _OWNERS if name in model.model_fields)
        for name in given
    }
    values = _read(given, lambda name, text: _value(owners[name][1], name, text, commas))
    parts: dict[str, dict[str, Any]] = {owner: {} for owner, _ in _OWNERS}
    for name, value in values.items():
        parts[owners[name][0]][name] = value
    return read_case(_assembled(parts))


def _whole_sponsor(cells: Mapping[str, str], *, commas: bool) -> SponsorCase:
    return answerable(sponsor_of(cells, commas=commas))


SCENARIOS = Door("dispositif", scenario_columns, scenario_of)
SPONSORS = Door("chiffre_affaires", sponsor_columns, _whole_sponsor)


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    return {column: cell.strip() for column, cell in cells.items() if cell and cell.strip()}


def _read(given: Mapping[str, str], value: Callable[[str, str], Any]) -> dict[str, Any]:
    """Every cell as its model reads it; raises InputError with the faults of all."""
    read_cells: dict[str, Any] = {}
    faults: list[tuple[str, str]] = []
    for column, text in given.items():
        try:
            read_cells[column] = value(column, text)
        except InputError as fault:
            faults += fault.faults
    if faults:
        raise InputError(faults)
    return read_cells


def _assembled(parts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Company, operation and employee together; a period left empty is the first fiscal year."""
    data, operation, salarie = parts["case"], parts["operation"], parts["salarie"]
    if salarie:
        if not {"jours", "heures", "mois", "quotite"} & set(salarie):
            told = say("erreurs.champ_manquant", champ=field_label("jours"))
            raise InputError([("jours", told)])
        first, last = _first_year(data)
        operation["salaries"] = [{"debut": first, "fin": last, **salarie}]
    return {**data, "operations": [operation]} if operation else data


def _first_year(data: dict[str, Any]) -> tuple[str, str]:
    """The first and last days of the first fiscal year, as the model would understand them."""
    own = {name: data[name] for name in ("cloture", "ouverture") if name in data}
    case = read_case(own)
    return case.openings[0].isoformat(), case.cloture.isoformat()


def _value(model: type[BaseModel], name: str, text: str, commas: bool) -> Any:
    """A cell as the model reads it: words, a day, a number, or several years."""
    if name in _CARRIED:
        return [_carried(name, part, commas) for part in text.split(SEPARATOR)]
    annotation = model.model_fields[name].annotation
    if annotation is str:
        return text
    if all(isinstance(word, str) for word in get_args(annotation) or (0,)):
        return word_in(text, get_args(annotation))
    if _holds(annotation, date):
        return day_in(name, text)
    unit = unit_of(model, name)
    if _holds(annotation, tuple):
        return [number_in(name, part, unit, commas) for part in text.split(SEPARATOR)]
    return number_in(name, text, unit, commas)


def _holds(annotation: Any, kind: type) -> bool:
    """Whether a field is of a kind, optional or bounded."""
    if annotation is kind or getattr(annotation, "__origin__", None) is kind:
        return True
    return any(_holds(part, kind) for part in get_args(annotation) if part is not annotation)


def _carried(name: str, text: str, commas: bool) -> dict[str, Any]:
    """A carried amount: year, amount, and its rate when it is given."""
    keys, parts = _CARRIED[name], text.split(":")
    if not 2 <= len(parts) <= len(keys):
        raise InputError([(name, say("erreurs.report_mal_ecrit", valeur=text))])
    return {
        key: number_in(key, part, units().get(key, ""), commas)
        for key, part in zip(keys, parts, strict=False)
    }
