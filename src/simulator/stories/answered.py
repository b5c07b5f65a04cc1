"""An answer of a case as a person reads it: a choice in its words, a day, a number in its unit."""

from datetime import date
from typing import Any

from pydantic import BaseModel

from simulator.cases.question import choices, unit_of
from simulator.text import formats, has, say


def answer_in_words(kind: type[BaseModel], name: str, value: Any) -> str:
    """The value of a field of a form in words; a field that the form lacks has no unit."""
    if name in kind.model_fields and choices(kind.model_fields[name].annotation):
        key = f"choix.{name}.{value}"
        return say(key if has(key) else f"choix.oui_non.{value}")
    if isinstance(value, date):
        return formats.day(value)
    unit = unit_of(kind, name) if name in kind.model_fields else ""
    return formats.with_unit(value, unit)
