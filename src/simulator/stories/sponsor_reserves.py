"""What a sponsor's case does not settle: reserves, the heaviest first; what was supposed."""

from simulator.figures.notes import notes_of
from simulator.figures.reserves import Reserve, reserves_of
from simulator.figures.sponsor_outcome import Outcome
from simulator.text import say
from simulator.text.registered import in_words

HEAVIEST = ("eligibilite_non_prouvee", "retour_circulaire", "revitalisation", "plafond_et_reports")
"""Reserves that change the answer come before those that always hold."""


def reserves(outcome: Outcome) -> list[tuple[str, str]]:
    """As (title, sentence), the one that weighs most first; the others bear their article."""
    return [(title, text) for title, text, _ in of_board(outcome)]


def of_board(outcome: Outcome) -> list[tuple[str, str, str]]:
    """The same with the key of each: a board asks who can say."""
    found = sorted(reserves_of(outcome), key=lambda reserve: _weight(reserve.key))
    first = [(r.words("titre"), r.words("texte"), r.key) for r in found[:1]]
    return first + [(r.words("titre"), _with_article(r), r.key) for r in found[1:]]


def _with_article(reserve: Reserve) -> str:
    text, reference = reserve.words("texte"), reserve.reference
    return f"{text} ({in_words(reference)})" if reference else text


def _weight(key: str) -> int:
    if key in HEAVIEST:
        return HEAVIEST.index(key)
    return len(HEAVIEST) + (key == "pas_un_conseil")


def supposed(outcome: Outcome) -> list[str]:
    """What was supposed, in words."""
    return [note.words() for note in notes_of(outcome)]


def how_many_others(others: int, notes: int) -> str:
    """How many reserves follow the first, and how many suppositions."""
    return say("mecene.autres_reserves", reserves=others, notes=notes)
