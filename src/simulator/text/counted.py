"""A count in a sentence: `{n:# prêteur|# prêteurs}` takes the form that the language wants."""

from functools import cache
from math import inf
from string import Formatter
from typing import Any

from babel import Locale
from babel.numbers import format_decimal

BEYOND_READING = 1e15
"""From there a number is written in powers of ten: nobody reads so many digits."""


def in_powers(value: Any) -> str:
    """`1e+308`, for a number beyond reading; nothing for the others."""
    told = f"{value:g}" if BEYOND_READING <= abs(value) < inf else ""
    return told.replace("-", "\u2212")


class Counting(Formatter):
    """Fills a sentence; `{n:one|many}` chooses its words by the number (`#` is the number)."""

    def __init__(self, locale: Locale) -> None:
        self._locale = locale

    def format_field(self, value: Any, format_spec: str) -> str:
        """The words of a count; anything else as Python writes it."""
        one, bar, many = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        told = in_powers(value) or format_decimal(value, locale=self._locale)
        number = told.replace("-", "\u2212")
        return (one if self._is_one(value) else many).replace("#", number)

    def _is_one(self, value: float) -> bool:
        """The singular: below two in French, minus one included, one alone in English."""
        return str(self._locale.plural_form(abs(value))) == "one"


@cache
def counting(locale: Locale) -> Counting:
    """How a language counts."""
    return Counting(locale)
