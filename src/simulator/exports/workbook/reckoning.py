"""Figures of the engine turned into lines of a workbook, each rule once a year.

Two years in which a rule reads the same things make one line: its formula is written once and
copied across. What stands on a line of its own (a stock, a flow, a result) is told by its place.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import isinf, isnan
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
    SheetKey,
    Span,
    Sum,
    cached,
    exact,
    length,
    refs_of,
    sections_of,
    shape,
    year_of,
)
from simulator.exports.workbook.tidy import tidied
from simulator.figure import Figure, Leaf, Node, Operation, Step
from simulator.figures.explain import rule_label
from simulator.figures.notation import FUNCTIONS, SYMBOLS
from simulator.law.book import Row
from simulator.rules.suivi_des_dons import FISCAL_YEARS
from simulator.text import has, say

LONGEST = 170
"""Characters beyond which a formula is cut into steps."""
TOGETHER = ("ensemble",)
"""The section of what reads several others."""
UNITS = "regles.{}.unite"
PLACED_UNITS = {
    "taux_du_millesime": "ratio", "pme": "PME", "jours": "jours", "emplois_prevus": "emplois",
    "emplois_realises": "emplois", "emplois_durables": "emplois",
}  # fmt: skip
MOST_PARTS = 12
"""Terms of a sum beyond which it is cut into partial sums."""


@dataclass(slots=True)
class Reckoning:
    """All that formulas read and make; `leaf` says what an answer is called in the workbook."""

    leaf: Callable[[Leaf], Named | InputOf]
    lines: list[Line] = field(default_factory=list)
    rows: dict[tuple[str, Any], Row] = field(default_factory=dict)
    held: dict[tuple[str, int], set[Any]] = field(default_factory=dict)
    facts: dict[str, Leaf] = field(default_factory=dict)
    constants: dict[float, str] = field(default_factory=dict)
    _refs: dict[int, Ref] = field(default_factory=dict)
    _uses: dict[int, int] = field(default_factory=dict)  # by how many formulas each part is read
    _seen: set[int] = field(default_factory=set)
    _alive: list[Node] = field(default_factory=list)  # so that no id serves twice
    _tagged: dict[int, tuple[Line, int | None]] = field(default_factory=dict)
    _placed: dict[tuple[Any, ...], Line] = field(default_factory=dict)
    _shaped: dict[tuple[Any, ...], Line] = field(default_factory=dict)

    # what stands on a line that is chosen

    def put(self, line: Line, year: int | None, amount: Any) -> Ref:
        """A figure in a cell of a line; a bare number is written as it is."""
        if line not in self.lines:
            self.lines.append(line)
        node = amount.node if isinstance(amount, Figure) else Leaf(amount, "constante")
        self._visit_under(node.formula if isinstance(node, Step) and not node.place else node)
        if isinstance(node, Step) and id(node) not in self._refs and not node.place:
            self._keep(node)
            line.cells[year] = self._cell(node.formula, node.value)
            line.node = line.node or node.formula
            self._refs[id(node)] = Ref(line, year)
        else:
            line.cells[year] = self._cell(node, node.value)
            line.node = line.node or node
        return Ref(line, year)

    def line(self, sheet: SheetKey, key: tuple[Any, ...], label: str, **told: Any) -> Line:
        """The line of a key, made the first time."""
        found = self._placed.get((sheet, *key))
        if found is None:
            found = self._placed[sheet, *key] = Line(sheet, label, **told)
            self.lines.append(found)
        return found

    def cell(self, amount: Figure) -> Cell:
        """The formula of a figure, which stands nowhere yet."""
        self._visit_under(amount.node)
        return self._cell(amount.node, amount.value)

    @staticmethod
    def year(cell: Cell) -> int | None:
        """The year that a formula speaks of."""
        return year_of(cell.pieces)

    def held_by(self, series: tuple[str, ...], what: str) -> list[Line]:
        """What is left of each vintage of a stock that may still be used, age by age."""
        return [
            line
            for key, line in self._placed.items()
            if key[1:4] == (series, "restant", what) and key[5] < FISCAL_YEARS - 1
        ]

    # what is found on the way

    def visit(self, node: Step) -> Ref:
        """The cell of a step."""
        if id(node) not in self._refs:
            self._visit_under(node)
        return self._refs[id(node)]

    def _visit_under(self, node: Node) -> None:
        """Every step that a formula needs, each after those it needs: chains of years are long."""
        left: list[tuple[Node, bool]] = [(node, False)]
        while left:
            one, ready = left.pop()
            if isinstance(one, Leaf) or id(one) in self._refs:
                continue
            if ready:
                if isinstance(one, Step):
                    self._keep(one)
                    self._refs[id(one)] = self._of_step(one)
                continue
            if id(one) in self._seen:
                continue
            self._seen.add(id(one))
            self._keep(one)
            left.append((one, True))
            terms = (_behind(one),) if isinstance(one, Step) else one.terms
            for term in reversed(terms):
                self._uses[id(term)] = self._uses.get(id(term), 0) + 1
                left.append((term, False))

    def _keep(self, node: Node) -> None:
        self._alive.append(node)

    def _of_step(self, node: Step) -> Ref:
        if not node.place:
            return self._found(node.name, node.reference, node.formula, node.value)
        formula, inner = _behind(node), node.formula
        told = inner if isinstance(inner, Step) and formula is not inner else node
        name, reference = told.name, told.reference
        series, _, *rest, year = node.place
        label = label_of(name)
        if rest:
            label = say("classeur.age", regle=label, age=rest[-1], taux=rest[1] + 1)
        unit = PLACED_UNITS.get(node.name, "€")
        line = self.line(
            "calculs", node.place[:-1], label, reference=reference, section=series, unit=unit
        )
        line.node = line.node or formula
        line.cells[year] = self._cell(formula, node.value)
        return Ref(line, year)

    def _found(self, name: str, reference: str, formula: Node, value: Any) -> Ref:
        """The cell of a formula on the line that reads as it does, in its year."""
        cell = self._cell(formula, value)
        year = year_of(cell.pieces)
        wanted = exact(cell.pieces)
        for turn in range(len(self.lines) + 1):
            key = (name, shape(cell.pieces, year), year is None, turn)
            line = self._shaped.get(key)
            if line is None:
                line = self._shaped[key] = self._made(name, reference, formula, cell)
            kept = line.cells.setdefault(year, cell)
            if kept is cell or exact(kept.pieces) == wanted:
                return Ref(line, year)
        raise AssertionError(name)

    def _made(self, name: str, reference: str, formula: Node, cell: Cell) -> Line:
        found = sections_of(cell.pieces)
        section = TOGETHER if len(found) > 1 else next(iter(found), ())
        unit = say(UNITS.format(name)) if has(UNITS.format(name)) else "€"
        if isinstance(cell.value, bool):
            unit = "test"
        line = Line("calculs", label_of(name), reference, unit, section, formula)
        self.lines.append(line)
        return line

    # formulas

    def _cell(self, formula: Node, value: Any) -> Cell:
        """A formula, guarded where something it reads may be unknown."""
        formula = tidied(formula)
        choice = isinstance(formula, Operation) and formula.operator == "where"
        pieces = self._choice(formula) if choice else self._pieces(formula, top=True)  # type: ignore[arg-type]
        doubtful = list(self._doubtful(pieces))
        unknown = bool(doubtful) or _may_be_unknown(formula)
        asked = self._doubtful(self._pieces(formula.terms[0])) if choice else doubtful  # type: ignore[union-attr]
        if len(pieces) > 1 and (guard := list(asked)):
            pieces = (*_all_known(guard), *pieces, ',"")')
            value = "" if any(ref.line.cells[ref.year].value == "" for ref in guard) else value
        return Cell(pieces, cached(value), unknown)

    @staticmethod
    def _doubtful(pieces: Pieces) -> Iterator[Ref]:
        return (ref for ref in refs_of(pieces) if ref.line.cells[ref.year].unknown)

    def _choice(self, node: Operation) -> Pieces:
        """A choice between two amounts: one that may be unknown stands on its own line."""
        test, *branches = node.terms
        found = [self._pieces(test)]
        for branch in branches:
            pieces = self._pieces(branch)
            alone = tidied(branch)
            if len(pieces) > 1 and any(self._doubtful(pieces)) and isinstance(alone, Operation):
                pieces = (self._apart(alone),)
            found.append(pieces)
        return self._fitted(node, found)

    def _pieces(self, node: Node, *, top: bool = False) -> Pieces:
        node = tidied(node)
        if isinstance(node, Step):
            return (self.visit(node),)
        if isinstance(node, Leaf):
            return (self._leaf(node),)
        if not top and (_may_be_unknown(node) or self._uses.get(id(node), 0) > 1):
            return (self._apart(node),)
        if node.operator == "add":
            return self._sum(node)
        if node.operator == "round":
            return ("ROUND(", *self._pieces(node.terms[0]), ",2)")
        if node.operator == "npv":
            return self._present_value(node)
        return self._fitted(node, [self._pieces(term) for term in node.terms])

    def _present_value(self, node: Operation) -> Pieces:
        """Many amounts of one rate, each on a line of its own, one under the other."""
        rate, *amounts = node.terms
        for amount in amounts:
            self._pieces(amount)
        refs = [self._apart(a) if isinstance(a, Operation) else self._pieces(a)[0] for a in amounts]
        if all(isinstance(ref, Ref) for ref in refs):
            return ("NPV(", *self._pieces(rate), ",", Span(tuple(refs)), ")")  # type: ignore[arg-type]
        listed: list[Piece] = ["NPV(", *self._pieces(rate)]
        for ref in refs:
            listed += [",", ref]
        return (*listed, ")")

    def _apart(self, node: Operation) -> Ref:
        """An operation on a line of its own."""
        self._keep(node)
        if id(node) not in self._refs:
            self._refs[id(node)] = self._found("etape", "", node, node.value)
        return self._refs[id(node)]

    def _fitted(self, node: Operation, terms: list[Pieces]) -> Pieces:
        """An operation over its terms, the longest ones set apart until it can be read."""
        terms = list(terms)
        while True:
            pieces = _operated(node, terms)
            long = [n for n, term in enumerate(node.terms) if _can_move(term, terms[n])]
            if length(pieces) <= LONGEST or not long:
                return pieces
            longest = max(long, key=lambda n: length(terms[n]))
            moved = node.terms[longest]
            assert isinstance(moved, Operation)
            terms[longest] = (self._apart(moved),)

    def _sum(self, node: Operation) -> Pieces:
        """Many terms added: those of a line of flows are summed over their years."""
        terms = _shorter(list(_added(node)), self._flow_of)
        flows: dict[Line, list[int]] = {}
        others: list[tuple[Node, Pieces]] = []
        for term in terms:
            if isinstance(term, Leaf) and term.kind == "constante" and term.value == 0:
                continue
            pieces = self._pieces(term)
            ref = pieces[0]
            if len(pieces) == 1 and isinstance(ref, Ref) and _is_flow(ref, flows):
                flows.setdefault(ref.line, []).append(ref.year or 0)
            else:
                others.append((term, pieces))
        return self._joined(flows, others)

    def _flow_of(self, term: Node) -> Any:
        """What terms go together: those of a line of flows."""
        ref = self._refs.get(id(term)) if isinstance(term, Step) else None
        return ref.line if ref is not None and ref.line.sheet == "flux" else term

    def _joined(self, flows: dict[Line, list[int]], others: list[tuple[Node, Pieces]]) -> Pieces:
        parts: list[Pieces] = [
            (Ref(line, years[0]),) if len(years) == 1 else (Sum(line, tuple(sorted(years))),)
            for line, years in flows.items()
        ]
        for term, pieces in others:
            long = isinstance(term, Operation) and length(pieces) > LONGEST // 2
            assert not long or isinstance(term, Operation)
            alone = (self._apart(term),) if long else pieces  # type: ignore[arg-type]
            parts.append(alone)
        if not parts:
            return ("0",)
        found: list[Piece] = [*parts[0]]
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
                return Named(fact_name(leaf.name))
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
        return Named(self.constants[number])


def _behind(node: Step) -> Node:
    """The formula of a step; of one placed on a line, that of the rule that made it."""
    inner = node.formula
    return inner.formula if node.place and isinstance(inner, Step) and not inner.place else inner


def _is_flow(ref: Ref, flows: dict[Line, list[int]]) -> bool:
    fresh = ref.year not in flows.get(ref.line, [])
    return ref.line.sheet == "flux" and ref.year is not None and fresh


def _added(node: Node) -> Sequence[Node]:
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


def _shorter(terms: list[Node], group_of: Callable[[Node], Any]) -> list[Node]:
    """The terms of a sum, or partial sums of them when there are too many."""
    groups: dict[int, list[Node]] = {}
    for term in terms:
        groups.setdefault(id(group_of(term)), []).append(term)
    together = list(groups.values())
    if len(together) <= MOST_PARTS:
        return terms
    size = max(MOST_PARTS // 2, -(-len(together) // MOST_PARTS))
    return [
        _chain([term for group in together[start : start + size] for term in group])
        for start in range(0, len(together), size)
    ]


def _chain(terms: Sequence[Node]) -> Node:
    """A sum of terms; a long one among others stands on a line of its own."""
    found = terms[0]
    for term in terms[1:]:
        found = Operation("add", (found, term), found.value + term.value)
    return found if len(terms) == 1 else Step("etape", "", found, found.value)


def _can_move(term: Node, pieces: Pieces) -> bool:
    return isinstance(term, Operation) and len(pieces) > 1


def _may_be_unknown(node: Node) -> bool:
    """Whether an operation chooses between an amount and nothing."""
    if not isinstance(node, Operation) or node.operator != "where":
        return False
    return any(_nothing(term) or _may_be_unknown(term) for term in node.terms[1:])


def _nothing(node: Node) -> bool:
    return isinstance(node, Leaf) and isinstance(node.value, float) and isnan(node.value)


def _all_known(refs: Sequence[Ref]) -> Pieces:
    tests: list[Piece] = []
    for ref in dict.fromkeys(refs):
        tests += [",ISNUMBER(", ref, ")"]
    only = len(tests) == 3
    tests[0] = "ISNUMBER("
    return ("IF(", *tests, ",") if only else ("IF(AND(", *tests, "),")


def _operated(node: Operation, terms: Sequence[Pieces]) -> Pieces:
    """An operator over the pieces of its terms, with the parentheses that it needs."""
    if node.operator == "negative":
        return ("-", *_within(node.terms[0], terms[0], 3))
    if node.operator in SYMBOLS:
        symbol, rank = SYMBOLS[node.operator]
        harder = rank + (1 if symbol in {"-", "/", "^"} else 0)
        left = _within(node.terms[0], terms[0], rank)
        right = _within(node.terms[1], terms[1], harder)
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


def label_of(name: str) -> str:
    """What a rule, a flow or a step is called."""
    if name.startswith("porte_"):
        party = name.removeprefix("porte_")
        return say("classeur.programme.porte", partie=say(f"parties.{party}"))
    for key in (f"classeur.etapes.{name}", f"classeur.programme.{name}"):
        if has(key) and not has(f"regles.{name}.nom"):
            return say(key)
    return rule_label(name)


def fact_name(identifier: str) -> str:
    """The name of the cell of a fact."""
    return "f_" + identifier.replace(".", "_").replace("-", "_")


def constant_name(number: float) -> str:
    """The name of the cell of a constant of the model."""
    if isinf(number):
        return "c_sans_limite"
    text = f"{number:g}" if number == float(f"{number:g}") else repr(number)
    return "c_" + text.replace("-", "moins_").replace(".", "_").replace("+", "")
