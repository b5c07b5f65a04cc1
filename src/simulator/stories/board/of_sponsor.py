"""The sheets of a sponsor's case: its net cost, the six years under the cap, what is carried."""

from collections.abc import Sequence

from simulator.figures.sponsor_outcome import Outcome
from simulator.stories import sponsor_comparison, sponsor_waterfall, sponsor_years
from simulator.stories.board.model import Form, Sheet, Shown
from simulator.stories.headline import KeyFigure
from simulator.stories.sponsor import answer
from simulator.stories.sponsor_figures import three_figures
from simulator.text import say


def sheets(outcome: Outcome) -> list[Sheet]:
    """The answer with its steps, the comparisons, the cap over six years; prudent reading."""
    found = [_net(outcome), _cap(outcome), _otherwise(outcome)]
    return [sheet for sheet in found if sheet]


def _net(outcome: Outcome) -> Sheet:
    reading = outcome.prudent
    drawing = sponsor_waterfall.drawing(outcome, reading)
    return Sheet(
        title=answer(outcome),
        subtitle=drawing.subtitle if drawing else "",
        figures=_figures(outcome),
        shown=Shown(Form.CASCADE, drawing) if drawing else None,
        reading=drawing.caption if drawing else "",
        source=drawing.source if drawing else say("mecene.plafond_source"),
        first=True,
    )


def _figures(outcome: Outcome) -> Sequence[KeyFigure]:
    return [
        KeyFigure(one.label, one.value, one.condition, one.party) for one in three_figures(outcome)
    ]


def _cap(outcome: Outcome) -> Sheet | None:
    frame = sponsor_years.years_frame(outcome.prudent)
    if not (frame["given"] + frame["carried"] > 0).any():
        return None
    drawing = sponsor_years.drawing(outcome.prudent)
    return Sheet(
        title=drawing.title,
        subtitle=say("emporter.plafond_sous_titre"),
        shown=Shown(Form.PLAFOND, drawing),
        reading=drawing.caption,
        source=drawing.source,
    )


def _otherwise(outcome: Outcome) -> Sheet | None:
    drawing = sponsor_comparison.drawing(outcome, outcome.prudent)
    if drawing is None:
        return None
    return Sheet(
        title=drawing.title,
        subtitle=drawing.subtitle,
        shown=Shown(Form.BARRES, drawing),
        reading=drawing.caption,
        source=drawing.source,
    )
