"""Where the headers of a sheet stand: not always on its first line.

A title, a date, a blank line may come before; a header may take two lines, the second saying more
of the first. The first line is believed unless another, near the top, is plainly the headers of one
of our tables.
"""

from collections.abc import Sequence
from typing import Any

from simulator.base.decoding import spoilt
from simulator.network.imports.guessing import recognised
from simulator.network.imports.refusals import ImportRefused

_WITHIN = 12  # rows that are not blank among which they are sought
_PLAINLY = 3  # recognised columns that make headers even when a compulsory one is missing


def header_in(name: str, rows: Sequence[Sequence[Any]]) -> tuple[int, int, tuple[str, ...]]:
    """The rank of the headers among the first rows, how many rows they take, and their words."""
    place, height = 0, 1
    best = recognised(words_of(rows[0]))
    for rank in range(min(len(rows), _WITHIN)):
        for tall in (1, 2):
            if rank + tall > len(rows) or (rank, tall) == (0, 1):
                continue
            found = recognised(_together(rows[rank : rank + tall]))
            is_plain = found.complete or found.known >= _PLAINLY
            if is_plain and found > best:
                place, height, best = rank, tall, found
    entetes = _together(rows[place : place + height])
    if wrong := next((word for word in entetes if spoilt(word)), None):
        raise ImportRefused("accents", fichier=name, valeur=wrong, probable=spoilt(wrong))
    return place, height, entetes


def words_of(cells: Sequence[Any]) -> tuple[str, ...]:
    """Cells as headers: on one line, nothing for a blank."""
    return tuple("" if cell is None else " ".join(str(cell).split()) for cell in cells)


def _together(rows: Sequence[Sequence[Any]]) -> tuple[str, ...]:
    """Several rows as one: the words of each column, one above the other."""
    width = max(len(row) for row in rows)
    wide = [(*words_of(row), *[""] * (width - len(row))) for row in rows]
    found = [" ".join(word for word in column if word) for column in zip(*wide, strict=True)]
    while found and not found[-1]:
        found.pop()
    return tuple(found)
