"""A count in a sentence: `{n:# prêteur|# prêteurs}` takes the form that the language wants."""

from functools import cache

from babel import Locale
from babel.numbers import format_decimal

from simulator.text import current_language


class Counted(int):
    """A number of things: `{n}` writes it, `{n:one|many}` chooses the words (`#` is the number)."""

    def __format__(self, spec: str) -> str:
        language = current_language()
        number = format_decimal(int(self), locale=_locale(language)).replace("-", "\u2212")
        if "|" not in spec:
            return number
        one, many = spec.split("|")
        form = _locale(language).plural_form(int(self))
        return (one if form == "one" else many).replace("#", number)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse({"fr": "fr_FR", "en": "en_GB"}[language])
