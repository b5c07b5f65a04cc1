"""A formula without what can never count: times one, plus nothing, or never."""

from dataclasses import dataclass, field
from typing import Any

from simulator.figure import Leaf, Node, Operation

_NEUTRAL: dict[str, tuple[Any, Any]] = {
    "add": (0, 0), "subtract": (None, 0), "multiply": (1, 1), "divide": (None, 1),
    "logical_or": (False, False), "bitwise_or": (False, False), "logical_and": (True, True),
    "bitwise_and": (True, True),
}  # fmt: skip
"""By operator: what changes nothing at its left, and at its right."""


@dataclass(slots=True)
class Tidy:
    """Formulas tidied once each; `kept` holds them, so that no id serves twice."""

    kept: dict[int, tuple[Node, Node]] = field(default_factory=dict)

    def __call__(self, node: Node) -> Node:
        """The formula itself, or the one part of it that matters whatever is typed."""
        if not isinstance(node, Operation):
            return node
        found = self.kept.get(id(node))
        if found is None:
            simpler = self._simpler(node)
            simpler = node if simpler is node else self(simpler)
            found = self.kept[id(node)] = (node, simpler)
        return found[1]

    def _simpler(self, node: Operation) -> Node:
        if node.operator not in _NEUTRAL:
            return self._chosen(node) if node.operator == "where" else node
        if node.operator == "add":  # a long chain: what stands in it is tidied term by term
            left, right = node.terms
        else:
            left, right = map(self, node.terms)
        before, after = _NEUTRAL[node.operator]
        if before is not None and _is(left, before):
            return right
        if _is(right, after):
            return left
        if node.operator in {"logical_and", "bitwise_and"}:
            never = next((term for term in (left, right) if _is(term, False)), None)
            return never or node
        return node

    def _chosen(self, node: Operation) -> Node:
        """The branch of a test that cannot change."""
        test, then, other = node.terms
        test = self(test)
        if isinstance(test, Leaf) and test.kind == "constante" and test.unknown is None:
            return then if test.value else other
        return node


def _is(node: Node, value: Any) -> bool:
    if not isinstance(node, Leaf) or node.kind != "constante":
        return False
    same_kind = isinstance(value, bool) == (type(node.value).__name__ in {"bool", "bool_"})
    return same_kind and bool(node.value == value)
