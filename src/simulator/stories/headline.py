"""Figures that a page starts with, with all that is said around them."""

from typing import NamedTuple

from simulator.text import say


class KeyFigure(NamedTuple):
    """A figure with its name above it, its condition below it, the party it concerns."""

    label: str
    value: str
    condition: str = ""
    party: str | None = None


class Headline(NamedTuple):
    """Label, value, condition under it, party it concerns; `short` names it on a narrow screen.

    `key` is the one that an explanation is asked by; `phrase` says what the figure is.
    """

    key: str
    label: str
    value: str
    condition: str
    party: str | None
    short: str
    phrase: str

    @property
    def name(self) -> str:
        """The key without its year."""
        return self.key.partition(".")[0]

    @property
    def question(self) -> str:
        """How the figure is computed, as a reader asks it."""
        return say("explication.bouton", figure=self.label)
