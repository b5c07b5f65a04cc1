"""What a cell of a user's file may hold, and what it means: text, number, date, list of codes.

A file shows cells as text (CSV) or as typed values (XLSX). Each function below takes a cell as it
comes and returns a plain value, or raises `refused`: a key of `donnees.refus`, with what the
sentence needs. Decisions:

- Numbers and days are those of `text.typed` and `text.typed_days`, wherever they stand: a text of a
  workbook that is one day is that day, one that may be two is refused with both.
- A date where a code or a text should be was made by the spreadsheet: refused, since what it was
  can only be guessed.
- A text spoilt by a wrong encoding is refused with what it probably was, never stored.
- A text that a spreadsheet would run (it begins with = + - @) is exported behind an apostrophe,
  which reading takes off again: see `base.csvs`.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from math import isfinite
from typing import Any

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from simulator.base.csvs import unprotected
from simulator.base.decoding import spoilt
from simulator.errors import PasserelleError
from simulator.network import geo
from simulator.network.imports.places import codes_of
from simulator.text import formats
from simulator.text.typed import Unread, read_number
from simulator.text.typed_days import folded as folded_day
from simulator.text.typed_days import months, read_day, remade_by_a_spreadsheet

DECIMALS = 4  # kept of a number: days and euros need two; more would not survive a workbook
LIST_SEPARATOR = " ; "
_REMEMBERED = 4_096  # days and words that come again and again

# Nothing to tidy, nothing spoilt: no letter that a wrong encoding begins with.
_PLAIN = re.compile(r"[A-Za-z0-9](?: ?[A-Za-z0-9ÀÁÄÆ-ÖØ-áä-öø-ÿŒœ’.,;:/()-])*")
_SPACES = re.compile(r"\s+")
_ESCAPED_CHARACTER = re.compile(r"_x[0-9A-Fa-f]{4}_")  # how a workbook writes a control character


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that computes: refused, since what it shows depends on who opens it."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that a spreadsheet could not compute, `#REF!`."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Merged:
    """A cell that a merged one covers, and whose value nobody can tell."""

    def __str__(self) -> str:
        return ""


def unread(fault: Unread) -> PydanticCustomError:
    """The refusal of a text that is no number or no day."""
    return refused("illisible", detail=str(fault))


def refused(key: str, **values: Any) -> PydanticCustomError:
    """A refusal: a key of `donnees.refus` and the values of its sentence."""
    return PydanticCustomError(key, key, values)


def tidy(text: str) -> str:
    """A text on one line: composed accents, each run of spaces as one."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text)).strip()


def _sane(cell: Any) -> Any:
    if isinstance(cell, Formula) or (type(cell) is str and cell.startswith("=")):
        raise refused("formule")
    if isinstance(cell, Broken):
        raise refused("erreur_tableur")
    if isinstance(cell, Merged):
        raise refused("cellule_fusionnee")
    return cell


def text(cell: Any) -> str:
    """A text; a whole number of a workbook is read as its digits (a code such as 36)."""
    if type(cell) is str and _PLAIN.fullmatch(cell):
        return cell
    cell = _sane(cell)
    if type(cell) is str:
        words = tidy(unprotected(cell))
        if mended := spoilt(cell):
            raise refused("accents", probable=mended)
        if not words.isprintable() or _ESCAPED_CHARACTER.search(words):
            raise refused("caracteres")
        return words
    if type(cell) is int or (type(cell) is float and cell.is_integer()):
        return str(int(cell))
    if isinstance(cell, date):
        raise refused("code_devenu_date", jour=formats.day(cell), **_before_the_date(cell))
    raise refused("texte_attendu")


def _before_the_date(cell: date) -> dict[str, str]:
    """What was probably typed where a spreadsheet shows a date."""
    return {"un": f"{cell.day}-{cell.month}", "autre": f"{cell.day:02}/{cell.month:02}"}


def _number(cell: Any, info: ValidationInfo, unit: str) -> float:
    cell = _sane(cell)
    if type(cell) is str:
        commas = bool(info.context and info.context.get("virgules"))
        try:
            value = float(read_number(cell, unit, commas=commas))
        except Unread as fault:
            raise unread(fault) from None
    elif type(cell) in (int, float):
        value = float(cell)
    else:
        raise refused("nombre_attendu")
    if not isfinite(value):
        raise refused("nombre_attendu")
    return round(value, DECIMALS) + 0.0  # no negative zero


def number(cell: Any, info: ValidationInfo) -> float:
    """A finite number without a unit, kept to four decimals."""
    return _number(cell, info, "")


def euros(cell: Any, info: ValidationInfo) -> float:
    """An amount, with or without its sign."""
    return _number(cell, info, "€")


def days(cell: Any, info: ValidationInfo) -> float:
    """A number of days, with or without the word."""
    return _number(cell, info, "jours")


def whole(cell: Any, info: ValidationInfo) -> int:
    """A whole number."""
    value = number(cell, info)
    if not value.is_integer():
        raise refused("entier_attendu")
    return int(value)


def day(cell: Any) -> date:
    """A day: a date cell of a workbook, whose hour is left out, or a text that is one day."""
    cell = _sane(cell)
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if type(cell) in (int, float) and float(cell).is_integer():
        cell = str(int(cell))
    if type(cell) is not str:
        raise refused("date_attendue")
    try:
        return read_day(cell)
    except Unread as fault:
        raise unread(fault) from None


def code(cell: Any) -> str:
    """A code: a text that no spreadsheet turned into a date."""
    words = text(cell)
    if remade_by_a_spreadsheet(words):
        raise refused("code_devenu_date", jour=words, **_before_the_word(words))
    return words


def _before_the_word(words: str) -> dict[str, str]:
    """What was probably typed where a spreadsheet wrote `12-févr` or `mars-19`."""
    parts = [str(months().get(part, part)) for part in folded_day(words).split()]
    return {"un": "-".join(parts), "autre": "/".join(parts)}


def _codes(cell: Any, level: geo.Level) -> str:
    """Codes of the map, one form whatever was written: `54 ; 55`."""
    if type(cell) is float and not cell.is_integer():
        raise refused("liste_en_nombre")
    # line ends separate places, which `text` would make spaces
    words = "\n".join(text(line) for line in cell.splitlines()) if type(cell) is str else text(cell)
    try:
        return LIST_SEPARATOR.join(codes_of(words, level))
    except PasserelleError as fault:
        raise refused("lieu", detail=str(fault)) from None


def departments(cell: Any) -> str:
    """Departments by code or name, several separated by a semicolon, a comma or a bar."""
    return _codes(cell, "departements")


def intercommunalites(cell: Any) -> str:
    """EPCI by SIREN or name, several separated by a semicolon, a comma or a bar."""
    return _codes(cell, "epci")


@lru_cache(maxsize=_REMEMBERED)
def folded(words: str) -> str:
    """Words without accents, case and punctuation: `Date d’agrément` is `date d agrement`."""
    plain = unicodedata.normalize("NFKD", words.replace("œ", "oe").replace("’", " "))
    kept = (c for c in plain.lower() if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", "".join(kept)))
