"""A demand as columns and limits in whole units: groups of each option, and what they use.

A column is one group of an option, or, where groups do not all cost the same to the cent, so many
of them at once. The options stand in an order of their own, so that theirs in the file is nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from math import floor, fsum, gcd

import numpy as np

from simulator.studies.split_asked import AskedSplit
from simulator.studies.split_offers import FINE, Offer
from simulator.studies.split_solver import Ints, Program, Row

BUDGET = "budget_region"
CONSULTING = "demi_journees_conseil"
GOALS = ("pme", "jours", "emplois_realises")
_SPAN = 10**5
"""Beyond it, an order of preference would be lost in the tolerance of the solver."""


def each(offer: Offer, goal: str) -> float | None:
    """What one group brings: SMEs, days or realised jobs; None when nobody knows."""
    brought = {"jours": offer.jours, "emplois_realises": offer.emplois_realises}
    return float(offer.option.groupe) if goal == GOALS[0] else brought[goal]


def fine(quantity: float | None) -> int:
    """A quantity in whole units."""
    return round((quantity or 0.0) * FINE)


def in_cents(amount: float) -> int:
    """A budget in whole cents: what is beyond the last one buys nothing."""
    return floor(round(amount * 100, 4))


def kind_of(name: str) -> str:
    """`planchers_pme` of `planchers_pme.meuse`."""
    return name.partition(".")[0]


def unit_of(name: str) -> int:
    """Whole units of a limit in one of its own: cents, parts of a day, or SMEs."""
    units = {BUDGET: 100, CONSULTING: FINE, "jours_mecene": FINE}
    return units.get(kind_of(name), 1)


class Choices:
    """The columns of a demand, what each costs and brings, and every limit by its path."""

    def __init__(self, asked: AskedSplit, offers: Sequence[Offer]) -> None:
        self.asked, self.offers = asked, offers
        self.order = sorted(range(len(offers)), key=lambda place: offers[place].option.order)
        columns = [(place, n) for place in self.order for n in _sizes(offers[place])]
        self.place: Ints = np.array([place for place, _ in columns], dtype=np.int64)
        self.groups: Ints = np.array([n for _, n in columns], dtype=np.int64)
        self.cost = np.array([int(offers[place].costs[n]) for place, n in columns])
        self.value = self._of(lambda offer: fine(each(offer, asked.objectif)))
        self.unit = gcd(*self.value.tolist()) or 1
        most = np.array([offers[p].most if offers[p].linear else 1 for p, _ in columns])
        self.program = Program(most, dict(self._limits()), tuple(self._of_the_options()))

    def _of(self, one_group: Callable[[Offer], int], territory: str | None = None) -> Ints:
        """What each column uses, from what one group of its option does."""
        uses = [
            one_group(offer) if territory in {None, offer.option.territoire} else 0
            for offer in self.offers
        ]
        return np.array(uses, dtype=np.int64)[self.place] * self.groups

    def _of_the_options(self) -> Iterator[Row]:
        """At least so many groups; one column at most where columns are so many groups at once."""
        for place, offer in enumerate(self.offers):
            mine = self.place == place
            yield Row(-self.groups * mine, -offer.option.groupes_min)
            if not offer.linear:
                yield Row(mine.astype(np.int64), 1)

    def _limits(self) -> Iterator[tuple[str, Row]]:
        asked, capacities = self.asked, self.asked.capacites
        for where, least in sorted(asked.planchers_pme.items()):
            if least:
                yield f"planchers_pme.{where}", Row(-self._firms(where), -least)
        for where, days in sorted(capacities.jours_mecene.items()):
            lent = self._of(lambda offer: fine(offer.jours) if offer.mecene else 0, where)
            yield f"jours_mecene.{where}", Row(lent, fine(days))
        if capacities.demi_journees_conseil is not None:
            halves = self._of(lambda offer: fine(2 * (offer.jours or 0)) if offer.conseil else 0)
            yield CONSULTING, Row(halves, fine(capacities.demi_journees_conseil))
        for where, most in sorted(asked.plafonds_pme.items()):
            yield f"plafonds_pme.{where}", Row(self._firms(where), most)
        yield BUDGET, self.budget(in_cents(asked.budget_region))

    def _firms(self, territory: str) -> Ints:
        return self._of(lambda offer: offer.option.groupe, territory)

    def budget(self, cents: int) -> Row:
        """The limit of a budget."""
        return Row(self.cost, cents)

    def at_least(self, value: int) -> Row:
        """The limit of what must be brought."""
        return Row(-self.value, -value)

    def groups_of(self, taken: Ints) -> list[int]:
        """Groups of each option, in the order of the asked."""
        done = self.groups * taken
        return [int(done[self.place == place].sum()) for place in range(len(self.offers))]

    def brought(self, taken: Ints) -> float:
        """What a choice brings: SMEs, days or realised jobs, to the millionth."""
        goal = self.asked.objectif
        groups = zip(self.groups_of(taken), self.offers, strict=True)
        return round(fsum(n * (each(offer, goal) or 0) for n, offer in groups), 6)

    def preferences(self) -> Iterator[Ints]:
        """Goals that choose among equals: the most groups of the first option, then of the next."""
        weights, span = np.zeros(len(self.offers), dtype=np.int64), 1
        for place in self.order:
            choices = self.offers[place].most + 1
            if span > 1 and span * choices > _SPAN:
                yield -weights[self.place] * self.groups
                weights, span = np.zeros_like(weights), 1
            weights, span = weights * choices, span * choices
            weights[place] = 1
        yield -weights[self.place] * self.groups


def _sizes(offer: Offer) -> Sequence[int]:
    """How many groups a column of an option stands for."""
    return (min(1, offer.most),) if offer.linear else range(1, offer.most + 1)
