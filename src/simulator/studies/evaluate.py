"""The seam of every question of many outcomes: cases × law × keys -> one row a case.

Keys: `voie` (the route shown: that of the case, else the one that leads) and `prudente` (the one
that leads); then, for a route or for `voie` itself, `<route>.<indicator>`, in euros, ratio or
multiple, `<route>.<indicator>.<year>` (what a sum counts of a year of the case), `<route>.etat` and
`<route>.conditions.<condition>`, severities of `State`. NaN is unknown, asked of another format, or
a condition that the case is not asked; never zero. A case that no law covers says why in `refus`.
A sponsor's cases have the keys of `studies/sponsored`.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from simulator.cases.numbers import Case
from simulator.cases.sponsor import SponsorCase
from simulator.conditions.finding import NOT_ASKED, Finding, overall
from simulator.errors import LawError, PasserelleError
from simulator.figures.indicators import INDICATORS, Readable, readable
from simulator.law.book import Book, in_force
from simulator.ledger import Flow, Ledger
from simulator.schemes import SCHEMES
from simulator.simulate import findings_of, flows_of, laws_of
from simulator.studies import sponsored
from simulator.studies.grouping import Group, Refused, Varied, groups_of, size_of
from simulator.tax.settle import settle
from simulator.text import has

BLOCK = 20_000
"""Cases answered at once: what they hold stays in the fast memory of one core."""
SHOWN, LEAD, REFUSAL = "voie", "prudente", "refus"
STATE, CONDITIONS = "etat", "conditions"


def evaluate(
    cases: Sequence[Case] | Varied, book: Book | None, keys: Sequence[str]
) -> pd.DataFrame:
    """Every key of every case, in their order, and `refus` (empty when the case is answered).

    `book` is the law in force when it is None. Raises InputError for a column that is no number of
    the format, KeyError for a key that names no route, indicator or condition.
    """
    answered = sponsored.answered if is_sponsor(cases) else _answered
    exists = sponsored.exists if is_sponsor(cases) else _exists
    if strange := [key for key in keys if not exists(key)]:
        raise KeyError(*strange)
    law, size = book or in_force(), size_of(cases)
    numbers = [key for key in keys if key not in {SHOWN, LEAD}]
    words = [key for key in keys if key in {SHOWN, LEAD}]
    table = np.full((len(numbers), size), np.nan)
    named = {key: np.full(size, "", dtype=object) for key in (*words, REFUSAL)}
    for places, answers in answered(cases, law, keys):
        if isinstance(answers, str):
            named[REFUSAL][places] = answers
            continue
        for row, key in enumerate(numbers):
            table[row, places] = answers[key]
        for key in words:
            named[key][places] = answers[key]
    frame = pd.DataFrame(table.T, columns=numbers, copy=False)
    return frame.assign(**named)[[*keys, REFUSAL]]


def is_sponsor(cases: Any) -> bool:
    """Whether the cases are a sponsor's."""
    first = cases.case if isinstance(cases, Varied) else next(iter(cases), None)
    return isinstance(first, SponsorCase)


def _exists(key: str) -> bool:
    """Whether a key asks something of a scenario: another could only answer nothing."""
    if key in {SHOWN, LEAD}:
        return True
    route, _, asked = key.partition(".")
    name, _, rest = asked.partition(".")
    routes = {one.key for scheme in SCHEMES.values() for one in scheme.routes}
    if name == CONDITIONS:
        there = has(f"conditions.{rest}.regle")
    else:
        there = (name in INDICATORS and (not rest or rest.isdecimal())) or asked == STATE
    return there and route in {*routes, SHOWN}


def known(value: float) -> float | None:
    """A figure of the frame as one case has it: None where it is unknown."""
    return None if np.isnan(value) else float(value)


Answered = tuple[Any, dict[str, Any] | str]


def _answered(cases: Sequence[Any] | Varied, book: Book, keys: Sequence[str]) -> Iterator[Answered]:
    """Blocks of cases with their answers, or with the sentence that refuses them."""
    for group in groups_of(cases):
        if isinstance(group, Refused):
            yield group.places, group.sentence
            continue
        for start in range(0, len(group.places), BLOCK):
            yield from _block(group.part(slice(start, start + BLOCK)), book, keys)


def _block(group: Group, book: Book, keys: Sequence[str]) -> Iterator[Answered]:
    """The answers of a block; what is refused in it stands aside, and the others are asked again.

    A law that cannot answer refuses all, since what chooses it is the same for all.
    """
    size = len(group.places)
    if not size:
        return
    try:
        cases = Routes(group, book)
        yield group.places, {key: cases.answer(key) for key in keys}
    except PasserelleError as fault:
        if size == 1 or isinstance(fault, LawError):
            yield group.places, str(fault)
        elif fault.where is not None:
            refused = np.broadcast_to(fault.where, size)
            yield group.places[refused], str(fault)
            yield from _block(group.part(~refused), book, keys)
        else:
            yield from _block(group.part(slice(0, size // 2)), book, keys)
            yield from _block(group.part(slice(size // 2, size)), book, keys)


class Routes:
    """The routes of cases that share what chooses, each followed once, when a key asks for it."""

    def __init__(self, group: Group, book: Book) -> None:
        self.scheme, self.a, self.voie = group.scheme, group.answers, group.voie
        self.laws = laws_of(group.answers, book)
        self.first = next(iter(self.laws.values()))
        self._kept: dict[tuple[str, ...], Any] = {}

    def _once(self, compute: Callable[..., Any], *asked: str) -> Any:
        place = (compute.__name__, *asked)
        if place not in self._kept:
            self._kept[place] = compute(*asked)
        return self._kept[place]

    def answer(self, key: str) -> Any:
        """What a key asks: numbers (NaN where unknown), or names of routes."""
        if key in {SHOWN, LEAD}:
            return self._once(self.shown if key == SHOWN else self.lead)
        route, _, asked = key.partition(".")
        if route != SHOWN:
            return self.of_route(route, asked)
        shown = self._once(self.shown)
        if isinstance(shown, str):
            return self.of_route(shown, asked)
        names = np.unique(shown)
        return np.select([shown == one for one in names], [self.of_route(r, asked) for r in names])

    def lead(self) -> Any:
        """The route that leads, case by case."""
        states = {route.key: self._once(self.state, route.key) for route in self.scheme.routes}
        return self.scheme.headline(self.a, states, self.first)

    def shown(self) -> Any:
        """The route that everything speaks of."""
        return self.voie or self._once(self.lead)

    def of_route(self, route: str, asked: str) -> Any:
        """What is asked of one route; NaN when the format has no such route."""
        if all(route != one.key for one in self.scheme.routes):
            return np.nan
        if asked == STATE:
            return self._once(self.state, route)
        name, _, rest = asked.partition(".")
        if name == CONDITIONS:
            return self.condition(route, rest)
        if rest and int(rest) not in self.laws.horizon:
            return np.nan
        value = INDICATORS[name].read(self._once(self.reading, route, rest))
        return np.nan if value is None else value

    def base(self, route: str) -> list[Flow]:
        """The flows of a route before tax."""
        return flows_of(self.scheme, route, self.a, self.laws)

    def ledger(self, route: str) -> Ledger:
        """The settled ledger of a route."""
        return settle(self._once(self.base, route), self.a, self.laws).ledger

    def reading(self, route: str, year: str) -> Readable:
        """What indicators are read off: a whole route, or its flows of one year."""
        ledger = self._once(self.ledger, route)
        if year:
            return Readable(ledger.where(year=int(year)), ())
        unknowns = self.scheme.unknowns(self.a, self.first)
        return readable(ledger, self.scheme.deeds(self.a), unknowns, self.a)

    def findings(self, route: str) -> tuple[Finding, ...]:
        """The conditions of a route, each in its worst state."""
        base = self._once(self.base, route)
        return findings_of(self.scheme, route, self.a, self.laws, base)

    def state(self, route: str) -> Any:
        """Whether a route is open, case by case."""
        return overall(self._once(self.findings, route))

    def condition(self, route: str, key: str) -> Any:
        """The state of one condition, NaN where it is not asked."""
        found = (f.state for f in self._once(self.findings, route) if f.key == key)
        state = next(found, NOT_ASKED)
        return np.where(np.equal(state, NOT_ASKED), np.nan, state)
