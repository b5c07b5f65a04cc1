"""The doubt of the scenario on screen."""

from simulator.cases.doubts import Doubt
from simulator.cases.numbers import with_numbers
from simulator.cases.ranges import Range
from simulator.cases.scenario import Scenario
from simulator.simulate import Outcome
from simulator.stories import doubt as story
from simulator.stories.scenario_figures import leading, values_of
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
            names=_figures(outcome),
            view=story.view_of(scenario.voie),
            draws=MOST,
            threshold_key=lambda name: ranged.threshold_key(scenario.dispositif, name),
            adopt=_adopt,
            draw_again=current.draw_again,
        )
    )


def _figures(outcome: Outcome) -> list[str]:
    """What a party bears first, among what the format puts first; then every figure known."""
    values = values_of(outcome, outcome.shown)
    first = sorted(leading(outcome), key=lambda name: (name == "cout_reel", not values[name]))
    known = [name for name, value in values.items() if value is not None]
    return list(dict.fromkeys([*first, *known]))


def _adopt(one: Range) -> None:
    """Put a range in the scenario on screen, as if it had been typed."""
    before = current.open_scenario()
    taken = with_numbers(before, {one.number: one.likely})
    assert isinstance(taken, Scenario)
    kept = before.doute
    plages = {**dict(kept.plages), one.name: (one.low, one.likely, one.high)}
    doubt = Doubt(plages=plages, seuils=dict(kept.seuils), graine=kept.graine)
    current.seed(taken.model_copy(update={"doute": doubt}))
