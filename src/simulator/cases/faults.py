"""What a case refuses, as sentences: the field, the value, the bound, the way out."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from simulator.cases.question import field_label
from simulator.cases.registry import forms
from simulator.text import formats, has, say
from simulator.text.counted import BEYOND_READING
from simulator.text.typed import Unread, read_number
from simulator.text.typed_days import read_day

_BEYOND_YEARS = 10_000
_NO_NUMBER = {"float_type", "float_parsing", "int_type", "int_parsing", "int_parsing_size"}
_NO_DAY = {"date_type", "date_parsing", "date_from_datetime_parsing"}
_BOUNDS = ("ge", "le", "gt", "lt", "max_length")


def sentences(
    errors: Sequence[Any], scheme: str = "", units: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """Pydantic errors as (field, sentence) pairs; `units` are those of the fields."""
    return [_sentence(error, scheme, units or {}) for error in errors]


def _sentence(error: Any, scheme: str, units: Mapping[str, str]) -> tuple[str, str]:
    """One pydantic error as (field, sentence)."""
    path = [part for part in error["loc"] if isinstance(part, str) and part != "reponses"]
    name = path[-1] if path else ""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        key = f"erreurs.{context.get('error', '')}"
        return name, say(key if has(key) else "erreurs.valeur", dispositifs=", ".join(forms()))
    unit = "année" if name == "annee" else units.get(name, "")
    bound = next((context[k] for k in _BOUNDS if k in context), None)
    label = field_label(name, scheme)
    if told := unread(error.get("input"), kind, unit):
        return name, say("saisie.champ", champ=label, phrase=told)
    values = {
        "champ": label,
        "valeur": _shown(error.get("input"), unit),
        "borne": _bound(bound, unit),
        "choix": _choices(str(context.get("expected", ""))),
    }
    key = kind if has(f"erreurs.pydantic.{kind}") else "autre"
    return name, say(f"erreurs.pydantic.{key}", **values)


def unread(value: Any, kind: str, unit: str = "") -> str:
    """Why a text is no number or no day, when that is the fault; nothing when it is another."""
    if not isinstance(value, str) or kind not in _NO_NUMBER | _NO_DAY:
        return ""
    try:
        read_day(value) if kind in _NO_DAY else read_number(value, unit)
    except Unread as fault:
        return str(fault)
    return ""


def _choices(expected: str) -> str:
    """The choices that pydantic lists, between the quotation marks of the language."""
    quoted = re.sub(
        r"'([^']*)'", lambda found: say("mots.entre_guillemets", mot=found[1]), expected
    )
    return quoted.replace(" or ", f" {say('mots.ou')} ")


def _bound(bound: Any, unit: str) -> str:
    if bound is None:
        return ""
    return formats.with_unit(bound, unit)


def _shown(value: Any, unit: str) -> str:
    if value is None:
        return say("mots.rien")
    readable = type(value) in {int, float} and abs(value) < BEYOND_READING
    if readable and unit == "année" and not abs(value) < _BEYOND_YEARS:
        unit = ""
    text = formats.with_unit(value, unit) if readable else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
