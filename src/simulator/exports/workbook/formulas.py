"""A formula of the engine as pieces of a workbook's: answers, law, constants, other cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import isnan
from typing import Any

from simulator.exports.workbook.cells import (
    Cell,
    InputOf,
    LawOf,
    Line,
    Named,
    Piece,
    Pieces,
    Ref,
    Span,
    Sum,
    cached,
    is_noisy,
    length,
    refs_of,
)
from simulator.exports.workbook.named import constant_name, fact_name, read_name
from simulator.exports.workbook.tidy import Tidy
from simulator.exports.workbook.writing import (
    added,
    all_known,
    can_move,
    is_flow,
    is_truth,
    may_be_unknown,
    operated,
    shorter,
)
from simulator.figure import Leaf, Node, Operation, Step
from simulator.law.book import Row

CLEAN = "c_sans_bruit"
"""The cell of the decimals beyond which a difference is noise."""
LONGEST = 170
"""Characters beyond which a formula is cut into steps."""


@dataclass(slots=True)
class Formulas:
    """Formulas, and what they start from: rows of law by year, facts, constants.

    `leaf` gives what is read of an answer, `typed` the cell of it; `visit` the cell of a step,
    `apart` that of an operation on a line of its own; `shared` tells an operation that several
    formulas read.
    """

    leaf: Callable[[Leaf], Named | Ref]
    typed: Callable[[Leaf], Named | InputOf]
    visit: Callable[[Step], Ref]
    apart: Callable[[Operation], Ref]
    shared: Callable[[Node], bool]
    tidy: Tidy = field(default_factory=Tidy)
    rows: dict[tuple[str, Any], Row] = field(default_factory=dict)
    held: dict[tuple[str, int], set[Any]] = field(default_factory=dict)
    facts: dict[str, Leaf] = field(default_factory=dict)
    constants: dict[float, str] = field(default_factory=dict)
    divisors: set[str] = field(default_factory=set)  # law and facts that may not be nil
    _written: dict[int, tuple[Node, Pieces]] = field(default_factory=dict)  # so that no id is twice

    def cell(self, formula: Node, value: Any) -> Cell:
        """A formula, guarded where something it reads may be unknown."""
        formula = self.tidy(formula)
        choice = isinstance(formula, Operation) and formula.operator == "where"
        pieces = self._choice(formula) if choice else self._pieces(formula, top=True)  # type: ignore[arg-type]
        doubtful = list(self._doubtful(pieces))
        unknown = bool(doubtful) or may_be_unknown(formula)
        asked = self._doubtful(self._pieces(formula.terms[0])) if choice else doubtful  # type: ignore[union-attr]
        if len(pieces) > 1 and (guard := list(asked)):
            pieces = (*all_known(guard), *pieces, ',"")')
            value = "" if any(ref.line.cells[ref.year].value == "" for ref in guard) else value
        rounded = isinstance(formula, Operation) and formula.operator == "round"
        noisy = not rounded and is_noisy(pieces)
        return Cell(pieces, cached(value), unknown, is_truth(formula), noisy)

    @staticmethod
    def _doubtful(pieces: Pieces) -> Iterator[Ref]:
        return (ref for ref in refs_of(pieces) if ref.line.cells[ref.year].unknown)

    def _choice(self, node: Operation) -> Pieces:
        """A choice between two amounts: one that may be unknown stands on its own line."""
        test, *branches = node.terms
        found = [self._pieces(test)]
        for branch in branches:
            pieces = self._pieces(branch)
            alone = self.tidy(branch)
            if len(pieces) > 1 and any(self._doubtful(pieces)) and isinstance(alone, Operation):
                pieces = (self.apart(alone),)
            found.append(pieces)
        return self._fitted(node, found)

    def _pieces(self, node: Node, *, top: bool = False) -> Pieces:
        node = self.tidy(node)
        if isinstance(node, Step):
            return (self.visit(node),)
        if isinstance(node, Leaf):
            return (self._leaf(node),)
        if top:
            return self._operation(node, top=True)
        found = self._written.get(id(node))
        if found is None:
            found = self._written[id(node)] = (node, self._operation(node))
        return found[1]

    def _operation(self, node: Operation, *, top: bool = False) -> Pieces:
        if not top and (may_be_unknown(node) or self.shared(node)):
            return (self.apart(node),)
        if node.operator == "isblank":
            (leaf,) = node.terms
            assert isinstance(leaf, Leaf)
            return ("ISBLANK(", self.typed(leaf), ")")
        if node.operator == "divide":
            self.divisors.update(_law_in(node.terms[1]))
        if node.operator == "add":
            return self._sum(node)
        if node.operator == "round":
            return self._rounded(self._pieces(node.terms[0]))
        if node.operator == "npv":
            return self._present_value(node)
        return self._fitted(node, [self._pieces(term) for term in node.terms])

    @staticmethod
    def _rounded(pieces: Pieces) -> Pieces:
        """To the cent, half up; the noise of a difference is taken off before, as `cents` does."""
        if is_noisy(pieces):
            pieces = ("ROUND(", *pieces, ",", Named(read_name(CLEAN)), ")")
        return ("ROUND(", *pieces, ",2)")

    def _present_value(self, node: Operation) -> Pieces:
        """Many amounts of one rate, each on a line of its own, one under the other."""
        rate, *amounts = node.terms
        for amount in amounts:
            self._pieces(amount)
        refs = [self.apart(a) if isinstance(a, Operation) else self._pieces(a)[0] for a in amounts]
        if all(isinstance(ref, Ref) for ref in refs):
            return ("NPV(", *self._pieces(rate), ",", Span(tuple(refs)), ")")  # type: ignore[arg-type]
        listed: list[Piece] = ["NPV(", *self._pieces(rate)]
        for ref in refs:
            listed += [",", ref]
        return (*listed, ")")

    def _fitted(self, node: Operation, terms: list[Pieces]) -> Pieces:
        """An operation over its terms, the longest ones set apart until it can be read."""
        terms = list(terms)
        while True:
            pieces = operated(node, [self.tidy(term) for term in node.terms], terms)
            long = [n for n, term in enumerate(node.terms) if can_move(term, terms[n])]
            if length(pieces) <= LONGEST or not long:
                return pieces
            longest = max(long, key=lambda n: length(terms[n]))
            moved = node.terms[longest]
            assert isinstance(moved, Operation)
            terms[longest] = (self.apart(moved),)

    def _sum(self, node: Operation) -> Pieces:
        """Many terms added: those of a line of flows are summed over their years."""
        terms = shorter(list(added(node)), self._flow_of)
        flows: dict[Line, list[int]] = {}
        others: list[tuple[Node, Pieces]] = []
        for term in terms:
            if isinstance(term, Leaf) and term.kind == "constante" and term.value == 0:
                continue
            pieces = self._pieces(term)
            ref = pieces[0]
            if len(pieces) == 1 and isinstance(ref, Ref) and is_flow(ref, flows):
                flows.setdefault(ref.line, []).append(ref.year or 0)
            else:
                others.append((term, pieces))
        return self._joined(flows, others)

    def _flow_of(self, term: Node) -> Any:
        """What terms go together: those of a line of flows."""
        ref = self.visit(term) if isinstance(term, Step) else None
        return ref.line if ref is not None and ref.line.sheet == "flux" else term

    def _joined(self, flows: dict[Line, list[int]], others: list[tuple[Node, Pieces]]) -> Pieces:
        parts: list[Pieces] = [
            (Ref(line, years[0]),) if len(years) == 1 else (Sum(line, tuple(sorted(years))),)
            for line, years in flows.items()
        ]
        free = len(parts)
        parts += [pieces for _, pieces in others]
        while length([piece for part in parts for piece in part]) > LONGEST:
            movable = [n for n, part in enumerate(parts) if n >= free and len(part) > 1]
            if not movable:
                break
            longest = max(movable, key=lambda n: length(parts[n]))
            moved = self.tidy(others[longest - free][0])
            assert isinstance(moved, Operation)
            parts[longest] = (self.apart(moved),)
        found: list[Piece] = [*(parts[0] if parts else ("0",))]
        for part in parts[1:]:
            found += ["+", *part]
        return tuple(found)

    def _leaf(self, leaf: Leaf) -> Piece:
        match leaf.kind:
            case "saisie":
                return self.leaf(leaf)
            case "loi":
                row: Row = leaf.origin
                year = leaf.year or 0
                self.rows.setdefault((row.parameter, row.since), row)
                self.held.setdefault((row.parameter, year), set()).add(row.since)
                return LawOf(row.parameter, row.since, year)
            case "fait":
                self.facts.setdefault(leaf.name, leaf)
                return Named(read_name(fact_name(leaf.name)))
        return self._constant(leaf.value)

    def _constant(self, value: Any) -> Piece:
        """0 and 1 are written; any other number has a cell with a name."""
        if isinstance(value, bool) or type(value).__name__ == "bool":
            return "TRUE" if value else "FALSE"
        number = float(value)
        if isnan(number):
            return '""'
        if number in {0, 1}:
            return str(int(number))
        if number not in self.constants:
            self.constants[number] = constant_name(number)
        return Named(read_name(self.constants[number]))


def _law_in(node: Node) -> Iterator[str]:
    """The rows of law and the facts that a formula reads itself, or by a rule that is only one."""
    if isinstance(node, Step):
        node = node.formula
    if isinstance(node, Leaf) and node.kind in {"loi", "fait"}:
        yield node.origin.parameter if node.kind == "loi" else node.name
    if isinstance(node, Operation) and node.operator in {"multiply", "divide"}:
        for term in node.terms:
            yield from _law_in(term)
