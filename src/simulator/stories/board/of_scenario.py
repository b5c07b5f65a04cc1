"""The sheets of a scenario: who bears what by each route, where the euros go, every indicator."""

from collections.abc import Sequence

from simulator.simulate import Outcome
from simulator.stories import scenario_drawings
from simulator.stories.board.model import Form, Sheet, pictured
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
    told, figures = answer(outcome), key_figures(outcome)
    if drawing is None:
        return Sheet(title=told, figures=figures, source=rules_told(outcome), first=True)
    return pictured(Form.BARRES, drawing, title=told, figures=figures, first=True)


def key_figures(outcome: Outcome) -> Sequence[KeyFigure]:
    """The three figures of the format, by the route shown."""
    return [KeyFigure(one.label, one.value, one.condition, one.party) for one in headlines(outcome)]


def _flows(outcome: Outcome) -> Sheet | None:
    drawing = scenario_drawings.flows(outcome)
    return pictured(Form.FLUX, drawing) if drawing else None


def _indicators(outcome: Outcome) -> Sheet:
    table, note = indicators(outcome)
    return Sheet(
        title=say("emporter.indicateurs", voie=route_name(outcome.shown)),
        table=table,
        reading=note,
        source=rules_told(outcome),
    )
