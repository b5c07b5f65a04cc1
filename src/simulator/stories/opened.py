"""A formula opened: what it is made of, step by step, down to the row of law or the document."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import isinf
from typing import Any

from simulator.figure import Leaf, Node, Operation, Step
from simulator.figures.explain import Ground, in_full, rule_label, shown, to_redo
from simulator.law.book import Row, label
from simulator.law.sources import source_name, titled
from simulator.stories.references import text_of_law
from simulator.stories.table import Cell, Table
from simulator.text import formats, has, say
from simulator.text.registered import in_words

DECIMALS = 6
BOUNDED_BY_TAX = "reduction_imputee"
"""The rule in which an endless number is a tax that nobody typed."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A number of a formula: how it is told, what it is worth, and what it stands on.

    `law` is its row of law, line by line; `inner` what makes it, unless its line holds it already.
    """

    label: str
    amount: str
    source: Cell = ""
    formula: str = ""
    rule: str = ""
    law: tuple[tuple[str, Cell], ...] = ()
    confidence: str = ""
    number: int = 0
    inner: tuple["Opened", ...] = ()


class Line:
    """The formula of a line of an account: its words, its rule, and what it is made of."""

    def __init__(self, node: Node, opening: "Opening") -> None:
        self._node = _unlimited(_meant(node))
        self._seen: set[int] = set()
        self.inner = self._once(opening.inside(_meant(node)))

    @property
    def formula(self) -> str:
        """The formula with its numbers."""
        return to_redo(self._node.formula if isinstance(self._node, Step) else self._node)

    @property
    def rule(self) -> str:
        """What the rule says, when the line is the answer of one."""
        step = self._node
        if not isinstance(step, Step) or not has(f"regles.{step.name}.phrase"):
            return ""
        said = say(f"regles.{step.name}.phrase")
        return formats.named(rule_label(step.name), f"{said} {in_words(step.reference)}.")

    @property
    def numbers(self) -> str:
        """The numbers of all that it stands on: `1 à 4, 7`."""
        return _ranges(sorted(self._seen))

    def _once(self, made: tuple[Opened, ...]) -> tuple[Opened, ...]:
        """The same, each number opened once in the line and then only named."""
        told = []
        for one in made:
            if one.number in self._seen:
                again = say("explication.deja", numero=one.number)
                told.append(Opened(one.label, one.amount, again, number=one.number))
                continue
            self._seen.add(one.number)
            told.append(replace(one, inner=self._once(one.inner)))
        return tuple(told)


class Opening:
    """Opens the formulas of a sheet; two numbers made alike are one, under one number."""

    def __init__(self, ground: Callable[[Leaf], Ground]) -> None:
        self._ground = ground
        self._known: dict[tuple[Any, ...], Opened] = {}
        self._of_node: dict[int, tuple[Node, Opened]] = {}  # the node is held: its id is its own

    def inside(self, node: Node) -> tuple[Opened, ...]:
        """What a formula is made of, each thing once."""
        free = _unlimited(node)
        parts = _parts(free.formula if isinstance(free, Step) else free)
        found = [self._opened(part) for part in parts if isinstance(part, Step) or part.name]
        if free is not node:
            found.append(self._numbered(_untold(), ()))
        return tuple({one.number: one for one in found}.values())

    def _opened(self, part: Leaf | Step) -> Opened:
        if id(part) not in self._of_node:
            is_step = isinstance(part, Step)
            one = self._step(part) if isinstance(part, Step) else self._leaf(part)
            made = self._numbered(one, self.inside(part) if is_step else ())
            self._of_node[id(part)] = part, made
        return self._of_node[id(part)][1]

    def _numbered(self, one: Opened, inner: tuple[Opened, ...]) -> Opened:
        key = one, tuple(part.number for part in inner)
        if key not in self._known:
            self._known[key] = replace(one, inner=inner, number=len(self._known) + 1)
        return self._known[key]

    def _step(self, step: Step) -> Opened:
        said = f"regles.{step.name}.phrase"
        return Opened(
            label=rule_label(step.name),
            formula=to_redo(_unlimited(step).formula),
            rule=say(said) if has(said) else "",
            source=text_of_law(step.reference),
            amount=shown(step.value, step.name),
        )

    def _leaf(self, leaf: Leaf) -> Opened:
        if leaf.kind == "loi":
            return _of_law(leaf)
        ground = self._ground(leaf)
        address = ground.url.partition(" ; ")[0]
        words = ground.source.replace(ground.url, source_name(ground.url)) if address else ""
        source: Cell = (words, address) if address else in_words(ground.source)
        return Opened(ground.label, _value(leaf), source)

    def table(self) -> Table:
        """Every number that was opened: what it is, its value, its text, its confidence."""
        heads = [say(f"explication.colonne_{c}") for c in ("numero", "donnee", "valeur", "texte")]
        heads.append(say("colonnes.confiance"))
        rows = [
            (str(one.number), one.label, one.amount, _text(one), one.confidence or "–")
            for one in self._known.values()
        ]
        return Table(heads, rows, "llrll", caption=say("explication.fondements"), wrap=True)


def _text(one: Opened) -> Cell:
    """What a number stands on, in one cell: its formula, then its text."""
    if not one.formula:
        return one.source
    words = one.source if isinstance(one.source, str) else one.source[0]
    return formats.series([one.formula, words])


def _untold() -> Opened:
    """The tax due that nobody typed: supposed large enough."""
    why = say("explication.impot_suppose")
    return Opened(say("explication.impot_du"), say("mots.sans_limite"), why)


def _value(leaf: Leaf) -> str:
    """A number with its unit, as exact as formulas write it."""
    if leaf.unit == "€" and leaf.value % 1:
        return shown(leaf.value)
    return formats.with_unit(leaf.value, leaf.unit, DECIMALS)


def _of_law(leaf: Leaf) -> Opened:
    row: Row = leaf.origin
    return Opened(
        label(leaf.name),
        _value(leaf),
        text_of_law(row.reference),
        law=_law(row),
        confidence=row.confidence,
    )


def _law(row: Row) -> tuple[tuple[str, Cell], ...]:
    """A row of law: its article, since when and how it was read, its document."""
    since = say(
        "explication.depuis_court",
        jour=formats.day(row.since),
        verifie=formats.day(row.checked_on),
        confiance=row.confidence,
    )
    has_title = row.url in titled()
    words = text_of_law(row.reference)
    lines: list[tuple[str, Cell]] = [
        (say("explication.article"), (words, row.url) if row.url and not has_title else words),
        (say("explication.en_vigueur"), since),
    ]
    if has_title:
        lines.append((say("explication.document"), (source_name(row.url), row.url)))
    return tuple(lines)


def _meant(node: Node) -> Node:
    """The formula that says something: not one that only rounds, or repeats another."""
    inner = node.formula if isinstance(node, Step) else node
    while isinstance(inner, Operation) and inner.operator == "round":
        inner = inner.terms[0]
    return _meant(inner) if isinstance(inner, Step) else node if isinstance(node, Step) else inner


def _unlimited(node: Any) -> Any:
    """A reduction that no tax limits, since nobody typed one: the reduction itself."""
    if not isinstance(node, Step) or node.name != BOUNDED_BY_TAX:
        return node
    formula = node.formula
    if not isinstance(formula, Operation) or formula.operator != "minimum":
        return node
    free, tax = formula.terms
    endless = isinstance(tax, Leaf) and isinf(tax.value)
    return free if endless and isinstance(free, Step) else node


def _parts(node: Node) -> Iterator[Leaf | Step]:
    """The numbers that a formula names, in its order."""
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, Step):
        meant = _meant(node)
        if isinstance(meant, Leaf | Step):
            yield meant
    else:
        for term in node.terms:
            yield from _parts(in_full(term))


def _ranges(numbers: list[int]) -> str:
    """Numbers in a row told by their ends."""
    starts = [n for n in numbers if n - 1 not in numbers]
    ends = [n for n in numbers if n + 1 not in numbers]
    told = [
        str(a) if a == b else say("explication.de_a", debut=a, fin=b)
        for a, b in zip(starts, ends, strict=True)
    ]
    return ", ".join(told)
