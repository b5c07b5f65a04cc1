"""How to draw a case of each kind, and answers to type again in its workbook."""

from collections.abc import Callable, Iterator, Mapping
from random import Random
from string import ascii_lowercase

from tests.exports.workbook.drawing_programmes import of_programme, programme
from tests.exports.workbook.drawing_scenarios import names_of, of_scenario, scenario
from tests.exports.workbook.drawing_sponsors import of_sponsor, sponsor
from tests.exports.workbook.drawn import Case, Edit


def comparison(rng: Random) -> Case:
    """A reference and one to three variants, of one kind."""
    draw = rng.choice([scenario, scenario, programme, sponsor])
    return {"reference": draw(rng), "variantes": [draw(rng) for _ in range(rng.randint(1, 3))]}


def of_comparison(case: Case, rng: Random) -> Iterator[Edit]:
    """Answers typed again in one of the columns, whose results alone may move."""
    columns = [case["reference"], *case["variantes"]]
    rank = rng.randrange(len(columns))
    edits = {"lignes": of_programme, "operations": of_sponsor, "dispositif": of_scenario}
    of_kind = next(of for key, of in edits.items() if key in columns[rank])
    there = names_of("comparaison", case)
    for edit in of_kind(columns[rank], rng):
        yield edit.of_part(ascii_lowercase[rank]).among(there)


DRAWERS: Mapping[str, tuple[Callable[[Random], Case], Callable[..., Iterator[Edit]]]] = {
    "scenario": (scenario, of_scenario),
    "mecene": (sponsor, of_sponsor),
    "comparaison": (comparison, of_comparison),
    "programme": (programme, of_programme),
}
"""By kind: how to draw a case, and answers to type again."""
