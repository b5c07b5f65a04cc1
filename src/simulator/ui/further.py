"""What goes further than the page: goal seek and reforms asked of the case on screen.

Both follow the route or the reading that the page shows. Nothing leaves the session.
"""

from typing import get_args

import streamlit as st

from simulator.cases import sponsor_draft as drafts
from simulator.cases.numbers import Number, numbers_of, with_numbers
from simulator.cases.reform import Reform
from simulator.cases.scenario import Scenario
from simulator.conditions.finding import ReadingName
from simulator.figures.sponsor_outcome import Outcome as SponsorOutcome
from simulator.simulate import Outcome
from simulator.stories.scenario_figures import leading, shown_values
from simulator.stories.scenario_routes import elsewhere
from simulator.studies.outputs import outputs_of, yearly_of
from simulator.studies.reforms import compare
from simulator.text import say
from simulator.ui import current, html, reforming, seeking
from simulator.ui import sponsor_state as state

LEADING = ("cout_net", "reduction", "gain_points", "plafond.0")
"""Figures of a sponsor that come first, and that a reform always shows, moved or not."""


def seek_scenario(outcome: Outcome) -> None:
    """Which answer gives this figure of the route shown?"""
    scenario, route = outcome.scenario, outcome.shown
    _say_route(route)
    outputs = (*outputs_of(scenario, route), *yearly_of(scenario, route))
    now = shown_values(outcome, route)
    seeking.block("scenario", scenario, outputs, numbers_of(scenario), now, adopt_in_scenario)


def adopt_in_scenario(number: Number, value: float) -> None:
    """Put a value in the scenario on screen, as if it had been typed."""
    before = current.open_scenario()
    taken = with_numbers(before, {number: value})
    assert isinstance(taken, Scenario)
    kept = before.doute.without([number.name])
    current.seed(taken.model_copy(update={"doute": kept}))


def reform_scenario(outcome: Outcome) -> None:
    """What if the law changed, on the route shown?"""
    scenario, route = outcome.scenario, outcome.shown
    _say_route(route)
    reforming.block(
        "scenario",
        scenario,
        route,
        {*leading(outcome), "reduction_impot"},
        lambda reform: elsewhere(outcome, lambda key: compare(scenario, reform, key).moves),
    )


def _say_route(route: str) -> None:
    told = say("recherche.voie", voie=say(f"voies.{route}.nom"))
    st.html(html.source(told, say("mots.lecture")))


def seek_sponsor(outcome: SponsorOutcome, reading: ReadingName) -> None:
    """Which answer gives this figure of the reading that the charts show?"""
    outputs = sorted(outputs_of(outcome.case, reading), key=lambda o: o.name not in LEADING)
    numbers = sorted(numbers_of(outcome.case), key=lambda n: n.path[0] != "operations")
    seeking.block("mecene", outcome.case, outputs, numbers, outcome.figures(reading), _adopt)


def _adopt(number: Number, value: float) -> None:
    """Put a value among the answers, as if it had been typed."""
    state.collect()
    drafts.put(state.draft(), number.path, int(value) if number.whole else value)
    state.forget("")


def reform_sponsor(outcome: SponsorOutcome, reading: ReadingName) -> None:
    """What if the law changed?"""

    def others(reform: Reform) -> list[str]:
        return [
            say(f"mecene_lectures.{other}")
            for other in get_args(ReadingName)
            if other != reading and compare(outcome.case, reform, other).moves
        ]

    reforming.block("mecene", outcome.case, reading, LEADING, others)
