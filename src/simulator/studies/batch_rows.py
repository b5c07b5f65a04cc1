"""The rows of a batch, as people hand them: what both batches read the same way.

A title above the headers, a trailing separator, blank rows, `Chiffre d’affaires` for
`chiffre_affaires`, `Oui` for `oui` are read; a row of totals, a cell beyond the headers are refused
with their line, since they would be a case or a figure that nobody meant.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from simulator.base import limits
from simulator.base.csvs import Unreadable, lines_in
from simulator.errors import InputError
from simulator.text import LANGUAGES, catalogue, has, say
from simulator.text.typed import Unread, read_number
from simulator.text.typed_days import folded, read_day

_HEADERS_WITHIN = 10
"""Rows that are not blank among which the headers are sought."""
_TOTAL = re.compile(
    r"(sous |grand |sub ?)?tota(l|ux)( (general\w*|cumule|des|du|de|par|ht|ttc|\d{4})\b.*)?"
    "|somme|sum"
)
_YES = {"oui": ("o", "yes", "y", "vrai", "true"), "non": ("n", "no", "faux", "false")}


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its line in the file, its cells by column, and why it cannot be one, if so."""

    line: int
    cells: Mapping[str, str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Every row of a batch, counted; `commas` when commas separate its columns."""

    rows: tuple[Row, ...]
    commas: bool


def rows_in(text: str, known: Sequence[str], wanted: str) -> Rows:
    """The rows of a CSV text whose columns are `known`, one of them compulsory.

    Raises InputError for the whole file: headers missing or twice, unknown, too many rows, a line
    without end. All rows are counted before any is given: nothing runs of a file that is too long.
    """
    separator, filled = lines_in(text)
    try:
        names, held = _headers(filled, known, wanted)
        rows: list[Row] = []
        for number, cells in (*held, *filled):
            if len(rows) >= limits.BATCH_ROWS:
                raise InputError([("", say("erreurs.batch_trop_long", limite=limits.BATCH_ROWS))])
            rows.append(_row(number, cells, names))
    except Unreadable as fault:
        raise InputError([("", say("erreurs.batch_illisible", ligne=fault.line))]) from None
    return Rows(tuple(rows), separator == ",")


Line = tuple[int, list[str]]


def _headers(
    lines: Iterator[Line], known: Sequence[str], wanted: str
) -> tuple[list[str], list[Line]]:
    """The names of the columns, and the rows read beyond them while looking for the headers."""
    seen: list[Line] = []
    for line in lines:
        seen.append(line)
        names = [column_of(cell, known) for cell in line[1]]
        if wanted in names:
            return _checked(names, known), []
        if len(seen) == _HEADERS_WITHIN:
            break
    if seen:
        _checked([column_of(cell, known) for cell in seen[0][1]], known)
    raise InputError([(wanted, say(f"erreurs.batch_sans_{wanted}"))])


def _checked(names: list[str], known: Sequence[str]) -> list[str]:
    """No column twice, none unknown; those without a name stay, to be empty."""
    named = [name for name in names if name]
    if twice := next((name for name in named if named.count(name) > 1), None):
        raise InputError([(twice, say("erreurs.cle_double", cle=twice))])
    if strange := next((name for name in named if name not in known), None):
        raise InputError([(strange, say("erreurs.colonne_inconnue", colonne=strange))])
    return names


def column_of(header: str, known: Sequence[str]) -> str:
    """The column that a header names, whatever its case, accents and language; else its words."""
    words = header.strip()
    if words in known:
        return words
    plain = _plain(words)
    return next((name for name in known if plain in _names_of(name)), words)


@cache
def _names_of(name: str) -> frozenset[str]:
    """A column, and what its question is called in each language, folded."""
    labels = (catalogue(language).get(f"champs.{name}.label", "") for language in LANGUAGES)
    return frozenset({_plain(name), *(_plain(label) for label in labels)} - {""})


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[_’'?]", " ", folded(words)).split())


def _row(line: int, cells: list[str], names: list[str]) -> Row:
    named = {name: cell for name, cell in zip(names, cells, strict=False) if name}
    beyond = [
        cell.strip()
        for place, cell in enumerate(cells)
        if cell.strip() and (place >= len(names) or not names[place])
    ]
    if beyond:
        return Row(line, named, say("erreurs.cellule_sans_en_tete", valeur=beyond[0][:40]))
    if total := next((cell.strip() for cell in cells if _is_total(cell)), None):
        return Row(line, named, say("erreurs.ligne_de_total", valeur=total))
    return Row(line, named)


def _is_total(cell: str) -> bool:
    return _TOTAL.fullmatch(folded(cell)) is not None


def number_in(name: str, text: str, unit: str, commas: bool) -> float:
    """The number of a cell; raises InputError with its column."""
    try:
        return read_number(text, unit, commas=commas)
    except Unread as fault:
        raise unread(name, fault) from None


def day_in(name: str, text: str) -> str:
    """The day of a cell, AAAA-MM-JJ; raises InputError with its column."""
    try:
        return read_day(text).isoformat()
    except Unread as fault:
        raise unread(name, fault) from None


def unread(name: str, fault: Unread) -> InputError:
    """A cell that cannot be read, with the words of its question."""
    key = f"champs.{name}.label"
    label = say(key) if has(key) else name
    told = say("saisie.champ", champ=label, phrase=str(fault))
    return InputError([(name, told)])


def word_in(text: str, words: Sequence[Any]) -> str:
    """The choice that a cell names whatever its case and accents; else what it says."""
    plain = folded(text).replace(" ", "_")
    for word in words:
        if plain in {folded(str(word)).replace(" ", "_"), *_YES.get(str(word), ())}:
            return str(word)
    return text
