"""A sponsor's case as part of a workbook: thirteen figures, six years, both readings."""

from typing import Any

import numpy as np

from simulator.base.whole import Whole, constant, whole_trace
from simulator.cases.sponsor import SponsorCase
from simulator.conditions.finding import READINGS, ReadingName
from simulator.exports.workbook.live import Live
from simulator.exports.workbook.sponsor_asked import answers_of
from simulator.exports.workbook.sponsor_traced import Open, years_of
from simulator.exports.workbook.stocks import corkscrews
from simulator.exports.workbook.told_sponsor import told_of_sponsor
from simulator.figures.sponsor_outcome import Outcome, assess
from simulator.figures.sponsor_reading import FIGURES
from simulator.law.book import Book
from simulator.ledger import add
from simulator.schemes.sponsorship.flows import Route
from simulator.text import say

LENDER = "de_minimis_mecene"
"""The condition that counts what one lender gives."""
SHOWN: ReadingName = READINGS[0]
"""The reading whose results have the short names: it counts on nothing that is not proved."""


def add_sponsor(live: Live, case: SponsorCase, book: Book, part: str = "") -> Outcome:
    """The answers, flows, bearers and results of a sponsor's case, in both readings."""
    outcome = assess(case, book)
    live.answers.part = part
    for one in answers_of(case, part):
        live.answers.add(one)
    with whole_trace(part) as kept:
        beside: Open | None = None
        for reading in READINGS:
            traced = Open(outcome, reading, beside)
            _add_reading(live, outcome, traced, reading, part)
            beside = beside or traced
        if beside is not None:
            _verdicts(live, outcome, beside, part)
        _controls(live, kept, part)
    live.told += told_of_sponsor(outcome, part)
    return outcome


def _add_reading(
    live: Live, outcome: Outcome, traced: Open, reading: ReadingName, part: str
) -> None:
    years = years_of(outcome)
    place = (*([part] if part else []), reading)
    name = say(f"classeur.lectures.{reading}")
    live.words[reading] = name
    ledger = traced.added.ledger(traced.doings, years)
    live.flows(ledger, place)
    live.bear(ledger, place, name, shown=reading == SHOWN)
    followed = traced.followed(Route(reading))
    corkscrews(live, followed.annees, (*place, "operations"))
    for key in FIGURES:
        _result(live, traced, key, reading, years)


def _result(live: Live, traced: Open, key: str, reading: ReadingName, years: list[int]) -> None:
    name, _, place = key.partition(".")
    unit = "ratio" if name == "gain_points" else "€"
    year = years[int(place)] if place else None
    amount: Any = traced.figure(key)
    head = "" if reading == SHOWN else f"{reading}_"
    label = say(f"classeur.mecene.exercice_{name}" if place else f"classeur.mecene.{name}")
    live.result(
        f"{head}{name}" + (f"@{place}" if place else ""), label, unit, amount, year,
        under=reading, line=f"{name}_par_exercice" if place else "",
    )  # fmt: skip


def _verdicts(live: Live, outcome: Outcome, traced: Open, part: str) -> None:
    """Where an amount typed again would change the verdict of a loan below cost (de minimis)."""
    for rank, path in enumerate(outcome.paths):
        asked = next((q for q in path.questions if q.key == LENDER), None)
        if asked is None:
            continue
        aid, room = (float(asked.finding.values[name][0]) for name in ("aide", "place"))
        cost = add(value.cout for value in traced.values if value.operation == rank)
        fits = cost * (1 - traced.billed(rank)) <= constant(room)
        moved = np.logical_not(fits) if aid <= room else fits
        place = (*([part] if part else []), f"operation_{rank + 1}")
        live.words[place[-1]] = say("classeur.hypotheses.operation", numero=rank + 1,
                                    nom=outcome.case.operations[rank].libelle)  # fmt: skip
        live.refused("verdict_de_minimis", moved, place)


def _controls(live: Live, kept: Whole, part: str) -> None:
    for key, where in kept.refusals:
        live.refused(key, where, (part,) if part else ())
