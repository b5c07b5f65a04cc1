"""Figures of the engine turned into lines of a workbook, each rule once a year.

Two years in which a rule reads the same things make one line: its formula is written once and
copied across. What stands on a line of its own (a stock, a flow, a result) is told by its place.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.exports.workbook.cells import (
    Cell,
    InputOf,
    Line,
    Named,
    Ref,
    SheetKey,
    cached,
    exact,
    sections_of,
    shape,
    year_of,
)
from simulator.exports.workbook.formulas import Formulas
from simulator.exports.workbook.named import aged, label_of, order_of
from simulator.figure import Figure, Leaf, Node, Operation, Step
from simulator.rules.suivi_des_dons import FISCAL_YEARS
from simulator.text import has, say

TOGETHER = ("ensemble",)
"""The section of what reads several others."""
STEP = "etape"
"""A part of a rule that stands on a line of its own."""
UNITS = "regles.{}.unite"
PLACED_UNITS = {
    "taux_du_millesime": "ratio", "pme": "PME", "jours": "jours", "emplois_prevus": "emplois",
    "emplois_realises": "emplois", "emplois_durables": "emplois",
}  # fmt: skip


@dataclass(slots=True)
class Reckoning:
    """All that formulas read and make; `leaf` gives what is read of an answer, `typed` its cell."""

    leaf: Callable[[Leaf], Named | Ref]
    typed: Callable[[Leaf], Named | InputOf]
    lines: list[Line] = field(default_factory=list)
    naming: str = ""  # what a formula that no rule made is the figure of
    formulas: Formulas = field(init=False)
    _refs: dict[int, Ref] = field(default_factory=dict)
    _uses: dict[int, int] = field(default_factory=dict)  # by how many formulas each part is read
    _seen: set[int] = field(default_factory=set)
    _alive: list[Node] = field(default_factory=list)  # so that no id serves twice
    _placed: dict[tuple[Any, ...], Line] = field(default_factory=dict)
    _rules: list[str] = field(default_factory=list)  # whose formula is being written
    _shaped: dict[tuple[Any, ...], Line] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.formulas = Formulas(self.leaf, self.typed, self.visit, self._apart, self._is_shared)

    def _is_shared(self, node: Node) -> bool:
        return self._uses.get(id(node), 0) > 1

    # what stands on a line that is chosen

    def put(self, line: Line, year: int | None, amount: Any) -> Ref:
        """A figure in a cell of a line; a bare number is written as it is."""
        if not isinstance(amount, Figure):
            line.cells[year] = Cell((), cached(amount))
            return Ref(line, year)
        node = amount.node
        self._visit_under(node.formula if isinstance(node, Step) and not node.place else node)
        if isinstance(node, Step) and id(node) not in self._refs and not node.place:
            self._keep(node)
            line.cells[year] = self._cell_of(node.name, node.formula, node.value)
            line.node = line.node or node.formula
            self._refs[id(node)] = Ref(line, year)
        else:
            line.cells[year] = self.formulas.cell(node, node.value)
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
        return self.formulas.cell(amount.node, amount.value)

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
            terms = (self._behind(one),) if isinstance(one, Step) else one.terms
            for term in reversed(terms):
                self._uses[id(term)] = self._uses.get(id(term), 0) + 1
                left.append((term, False))

    def _keep(self, node: Node) -> None:
        self._alive.append(node)

    def _of_step(self, node: Step) -> Ref:
        if not node.place:
            return self._found(node.name, node.reference, node.formula, node.value)
        formula, inner = self._behind(node), node.formula
        told = inner if isinstance(inner, Step) and formula is not inner else node
        name, reference = told.name, told.reference
        series, _, *rest, year = node.place
        label = aged(label_of(name), rest) if rest else label_of(name)
        unit = PLACED_UNITS.get(node.name, "€")
        line = self.line(
            "calculs", node.place[:-1], label, reference=reference, section=series, unit=unit,
            order=order_of(node.name, rest),
        )  # fmt: skip
        line.node = line.node or formula
        line.cells[year] = self._cell_of(name, formula, node.value)
        return Ref(line, year)

    def _found(self, name: str, reference: str, formula: Node, value: Any) -> Ref:
        """The cell of a formula on the line that reads as it does, in its year."""
        cell = self._cell_of(name, formula, value)
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

    def _cell_of(self, name: str, formula: Node, value: Any) -> Cell:
        """The formula of a rule; what is set apart of it is a step of that rule."""
        self._rules.append(self._rules[-1] if name == STEP and self._rules else name)
        cell = self.formulas.cell(formula, value)
        self._rules.pop()
        return cell

    def _made(self, name: str, reference: str, formula: Node, cell: Cell) -> Line:
        found = sections_of(cell.pieces)
        section = TOGETHER if len(found) > 1 else next(iter(found), ())
        told = say(UNITS.format(name)) if has(UNITS.format(name)) else "€"
        unit = "test" if cell.truth else "" if name == STEP else told
        line = Line("calculs", self._label(name), reference, unit, section, formula)
        self.lines.append(line)
        return line

    def _label(self, name: str) -> str:
        """What a line is called; a step is called after the rule that it serves."""
        rule = self._rules[-1] if self._rules else STEP
        if name != STEP:
            return label_of(name)
        if rule == STEP:
            return self.naming or label_of(STEP)
        return say("classeur.etape_de", regle=label_of(rule))

    def _apart(self, node: Operation) -> Ref:
        """An operation on a line of its own."""
        self._keep(node)
        if id(node) not in self._refs:
            self._refs[id(node)] = self._found(STEP, "", node, node.value)
        return self._refs[id(node)]

    def _behind(self, node: Step) -> Node:
        """The formula of a step; of one placed on a line, that of the rule that made it.

        A rule that already stands on a line (a flow) is read there.
        """
        inner = node.formula
        if isinstance(inner, Step) and node.place and not inner.place:
            return inner if id(inner) in self._refs else inner.formula
        return inner
