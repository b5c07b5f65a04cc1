"""The sheets of a scenario: who bears what by each route, where the euros go, every indicator."""

from collections.abc import Sequence

from simulator.simulate import Outcome
from simulator.stories import scenario_drawings
from simulator.stories.board.model import Form, Sheet, Shown
from simulator.stories.headline import KeyFigure
from simulator.stories.scenario import answer, rules_told
from simulator.stories.scenario_figures import headlines, indicators
from simulator.stories.scenario_routes import route_name
from simulator.text import say


def sheets(outcome: Outcome) -> list[Sheet]:
    """The answer with its bars, the flows, the indicators; a case without euros has no picture."""
    found = [_bears(outcome), _flows(outcome), _indicators(outcome)]
    return [sheet for sheet in found if sheet]


def _bears(outcome: Outcome) -> Sheet:
    drawing = scenario_drawings.bears(outcome)
    return Sheet(
        title=answer(outcome),
        subtitle=drawing.subtitle if drawing else "",
        figures=key_figures(outcome),
        shown=Shown(Form.BARRES, drawing) if drawing else None,
        reading=drawing.caption if drawing else "",
        source=drawing.source if drawing else rules_told(outcome),
        first=True,
    )


def key_figures(outcome: Outcome) -> Sequence[KeyFigure]:
    """The three figures of the format, by the route shown."""
    return [KeyFigure(one.label, one.value, one.condition, one.party) for one in headlines(outcome)]


def _flows(outcome: Outcome) -> Sheet | None:
    drawing = scenario_drawings.flows(outcome)
    if drawing is None:
        return None
    return Sheet(
        title=drawing.title,
        subtitle=drawing.subtitle,
        shown=Shown(Form.FLUX, drawing),
        reading=drawing.caption,
        source=drawing.source,
    )


def _indicators(outcome: Outcome) -> Sheet:
    table, note = indicators(outcome)
    return Sheet(
        title=say("emporter.indicateurs", voie=route_name(outcome.shown)),
        table=table,
        reading=note,
        source=rules_told(outcome),
    )
