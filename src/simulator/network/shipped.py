"""The network we ship: territories that public sources establish, with facts of the register."""

from functools import cache

from simulator import ROOT
from simulator.base.csvs import Line, lines_of, read_all, required
from simulator.law.facts import facts
from simulator.network.geo import check_codes
from simulator.network.model import Indicator, Level, Network, Observation, Territory

FOLDER = ROOT / "data" / "territories"


def _year(text: str) -> int | None:
    return int(text) if text else None


def _territory(line: Line) -> Territory:
    required(line, "id", "dispositif", "nom", "niveau", "departements", "source", "confidence")
    departements = tuple(line["departements"].split(";"))
    check_codes("departements", departements)
    if line["repere"]:
        check_codes("epci", (line["repere"],))
    return Territory(
        id=line["id"],
        dispositif=line["dispositif"],
        nom=line["nom"],
        niveau=Level(line["niveau"]),
        departements=departements,
        region=line["region"] or None,
        repere=line["repere"] or None,
        operateur=line["operateur"] or None,
        debut=_year(line["debut"]),
        fin=_year(line["fin"]),
        atteste=_year(line["atteste"]),
        partenaires=line["partenaires"] or None,
        competences=line["competences"] or None,
        note=line["note"] or None,
        source=line["source"],
        confiance=line["confidence"],
    )


def _observation(line: Line) -> Observation:
    """What a fact says of a territory: value, source and confidence are the fact's own."""
    required(line, "territoire", "indicateur", "fait")
    fact = facts()[line["fait"]]
    return Observation(
        id=fact.id,
        territoire=line["territoire"],
        indicateur=Indicator(line["indicateur"]),
        valeur=float(fact.value),
        unite=fact.unit,
        periode=fact.period,
        debut=_year(line["debut"]),
        fin=_year(line["fin"]),
        statut=fact.status,
        source=fact.source,
        confiance=fact.confidence,
        note=fact.note,
    )


@cache
def shipped() -> Network:
    """The shipped network; raises DataError when a row has no source or names no fact."""
    territories = read_all(lines_of([FOLDER / "territoires.csv"]), _territory)
    observations = read_all(lines_of([FOLDER / "observations.csv"]), _observation)
    return Network(nom="", territoires=tuple(territories), observations=tuple(observations))
