"""Indicators: figures read off the ledger and the deeds. They know no scheme.

An indicator that needs something nobody knows is `None`, never zero.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from types import MappingProxyType
from typing import Any

import numpy as np

from simulator.base.whole import either
from simulator.figure import Figure, article, cents, per, value_of
from simulator.ledger import Deed, Ledger, Nature, Party, Status, add

PRIVATE = (Party.MECENE, Party.PME, Party.ASSOCIATION)
HIDES_THE_COST = {"aide_etat", "aide_region", "aide_ue", "taux_de_base"}
"""Unknowns without which the cost itself is unknown."""
HIDES_PUBLIC_MONEY = HIDES_THE_COST | {"cout_animation"}
"""Animation is paid by public money for the most part: its unknown cost hides the public share."""


@dataclass(frozen=True, slots=True)
class Readable:
    """What an indicator is read off: a settled ledger, deeds, unknowns, and two shares.

    `unknowns` says where each thing is unknown: a fact of one case, or an array of them. `annees`
    are the years of the case: the ledger goes on as long as a carry may be used.
    """

    ledger: Ledger
    deeds: Sequence[Deed]
    unknowns: Mapping[str, Any] = field(default_factory=dict)
    taux_realisation: Any = None
    part_publique: Any = 1.0
    annees: Collection[int] = ()

    @property
    def of_its_years(self) -> Ledger:
        """The flows of the years of the case alone, without those in which a carry is used."""
        return Ledger(f for f in self.ledger if f.year in self.annees)

    def quantity(self, what: str, status: Status = Status.PREVU) -> Any:
        """Days, firms or jobs in a status; None when nobody said."""
        found = [d.quantity for d in self.deeds if d.what == what and d.status is status]
        return add(found) if found else None

    def unless(self, hiders: Collection[str], value: Any) -> Any:
        """A value, None (NaN in an array) where one of these things is unknown."""
        found = (self.unknowns.get(key, False) for key in sorted(hiders))
        hidden = reduce(np.logical_or, found, False)
        if isinstance(hidden, Figure):
            return value if value is None else either(hidden, np.nan, value)
        if isinstance(hidden, np.ndarray):
            return value if value is None else np.where(hidden, np.nan, value)
        return None if hidden else value


@article("grand livre : ressources employées")
def cout_reel(ressources: Any) -> Any:
    """Cost of the real resources used, in euros."""
    return ressources


@article("grand livre : versé moins reçu")
def effort_net(verse: Any, recu: Any) -> Any:
    """What a party bears in the end, in euros."""
    return verse - recu


@article("grand livre : quotient")
def cout_unitaire(cout: Any, quantite: Any) -> Any:
    """A cost shared among firms, days or jobs, in euros each; NaN where there is none."""
    return per(cout, quantite)


@article("hypothèse de réalisation")
def emplois_realises(emplois_prevus: Any, taux: Any) -> Any:
    """Promised jobs that come about, at the one rate that a source gives (a share in %)."""
    return emplois_prevus * taux / 100


@article("grand livre : argent public")
def argent_public(etat: Any, region: Any, ue: Any, fonds: Any, part_publique: Any) -> Any:
    """What State, Region and EU bear, and the public part of the fund, in euros."""
    return etat + region + ue + fonds * part_publique


@article("grand livre : argent privé")
def argent_prive(mecene: Any, pme: Any, association: Any, fonds: Any, part_publique: Any) -> Any:
    """What sponsor, SMEs and association bear, and the private part of the fund, in euros."""
    return mecene + pme + association + fonds * (1 - part_publique)


@article("grand livre : effet de levier")
def levier(prive: Any, public: Any) -> Any:
    """Private euros for one public euro; NaN where no public money is borne."""
    return per(prive, public)


@article("grand livre : part publique")
def taux_public(public: Any, cout: Any) -> Any:
    """Share of the real cost that public money bears, as a ratio; NaN where nothing costs."""
    return per(public, cout)


def _borne(r: Readable, party: Party) -> Any:
    return effort_net(r.ledger.paid(party), r.ledger.received(party))


def _borne_in_its_years(r: Readable) -> Any:
    """What the sponsor bears in the years of the case, before any carry is used."""
    ledger = r.of_its_years
    return effort_net(ledger.paid(Party.MECENE), ledger.received(Party.MECENE))


def _public(r: Readable) -> Any:
    etat, region, ue = (_borne(r, party) for party in (Party.ETAT, Party.REGION, Party.UE))
    return argent_public(etat, region, ue, _borne(r, Party.FONDS), r.part_publique)


def _private(r: Readable) -> Any:
    mecene, pme, association = (_borne(r, party) for party in PRIVATE)
    return argent_prive(mecene, pme, association, _borne(r, Party.FONDS), r.part_publique)


def _cost(r: Readable) -> Any:
    return r.unless(HIDES_THE_COST, cout_reel(r.ledger.resources()))


def _each(total: Any, quantity: Any) -> Any:
    return None if total is None or quantity is None else cout_unitaire(total, quantity)


def realised_jobs(r: Readable) -> Any:
    """Jobs that came about: counted, else promised ones at their rate; None when nobody knows."""
    done = r.quantity("emplois", Status.REALISE)
    promised = r.quantity("emplois")
    if done is not None or promised is None or r.taux_realisation is None:
        return done
    return emplois_realises(promised, r.taux_realisation)


def _leverage(r: Readable) -> Any:
    return r.unless(HIDES_PUBLIC_MONEY, levier(_private(r), _public(r)))


def _public_share(r: Readable) -> Any:
    return r.unless(HIDES_PUBLIC_MONEY, taux_public(_public(r), cout_reel(r.ledger.resources())))


def _unless(unknown: str, r: Readable, party: Party) -> Any:
    """What a party bears, or None while a thing that it bears is unknown."""
    return r.unless({unknown}, _borne(r, party))


def _relief(ledger: Ledger) -> Any:
    return ledger.where(payee=Party.MECENE, nature=Nature.REDUCTION_IMPOT).total()


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: its name is `indicateurs.<key>` in the texts."""

    key: str
    unit: str
    computed: Callable[[Readable], Any]
    party: Party | None = None

    def read(self, r: Readable) -> Any:
        """The indicator of one case, None when unknown, or of many, NaN where unknown."""
        value = self.computed(r)
        bare = value_of(value)
        unknown = value is None or (np.ndim(bare) == 0 and np.isnan(bare))
        return None if unknown else value

    @property
    def decimals(self) -> int:
        """Digits that are published: euros to the cent, ratios to the millionth."""
        return 2 if self.unit == "€" else 6

    def published(self, value: Any) -> float | None:
        """A value as it is published; None stays unknown."""
        if value is None:
            return None
        amount = float(value)
        return float(cents(amount)) if self.unit == "€" else round(amount, self.decimals)


INDICATORS: Mapping[str, Indicator] = MappingProxyType(
    {
        indicator.key: indicator
        for indicator in (
            Indicator("cout_reel", "€", _cost),
            Indicator("effort_net_mecene", "€", lambda r: _borne(r, Party.MECENE), Party.MECENE),
            Indicator("effort_net_mecene_annee", "€", _borne_in_its_years, Party.MECENE),
            Indicator("reste_a_charge_pme", "€", lambda r: _borne(r, Party.PME), Party.PME),
            Indicator(
                "reste_par_pme",
                "€",
                lambda r: _each(_borne(r, Party.PME), r.quantity("pme")),
                Party.PME,
            ),
            Indicator("reduction_impot", "€", lambda r: _relief(r.ledger), Party.ETAT),
            Indicator("reduction_impot_annee", "€", lambda r: _relief(r.of_its_years), Party.ETAT),
            Indicator(
                "effort_region",
                "€",
                lambda r: _unless("aide_region", r, Party.REGION),
                Party.REGION,
            ),
            Indicator(
                "effort_etat", "€", lambda r: _unless("aide_etat", r, Party.ETAT), Party.ETAT
            ),
            Indicator(
                "effort_fonds", "€", lambda r: _unless("taux_de_base", r, Party.FONDS), Party.FONDS
            ),
            Indicator("argent_public", "€", lambda r: r.unless(HIDES_PUBLIC_MONEY, _public(r))),
            Indicator("argent_prive", "€", _private),
            Indicator("levier", "multiple", _leverage),
            Indicator("taux_public", "ratio", _public_share),
            Indicator("cout_par_pme", "€", lambda r: _each(_cost(r), r.quantity("pme"))),
            Indicator("cout_par_jour", "€", lambda r: _each(_cost(r), r.quantity("jours"))),
            Indicator(
                "cout_par_emploi_prevu", "€", lambda r: _each(_cost(r), r.quantity("emplois"))
            ),
            Indicator("cout_par_emploi_realise", "€", lambda r: _each(_cost(r), realised_jobs(r))),
        )
    }
)


_NEEDS = {
    "effort_region": {"aide_region"},
    "effort_etat": {"aide_etat"},
    "effort_fonds": {"taux_de_base"},
    "argent_public": HIDES_PUBLIC_MONEY,
    "levier": HIDES_PUBLIC_MONEY,
    "taux_public": HIDES_PUBLIC_MONEY,
}


def missing(key: str, unknowns: Sequence[str]) -> list[str]:
    """The unknowns that hide an indicator."""
    return [unknown for unknown in unknowns if unknown in _NEEDS.get(key, HIDES_THE_COST)]


def readable(
    ledger: Ledger, deeds: Sequence[Deed], unknowns: Mapping[str, Any] | Sequence[str], a: Any
) -> Readable:
    """What indicators read, from a settled ledger and the answers that made it."""
    where = unknowns if isinstance(unknowns, Mapping) else dict.fromkeys(unknowns, True)
    return Readable(
        ledger,
        deeds,
        where,
        getattr(a, "taux_realisation", None),
        getattr(a, "part_publique", 1.0),
        range(a.annee, a.annee + getattr(a, "duree_annees", 1)),
    )


def read_all(r: Readable) -> dict[str, Any]:
    """Every indicator by key, in euros, ratio or multiple; None is unknown."""
    return {key: indicator.read(r) for key, indicator in INDICATORS.items()}
