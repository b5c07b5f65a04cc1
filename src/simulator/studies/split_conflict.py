"""Why no choice is possible: the fewest limits that cannot be held together.

A choice breaks some limits: every conflict holds one of them. So the fewest limits that have one
of each set of broken limits seen so far are the smallest conflict as soon as they are one.
"""

from collections.abc import Sequence

import numpy as np

from simulator.studies.split_solver import Program, Row


def smallest_conflict(program: Program) -> list[str]:
    """The names of the fewest limits that no choice holds together, in the order of the program.

    Without any of them, a choice holds the others. Among conflicts of one size, always the same.
    """
    names, broken = list(program.rows), list[set[str]]()
    while True:
        chosen = _one_of_each(broken, names)
        if program.only(chosen).any() is None:
            return chosen
        broken.append(_broken(program, chosen))


def _one_of_each(sets: Sequence[set[str]], names: Sequence[str]) -> list[str]:
    """The fewest names that have one of each set, the first ones where there are several."""
    rows = {
        str(n): Row(np.array([-(name in one) for name in names], dtype=np.int64), -1)
        for n, one in enumerate(sets)
    }
    weights = len(names) ** 2 + np.arange(len(names))
    found = Program(np.ones(len(names), dtype=np.int64), rows).least(weights)
    taken = found.taken if found else np.zeros(len(names))
    return [name for name, mine in zip(names, taken, strict=True) if mine]


def _broken(program: Program, chosen: Sequence[str]) -> set[str]:
    """The limits that a choice breaks, which holds these and as many others as it can."""
    held = set(chosen)
    for name in (None, *program.rows):
        if name in held:
            continue
        asked = held | ({name} if name else set())
        if found := program.only(asked).any():
            held = {key for key, row in program.rows.items() if row.holds(found.taken)}
    return set(program.rows) - held
