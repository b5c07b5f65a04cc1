"""What changes from a programme to another, place by place."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from simulator.cases.programme import Programme, read_programme
from simulator.cases.programme_numbers import programme_numbers
from simulator.cases.programme_places import by_place, put_together
from simulator.errors import PasserelleError
from simulator.law.book import Book
from simulator.studies.change import Change
from simulator.studies.programme_draws import drawn
from simulator.studies.shapley import Floats


class ProgrammeChange(Change):
    """From a programme to another: `lignes.0.reponses.salaire_brut`, `lignes.1.pme.2`.

    What both do not have place by place (lines, years, an animation) is one change.
    """

    def __init__(
        self, reference: Programme, variant: Programme, keys: Sequence[str], book: Book
    ) -> None:
        super().__init__(keys, book)
        sides = by_place(reference, variant), by_place(variant, reference)
        self.paths = {".".join(map(str, path)): path for side in sides for path in side}
        before, after = ({".".join(map(str, p)): v for p, v in side.items()} for side in sides)
        self.said = before, after
        self.names = tuple(name for name in self.paths if before.get(name) != after.get(name))
        both = before.keys() & after.keys()  # what one leaves to the form follows the year
        self.numbers = _numbers(reference) & _numbers(variant) & both

    def _answers(self, sets: Sequence[int]) -> Iterator[tuple[int, Floats]]:
        """Sets that share all but numbers are answered together, as columns."""
        alike: dict[frozenset[str], list[int]] = {}
        for one in sets:
            alike.setdefault(frozenset(self._moved(one) - self.numbers), []).append(one)
        for chosen, members in alike.items():
            with suppress(PasserelleError):  # changes that contradict each other
                yield from zip(members, self._together(chosen, members), strict=True)

    def _together(self, chosen: frozenset[str], members: Sequence[int]) -> Floats:
        columns = {
            name: np.array([self.said[name in self._moved(one)][name] for one in members], float)
            for name in self.names
            if name in self.numbers
        }
        base = read_programme(put_together(self._taken(chosen)))
        return drawn(base, columns, self.keys, self.book)[self.keys].to_numpy()

    def _taken(self, moved: frozenset[str]) -> dict[Any, Any]:
        """Every place with what it holds before or after; nothing where it is left out."""
        before, after = self.said
        sides = {name: after if name in moved else before for name in self.paths}
        return {self.paths[name]: side[name] for name, side in sides.items() if name in side}


def _numbers(case: Programme) -> set[str]:
    return {number.name for number in programme_numbers(case)}
