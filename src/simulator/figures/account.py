"""From a figure to its parts: the flows behind it, signed from one side, grouped by their purpose.

The parts are the ledger's own, to the cent, and add up to the figure.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from simulator.figure import cents
from simulator.ledger import SUPPLIERS, Flow, Nature, Party, add, counts
from simulator.tax.gifts import MECENAT

GIFT_TAX = "reduction"
GROUPS: Mapping[str, tuple[Nature, ...]] = {
    "temps": (
        Nature.REMUNERATION, Nature.REMUNERATION_DONNEE, Nature.REMUNERATION_LECTURE_2016,
        Nature.REMUNERATION_REINTEGREE, Nature.FACTURE,
    ),
    "conseil": (Nature.PRIX, Nature.HONORAIRES, Nature.PRESTATION),
    "don": (Nature.DON, Nature.DON_AIDE_SOCIALE, Nature.DON_SANS_REDUCTION, Nature.AIDE),
    "subventions": (Nature.SUBVENTION,),
    "animation": (Nature.FRAIS_ANIMATION,),
    "argent": (Nature.INTERETS_ABANDONNES, Nature.PERTE),
    "impot": (Nature.ECONOMIE_IS, Nature.SUPPLEMENT_IS),
    GIFT_TAX: (Nature.REDUCTION_IMPOT,),
    "tva": (Nature.TVA, Nature.TVA_NON_RECUPEREE),
}  # fmt: skip
"""What each flow of money is for, in the order of an account."""
_GROUP_OF = {nature: key for key, natures in GROUPS.items() for nature in natures}
_RANK = {key: rank for rank, key in enumerate(GROUPS)}
_ORDER = {nature: rank for rank, nature in enumerate(_GROUP_OF)}

Sign = Callable[[Flow], int]
"""1 where a flow is counted as paid, −1 as received, 0 where it is not counted."""


def borne_by(party: Party) -> Sign:
    """What a party bears: money that it pays for good, less what it receives."""

    def sign(f: Flow) -> int:
        return ((f.payer is party) - (f.payee is party)) if counts(f.nature) else 0

    return sign


def resources(f: Flow) -> int:
    """The side of those who supply: what they receive is the cost of the resources."""
    return ((f.payee in SUPPLIERS) - (f.payer in SUPPLIERS)) if counts(f.nature) else 0


def relief(f: Flow) -> int:
    """The side of the State that gives a reduction of tax for gifts."""
    if f.nature is not Nature.REDUCTION_IMPOT:
        return 0
    return (f.payee is Party.MECENE) - (f.payer is Party.MECENE)


class Side(NamedTuple):
    """Where an account is read from: its key in the texts, and what counts there.

    `own_years`: only the years of the case, or the first fiscal year of a sponsor.
    """

    key: str
    sign: Sign
    own_years: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What moves one way for one thing in one year; `amount` is signed, in euros to the cent.

    `made` is the unsigned amount, with its formula when it was traced.
    """

    payer: Party
    payee: Party
    nature: Nature
    year: int
    source: str
    amount: float
    made: Any

    @property
    def group(self) -> str:
        """What it is for; a tax that a gift moves stands with the reduction."""
        moved_by_a_gift = self.source == MECENAT and self.nature in GROUPS["impot"]
        return GIFT_TAX if moved_by_a_gift else _GROUP_OF[self.nature]


@dataclass(frozen=True, slots=True)
class Group:
    """Entries for one thing, and what they come to, in euros."""

    key: str
    entries: tuple[Entry, ...]

    @property
    def total(self) -> float:
        """The sum of the entries, to the cent."""
        return float(cents(sum(entry.amount for entry in self.entries)))


@dataclass(frozen=True, slots=True)
class Account:
    """Every part of a figure; the groups add up to `total`, in euros to the cent."""

    groups: tuple[Group, ...]

    @property
    def total(self) -> float:
        """The sum of the groups, to the cent."""
        return float(cents(sum(group.total for group in self.groups)))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in order."""
        return tuple(entry for group in self.groups for entry in group.entries)


def account_of(flows: Iterable[Flow], side: Side, own_years: Collection[int]) -> Account:
    """The account of one side; `own_years` are the years that it may be held to."""
    moved: dict[tuple[Any, ...], list[Flow]] = {}
    for f in flows:
        counted = f.year in own_years or not side.own_years
        if counted and side.sign(f) and float(f.amount):
            moved.setdefault((f.payer, f.payee, f.nature, f.year, f.source), []).append(f)
    entries = sorted((_entry(found, side.sign) for found in moved.values()), key=_place)
    return Account(
        tuple(Group(key, tuple(found)) for key, found in groupby(entries, lambda e: e.group))
    )


def _entry(found: list[Flow], sign: Sign) -> Entry:
    first, made = found[0], add(f.amount for f in found)
    amount = float(cents(sign(first) * float(made)))
    return Entry(first.payer, first.payee, first.nature, first.year, first.source, amount, made)


def _place(entry: Entry) -> tuple[int, int, int]:
    """Group by group, nature by nature, year by year."""
    return _RANK[entry.group], _ORDER[entry.nature], entry.year
