"""Where a fault of a sponsor's case is: its operation, its employee, its fiscal year."""

from datetime import date
from itertools import pairwise
from typing import Any

from simulator.errors import InputError
from simulator.text import formats, say


def refused(name: str, place: str, key: str, days: dict[str, date]) -> InputError:
    """A refusal that names its place and its days."""
    shown = {word: formats.day(day) for word, day in days.items()}
    return InputError([(name, place + say(f"erreurs.{key}", **shown))])


def place_of(path: tuple[Any, ...]) -> str:
    """The numbers of the operation, the employee, the fiscal year on the way to a fault."""
    words = [
        say(f"mecene_lieux.{name if name in _LISTS else 'exercice'}", numero=number + 1)
        for name, number in pairwise(path)
        if isinstance(number, int)
    ]
    return f"{', '.join(words)} : " if words else ""


_LISTS = {"operations", "salaries", "excedents", "reductions"}
