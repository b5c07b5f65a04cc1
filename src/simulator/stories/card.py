"""A legal route as a card shows it."""

from typing import NamedTuple


class Card(NamedTuple):
    """A legal route: what it is called, whether it is open, what it gives and asks."""

    name: str
    article: str
    state: str
    word: str
    value: str
    value_label: str
    text: str
