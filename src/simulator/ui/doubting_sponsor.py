"""The doubt of the sponsor on screen, under the reading that is shown."""

from simulator.cases import sponsor_draft as drafts
from simulator.cases.doubts import SEED, Doubt
from simulator.cases.ranges import Range
from simulator.figures.sponsor_outcome import Outcome
from simulator.stories import doubt as story
from simulator.stories.sponsor_readings import differs, reading_name
from simulator.studies.doubting.subject import CaseSubject
from simulator.studies.uncertainty import LEAST
from simulator.ui import doubting, sharing, sponsor_ranges
from simulator.ui import sponsor_results as results
from simulator.ui import sponsor_state as state


def show(outcome: Outcome) -> None:
    """What the ranges make of a figure of the reading shown."""
    reading = results.chosen_name(outcome)
    doubting.show(
        doubting.Question(
            page=sharing.SPONSOR,
            subject=CaseSubject(outcome.case, reading),
            names=story.figures_of_sponsor(outcome, reading),
            view=reading_name(reading),
            draws=LEAST,
            threshold_key=lambda name: f"{sponsor_ranges.THRESHOLDS}{name}",
            adopt=_adopt,
            draw_again=_draw_again,
            extra=(lambda: results.chosen(outcome)) if differs(outcome) else None,
        )
    )


def _adopt(one: Range) -> None:
    """Put a range among the answers, as if it had been typed."""
    state.collect()
    whole = one.number.whole
    drafts.put(state.draft(), one.number.path, int(one.likely) if whole else one.likely)
    drafts.ranges_of(state.draft())[one.name] = [one.low, one.likely, one.high]
    state.forget("")


def _draw_again() -> None:
    """Another seed for the draws of the case."""
    doubt = state.draft().setdefault("doute", {})
    doubt["graine"] = Doubt(graine=doubt.get("graine", SEED)).again().graine
