"""How to draw a case of each kind, and answers to type again in its workbook."""

from collections.abc import Callable, Iterator, Mapping
from random import Random

from tests.exports.workbook.drawing_programmes import of_programme, programme
from tests.exports.workbook.drawing_scenarios import of_scenario, scenario
from tests.exports.workbook.drawing_sponsors import of_sponsor, sponsor
from tests.exports.workbook.drawn import Case, Edit

DRAWERS: Mapping[str, tuple[Callable[[Random], Case], Callable[..., Iterator[Edit]]]] = {
    "scenario": (scenario, of_scenario),
    "mecene": (sponsor, of_sponsor),
    "programme": (programme, of_programme),
}
"""By kind: how to draw a case, and answers to type again."""
