"""A comparison as one workbook: a part a column, called a, b, c…, and what sets each apart.

The columns are scenarios, sponsors or programmes; the first one is the reference.
"""

from collections.abc import Mapping
from string import ascii_lowercase
from typing import Any

from simulator.cases.programme import read_programme
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.exports.workbook.cells import Cell, Named, Pieces, Ref
from simulator.exports.workbook.live import UNKNOWN, Live, Result
from simulator.exports.workbook.programme import add_programme
from simulator.exports.workbook.scenario import add_scenario
from simulator.exports.workbook.sponsor import add_sponsor
from simulator.law.book import Book
from simulator.text import say


def add_comparison(live: Live, data: Mapping[str, Any], book: Book) -> None:
    """The reference, then its variants, each with its own answers; then their differences."""
    columns = [data["reference"], *data.get("variantes", [])] if "reference" in data else [data]
    for letter, case in zip(ascii_lowercase, columns, strict=False):
        live.words[letter] = called(letter, case)
        add_part(live, case, book, letter)
    for letter in ascii_lowercase[1 : len(columns)]:
        _differences(live, letter)


def add_part(live: Live, case: Mapping[str, Any], book: Book, part: str) -> None:
    """One column: a programme has lines, a sponsor operations, a scenario a format."""
    before = len(live.answers.every)
    if "lignes" in case:
        add_programme(live, read_programme(case), book, part)
    elif "operations" in case:
        add_sponsor(live, read_case(case), book, part)
    else:
        add_scenario(live, read(case), book, part)
    for asked in live.answers.every[before:] if part else ():
        title = live.words[part]
        asked.group = f"{title} · {asked.group}" if asked.group else title


def called(letter: str, case: Mapping[str, Any]) -> str:
    """What a column is called: its letter, its title, else its format."""
    scheme = case.get("dispositif")
    name = case.get("titre") or (say(f"dispositifs.{scheme}.nom") if scheme else "")
    return f"{letter.upper()} · {name}" if name else letter.upper()


def _differences(live: Live, letter: str) -> None:
    """What a variant gives, less what the reference gives, where both are known."""
    first = {result.name.removeprefix("r_a_"): result for result in live.results}
    section = (letter, "ecarts")
    for result in list(live.results):
        name = result.name.removeprefix(f"r_{letter}_")
        before = first.get(name)
        if name == result.name or before is None or before.line.unit != result.line.unit:
            continue
        line = live.reckoning.line(
            "porte", (*section, name), result.line.label, unit=result.line.unit, section=section
        )
        line.cells[None] = _difference(before, result)
        live.results.append(Result(f"r_{letter}_ecart_{name}", line))


def _difference(before: Result, after: Result) -> Cell:
    one, other = Ref(before.line, before.year), Ref(after.line, after.year)
    known = ("IF(AND(ISNUMBER(", one, "),ISNUMBER(", other, ")),")
    pieces: Pieces = (*known, "ROUND(", other, "-", one, ",2),", Named(UNKNOWN), ")")
    if before.line.unit != "€":
        pieces = (*known, other, "-", one, ",", Named(UNKNOWN), ")")
    values = [found.line.cells[found.year].value for found in (before, after)]
    if any(isinstance(value, str) for value in values):
        return Cell(pieces, say("mots.inconnu"))
    digits = 2 if before.line.unit == "€" else 12
    return Cell(pieces, round(values[1] - values[0], digits))
