"""A basin that the user draws: departments and groups of communes, named, carried by a link."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from simulator.base.links import pack, unpack
from simulator.cases.kept_picture import KeptBasin
from simulator.errors import InputError, PasserelleError
from simulator.network.geo import check_codes, department_of
from simulator.network.measures import chosen
from simulator.network.model import Indicator, Network, Observation, Territory
from simulator.text import say

VERSION = 1
MOST_DEPARTMENTS, MOST_EPCI = 101, 60


class Basin(BaseModel):
    """A named group of places, by INSEE code (departments) and SIREN (EPCI)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nom: str = Field(min_length=1, max_length=60)
    departements: tuple[str, ...] = Field(default=(), max_length=MOST_DEPARTMENTS)
    epci: tuple[str, ...] = Field(default=(), max_length=MOST_EPCI)

    @field_validator("nom")
    @classmethod
    def _clean(cls, nom: str) -> str:
        return " ".join(nom.split())

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not self.nom or not (self.departements or self.epci):
            raise ValueError("bassin_vide")
        return self

    def to_link(self) -> str:
        """A short token for an address."""
        return pack(self.model_dump(exclude_defaults=True), VERSION)

    @property
    def places(self) -> frozenset[str]:
        """The departments that it touches."""
        return frozenset(self.departements) | {department_of(code) for code in self.epci}


def read_basin(data: Any) -> Basin:
    """A basin from plain data; raises InputError with the way out."""
    try:
        basin = Basin.model_validate(data)
        check_codes("departements", basin.departements)
        check_codes("epci", basin.epci)
    except ValidationError:
        raise InputError([("bassin", say("erreurs.bassin_vide"))]) from None
    except InputError:
        raise
    except PasserelleError as fault:
        raise InputError([("bassin", str(fault))]) from None
    return basin


def basin_from(kept: KeptBasin) -> Basin:
    """The basin that a dossier kept; raises InputError when it names no known place."""
    return read_basin(kept.model_dump())


def basin_of(token: str) -> Basin:
    """A basin from a link; raises InputError when it is broken or names no known place."""
    return read_basin(unpack(token, VERSION))


def inside(network: Network, basin: Basin) -> tuple[Territory, ...]:
    """The territories that lie wholly in the basin."""
    return tuple(t for t in network.territoires if _within(t, basin))


def partly(network: Network, basin: Basin) -> tuple[Territory, ...]:
    """The territories that the basin touches without holding them: shown, never counted."""
    return tuple(
        t
        for t in network.territoires
        if not _within(t, basin) and basin.places & set(t.departements)
    )


def _within(territory: Territory, basin: Basin) -> bool:
    if territory.departements and set(territory.departements) <= set(basin.departements):
        return True
    groups = set(territory.epci or ([territory.repere] if territory.repere else []))
    return bool(groups) and groups <= set(basin.epci)


def total(
    network: Network, territories: tuple[Territory, ...], indicateur: Indicator
) -> tuple[float | None, tuple[Observation, ...]]:
    """The sum over territories, with what it adds; None when a part or a common period lacks.

    Two figures add up only when every territory has one and all cover the same years.
    """
    found = [chosen(network.observed(t.id, indicateur), None) for t in territories]
    known = tuple(observation for observation in found if observation is not None)
    periods = {(o.debut, o.fin) for o in known}
    if not known or len(known) < len(territories) or len(periods) > 1 or None in min(periods):
        return (known[0].valeur, known) if len(territories) == 1 and known else (None, known)
    return sum(o.valeur for o in known), known
