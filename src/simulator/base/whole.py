"""A trace that holds for other numbers than those of the case: nothing is left out of it.

An explanation leaves out what plays no part. A workbook that recomputes cannot: a gift that is nil
today may be typed tomorrow. Inside `whole_trace()` every branch is kept, each test that would skip
an amount answers yes, an optional answer may be known or not, and what a rule would refuse is noted
instead of raised.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from math import nan
from typing import Any, TypeVar

import numpy as np

from simulator.errors import PasserelleError
from simulator.figure import Figure, Leaf, Operation, Step, as_node, trace, value_of

T = TypeVar("T")


@dataclass(slots=True)
class Whole:
    """What a whole trace notes beside its steps.

    `refusals`: where a rule would refuse, by key of `erreurs`; `required`: answers that may change
    but not be left empty; `besides`: the series of what the route being followed does not change.
    """

    refusals: list[tuple[str, Any]] = field(default_factory=list)
    required: set[str] = field(default_factory=set)
    besides: tuple[str, ...] | None = None
    _common: dict[tuple[str, int], tuple[Any, Any]] = field(default_factory=dict)

    def common(self, name: str, of: Any, make: Callable[[], T]) -> T:
        """What is made under this name of the same answers; those answers are kept alive."""
        key = (name, id(of))
        if key not in self._common:
            beside = _series.get() if self.besides is None else self.besides
            token = _series.set((*beside, name))
            try:
                self._common[key] = (of, make())
            finally:
                _series.reset(token)
        found: T = self._common[key][1]
        return found


_whole: ContextVar[Whole | None] = ContextVar("whole", default=None)
_series: ContextVar[tuple[str, ...]] = ContextVar("series", default=())


@contextmanager
def whole_trace(part: str = "") -> Iterator[Whole]:
    """Inside this block nothing that could count is left out; lines are called after the part."""
    kept = Whole()
    token = _whole.set(kept)
    try:
        with trace(), series(part):
            yield kept
    finally:
        _whole.reset(token)


def whole() -> bool:
    """Whether nothing may be left out."""
    return _whole.get() is not None


def refuse_where(key: str, where: Any) -> None:
    """Note that a rule refuses the case where this holds."""
    kept = _whole.get()
    if kept is not None:
        kept.refusals.append((key, where))


@contextmanager
def series(name: str) -> Iterator[None]:
    """Name what is followed inside this block: the same rules run several times for one case."""
    if not (name and whole()):
        yield
        return
    token = _series.set((*_series.get(), name))
    try:
        yield
    finally:
        _series.reset(token)


@contextmanager
def on_route(name: str) -> Iterator[None]:
    """Name the route that is followed inside this block, one of several for the same answers."""
    kept = _whole.get()
    if kept is not None:
        kept.besides = _series.get()
    try:
        with series(name):
            yield
    finally:
        if kept is not None:
            kept.besides = None


def same_on_every_route(name: str, a: Any, make: Callable[[], T]) -> T:
    """What the route does not change: in a workbook, made once for the same answers."""
    kept = _whole.get()
    return make() if kept is None else kept.common(name, a, make)


def placed(amount: Any, name: str, line: tuple[Any, ...], year: int) -> Any:
    """An amount that stands on a line of its own, in a year, whatever formula made it."""
    if not whole():
        return amount
    value = value_of(amount)
    place = (_series.get(), name, *line, year)
    return Figure(value, Step(name, "", as_node(amount), value, place))


def optional(value: float | None, name: str, unit: str) -> Figure:
    """An answer that may be left empty: nothing, in sums, until somebody gives it."""
    amount = 0.0 if value is None else value
    return Figure(amount, Leaf(amount, "saisie", name, unit, unknown=value is None))


def constant(value: float) -> Figure:
    """A number of the case that stays as it is: days of a period."""
    return Figure(float(value), Leaf(float(value), "constante"))


def is_unknown(x: Any) -> Any:
    """Whether nobody gave an answer: a fact, or a Figure where it may still be given."""
    node = x.node if isinstance(x, Figure) else None
    if isinstance(node, Operation) and node.operator == "divide":
        node = node.terms[0]  # the part of one of several sponsors
    if isinstance(node, Leaf) and node.unknown is not None:
        return Figure(node.unknown, Operation("isblank", (node,), node.unknown))
    return x is None


def or_nothing(x: Any) -> Any:
    """An answer; nothing (NaN) where nobody gave it, inside a whole trace."""
    return unless_known(x, lambda: nan)


def unless_known(
    x: Any, otherwise: Callable[[], Any], known: Callable[[Any], Any] = lambda x: x
) -> Any:
    """`known(x)`, or what stands for it where nobody gave it."""
    unknown = is_unknown(x)
    if not isinstance(unknown, Figure):
        return otherwise() if unknown else known(x)
    try:
        with _only_where(unknown):
            other = otherwise()
    except PasserelleError:
        if unknown.value:
            raise
        require(x)
        return known(x)
    with _only_where(np.logical_not(unknown)):
        return either(unknown, other, known(x))


@contextmanager
def _only_where(fact: Any) -> Iterator[None]:
    """What a rule would refuse inside this block, it refuses only where a fact holds."""
    kept = _whole.get()
    before = len(kept.refusals) if kept is not None else 0
    try:
        yield
    finally:
        if kept is not None:
            kept.refusals[before:] = [
                (key, np.logical_and(fact, where)) for key, where in kept.refusals[before:]
            ]


def require(x: Figure) -> None:
    """Note that an answer cannot be left empty: no law says what stands for it."""
    kept = _whole.get()
    if kept is not None and isinstance(x.node, Leaf):
        kept.required.add(x.node.name)


def nothing_where(test: Any, amount: Any) -> Any:
    """An amount that is nil where a fact that may change holds."""
    return either(test, 0.0, amount) if isinstance(test, Figure) else amount


def either(test: Figure, then: Any, other: Any) -> Figure:
    """One of two amounts by a fact that may change; both stay in the formula."""
    value = value_of(then) if test.value else value_of(other)
    terms = (test.node, as_node(then), as_node(other))
    return Figure(value, Operation("where", terms, value))
