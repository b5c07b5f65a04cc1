"""The variants of a case: what it does, and what it might do instead."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from simulator.cases.sponsor import YEARS
from simulator.conditions.finding import READINGS, ReadingName, State
from simulator.conditions.paths import Path
from simulator.sponsor.sheet import (
    CHARGES,
    COLUMN,
    DONS,
    MOVED,
    PRODUITS,
    SOCIAUX,
    VARIANTS,
    Floats,
    in_cents,
    stopped,
)

if TYPE_CHECKING:
    from simulator.sponsor.outcome import Outcome


OWN, CASH, PROVIDER = range(3)


def moves_of(outcomes: Sequence["Outcome"]) -> Floats:
    """What each variant moves, in euros.

    Shape: fiscal year × case × variant × (gifts, social gifts, charges, income).
    """
    moved = np.repeat(np.stack([_others(o) for o in outcomes], 1)[:, :, None], len(VARIANTS), 2)
    done = np.stack([_done(outcome) for outcome in outcomes], axis=3)
    ordinary = np.zeros((YEARS, len(outcomes), len(MOVED)))
    ordinary[:, :, CHARGES] = np.array([outcome.spent.cout for outcome in outcomes]).T
    moved[:, :, COLUMN["ordinaire"]] += ordinary
    for reading, (own, cash, provider) in zip(READINGS, done, strict=True):
        instead = {
            "tout": own,
            "sans_0": _first_year(np.zeros_like(own), own),
            "sans_facture": _unbilled(own),
            "sans_facture_0": _first_year(_unbilled(own), own),
            "argent": cash,
            "argent_0": _first_year(cash, own),
            "prestataire": provider,
            "prestataire_0": _first_year(provider, own),
            "ordinaire_0": _first_year(ordinary, own),
        }
        for name, amounts in instead.items():
            moved[:, :, COLUMN[f"{reading}.{name}"]] += amounts
    return moved


def _others(outcome: "Outcome") -> Floats:
    """The other gifts of the company: fiscal year × moved."""
    others = np.zeros((YEARS, len(MOVED)))
    others[:, DONS] = stopped(outcome.case.autres_dons)
    others[:, SOCIAUX] = stopped(outcome.case.autres_dons_aide_sociale)
    return others


def _first_year(instead: Floats, own: Floats) -> Floats:
    """The first fiscal year done otherwise, the later ones as they are."""
    mixed = own.copy()
    mixed[0] = instead[0]
    return mixed


def _unbilled(own: Floats) -> Floats:
    """The same with no income from what is billed: what the charges alone save."""
    unbilled = own.copy()
    unbilled[..., PRODUITS] = 0.0
    return unbilled


def _done(outcome: "Outcome") -> Floats:
    """The operations as they are, in cash, by a provider: reading × way × fiscal year × moved."""
    done = np.zeros((len(READINGS), 3, YEARS, len(MOVED)))
    price = outcome.case.prix_prestataire or 0.0
    for rank, path in enumerate(outcome.paths):
        operation, treated = outcome.case.operations[rank], outcome.treatments[rank]
        values, costs, days = _staff(outcome, rank)
        bought = np.array(in_cents(price * days))
        if path.opens_reduction:
            amounts = np.array(stopped(operation.montants))
            kind = SOCIAUX if operation.aide_sociale == "oui" else DONS
            for number, reading in enumerate(READINGS):
                if counted(path, reading):
                    done[number, OWN, :, kind] += amounts + values
                    done[number, CASH, :, kind] += amounts + costs
                    done[number, PROVIDER, :, kind] += amounts + bought
                elif treated.deductible(reading):
                    done[number, OWN, :, CHARGES] += amounts + costs
                    done[number, CASH, :, CHARGES] += amounts + costs
                    done[number, PROVIDER, :, CHARGES] += amounts + bought
            continue
        for number, reading in enumerate(READINGS):
            kept = 1.0 if treated.deductible(reading) else operation.billed
            done[number, OWN, :, CHARGES] += np.array(in_cents(kept * costs))
        done[:, OWN, :, PRODUITS] += np.array(in_cents(operation.billed * costs))
        done[:, PROVIDER, :, CHARGES] += bought
    return done


def _staff(outcome: "Outcome", rank: int) -> Floats:
    """What the employees of an operation are worth, cost, and their days, by fiscal year."""
    lent = np.zeros((3, YEARS))
    for value in outcome.valuations:
        if value.operation == rank:
            lent[:, value.exercice] += (value.valeur, value.cout, value.jours)
    return lent


def counted(path: Path, reading: ReadingName) -> bool:
    """Whether an operation opens the reduction under a reading."""
    if path.eligible is State.OUVERT:
        return True
    return reading == "confirmed" and path.eligible is State.A_CONFIRMER
