"""What the page of a programme says around its drawings: places, views, what it supposes."""

from collections.abc import Sequence

from simulator.network.model import Network
from simulator.stories.programme_drawings import firms_by_place
from simulator.stories.programme_places import name_of
from simulator.studies.programme import Programmed
from simulator.studies.programme_reserves import reserves_of
from simulator.text import formats, say

VIEWS = ("par_ligne", "calendrier", "reserves", "prevu_et_observe", "partager")
"""What may be looked at under the drawings, one at a time."""


def views(found: Programmed) -> dict[str, str]:
    """What each view is called; the reserves by their number."""
    number = len(reserves_of(found))
    return {view: say(f"programme_page.{view}", n=number) for view in VIEWS}


def reserves(found: Programmed, network: Network) -> list[str]:
    """What is unknown or supposed, places by their names."""
    return reserves_of(found, lambda place: name_of(place, network))


def places(found: Programmed, network: Network) -> list[tuple[str, str]]:
    """Each place and the firms helped there."""
    firms = firms_by_place(found, network)
    return [(name_of(place, network), formats.number(number)) for place, number in firms.items()]


def untold(names: Sequence[str]) -> str:
    """What a link left out, and what to do."""
    return say("simuler.lien_prive", champs=formats.listed(list(names)))
