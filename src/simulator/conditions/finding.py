"""Conditions of a route: the rule, the fact that decides, and what flips it.

Each function answers one `Finding`. Its four sentences are `conditions.<key>.regle`, `.ouvert`,
`.a_confirmer`, `.ferme` (the fact that decides) and `.bascule` (the smallest change that flips it).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from simulator.text import formats, say


class State(StrEnum):
    """A route is open, closed, or waits for a fact."""

    OUVERT = "ouvert"
    A_CONFIRMER = "a_confirmer"
    FERME = "ferme"


ReadingName = Literal["prudent", "confirmed"]
"""What is counted on: only what is proved, or what is to be confirmed too."""
READINGS: tuple[ReadingName, ...] = ("prudent", "confirmed")
SEVERITY = {State.OUVERT: 0, State.A_CONFIRMER: 1, State.FERME: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one condition says of one case."""

    key: str
    state: State
    reference: str
    values: dict[str, tuple[Any, str]] = field(default_factory=dict)

    def words(self, part: str) -> str:
        """One of its sentences (`regle`, a state, `bascule`) with the numbers of the case."""
        shown = {
            name: formats.percent(value) if unit == "ratio" else formats.with_unit(value, unit)
            for name, (value, unit) in self.values.items()
        }
        return say(f"conditions.{self.key}.{part}", **shown)


def overall(findings: Iterable[Finding]) -> State:
    """Closed if one is closed, open if all are open, to be confirmed otherwise."""
    states = {finding.state for finding in findings}
    if State.FERME in states:
        return State.FERME
    return State.A_CONFIRMER if State.A_CONFIRMER in states else State.OUVERT


def decide(fact: bool | None) -> State:
    """A fact that nobody knows yet is to be confirmed."""
    if fact is None:
        return State.A_CONFIRMER
    return State.OUVERT if fact else State.FERME


def answer(word: str) -> bool | None:
    """*oui*, *non* or *inconnu* as a fact."""
    return {"oui": True, "non": False}.get(word)
