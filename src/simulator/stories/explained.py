"""How a figure is computed, as a page shows it: its steps, then the numbers they stand on."""

from typing import NamedTuple

from simulator.figures.explain import Explanation, Line
from simulator.stories.table import Table
from simulator.text import say

NOTHING = Line("", "", "", "", "")


class Step(NamedTuple):
    """A step of a calculation: its name, its formula with the numbers, its article, its amount."""

    label: str
    formula: str
    reference: str
    amount: str
    strong: bool = False


class Told(NamedTuple):
    """The steps of a figure, its own line last, and the numbers that it stands on."""

    steps: list[Step]
    grounds: Table


def explained(told: Explanation, name: str, total: str) -> Told:
    """An explanation told: `name` is the figure's, `total` its value as it is written."""
    *steps, last = told.lines or (NOTHING,)
    rows = [Step(s.label, f"{s.sentence} {s.formula}", s.reference, s.amount) for s in steps]
    own = Step(name, f"{last.sentence} {last.formula}", last.reference, total, strong=True)
    heads = [say(f"explication.colonne_{c}") for c in ("nombre", "valeur", "source")]
    grounds = [(g.label, g.value, (g.source, g.url)) for g in told.grounds]
    return Told([*rows, own], Table(heads, grounds, "lrl", wrap=True))
