"""The sites of the map by number, where a screen is too narrow for names, and who is who."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.network import geo
from simulator.network.measures import Measured
from simulator.network.model import Network
from simulator.stories.home_map import HEIGHT, MOST_NAMED, WIDTH, Number, body_of, label, readings
from simulator.stories.placing import Box, beside

TYPE = 15.0  # pixels of the picture, which a phone shows smaller
AROUND = 2.0  # pixels
SIDES = ("right", "left", "above", "below")


@dataclass(frozen=True, slots=True)
class Key:
    """A site of the list: its number on the map, or nothing where the map names it, its words."""

    number: str
    words: str


def keys(network: Network) -> tuple[tuple[Number, ...], tuple[Key, ...]]:
    """The numbers on the map, from north to south, and the list; none when they would hide it."""
    inland = mainland(network)
    beyond = [one for one in readings(network) if one not in inland]
    if len(inland) > MOST_NAMED:
        return (), ()
    numbers = tuple(_placed(inland))
    listed = [Key(number.text, label(one)) for number, one in zip(numbers, inland, strict=True)]
    return numbers, (*listed, *(Key("", label(one)) for one in beyond))


def mainland(network: Network) -> list[Measured]:
    """The sites that have no frame of their own, from north to south."""
    boxed = {box.code for box in geo.boxes()}
    found = [one for one in readings(network) if not boxed & set(one.territoire.departements)]
    return sorted(found, key=lambda one: body_of(one)[1])


def _wider(body: Box) -> Box:
    """A site with the room around it in which a number would be read as its own."""
    left, top, right, bottom = body
    return left - AROUND, top - AROUND, right + AROUND, bottom + AROUND


def _placed(sites: Sequence[Measured]) -> list[Number]:
    """Each number at the first free side of its site."""
    bodies = [body_of(one) for one in sites]
    taken: list[Box] = [(-WIDTH, -HEIGHT, 0.0, 2 * HEIGHT)]  # outside, at left
    numbers = []
    for rank, body in enumerate(bodies):
        others = [_wider(one) for one in bodies if one is not body]
        box = beside(str(rank + 1), body, [*others, *taken], TYPE, SIDES)
        taken.append(box)
        middle = (box[1] + box[3]) / 2
        numbers.append(Number(str(rank + 1), box[0], middle, "start", inside=False))
    return numbers
