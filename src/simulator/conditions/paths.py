"""Eligibility first: for each operation a path of questions, its end, and what would change it.

A gift passes by one of two doors (general interest, approved body) and meets common conditions; a
loan opens no reduction, and its own conditions say whether it is lawful. What flips a verdict is
computed by asking the same questions again with other answers, never written by hand.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from simulator.conditions.finding import Finding, State
from simulator.law.book import Row

Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Condition:
    """One question of a path: what the law asks, the fact that decides, where it is written.

    `counts` is False for the door that is not the best of the two.
    """

    finding: Finding
    group: str
    fields: tuple[str, ...]
    row: Row
    counts: bool = True

    @property
    def key(self) -> str:
        """The key of its sentences, `conditions.<key>`."""
        return self.finding.key

    @property
    def state(self) -> State:
        """Open, closed, or waiting for a fact."""
        state: State = self.finding.state
        return state

    @property
    def reference(self) -> str:
        """The article."""
        return self.finding.reference

    @property
    def url(self) -> str:
        """Where the rule was read."""
        return self.row.url

    @property
    def since(self) -> date:
        """The day from which the rule holds."""
        return self.row.since

    @property
    def checked_on(self) -> date:
        """The day the rule was read."""
        return self.row.checked_on

    def words(self, part: str) -> str:
        """Its sentences: `regle`, `fait` (the fact that decides) or `bascule`."""
        return self.finding.words(self.state.value if part == "fait" else part)


@dataclass(frozen=True, slots=True)
class Path:
    """The questions of one operation, in order, and where they end."""

    operation: int
    voie: str
    state: State
    questions: tuple[Condition, ...]
    door: str  # "porte_interet_general" | "porte_agrement" | "" for a loan

    @property
    def opens_reduction(self) -> bool:
        """Whether this way may open the reduction at all: a loan never does."""
        return self.voie == "don"

    @property
    def eligible(self) -> State:
        """Whether the reduction of CGI 238 bis is open."""
        return self.state if self.opens_reduction else State.FERME

    @property
    def reason(self) -> Condition | None:
        """The first question that makes the verdict, None when all are open."""
        if self.state is State.OUVERT:
            return None
        return next(q for q in self.questions if q.counts and q.state is self.state)


GENERAL, APPROVED, COMMON, LOAN = "porte_interet_general", "porte_agrement", "commun", "pret"
