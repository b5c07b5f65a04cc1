"""A sponsor's own operations: who is paid, what for, how much, in each fiscal year, on each route.

A route is a reading of the conditions (only what is proved, or what is hoped for too) and a way of
doing the same thing: as it is, with nothing billed, in cash, bought from a provider, kept as an
ordinary charge, or not at all. `premier` does so in the first fiscal year alone, the later ones
staying as they are.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from simulator.base.whole import whole
from simulator.cases.operation import Operation
from simulator.cases.sponsor import SponsorCase, stopped
from simulator.conditions.deductible import Treatment
from simulator.conditions.finding import READINGS, ReadingName, State
from simulator.conditions.paths import Path
from simulator.figure import cents
from simulator.ledger import Flow, Ledger, Nature, Party, add, flow
from simulator.schemes.staff import Valuation

INVOICE = "C. trav., art. L. 8241-1"

Way = Literal["operations", "non_facture", "argent", "prestataire", "charge", "rien"]


class Route(NamedTuple):
    """One way of doing the operations, under one reading."""

    reading: ReadingName
    way: Way = "operations"
    premier: bool = False


ROUTES = (
    *(Route(reading, way) for reading in READINGS
      for way in ("operations", "rien", "charge", "non_facture", "argent", "prestataire")),
    *(Route(reading, way, True) for reading in READINGS
      for way in ("rien", "charge", "non_facture", "argent", "prestataire")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Undertaken:
    """One operation in one fiscal year: the cash given and the employees lent, in euros."""

    operation: Operation
    path: Path
    treatment: Treatment
    annee: int
    argent: Any
    lent: tuple[Valuation, ...]
    prix_prestataire: Any
    facturee: Any  # the share of the cost that is billed

    @property
    def costs(self) -> list[Any]:
        """What each employee costs."""
        return [value.cout for value in self.lent]

    @property
    def agreed(self) -> bool:
        """Whether both readings treat it the same."""
        paths = {counted(self.path, reading) for reading in READINGS}
        return len(paths) == 1 and self.treatment.prudent == self.treatment.confirmed

    @property
    def payee(self) -> Party:
        """Who is helped: a body, or a firm."""
        return Party.ASSOCIATION if self.operation.beneficiaire == "organisme" else Party.PME


def undertaken(
    case: SponsorCase,
    verdicts: Sequence[tuple[Path, Treatment]],
    lent: Iterable[Valuation],
    cash: Callable[[int, float, int], Any] = lambda _rank, amount, _year: amount,
    billed: Callable[[int, Operation], Any] = lambda _rank, operation: operation.billed,
) -> list[Undertaken]:
    """What each operation does in each fiscal year where it does something.

    `cash` says an amount given, by the rank of its operation, in a fiscal year counted from 0, as a
    figure that explains itself; `billed` the share of its cost that an operation bills.
    """
    staff: dict[tuple[int, int], list[Valuation]] = {}
    for value in lent:
        staff.setdefault((value.operation, value.exercice), []).append(value)
    return [
        Undertaken(
            operation, *verdict, closing.year,
            cash(rank, amount, t) if amount or _may_give(operation) else 0.0,
            tuple(staff.get((rank, t), ())), case.prix_prestataire, billed(rank, operation),
        )
        for rank, (operation, verdict) in enumerate(zip(case.operations, verdicts, strict=True))
        for t, (closing, amount) in enumerate(
            zip(case.closings, stopped(operation.montants), strict=True)
        )
        if amount or (rank, t) in staff or _may_give(operation)
    ]  # fmt: skip


def _may_give(operation: Operation) -> bool:
    """Whether a year without money may be given some, in a workbook."""
    return whole() and operation.voie == "don" and not operation.salaries


def ledger_of(doings: Iterable[Undertaken], route: Route, first_year: int) -> Ledger:
    """Every flow of a route before tax, in euros."""
    return Ledger(
        f
        for done in doings
        for f in flows(
            done,
            route.reading,
            "operations" if route.premier and done.annee != first_year else route.way,
        )
    )


def flows(done: Undertaken, reading: ReadingName, way: Way) -> list[Flow]:
    """The flows of one operation in one fiscal year, before tax."""
    match way:
        case "rien":
            return []
        case "charge":
            return [*_cash(done, Nature.PRESTATION), *_paid(done, Nature.REMUNERATION)]
        case "argent":
            return [*_in_cash(done, reading, done.argent), *_in_cash(done, reading, *done.costs)]
        case "prestataire":
            return [*_in_cash(done, reading, done.argent), *_bought(done, reading)]
    if done.path.opens_reduction:
        return [*_in_cash(done, reading, done.argent), *_in_time(done, reading)]
    return _loan(done, reading, billed=way == "operations")


def counted(path: Path, reading: ReadingName) -> bool:
    """Whether an operation opens the reduction under a reading."""
    if not path.opens_reduction:
        return False
    if path.eligible is State.OUVERT:
        return True
    return reading == "confirmed" and path.eligible is State.A_CONFIRMER


def _in_cash(done: Undertaken, reading: ReadingName, *amounts: Any) -> list[Flow]:
    """Money given to the body: a gift, a charge when it is another thing, or nothing for tax."""
    if counted(done.path, reading):
        social = done.operation.aide_sociale == "oui"
        nature = Nature.DON_AIDE_SOCIALE if social else Nature.DON
    elif done.path.opens_reduction and done.treatment.deductible(reading):
        nature = Nature.PRESTATION
    else:
        nature = Nature.DON_SANS_REDUCTION
    return _moved(done, done.payee, nature, amounts)


def _in_time(done: Undertaken, reading: ReadingName) -> list[Flow]:
    """Time given: its cost is paid, its value (within the ceiling) is what counts as a gift."""
    if counted(done.path, reading):
        social = done.operation.aide_sociale == "oui"
        worth = Nature.VALEUR_AIDE_SOCIALE if social else Nature.VALEUR_DONNEE
        values = [value.valeur for value in done.lent]
        return [
            *_paid(done, Nature.REMUNERATION_REINTEGREE),
            *_moved(done, done.payee, worth, values),
        ]
    kept = done.treatment.deductible(reading)
    return _paid(done, Nature.REMUNERATION if kept else Nature.REMUNERATION_REINTEGREE)


def _loan(done: Undertaken, reading: ReadingName, *, billed: bool) -> list[Flow]:
    """A loan: pay that stays a charge, or only its billed part; and the invoice, an income."""
    cost, share = add(done.costs), done.facturee
    if not done.lent:
        return []
    sold = cents(cost * share) if whole() or share != 1 else cost
    invoice = [flow(done.payee, Party.MECENE, Nature.FACTURE, sold, done.annee, INVOICE)]
    income = invoice if (share or whole()) and billed else []
    if done.treatment.deductible(reading):
        return [*_paid(done, Nature.REMUNERATION), *income]
    kept = _moved(done, Party.SALARIES, Nature.REMUNERATION, [sold] if share or whole() else [])
    left = _moved(done, Party.SALARIES, Nature.REMUNERATION_REINTEGREE, [cost - sold])
    return [*kept, *left, *income]


def _bought(done: Undertaken, reading: ReadingName) -> list[Flow]:
    """The same days bought from a provider, and given: a charge when a loan would have been one."""
    days = sum(value.jours for value in done.lent)
    if done.prix_prestataire is None or not days:
        return []
    price = done.prix_prestataire * days
    if done.path.opens_reduction:
        return _in_cash(done, reading, price)
    return _moved(done, Party.CONSULTANTS, Nature.PRESTATION, [price])


def _cash(done: Undertaken, nature: Nature) -> list[Flow]:
    return _moved(done, done.payee, nature, [done.argent])


def _paid(done: Undertaken, nature: Nature) -> list[Flow]:
    return _moved(done, Party.SALARIES, nature, done.costs)


def _moved(
    done: Undertaken, payee: Party, nature: Nature, amounts: Sequence[Any] | Iterable[Any]
) -> list[Flow]:
    """One flow an amount that is more than nothing, from the sponsor."""
    return [
        flow(Party.MECENE, payee, nature, amount, done.annee, done.treatment.reference)
        for amount in amounts
        if whole() or float(amount) > 0
    ]
