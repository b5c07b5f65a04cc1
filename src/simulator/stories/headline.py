"""A figure of the first screen, with all that is said around it."""

from typing import NamedTuple

from simulator.text import say


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
