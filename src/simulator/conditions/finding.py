"""Conditions of a route: the rule, the fact that decides, and what flips it.

Each function answers one `Finding`. Its four sentences are `conditions.<key>.regle`, `.ouvert`,
`.a_confirmer`, `.ferme` (the fact that decides) and `.bascule` (the smallest change that flips it).
Of one case a condition answers a `State`; of many, an array of them, which are whole numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import reduce
from typing import Any, Literal

import numpy as np

from simulator.text import formats, say


class State(int, Enum):
    """A route is open, waits for a fact, or is closed: a severity, whose value is its word."""

    def __new__(cls, severity: int, word: str) -> "State":
        """A number that the texts can name."""
        state = int.__new__(cls, severity)
        state._value_ = word
        return state

    OUVERT = 0, "ouvert"
    A_CONFIRMER = 1, "a_confirmer"
    FERME = 2, "ferme"


NOT_ASKED = -1
"""Among the states of many cases, those that are not asked this question."""

ReadingName = Literal["prudent", "confirmed"]
"""What is counted on: only what is proved, or what is to be confirmed too."""
READINGS: tuple[ReadingName, ...] = ("prudent", "confirmed")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one condition says of one case."""

    key: str
    state: Any
    reference: str
    values: dict[str, tuple[Any, str]] = field(default_factory=dict)

    def words(self, part: str) -> str:
        """One of its sentences (`regle`, a state, `bascule`) with the numbers of the case."""
        shown = {
            name: formats.percent(value) if unit == "ratio" else formats.with_unit(value, unit)
            for name, (value, unit) in self.values.items()
        }
        return say(f"conditions.{self.key}.{part}", **shown)


def worst(states: Iterable[Any]) -> Any:
    """The most severe of some states, case by case."""
    found = list(states)
    if all(isinstance(state, State) for state in found):
        return max(found)
    return reduce(np.maximum, found)


def overall(findings: Iterable[Finding]) -> Any:
    """Closed if one is closed, open if all are open, to be confirmed otherwise."""
    return worst([State.OUVERT, *(finding.state for finding in findings)])


def whichever(fact: Any, then: Any, other: Any) -> Any:
    """One of two answers (states, names of routes) by a fact, case by case."""
    if isinstance(fact, np.ndarray):
        return np.where(fact, then, other)
    return then if fact else other


def decide(fact: Any) -> Any:
    """A fact opens or closes; one that nobody knows yet (None) is to be confirmed."""
    if fact is None:
        return State.A_CONFIRMER
    return whichever(fact, State.OUVERT, State.FERME)


def proved(fact: Any) -> Any:
    """A fact opens; without it, or when nobody knows it, the question is to be confirmed."""
    if fact is None:
        return State.A_CONFIRMER
    return whichever(fact, State.OUVERT, State.A_CONFIRMER)


def asked_where(fact: Any, findings: Sequence[Finding]) -> list[Finding]:
    """Conditions that are asked in some cases only."""
    if not isinstance(fact, np.ndarray):
        return list(findings) if fact else []
    return [replace(f, state=np.where(fact, f.state, NOT_ASKED)) for f in findings]


def answer(word: str) -> bool | None:
    """*oui*, *non* or *inconnu* as a fact."""
    return {"oui": True, "non": False}.get(word)
