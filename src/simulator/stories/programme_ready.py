"""Programmes to start from: an example, the known cases of the network, a target of a document.

Sources give totals, never a year-by-year count: a known pace is a total spread evenly over its
years, and says so. Nothing that no source gives is filled in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from simulator import ROOT
from simulator.base.links import loads
from simulator.base.rounding import adding_up
from simulator.cases.programme_draft import Draft
from simulator.law.facts import evidence
from simulator.network.model import Indicator, Level, Network, Observation
from simulator.stories.programme_places import key_of
from simulator.text import LANGUAGES, formats, say, speaking
from simulator.text.registered import in_words

FOLDER = ROOT / "data" / "programmes"


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
            periode=in_words(self.period),
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


@cache
def _files() -> Mapping[str, Any]:
    """The ready programmes by name, in the order of their files: each line names its fact."""
    files = sorted(FOLDER.glob("*.json"))
    return MappingProxyType(
        {path.stem.partition("_")[2]: loads(path.read_text(encoding="utf-8")) for path in files}
    )


def names() -> tuple[str, ...]:
    """The ready programmes, the first one being the example that a page opens with."""
    return tuple(_files())


def programme_ready(name: str) -> Draft:
    """The draft of a ready programme: the total of a fact, spread evenly over its years."""
    file = _files()[name]
    years = file["nombre"]
    lines = [
        line(
            one["territoire"],
            one["dispositif"],
            evenly(float(evidence(one["fait"]).value) * years / one["annees_du_fait"], years),
        )
        for one in file["lignes"]
    ]
    return draft(lines, file["debut"], years, say(f"programme_page.titre.{name}"))


def name_again(here: Draft) -> None:
    """The title of a ready programme holds while its lines do: what was changed has none."""
    for name in names():
        same = _lines_of(here) == _lines_of(programme_ready(name))
        if same and here["titre"] in ("", *_titles(name)):
            here["titre"] = say(f"programme_page.titre.{name}")
        elif not same and here["titre"] in _titles(name):
            here["titre"] = ""


def _lines_of(here: Draft) -> list[tuple[Any, ...]]:
    years = here["debut"], here["nombre"]
    return [(*years, one["territoire"], one["dispositif"], *one["pme"]) for one in here["lignes"]]


@cache
def _titles(name: str) -> tuple[str, ...]:
    """What a ready programme is called in each language."""
    titles = []
    for language in LANGUAGES:
        with speaking(language):
            titles.append(say(f"programme_page.titre.{name}"))
    return tuple(titles)


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
