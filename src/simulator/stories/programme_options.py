"""What a budget may be split among: the lines of a programme, group by group, in its first year."""

from typing import Any

from simulator.cases.programme import Ligne, Programme
from simulator.network.model import Network
from simulator.stories.programme_limits import group_of
from simulator.stories.programme_places import name_of
from simulator.studies.split_offers import TOTALS, works_of

AID = "aide_region"
SHARED = "emplois_prevus"
"""The total that a group has its part of; what else is a total is asked again."""


def programme_options(given: Programme, network: Network) -> list[dict[str, Any]]:
    """The options of `repartir`, by the names of their places.

    What the Region pays for is limited by its money; the rest by the fullest year of its line.
    """
    return [_option(line, name_of(line.territoire, network)) for line in given.lignes]


def _option(line: Ligne, place: str) -> dict[str, Any]:
    size, most = group_of(line), max(line.pme)
    answers = {name: value for name, value in line.reponses.items() if name not in TOTALS}
    if isinstance(jobs := line.reponses.get(SHARED), int | float) and most:
        answers[SHARED] = jobs * size / most
    return {
        "territoire": place,
        "dispositif": line.dispositif,
        "voie": line.voie,
        "groupe": size,
        "groupes_min": 0,
        "groupes_max": None if _is_paid_for(line) else -(-most // size),
        "reponses": answers,
    }


def _is_paid_for(line: Ligne) -> bool:
    """Whether consultants are paid by a known aid of the Region."""
    consults, _ = works_of(line.dispositif)
    aid = line.reponses.get(AID, line.questions[AID].default) if consults else None
    return isinstance(aid, int | float) and aid > 0
