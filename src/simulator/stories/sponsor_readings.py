"""Which reading counts: only what is proved, or what the missing proofs would change too."""

from simulator.conditions.finding import READINGS
from simulator.figures.sponsor_reading import Reading
from simulator.schemes.sponsorship.answered import Answered
from simulator.text import say

CENT = 0.005
"""Euros under which nothing is said."""


def differs(outcome: Answered) -> bool:
    """Whether proofs that are still missing would change the figures."""
    prudent, confirmed = (Reading(outcome, name).cout_net for name in READINGS)
    return abs(prudent - confirmed) > CENT


def reading_name(name: str) -> str:
    """What a reading is called."""
    return say(f"mecene_lectures.{name}")


def followed(name: str) -> str:
    """Which reading a block follows, when both exist."""
    return say("mecene.lecture_suivie", lecture=reading_name(name))


def titled(title: str, reading: Reading) -> str:
    """A finding under its reading when both exist: an image leaves the page without its choice."""
    if not differs(reading.outcome):
        return title
    return say(f"mecene.titre_{reading.name}", titre=f"{title[:1].lower()}{title[1:]}")


def subtitled(text: str, reading: Reading) -> str:
    """What a chart shows, and under which reading when both exist."""
    if not differs(reading.outcome):
        return text
    return say(
        "mecene.sous_lecture",
        texte=text.rstrip("."),
        lecture=reading_name(reading.name),
    )
