"""What a line of a page is made of, as escaped HTML: words, names of parties, squares, links."""

import re
from collections.abc import Collection, Sequence
from html import escape
from typing import Final

from simulator.stories.marks import Segment
from simulator.stories.references import Official
from simulator.stories.table import Cell
from simulator.text import FRENCH

Text = str | Sequence[Segment]

PARTIES: Final = ("mecene", "pme", "association", "fonds", "region", "etat", "ue", "neutre")
"""Keys of those who pay, in the order of stacking; *neutre* bears nothing (relais, consultants)."""

CLASSES: Final = tuple(f"classe-{n}" for n in range(1, 6))
FILLS: Final = (
    *PARTIES,
    *CLASSES,
    "accent",
    "inconnu",
    "hote",
    "mecene-clair",
    "hors-reseau",
    "regional",
)
"""What a swatch may show: a party, a class of the map, the accent, the hatch, what is outside."""

_LAST_WORD = re.compile(r"(?s)(.*[\s’'])(\S+)")


def swatch(fill: str) -> str:
    """Return a small square in the colour of a party, or in another of FILLS."""
    return f'<span class="p-swatch p-fill-{known(fill, FILLS)}" aria-hidden="true"></span>'


def cell_of(cell: Cell) -> str:
    """A cell of a table: text, an official name in its language, or a link to what it names."""
    if isinstance(cell, Official):
        return f'<span lang="{FRENCH}">{escape(cell)}</span>' if cell else ""
    if isinstance(cell, str):
        return escape(cell)
    words, address = cell
    lang = f' lang="{FRENCH}"' if isinstance(words, Official) else ""
    if not address.startswith(("https://", "http://")):
        return escape(words)
    return f'<a{lang} href="{escape(address)}" target="_blank" rel="noopener">{escape(words)}</a>'


def label_of(words: str, party: str | None) -> str:
    """The name of a figure; with a party, its last word is underlined."""
    if party is None:
        return escape(words)
    split = _LAST_WORD.fullmatch(words)
    before, word = split.groups() if split else ("", words)
    return inline([before, (word, party)])


def inline(text: Text) -> str:
    """A text, its parties underlined in their colours."""
    if isinstance(text, str):
        return escape(text)
    return "".join(
        escape(part)
        if isinstance(part, str)
        else f'<span class="p-party p-fill-{known(part[1], PARTIES)}">{escape(part[0])}</span>'
        for part in text
    )


def known(key: str, keys: Collection[str]) -> str:
    """The key itself; raises ValueError when it is none of those that the look knows."""
    if key not in keys:
        raise ValueError(f"unknown key {key!r}; expected one of {', '.join(keys)}")
    return key
