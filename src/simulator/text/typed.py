"""Numbers as people write them: one reader and one writer, for every door and both languages.

A form, a batch, an import, a goal, a reform, a filing all read through `read_number`. What reads
two ways is refused, and both readings are named: `50.000` is fifty or fifty thousand, and in
English, in a file whose columns are separated by commas or in euros (nobody writes thousandths of
them) so is `50,000`. A space, an apostrophe,
a dot or a comma groups digits only before exactly three of them. A sign must be that of the unit.
"""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from babel.numbers import get_decimal_symbol

from simulator.errors import PasserelleError
from simulator.text import locale, say

MINUS: Final = "\u2212\u2013\u2010\u2011\ufe63\uff0d"
INVISIBLE: Final = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
LONGEST = 60  # characters: no number that people write is longer
TOO_LARGE = 10**18
EXACT = 10**15  # whole numbers below it are whole in a float too
_GROUP: Final = "\u202f"

_SIGNS: Final[Mapping[str, tuple[str, ...]]] = {
    "€": ("€", "eur", "euro", "euros"),
    "%": ("%",),
    "‰": ("‰",),
    "jours": ("j", "jour", "jours", "day", "days"),
    "heures": ("h", "heure", "heures", "hour", "hours"),
    "mois": ("mois", "month", "months"),
    "ans": ("an", "ans", "year", "years"),
    "points de base": ("pb", "bp", "bps"),
}
_ACCEPTED: Final[Mapping[str, tuple[str, ...]]] = {
    "ratio": ("%", "‰"), "€/h": ("€/h", "€"), "€/an": ("€/an", "€"),
}  # fmt: skip
"""The signs that a unit admits, when they are not its own alone."""
_IN_CENTS: Final = {"€", "€/an"}
"""Units of which nobody writes three decimals: a comma before three digits may group them."""
_TIMES: Final[Mapping[str, int]] = {"k€": 10**3, "m€": 10**6, "md€": 10**9}
_LETTERS: Final[Mapping[str, int]] = {"k": 10**3, "m": 10**6, "md": 10**9}
_SIGN_OF: Final = {word: sign for sign, words in _SIGNS.items() for word in words}

_PLAIN = re.compile(r"-?\d{1,15}([.,]\d{1,2})?", re.ASCII)  # one reading, nothing to tidy
_PARTS = re.compile(r"(?P<before>€?)\s?(?P<digits>[\d., '’]*\d)\s?(?P<after>\D*)", re.ASCII)
_SCIENTIFIC = re.compile(r"[+-]?\d+([.,]\d+)?\s?[eE]\s?[+-]?\d+", re.ASCII)
_BETWEEN_BRACKETS = re.compile(r"\((.+)\)")
_GROUPED = "[1-9]\\d{{0,2}}(?:{0}\\d{{3}})+"
_DECIMALS = re.compile(r"(\d+)[.,](\d+)", re.ASCII)
_BY_SPACES = re.compile(rf"({_GROUPED.format('[ ’]')})(?:[.,](\d+))?", re.ASCII)
_BY_DOTS = re.compile(rf"({_GROUPED.format('[.]')})(?:,(\d+))?", re.ASCII)
_BY_COMMAS = re.compile(rf"({_GROUPED.format(',')})(?:[.](\d+))?", re.ASCII)


class Unread(PasserelleError):
    """A text that is no number or no day, or that reads two ways. Its sentence is in `saisie`."""

    def __str__(self) -> str:
        return say(f"saisie.{self.key}", **self.values)


def spaced(text: str) -> str:
    """A text whose every kind of space is the plain one, without invisible characters around."""
    if text.isascii():
        return text.strip()
    return "".join(
        " " if unicodedata.category(c) == "Zs" else c for c in text.strip(INVISIBLE)
    ).strip(INVISIBLE + " \t\r\n")


def read_number(
    text: str, unit: str = "", *, commas: bool = False, percents: bool = False
) -> float:
    """The number that a text writes, in its unit; whole ones come out as `int`.

    `unit` is that of the field: `€`, `ratio`, `jours`… A share is a ratio, with its sign or, where
    the field is `percents`, without it. `commas` says that a comma may group thousands, as it may
    in English. Raises Unread, whose sentence names both readings when there are two.
    """
    either = commas or unit in _IN_CENTS or mark() != ","
    return _number(text, unit, either, percents)


@lru_cache(maxsize=1 << 14)
def _number(text: str, unit: str, commas: bool, percents: bool) -> float:
    if _PLAIN.fullmatch(text):
        return _in_unit(Decimal(text.replace(",", ".")), "", unit, percents)
    said = _shown(text)
    negative, bare = _sign_of(_tidy(text), said)
    found = _PARTS.fullmatch(bare)
    if not found or (found["before"] and found["after"]):
        raise Unread("pas_un_nombre", valeur=said)
    sign, times = _unit_of(found["before"] or found["after"].strip(), unit, said)
    readings = _readings(found["digits"].replace("'", "’"), commas, said)
    values = [-value if negative else value for value in readings]
    if len(values) > 1:
        raise _two_ways(values, times, said)
    return _in_unit(values[0] * times, sign, unit, percents)


def _tidy(text: str) -> str:
    """One line, one kind of space and of minus."""
    bare = spaced(text)
    return bare.translate({ord(c): "-" for c in MINUS})


def _sign_of(bare: str, said: str) -> tuple[bool, str]:
    """Whether a minus stands before the number, and what follows it; what hides one is refused."""
    if not bare:
        raise Unread("vide")
    if len(bare) > LONGEST:
        raise Unread("demesure", valeur=said)
    if _SCIENTIFIC.fullmatch(bare):
        raise Unread("scientifique", valeur=said)
    if inside := _BETWEEN_BRACKETS.fullmatch(bare):
        if _PARTS.fullmatch(inside[1].strip()):
            raise Unread("parentheses", valeur=said, nombre=inside[1].strip())
        raise Unread("pas_un_nombre", valeur=said)
    if bare[0] in "+-":
        return bare[0] == "-", bare[1:].lstrip()
    return False, bare


def _unit_of(written: str, unit: str, said: str) -> tuple[str, int]:
    """The sign written beside a number, and what it multiplies by."""
    word = written.lower().replace(" ", "")
    if not word:
        return "", 1
    times = _TIMES.get(word, 1)
    sign = "€" if word in _TIMES else _SIGN_OF.get(word.removesuffix("."), "")
    sign = unit if unit and word == unit.lower() else sign
    if word in _LETTERS and unit not in {"mois"}:
        raise Unread("abrege", valeur=said)
    if not sign:
        raise Unread("pas_un_nombre", valeur=said)
    if sign not in _ACCEPTED.get(unit, (unit,)):
        raise Unread(
            "autre_unite" if unit else "sans_unite", valeur=said, signe=written,
            unite="%" if unit == "ratio" else unit,
        )  # fmt: skip
    return sign, times


def _in_unit(value: Decimal, sign: str, unit: str, percents: bool) -> float:
    """The value as the field holds it: a share as a ratio."""
    if unit == "ratio" and (sign or percents):
        value = value / (1000 if sign == "‰" else 100)
    if value == value.to_integral_value() and abs(value) < EXACT:
        return int(value)
    return float(value)


def _two_ways(values: list[Decimal], times: int, said: str) -> Unread:
    """Both readings, smallest first, and how to write each of them."""
    small, large = sorted(values, key=abs)
    ways = [typed_back(value * times) for value in (small, large)]
    return Unread(
        "deux_facons", valeur=said, petit=written(small * times), grand=written(large * times),
        un=ways[0], autre=ways[1],
    )  # fmt: skip


def _readings(digits: str, commas: bool, said: str) -> list[Decimal]:
    """Every number that these digits may be; refused when they are none, or too many."""
    found = [Decimal(digits)] if digits.isdigit() else []
    if parts := _DECIMALS.fullmatch(digits):
        found.append(Decimal(f"{parts[1]}.{parts[2]}"))
    for grouped in (_BY_SPACES, _BY_DOTS, _BY_COMMAS):
        if parts := grouped.fullmatch(digits):
            one_comma = grouped is _BY_COMMAS and digits.count(",") == 1 and not parts[2]
            if not one_comma or commas:
                whole = "".join(c for c in parts[1] if c.isdigit())
                found.append(Decimal(f"{whole}.{parts[2] or 0}"))
    if not found:
        raise Unread("espaces" if " " in digits else "pas_un_nombre", valeur=said)
    if max(found) >= TOO_LARGE:
        raise Unread("demesure", valeur=said)
    return found


def _shown(text: str) -> str:
    """What was typed, as a sentence quotes it."""
    bare = " ".join(text.split())
    return bare if len(bare) <= 40 else bare[:39] + "…"


def mark() -> str:
    """The decimal mark of the language."""
    return str(get_decimal_symbol(locale()))


def written(value: Decimal | float) -> str:
    """A number as a sentence names it: thousands apart, decimals after the mark of the language."""
    text = f"{_decimal(value):,f}"
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    shown = whole.replace(",", _GROUP).replace("-", "\u2212")
    return f"{shown}{mark()}{rest}" if rest else shown


def typed_back(value: Decimal | float, decimals: int | None = None) -> str:
    """A number as `read_number` reads it back: no group, and never three decimals.

    Three decimals after a dot would read as thousands: a zero is added.
    """
    exact = _decimal(value)
    if decimals is not None:
        exact = round(exact, decimals)
    whole, _, rest = f"{exact:f}".partition(".")
    rest = rest.rstrip("0")
    if len(rest) == 3 and len(whole.removeprefix("-")) <= 3:
        rest += "0"
    return f"{whole}{mark()}{rest}" if rest else whole


def _decimal(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(repr(value))
