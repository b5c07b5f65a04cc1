"""What sources disagree on: each value beside the others, the one used, and why."""

from datetime import date
from typing import NamedTuple

from simulator.law.facts import Fact
from simulator.law.sources import source_name
from simulator.network import history
from simulator.network.history import Use
from simulator.stories.evidence import confidence, value_words
from simulator.stories.numbering import AXIS, numbered
from simulator.stories.table import Cell
from simulator.stories.time_findings import words
from simulator.text import formats, say
from simulator.text.registered import in_words


class Claim(NamedTuple):
    """What a source says: value, what it measures and when, who and how sure, what we do of it.

    A rival gives another value; the others say on what one was counted, or agree.
    """

    value: str
    what: str
    source: Cell
    confidence: str
    use: str
    is_used: bool
    is_rival: bool


class Contradiction(NamedTuple):
    """Claims that disagree, and why one of them is used."""

    title: str
    claims: list[Claim]
    why: str
    number: int
    place: str

    @property
    def values(self) -> str:
        """The values that disagree, in a few words."""
        told = dict.fromkeys(one.value for one in self.claims if one.is_rival)
        return f" {say('mots.ou')} ".join(told)


def shown() -> list[Contradiction]:
    """Those that have a place in the picture of twenty years."""
    return [one for one in contradictions() if one.place]


def first() -> int:
    """The number of the one over the first year, which stands at the start of the axis."""
    return next(one.number for one in contradictions() if one.place == AXIS)


def answer() -> str:
    """How many there are, how many keep a value, how many are shown apart."""
    found = contradictions()
    kept = sum(any(claim.is_used for claim in one.claims) for one in found)
    return say(
        "contradictions.reponse",
        n=len(found),
        retenues=formats.number(kept),
        a_part=formats.number(len(found) - kept),
    )


def where() -> str:
    """Which numbers have a place in the picture of twenty years."""
    numbers = [one.number for one in shown()]
    return say("contradictions.picture", debut=numbers[0], fin=numbers[-1])


def rail_title() -> str:
    """How many of them the picture shows."""
    return say("vingt_ans.rail", n=len(shown()))


def how_many_others() -> str:
    """The way to those that the picture does not show."""
    return say("vingt_ans.autres", n=len(contradictions()) - len(shown()))


def contradictions() -> list[Contradiction]:
    """Each disagreement in words."""
    return [
        Contradiction(
            say(f"historique.sujets.{one.subject}"),
            [_claim(fact, use) for fact, use in one.claims],
            say(f"historique.raisons.{one.subject}"),
            number,
            place,
        )
        for number, one, place in numbered()
    ]


def _claim(fact: Fact, use: Use) -> Claim:
    return Claim(
        claimed(fact),
        f"{in_words(fact.quantity)}, {in_words(fact.period)}",
        (source_name(fact.source), fact.source),
        confidence(fact),
        say(f"historique.emplois.{use}"),
        use is Use.RETENU,
        use not in {Use.CONTEXTE, Use.CONCORDE},
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
