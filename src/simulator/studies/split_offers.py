"""What the Region may choose among: so many groups of SMEs of a format in a territory.

The answers of an option describe one group. So many groups are one case with as many times the
SMEs, and as many times what the answers give as a total (`TOTALS`): the engine answers it whole.
"""

from dataclasses import dataclass
from functools import cache
from math import inf
from typing import Any

import numpy as np

from simulator.cases.question import field_label
from simulator.cases.scenario import Scenario, read
from simulator.errors import InputError
from simulator.figure import cents
from simulator.figures.indicators import emplois_realises, missing
from simulator.law.book import Book, in_force
from simulator.ledger import Party, Status, add
from simulator.schemes import scheme_of
from simulator.simulate import flows_of, laws_of
from simulator.studies.evaluate import SHOWN, evaluate
from simulator.studies.grouping import Varied
from simulator.studies.split_solver import Ints
from simulator.text import say

EFFORT = f"{SHOWN}.effort_region"
TOTALS = (
    "jours", "salaries_pretes", "cout_animation", "emplois_prevus", "emplois_maintenus",
    "nb_avances", "subvention_region", "apport_association",
)  # fmt: skip
"""Answers that are totals of a case: of two groups, they are twice those of one."""
FINE = 10**6
"""Parts of a day or of a job that are told apart."""


@dataclass(frozen=True, slots=True)
class Option:
    """Groups of SMEs that may be helped: `case` is one of them, `groupe` its number of SMEs."""

    territoire: str
    case: Scenario
    groupe: int
    groupes_min: int
    groupes_max: int | None

    @property
    def order(self) -> tuple[Any, ...]:
        """What it is, whatever its place among the others: equal choices are told apart by it."""
        case = self.case
        answers = tuple(sorted((k, str(v)) for k, v in dict(case.reponses).items()))
        size = self.groupe, self.groupes_min, inf if self.groupes_max is None else self.groupes_max
        return self.territoire, case.dispositif, case.voie or "", *size, answers

    def of(self, groupes: Any) -> Varied:
        """The case of so many groups (an array of whole numbers)."""
        answers = dict(self.case.reponses)
        counted = "nb_parcours" if "nb_parcours" in answers else "nb_pme"
        scaled = [counted, *(name for name in TOTALS if answers.get(name) is not None)]
        return Varied(self.case, {name: np.asarray(groupes) * answers[name] for name in scaled})


@dataclass(frozen=True, slots=True)
class Offer:
    """An option answered by the engine.

    `costs` are cents that the Region bears, by number of groups from none to the most that may be
    asked. `jours` and `emplois_realises` are those of one group, None when nobody knows them.
    """

    option: Option
    costs: Ints
    jours: float | None
    emplois_realises: float | None
    conseil: bool
    mecene: bool

    @property
    def most(self) -> int:
        """The most groups that the engine was asked for."""
        return len(self.costs) - 1

    @property
    def linear(self) -> bool:
        """Whether each group costs as much as the first, to the cent."""
        return bool(np.all(np.diff(self.costs) == self.costs[1])) if self.most else True


def offer_of(option: Option, most: int, book: Book) -> Offer:
    """An option with the cost of each number of groups, up to `most`.

    Raises InputError, by field, when so many groups as the option says are refused, or when nobody
    knows what the Region would pay.
    """
    needed = max(1, option.groupes_min, option.groupes_max or 0)
    answered = evaluate(option.of(np.arange(1, max(1, most) + 1)), book, [EFFORT])
    refused = np.flatnonzero(answered["refus"] != "")
    if len(refused) and refused[0] < needed:
        name = "groupes_max" if refused[0] else ""
        raise InputError([(name, answered["refus"][refused[0]])])
    admitted = refused[0] if len(refused) else most
    costs = np.concatenate([[0.0], answered[EFFORT].to_numpy(dtype=float)[:admitted]])
    if hidden := _hidden(option.case, book):
        raise InputError([(hidden, say("repartir.aide_inconnue", champ=field_label(hidden)))])
    return _priced(option, np.rint(costs * 100).astype(np.int64))


def _hidden(case: Scenario, book: Book) -> str:
    """The answer without which nobody knows what the Region pays; empty when it is known."""
    a = case.reponses
    unknowns = scheme_of(case).unknowns(a, next(iter(laws_of(a, book).values())))
    hiding = missing("effort_region", [key for key, where in unknowns.items() if where])
    shared = unknowns.get("cout_animation") and getattr(a, "part_region", 0) > 0
    return next(iter([*hiding, *(["cout_animation"] if shared else [])]), "")


def _priced(option: Option, costs: Ints) -> Offer:
    a, (conseil, mecene) = option.case.reponses, works_of(option.case.dispositif)
    jours, prevus = _quantity(option.case, "jours"), _quantity(option.case, "emplois")
    rate = getattr(a, "taux_realisation", None)
    jobs = None if prevus is None or rate is None else float(emplois_realises(prevus, rate))
    return Offer(option, costs, jours, jobs, conseil, mecene)


@cache
def works_of(dispositif: str) -> tuple[bool, bool]:
    """Whether consultants work for the SMEs of a format, and whether a sponsor lends its people."""
    paid = _payees(read({"dispositif": dispositif}), in_force())
    return Party.CONSULTANTS in paid, Party.SALARIES in paid


def _payees(case: Scenario, book: Book) -> set[Party]:
    """Who works for the SMEs of a case: the flows of its routes say it."""
    a, scheme = case.reponses, scheme_of(case)
    laws = laws_of(a, book)
    return {flow.payee for r in scheme.routes for flow in flows_of(scheme, r.key, a, laws)}


def _quantity(case: Scenario, what: str) -> float | None:
    """Days or jobs promised by a case; None when nobody said."""
    deeds = scheme_of(case).deeds(case.reponses)
    found = [d.quantity for d in deeds if d.what == what and d.status is Status.PREVU]
    return float(add(found)) if found else None


def effort_of(option: Option, groupes: int, book: Book) -> float:
    """What the Region bears of so many groups, in euros, as the engine answers it."""
    answered = evaluate(option.of([groupes]), book, [EFFORT])
    return float(cents(answered[EFFORT].iloc[0]))
