"""What a scheme is: its questions, its routes, the flows and deeds they give, their conditions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.cases.answers import Answers
from simulator.cases.question import bounds
from simulator.conditions.finding import Finding
from simulator.law.book import Law
from simulator.ledger import Deed, Flow


@dataclass(frozen=True, slots=True)
class Route:
    """A legal way of doing the same thing; its words are `voies.<scheme>.<key>` in the texts.

    Its text is `reference`, or that of the row of `parameter` in force, where texts followed.
    """

    key: str
    reference: str = ""
    parameter: str = ""

    def text_of(self, law: Law) -> str:
        """The text that it stands on."""
        return law.row(self.parameter).reference if self.parameter else self.reference


Findings = Callable[[Any, str, Law, Sequence[Flow]], list[Finding]]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A format: to exist is to be registered (one file of `schemes/`, one `SCHEME`).

    `rank` is its place in lists. `flows(answers, route, law)` gives the flows of the year of the
    law, before tax; `findings(answers, route, law, flows)` the conditions; `deeds(answers)` what is
    promised; `headline(answers, states, law)` the route that leads; `unknowns(answers, law)` where
    each key of `inconnues` in the texts is unknown; `warnings(answers, route, law)` keys of
    `reserves`; `figures` the three indicators that lead; `opens(answers)` the first year whose law
    answers them. All but the last two answer many cases at once as they answer one.
    """

    key: str
    rank: int
    answers: type[Answers]
    routes: tuple[Route, ...]
    flows: Callable[[Any, str, Law], list[Flow]]
    findings: Findings
    deeds: Callable[[Any], list[Deed]]
    headline: Callable[[Any, Mapping[str, Any], Law], Any]
    figures: tuple[str, str, str] = ("cout_reel", "reste_par_pme", "effort_net_mecene")
    unknowns: Callable[[Any, Law], Mapping[str, Any]] = lambda _answers, _law: {}
    warnings: Callable[[Any, str, Law], tuple[str, ...]] = lambda _answers, _route, _law: ()
    opens: Callable[[Any], int] = lambda _answers: 0

    def first_year(self, answers: Any) -> int:
        """The first year that these answers can be computed for."""
        return max(self.opens(answers), int(bounds(self.answers, "annee")[0] or 0))

    def route(self, key: str) -> Route:
        """The route of a key."""
        return next(route for route in self.routes if route.key == key)
