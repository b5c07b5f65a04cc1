"""The doubt of the scenario on screen."""

from simulator.cases.doubts import Doubt
from simulator.cases.numbers import with_numbers
from simulator.cases.ranges import Range
from simulator.cases.scenario import Scenario
from simulator.simulate import Outcome
from simulator.stories import doubt as story
from simulator.studies.doubting.subject import CaseSubject
from simulator.studies.uncertainty import MOST
from simulator.ui import current, doubting, ranged, sharing


def show(outcome: Outcome) -> None:
    """What the ranges make of a figure of the route shown."""
    scenario = outcome.scenario
    doubting.show(
        doubting.Question(
            page=sharing.SIMULATOR,
            subject=CaseSubject(scenario),
            names=story.figures_of(outcome),
            view=story.route_of(scenario),
            draws=MOST,
            threshold_key=lambda name: ranged.threshold_key(scenario.dispositif, name),
            adopt=_adopt,
            draw_again=current.draw_again,
        )
    )


def _adopt(one: Range) -> None:
    """Put a range in the scenario on screen, as if it had been typed."""
    before = current.open_scenario()
    taken = with_numbers(before, {one.number: one.likely})
    assert isinstance(taken, Scenario)
    kept = before.doute
    plages = {**dict(kept.plages), one.name: (one.low, one.likely, one.high)}
    doubt = Doubt(plages=plages, seuils=dict(kept.seuils), graine=kept.graine)
    current.seed(taken.model_copy(update={"doute": doubt}))
