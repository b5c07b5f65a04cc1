"""What a line of a programme does in a year, and sums of it, to the cent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy_financial as npf

from simulator.base.whole import whole
from simulator.figure import cents
from simulator.figures.indicators import (
    HIDES_PUBLIC_MONEY,
    HIDES_THE_COST,
    Readable,
    argent_prive,
    argent_public,
    realised_jobs,
)
from simulator.ledger import BEARERS, Ledger, Party, add
from simulator.studies.programme_line import Followed

QUANTITIES = ("pme", "jours", "emplois_prevus", "emplois_realises", "emplois_durables")
MONEY = ("cout_reel", "argent_public", "argent_prive")
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Sums:
    """What a line does in a year, or a sum of it; None is unknown, amounts in euros.

    `emplois_durables` are realised jobs still there after three years.
    """

    pme: Any = 0
    jours: Any = 0
    emplois_prevus: Any = 0
    emplois_realises: Any = 0
    emplois_durables: Any = 0
    cout_reel: Any = 0.0
    argent_public: Any = 0.0
    argent_prive: Any = 0.0
    porte: Mapping[str, Any] = field(default_factory=dict)

    def published(self) -> dict[str, Any]:
        """As it is printed: cents, jobs and days without the noise of the last digits."""
        counts = {name: _count(getattr(self, name)) for name in QUANTITIES}
        money = {name: _money(getattr(self, name)) for name in MONEY}
        return {**counts, **money, "porte": {k: _money(v) for k, v in self.porte.items()}}


def _count(value: Any) -> Any:
    if value is None:
        return None
    rounded = round(float(value), _DIGITS)
    return int(rounded) if rounded.is_integer() else rounded


def _money(value: Any) -> float | None:
    return None if value is None else float(cents(value)) + 0.0


def added(cells: Iterable[Sums]) -> Sums:
    """The sum of some cells; a thing unknown in one is unknown in all."""
    found = list(cells)
    sums = {
        name: total_of([getattr(cell, name) for cell in found]) for name in (*QUANTITIES, *MONEY)
    }  # fmt: skip
    borne = {p.value: cents(add(cell.porte[p.value] for cell in found)) for p in BEARERS}
    return Sums(**sums, porte=borne)


def total_of(values: Sequence[Any]) -> Any:
    """The sum of some quantities; None when one of them is unknown."""
    return None if any(value is None for value in values) else add(values)


def value_today(rate: Any, costs: Sequence[Any]) -> Any:
    """Yearly costs at the end of the first year, by numpy-financial's `npv`; None is unknown."""
    if rate is None or any(cost is None for cost in costs):
        return None
    if not whole() and all(np.ndim(x) == 0 for x in (rate, *costs)):
        return float(npf.npv(rate, costs))
    return add(cost / (1 + rate) ** rank for rank, cost in enumerate(costs))


def cells_of(line: Followed, survival: Any) -> Iterable[Sums]:
    """Each year of a line: what it adds to the years before it."""
    before = dict.fromkeys(BEARERS, 0.0)
    for rank in range(len(line.years)):
        ledger = line.until(rank + 1)
        reached = {party: ledger.borne(party) for party in BEARERS}
        borne = {p: cents(reached[p] - before[p]) for p in BEARERS}
        before = reached
        yield _cell(line.reading(rank, Ledger(())), borne, line.resources(rank), survival)


def _cell(r: Readable, borne: Mapping[Party, Any], cost: Any, survival: Any) -> Sums:
    fund, pp = borne[Party.FONDS], r.part_publique
    public = argent_public(borne[Party.ETAT], borne[Party.REGION], borne[Party.UE], fund, pp)
    private = argent_prive(
        borne[Party.MECENE], borne[Party.PME], borne[Party.ASSOCIATION], fund, pp
    )
    done = bool(r.deeds)
    realised = realised_jobs(r) if done else 0
    return Sums(
        pme=r.quantity("pme") if done else 0,
        jours=r.quantity("jours") if done else 0,
        emplois_prevus=r.quantity("emplois") if done else 0,
        emplois_realises=realised,
        emplois_durables=durable(realised, survival) if done else 0,
        cout_reel=r.unless(HIDES_THE_COST, cost),
        argent_public=r.unless(HIDES_PUBLIC_MONEY, cents(public)),
        argent_prive=cents(private),
        porte={p.value: amount for p, amount in borne.items()},
    )


def durable(realised: Any, survival: Any) -> Any:
    """Realised jobs still there after three years, at a share; None when either is unknown."""
    return None if realised is None or survival is None else realised * survival
