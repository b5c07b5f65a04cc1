"""The rows of every sheet, given before any formula is written: one may read a later sheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from simulator.exports.workbook.cells import Line, SheetKey
from simulator.exports.workbook.live import Live
from simulator.text import has, say

FIRST = 4
"""The first row of a table, counted from 0: the heads stand above it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a title, which stands on the row before them."""

    title: str
    lines: tuple[Line, ...]
    row: int

    @property
    def last(self) -> int:
        """The row of its last line."""
        return self.row + len(self.lines)


Placed = dict[SheetKey, list[Group]]


def placed(live: Live) -> Placed:
    """The groups of each sheet, every line with its row."""
    found: Placed = {}
    sheets: tuple[SheetKey, ...] = ("calculs", "flux", "porte", "controles")
    for sheet in sheets:
        lines = [line for line in live.reckoning.lines if line.sheet == sheet]
        found[sheet] = grouped(live, lines)
    found["hypotheses"] = _answers(live)
    return found


def grouped(live: Live, lines: Iterable[Line]) -> list[Group]:
    """Lines by section, what all share first, then in the order in which they came."""
    by_section: dict[tuple[str, ...], list[Line]] = {(): []}
    for line in lines:
        by_section.setdefault(line.section, []).append(line)
    groups = [(key, sorted(held, key=_order)) for key, held in by_section.items() if held]
    groups.sort(key=lambda group: "resultats" not in group[0])
    return _rows([(section_words(live, key), held) for key, held in groups])


def _order(line: Line) -> tuple[Any, ...]:
    return line.order


def _rows(groups: Iterable[tuple[str, list[Line]]]) -> list[Group]:
    row, found = FIRST, []
    for title, lines in groups:
        for number, line in enumerate(lines, 1):
            line.row = row + number
        found.append(Group(title, tuple(lines), row))
        row += len(lines) + 1
    return found


def _answers(live: Live) -> list[Group]:
    """Part by part."""
    by_group: dict[str, list[Line]] = {}
    for asked in live.answers.every:
        title = asked.group or say("classeur.hypotheses.du_cas")
        by_group.setdefault(title, []).append(asked.line)
    return _rows(by_group.items())


def section_words(live: Live, section: tuple[str, ...]) -> str:
    """What a section is called: a route, a way of following it, a part of the case."""
    if not section:
        return say("classeur.series.base")
    return " · ".join(_word(live, word) for word in section)


def _word(live: Live, word: str) -> str:
    if word in live.words:
        return live.words[word]
    if word.startswith("jusqu_en_"):
        return say("classeur.series.jusqu_en", annee=word.removeprefix("jusqu_en_"))
    return say(f"classeur.series.{word}") if has(f"classeur.series.{word}") else word
