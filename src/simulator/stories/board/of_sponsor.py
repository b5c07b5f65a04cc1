"""The sheets of a sponsor's case: its net cost, the six years under the cap, what is carried."""

from typing import Any

from simulator.figures.sponsor_outcome import Outcome
from simulator.stories import sponsor_comparison, sponsor_waterfall, sponsor_years
from simulator.stories.board.model import Form, Sheet, pictured
from simulator.stories.headline import KeyFigure
from simulator.stories.sponsor import answer
from simulator.stories.sponsor_figures import three_figures
from simulator.text import say

CAP = "plafond"
"""The cap of gifts: a share of the turnover, which it therefore tells."""


def sheets(outcome: Outcome) -> list[Sheet]:
    """The answer with its steps, the comparisons, the cap over six years; prudent reading."""
    found = [_net(outcome), _cap(outcome), _otherwise(outcome)]
    return [sheet for sheet in found if sheet]


def _net(outcome: Outcome) -> Sheet:
    reading = outcome.prudent
    drawing = sponsor_waterfall.drawing(outcome, reading)
    three = three_figures(outcome)
    figures = [KeyFigure(one.label, one.value, one.condition, one.party) for one in three]
    said: dict[str, Any] = {
        "title": answer(outcome), "figures": figures, "first": True,
        "hidden": [one.label for one in three if one.key.startswith(CAP)],
    }  # fmt: skip
    if drawing is None:
        return Sheet(source=say("mecene.plafond_source"), **said)
    return pictured(Form.CASCADE, drawing, **said)


def _cap(outcome: Outcome) -> Sheet | None:
    frame = sponsor_years.years_frame(outcome.prudent)
    if not (frame["given"] + frame["carried"] > 0).any():
        return None
    drawing = sponsor_years.drawing(outcome.prudent)
    subtitle = say("emporter.plafond_sous_titre")
    return pictured(Form.PLAFOND, drawing, subtitle=subtitle, private=True)


def _otherwise(outcome: Outcome) -> Sheet | None:
    drawing = sponsor_comparison.drawing(outcome, outcome.prudent)
    return pictured(Form.BARRES, drawing) if drawing else None
