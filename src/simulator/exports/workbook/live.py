"""A workbook before it is written: its answers, its lines, its results, its controls."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from string import ascii_lowercase
from typing import Any

import numpy as np

from simulator.base.whole import either
from simulator.exports.workbook.asked import Answers
from simulator.exports.workbook.cells import Cell, Line, Named, Pieces, Ref, Sum, cached
from simulator.exports.workbook.reckoning import Reckoning
from simulator.figure import Figure, Step, cents
from simulator.ledger import BEARERS, Ledger, Party
from simulator.text import say
from simulator.text.registered import in_words

UNKNOWN = "mot_inconnu"
"""The cell that holds the word for what nobody knows."""


@dataclass(eq=False, slots=True)
class Result:
    """A figure that leaves the workbook, in a cell called `r_<key>`."""

    name: str
    line: Line
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What does not travel: what it is, what it holds here, and why."""

    label: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Bearing:
    """Who bears what on a route: a line a party, and what it all costs."""

    title: str
    lines: Mapping[Party, Line]
    cost: Line
    shown: bool


@dataclass(slots=True)
class Live:
    """Everything that the sheets of a workbook are written from."""

    answers: Answers = field(default_factory=Answers)
    results: list[Result] = field(default_factory=list)
    bearings: list[Bearing] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    stocks: list[tuple[str, Line]] = field(default_factory=list)
    yearly_lines: list[tuple[str, Mapping[Party, Line]]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    followed: int = 0  # fiscal years of a sponsor that the formulas of its programmes follow
    refusals: dict[tuple[Any, ...], list[Any]] = field(default_factory=dict)  # by line and year
    reckoning: Reckoning = field(init=False)

    def __post_init__(self) -> None:
        self.reckoning = Reckoning(self.answers.of, self.answers.typed)

    @property
    def drawn(self) -> list[Bearing]:
        """Who bears what, route by route; of several parts, on the route that each shows."""
        several = len(self.words.keys() & set(ascii_lowercase)) > 1
        return [one for one in self.bearings if one.shown or not several]

    # results

    def result(
        self, key: str, label: str, unit: str, amount: Any, year: int | None = None,
        under: str = "", line: str = "",
    ) -> None:  # fmt: skip
        """A figure as it is published: euros to the cent, a word when it is unknown.

        `key` is its name, `name@place` for one of several of a line; `under` the words above it;
        `line` what its line is called when several names stand on it.
        """
        part = (self.answers.part,) if self.answers.part else ()
        section = (*part, "resultats", *([under] if under else []))
        called = line or key.partition("@")[0]
        here = self.reckoning.line("porte", (*section, called), label, unit=unit, section=section)
        self.reckoning.naming = label
        here.cells[year] = self._published(amount, unit)
        self.reckoning.naming = ""
        name = "_".join(["r", *part, key.replace(".", "_").replace("@", "_")])
        self.results.append(Result(name, here, year))

    def alias(self, key: str) -> None:
        """A second name for the last result, unless another has it."""
        part = (self.answers.part,) if self.answers.part else ()
        name, last = "_".join(["r", *part, key]), self.results[-1]
        if all(name != one.name for one in self.results):
            self.results.append(Result(name, last.line, last.year))

    def _published(self, amount: Any, unit: str) -> Cell:
        if amount is None:
            return Cell((Named(UNKNOWN),), say("mots.inconnu"))
        if not isinstance(amount, Figure):
            return Cell((), cached(cents(amount) if unit == "€" else amount))
        ref, unknown = self.ref(amount)
        value = cached(amount.value)
        value = cents(value) if unit == "€" and isinstance(value, float) else value
        pieces: Pieces = ("ROUND(", ref, ",2)") if unit == "€" else (ref,)
        if not unknown:
            return Cell(pieces, value)
        pieces = ("IF(ISNUMBER(", ref, "),", *pieces, ",", Named(UNKNOWN), ")")
        return Cell(pieces, say("mots.inconnu") if value == "" else value)

    def ref(self, amount: Figure) -> tuple[Ref, bool]:
        """The cell of a figure, and whether it may be unknown."""
        node = amount.node
        if not isinstance(node, Step):
            node = Step("etape", "", node, amount.value)
        ref = self.reckoning.visit(node)
        return ref, ref.line.cells[ref.year].unknown

    # flows and bearers

    def flows(self, ledger: Ledger, place: tuple[str, ...]) -> None:
        """Each flow of a ledger in its year; twins of a year stand one under the other."""
        seen: dict[tuple[Any, ...], int] = {}
        for f in ledger:
            if not isinstance(f.amount, Figure) and f.amount == 0:
                continue
            key = (f.payer, f.payee, f.nature)
            number = seen[(*key, f.year)] = seen.get((*key, f.year), 0) + 1
            line = self.reckoning.line(
                "flux",
                (*place, *key, number),
                say(f"natures.{f.nature.key}"),
                reference=f.source,
                section=place,
                heads=(
                    say(f"natures.{f.nature.key}"), say(f"parties.{f.payer.value}"),
                    say(f"parties.{f.payee.value}"), in_words(f.source),
                ),
            )  # fmt: skip
            self.reckoning.put(line, f.year, f.amount)

    def bear(
        self, ledger: Ledger, place: tuple[str, ...], title: str, *, shown: bool,
        by_year: bool = True,
    ) -> None:  # fmt: skip
        """What each party bears each year, its total, and what it all costs."""
        lines = {}
        for party in BEARERS:
            amounts = {y: ledger.where(year=y).borne(party) for y in ledger.years()}
            moved = {y: x for y, x in amounts.items() if isinstance(x, Figure) or x != 0}
            if moved:
                label = say(f"parties.{party.value}")
                lines[party] = self.yearly((*place, party), label, moved)
        spent = {y: ledger.where(year=y).resources() for y in ledger.years()}
        cost = self.yearly((*place, "cout"), say("classeur.cout"), spent)
        part = self.words.get(self.answers.part)
        called = f"{part} · {title}" if part else title
        self.bearings.append(Bearing(called, lines, cost, shown))
        if shown and by_year:
            self.yearly_lines.append((called, lines))
        self.balance(place, lines.values(), cost)

    def yearly(self, key: tuple[Any, ...], label: str, amounts: Mapping[int, Any]) -> Line:
        """A line of amounts by year, and their total."""
        line = self.reckoning.line("porte", key, label, section=key[:-1])
        for year, amount in amounts.items():
            if isinstance(amount, Figure) or amount != 0:
                self.reckoning.put(line, year, amount)
        years = tuple(line.years)
        value = sum(float(line.cells[year].value) for year in years)
        pieces: Pieces = (Sum(line, years),) if years else ("0",)
        line.cells[None] = Cell(pieces, cached(cents(value)))
        return line

    # controls

    def balance(self, place: tuple[str, ...], lines: Iterable[Line], cost: Line) -> None:
        """What the bearers bear, less the cost of the resources: 0."""
        self.zero((*place, "equilibre"), "equilibre", lines, [cost], place)

    def zero(
        self, key: tuple[Any, ...], words: str, plus: Iterable[Line], minus: Sequence[Line],
        place: tuple[str, ...], year: int | None = None,
    ) -> None:  # fmt: skip
        """A control: some cells less others, which must come to 0."""
        pieces: list[Any] = ["ROUND("]
        for sign, lines in (("+", list(plus)), ("-", minus)):
            for line in lines:
                pieces += [*([sign] if len(pieces) > 1 or sign == "-" else []), Ref(line, year)]
        line = self.reckoning.line(
            "controles", key, say(f"classeur.controles.{words}"), section=place
        )
        line.cells[year] = Cell(("IF(reponse_possible=1,", *pieces, ",2),0)"), 0.0)

    def refused(self, key: str, where: Any, place: tuple[str, ...]) -> None:
        """A control: 1 where the engine would refuse what is typed."""
        if not isinstance(where, Figure):
            return
        year = self.reckoning.year(self.reckoning.cell(where))
        found = self.refusals.setdefault((*place, key, year), [])
        found.append(where)
        line = self.reckoning.line(
            "controles", (*place, "refus", key), say(f"classeur.refus.{key}"),
            section=place, unit="test",
        )  # fmt: skip
        test = either(reduce(np.logical_or, found), 1.0, 0.0)
        line.cells[year] = self.reckoning.cell(test)
