"""Numbers and dates as a French reader expects: `1 234 567 €`, `62,1 %`, `22 novembre 2026`."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from math import isfinite, isinf
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from simulator.text import has, locale, say
from simulator.text.counted import in_powers
from simulator.text.registered import in_words

_MILLIONS_FROM = 10_000_000


def _proper_minus(text: str) -> str:
    return text.replace("-", "\u2212")


def half_up(value: float, digits: int) -> Decimal:
    """A number of so many decimals, half away from zero like the ledger."""
    exact = Decimal(repr(float(value)))
    if not exact.is_finite():
        return exact
    with localcontext(prec=60):
        rounded = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return rounded or abs(rounded)


def _currency(amount: float | Decimal, decimals: str) -> str:
    """An amount, its sign where the language puts it; `decimals` in the words of a pattern."""
    return _in_euros(amount, _money_pattern().replace(".00", decimals), locale())


@lru_cache(maxsize=10_000)
def _in_euros(amount: float | Decimal, pattern: str, where: Locale) -> str:
    """An amount as Babel writes it; a page writes the same one many times over."""
    text = format_currency(
        amount,
        "EUR",
        format=pattern,
        locale=where,
        currency_digits=False,
        decimal_quantization=False,
    )
    return _proper_minus(text)


def _money_pattern() -> str:
    return str(locale().currency_formats["standard"].pattern)


def euros(amount: float | None) -> str:
    """Whole euros, half up like the ledger; `None` is said *inconnu*."""
    if amount is None:
        return say("mots.inconnu")
    if isinf(amount):
        return say("mots.sans_limite")
    if told := in_powers(amount):
        return f"{told}\u00a0€"
    whole = int(abs(amount) + 0.5 + 1e-9)
    return _currency(-whole if amount < 0 else whole, "")


def euros_cents(amount: float | None) -> str:
    """Euros to the cent, for tables and explanations."""
    if amount is None:
        return say("mots.inconnu")
    if isinf(amount):
        return say("mots.sans_limite")
    if told := in_powers(amount):
        return f"{told}\u00a0€"
    return _currency(half_up(amount, 2), ".00")


def money(amount: float, *, signed: bool = False) -> str:
    """An amount to the cent without its sign of money, for a column of euros: `+5 815,07`."""
    pattern = "+#,##0.00;-#,##0.00" if signed and half_up(amount, 2) else "#,##0.00"
    return _proper_minus(format_decimal(half_up(amount, 2), format=pattern, locale=locale()))


def euros_short(amount: float | None) -> str:
    """`12,5 M€` from ten million, whole euros below."""
    if amount is None or abs(amount) < _MILLIONS_FROM or in_powers(amount) or isinf(amount):
        return euros(amount)
    return _in_money(half_up(amount / 1e6, 1), "M€", digits=1)


def percent(share: float | None, digits: int = 1) -> str:
    """A share as `62,1 %`; trailing zeros are dropped."""
    if share is None:
        return say("mots.inconnu")
    if told := in_powers(share):
        return told
    whole = locale().percent_formats[None].pattern.replace("\u00a0", "\u202f")
    pattern = whole.replace("0", "0." + "#" * digits)
    return _proper_minus(
        format_percent(half_up(share, digits + 2), format=pattern, locale=locale())
    )


def number(value: float | None, digits: int = 4) -> str:
    """A plain number with French separators."""
    if value is None:
        return say("mots.inconnu")
    if isinf(value):
        return say("mots.sans_limite")
    if told := in_powers(value):
        return told
    rounded = half_up(value, digits)
    return _proper_minus(format_decimal(rounded, format="#,##0." + "#" * digits, locale=locale()))


def day(value: date) -> str:
    """`1er janvier 2026`, `22 novembre 2026`."""
    text = str(format_date(value, format="long", locale=locale()))
    return text.replace("1", say("langue.premier"), 1) if value.day == 1 else text


def with_unit(value: Any, unit: str, digits: int = 4) -> str:
    """A value in its unit, as the law rows, the facts and the formulas give them.

    A word of the law that no text says stays as it is: a frozen law may have others than ours.
    """
    if value is None:
        return say("mots.inconnu")
    if isinstance(value, str):
        return say(key) if has(key := f"mots_de_la_loi.{value}") else value
    if isinstance(value, date):
        return day(value)
    if unit == "année":
        return f"{value:g}".replace(".", ",")
    if unit in {"€", "ratio", "%"}:
        return _amount_or_share(value, unit, digits)
    if unit in {"", "multiple"}:
        return number(value, digits)
    if unit == "mois":  # one form in French, two in English
        return say("comptes.mois", n=value).replace(" ", "\u00a0")
    if isfinite(value) and locale().plural_form(abs(value)) == "one":
        unit = _SINGULAR.get(unit, unit)
    told = number(value, digits)
    return _in_money(value, unit, digits) if "€" in unit else f"{told}\u00a0{in_words(unit)}"


def _amount_or_share(value: float, unit: str, digits: int) -> str:
    if unit == "€":
        return euros(value) if float(value).is_integer() or isinf(value) else euros_cents(value)
    return percent(value if unit == "ratio" else value / 100, digits)


def _in_money(value: float | Decimal, unit: str, digits: int = 4) -> str:
    """`12,5 M€`, `250 €/jour`; `€12.5m`, `€250/day`: English puts the sign first."""
    words = in_words(unit)
    if not in_powers(value) and words.startswith("€") and _money_pattern().startswith("¤"):
        amount = _currency(half_up(float(value), digits), "." + "#" * digits)
        return amount + words.removeprefix("€")
    return f"{number(float(value), digits)}\u00a0{words}"


_SINGULAR = {
    "ans": "an", "avances": "avance", "cadres": "cadre", "emplois": "emploi", "jours": "jour",
    "salariés": "salarié", "exercices": "exercice", "heures": "heure",
}  # fmt: skip


def listed(words: Sequence[str]) -> str:
    """Words in a row: commas, then *et*."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {say('mots.et')} {words[-1]}"


def named(name: str, words: str) -> str:
    """A name and what is said of it: `Meuse : 117`, `Meuse: 117`."""
    return say("mots.nommer", nom=name, mots=words)


def series(words: Iterable[str]) -> str:
    """Things of one kind, each said once, with the semicolon of the language."""
    return say("mots.suite").join(dict.fromkeys(words))


def plain(text: str) -> str:
    """A text without accents or case, for a search that forgives."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
