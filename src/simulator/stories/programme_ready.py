"""Programmes to start from: an example, the known cases of the network, a target of a document.

Sources give totals, never a year-by-year count: a known pace is a total spread evenly over its
years, and says so. Nothing that no source gives is filled in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from simulator.base.rounding import adding_up
from simulator.cases.programme_draft import Draft
from simulator.law.facts import evidence
from simulator.network.model import Indicator, Level, Network, Observation
from simulator.stories.programme_places import key_of
from simulator.text import formats, say

FIRST_YEAR, YEARS = 2027, 3
EXAMPLE = "exemple"


@dataclass(frozen=True, slots=True)
class Pace:
    """How many firms a territory helped over a period, by a source."""

    name: str
    key: str
    firms: float
    debut: int
    fin: int
    period: str
    source: str

    @property
    def label(self) -> str:
        """« La Réunion : 10 PME (2012 à juin 2014) »."""
        return say(
            "programme_page.rythme", lieu=self.name, pme=formats.number(self.firms),
            periode=self.period,
        )  # fmt: skip

    def over(self, years: int) -> list[int]:
        """The same pace over so many years, evenly, in whole firms."""
        return evenly(self.firms * years / (self.fin - self.debut + 1), years)


def evenly(total: float, years: int) -> list[int]:
    """Firms spread evenly over years, in whole firms that add up."""
    return adding_up([total / years] * years)


def paces(network: Network) -> list[Pace]:
    """The known paces of a network: firms helped over a period whose two ends are known."""
    found = []
    for territory in network.territoires:
        seen = [o for o in network.observed(territory.id, Indicator.PME) if _bounded(o)]
        if seen and territory.niveau is not Level.REGION:
            o = max(seen, key=lambda one: (one.years, one.debut))
            found.append(
                Pace(territory.nom, key_of(territory.nom), o.valeur, o.debut or 0, o.fin or 0,
                     o.periode, o.source)
            )  # fmt: skip
    return sorted(found, key=lambda pace: key_of(pace.name))


def _bounded(o: Observation) -> bool:
    return o.debut is not None and o.fin is not None and o.valeur > 0


def line(place: str, scheme: str, firms: list[int], **said: Any) -> dict[str, Any]:
    """A line of a draft."""
    return {
        "territoire": place, "dispositif": scheme, "voie": None, "pme": list(map(str, firms)),
        "mecenes": "1", "capacite": "", "reponses": {}, **said,
    }  # fmt: skip


def draft(lines: list[dict[str, Any]], debut: int, nombre: int, titre: str = "") -> Draft:
    """A draft with nothing else said."""
    return {
        "titre": titre, "debut": debut, "nombre": nombre, "lignes": lines, "animation": {},
        "taux_actualisation": "", "survie_3_ans": "", "budget_region": "",
    }  # fmt: skip


def example(network: Network) -> Draft:
    """Three lines: the known pace of Savoie, one group of Performance PME, one parcours a year."""
    savoie = next(pace for pace in paces(network) if pace.key == "savoie")
    group = int(evidence("performance_pme.groupe_min").value)
    parcours = int(evidence("boost_innov.2019.dirigeants").value)
    lines = [
        line("savoie", "alize_avance", savoie.over(YEARS)),
        line("isere", "performance_ciblee", [group] * YEARS),
        line("rhone", "boost_innov", [parcours] * YEARS),
    ]
    return draft(lines, FIRST_YEAR, YEARS, say("programme_page.exemple_titre"))


def target(_network: Network) -> Draft:
    """The aim of document 004 for Performance PME, spread evenly: no source gives the years."""
    firms = int(evidence("performance_pme.2007_2010.objectif_pme").value)
    lines = [line("rhone_alpes", "performance_ciblee", evenly(firms, 4))]
    return draft(lines, 2007, 4, say("programme_page.objectif_titre"))


def known_case(key: str) -> Callable[[Network], Draft]:
    """A territory of the network as it was, its total spread evenly."""

    def made(network: Network) -> Draft:
        pace = next(one for one in paces(network) if one.key == key)
        years = pace.fin - pace.debut + 1
        lines = [line(key, "alize", pace.over(years))]
        return draft(lines, pace.debut, years, pace.label)

    return made


READY: Mapping[str, Callable[[Network], Draft]] = MappingProxyType(
    {
        EXAMPLE: example,
        "objectif": target,
        "longwy": known_case("longwy"),
        "la_reunion": known_case("la_reunion"),
        "vosges": known_case("vosges"),
    }
)
"""Ready programmes by name; those of the shipped network, whatever network is shown."""

SHAPES: Mapping[str, Callable[[list[int]], list[int]]] = MappingProxyType(
    {
        "constant": lambda firms: [max(firms)] * len(firms),
        "montee": lambda firms: _ramp(max(firms), len(firms)),
        "pilote": lambda firms: (
            [min(x for x in firms if x) if any(firms) else 0] + [max(firms)] * (len(firms) - 1)
        ),
    }
)
"""Gestures that fill the years of a line from its largest year."""


def _ramp(top: int, years: int) -> list[int]:
    """From a third of the top to the top in three years, then level."""
    steps = min(3, years)
    rise = [round(top * (k + 1) / steps) for k in range(steps)]
    return rise + [top] * (years - steps)


def shaped(shape: str, firms: list[int], size: int) -> list[int]:
    """The years of a line by a gesture, in whole groups."""
    found = SHAPES[shape](firms)
    return [max(size, round(x / size) * size) if x else 0 for x in found]
