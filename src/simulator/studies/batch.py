"""Many cases from a CSV file: good rows run, bad rows are refused with row, column and reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from simulator.base.tables import french_csv, neutral
from simulator.cases.answers import NUMBERS
from simulator.cases.question import unit_of
from simulator.cases.scenario import Scenario, read
from simulator.errors import InputError
from simulator.figures.indicators import INDICATORS
from simulator.law.book import Book
from simulator.schemes import SCHEMES
from simulator.schemes.model import Scheme
from simulator.studies.batch_rows import Row, day_in, number_in, rows_in, word_in
from simulator.studies.evaluate import REFUSAL, SHOWN, evaluate, known


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that cannot run: its line in the file, its column, and why."""

    ligne: int
    colonne: str
    raison: str


@dataclass(frozen=True, slots=True)
class Case:
    """A row that ran, and what it answers."""

    ligne: int
    titre: str
    dispositif: str
    voie: str
    indicateurs: dict[str, Any]


def run(text: str, book: Book) -> tuple[list[Case], list[Refusal]]:
    """Run every row of a CSV text; columns are `dispositif`, `titre` and names of questions."""
    found = rows_in(text, columns(), "dispositif")
    scenarios: list[Scenario] = []
    lines: list[int] = []
    refusals: list[Refusal] = []
    for row in found.rows:
        try:
            scenarios.append(_scenario(row, found.commas))
            lines.append(row.line)
        except InputError as fault:
            refusals += [Refusal(row.line, field, sentence) for field, sentence in fault.faults]
    keys = [SHOWN, *(f"{SHOWN}.{name}" for name in INDICATORS)]
    answers = evaluate(scenarios, book, keys).to_dict("records")
    cases = []
    for line, scenario, answer in zip(lines, scenarios, answers, strict=True):
        if answer[REFUSAL]:
            refusals.append(Refusal(line, "", answer[REFUSAL]))
            continue
        values = {name: known(answer[f"{SHOWN}.{name}"]) for name in INDICATORS}
        cases.append(Case(line, scenario.titre, scenario.dispositif, answer[SHOWN], values))
    return cases, sorted(refusals, key=lambda refusal: refusal.ligne)


@cache
def columns() -> tuple[str, ...]:
    """Every column that a batch may have: the questions of all schemes."""
    names = (name for scheme in SCHEMES.values() for name in scheme.answers.model_fields)
    return tuple(dict.fromkeys(("dispositif", "titre", *names)))


def _scenario(row: Row, commas: bool) -> Scenario:
    if row.fault:
        raise InputError([("", row.fault)])
    return scenario_of(row.cells, commas=commas)


def scenario_of(cells: Mapping[str, str], *, commas: bool = False) -> Scenario:
    """A scenario from the cells of a row: an empty cell keeps the default."""
    given = {column: cell.strip() for column, cell in cells.items() if cell and cell.strip()}
    name = word_in(given.pop("dispositif", ""), tuple(SCHEMES))
    title = given.pop("titre", "")
    scheme = SCHEMES.get(name)
    answers: dict[str, Any] = {}
    faults: list[tuple[str, str]] = []
    for column, text in given.items():
        try:
            answers[column] = _cell(column, text, scheme, commas)
        except InputError as fault:
            faults += fault.faults
    if faults:
        raise InputError(faults)
    return read({"dispositif": name, "titre": title, "reponses": answers})


def _cell(column: str, text: str, scheme: Scheme | None, commas: bool) -> Any:
    """A cell as the model reads it: a number, a day, a word; what is not asked stays as text."""
    field = scheme.answers.model_fields.get(column) if scheme else None
    if scheme is None or field is None:
        return text
    if field.annotation in NUMBERS:
        return number_in(column, text, unit_of(scheme.answers, column), commas)
    if column == "jour_signature":
        return day_in(column, text)
    return word_in(text, get_args(field.annotation))


def rejects(refusals: list[Refusal]) -> str:
    """The reject file: French CSV, one refusal a row; texts cannot become formulas."""
    rows = [(r.ligne, neutral(r.colonne), neutral(r.raison)) for r in refusals]
    return french_csv([("ligne", "colonne", "raison"), *rows])
