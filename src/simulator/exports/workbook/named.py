"""What lines and cells are called."""

from math import isinf

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


def fact_name(identifier: str) -> str:
    """The name of the cell of a fact."""
    return "f_" + identifier.replace(".", "_").replace("-", "_")


def constant_name(number: float) -> str:
    """The name of the cell of a constant of the model."""
    if isinf(number):
        return "c_sans_limite"
    text = f"{number:g}" if number == float(f"{number:g}") else repr(number)
    return "c_" + text.replace("-", "moins_").replace(".", "_").replace("+", "")
