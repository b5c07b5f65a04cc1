"""A budget of the Region split among territories and formats: the best choice, proved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.law.book import Book
from simulator.studies.split_asked import AskedSplit
from simulator.studies.split_conflict import smallest_conflict
from simulator.studies.split_frontier import MORE, Frontier, Point
from simulator.studies.split_offers import Offer, effort_of
from simulator.studies.split_program import BUDGET, Choices, in_cents, unit_of
from simulator.studies.split_solver import Found, Ints, Program, Row


@dataclass(frozen=True, slots=True)
class Line:
    """Groups of one option: `effort_region` in euros, as the engine answers them whole."""

    offer: Offer
    groupes: int
    effort_region: float


@dataclass(frozen=True, slots=True)
class Best:
    """The best choice: `valeur` in SMEs, days or jobs.

    `reached` are the limits that leave no room for one more group. `more` is the best value of each
    budget of `MORE` beyond; `step` the least budget that brings more, None when none does. `whole`:
    the frontier has all its steps; `full`: after its last one, more money brings nothing.
    """

    asked: AskedSplit
    offers: tuple[Offer, ...]
    valeur: float
    lines: tuple[Line, ...]
    reached: tuple[str, ...]
    more: tuple[tuple[int, float], ...]
    step: tuple[float, float] | None
    frontier: tuple[tuple[float, float], ...]
    whole: bool
    full: bool
    proved: bool

    @property
    def effort_region(self) -> float:
        """What the Region bears of the choice, in euros."""
        return round(sum(line.effort_region for line in self.lines), 2)


@dataclass(frozen=True, slots=True)
class Impossible:
    """No choice: the limits that conflict, and the least budget that would do (None: none).

    `needed` is what one of them must become, the others of the conflict held; `ways` what each must
    become, all the other limits of the demand held (None: it is not enough to move it). In euros,
    half-days, days or SMEs.
    """

    asked: AskedSplit
    conflict: tuple[str, ...]
    needed: Mapping[str, float]
    ways: Mapping[str, float | None]
    least_budget: float | None


def split(asked: AskedSplit, offers: Sequence[Offer], book: Book) -> Best | Impossible:
    """The best choice of a demand, whose options were answered."""
    choices = Choices(asked, offers)
    frontier = Frontier(choices)
    cents = in_cents(asked.budget_region)
    best = frontier.best(cents)
    if best is None:
        return _impossible(choices)
    here = frontier.point(cents, best)
    taken = _chosen(choices, here).taken
    step = frontier.step_to(here.value + choices.unit)
    points = frontier.points(here)
    more = {euros: frontier.at(cents + euros * 100) or here for euros in MORE}
    return Best(
        asked,
        tuple(offers),
        here.told,
        tuple(_lines(choices, choices.groups_of(taken), book)),
        tuple(_reached(choices, taken)),
        tuple((euros, point.told) for euros, point in more.items()),
        _published(step) if step else None,
        tuple(_published(point) for point in points),
        frontier.is_whole(points),
        frontier.step_to(points[-1].value + choices.unit) is None,
        best.proved,
    )


def _impossible(choices: Choices) -> Impossible:
    """Why nothing is possible, and what would make it so."""
    program, names = choices.program, smallest_conflict(choices.program)
    alone = {name: _needed(program.only(names), name) for name in names}
    return Impossible(
        asked=choices.asked,
        conflict=tuple(names),
        needed={name: value for name, value in alone.items() if value is not None},
        ways={name: _needed(program, name) for name in names},
        least_budget=_needed(program, BUDGET),
    )


def _needed(program: Program, name: str) -> float | None:
    """What a limit must become for the others to be held; None when that is not enough."""
    row = program.rows[name]
    others = program.only(program.rows.keys() - {name})
    found = others.least(row.uses)
    return None if found is None else abs(int(row.uses @ found.taken)) / unit_of(name)


def _published(point: Point) -> tuple[float, float]:
    """A budget in euros, and what it brings."""
    return point.budget / 100, point.told


def _chosen(choices: Choices, here: Point) -> Found:
    """Of all that brings as much: the least effort, then the first options by name."""
    limits = {BUDGET: choices.budget(here.budget), "value": choices.at_least(here.value)}
    program = choices.program.under(limits)
    found = program.least(choices.cost)
    assert found
    program = program.under({BUDGET: choices.budget(int(choices.cost @ found.taken))})
    for rank, goal in enumerate(choices.preferences()):
        found = program.least(goal)
        assert found
        program = program.under({f"preference.{rank}": Row(goal, int(goal @ found.taken))})
    return found


def _lines(choices: Choices, groups: Sequence[int], book: Book) -> list[Line]:
    """The options taken, in the order of their territory and format."""
    taken = [(choices.offers[place], groups[place]) for place in choices.order if groups[place]]
    return [Line(offer, n, effort_of(offer.option, n, book)) for offer, n in taken]


def _reached(choices: Choices, taken: Ints) -> list[str]:
    """The limits that leave no room for one more group of an option that may still grow.

    One that stops every group it counts, or one that alone stops a group that all others admit.
    """
    groups, first = choices.groups_of(taken), choices.groups == 1
    growing = np.array([offer.most > n for offer, n in zip(choices.offers, groups, strict=True)])
    may_grow = first & growing[choices.place]
    reached = [f"options.{place}.groupes_max" for place in np.flatnonzero(~growing)]
    rows = choices.program.rows
    stops = {name: row.uses > row.high - int(row.uses @ taken) for name, row in rows.items()}
    stopped_by = np.sum([may_grow & stop & (rows[n].uses > 0) for n, stop in stops.items()], axis=0)
    for name, row in rows.items():
        counted = may_grow & (row.uses > 0)
        whole = bool(stops[name][counted].all()) if counted.any() else _is_full(row, taken)
        if whole or (counted & stops[name] & (stopped_by == 1)).any():
            reached.append(name)
    return reached


def _is_full(row: Row, taken: Ints) -> bool:
    return bool(row.high - int(row.uses @ taken) < 1)
