"""Which table a sheet is, and which of its columns is which: a guess that people correct."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple

from simulator.network.imports.cells import folded
from simulator.network.imports.column_types import Choice
from simulator.network.imports.tables import TABLES, columns
from simulator.text import LANGUAGES, catalogue

_CLOSE = 0.84  # ratio of difflib: « dispositf » is « dispositif »
_NAMED = 3  # what the name of a sheet weighs beside one recognised column


def guess_table(name: str, headers: Sequence[str]) -> str | None:
    """The table that a sheet most looks like; None when no column of any is recognised."""
    scores = {table: _score(name, table, headers) for table in TABLES}
    best = max(scores, key=lambda table: scores[table])
    return best if scores[best] > 0 else None


class Recognised(NamedTuple):
    """How much of a row are headers of one table: all the compulsory ones, how many in all."""

    complete: bool
    known: int


def recognised(headers: tuple[str, ...]) -> Recognised:
    """What a row has of the headers of the table that it most looks like."""
    return max(_recognised(table, headers) for table in TABLES)


def _recognised(table: str, headers: tuple[str, ...]) -> Recognised:
    found = guess_columns(table, headers)
    needed = (name for name, field in columns(table).items() if field.is_required())
    return Recognised(all(name in found for name in needed), len(found))


def _score(name: str, table: str, headers: Sequence[str]) -> float:
    """Recognised columns, less the compulsory ones that are missing, more when named so."""
    found = guess_columns(table, headers)
    if not found:
        return 0
    missing = sum(field.is_required() and c not in found for c, field in columns(table).items())
    words = f" {folded(name)} "
    named = any(f" {word} " in words for word in _words_of(f"tables.{table}", f"tables_{table}"))
    return len(found) - missing - 0.1 * len(headers) + (_NAMED if named else 0) + 0.01


def guess_columns(table: str, headers: Sequence[str]) -> Mapping[str, int]:
    """The place of each recognised column among the headers; each header serves once."""
    plain = [folded(header) for header in headers]
    free = {place for place, words in enumerate(plain) if words}
    found: dict[str, int] = {}
    for alike in (_same, _close):
        for column in columns(table):
            if column in found:
                continue
            words = words_of_column(table, column)
            place = next((p for p in sorted(free) if alike(plain[p], words)), None)
            if place is not None:
                found[column] = place
                free.discard(place)
    return found


def _same(header: str, words: Iterable[str]) -> bool:
    return header in words


def _close(header: str, words: Iterable[str]) -> bool:
    return any(_may_be_close(header, word) and _alike(header, word) for word in words)


def _may_be_close(header: str, word: str) -> bool:
    """The ratio cannot be higher than what the lengths allow."""
    shorter, longer = sorted((len(header), len(word)))
    return 2 * shorter >= _CLOSE * (shorter + longer)


@lru_cache(maxsize=1 << 14)
def _alike(header: str, word: str) -> bool:
    """Whether two words nearly agree. Files bear the same headers again and again: remembered."""
    matcher = SequenceMatcher(None, header, word)
    return matcher.quick_ratio() >= _CLOSE and matcher.ratio() >= _CLOSE


@cache
def words_of_column(table: str, column: str) -> tuple[str, ...]:
    """What a column may be called, folded, in every language."""
    return (
        folded(column),
        *_words_of(f"champs.{column}", column, f"{table}_{column}"),
    )


@cache
def words_of_choice(choice: Choice) -> Mapping[str, str]:
    """The key that each folded word means."""
    return {
        word: key
        for key in choice.keys
        for word in (folded(key), *_words_of(f"choix.{choice.name}.{key}", f"{choice.name}_{key}"))
    }


@cache
def _words_of(label: str, *synonyms: str) -> tuple[str, ...]:
    """A label and its synonyms (comma between them) in every language, folded, once each."""
    found: dict[str, None] = {}
    for language in LANGUAGES:
        texts = catalogue(language)
        written = [texts.get(f"donnees.{label}", "")]
        for name in synonyms:
            written += texts.get(f"donnees.synonymes.{name}", "").split(",")
        found |= dict.fromkeys(word for text in written if (word := folded(text)))
    return tuple(found)
