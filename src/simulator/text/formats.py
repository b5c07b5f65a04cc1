"""Numbers and dates as a French reader expects: `1 234 567 €`, `62,1 %`, `22 novembre 2026`."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from math import isfinite, isinf
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from simulator.text import current_language, say
from simulator.text.registered import in_words

_REGION = {"fr": "fr_FR", "en": "en_GB"}
_MILLIONS_FROM = 10_000_000


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_REGION[language])


def _here() -> Locale:
    return _locale(current_language())


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


def _currency(amount: float | Decimal, pattern: str) -> str:
    text = format_currency(
        amount,
        "EUR",
        format=pattern,
        locale=_here(),
        currency_digits=False,
        decimal_quantization=True,
    )
    return _proper_minus(text)


_PATTERNS = {"fr": ("#,##0\u00a0¤", "#,##0.00\u00a0¤"), "en": ("¤#,##0", "¤#,##0.00")}


def euros(amount: float | None) -> str:
    """Whole euros, half up like the ledger; `None` is said *inconnu*."""
    if amount is None:
        return say("mots.inconnu")
    if isinf(amount):
        return say("mots.sans_limite")
    whole = int(abs(amount) + 0.5 + 1e-9)
    return _currency(-whole if amount < 0 else whole, _PATTERNS[current_language()][0])


def euros_cents(amount: float | None) -> str:
    """Euros to the cent, for tables and explanations."""
    if amount is None:
        return say("mots.inconnu")
    if isinf(amount):
        return say("mots.sans_limite")
    return _currency(half_up(amount, 2), _PATTERNS[current_language()][1])


def money(amount: float, *, signed: bool = False) -> str:
    """An amount to the cent without its sign of money, for a column of euros: `+5 815,07`."""
    pattern = "+#,##0.00;-#,##0.00" if signed and half_up(amount, 2) else "#,##0.00"
    return _proper_minus(format_decimal(half_up(amount, 2), format=pattern, locale=_here()))


def euros_short(amount: float | None) -> str:
    """`12,5 M€` from ten million, whole euros below."""
    if amount is None or not isfinite(amount) or abs(amount) < _MILLIONS_FROM:
        return euros(amount)
    return _in_money(half_up(amount / 1e6, 1), "M€", digits=1)


def percent(share: float | None, digits: int = 1) -> str:
    """A share as `62,1 %`; trailing zeros are dropped."""
    if share is None:
        return say("mots.inconnu")
    pattern = "#,##0." + "#" * digits + ("\u202f%" if current_language() == "fr" else "%")
    return _proper_minus(format_percent(half_up(share, digits + 2), format=pattern, locale=_here()))


def number(value: float | None, digits: int = 4) -> str:
    """A plain number with French separators."""
    if value is None:
        return say("mots.inconnu")
    if isinf(value):
        return say("mots.sans_limite")
    rounded = half_up(value, digits)
    return _proper_minus(format_decimal(rounded, format="#,##0." + "#" * digits, locale=_here()))


def day(value: date) -> str:
    """`1er janvier 2026`, `22 novembre 2026`."""
    text = str(format_date(value, format="d MMMM y", locale=_here()))
    return "1er" + text[1:] if current_language() == "fr" and value.day == 1 else text


def with_unit(value: Any, unit: str, digits: int = 4) -> str:
    """A value in its unit, as the law rows, the facts and the formulas give them."""
    if value is None:
        return say("mots.inconnu")
    if unit == "mot":
        return say(f"mots_de_la_loi.{value}")
    if unit in {"jour", "année"}:
        return day(value) if unit == "jour" else f"{value:g}".replace(".", ",")
    if unit == "€":
        return euros(value) if float(value).is_integer() or isinf(value) else euros_cents(value)
    if unit in {"ratio", "%"}:
        return percent(value if unit == "ratio" else value / 100, digits)
    if unit in {"", "multiple"}:
        return number(value, digits)
    if unit == "mois":  # one form in French, two in English
        return say("comptes.mois", n=value).replace(" ", "\u00a0")
    if abs(value) < _PLURAL_FROM if current_language() == "fr" else value == 1:
        unit = _SINGULAR.get(unit, unit)
    told = number(value, digits)
    return _in_money(value, unit, digits) if "€" in unit else f"{told}\u00a0{in_words(unit)}"


def _in_money(value: float | Decimal, unit: str, digits: int = 4) -> str:
    """`12,5 M€`, `250 €/jour`; `€12.5m`, `€250/day`: English puts the sign first."""
    words = in_words(unit)
    if words.startswith("€") and current_language() != "fr":
        text = format_currency(
            half_up(float(value), digits),
            "EUR",
            format="¤#,##0." + "#" * digits,
            locale=_here(),
            currency_digits=False,
            decimal_quantization=False,
        )
        return _proper_minus(text) + words.removeprefix("€")
    return f"{number(float(value), digits)}\u00a0{words}"


_PLURAL_FROM = 2
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
