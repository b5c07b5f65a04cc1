"""A question: what a field of a case says of itself, beside its type and its bounds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, Field

from simulator.law.facts import Fact, evidence
from simulator.text import has, say


class Scale(NamedTuple):
    """What a slider offers, in the unit of its field: from, to, and the step."""

    ge: float
    le: float
    step: float = 1


@dataclass(frozen=True, slots=True)
class Question:
    """Label and help are `champs.<field>` in the texts.

    `source` is the id of the fact or assumption that gives the default; without one the default is
    a choice of words or an unknown. What is `private` (pay, turnover, tax) leaves the session only
    when the user ticks it. `essential` questions come first, by `rank`. `scale` is what a slider
    offers and `step` what a field of numbers adds, in the unit; `unless` names the field that takes
    the place of this one once it is answered. `indexed` prices that nobody typed follow the price
    index beyond the years of their documents.
    """

    unit: str = ""
    essential: bool = False
    private: bool = False
    source: str | None = None
    scale: Scale | None = None
    step: float | None = None
    unless: str = ""
    rank: int = 0
    indexed: bool = False


def question(  # noqa: PLR0913 (a field says all of itself here)
    source: str | None = None,
    *,
    unit: str = "",
    essential: bool = False,
    default: Any = ...,
    private: bool = False,
    scale: Scale | None = None,
    step: float | None = None,
    unless: str = "",
    rank: int = 0,
    indexed: bool = False,
    **bounds: Any,
) -> Any:
    """A field that asks something; `bounds` are those of pydantic (`ge`, `le`, `strict`...)."""
    asked = Question(unit, essential, private, source, scale, step, unless, rank, indexed)
    value = evidence(source).value if source else default
    extra: Any = {"question": asked}
    return Field(default=value, validate_default=True, json_schema_extra=extra, **bounds)


def asked(model: type[BaseModel], name: str) -> Question:
    """What the field of a model asks; a bare question for a field that is not asked of anybody."""
    extra = model.model_fields[name].json_schema_extra
    found: Any = extra.get("question") if isinstance(extra, dict) else None
    return found or Question()


def field_label(name: str, scheme: str = "") -> str:
    """What a field is called on screen; a format may have its own words for it."""
    own, key = f"champs.{name}.label_{scheme}", f"champs.{name}.label"
    return say(own) if has(own) else say(key) if has(key) else name


def unit_of(model: type[BaseModel], name: str) -> str:
    """The unit of a field."""
    return asked(model, name).unit


def private_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Fields that say what a company pays or earns, or who is lent."""
    return tuple(name for name in model.model_fields if asked(model, name).private)


def replaced_by(given: BaseModel, name: str) -> str | None:
    """The total that takes the place of a field, once it is answered."""
    other = asked(type(given), name).unless
    return other if other and getattr(given, other) is not None else None


def bounds(model: type[BaseModel], name: str) -> tuple[float | None, float | None]:
    """The lowest and highest values that a field admits, in its unit; None without a bound.

    Those of a list are the bounds of its items.
    """
    field = model.model_fields[name]
    found = dict(_bounds(field.annotation, field.metadata))
    return found.get("ge"), found.get("le")


def _bounds(annotation: Any, metadata: Iterable[Any]) -> Iterator[tuple[str, float]]:
    for rule in metadata:
        for inner in (rule, *getattr(rule, "metadata", ())):
            yield from (
                (side, getattr(inner, side)) for side in ("ge", "le") if hasattr(inner, side)
            )
    for part in get_args(annotation):
        if isinstance(part, type) or get_args(part):
            yield from _bounds(part, getattr(part, "__metadata__", ()))


def is_whole(model: type[BaseModel], name: str) -> bool:
    """Whether a field counts units."""
    return int in _kinds(model.model_fields[name].annotation)


def _kinds(annotation: Any) -> set[Any]:
    parts = get_args(annotation)
    return set().union(*(_kinds(part) for part in parts)) if parts else {annotation}


def optional(annotation: Any) -> bool:
    """Whether a field may be left unknown."""
    return get_origin(annotation) in {Union, UnionType} and type(None) in get_args(annotation)


def source_of(model: type[BaseModel], name: str) -> Fact | Any:
    """The fact or assumption behind a default, or None for a choice of words."""
    identifier = asked(model, name).source
    return evidence(identifier) if identifier else None


class Entry(NamedTuple):
    """How a question is put: `kind` is choix, jour, texte or nombre."""

    name: str
    kind: str
    words: tuple[str, ...] = ()
    unit: str = ""
    default: Any = None


def entry_of(model: type[BaseModel], name: str) -> Entry:
    """How the question of a field is put."""
    field = model.model_fields[name]
    default = None if field.is_required() or isinstance(field.default, tuple) else field.default
    if words := choices(field.annotation):
        return Entry(name, "choix", words, default=default)
    kinds = _kinds(field.annotation)
    kind = "texte" if kinds == {str} else "jour" if date in kinds else "nombre"
    return Entry(name, kind, unit=unit_of(model, name), default=default)


def choices(annotation: Any) -> tuple[str, ...]:
    """The words a field chooses from, or nothing."""
    return get_args(annotation) if get_origin(annotation) is Literal else ()
