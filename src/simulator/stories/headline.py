"""Figures that a page starts with, with all that is said around them."""

from typing import NamedTuple


class KeyFigure(NamedTuple):
    """A figure with its name above it, its condition below it, the party it concerns."""

    label: str
    value: str
    condition: str = ""
    party: str | None = None


class Headline(NamedTuple):
    """Label, value, condition under it, party it concerns; `short` names it on a narrow screen.

    `key` is the one that its proof is asked by.
    """

    key: str
    label: str
    value: str
    condition: str
    party: str | None
    short: str
