"""One territory in full: its figures, its ratios beside its peers', and what is not known."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from simulator.law.facts import Fact, facts
from simulator.network.model import Indicator, Network, Observation, Territory

JOBS = (Indicator.EMPLOIS_PREVUS, Indicator.EMPLOIS_REALISES, Indicator.EMPLOIS_MAINTENUS)
"""Three figures that are never added: promised, created, kept."""

WANTED = (Indicator.PME, Indicator.JOURS, *JOBS, Indicator.AVANCES, Indicator.PARTENAIRES)
"""What an official asks of each territory; those without a figure are named as unknown."""

RATIOS: Mapping[str, tuple[Indicator, Indicator]] = MappingProxyType({
    "jours_par_pme": (Indicator.JOURS, Indicator.PME),
    "prevus_par_pme": (Indicator.EMPLOIS_PREVUS, Indicator.PME),
    "realises_par_pme": (Indicator.EMPLOIS_REALISES, Indicator.PME),
    "maintenus_par_pme": (Indicator.EMPLOIS_MAINTENUS, Indicator.PME),
    "avance_par_pme": (Indicator.AVANCES, Indicator.PME),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure for each file, from two observations of the same years.

    Files whose figure nobody gave count neither above nor below.
    """

    valeur: float
    haut: Observation
    bas: Observation
    dossiers: float
    """The number of files behind the ratio: a small one makes it fragile."""

    @property
    def partiel(self) -> bool:
        """Whether some files have no known figure."""
        return self.dossiers < self.bas.valeur


def ratio(network: Network, territoire: str, key: str) -> Ratio | None:
    """A ratio over the widest years that both of its terms cover alike, else None."""
    above, below = (network.observed(territoire, indicator) for indicator in RATIOS[key])
    pairs = [
        (up, down)
        for up in above
        for down in below
        if up.debut is not None and (up.debut, up.fin) == (down.debut, down.fin) and down.valeur
    ]
    if not pairs:
        return None
    up, down = max(pairs, key=lambda pair: pair[0].years)
    total, files = up.connus or (up.valeur, down.valeur)
    return Ratio(total / files, up, down, files) if files else None


def ratios(network: Network, territoire: str) -> dict[str, Ratio | None]:
    """Every ratio of a territory, None where no source allows it."""
    return {key: ratio(network, territoire, key) for key in RATIOS}


def peers(network: Network, territory: Territory, most: int = 4) -> tuple[Territory, ...]:
    """Territories of the same scheme with some ratio, the nearest by number of files first."""

    def files(one: Territory) -> float:
        known = [r.dossiers for r in ratios(network, one.id).values() if r is not None]
        return max(known, default=0.0)

    here = files(territory)
    others = [
        (abs(files(t) - here), t.id, t)
        for t in network.territoires
        if t.id != territory.id and t.dispositif == territory.dispositif and files(t)
    ]
    return tuple(t for *_, t in sorted(others, key=lambda row: row[:2])[:most])


def unknown(network: Network, territory: Territory) -> tuple[Indicator, ...]:
    """What an official asks and no source gives."""
    return tuple(i for i in WANTED if not network.observed(territory.id, i))


def other_facts(network: Network, territory: Territory) -> tuple[Fact, ...]:
    """What else the register holds about a shipped territory."""
    if not network.livre:
        return ()
    shown = {o.id for indicator in Indicator for o in network.observed(territory.id, indicator)}
    return tuple(
        fact
        for fact in facts().values()
        if fact.id.startswith(f"{territory.id}.") and fact.id not in shown
    )
