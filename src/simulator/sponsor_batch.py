"""A thousand sponsors from a CSV file: one case a line, results and refusals as CSV.

Columns bear the names of the questions: those of the company (`chiffre_affaires`, `benefice`…),
those of its one operation (`voie`, `montants`, `interet_general`…), those of its one employee
(`brut_mensuel`, `jours`, `debut`…). Only `chiffre_affaires` and what is given are needed. A cell
that holds several years separates them with `|`; a carried amount is written `2024:30000` (and its
rate after another colon). Numbers are French or plain, days AAAA-MM-JJ or JJ/MM/AAAA, shares 0,6
or 60 %.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import Any, get_args

from pydantic import BaseModel

from simulator.batch import AMBIGUOUS, Refusal, once, rows_of
from simulator.errors import InputError, PasserelleError
from simulator.figure import cents
from simulator.law import Book, in_force
from simulator.scenario import field_label
from simulator.schemes.model import DAY, NUMBER
from simulator.sponsor import Operation, Outcome, Salarie, SponsorCase, follow_many, read_case
from simulator.tables import french_csv, neutral
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
    for line, cells in _lines(text):
        try:
            cases.append((line, case_of(cells)))
        except InputError as fault:
            refusals += [Refusal(line, field, sentence) for field, sentence in fault.faults]
    answered: list[Answered] = []
    for start in range(0, len(cases), CHUNK):
        chunk = cases[start : start + CHUNK]
        found = follow_many([case for _, case in chunk], book or in_force())
        for (line, _), outcome in zip(chunk, found, strict=True):
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


def _lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines that hold something, with their numbers."""
    for line, cells in rows_of(text, _header):
        if any((cell or "").strip() for cell in cells.values() if isinstance(cell, str)):
            yield line, cells


def _header(names: list[str]) -> list[str]:
    """The names without spaces: the turnover is there, no column twice, none unknown."""
    names = [name.strip() for name in names]
    once(names)
    if unknown := next((name for name in names if name not in columns()), None):
        raise InputError([(unknown, say("erreurs.colonne_inconnue", colonne=unknown))])
    if "chiffre_affaires" not in names:
        raise InputError(
            [("chiffre_affaires", say("erreurs.champ_manquant", champ="chiffre_affaires"))]
        )
    return names


def case_of(cells: dict[str, str]) -> SponsorCase:
    """The case of a line: an empty cell keeps the default; raises InputError with every fault."""
    if None in cells:
        raise InputError([("", say("erreurs.ligne_trop_longue"))])
    parts: dict[str, dict[str, Any]] = {owner: {} for owner, _ in _OWNERS}
    faults: list[tuple[str, str]] = []
    for name, cell in cells.items():
        text = (cell or "").strip()
        if not text:
            continue
        owner, model = next((o, m) for o, m in _OWNERS if name in m.model_fields)
        try:
            parts[owner][name] = _value(model, name, text)
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


def _value(model: type[BaseModel], name: str, text: str) -> Any:
    """A cell as the model reads it; what is no number stays as text, which the model refuses."""
    if name in _CARRIED:
        return [_row(name, part) for part in text.split(SEPARATORS)]
    annotation = model.model_fields[name].annotation
    if annotation is str or all(isinstance(word, str) for word in get_args(annotation) or (0,)):
        return text
    if _holds(annotation, date):
        return _day(text)
    if _holds(annotation, tuple):
        return [_number(name, part) for part in text.split(SEPARATORS)]
    return _number(name, text)


def _holds(annotation: Any, kind: type) -> bool:
    """Whether a field is of a kind, optional or bounded."""
    if annotation is kind or getattr(annotation, "__origin__", None) is kind:
        return True
    return any(_holds(part, kind) for part in get_args(annotation) if part is not annotation)


def _row(name: str, text: str) -> dict[str, Any]:
    """A carried amount: year, amount, and its rate when it is given."""
    keys, parts = _CARRIED[name], text.split(":")
    if not 2 <= len(parts) <= len(keys):
        raise InputError([(name, say("erreurs.report_mal_ecrit", valeur=text))])
    return {key: _number(name, part) for key, part in zip(keys, parts, strict=False)}


def _day(text: str) -> str:
    if DAY.fullmatch(text):
        return text
    try:
        return datetime.strptime(text, "%d/%m/%Y").date().isoformat()
    except ValueError:
        return text


_SPACES = re.compile("[ \u00a0\u202f€]")


def _number(name: str, text: str) -> Any:
    """French or plain; a share may be written with its sign."""
    text = text.strip()
    if AMBIGUOUS.fullmatch(text):
        raise InputError([(name, say("erreurs.nombre_ambigu", valeur=text))])
    bare = _SPACES.sub("", text).replace("\u2212", "-").replace(",", ".")
    share = bare.endswith("%")
    bare = bare.removesuffix("%")
    if not NUMBER.fullmatch(bare) or not isfinite(value := float(bare)):
        return text
    if share:
        return value / 100
    return int(value) if value.is_integer() and abs(value) < 1e15 else value
