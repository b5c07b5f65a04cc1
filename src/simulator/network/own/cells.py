"""What a cell of a user's file may hold, and what it means: text, number, date, list of codes.

A file shows cells as text (CSV) or as typed values (XLSX). Each function below takes a cell as it
comes and returns a plain value, or raises `refused`: a key of `donnees.refus`, with what the
sentence needs. Decisions:

- A CSV holds only text: `2015-03-12` and `12/03/2015` are dates there. In a workbook a date that
  is text is refused, since nobody knows what it was before it became text.
- `1 234,5` and `1234.5` are numbers. `1.234` is refused: a thousand or a little more than one?
  So is `1,234` in a file that separates its columns by commas.
- A text that a spreadsheet would run (it begins with = + - @) is exported behind an apostrophe,
  which reading takes off again: see `protected` and `unprotected`.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from math import isfinite
from typing import Any

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from simulator import geo
from simulator.errors import GeoError

DECIMALS = 4  # kept of a number: days and euros need two; more would not survive a workbook
LIST_SEPARATOR = " ; "
_REMEMBERED = 4_096  # days and words that come again and again

_RUNS = r"[=+\-@\t\r]"
_TO_PROTECT = re.compile(f"'*{_RUNS}")
_PROTECTED = re.compile(f"'+{_RUNS}")
_PLAIN = re.compile(r"[A-Za-z0-9](?: ?[A-Za-z0-9À-ÖØ-öø-ÿŒœ’.,;:/()-])*")  # nothing to tidy
_SPACES = re.compile(r"\s+")
_THIN = {ord(space): None for space in " \u00a0\u202f\u2009€"}
_THOUSANDS_DOT = re.compile(r"-?\d{1,3}(\.\d{3})+")
_THOUSANDS_COMMA = re.compile(r"-?\d{1,3}(,\d{3})+")
_NUMBER = re.compile(r"-?\d{1,18}([.,]\d+)?", re.ASCII)
_FRENCH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
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


def refused(key: str, **values: Any) -> PydanticCustomError:
    """A refusal: a key of `donnees.refus` and the values of its sentence."""
    return PydanticCustomError(key, key, values)


def protected(text: str) -> str:
    """A text that no spreadsheet runs: `=1+1` becomes `'=1+1`, and `'=1+1` `''=1+1`."""
    return "'" + text if _TO_PROTECT.match(text) else text


def unprotected(text: str) -> str:
    """The text that `protected` wrote: exactly one apostrophe less."""
    return text[1:] if _PROTECTED.match(text) else text


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
    return cell


def text(cell: Any) -> str:
    """A text; a whole number of a workbook is read as its digits (a code such as 36)."""
    if type(cell) is str and _PLAIN.fullmatch(cell):
        return cell
    cell = _sane(cell)
    if type(cell) is str:
        words = tidy(unprotected(cell))
        if not words.isprintable() or _ESCAPED_CHARACTER.search(words):
            raise refused("caracteres")
        return words
    if type(cell) is int or (type(cell) is float and cell.is_integer()):
        return str(int(cell))
    raise refused("texte_attendu")


def _from_text(words: str, info: ValidationInfo) -> float:
    """A number written by a person."""
    written = words.translate(_THIN).replace("\u2212", "-")
    commas = bool(info.context and info.context.get("virgules"))
    if _THOUSANDS_DOT.fullmatch(written) or (commas and _THOUSANDS_COMMA.fullmatch(written)):
        raise refused("ambigu")
    if not _NUMBER.fullmatch(written):
        raise refused("nombre_attendu")
    return float(written.replace(",", "."))


def number(cell: Any, info: ValidationInfo) -> float:
    """A finite number, kept to four decimals."""
    cell = _sane(cell)
    if type(cell) is str:
        value = _from_text(cell.strip(), info)
    elif type(cell) in (int, float):
        value = float(cell)
    else:
        raise refused("nombre_attendu")
    if not isfinite(value):
        raise refused("nombre_attendu")
    return round(value, DECIMALS) + 0.0  # no negative zero


def whole(cell: Any, info: ValidationInfo) -> int:
    """A whole number."""
    value = number(cell, info)
    if not value.is_integer():
        raise refused("entier_attendu")
    return int(value)


def day(cell: Any, info: ValidationInfo) -> date:
    """A day: a date cell of a workbook, ISO or JJ/MM/AAAA text of a CSV."""
    cell = _sane(cell)
    if isinstance(cell, datetime):
        if cell.time() != time(0):
            raise refused("date_avec_heure")
        return cell.date()
    if isinstance(cell, date):
        return cell
    if type(cell) is not str:
        raise refused("date_attendue")
    if not (info.context and info.context.get("csv")):
        raise refused("date_en_texte")
    return _written_day(cell.strip())


@lru_cache(maxsize=_REMEMBERED)
def _written_day(words: str) -> date:
    iso, french = _ISO_DAY.fullmatch(words), _FRENCH_DAY.fullmatch(words)
    if iso:
        parts = [int(part) for part in iso.groups()]
    elif french:
        parts = [int(part) for part in reversed(french.groups())]
    else:
        raise refused("date_illisible")
    try:
        return date(*parts)
    except ValueError:
        raise refused("date_impossible") from None


def _codes(cell: Any, level: geo.Level) -> str:
    """Codes of the map, one form whatever was written: `54 ; 55`."""
    if type(cell) is float and not cell.is_integer():
        raise refused("liste_en_nombre")
    words = text(cell)
    written = [part for part in re.split(r"\s*[;,/|]\s*", words) if part]
    try:
        found = [geo.find(part, level).code for part in written]
    except GeoError as fault:
        raise refused("lieu", detail=str(fault)) from None
    return LIST_SEPARATOR.join(dict.fromkeys(found))


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
