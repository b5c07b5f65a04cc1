"""How a formula is written: for a person to read, or for a spreadsheet to run."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isinf, isnan

import numpy as np

from simulator.figure import Leaf, Node, Step

SYMBOLS = {
    "add": ("+", 1), "subtract": ("-", 1), "multiply": ("*", 2), "divide": ("/", 2),
    "power": ("^", 3), "less": ("<", 0), "less_equal": ("<=", 0), "greater": (">", 0),
    "greater_equal": (">=", 0), "equal": ("=", 0), "not_equal": ("<>", 0),
}  # fmt: skip
FUNCTIONS = {
    "minimum": "MIN", "maximum": "MAX", "where": "IF", "round": "ROUND", "npv": "NPV",
    "logical_and": "AND", "logical_or": "OR", "logical_not": "NOT", "absolute": "ABS",
    "bitwise_and": "AND", "bitwise_or": "OR", "isblank": "ISBLANK",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notation:
    """How formulas are written: symbols, names of functions, separator, and each leaf."""

    symbols: dict[str, str]
    functions: dict[str, str]
    separator: str
    leaf: Callable[[Leaf | Step], str]
    show_round: bool = True


def write(node: Node, notation: Notation, above: int = -1) -> str:
    """A formula in a notation, with the parentheses it needs and no other."""
    if isinstance(node, Leaf | Step):
        return notation.leaf(node)
    if node.operator == "round" and not notation.show_round:
        return write(node.terms[0], notation, above)
    if node.operator == "negative":
        return f"-{write(node.terms[0], notation, 3)}"
    if node.operator not in SYMBOLS:
        terms = notation.separator.join(write(term, notation) for term in node.terms)
        name = FUNCTIONS[node.operator]
        return f"{notation.functions.get(name, name)}({terms})"
    symbol, rank = SYMBOLS[node.operator]
    left, right = node.terms
    needs_left = symbol in {"-", "/", "^"}
    text = (
        write(left, notation, rank)
        + notation.symbols.get(symbol, symbol)
        + write(right, notation, rank + (1 if needs_left else 0))
    )
    return f"({text})" if rank < above else text


def workbook(node: Node, cell: Callable[[Leaf | Step], str]) -> str:
    """A live spreadsheet formula; `cell` gives the address (or number) of each leaf and step."""

    def leaf(x: Leaf | Step) -> str:
        if isinstance(x, Leaf) and x.kind == "constante":
            if isinstance(x.value, bool | np.bool_):
                return "TRUE" if x.value else "FALSE"
            if isnan(x.value):
                return '""'  # unknown: an empty cell, never an error
            return "1E+99" if isinf(x.value) else repr(float(x.value))
        return cell(x)

    return "=" + write(
        node.formula if isinstance(node, Step) else node, Notation({}, {}, ",", leaf)
    )
