"""The forms that a scenario may fill: each format of `schemes/` adds its own by existing."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from simulator.cases.answers import Answers


@dataclass(frozen=True, slots=True)
class Form:
    """What a scenario needs to know of a format: its answers and the names of its routes."""

    answers: type[Answers]
    routes: tuple[str, ...]


_FORMS: dict[str, Form] = {}


def register(key: str, form: Form) -> None:
    """Add the form of a format."""
    _FORMS[key] = form


def forms() -> Mapping[str, Form]:
    """Every form by the key of its format; the formats stand after the cases, and come in here."""
    import_module("simulator.schemes")
    return MappingProxyType(_FORMS)
