"""Days as people write them: one reader for every door and both languages.

The day comes first in figures, `31/12/2024`, in English too (the fields say so): our files write it
so whoever opens them. ISO days and months in letters have one reading. What has two is refused:
years of two figures, a serial number of a spreadsheet, a month that would come first.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, lru_cache

from babel.dates import get_day_names, get_month_names

from simulator.text import LANGUAGES, formats, locale_of
from simulator.text.typed import Unread, spaced

LONGEST = 60
_EXTRA = {"janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "juill": 7, "aou": 8, "sept": 9}
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000  # 1927 to 2119
_TIME = re.compile(
    r"(?P<day>.*\d)(?:[T ]|, )(?P<hour>\d{1,2})[:hH](?P<rest>\d{2}(?::\d{2}(?:\.\d+)?)?)"
    r" ?(?P<zone>Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_FIGURES = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})", re.ASCII)
_SHORT = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{2})", re.ASCII)
_NO_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{4}|\d{4}", re.ASCII)
_LETTERS = re.compile(r"(?:([a-z]+) )?(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]+) (\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"(?:([a-z]+) )?([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
LIKE_A_CODE = re.compile(r"(\d{1,4})[- ]([a-z]+)|([a-z]+)[- ](\d{2,4})")


@lru_cache(maxsize=1 << 13)
def read_day(text: str) -> date:
    """The day that a text writes; raises Unread. An hour is left out, its day is not changed."""
    words = spaced(text)
    said = words if len(words) <= 40 else words[:39] + "…"
    if not words:
        raise Unread("vide")
    if len(words) > LONGEST:
        raise Unread("pas_un_jour", valeur=said)
    if found := _TIME.fullmatch(words):
        if found["zone"] and int(found["hour"]) + int(found["rest"][:2]) > 0:
            raise Unread("jour_fuseau", valeur=said)
        words = found["day"]
    if (parts := _in_figures(words)) or (parts := _in_letters(words, said)):
        return _existing(*parts, said=said)
    raise _why(words, said)


def _in_figures(words: str) -> tuple[int, int, int] | None:
    """Year, month, day of `2024-12-31`, `20241231`, `31/12/2024`."""
    if found := _ISO.fullmatch(words):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _COMPACT.fullmatch(words):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _FIGURES.fullmatch(words):
        return int(found[4]), int(found[3]), int(found[1])
    return None


def _in_letters(words: str, said: str) -> tuple[int, int, int] | None:
    """Year, month, day of `mardi 31 décembre 2024`, `31-déc-2024`, `December 31, 2024`."""
    plain = " ".join(word for word in folded(words).split() if word not in _joining())
    if found := _LETTERS.fullmatch(plain):
        weekday, number, month, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(plain):
        weekday, month, number, year = found.groups()
    else:
        return None
    if month not in months() or (weekday and weekday not in _weekdays()):
        return None
    if len(year) == 2:
        values = {"un": f"20{year}", "autre": f"19{year}"}
        raise Unread("jour_deux_chiffres", valeur=said, **values)
    parts = int(year), months()[month], int(number)
    if weekday and _existing(*parts, said=said).weekday() != _weekdays()[weekday]:
        raise Unread("jour_de_semaine", valeur=said)
    return parts


def _existing(year: int, month: int, number: int, *, said: str) -> date:
    """The day, when the calendar has it."""
    if month > 12 >= number and _FIGURES.match(said):
        raise Unread("jour_mois_devant", valeur=said, propose=f"{month:02}/{number:02}/{year}")
    try:
        return date(year, month, number)
    except ValueError:
        raise Unread("jour_inexistant", valeur=said) from None


def _why(words: str, said: str) -> Unread:
    """What is missing of a text that is not a day, or which two days it may be."""
    if found := _SHORT.fullmatch(words):
        one, two, three = (int(found[n]) for n in (1, 3, 4))
        days = [_maybe(2000 + three, two, one), _maybe(2000 + one, two, three)]
        days.append(_maybe(1900 + three, two, one))
        known = [formats.day(d) for d in dict.fromkeys(days) if d]
        if len(known) > 1:
            return Unread("jour_deux_facons", valeur=said, un=known[0], autre=known[1])
    if _NO_YEAR.fullmatch(words) or re.fullmatch(r"\d{1,2} [a-z]+|[a-z]+ \d{4}", folded(words)):
        return Unread("jour_incomplet", valeur=said)
    if _SERIAL.fullmatch(words) and _FIRST_SERIAL < int(words[:5]) < _LAST_SERIAL:
        since_1900, since_1904 = (
            formats.day(start + timedelta(days=int(words[:5])))
            for start in (date(1899, 12, 30), date(1904, 1, 1))
        )
        return Unread("jour_deux_facons", valeur=said, un=since_1900, autre=since_1904)
    return Unread("pas_un_jour", valeur=said)


def _maybe(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def folded(words: str) -> str:
    """Words without accents, case, dots, commas or hyphens between them."""
    plain = unicodedata.normalize("NFKD", words.lower())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[.,\-/]", " ", kept).split())


@cache
def months() -> Mapping[str, int]:
    """The number of each month, by its names and abbreviations in both languages."""
    found = dict(_EXTRA)
    for locale in LANGUAGES:
        for width in ("wide", "abbreviated"):
            names = get_month_names(width, "format", locale)
            found |= {folded(name): number for number, name in names.items()}
    return found


@cache
def _joining() -> frozenset[str]:
    """The words between the parts of a day, in the languages that have some: `22 de noviembre`."""
    patterns = (locale_of(language).date_formats["long"].pattern for language in LANGUAGES)
    return frozenset(word for pattern in patterns for word in re.findall(r"'(\w+)'", pattern))


@cache
def _weekdays() -> Mapping[str, int]:
    """The number of each day of the week, Monday being 0."""
    found: dict[str, int] = {}
    for locale in LANGUAGES:
        for width in ("wide", "abbreviated"):
            names = get_day_names(width, "format", locale)
            found |= {folded(name): number for number, name in names.items()}
    return found


def remade_by_a_spreadsheet(words: str) -> bool:
    """Whether a code looks like a date that a spreadsheet made of it: `12-févr`, `mars-19`."""
    plain = folded(words).replace(" ", "-")
    found = LIKE_A_CODE.fullmatch(plain)
    return found is not None and (found[2] or found[3]) in months()


def written(value: date) -> str:
    """A day as a person types it, day first: `31/12/2024`."""
    return f"{value:%d/%m/}{value.year:04}"
