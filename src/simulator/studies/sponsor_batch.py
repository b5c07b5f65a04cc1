"""A thousand sponsors from a CSV file: one case a line, results and refusals as CSV.

Columns bear the names of the questions: those of the company (`chiffre_affaires`, `benefice`…),
those of its one operation (`voie`, `montants`, `interet_general`…), those of its one employee
(`brut_mensuel`, `jours`, `debut`…). Only `chiffre_affaires` and what is given are needed. A cell
that holds several years separates them with `|`; a carried amount is written `2024:30000` (and its
rate after another colon). Numbers and days are those of `text.typed`; a share is 0,6 or 60 %.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from pydantic import BaseModel

from simulator.base.tables import french_csv, neutral
from simulator.cases.lent_staff import Salarie
from simulator.cases.operation import Operation
from simulator.cases.question import field_label
from simulator.cases.sponsor import SponsorCase, read_case, units
from simulator.errors import InputError, PasserelleError
from simulator.figure import cents
from simulator.figures.sponsor_outcome import Outcome, follow_many
from simulator.law.book import Book, in_force
from simulator.studies.batch import Refusal
from simulator.studies.batch_rows import day_in, number_in, rows_in, word_in
from simulator.text import say

SEPARATORS = "|"
CHUNK = 250
"""Cases followed together between two words of progress."""
_NESTED = {"operations", "salaries", "version"}
_CARRIED = {"excedents": ("annee", "montant", "taux"), "reductions": ("annee", "montant")}
_OWNERS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("case", SponsorCase), ("operation", Operation), ("salarie", Salarie),
)  # fmt: skip
_OUTPUTS = ("cout", "cout_net", "reduction", "en_attente", "perdu")
"""Figures given under both readings; the plafond and the gain come with them."""

Progress = Callable[[int, int], None]
"""Called with the number of cases done and their total."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A line that ran."""

    ligne: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Report:
    """What a file gives: lines answered, lines refused with their column and reason."""

    answered: tuple[Answered, ...]
    refusals: tuple[Refusal, ...]


def columns() -> tuple[str, ...]:
    """Every column that a file may have, in the order of the questions."""
    names = [
        name
        for _, model in _OWNERS
        for name in model.model_fields
        if name not in _NESTED and not (model is Salarie and name == "libelle")
    ]
    return tuple(dict.fromkeys(names))


def run(text: str, book: Book | None = None, progress: Progress | None = None) -> Report:
    """Answer every line of a CSV text; a bad line is refused and the others go on."""
    refusals: list[Refusal] = []
    cases: list[tuple[int, SponsorCase]] = []
    found = rows_in(text, columns(), "chiffre_affaires")
    for row in found.rows:
        if row.fault:
            refusals.append(Refusal(row.line, "", row.fault))
            continue
        try:
            cases.append((row.line, case_of(row.cells, commas=found.commas)))
        except InputError as fault:
            refusals += [Refusal(row.line, field, sentence) for field, sentence in fault.faults]
    answered: list[Answered] = []
    for start in range(0, len(cases), CHUNK):
        chunk = cases[start : start + CHUNK]
        outcomes = follow_many([case for _, case in chunk], book or in_force())
        for (line, _), outcome in zip(chunk, outcomes, strict=True):
            if isinstance(outcome, InputError):
                refusals += [Refusal(line, field, told) for field, told in outcome.faults]
            elif isinstance(outcome, PasserelleError):
                refusals.append(Refusal(line, "", str(outcome)))
            else:
                answered.append(Answered(line, outcome))
        if progress:
            progress(min(start + CHUNK, len(cases)), len(cases))
    return Report(tuple(answered), tuple(sorted(refusals, key=lambda refusal: refusal.ligne)))


def results(report: Report) -> str:
    """The answers as French CSV, one line a case: the prudent reading, then what proofs change."""
    rows = [_result(answer) for answer in report.answered]
    header = list(rows[0]) if rows else ["ligne"]
    return french_csv([header, *([_written(value) for value in row.values()] for row in rows)])


def _result(answer: Answered) -> dict[str, Any]:
    outcome = answer.outcome
    prudent, confirmed = outcome.prudent, outcome.confirmed
    return {
        "ligne": answer.ligne,
        "titre": outcome.case.titre,
        "eligibilite": say(f"etats.{outcome.state.value}"),
        **{name: getattr(prudent, name) for name in _OUTPUTS},
        **{f"{name}_si_prouve": getattr(confirmed, name) for name in _OUTPUTS if name != "cout"},
        "gain_points": prudent.gain_points,
        "gain_points_si_prouve": confirmed.gain_points,
        "plafond": float(cents(prudent.amounts("plafond")[0])),
    }


def _written(value: Any) -> str:
    if value is None:
        return say("mots.inconnu")
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    return neutral(value) if isinstance(value, str) else str(value)


def case_of(cells: Mapping[str, str], *, commas: bool = False) -> SponsorCase:
    """The case of a line: an empty cell keeps the default; raises InputError with every fault."""
    parts: dict[str, dict[str, Any]] = {owner: {} for owner, _ in _OWNERS}
    faults: list[tuple[str, str]] = []
    for name, cell in cells.items():
        text = (cell or "").strip()
        if not text:
            continue
        owner, model = next((o, m) for o, m in _OWNERS if name in m.model_fields)
        try:
            parts[owner][name] = _value(model, name, text, commas)
        except InputError as fault:
            faults += fault.faults
    if faults:
        raise InputError(faults)
    return read_case(_assembled(parts))


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
        return [_carried(name, part, commas) for part in text.split(SEPARATORS)]
    annotation = model.model_fields[name].annotation
    if annotation is str:
        return text
    if all(isinstance(word, str) for word in get_args(annotation) or (0,)):
        return word_in(text, get_args(annotation))
    if _holds(annotation, date):
        return day_in(name, text)
    unit = units()[name]
    if _holds(annotation, tuple):
        return [number_in(name, part, unit, commas) for part in text.split(SEPARATORS)]
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
