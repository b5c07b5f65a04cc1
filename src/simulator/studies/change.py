"""What changes from a case to another, and what each change moves.

Fields that the model or a rule refuses one without the other, or that would leave the indicator
unknown, are one cause, named by its fields: `dispositif+annee`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulator.base.rounding import adding_up
from simulator.cases.registry import forms
from simulator.cases.scenario import Scenario, read
from simulator.errors import InputError
from simulator.law.book import Book
from simulator.studies.batch_cases import scenario_columns
from simulator.studies.evaluate import SHOWN, evaluate
from simulator.studies.shapley import Floats, Sets, joined, shapley, tied, visited

FORMAT, JOIN = "dispositif", "+"
MOST_CAUSES = 16
"""Places of a programme that are told one by one: two thousand orders of more take too long."""
_DIGITS, _FINEST = 14, 4
"""Digits of a share that mean something, and how many of them below the cent (the millionth)."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What moved, from what to what, and its part of the difference, in the indicator's unit.

    Of several fields that move together, `de` and `a` are by field.
    """

    fields: tuple[str, ...]
    de: Any
    a: Any
    part: float

    @property
    def champ(self) -> str:
        """Its field, or its fields joined."""
        return JOIN.join(self.fields)


class Change(ABC):
    """From a case to another, field by field: each set of changes is answered once."""

    said: tuple[dict[str, Any], dict[str, Any]]
    names: tuple[str, ...]

    def __init__(self, keys: Sequence[str], book: Book) -> None:
        self.keys, self.book = list(keys), book
        self._known: dict[int, Floats] = {}

    @abstractmethod
    def _answers(self, sets: Sequence[int]) -> Iterator[tuple[int, Floats]]:
        """The indicators of the sets of changes that are admitted."""

    def causes(self, key: str, ecart: float, decimals: int) -> tuple[Cause, ...]:
        """What makes the difference of an indicator, in the order of the questions."""
        blocks, shares = self._shares(self.keys.index(key), ecart)
        parts = shared(shares, ecart, decimals)
        return tuple(self._cause(block, part) for block, part in zip(blocks, parts, strict=True))

    def _shares(self, column: int, ecart: float) -> tuple[list[int], Sequence[float]]:
        """The causes, as sets of fields, and their shares before they are rounded."""
        blocks = self._told_apart()
        while len(blocks) > 1:
            sets = visited(len(blocks))
            values = self._values(joined(blocks, sets))[:, column]
            unknown = np.isnan(values)
            if not unknown.any():
                return blocks, shapley(len(blocks), values).tolist()
            blocks = tied(blocks, sets[unknown])
        return blocks, [ecart] * len(blocks)

    def _told_apart(self) -> list[int]:
        """A cause a field; of too many, a cause a line (`lignes.3`), then a family of fields."""
        blocks: dict[tuple[str, ...], int] = {}
        for depth in (None, 2, 1):
            blocks = {}
            for n, name in enumerate(self.names):
                family = tuple(name.split("."))[:depth]
                blocks[family] = blocks.get(family, 0) | 1 << n
            if len(blocks) <= MOST_CAUSES:
                break
        return list(blocks.values())

    def _values(self, sets: Sets) -> Floats:
        """Every indicator of each set of changes; NaN where refused or unknown."""
        self._ask([one for one in sets.tolist() if one not in self._known])
        return np.array([self._known[one] for one in sets.tolist()])

    def _ask(self, sets: Sequence[int]) -> None:
        unknown = np.full(len(self.keys), np.nan)
        self._known.update(dict.fromkeys(sets, unknown))
        self._known.update(self._answers(sets))

    def _moved(self, taken: int) -> set[str]:
        """The names of a set of changes."""
        return {name for n, name in enumerate(self.names) if taken >> n & 1}

    def _cause(self, block: int, part: float) -> Cause:
        fields = tuple(name for n, name in enumerate(self.names) if block >> n & 1)
        de, a = ({name: _written(said.get(name)) for name in fields} for said in self.said)
        alone = len(fields) == 1
        return Cause(fields, de[fields[0]] if alone else de, a[fields[0]] if alone else a, part)


class ScenarioChange(Change):
    """From a scenario to another, of the same format or not."""

    def __init__(
        self, reference: Scenario, variant: Scenario, keys: Sequence[str], book: Book
    ) -> None:
        super().__init__(keys, book)
        self.ends = reference, variant
        self.said = _said(reference), _said(variant)
        self.names = _changed(*self.said)

    def _answers(self, sets: Sequence[int]) -> Iterator[tuple[int, Floats]]:
        cases: dict[int, Scenario] = {}
        for one in sets:
            with suppress(InputError):  # changes that contradict each other
                cases[one] = self._case(self._moved(one))
        asked = [f"{SHOWN}.{key}" for key in self.keys]
        answers = evaluate(list(cases.values()), self.book, asked)[asked].to_numpy()
        yield from zip(cases, answers, strict=True)

    def _case(self, moved: set[str]) -> Scenario:
        """The reference with some changes; raises InputError when the model refuses them."""
        form = self.ends[FORMAT in moved].dispositif
        answers = {name: self._answer(name, moved) for name in forms()[form].answers.model_fields}
        return read({FORMAT: form, "voie": self._answer("voie", moved), "reponses": answers})

    def _answer(self, name: str, moved: set[str]) -> Any:
        """Before or after; a field that one format alone has follows the format."""
        both = all(name in said for said in self.said)
        return self.said[(name if both else FORMAT) in moved][name]


def _said(case: Scenario) -> dict[str, Any]:
    """All that a case says, defaults included."""
    return {FORMAT: case.dispositif, "voie": case.voie, **dict(case.reponses)}


def _changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    """The fields of both that differ, in the order of the questions, the format first."""
    names = dict.fromkeys((FORMAT, "voie", *scenario_columns()))
    both = [name for name in names if name in before and name in after]
    return tuple(name for name in both if before[name] != after[name])


def _written(value: Any) -> Any:
    """A day as a file writes it; the other answers as they are."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def shared(shares: Sequence[float], total: float, decimals: int) -> list[float]:
    """Shares rounded so that they add up to a rounded total; the opposite of opposite shares.

    By largest remainder; what moves nothing takes nothing of what is left.
    """
    scale = 10**decimals
    units = _settled([share * scale for share in shares])
    moving = [n for n, unit in enumerate(units) if unit] or list(range(len(units)))
    towards = next((x for x in (round(total * scale), *units) if x), 1)
    sign = 1 if towards > 0 else -1
    whole = adding_up([sign * units[n] for n in moving], sign * round(total * scale))
    rounded = dict(zip(moving, whole, strict=True))
    return [sign * rounded.get(n, 0) / scale + 0.0 for n in range(len(units))]


def _settled(units: Sequence[float]) -> list[float]:
    """Without the noise of the last digits, which would break a tie one way or the other."""
    digits = _DIGITS - len(str(int(max(map(abs, units), default=0))))
    return [round(unit, min(_FINEST, digits)) for unit in units]
