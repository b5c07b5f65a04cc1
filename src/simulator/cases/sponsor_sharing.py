"""What of a sponsor's case leaves the session, as JSON or a link: with what is private or not."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import (
    BaseModel,
)

from simulator.base.links import pack, unpack
from simulator.cases.doubts import Doubt
from simulator.cases.lent_staff import Salarie
from simulator.cases.operation import Operation
from simulator.cases.question import asked, private_fields
from simulator.cases.sponsor import VERSION, SponsorCase, read_case


def _private_fields() -> Iterator[str]:
    for model in (SponsorCase, Operation, Salarie):
        yield from private_fields(model)


PRIVATE = frozenset(_private_fields())
"""What never leaves the session unless the user ticks it: pay, turnover, profit, tax, names."""


def complete(case: SponsorCase) -> dict[str, Any]:
    """Everything the user typed, as plain JSON; only what differs from the defaults."""
    return _plain(case, keep_private=True)


def public(case: SponsorCase) -> dict[str, Any]:
    """The same without any private field: what a link or a saved case may hold by default.

    The title and the labels stay: the user wrote them to be read. Employees keep dates and time,
    without name, pay or cost.
    """
    return _plain(case, keep_private=False)


def private_given(case: SponsorCase) -> tuple[str, ...]:
    """The private fields that somebody filled, in the order of the form: what a link leaves out."""
    return tuple(dict.fromkeys(_left_out(complete(case), public(case))))


def _left_out(whole: Any, shared: Any) -> Iterator[str]:
    """The fields of a case, or the ends of the paths of its ranges, that its public form lacks."""
    if isinstance(whole, dict):
        for name, value in whole.items():
            if name in shared:
                yield from _left_out(value, shared[name])
            else:
                yield name.rpartition(".")[2]
    elif isinstance(whole, list):
        for one, other in zip(whole, shared, strict=True):
            yield from _left_out(one, other)


def _plain(answers: BaseModel, *, keep_private: bool) -> dict[str, Any]:
    kind = type(answers)
    data: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        value = getattr(answers, name)
        if name == "version" or field.is_required() or value != field.default:
            if asked(kind, name).private and not keep_private:
                continue
            if isinstance(value, Doubt):
                data[name] = _doubt(value, keep_private=keep_private)
            else:
                data[name] = _value(value, keep_private=keep_private)
    return data


def _doubt(doubt: Doubt, *, keep_private: bool) -> dict[str, Any]:
    """The ranges of what is private are private."""
    names = [name for name, _ in doubt.plages if PRIVATE & set(name.split("."))]
    return (doubt if keep_private else doubt.without(names)).plain()


def _value(value: Any, *, keep_private: bool) -> Any:
    if isinstance(value, BaseModel):
        return _plain(value, keep_private=keep_private)
    if isinstance(value, tuple):
        return [_value(item, keep_private=keep_private) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def to_link(case: SponsorCase, *, private: bool = False) -> str:
    """A short token for an address, without private fields unless the user asked for them."""
    return pack(complete(case) if private else public(case), VERSION)


def from_link(token: str) -> SponsorCase:
    """A case from a link; raises InputError when it is broken, too long or newer."""
    return read_case(unpack(token, VERSION))
