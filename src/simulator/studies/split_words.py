"""A limit in words, and why several cannot be held together."""

from collections.abc import Mapping, Sequence

from simulator.studies.split import Impossible
from simulator.studies.split_asked import AskedSplit
from simulator.studies.split_program import BUDGET, CONSULTING, kind_of
from simulator.text import formats, say

FLOOR = "planchers_pme"
"""Limits that ask for something: the others forbid."""


def high_of(name: str, asked: AskedSplit) -> float:
    """What a limit is, in its unit: euros, half-days, days or SMEs."""
    alone = {BUDGET: asked.budget_region, CONSULTING: asked.capacites.demi_journees_conseil}
    if name in alone:
        return float(alone[name] or 0)
    of_territories: Mapping[str, Mapping[str, float]] = {
        "jours_mecene": asked.capacites.jours_mecene,
        FLOOR: asked.planchers_pme,
        "plafonds_pme": asked.plafonds_pme,
    }
    kind, _, where = name.partition(".")
    return float(of_territories[kind][where])


def amount(name: str, value: float) -> str:
    """A quantity of a limit in its unit: `45 jours de mécène`."""
    if name == BUDGET:
        return formats.euros(value) if float(value).is_integer() else formats.euros_cents(value)
    return say(f"repartir.unite.{kind_of(name)}", n=value)


def limit(name: str, asked: AskedSplit) -> str:
    """A limit whole: `au moins 10 PME (meuse)`."""
    told = amount(name, high_of(name, asked))
    if name == BUDGET:
        return say("repartir.limite.budget", quantite=told)
    way = "au_moins" if kind_of(name) == FLOOR else "au_plus"
    return say(f"repartir.limite.{way}", quantite=told, lieu=place_of(name))


def place_of(name: str) -> str:
    """Where a limit holds, between brackets; nothing for one that holds everywhere."""
    territory = name.partition(".")[2]
    return say("repartir.limite.lieu", nom=territory) if territory else ""


def why_not(found: Impossible) -> str:
    """Why no choice is possible: what is wanted, needed and available, and what may move."""
    told = [_conflict(found)]
    if any(value is None for value in found.ways.values()):
        told.append(say("repartir.impossible.pas_assez"))
    elif len(found.conflict) > 1:
        told.append(say("repartir.impossible.une_seule"))
    if found.least_budget is None:
        told.append(say("repartir.impossible.aucun_budget"))
    elif BUDGET in found.conflict:
        budget = amount(BUDGET, found.least_budget)
        told.append(say("repartir.impossible.budget", budget=budget))
    return " ".join(told)


def _conflict(found: Impossible) -> str:
    """The conflict itself; with one limit that forbids, what it would have to be."""
    floors = [name for name in found.conflict if kind_of(name) == FLOOR]
    others = [name for name in found.conflict if name not in floors]
    name = (others or floors)[0]
    if len(others) > 1 or (not others and len(floors) > 1) or name not in found.needed:
        return say("repartir.impossible.ensemble", limites=_limits(found.conflict, found))
    besoin, borne = amount(name, found.needed[name]), amount(name, high_of(name, found.asked))
    if not others:
        key, demande = "seule" if found.needed[name] else "aucune", _limits(floors, found)
        return say(f"repartir.impossible.{key}", demande=demande, offert=besoin)
    if not floors:
        besoin += place_of(name)
        return say("repartir.impossible.groupes", besoin=besoin, borne=borne)
    demande = _limits(floors, found)
    return say("repartir.impossible.besoin", demande=demande, besoin=besoin, borne=borne)


def _limits(names: Sequence[str], found: Impossible) -> str:
    return formats.listed([limit(name, found.asked) for name in names])
