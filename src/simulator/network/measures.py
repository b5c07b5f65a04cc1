"""One indicator of every territory: recorded, or in the network without a published figure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator.network.geo import population
from simulator.network.model import Indicator, Level, Network, Observation, Territory

AGE = "anciennete"
PER_10_000 = "pme_pour_10000"
MEASURES: tuple[str, ...] = (
    Indicator.PME, Indicator.JOURS, Indicator.EMPLOIS_PREVUS, Indicator.EMPLOIS_REALISES,
    Indicator.EMPLOIS_MAINTENUS, Indicator.AVANCES, AGE, PER_10_000,
)  # fmt: skip
"""What the map can show, in the order of its choice."""

PER = 10_000  # inhabitants


@dataclass(frozen=True, slots=True)
class Measured:
    """What the map shows of a territory: a value in `unite`, or None when no source gives it."""

    territoire: Territory
    valeur: float | None
    unite: str = ""
    observations: tuple[Observation, ...] = ()

    @property
    def known(self) -> bool:
        """Whether a source gives the figure."""
        return self.valeur is not None


def measure_each(
    network: Network, mesure: str, dispositif: str | None = None, annee: int | None = None
) -> tuple[Measured, ...]:
    """One measure of each territory of a scheme (all when None) that may exist that year.

    Without a year, the longest period that a source gives; with one, the shortest that covers it.
    Periods differ between territories, so readings are never summed.
    """
    shown = _offered(network, dispositif, annee)
    return tuple(measure_of(network, territory, mesure, annee) for territory in shown)


def has_figures(network: Network, mesure: str, dispositif: str | None, annee: int | None) -> bool:
    """Whether one of these readings is known."""
    shown = _offered(network, dispositif, annee)
    return any(measure_of(network, territory, mesure, annee).known for territory in shown)


def _offered(network: Network, dispositif: str | None, annee: int | None) -> Iterator[Territory]:
    return (
        territory
        for territory in network.territoires
        if dispositif in (None, territory.dispositif)
        and (annee is None or territory.may_exist(annee))
    )


def measure_of(network: Network, territory: Territory, mesure: str, annee: int | None) -> Measured:
    """One measure of one territory."""
    if mesure == AGE:
        return _age(territory, annee)
    if mesure == PER_10_000:
        return _per_inhabitants(network, territory, annee)
    found = chosen(network.observed(territory.id, Indicator(mesure)), annee)
    if found is None:
        return Measured(territory, None)
    return Measured(territory, found.valeur, found.unite, (found,))


def chosen(observations: Iterable[Observation], annee: int | None) -> Observation | None:
    """The observation to show: the widest of all, or the narrowest that covers the year."""
    if annee is None:
        return max(observations, key=lambda o: (o.years, o.debut or 0), default=None)
    covering = (o for o in observations if o.covers(annee))
    return min(covering, key=lambda o: (o.years, -(o.debut or 0)), default=None)


def _age(territory: Territory, annee: int | None) -> Measured:
    """Years since the start, up to the year asked or to the last public sign of life."""
    ends = [year for year in (annee, territory.fin or territory.atteste) if year is not None]
    if territory.debut is None or not ends:
        return Measured(territory, None)
    return Measured(territory, float(min(ends) - territory.debut), "ans")


def _per_inhabitants(network: Network, territory: Territory, annee: int | None) -> Measured:
    """Firms helped for 10 000 inhabitants; unknown for a basin whose population is not given."""
    firms = chosen(network.observed(territory.id, Indicator.PME), annee)
    own = chosen(network.observed(territory.id, Indicator.HABITANTS), None)
    if own is not None:
        people: float | None = own.valeur
    elif territory.niveau is not Level.BASSIN:
        people = population(territory.departements)
    else:
        people = None
    if firms is None or not people:
        return Measured(territory, None)
    behind = (firms,) if own is None else (firms, own)
    return Measured(territory, firms.valeur / people * PER, f"{firms.unite}/10 000 hab.", behind)
