"""How an operation is written over the pieces of its terms; how a long sum is cut."""

from collections.abc import Callable, Sequence
from math import isnan
from typing import Any

from simulator.exports.workbook.cells import Line, Piece, Pieces, Ref
from simulator.figure import Leaf, Node, Operation, Step
from simulator.figures.notation import FUNCTIONS, SYMBOLS

MOST_PARTS = 12
"""Terms of a sum beyond which it is cut into partial sums."""
TRUTHS = {
    "less", "less_equal", "greater", "greater_equal", "equal", "not_equal", "logical_and",
    "logical_or", "logical_not", "bitwise_and", "bitwise_or", "isblank",
}  # fmt: skip
"""Operators that answer yes or no."""


def is_flow(ref: Ref, flows: dict[Line, list[int]]) -> bool:
    """Whether a cell is a flow of a year that is not in the sum yet."""
    fresh = ref.year not in flows.get(ref.line, [])
    return ref.line.sheet == "flux" and ref.year is not None and fresh


def added(node: Node) -> Sequence[Node]:
    """The terms of a sum of sums, from the first to the last."""
    found: list[Node] = []
    left = [node]
    while left:
        one = left.pop()
        if isinstance(one, Operation) and one.operator == "add":
            left += [one.terms[1], one.terms[0]]
        else:
            found.append(one)
    return found


def shorter(terms: list[Node], group_of: Callable[[Node], Any]) -> list[Node]:
    """The terms of a sum, or partial sums of them when there are too many."""
    groups: dict[int, list[Node]] = {}
    for term in terms:
        groups.setdefault(id(group_of(term)), []).append(term)
    together = list(groups.values())
    if len(together) <= MOST_PARTS:
        return terms
    size = max(MOST_PARTS // 2, -(-len(together) // MOST_PARTS))
    return [
        _alone([term for group in together[start : start + size] for term in group])
        for start in range(0, len(together), size)
    ]


def chain(terms: Sequence[Node]) -> Node:
    """A sum of terms."""
    found = terms[0]
    for term in terms[1:]:
        found = Operation("add", (found, term), found.value + term.value)
    return found


def _alone(terms: Sequence[Node]) -> Node:
    """A partial sum, which stands on a line of its own."""
    found = chain(terms)
    return found if len(terms) == 1 else Step("etape", "", found, found.value)


def can_move(term: Node, pieces: Pieces) -> bool:
    """Whether a term may stand on a line of its own."""
    return isinstance(term, Operation) and len(pieces) > 1


def may_be_unknown(node: Node) -> bool:
    """Whether an operation chooses between an amount and nothing."""
    if not isinstance(node, Operation) or node.operator != "where":
        return False
    return any(_nothing(term) or may_be_unknown(term) for term in node.terms[1:])


def _nothing(node: Node) -> bool:
    return isinstance(node, Leaf) and isinstance(node.value, float) and isnan(node.value)


def all_known(refs: Sequence[Ref]) -> Pieces:
    """The beginning of a formula that answers nothing where what it reads is unknown."""
    tests: list[Piece] = []
    for ref in dict.fromkeys(refs):
        truth = ref.line.cells[ref.year].truth
        known: Pieces = (ref, '<>""') if truth else ("ISNUMBER(", ref, ")")
        tests += [*([","] if tests else []), *known]
    only = len(dict.fromkeys(refs)) == 1
    return ("IF(", *tests, ",") if only else ("IF(AND(", *tests, "),")


def operated(node: Operation, kinds: Sequence[Node], terms: Sequence[Pieces]) -> Pieces:
    """An operator over the pieces of its terms, with the parentheses that it needs.

    `kinds`: the terms, tidied.
    """
    if node.operator == "negative":
        return ("-", *_within(kinds[0], terms[0], 3))
    if node.operator in SYMBOLS:
        symbol, rank = SYMBOLS[node.operator]
        harder = rank + (1 if symbol in {"-", "/", "^"} else 0)
        left = _within(kinds[0], terms[0], rank)
        right = _within(kinds[1], terms[1], harder)
        return (*left, symbol, *right)
    found: list[Piece] = [f"{FUNCTIONS[node.operator]}("]
    for number, term in enumerate(terms):
        found += [*([","] if number else []), *term]
    return (*found, ")")


def _within(term: Node, pieces: Pieces, above: int) -> Pieces:
    if not isinstance(term, Operation) or len(pieces) == 1:
        return pieces
    rank = 3 if term.operator == "negative" else SYMBOLS.get(term.operator, ("", 9))[1]
    return ("(", *pieces, ")") if rank < above else pieces


def is_truth(node: Node) -> bool:
    """Whether a formula answers yes or no."""
    return isinstance(node, Operation) and node.operator in TRUTHS
