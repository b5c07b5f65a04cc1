"""Many cases from a CSV file: good rows run, bad rows are refused with row, column and reason.

A file of scenarios has a column `dispositif`; a file of sponsors has `chiffre_affaires`. What the
columns mean is in `batch_cases`, how rows and cells are read in `batch_rows`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.base.csvs import french_csv
from simulator.cases.numbers import Case
from simulator.conditions.finding import State
from simulator.errors import InputError
from simulator.figures.indicators import INDICATORS
from simulator.law.book import Book, in_force
from simulator.studies.batch_cases import Door
from simulator.studies.batch_rows import Row, rows_in
from simulator.studies.evaluate import REFUSAL, SHOWN, evaluate, known
from simulator.text import say

CHUNK = 250
"""Cases answered together between two words of progress."""
INDICATOR_KEYS = (SHOWN, *(f"{SHOWN}.{name}" for name in INDICATORS))
"""What a file of scenarios is asked: the route shown, and its indicators."""
_OUTPUTS = ("cout", "cout_net", "reduction", "en_attente", "perdu")
SPONSOR_COLUMNS = {
    "eligibilite": "etat",
    **{name: f"prudent.{name}" for name in _OUTPUTS},
    **{f"{name}_si_prouve": f"confirmed.{name}" for name in _OUTPUTS if name != "cout"},
    "gain_points": "prudent.gain_points",
    "gain_points_si_prouve": "confirmed.gain_points",
    "plafond": "prudent.plafond.0",
}
"""What a file of sponsors is asked, by column of its results: both readings."""

Progress = Callable[[int, int], None]
"""Called with the number of cases done and their total."""


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A row that cannot run: its line in the file, its column, and why."""

    ligne: int
    colonne: str
    raison: str


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """A row that ran, and what it answers by key, None where unknown."""

    ligne: int
    case: Case
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What a file gives, in the order of its lines."""

    answered: tuple[AnsweredLine, ...]
    refusals: tuple[RefusedLine, ...]

    @property
    def refused(self) -> int:
        """How many lines could not run."""
        return len({refusal.ligne for refusal in self.refusals})


def run(
    text: str, door: Door, book: Book | None = None, progress: Progress | None = None
) -> BatchReport:
    """Answer every row of a CSV text; raises InputError when the whole file cannot be read."""
    found = rows_in(text, door.columns(), door.wanted)
    keys = list(INDICATOR_KEYS if door.wanted == "dispositif" else SPONSOR_COLUMNS.values())
    refusals: list[RefusedLine] = []
    cases: list[tuple[int, Case]] = []
    for row in found.rows:
        try:
            cases.append((row.line, _case(door, row, found.commas)))
        except InputError as fault:
            refusals += [RefusedLine(row.line, field, sentence) for field, sentence in fault.faults]
    answered: list[AnsweredLine] = []
    size = CHUNK if progress else max(len(cases), 1)
    for start in range(0, len(cases), size):
        chunk = cases[start : start + size]
        frame = evaluate([case for _, case in chunk], book or in_force(), keys)
        for (line, case), answer in zip(chunk, frame.to_dict("records"), strict=True):
            if answer[REFUSAL]:
                refusals.append(RefusedLine(line, "", answer[REFUSAL]))
            else:
                figures = {key: _plain(answer[key]) for key in keys}
                answered.append(AnsweredLine(line, case, figures))
        if progress:
            progress(min(start + size, len(cases)), len(cases))
    return BatchReport(tuple(answered), tuple(sorted(refusals, key=lambda refusal: refusal.ligne)))


def _case(door: Door, row: Row, commas: bool) -> Case:
    if row.fault:
        raise InputError([("", row.fault)])
    return door.case_of(row.cells, commas=commas)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str) else known(value)


def results(report: BatchReport) -> str:
    """The answers of sponsors as French CSV, one line a case: proven first, then if proven."""
    header = ("ligne", "titre", *SPONSOR_COLUMNS)
    rows = [
        (one.ligne, one.case.titre,
         *(_shown(name, one.figures[key]) for name, key in SPONSOR_COLUMNS.items()))
        for one in report.answered
    ]  # fmt: skip
    return french_csv([header if rows else ("ligne",), *rows])


def _shown(name: str, value: float | None) -> float | str:
    if value is None:
        return say("mots.inconnu")
    return say(f"etats.{list(State)[int(value)].value}") if name == "eligibilite" else value


def rejects(report: BatchReport) -> str:
    """The reject file: French CSV, one refusal a row; texts cannot become formulas."""
    rows = [(r.ligne, r.colonne, r.raison) for r in report.refusals]
    return french_csv([("ligne", "colonne", "raison"), *rows])
