"""What lines and cells are called."""

from collections.abc import Sequence
from math import isinf
from typing import Any

from simulator.figures.explain import rule_label
from simulator.text import has, say


def label_of(name: str) -> str:
    """What a rule, a flow or a step is called."""
    if name.startswith("porte_"):
        party = name.removeprefix("porte_")
        return say("classeur.programme.porte", partie=say(f"parties.{party}"))
    for key in (f"classeur.etapes.{name}", f"classeur.programme.{name}"):
        if has(key) and not has(f"regles.{name}.nom"):
            return say(key)
    return rule_label(name)


def aged(label: str, line: Sequence[Any]) -> str:
    """The line of a stock: how old its vintage is, and at which of its two rates."""
    what, number, age = line
    if what == "reductions":
        return say("classeur.age_reduction", regle=label, n=age)
    return say(f"classeur.age_taux_{number + 1}", regle=label, n=age)


def order_of(name: str, line: Sequence[Any]) -> tuple[Any, ...]:
    """Where the line of a stock stands: stock by stock, what is used, what is left, its rate."""
    return (2, line[0], name, line[1], line[2]) if line else (0,)


def fact_name(identifier: str) -> str:
    """The name of the cell of a fact."""
    return "f_" + identifier.replace(".", "_").replace("-", "_")


def read_name(name: str) -> str:
    """The name of what formulas read of a cell that a person may type in."""
    return "l_" + name.removeprefix("h_")


def constant_name(number: float) -> str:
    """The name of the cell of a constant of the model."""
    if isinf(number):
        return "c_sans_limite"
    text = f"{number:g}" if number == float(f"{number:g}") else repr(number)
    return "c_" + text.replace("-", "moins_").replace(".", "_").replace("+", "")
