"""What goes further than the page: goal seek and reforms asked of the sponsor's case.

Both follow the reading that the charts show. Nothing leaves the session.
"""

from typing import get_args

from simulator.conditions.finding import ReadingName
from simulator.figures.sponsor_outcome import Outcome
from simulator.studies.solving.answers import Answer
from simulator.studies.sponsor_seek import (
    Number,
    compare_sponsor,
    figure_label,
    free_numbers,
    seek_sponsor,
    unit_of_figure,
)
from simulator.text import say
from simulator.ui import reforming, seeking
from simulator.ui import sponsor_draft as drafts
from simulator.ui import sponsor_state as state

LEADING = ("cout_net", "reduction", "gain_points", "plafond.0")
"""Figures that come first, and that a reform always shows, moved or not."""


def seek(outcome: Outcome, reading: ReadingName) -> None:
    """Which answer gives this figure?"""
    found = sorted(free_numbers(outcome.case), key=lambda number: number.path[0] != "operations")
    numbers = {number.name: number for number in found}
    values = outcome.figures(reading)
    values = {key: values[key] for key in LEADING if key in values} | values
    figures = [
        seeking.Figure(key, figure_label(key, outcome.closings), unit_of_figure(key), now)
        for key, now in values.items()
    ]
    questions = [seeking.Question(n.name, n.label, n.unit, n.value) for n in numbers.values()]

    def ask(key: str, target: float, name: str) -> Answer:
        return seek_sponsor(outcome.case, key, target, numbers[name], reading)

    def adopt(name: str, value: float) -> None:
        _adopt(numbers[name], value)

    seeking.block(
        "mecene", f"{outcome.case.model_dump_json()} {reading}", figures, questions, ask, adopt
    )


def _adopt(number: Number, value: float) -> None:
    """Put a value among the answers, as if it had been typed."""
    state.collect()
    drafts.put(state.draft(), number.path, int(value) if number.whole else value)
    state.forget("")


def reform(outcome: Outcome, reading: ReadingName) -> None:
    """What if the law changed?"""
    reforming.block(
        "mecene",
        lambda chosen: compare_sponsor(outcome.case, chosen, reading),
        lambda key: figure_label(key, outcome.closings),
        LEADING,
        lambda chosen: [
            say(f"mecene_lectures.{other}")
            for other in get_args(ReadingName)
            if other != reading and compare_sponsor(outcome.case, chosen, other).moves
        ],
    )
