"""The ledger: who pays whom, what for, how much, which year, by what source.

Money only moves. What each bearer pays less what it receives is what it *bears*; real resources
(staff time, consultants' days, animation, the price of money) leave to those who supply them. So
what the bearers bear adds up, to the cent, to the cost of the resources used.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from math import isfinite
from typing import Any

import numpy as np
import pandas as pd

from simulator.errors import LedgerError
from simulator.figure import cents, named, value_of


class Party(StrEnum):
    """Those who pay or receive, in the order of every chart: private to public."""

    MECENE = "mecene"
    PME = "pme"
    ASSOCIATION = "association"
    FONDS = "fonds"
    REGION = "region"
    ETAT = "etat"
    UE = "ue"
    RELAIS = "relais"
    SALARIES = "salaries"
    CONSULTANTS = "consultants"
    ANIMATION = "animation"
    MARCHE_DE_L_ARGENT = "marche_de_l_argent"
    DEFAILLANCES = "defaillances"


BEARERS = (
    Party.MECENE, Party.PME, Party.ASSOCIATION, Party.FONDS, Party.REGION, Party.ETAT, Party.UE,
    Party.RELAIS,
)  # fmt: skip
SUPPLIERS = tuple(party for party in Party if party not in BEARERS)


class Kind(Enum):
    """What a nature of flow does to the account of who bears what."""

    ARGENT = "argent"  # money spent for good: it counts
    PRET = "pret"  # a loan or its repayment: it comes back
    EN_NATURE = "en_nature"  # a value received, not money: shown, never summed


class Nature(Enum):
    """What a flow is for, and how the tax of each side sees it.

    `deductible`: the payer may deduct it; `taxable`: the payee's income; `don`: what it is for
    CGI 238 bis: money ("argent", "aide_sociale" to a social-aid body), pay whose value is still to
    be capped ("competences"), a value within its ceiling ("valeur", "valeur_aide_sociale"), or
    "lecture_2016" for the documents' own reading.
    """

    REMUNERATION = ("remuneration", Kind.ARGENT, True, False, "")
    REMUNERATION_DONNEE = ("remuneration_donnee", Kind.ARGENT, False, False, "competences")
    REMUNERATION_LECTURE_2016 = (
        "remuneration_lecture_2016",
        Kind.ARGENT,
        False,
        False,
        "lecture_2016",
    )
    REMUNERATION_REINTEGREE = ("remuneration_reintegree", Kind.ARGENT, False, False, "")
    FACTURE = ("facture", Kind.ARGENT, True, True, "")
    DON = ("don", Kind.ARGENT, False, False, "argent")
    DON_AIDE_SOCIALE = ("don_aide_sociale", Kind.ARGENT, False, False, "aide_sociale")
    DON_SANS_REDUCTION = ("don_sans_reduction", Kind.ARGENT, False, False, "")
    AIDE = ("aide", Kind.ARGENT, False, True, "")
    PRIX = ("prix", Kind.ARGENT, True, False, "")
    SUBVENTION = ("subvention", Kind.ARGENT, False, False, "")
    HONORAIRES = ("honoraires", Kind.ARGENT, False, False, "")
    FRAIS_ANIMATION = ("frais_animation", Kind.ARGENT, False, False, "")
    INTERETS_ABANDONNES = ("interets_abandonnes", Kind.ARGENT, False, False, "")
    PERTE = ("perte", Kind.ARGENT, False, False, "")
    TVA = ("tva", Kind.ARGENT, False, False, "")
    TVA_NON_RECUPEREE = ("tva_non_recuperee", Kind.ARGENT, True, False, "")
    REDUCTION_IMPOT = ("reduction_impot", Kind.ARGENT, False, False, "")
    ECONOMIE_IS = ("economie_is", Kind.ARGENT, False, False, "")
    SUPPLEMENT_IS = ("supplement_is", Kind.ARGENT, False, False, "")
    AVANCE = ("avance", Kind.PRET, False, False, "")
    REMBOURSEMENT = ("remboursement", Kind.PRET, False, False, "")
    PRESTATION = ("prestation", Kind.ARGENT, True, False, "")
    VALEUR_DONNEE = ("valeur_donnee", Kind.EN_NATURE, False, False, "valeur")
    VALEUR_AIDE_SOCIALE = (
        "valeur_aide_sociale",
        Kind.EN_NATURE,
        False,
        False,
        "valeur_aide_sociale",
    )
    APPORT_EN_COMPETENCES = ("apport_en_competences", Kind.EN_NATURE, False, False, "")

    def __init__(self, key: str, kind: Kind, deductible: bool, taxable: bool, don: str) -> None:
        self.key = key
        self.kind = kind
        self.deductible = deductible
        self.taxable = taxable
        self.don = don


@dataclass(frozen=True, slots=True)
class Flow:
    """A movement: never negative (swap the parties), always sourced; in euros, to the cent."""

    payer: Party
    payee: Party
    nature: Nature
    amount: Any
    year: int
    source: str

    def __post_init__(self) -> None:
        value = value_of(self.amount)
        lowest = value if isinstance(value, float) else float(np.min(value))
        highest = value if isinstance(value, float) else float(np.max(value))
        if not (isfinite(lowest) and isfinite(highest)):
            raise LedgerError("flux_indefini", nature=self.nature.key)
        if lowest < 0:
            raise LedgerError("flux_negatif", nature=self.nature.key, montant=lowest)
        if not self.source:
            raise LedgerError("flux_sans_source", nature=self.nature.key)


def flow(payer: Party, payee: Party, nature: Nature, amount: Any, year: int, source: str) -> Flow:
    """A flow, rounded to the cent at birth."""
    return Flow(payer, payee, nature, named(cents(amount), nature.key, source), year, source)


class Ledger:
    """An immutable list of flows and the sums read off it."""

    def __init__(self, flows: Iterable[Flow]) -> None:
        self._flows = tuple(flows)

    def __iter__(self) -> Iterator[Flow]:
        return iter(self._flows)

    def __len__(self) -> int:
        return len(self._flows)

    def __add__(self, flows: Iterable[Flow]) -> "Ledger":
        return Ledger((*self._flows, *flows))

    def where(
        self,
        *,
        payer: Party | None = None,
        payee: Party | None = None,
        year: int | None = None,
        nature: Callable[[Nature], bool] | Nature | None = None,
    ) -> "Ledger":
        """The flows that match all that is asked; `nature` may be a test."""

        def fits(f: Flow) -> bool:
            return (
                (payer is None or f.payer is payer)
                and (payee is None or f.payee is payee)
                and (year is None or f.year == year)
                and (
                    nature is None
                    or (f.nature is nature if isinstance(nature, Nature) else nature(f.nature))
                )
            )

        return Ledger(f for f in self._flows if fits(f))

    def total(self) -> Any:
        """The sum of the amounts, in euros."""
        return add(f.amount for f in self._flows)

    def years(self) -> list[int]:
        """The years in which something moves."""
        return sorted({f.year for f in self._flows})

    def paid(self, party: Party) -> Any:
        """Money that a party pays for good (loans and gifts in kind apart)."""
        return self.where(payer=party, nature=counts).total()

    def received(self, party: Party) -> Any:
        """Money that a party receives for good."""
        return self.where(payee=party, nature=counts).total()

    def borne(self, party: Party) -> Any:
        """What a party bears in the end: paid less received; negative when it gains."""
        return cents(self.paid(party) - self.received(party))

    def resources(self) -> Any:
        """The cost of the real resources used: what their suppliers receive."""
        return cents(add(self.received(party) - self.paid(party) for party in SUPPLIERS))

    def to_frame(self) -> pd.DataFrame:
        """One line a flow, amounts that are zero left out (scalar ledgers only)."""
        lines = [
            {
                "annee": f.year,
                "payeur": f.payer.value,
                "beneficiaire": f.payee.value,
                "nature": f.nature.key,
                "montant": float(f.amount),
                "source": f.source,
            }
            for f in self._flows
            if float(f.amount) != 0
        ]
        columns = ["annee", "payeur", "beneficiaire", "nature", "montant", "source"]
        return pd.DataFrame(lines, columns=columns)


def counts(nature: Nature) -> bool:
    """Whether a nature is money spent for good."""
    return nature.kind is Kind.ARGENT


def add(amounts: Iterable[Any]) -> Any:
    """A sum that starts from its first amount, so that a formula does not begin with 0 +."""
    total: Any = None
    for amount in amounts:
        total = amount if total is None else total + amount
    return 0.0 if total is None else total


class Status(Enum):
    """Promised, done, or still there: never added together."""

    PREVU = "prevu"
    REALISE = "realise"
    MAINTENU = "maintenu"


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done or promised: a quantity of days, firms or jobs, in one status."""

    what: str
    status: Status
    quantity: Any
    source: str

    def __add__(self, other: "Deed") -> "Deed":
        if (self.what, self.status) != (other.what, other.status):
            raise LedgerError(
                "statuts_melanges", un=f"{self.what} {self.status.value}",
                deux=f"{other.what} {other.status.value}",
            )  # fmt: skip
        return Deed(self.what, self.status, self.quantity + other.quantity, self.source)
