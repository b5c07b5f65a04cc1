"""The numeric cases of law that a lawyer writes: each row read, or refused in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
ORIGINS = {"officielle", "cabinet", "calcul"}
OF_A_CASE = {
    "cas", "titre", "origine", "source", "calcul", "par", "tolerance", "donnees", "attendu",
    "lignes",
}  # fmt: skip
OF_A_ROW = {"donnees", "attendu", "tolerance"}
LARGEST_TOLERANCE = 1.0  # euros: beyond, it is another figure


class Refused(Exception):
    """A row that cannot be asked: the case, the key, the way out; in French."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question and its answers: `given` as its doors read it, `expected` by key."""

    name: str
    given: Mapping[str, Any]
    expected: Mapping[str, Any]
    tolerance: float | None = None

    def tolerance_of(self, value: float) -> float:
        """Half a unit of the last figure written, and half a cent at most; or what is said."""
        if self.tolerance is not None:
            return self.tolerance
        written = -int(Decimal(str(value)).as_tuple().exponent)
        return 0.5 * 10.0 ** -max(written, 2)

    def agrees(self, answer: Any, value: Any) -> bool:
        """Whether an answer is what the lawyer expects."""
        if isinstance(value, bool | str):
            return bool(answer == value)
        known = isinstance(answer, int | float) and not isinstance(answer, bool)
        return known and abs(answer - value) <= self.tolerance_of(value) + 1e-9


def read_rows(text: str, file: str = "") -> list[Row]:
    """The rows of a YAML text; raises Refused at the first that cannot be one."""
    try:
        cases = yaml.safe_load(text)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        told = "un texte qui contient « : » s’écrit entre guillemets"
        raise Refused(f"{file}, ligne {line} : ce n’est pas du YAML ; {told}.") from None
    if not isinstance(cases, list):
        raise Refused(f"{file} : une liste de cas est attendue, chacun sous « - cas: ».")
    return [row for case in cases for row in _rows(case, file)]


def all_rows() -> list[Row]:
    """Every row of every file beside this one; raises Refused for a name used twice."""
    rows = [
        row
        for path in sorted(FOLDER.glob("*.yaml"))
        for row in read_rows(path.read_text(encoding="utf-8"), path.name)
    ]
    names = [row.name for row in rows]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Refused(f"Deux cas portent le même nom : {', '.join(twice)}.")
    return rows


def named(keys: Any, known: Any, where: str, what: str) -> None:
    """Refuse the first key that is not known, with the nearest that is."""
    for key in keys:
        if key not in known:
            near = get_close_matches(str(key), sorted(map(str, known)), 3, 0.5)
            way_out = (
                f"vouliez-vous dire {' ou '.join(near)} ?" if near else "aucune ne s’en approche."
            )
            raise Refused(f"{where} : {what} inconnue « {key} » ; {way_out}")


def _rows(case: Any, file: str) -> list[Row]:
    if not isinstance(case, dict) or not case.get("cas"):
        raise Refused(f"{file} : chaque cas commence par son nom, « - cas: D50 ».")
    where = f"Cas {case['cas']}"
    named(case, OF_A_CASE, where, "rubrique")
    _sourced(case, where)
    lines = case.get("lignes") or [{}]
    return [
        _row(case, line, f"{case['cas']}-{rank}" if len(lines) > 1 else str(case["cas"]))
        for rank, line in enumerate(lines, start=1)
    ]


def _sourced(case: Mapping[str, Any], where: str) -> None:
    """A figure is a source's, or somebody's own computation that another person can follow."""
    if case.get("origine") not in ORIGINS:
        raise Refused(f"{where} : l’origine est {', '.join(sorted(ORIGINS))}.")
    wanted = ("calcul", "par") if case["origine"] == "calcul" else ("source",)
    for key in ("titre", *wanted):
        if not case.get(key):
            raise Refused(f"{where} : il manque « {key} ».")


def _row(case: Mapping[str, Any], line: Mapping[str, Any], name: str) -> Row:
    where = f"Cas {name}"
    named(line, OF_A_ROW, where, "rubrique")
    given, expected = (
        {**(case.get(part) or {}), **(line.get(part) or {})} for part in ("donnees", "attendu")
    )
    if not given or not expected:
        raise Refused(f"{where} : il manque « {'attendu' if given else 'donnees'} ».")
    tolerance = line.get("tolerance", case.get("tolerance"))
    if tolerance is not None and not 0 < tolerance <= LARGEST_TOLERANCE:
        raise Refused(f"{where} : la tolérance va jusqu’à {LARGEST_TOLERANCE:g} € au plus.")
    return Row(name, given, dict(_by_year(expected)), tolerance)


def _by_year(expected: Mapping[str, Any]) -> Any:
    """A list is one value a fiscal year: `plafond: [10000, 20000]` is `plafond.0`, `plafond.1`."""
    for key, value in expected.items():
        if isinstance(value, list):
            yield from ((f"{key}.{rank}", one) for rank, one in enumerate(value))
        else:
            yield key, value


def plain(value: Any) -> Any:
    """A value of YAML as JSON has it: a day in figures."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value
