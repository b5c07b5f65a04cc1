"""A scenario as part of a workbook: every route followed again with answers that may change."""

from types import SimpleNamespace
from typing import Any

from simulator.base.whole import Whole, on_route, optional, whole_trace
from simulator.cases.question import asked, bounds, field_label, is_whole, source_of
from simulator.cases.question import optional as may_be_empty
from simulator.cases.scenario import Scenario
from simulator.exports.workbook.asked import Asked, Bounds, excel_name
from simulator.exports.workbook.live import Live
from simulator.exports.workbook.stocks import corkscrews
from simulator.exports.workbook.told import told_of_scenario
from simulator.figure import given
from simulator.figures.indicators import INDICATORS, readable
from simulator.law.book import Book
from simulator.law.years import Laws
from simulator.schemes import scheme_of
from simulator.simulate import Outcome, flows_of, laws_of, simulate
from simulator.tax.settle import settle
from simulator.text import say

STRUCTURAL = {"benefice_mecene"}
"""Answers that may change but not appear: with one, a whole company is followed."""


def add_scenario(live: Live, case: Scenario, book: Book, part: str = "") -> Outcome:
    """The answers, flows, bearers and results of a scenario; raises what the engine refuses.

    Beside others it is followed on the route that it shows; alone, on every one.
    """
    outcome = simulate(case, book)
    live.answers.part = part
    ask(live, case, part)
    others = [] if part else [key for key in outcome.routes if key != outcome.shown]
    with whole_trace(part) as kept:
        a = live_answers(case)
        laws = laws_of(a, book)
        for route in (outcome.shown, *others):
            _add_route(live, outcome, route, a, laws)
        _controls(live, case, kept, part)
    live.told += told_of_scenario(outcome, part)
    return outcome


def ask(live: Live, case: Scenario, part: str) -> None:
    """Every number that a person may type again."""
    a, kind = case.reponses, type(case.reponses)
    for name in kind.counted():
        value = getattr(a, name)
        if value is None and name in STRUCTURAL:
            continue
        low, high = bounds(kind, name)
        empty = may_be_empty(kind.model_fields[name].annotation) and name not in STRUCTURAL
        live.answers.add(
            Asked(
                name,
                excel_name(part, name),
                field_label(name, case.dispositif),
                asked(kind, name).unit,
                Bounds(low, high, is_whole(kind, name), empty),
                origin_of(case, name),
                {None: value},
                private=asked(kind, name).private,
            )
        )


def origin_of(case: Scenario, name: str) -> str:
    """Where an answer comes from: typed, or proposed by a source."""
    if getattr(case.reponses, name) is None:
        return say("classeur.hypotheses.inconnue")
    default = source_of(type(case.reponses), name)
    if default is None or not case.reponses.is_default(name):
        return say("mots.saisie")
    return say("mots.valeur_proposee", source=default.source or say("mots.hypothese"))


def live_answers(case: Scenario) -> Any:
    """The answers of a scenario, each number a figure; those that nobody gave may be given."""
    a, kind = case.reponses, type(case.reponses)
    found: dict[str, Any] = {**dict(a), "signature": a.signature}
    for name in kind.counted():
        value, unit = getattr(a, name), asked(kind, name).unit
        if may_be_empty(kind.model_fields[name].annotation) and name not in STRUCTURAL:
            found[name] = optional(None if value is None else float(value), name, unit)
        elif value is not None:
            found[name] = given(float(value), name, unit)
    return SimpleNamespace(**found)


def _add_route(live: Live, outcome: Outcome, route: str, a: Any, laws: Laws) -> None:
    part = live.answers.part
    place = (part, route) if part else (route,)
    scheme = scheme_of(outcome.scenario)
    with on_route(route):
        settled = settle(flows_of(scheme, route, a, laws), a, laws)
    name = say(f"voies.{route}.nom")
    live.words[route] = name
    live.flows(settled.ledger, place)
    live.bear(settled.ledger, place, name, shown=route == outcome.shown)
    corkscrews(live, settled.mecenat, (*place, "avec"))
    if route != outcome.shown:
        return
    unknowns = scheme.unknowns(a, next(iter(laws.values())))
    read = readable(settled.ledger, scheme.deeds(a), unknowns, a)
    for key, indicator in INDICATORS.items():
        label = say(f"indicateurs.{key}.nom")
        live.result(key, label, indicator.unit, indicator.computed(read))


def _controls(live: Live, case: Scenario, kept: Whole, part: str) -> None:
    """What the engine would refuse: a rule, or answers that contradict each other."""
    a, place = live_answers(case), (part,) if part else ()
    for key, where in kept.refusals:
        live.refused(key, where, place)
    for key, where in type(case.reponses).impossible(a).items():
        live.refused(key, where, place)
