"""Many cases from a CSV file: good rows run, bad rows are refused with row, column and reason."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

from simulator.errors import InputError, PasserelleError
from simulator.indicators import read_all, reading
from simulator.law import Book
from simulator.scenario import Scenario, read
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.tables import french_csv, neutral
from simulator.text import say

LONGEST = 20_000
"""Rows of a file: beyond, the answer would take more than half a minute."""
AMBIGUOUS = re.compile(r"\d{1,3}(\.\d{3})+")


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
    dispositif: str
    voie: str
    indicateurs: dict[str, Any]


def run(text: str, book: Book) -> tuple[list[Case], list[Refusal]]:
    """Run every row of a CSV text; columns are `dispositif` and the names of the questions."""
    cases, refusals = [], []
    for line, cells in rows_of(text, _header):
        try:
            cases.append(_case(line, cells, book))
        except InputError as fault:
            refusals += [Refusal(line, field, sentence) for field, sentence in fault.faults]
        except PasserelleError as fault:
            refusals.append(Refusal(line, "", str(fault)))
    return cases, refusals


def rows_of(
    text: str, header: Callable[[list[str]], list[str]]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV text with their line numbers; the separator is read off the header.

    `header` checks the names of the columns (it may raise InputError) and returns those to use.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") >= first.count(",") else ","
    reader = csv.DictReader(StringIO(text), delimiter=separator, strict=True)
    try:
        reader.fieldnames = header(list(reader.fieldnames or []))
        for count, cells in enumerate(reader):
            if count >= LONGEST:
                raise InputError([("", say("erreurs.batch_trop_long", limite=LONGEST))])
            yield reader.line_num, cells
    except csv.Error:
        raise InputError([("", say("erreurs.batch_illisible"))]) from None


def once(names: list[str]) -> None:
    """Refuse a column that comes twice."""
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise InputError([(twice, say("erreurs.cle_double", cle=twice))])


def _header(names: list[str]) -> list[str]:
    if "dispositif" not in names:
        raise InputError([("dispositif", say("erreurs.batch_sans_dispositif"))])
    once(names)
    return names


def _case(line: int, cells: dict[str, str], book: Book) -> Case:
    scenario = scenario_of(cells)
    outcome = simulate(scenario, book)
    lead = outcome.headline
    values = read_all(reading(lead.ledger, outcome.deeds, outcome.unknowns, scenario.reponses))
    return Case(line, scenario.dispositif, outcome.shown, values)


def scenario_of(cells: dict[str, str]) -> Scenario:
    """A scenario from the cells of a row: an empty cell keeps the default."""
    if None in cells:
        raise InputError([("", say("erreurs.ligne_trop_longue"))])
    name = (cells.get("dispositif") or "").strip()
    scheme = SCHEMES.get(name)
    answers = {
        column.strip(): _cell(column.strip(), value.strip(), scheme)
        for column, value in cells.items()
        if column != "dispositif" and value and value.strip()
    }
    return read({"dispositif": name, "reponses": answers})


def _cell(column: str, text: str, scheme: Any) -> str:
    """A cell as the model reads it: French numbers lose their spaces and their comma."""
    counted = scheme.answers.counted() if scheme else ()
    if column not in counted:
        return text
    if AMBIGUOUS.fullmatch(text):
        raise InputError([(column, say("erreurs.nombre_ambigu", valeur=text))])
    return text.translate({ord(c): None for c in " \u00a0\u202f"}).replace(",", ".")


def rejects(refusals: list[Refusal]) -> str:
    """The reject file: French CSV, one refusal a row; texts cannot become formulas."""
    rows = [(r.ligne, neutral(r.colonne), neutral(r.raison)) for r in refusals]
    return french_csv([("ligne", "colonne", "raison"), *rows])
