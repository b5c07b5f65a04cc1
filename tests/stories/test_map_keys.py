"""On a phone each site of the map has its number, and the list under it says which one it is."""

import pytest

from simulator.charts.theme import text_width
from simulator.network.model import Network
from simulator.network.shipped import shipped
from simulator.stories import home_map, map_keys
from simulator.stories.placing import touch
from simulator.text import speaking


def boxes():
    numbers, _ = map_keys.keys(shipped())
    half = map_keys.TYPE / 2
    return {
        n.text: (n.x, n.y - half, n.x + text_width(n.text, map_keys.TYPE), n.y + half)
        for n in numbers
    }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_site_is_in_the_list_once_and_on_the_map_or_in_a_frame(language):
    with speaking(language):
        numbers, listed = map_keys.keys(shipped())
        sites = home_map.readings(shipped())
        assert sorted(key.words for key in listed) == sorted(home_map.label(one) for one in sites)
        assert [n.text for n in numbers] == [key.number for key in listed if key.number]
        framed = {frame.name for frame in home_map.home_map().frames if frame.there}
        assert {key.words.rstrip("0123456789 ") for key in listed if not key.number} <= framed


def test_no_number_hides_another_nor_leaves_the_picture():
    found = boxes()
    for name, box in found.items():
        assert 0 <= box[0] < box[2] <= home_map.BOX_LEFT
        assert 0 <= box[1] < box[3] <= home_map.HEIGHT
        assert not any(touch(box, other) for key, other in found.items() if key != name)


def test_a_number_stands_at_its_own_site_and_on_no_other():
    bodies = [home_map.body_of(one) for one in map_keys.mainland(shipped())]
    for rank, box in enumerate(boxes().values()):
        left, top, right, bottom = bodies[rank]
        assert touch(box, (left - 13, top - 13, right + 13, bottom + 13))
        assert not any(touch(box, body) for place, body in enumerate(bodies) if place != rank)


def test_too_many_sites_have_no_number():
    many = shipped().territoires * 5
    assert map_keys.keys(Network("x", many, shipped().observations)) == ((), ())
