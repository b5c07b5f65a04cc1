"""A proof told flat: its steps, each after those it needs, and what its numbers stand on."""

from typing import Any, NamedTuple

from simulator.figure import Figure, Operation, leaves_of, steps_of
from simulator.figures.explain import Ground, numbers, rule_label, shown
from simulator.figures.proofs import Proof, prove, prove_each
from simulator.figures.sponsor_outcome import assess
from simulator.text import has, say
from simulator.text.registered import in_words


class Line(NamedTuple):
    """One step, in words."""

    label: str
    sentence: str
    formula: str
    reference: str
    amount: str


class Told(NamedTuple):
    """A figure, the steps that make it, and what it stands on."""

    figure: Any
    lines: tuple[Line, ...] = ()
    grounds: tuple[Ground, ...] = ()


def told(proof: Proof) -> Told:
    """The steps of a proof that say something, and its grounds."""
    if not isinstance(proof.figure, Figure):
        return Told(proof.figure)
    grounds = tuple(proof.ground(leaf) for leaf in leaves_of(proof.figure) if leaf.name)
    return Told(proof.figure, tuple(map(_line, filter(_tells, steps_of(proof.figure)))), grounds)


def explain(scenario, route, indicator):
    """An indicator of a route."""
    return told(prove(scenario, route, indicator))


def explain_sponsor(case, key, *, reading="prudent", exercice=None):
    """A figure of a sponsor's case."""
    return explain_all(case, [key], reading=reading, exercice=exercice)[key]


def explain_all(case, keys, *, reading="prudent", exercice=None):
    """Many of them, followed once."""
    proofs = prove_each(assess(case), keys, reading=reading, exercice=exercice)
    return {key: told(proof) for key, proof in proofs.items()}


def _tells(step):
    """A step that is nil, or that only repeats another, tells nothing."""
    formula = step.formula
    if isinstance(formula, Operation) and formula.operator == "round":
        formula = formula.terms[0]
    return bool(step.value) and not hasattr(formula, "formula")


def _line(step):
    key = f"regles.{step.name}.phrase"
    return Line(
        label=rule_label(step.name),
        sentence=say(key) if has(key) else "",
        formula=numbers(step.formula),
        reference=in_words(step.reference),
        amount=shown(step.value, step.name),
    )
