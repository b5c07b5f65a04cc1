"""« Comment est-ce calculé ? »: a headline figure in three depths.

A sentence; the formula with the user's own numbers; the article or the document line with its date.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import isfinite, isinf
from typing import Any

import numpy as np

from simulator.cases.question import field_label, source_of
from simulator.cases.scenario import Scenario
from simulator.cases.transposition import transposition
from simulator.figure import (
    Leaf,
    Node,
    Operation,
    Step,
    cents,
    present_value,
)
from simulator.figures.indicators import Readable, readable
from simulator.figures.notation import Notation, write
from simulator.law.book import Book, Row, label
from simulator.law.facts import Fact, evidence
from simulator.schemes import scheme_of
from simulator.simulate import laws_of, ledger_of
from simulator.text import formats, has, say
from simulator.text.registered import in_words


@dataclass(frozen=True, slots=True)
class Ground:
    """A number that the figure stands on, and where it comes from."""

    label: str
    value: str
    source: str
    url: str


def traced(scenario: Scenario, route: str, book: Book) -> Readable:
    """A route settled again, inside a trace, with figures that remember."""
    scheme, answers = scheme_of(scenario), scenario.reponses.figures()
    ledger = ledger_of(scheme, route, answers, book)
    first = next(iter(laws_of(scenario.reponses, book).values()))
    unknowns = scheme.unknowns(scenario.reponses, first)
    return readable(ledger, scheme.deeds(answers), unknowns, answers)


def rule_label(name: str) -> str:
    """What a rule, or a flow, is called on screen."""
    return say(f"regles.{name}.nom" if has(f"regles.{name}.nom") else f"natures.{name}")


def shown(value: Any, rule: str = "", digits: int | None = None) -> str:
    """The value of a step: a rate reads as a percentage, anything else as euros to the cent.

    `digits`: the decimals of what is rounded nowhere.
    """
    if isinstance(value, bool):
        return say("mots.oui" if value else "mots.non")
    unit = say(f"regles.{rule}.unite") if has(f"regles.{rule}.unite") else "€"
    if unit == "ratio":
        return formats.percent(value, digits or _DECIMALS)
    if unit != "€":
        return formats.with_unit(value, unit, digits or _FEW)
    return _exact_euros(value, digits or _DECIMALS)


_FEW, _DECIMALS, _MOST = 4, 6, 12


def _exact_euros(value: float, digits: int) -> str:
    """Euros to the cent, or as they stand when the law does not round there."""
    in_cents = value * 100
    if isinf(value) or abs(in_cents - round(in_cents)) < 1e-6:
        return formats.euros_cents(value)
    return f"{formats.number(value, digits)}\u00a0€"


def numbers(node: Any, digits: int | None = None) -> str:
    """A formula with the user's numbers: `60 % × 3 271,62 €`."""
    symbols = {
        "+": " + ", "-": " \u2212 ", "*": " × ", "/": " ÷ ", "^": " ^ ", "<": " < ", "<=": " ≤ ",
        ">": " > ", ">=": " ≥ ", "=": " = ", "<>": " ≠ ",
    }  # fmt: skip
    names = {
        name: say(f"fonctions.{name}")
        for name in ("MIN", "MAX", "IF", "ROUND", "NPV", "AND", "OR", "NOT", "ABS")
    }

    def leaf(x: Leaf | Step) -> str:
        return _number(x, digits)

    text = write(node, Notation(symbols, names, say("mots.suite"), leaf, show_round=False))
    return text.replace("+ \u2212", "\u2212 ")


def to_redo(node: Node) -> str:
    """The same with decimals enough to find the result again by hand, within half a cent.

    A volume is written by what it is made of: so many a head, so many heads.
    """
    node, wanted = in_full(node), float(node.value)
    for digits in range(_DECIMALS, _MOST, 2):
        found = redone(node, partial(_as_printed, digits))
        if not isfinite(found) or abs(found - wanted) < HALF_A_CENT:
            return numbers(node, digits)
    return numbers(node, _MOST)


def _as_printed(digits: int, x: Leaf | Step) -> float:
    return round(float(x.value), digits)


HALF_A_CENT = 0.005


def in_full(node: Node) -> Node:
    """A formula in which no volume is hidden behind its name."""
    if isinstance(node, Operation):
        return Operation(node.operator, tuple(in_full(term) for term in node.terms), node.value)
    return in_full(node.formula) if isinstance(node, Step) and node.name == "volume" else node


def redone(node: Node, read: Callable[[Leaf | Step], float]) -> float:
    """A formula worked out again from the numbers that `read` gives for what it is made of."""
    if isinstance(node, Leaf | Step):
        return read(node)
    terms = [redone(term, read) for term in node.terms]
    if node.operator == "round":
        return float(cents(terms[0]))
    if node.operator == "npv":
        return float(present_value(terms[0], terms[1:]))
    return float(getattr(np, node.operator)(*terms))


def _number(leaf: Leaf | Step, digits: int | None) -> str:
    if isinstance(leaf, Step):
        return shown(leaf.value, leaf.name, digits)
    if isinstance(leaf.value, bool):
        return say("mots.oui" if leaf.value else "mots.non")
    if leaf.kind == "constante":
        return formats.number(leaf.value, 10)
    if leaf.unit == "ratio":
        return formats.percent(leaf.value, digits or _DECIMALS)
    if leaf.unit == "€" and digits:
        return _exact_euros(leaf.value, digits)
    bare = leaf.unit.startswith("%") if digits else leaf.unit in _BARE
    return formats.with_unit(leaf.value, "" if bare else leaf.unit, digits or _FEW)


_BARE = {"PME", "cadres", "salariés", "avances", "emplois", "%"}


def ground_of(leaf: Leaf, scenario: Scenario) -> Ground:
    """Where a number of a scenario comes from: law, fact, a proposed value, or what was typed."""
    if leaf.kind in {"loi", "fait"}:
        return public_ground(leaf)
    value = formats.with_unit(leaf.value, leaf.unit)
    kind, named = type(scenario.reponses), field_label(leaf.name, scenario.dispositif)
    default = source_of(kind, leaf.name)
    if default is None or not scenario.reponses.is_default(leaf.name):
        return Ground(named, value, say("mots.saisie"), "")
    where = default.source or say("mots.hypothese")
    offered = say("mots.valeur_proposee", source=where)
    a = scenario.reponses
    if leaf.name in a.indexed() and (carried := transposition(kind, a.annee)):
        offered = say("mots.valeur_portee", source=where, annee=carried.en_euros_de)
    return Ground(named, value, offered, _url(default.source))


def public_ground(leaf: Leaf) -> Ground:
    """Where a number of law or of fact comes from."""
    value = formats.with_unit(leaf.value, leaf.unit)
    if leaf.kind == "loi":
        return _law_ground(leaf, value)
    row = evidence(leaf.name)
    named = (
        f"{in_words(row.quantity)} ({in_words(row.period)})"
        if isinstance(row, Fact)
        else in_words(row.why)
    )
    return Ground(named, value, row.source or say("mots.hypothese"), _url(row.source))


def _law_ground(leaf: Leaf, value: str) -> Ground:
    row: Row = leaf.origin
    since = say(
        "explication.depuis",
        jour=formats.day(row.since),
        verifie=formats.day(row.checked_on),
        confiance=row.confidence,
    )
    where = formats.series([in_words(row.reference), since])
    return Ground(label(leaf.name), value, where, row.url)


def _url(source: str) -> str:
    return source if source.startswith("http") else ""
