"""The engine's figures as one sheet of live formulas: starting numbers, then steps, each once.

Every figure is explained on its own, so the same step comes many times: two steps with the same
name and the same formula are one row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isinf
from typing import Any

from simulator.figure import Figure, Leaf, Step, cents, leaves_of, steps_of
from simulator.figures.explain import numbers, rule_label
from simulator.figures.notation import workbook
from simulator.figures.proofs import Proof
from simulator.text import has

VALUE_COLUMN = "$D$"


@dataclass(frozen=True, slots=True)
class Start:
    """A number that formulas start from."""

    label: str
    source: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A step: its words, its article, its live formula and the value it had here."""

    label: str
    words: str
    reference: str
    formula: str
    value: float
    unit: str


@dataclass(slots=True)
class Reckoning:
    """The rows of the sheet; `first_start` and `first_step` are their rows, counted from 1."""

    first_start: int
    gap: int  # rows between the last starting number and the first step
    starts: list[Start] = field(default_factory=list)
    steps: list[Reckoned] = field(default_factory=list)
    _leaves: dict[tuple[Any, ...], int] = field(default_factory=dict)
    _known: dict[tuple[str, str], int] = field(default_factory=dict)
    _figures: dict[str, tuple[str, float]] = field(default_factory=dict)

    @property
    def first_step(self) -> int:
        """The row of the first step."""
        return self.first_start + len(self.starts) + self.gap

    def address(self, key: str, amount: float) -> str | None:
        """The cell of a figure, None when nothing there equals this amount to the cent."""
        found = self._figures.get(key)
        if found is None or cents(found[1]) != cents(amount):
            return None
        return found[0]


def reckon(told: Mapping[str, Proof], first_start: int, gap: int) -> Reckoning:
    """All these figures, by key; `key#rule` is the first step of that rule."""
    sheet = Reckoning(first_start, gap)
    figures = {key: e for key, e in told.items() if isinstance(e.figure, Figure)}
    for proof in figures.values():
        _add_starts(sheet, proof)
    for key, proof in figures.items():
        _add_steps(sheet, key, proof.figure)
    return sheet


def _add_starts(sheet: Reckoning, proof: Proof) -> None:
    for leaf in leaves_of(proof.figure):
        place = (leaf.kind, leaf.name, leaf.value)
        if not leaf.name or place in sheet._leaves or isinf(leaf.value):
            continue
        ground = proof.ground(leaf)
        sheet._leaves[place] = sheet.first_start + len(sheet.starts)
        sheet.starts.append(Start(ground.label, ground.source, float(leaf.value), leaf.unit))


def _add_steps(sheet: Reckoning, key: str, figure: Figure) -> None:
    rows: dict[int, int] = {}

    def cell(x: Leaf | Step) -> str:
        if isinstance(x, Step):
            return f"{VALUE_COLUMN}{rows[id(x)]}"
        return "1E+99" if isinf(x.value) else f"{VALUE_COLUMN}{_row_of(sheet, x)}"

    if isinstance(figure.node, Leaf) and figure.node.name:
        address = f"{VALUE_COLUMN}{_row_of(sheet, figure.node)}"
        sheet._figures[key] = address, float(figure.value)
        return
    steps = steps_of(figure)
    if not isinstance(figure.node, Step | Leaf):
        steps.append(Step(key.split(".", maxsplit=1)[0], "", figure.node, figure.value))
    for step in steps:
        rows[id(step)] = _row_of_step(sheet, step, workbook(step, cell))
        value = f"{VALUE_COLUMN}{rows[id(step)]}", float(step.value)
        sheet._figures.setdefault(f"{key}#{step.name}", value)
        sheet._figures[key] = value


def _row_of(sheet: Reckoning, leaf: Leaf) -> int:
    return sheet._leaves[leaf.kind, leaf.name, leaf.value]


def _row_of_step(sheet: Reckoning, step: Step, formula: str) -> int:
    place = (step.name, formula)
    if place not in sheet._known:
        sheet._known[place] = sheet.first_step + len(sheet.steps)
        label = rule_label(step.name) if _has_words(step.name) else step.name
        unit = "ratio" if isinstance(step.value, float) and _is_ratio(step.name) else "€"
        sheet.steps.append(
            Reckoned(label, numbers(step.formula), step.reference, formula, float(step.value), unit)
        )
    return sheet._known[place]


def _has_words(name: str) -> bool:
    return has(f"regles.{name}.nom") or has(f"natures.{name}")


def _is_ratio(name: str) -> bool:
    from simulator.text import say  # noqa: PLC0415 (kept beside its one use)

    return has(f"regles.{name}.unite") and say(f"regles.{name}.unite") == "ratio"
