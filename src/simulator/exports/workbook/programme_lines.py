"""A line of a programme with open answers: the same leaves every year, its SMEs year by year."""

from types import SimpleNamespace
from typing import Any

from simulator.base.whole import constant, optional, unless_known
from simulator.cases.programme import PARCOURS, SIZE, Ligne
from simulator.cases.programme_animation import HOST
from simulator.cases.question import asked
from simulator.cases.question import optional as may_be_empty
from simulator.cases.scenario import Scenario
from simulator.exports.workbook.programme_asked import FIXED, by_year, open_animation
from simulator.figure import given
from simulator.law.book import Book
from simulator.schemes import SCHEMES
from simulator.studies.programme import Programmed
from simulator.studies.programme_line import Followed, Line, Year


def open_line(found: Programmed, rank: int, book: Book) -> Followed:
    """A line followed by the routes that it has, its answers and counts open."""
    case, line = found.programme, found.programme.lignes[rank]
    sponsors = given(float(line.mecenes), f"lignes.{rank}.mecenes", "")
    followed = Line(SCHEMES[line.dispositif], sponsors, book)
    years = [
        Year(annee, _answers(found, rank, k), year.route, _apart(found, rank, k))
        for k, (annee, year) in enumerate(zip(case.annees, found.lines[rank].years, strict=True))
    ]
    return followed.follow(years)


def _answers(found: Programmed, rank: int, k: int) -> Any:
    """The answers of a year, each number a figure; None where nothing is done."""
    case = found.programme.cases[rank][k]
    if case is None:
        return None
    line, answers = found.programme.lignes[rank], case.reponses
    told: dict[str, Any] = {**dict(answers), "signature": answers.signature}
    for name in type(answers).counted():
        if name not in FIXED:
            told[name] = _number(found, rank, case, name)
    firms = given(float(line.pme[k]), f"lignes.{rank}.pme@{answers.annee}", "PME")
    told |= _counts(line, firms, case)
    costs = open_animation(found.programme, k)
    if line.hosted and rank in costs:
        told[HOST] = costs[rank]
    return SimpleNamespace(**told)


def _counts(line: Ligne, firms: Any, case: Scenario) -> dict[str, Any]:
    """The SMEs of a year: whole groups of one size, or their number."""
    if not line.grouped:
        return {SIZE: firms}
    size = constant(getattr(case.reponses, SIZE))
    return {SIZE: size, PARCOURS: firms / size}


def _number(found: Programmed, rank: int, case: Scenario, name: str) -> Any:
    """An answer of a line; a price that nobody typed is that of the year."""
    answers, kind = case.reponses, type(case.reponses)
    value, unit, path = getattr(answers, name), asked(kind, name).unit, f"lignes.{rank}.{name}"
    if name in by_year(found.programme, rank):
        offered = given(float(value), f"{path}.proposee@{answers.annee}", unit)
        return unless_known(optional(None, path, unit), lambda: offered)
    if may_be_empty(kind.model_fields[name].annotation) and name != "benefice_mecene":
        return optional(None if value is None else float(value), path, unit)
    return None if value is None else given(float(value), path, unit)


def _apart(found: Programmed, rank: int, k: int) -> Any:
    """What animation costs a line in a year, when no answer of the year holds it."""
    held = found.programme.lignes[rank].hosted and found.programme.cases[rank][k] is not None
    return None if held else open_animation(found.programme, k).get(rank)
