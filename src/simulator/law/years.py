"""The law of each fiscal year of a case, and of those that follow it."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from simulator.law.book import Law


class Laws(dict[int, Law]):
    """The law of each year of a case, by year; `later`: those where a carry may still be used.

    The later years are looked up only when something is carried into them.
    """

    def __init__(
        self, years: Iterable[int], later: Iterable[int], of: Callable[[int], Law]
    ) -> None:
        super().__init__({year: of(year) for year in years})
        self._later, self._of = tuple(later), of

    @cached_property
    def later(self) -> dict[int, Law]:
        """The law of the years after the case, as many as a carry may be used in."""
        return {year: self._of(year) for year in self._later}

    @property
    def horizon(self) -> tuple[int, ...]:
        """The years of the case and those after it."""
        return (*self, *self._later)

    def looked_up(self) -> Iterator[Law]:
        """Every law that was needed."""
        yield from self.values()
        yield from self.__dict__.get("later", {}).values()
