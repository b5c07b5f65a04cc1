"""A line of a programme, followed over its years: one taxpayer, whose gifts meet one another.

Each year is the scenario of that year alone, by its law and by the route that leads that year. The
sponsor is the same all along: what one year leaves above the cap waits for the room of the next
ones (CGI, art. 238 bis, 3), which the gifts of those years take first. A year is worth what it adds
to those before it, over the six fiscal years that follow: the first one gives what `run` gives.

`mecenes` equal sponsors share a line: each lends and gives its part, has the turnover, the profit
and the other gifts of the answers, so cap, threshold and ceilings count once each. What the SMEs
pay, what is done and what it costs are those of the whole line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from simulator.base.whole import series
from simulator.conditions.finding import Finding, overall
from simulator.figure import cents
from simulator.figures.indicators import Readable, readable
from simulator.law.book import Book
from simulator.law.years import Laws
from simulator.ledger import Deed, Flow, Ledger, Party, flow
from simulator.rules.suivi_des_dons import FISCAL_YEARS, Annee
from simulator.schemes.animation import animation
from simulator.schemes.model import Scheme
from simulator.simulate import findings_of, flows_of, laws_of
from simulator.tax.settle import settle, taxes_of_firms

SHARED = ("nb_pme", "nb_parcours", "jours", "salaries_pretes")
"""What equal sponsors share of the answers of a year; only one of the first two is divided."""
OF_ONE_SPONSOR = "de_minimis_mecene"
"""The condition that counts what one lender gives."""
TYPED = "saisie"


@dataclass(frozen=True)
class Year:
    """What a line does in a year: its answers (None: nothing), its route, its animation apart.

    Answers may hold arrays. `animation` is a cost that the answers do not hold, in euros.
    """

    annee: int
    answers: Any
    route: str = ""
    animation: Any = None


class _States(dict[str, Any]):
    """The state of each route, worked out when it is asked for."""

    def __init__(self, line: "Line", year: Year) -> None:
        super().__init__()
        self.line, self.year = line, year

    def __missing__(self, route: str) -> Any:
        self[route] = overall(self.line.findings(self.year, route))
        return self[route]


@dataclass(frozen=True)
class Line:
    """A format over years, shared by equal sponsors, under a book of law."""

    scheme: Scheme
    sponsors: Any
    book: Book
    _laws: dict[int, Laws] = field(default_factory=dict)

    def laws(self, year: Year) -> Laws:
        """The law of a year and of the next ones, looked up once."""
        if year.annee not in self._laws:
            self._laws[year.annee] = laws_of(year.answers, self.book)
        return self._laws[year.annee]

    def lead(self, year: Year) -> Any:
        """The route that leads in a year, as `run` has it; one name, or one a case."""
        states = _States(self, year)
        return self.scheme.headline(year.answers, states, self.laws(year)[year.annee])

    def findings(self, year: Year, route: str) -> tuple[Finding, ...]:
        """The conditions of a year; what one lender may give is that of one sponsor."""
        laws = self.laws(year)
        base = flows_of(self.scheme, route, year.answers, laws)
        found = findings_of(self.scheme, route, year.answers, laws, base)
        if _is_one(self.sponsors) or all(one.key != OF_ONE_SPONSOR for one in found):
            return found
        part = findings_of(self.scheme, route, year.answers, laws, _parts(base, self.sponsors))
        return tuple(
            other if one.key == OF_ONE_SPONSOR else one
            for one, other in zip(found, part, strict=True)
        )

    def follow(self, years: Sequence[Year]) -> "Followed":
        """The flows of the years, each by its own route, before tax."""
        base = (() if year.answers is None else tuple(self.flows(year)) for year in years)
        return Followed(self, tuple(years), tuple(base))

    def flows(self, year: Year) -> list[Flow]:
        """The flows of a year before tax."""
        return flows_of(self.scheme, year.route, year.answers, self.laws(year))


@dataclass(frozen=True)
class Followed:
    """A line and its flows before tax, year by year."""

    line: Line
    years: tuple[Year, ...]
    base: tuple[tuple[Flow, ...], ...]
    _until: dict[int, Ledger] = field(default_factory=dict)
    _gifts: list[Annee] = field(default_factory=list)

    @cached_property
    def ledger(self) -> Ledger:
        """The settled ledger of all its years, animation included."""
        return self.until(len(self.years))

    @property
    def gifts(self) -> Sequence[Annee]:
        """The gifts of one of its sponsors, and both stocks, over the years last settled."""
        return self._gifts

    @property
    def routes(self) -> tuple[str, ...]:
        """The routes that it follows, each once, in the order of the years."""
        done = [year.route for year in self.years if year.answers is not None]
        return tuple(dict.fromkeys(done))

    @property
    def route(self) -> str | None:
        """The route that it follows; None when nothing is done, or when the years differ."""
        return self.routes[0] if len(self.routes) == 1 else None

    def until(self, number: int) -> Ledger:
        """The settled ledger of the first years alone."""
        if number not in self._until:
            with series(f"jusqu_en_{self.years[number - 1].annee}"):
                self._until[number] = self._of_years(number)
        return self._until[number]

    def _of_years(self, number: int) -> Ledger:
        done = [y for y in self.years[:number] if y.answers is not None]
        base = [f for flows in self.base[:number] for f in flows]
        settled = self._settled(done, base) if done else Ledger(())
        return settled + [f for rank in range(number) for f in self.animation(rank)]

    def animation(self, rank: int) -> list[Flow]:
        """What its animation costs in a year, when the format does not count it."""
        year, shares = self.years[rank], self._shares
        return (
            [] if year.animation is None else animation(year.animation, shares, year.annee, TYPED)
        )

    @cached_property
    def _shares(self) -> Any:
        return next((y.answers for y in self.years if y.answers is not None), None)

    def resources(self, rank: int) -> Any:
        """The real cost of what is done in a year, in euros: no tax changes it."""
        return Ledger((*self.base[rank], *self.animation(rank))).resources()

    def deeds(self, rank: int) -> list[Deed]:
        """What is promised in a year."""
        a = self.years[rank].answers
        return [] if a is None else self.line.scheme.deeds(a)

    def unknowns(self, rank: int) -> Mapping[str, Any]:
        """Where each thing is unknown in a year."""
        year = self.years[rank]
        if year.answers is None:
            return {}
        return self.line.scheme.unknowns(year.answers, self.line.laws(year)[year.annee])

    def reading(self, rank: int, ledger: Ledger) -> Readable:
        """What the indicators of a year read, off a ledger; nothing done is known to be nothing."""
        a = self.years[rank].answers
        if a is None:
            return Readable(ledger, ())
        return readable(ledger, self.deeds(rank), self.unknowns(rank), a)

    def _settled(self, done: Sequence[Year], base: list[Flow]) -> Ledger:
        laws, sponsors = self._laws_of(done), self.line.sponsors
        if _is_one(sponsors):
            settled = settle(base, _together(done, 1), laws)
            self._gifts[:] = settled.mecenat
            return settled.ledger
        parts = _parts(base, sponsors)
        one = settle(parts, _together(done, sponsors), laws)
        self._gifts[:] = one.mecenat
        own = list(one.ledger)[len(parts) :]
        others = taxes_of_firms(base, _together(done, 1), laws)
        return Ledger([*base, *others, *_times(own, sponsors)])

    def _laws_of(self, done: Sequence[Year]) -> Laws:
        """The law of each year, contracts by the year they are signed in, then of the next ones."""
        by_year = {year.annee: year for year in done}
        first, last = done[0].annee, done[-1]

        def law_of(annee: int) -> Any:
            if annee in by_year:
                return self.line.laws(by_year[annee])[annee]
            if annee > last.annee:
                return self.line.laws(last).later[annee]
            off = SimpleNamespace(annee=annee, signature=date(annee, 1, 1))
            return laws_of(off, self.line.book)[annee]

        return Laws(
            range(first, last.annee + 1),
            range(last.annee + 1, last.annee + FISCAL_YEARS),
            law_of,
        )


def _together(done: Sequence[Year], sponsors: Any) -> Any:
    """The answers of the first year, which remember those of each; volumes of one sponsor."""
    by_year = {year.annee: _of_one(year.answers, sponsors) for year in done}
    return SimpleNamespace(**{**vars(by_year[done[0].annee]), "by_year": by_year})


def _of_one(a: Any, sponsors: Any) -> Any:
    shared = {**vars(a)}
    if not _is_one(sponsors):
        names = [name for name in SHARED if shared.get(name) is not None]
        if "nb_parcours" in names:
            names.remove("nb_pme")
        shared |= {name: shared[name] / sponsors for name in names}
    return SimpleNamespace(**shared)


def _is_one(sponsors: Any) -> bool:
    return isinstance(sponsors, int | float) and sponsors == 1


def _of_sponsor(f: Flow) -> bool:
    return Party.MECENE in {f.payer, f.payee}


def _parts(base: Sequence[Flow], sponsors: Any) -> list[Flow]:
    """What one sponsor pays and receives before tax: an equal part of each flow of its own."""
    return [replace(f, amount=f.amount / sponsors) for f in base if _of_sponsor(f)]


def _times(own: Sequence[Flow], sponsors: Any) -> Iterator[Flow]:
    """The taxes of one sponsor, as many times as there are sponsors."""
    for f in own:
        if _of_sponsor(f):
            yield flow(f.payer, f.payee, f.nature, cents(f.amount) * sponsors, f.year, f.source)
