"""One rule, four readings: a `Figure` is a value that remembers the formula that made it.

A rule is a plain function of numbers. Called with floats it answers a float, with arrays an array;
called with `Figure` objects inside `trace()`, it answers a `Figure` whose formula can be read by a
person or written into a spreadsheet (`figures.notation`). Outside a trace the `@article`
decorator costs one look-up.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from math import copysign, floor
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np
import numpy_financial as npf

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A number that a formula starts from: the user's, the law's, a fact's, or a constant."""

    value: Any
    kind: str  # "saisie" | "loi" | "fait" | "constante"
    name: str = ""
    unit: str = ""
    origin: Any = None  # the row of law behind a value
    year: int | None = None  # the year whose law it is
    unknown: bool | None = None  # whether nobody gave it; None where it must be given


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One application of one rule: its name, article, formula and value."""

    name: str
    reference: str
    formula: "Node"
    value: Any
    place: tuple[Any, ...] = ()  # which line of a table it stands on, and in which year


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """An operator applied to formulas."""

    operator: str
    terms: tuple["Node", ...]
    value: Any = None


Node = Leaf | Step | Operation


@dataclass(frozen=True, slots=True)
class Rule:
    """A function of the law: where it stands and what it computes."""

    name: str
    reference: str
    function: Callable[..., Any]


RULES: dict[str, Rule] = {}
_trace: ContextVar[list[Step] | None] = ContextVar("trace", default=None)


@contextmanager
def trace() -> Iterator[list[Step]]:
    """Inside this block rules record their steps, and law values remember their row."""
    steps: list[Step] = []
    token = _trace.set(steps)
    try:
        yield steps
    finally:
        _trace.reset(token)


def tracing() -> bool:
    """Whether a trace is being recorded."""
    return _trace.get() is not None


def article(reference: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Put a rule under its article; its label and sentence are `regles.<name>` in the texts."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        name = function.__name__
        if name in RULES:
            raise ValueError(f"two rules are called {name}")

        @wraps(function)
        def rule(*args: P.args, **kwargs: P.kwargs) -> T:
            steps = _trace.get()
            if steps is None:
                return function(*args, **kwargs)
            answer = function(*args, **kwargs)
            step = Step(name, reference, as_node(answer), value_of(answer))
            steps.append(step)
            return cast(T, Figure(step.value, step))

        RULES[name] = Rule(name, reference, rule)
        return rule

    return decorate


class Figure(np.lib.mixins.NDArrayOperatorsMixin):
    """A number and the formula that made it; behaves as a number in NumPy expressions."""

    __slots__ = ("node", "value")
    __hash__ = None  # type: ignore[assignment]  # comparisons answer a Figure, so it cannot be a key

    def __init__(self, value: Any, node: Node) -> None:
        self.value = value
        self.node = node

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        if method != "__call__" or kwargs:
            return NotImplemented
        return combine(ufunc.__name__, ufunc, *inputs)

    def __array_function__(
        self, function: Callable[..., Any], _types: Any, args: Sequence[Any], kwargs: Any
    ) -> Any:
        if function is not np.where or kwargs:
            return NotImplemented
        return combine("where", np.where, *args)

    def __float__(self) -> float:
        return float(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __repr__(self) -> str:
        return f"Figure({self.value!r})"


def given(value: float, name: str, unit: str) -> Figure:
    """A figure that the user typed (or left at its default)."""
    return Figure(value, Leaf(value, "saisie", name, unit))


def value_of(x: Any) -> Any:
    """The bare value of a float, an array or a Figure."""
    return x.value if isinstance(x, Figure) else x


def as_node(x: Any) -> Node:
    """The formula of a Figure; a bare number is a constant."""
    return x.node if isinstance(x, Figure) else Leaf(x, "constante")


def combine(operator: str, function: Callable[..., Any], *inputs: Any) -> Figure:
    """Apply a function to values and remember its name."""
    value = function(*(value_of(x) for x in inputs))
    if isinstance(value, np.generic | np.ndarray) and np.ndim(value) == 0:
        value = value.item()
    return Figure(value, Operation(operator, tuple(as_node(x) for x in inputs), value))


def cents(amount: Any) -> Any:
    """Round to the cent, half up (away from zero), as `ROUND` does in a workbook.

    The tiny term undoes binary noise: 0.285 is stored a hair below, and is still 0.29.
    """
    if isinstance(amount, float | int):  # the same arithmetic, without NumPy's cost for one number
        scaled = abs(amount) * 100.0
        return copysign(floor(scaled + 0.5 + min(scaled * 1e-13, 1e-3) + 1e-9), amount) / 100
    if isinstance(amount, Figure):
        value = cents(amount.value)
        return Figure(value, Operation("round", (amount.node, Leaf(2, "constante")), value))
    scaled = np.abs(amount) * 100.0
    rounded = (
        np.copysign(np.floor(scaled + 0.5 + np.minimum(scaled * 1e-13, 1e-3) + 1e-9), amount) / 100
    )
    return rounded if np.ndim(rounded) else float(rounded)


def per(total: Any, quantity: Any, nothing: float = np.nan) -> Any:
    """A total over a quantity; `nothing` (unknown) where there is nothing to divide by."""
    some = quantity > 0
    shared = np.where(some, total / np.where(some, quantity, 1.0), nothing)
    return shared if isinstance(shared, Figure) or np.ndim(shared) else float(shared)


def present_value(rate: Any, amounts: Sequence[Any]) -> Any:
    """Value today of amounts due at the end of years (or periods) 1, 2, …, in euros.

    numpy-financial's `npv` counts its first amount as due today, a workbook's NPV does not:
    a zero stands first here so that both agree.
    """
    if any(isinstance(x, Figure) for x in (rate, *amounts)):
        value = present_value(value_of(rate), [value_of(x) for x in amounts])
        terms = (as_node(rate), *(as_node(x) for x in amounts))
        return Figure(value, Operation("npv", terms, value))
    columns = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (0.0, *amounts)))
    rates = np.asarray(rate, dtype=float)
    if rates.ndim == 0 and columns[0].ndim == 0:
        return float(npf.npv(float(rates), np.stack(columns)))
    shape = np.broadcast_shapes(rates.shape, columns[0].shape)
    periods = np.arange(len(columns)).reshape((-1,) + (1,) * len(shape))
    stacked = np.stack([np.broadcast_to(c, shape) for c in columns])
    return (stacked / (1 + rates) ** periods).sum(axis=0)


def named(amount: Any, name: str, reference: str) -> Any:
    """Give a Figure a name of its own in an explanation; a bare number passes through."""
    if not isinstance(amount, Figure):
        return amount
    return Figure(amount.value, Step(name, reference, amount.node, amount.value))


def simplified(figure: Figure) -> Figure:
    """The same figure without what played no part: refused branches and terms that are nil."""
    done: dict[int, Node] = {}

    def simplify(node: Node) -> Node:
        if isinstance(node, Leaf):
            return node
        if id(node) not in done:
            done[id(node)] = _simpler(node, simplify)
        return done[id(node)]

    return Figure(figure.value, simplify(figure.node))


def _simpler(node: Step | Operation, simplify: Callable[[Node], Node]) -> Node:
    if isinstance(node, Step):
        return Step(node.name, node.reference, simplify(node.formula), node.value)
    if node.operator == "where":
        condition, chosen, other = node.terms
        return simplify(chosen if condition.value else other)
    if node.operator in {"add", "subtract"}:
        left, right = node.terms
        if right.value == 0:
            return simplify(left)
        if left.value == 0 and node.operator == "add":
            return simplify(right)
    return Operation(node.operator, tuple(simplify(term) for term in node.terms), node.value)


def steps_of(figure: Figure) -> list[Step]:
    """The steps behind a figure, each after those it needs."""
    return [node for node in _nodes_of(figure) if isinstance(node, Step)]


def leaves_of(figure: Figure) -> list[Leaf]:
    """The numbers a figure starts from, once each."""
    leaves = (node for node in _nodes_of(figure) if isinstance(node, Leaf))
    found: dict[tuple[Any, ...], Leaf] = {}
    for leaf in leaves:
        found.setdefault((leaf.kind, leaf.name, leaf.value), leaf)
    return list(found.values())


def _nodes_of(figure: Figure) -> list[Node]:
    """What a figure is made of, each part once and after those it needs."""
    ordered: list[Node] = []
    seen: set[int] = set()

    def visit(node: Node) -> None:
        if id(node) in seen:
            return
        seen.add(id(node))
        if isinstance(node, Step):
            visit(node.formula)
        elif isinstance(node, Operation):
            for term in node.terms:
                visit(term)
        ordered.append(node)

    visit(figure.node)
    return ordered
