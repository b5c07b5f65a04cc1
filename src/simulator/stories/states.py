"""How a state of eligibility is told: a shape and a word, so that colour never stands alone."""

from typing import Final

from simulator.text import say

SHAPES: Final = {"ouvert": "✓", "a_confirmer": "▲", "ferme": "×"}


def told(state: str) -> str:
    """A state in a cell, by its key in `SHAPES`."""
    return f"{SHAPES[state]} {say(f'etats.{state}')}"
