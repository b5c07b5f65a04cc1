"""A rule of the law as a door: for a number, for an array, and as it explains itself."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import Any

import numpy as np

from simulator import rules
from simulator.figure import Figure, Leaf, trace
from simulator.law.book import in_force
from tests.cas_chiffres.asking import Answers, Door, number_of
from tests.cas_chiffres.rows import Refused, Row, named

MODULES = [
    importlib.import_module(f"simulator.rules.{one.name}")
    for one in pkgutil.iter_modules(rules.__path__)
]
RULES = {
    name: function
    for module in MODULES
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__ and not name.startswith("_")
}
"""Every function of the law, by its name."""


def doors_of_a_rule(row: Row) -> dict[str, Door]:
    given = dict(row.given)
    name, closing = given.pop("regle"), given.pop("exercice", None)
    named([name], RULES, f"Cas {row.name}", "règle")
    function = RULES[name]
    wanted = inspect.signature(function).parameters
    day = given.get("jour") if "jour" in wanted else given.pop("jour", None)
    named(given, set(wanted) - {"law"}, f"Cas {row.name}", "donnée")
    if "law" in wanted:
        if closing is None and day is None:
            raise Refused(f"Cas {row.name} : il manque « exercice » (sa clôture) ou « jour ».")
        given["law"] = in_force().exercice(closing) if closing else in_force().on(day)
    missing = [p.name for p in wanted.values() if p.default is p.empty and p.name not in given]
    if missing:
        raise Refused(f"Cas {row.name} : il manque « {missing[0]} ».")
    counted = [
        key
        for key, value in given.items()
        if wanted[key].annotation is Any and isinstance(number_of(value), float)
    ]

    def ask(value: Callable[[float], Any]) -> Any:
        return function(**{k: value(v) if k in counted else v for k, v in given.items()})

    def as_figure() -> Answers:
        with trace():
            answer = ask(lambda number: Figure(number, Leaf(number, "saisie")))
        return {"valeur": np.asarray(getattr(answer, "value", answer)).item()}

    return {
        "la règle": lambda: {"valeur": np.asarray(ask(float)).item()},
        "la règle sur un tableau": lambda: {
            "valeur": np.broadcast_to(ask(lambda number: np.full(3, number)), 3)[1].item()
        },
        "la règle qui s’explique": as_figure,
    }
