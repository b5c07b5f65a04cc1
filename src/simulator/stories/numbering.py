"""The number of each contradiction, the same on every page: first those of the picture."""

from functools import cache

from simulator.network import history
from simulator.network.history import Contradiction, Use
from simulator.stories.lanes import LANES, sightings_of

START = "debut"
"""The quarrel over the first year: it stands at the start of the axis."""
AXIS = "axe"


@cache
def numbered() -> tuple[tuple[int, Contradiction, str], ...]:
    """Each contradiction with its number and its place: the axis, a lane, or none (empty)."""
    places = {one.subject: _place(one) for one in history.contradictions()}
    order = [AXIS, *(lane.key for lane in LANES), ""]
    found = sorted(
        history.contradictions(),
        key=lambda one: (order.index(places[one.subject][0]), places[one.subject][1]),
    )
    return tuple((n, one, places[one.subject][0]) for n, one in enumerate(found, start=1))


def _place(one: Contradiction) -> tuple[str, int]:
    """The lane that holds the most of its claims, and the last year of them."""
    if one.subject == START:
        return AXIS, 0
    claimed = {fact for fact, use in one.claims if use is not Use.CONTEXTE}
    best = ("", 0)
    most = 0
    for lane in LANES:
        held = [s for s in sightings_of(lane) if s.fact in claimed]
        if len(held) > most:
            best, most = (lane.key, max(s.end for s in held)), len(held)
    return best
