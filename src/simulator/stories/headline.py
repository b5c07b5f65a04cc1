"""A figure of the first screen, with all that is said around it."""

from typing import NamedTuple


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
