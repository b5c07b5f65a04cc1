"""Scenario × law -> outcome. The twenty lines to read first are `simulate`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from simulator.cases.scenario import Scenario
from simulator.conditions.finding import Finding, State, overall, worst
from simulator.law.book import Book, Law, Row, in_force
from simulator.law.years import Laws
from simulator.ledger import Deed, Flow, Ledger
from simulator.rules.suivi_des_dons import FISCAL_YEARS, Annee
from simulator.schemes import scheme_of
from simulator.schemes.model import Route, Scheme
from simulator.tax.settle import settle, warnings
from simulator.tax.sponsor import supposed


@dataclass(frozen=True, slots=True)
class RouteOutcome:
    """One legal route of a scenario: its ledger, its conditions, the sponsor's years."""

    route: Route
    state: State
    findings: tuple[Finding, ...]
    ledger: Ledger
    mecenat: tuple[Annee, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All routes of a scenario, what was done, what nobody knows, the law.

    `lead` is the prudent route, which counts on nothing that is not proved.
    """

    scenario: Scenario
    routes: MappingProxyType[str, RouteOutcome]
    lead: str
    deeds: tuple[Deed, ...]
    unknowns: tuple[str, ...]
    rows: tuple[Row, ...]
    law: Law

    @property
    def shown(self) -> str:
        """The route that everything speaks of: the one asked for, else the one that leads."""
        return self.scenario.voie or self.lead

    @property
    def headline(self) -> RouteOutcome:
        """The outcome of the route shown."""
        return self.routes[self.shown]


def simulate(scenario: Scenario, book: Book | None = None) -> Outcome:
    """Every route of a scenario under a book of law (the one in force by default)."""
    book = book or in_force()
    scheme, a = scheme_of(scenario), scenario.reponses
    laws = laws_of(a, book)
    routes = {route.key: _follow(scheme, route, a, laws) for route in scheme.routes}
    first = next(iter(laws.values()))
    states = {key: outcome.state for key, outcome in routes.items()}
    return Outcome(
        scenario=scenario,
        routes=MappingProxyType(routes),
        lead=scheme.headline(a, states, first),
        deeds=tuple(scheme.deeds(a)),
        unknowns=tuple(key for key, where in scheme.unknowns(a, first).items() if where),
        rows=_rows_read(laws.looked_up()),
        law=first,
    )


def laws_of(a: Any, book: Book) -> Laws:
    """The law of each fiscal year; a contract keeps the law of the day it was signed.

    After the years of the case come those in which what the first one leaves may still be used
    (CGI, art. 238 bis, 3, and 220 E): six fiscal years in all.
    """
    end = a.annee + getattr(a, "duree_annees", 1)

    def law_of(year: int) -> Law:
        first = date(year, 1, 1)
        return book.exercice(
            date(year, 12, 31), first, contrat=a.signature, don=max(a.signature, first)
        )

    return Laws(range(a.annee, end), range(end, a.annee + FISCAL_YEARS), law_of)


def flows_of(scheme: Scheme, route: str, a: Any, laws: Laws) -> list[Flow]:
    """The flows of every year of a route, before tax; answers may hold arrays or Figures."""
    return [f for law in laws.values() for f in scheme.flows(a, route, law)]


def _follow(scheme: Scheme, route: Route, a: Any, laws: Laws) -> RouteOutcome:
    base = flows_of(scheme, route.key, a, laws)
    first = next(iter(laws.values()))
    findings = findings_of(scheme, route.key, a, laws, base)
    settled = settle(base, a, laws)
    return RouteOutcome(
        route=route,
        state=overall(findings),
        findings=findings,
        ledger=settled.ledger,
        mecenat=settled.mecenat,
        warnings=(
            *scheme.warnings(a, route.key, first),
            *warnings(settled.mecenat, list(laws.values())),
            *dict.fromkeys(supposed(base, a, laws)),
        ),
    )


def findings_of(
    scheme: Scheme, route: str, a: Any, laws: Laws, base: Sequence[Flow]
) -> tuple[Finding, ...]:
    """The conditions of every year, each in its worst state; a year sees the flows of three."""
    found: dict[str, Finding] = {}
    for year, law in laws.items():
        window = [f for f in base if year - 2 <= f.year <= year]
        for finding in scheme.findings(a, route, law, window):
            known = found.get(finding.key)
            if known is None:
                found[finding.key] = finding
                continue
            state = worst([known.state, finding.state])
            if state is not known.state:
                found[finding.key] = replace(finding, state=state)
    return tuple(found.values())


def ledger_of(scheme: Scheme, route: str, a: Any, book: Book) -> Ledger:
    """The settled ledger of one route for any answers: one case, arrays of cases, or Figures."""
    laws = laws_of(a, book)
    return settle(flows_of(scheme, route, a, laws), a, laws).ledger


def _rows_read(laws: Iterable[Law]) -> tuple[Row, ...]:
    rows = {(row.parameter, row.since): row for law in laws for row in law.read}
    return tuple(rows[key] for key in sorted(rows))
