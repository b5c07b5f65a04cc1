"""How well words that somebody types fit some others: accents, case and one letter are forgiven."""

import re
from collections.abc import Collection, Sequence

from simulator.text.formats import plain

FORGIVEN = 4
"""Letters from which a word may have one letter wrong, missing, added, or two swapped."""
EXACT, START, INSIDE, NEAR = 8, 4, 2, 1
"""What a word is worth when it is the one typed, begins with it, holds it, or nearly is it."""


def words_of(text: str, empty: Collection[str] = ()) -> tuple[str, ...]:
    """The words of a text without accents or case; the empty ones only when alone."""
    found = re.findall(r"[^\W_]+", plain(text.replace("œ", "oe").replace("æ", "ae")))
    return tuple(word for word in found if word not in empty) or tuple(found)


def one_apart(one: str, other: str) -> bool:
    """Whether one letter changed, added, removed, or two neighbours swapped, make one the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    first = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if first is None:
        return True
    a, b = one[first:], other[first:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _worth(typed: str, word: str) -> int:
    if word == typed:
        return EXACT
    if word.startswith(typed):
        return START
    if len(typed) >= FORGIVEN and typed in word:
        return INSIDE
    return NEAR if len(typed) >= FORGIVEN and _nearly(typed, word) else 0


def _nearly(typed: str, word: str) -> bool:
    """One letter apart from the word, or from its beginning when it is not finished."""
    starts = {word, *(word[: len(typed) + more] for more in (-1, 0, 1))}
    return typed.isalpha() and any(one_apart(typed, start) for start in starts)


def likeness(typed: Sequence[str], name: Sequence[str], more: Sequence[str]) -> int:
    """How well typed words fit a name and what is said of it; 0 when one of them fits nothing.

    A word in the name is worth ten times the same one elsewhere.
    """
    total = 0
    for word in typed:
        best = max((_worth(word, one) for one in name), default=0)
        aside = max((_worth(word, one) for one in more), default=0)
        if not best and not aside:
            return 0
        total += max(10 * best, aside)
    return total
