"""Territories sorted and set side by side; one without any figure says whom to ask."""

import pytest

from simulator.charts.theme import text_width
from simulator.network.model import Indicator, Network
from simulator.network.shipped import shipped
from simulator.stories import home_map, territories_list, territory
from simulator.stories.placing import touch
from simulator.text import LANGUAGES, say, speaking

NETWORK = shipped()
UNKNOWN = [one for one in NETWORK.territoires if not territory.is_known(NETWORK, one)]


@pytest.mark.parametrize("sort", territories_list.SORTS)
def test_every_territory_is_in_the_table_whatever_the_sort(sort):
    rows = territories_list.table(NETWORK, sort).rows
    assert sorted(row[0] for row in rows) == sorted(one.nom for one in NETWORK.territoires)


@pytest.mark.parametrize("sort", territories_list.SHOWN)
def test_a_sort_by_a_figure_puts_the_unknown_last(sort):
    column = 2 + territories_list.SHOWN.index(sort)
    told = [row[column] for row in territories_list.table(NETWORK, sort).rows]
    unknown = [text == say("mots.inconnu") for text in told]
    assert unknown == sorted(unknown)
    known = [float(text.replace("\u202f", "")) for text in told if text != say("mots.inconnu")]
    assert known == sorted(known, reverse=True)
    assert known


def test_two_territories_stand_line_by_line_with_their_periods():
    one, other = (NETWORK.by_id[f"alize.{key}"] for key in ("vosges", "terres_de_lorraine"))
    table = territories_list.compared(NETWORK, one, other)
    firms = next(row for row in table.rows if row[0] == say("mesures.pme.nom"))
    assert firms[1].startswith("78 (")
    assert firms[2].startswith("45 (")
    assert "en commun" in territories_list.shared(NETWORK, one, other)
    manche = NETWORK.by_id["alize.manche"]
    assert "aucun chiffre en commun" in territories_list.shared(NETWORK, one, manche)


def test_every_site_has_its_name_on_the_first_map_and_none_hides_another():
    picture = home_map.home_map(named=True)
    sites = {one.territoire.nom for one in home_map.readings()}
    boxes = []
    for number in picture.numbers:
        wide = text_width(number.text, home_map.SMALL)
        boxes.append((number.x, number.y - 4, number.x + wide, number.y + 4))
        assert number.x >= 0
    framed = {frame.name for frame in picture.frames if frame.there}
    assert {n for n in sites if any(number.text.startswith(n) for number in picture.numbers)} == (
        sites - framed
    )
    for rank, one in enumerate(boxes):
        assert not any(touch(one, other) for other in boxes[rank + 1 :])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", UNKNOWN, ids=lambda one: one.id)
def test_a_territory_without_a_figure_says_so_in_one_sentence_and_whom_to_ask(one, language):
    with speaking(language):
        told = territory.answer(NETWORK, one)
        assert told.count(".") - told.count("reseau-alize.com") == 1
        assert one.nom in told
        assert "{" not in told
        named = (one.operateur or one.partenaires or "").partition(" (")[0]
        if language == "fr" and named:
            assert named in told


def test_a_readers_own_territory_is_not_said_unpublished():
    own = Network("À moi", (NETWORK.by_id["alize.manche"],), ())
    assert "Vos données" in territory.answer(own, own.territoires[0])


def test_a_known_territory_keeps_its_figures_in_its_sentence():
    for one in NETWORK.territoires:
        if one not in UNKNOWN and NETWORK.observed(one.id, Indicator.PME):
            assert any(sign.isdigit() for sign in territory.answer(NETWORK, one))
