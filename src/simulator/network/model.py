"""What a network is made of: territories, and what a source observed of each.

The shipped network and a user's own are the same object, so every page reads both. Nothing here
holds a zero for an unknown: what no source gives has no observation.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType


class Indicator(StrEnum):
    """What is observed of a territory. Jobs of different statuses are different indicators."""

    PME = "pme"
    PME_PREVUES = "pme_prevues"
    JOURS = "jours"
    EMPLOIS_PREVUS = "emplois_prevus"
    EMPLOIS_REALISES = "emplois_realises"
    EMPLOIS_MAINTENUS = "emplois_maintenus"
    AVANCES = "avances"
    PARTENAIRES = "partenaires"
    BUDGET = "budget"
    HABITANTS = "habitants"


class Level(StrEnum):
    """How much of the map a territory covers."""

    DEPARTEMENT = "departement"
    BASSIN = "bassin"  # smaller than a department, or across several
    REGION = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """A place where a scheme works or worked; a blank (None, empty) is unknown."""

    id: str
    dispositif: str
    nom: str
    niveau: Level
    departements: tuple[str, ...]
    epci: tuple[str, ...] = ()
    region: str | None = None
    repere: str | None = None  # EPCI whose centre places a basin on the map
    operateur: str | None = None
    debut: int | None = None
    fin: int | None = None
    atteste: int | None = None  # last year for which a source mentions it
    partenaires: str | None = None
    competences: str | None = None
    note: str | None = None
    source: str
    confiance: str

    def may_exist(self, annee: int) -> bool:
        """Whether a source lets it exist that year; an unknown start does not exclude it."""
        first = self.debut if self.debut is not None else self.atteste
        started = first is None or first <= annee
        return started and (self.fin is None or annee <= self.fin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One number about one territory, over one period, with where it comes from."""

    id: str
    territoire: str
    indicateur: Indicator
    valeur: float
    unite: str
    periode: str  # as people read it
    debut: int | None
    fin: int | None
    statut: str  # observe, prevu, realise, maintenu, calcule
    source: str
    confiance: str
    note: str = ""
    connus: tuple[float, float] | None = None
    """Where some files leave it blank: its sum over the others, and the firms that they help."""

    @property
    def years(self) -> int:
        """How many years the period covers; an open period is as long as can be."""
        if self.debut is None:
            return 0
        return (self.fin or LAST_YEAR) - self.debut + 1

    def covers(self, annee: int) -> bool:
        """Whether the year lies in the period; a period without a start covers none."""
        return self.debut is not None and self.debut <= annee <= (self.fin or LAST_YEAR)


LAST_YEAR = 9999  # the end of a period that a source leaves open


@dataclass(frozen=True)
class Network:
    """Territories and what is known of them. Never changed once made: sessions share it."""

    nom: str  # the user's word for it; empty for the one we ship, which the texts name
    territoires: tuple[Territory, ...]
    observations: tuple[Observation, ...] = field(repr=False)

    @property
    def livre(self) -> bool:
        """Whether it is the network we ship."""
        return not self.nom

    @cached_property
    def by_id(self) -> Mapping[str, Territory]:
        """Its territories by their id."""
        return MappingProxyType({territory.id: territory for territory in self.territoires})

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, Indicator], tuple[Observation, ...]]:
        found: dict[tuple[str, Indicator], list[Observation]] = defaultdict(list)
        for observation in self.observations:
            found[observation.territoire, observation.indicateur].append(observation)
        return {place: tuple(rows) for place, rows in found.items()}

    def observed(self, territoire: str, indicateur: Indicator) -> tuple[Observation, ...]:
        """Every observation of one indicator in one territory; none when no source gives it."""
        return self._by_place.get((territoire, indicateur), ())

    @cached_property
    def dispositifs(self) -> tuple[str, ...]:
        """The schemes that its territories have, in their order."""
        return tuple(dict.fromkeys(territory.dispositif for territory in self.territoires))

    @cached_property
    def annees(self) -> tuple[int, ...]:
        """The years that some bounded period covers, oldest first."""
        years = {
            year
            for o in self.observations
            if o.debut is not None and o.fin is not None
            for year in range(o.debut, o.fin + 1)
        }
        return tuple(sorted(years))
