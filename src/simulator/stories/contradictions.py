"""What sources disagree on: each value beside the others, the one used, and why."""

from datetime import date
from typing import NamedTuple

from simulator.law.facts import Fact
from simulator.law.sources import source_name
from simulator.network import history
from simulator.network.history import Use
from simulator.stories.evidence import confidence, value_words
from simulator.stories.table import Cell
from simulator.stories.time_findings import words
from simulator.text import formats, say
from simulator.text.registered import in_words


class Claim(NamedTuple):
    """What a source says: value, what it measures and when, who and how sure, what we do of it."""

    value: str
    what: str
    source: Cell
    confidence: str
    use: str
    is_used: bool


class Contradiction(NamedTuple):
    """Claims that disagree, and why one of them is used."""

    title: str
    claims: list[Claim]
    why: str


def title() -> tuple[str, str]:
    """How many there are, and what they are."""
    count = len(history.contradictions())
    return say("historique.contradictions", n=count), say("historique.contradictions_sous_titre")


def how_many_others(count: int) -> str:
    """The name of the fold that holds the others."""
    return say("historique.autres_contradictions", n=count)


def contradictions() -> list[Contradiction]:
    """Each disagreement in words."""
    return [
        Contradiction(
            say(f"historique.sujets.{one.subject}"),
            [_claim(fact, use) for fact, use in one.claims],
            say(f"historique.raisons.{one.subject}"),
        )
        for one in history.contradictions()
    ]


def _claim(fact: Fact, use: Use) -> Claim:
    return Claim(
        claimed(fact),
        f"{in_words(fact.quantity)}, {in_words(fact.period)}",
        (source_name(fact.source), fact.source),
        confidence(fact),
        say(f"historique.emplois.{use}"),
        use is Use.RETENU,
    )


def claimed(fact: Fact) -> str:
    """The value of a claim, with the bound that the register notes."""
    for view in (history.view(name) for name in (*history.ALIZE, *history.NATIONAL, "annee_type")):
        for sighting in view.sightings:
            if sighting.fact is fact and sighting.high is None:
                return words(sighting)
    if isinstance(fact.value, str):
        return formats.day(date.fromisoformat(fact.value)) if fact.unit == "date" else fact.value
    return value_words(fact)
