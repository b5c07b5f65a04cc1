"""A simulated case in lines, for people: the flows of the route shown, then its indicators."""

from collections.abc import Iterator

from simulator.figures.indicators import INDICATORS
from simulator.simulate import Outcome
from simulator.stories.scenario_figures import values_of
from simulator.text import formats, say


def lines(outcome: Outcome) -> Iterator[str]:
    """The route shown: who pays whom, year by year, and what is read off it."""
    lead = outcome.headline
    yield say(f"dispositifs.{outcome.scenario.dispositif}.nom")
    yield f"{say(f'voies.{outcome.shown}.nom')} ({say(f'etats.{lead.state.value}')})\n"
    for flow in lead.ledger:
        if flow.amount:
            who = f"{say(f'parties.{flow.payer.value}')} → {say(f'parties.{flow.payee.value}')}"
            amount = formats.euros_cents(flow.amount)
            yield f"{flow.year}  {who:<38} {say(f'natures.{flow.nature.key}'):<42} {amount:>18}"
    yield ""
    for key, value in values_of(outcome, outcome.shown).items():
        unit = INDICATORS[key].unit
        shown = formats.euros_cents(value) if unit == "€" else formats.with_unit(value, unit)
        yield f"{say(f'indicateurs.{key}.nom'):<44} {shown:>18}"
