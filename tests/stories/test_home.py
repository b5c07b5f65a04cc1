"""The first page: parts that add up, a sentence that holds, a map whose numbers can be read."""

import re
from types import SimpleNamespace

import pytest

from simulator.charts.theme import text_width
from simulator.ledger import Party
from simulator.stories import home, home_map, home_recent, home_skills
from simulator.stories.placing import touch
from simulator.studies.usual import formats_of
from simulator.text import LANGUAGES, speaking

NUMBER = re.compile(r"\d[\d\u202f,]*")


def amount(text):
    return int(re.sub(r"\D", "", NUMBER.search(text)[0]))


@pytest.mark.parametrize("year", [2012, 2019, 2026])
def test_parts_are_tens_that_add_up_to_the_total_beside_them(monkeypatch, year):
    monkeypatch.setattr(home, "usual_now", lambda: formats_of(year))
    costs = {one.key: one.cost for one in formats_of(year).usual}
    for bar in home.bars():
        parts = [amount(one.amount) for one in bar.segments]
        assert sum(parts) == amount(bar.total)
        assert all(part % 10 == 0 for part in parts)
        assert abs(amount(bar.total) - costs[bar.key]) <= 5


def test_bars_stand_on_one_scale_cheapest_first_unknown_costs_last():
    bars = home.bars()
    ratios = {round(one.width / amount(one.amount), 9) for bar in bars for one in bar.segments}
    assert len(ratios) == 1
    assert [bar.is_open for bar in bars] == sorted(bar.is_open for bar in bars)
    costs = [amount(bar.total) for bar in bars if not bar.is_open]
    assert costs == sorted(costs)
    assert max(sum(one.width for one in bar.segments) for bar in bars) <= 1


def test_what_is_missing_is_said_and_its_total_is_at_least():
    for bar in home.bars():
        assert bool(bar.missing) is ("au moins" in bar.total)
        assert bar.is_whole is not bool(bar.missing)


def test_each_part_is_named_once_at_each_width():
    for bar in home.bars():
        for column in (home.WIDE, home.NARROW):
            beside = bar.beside(column)
            for one in bar.segments:
                assert one.fits(column) is not (one.amount in beside)


def fake(shares, cost=100.0):
    found = [
        SimpleNamespace(key="alize", cost=cost, missing=(), borne=lambda borne=borne: borne)
        for borne in shares
    ]
    return SimpleNamespace(annee=2026, usual=found)


@pytest.mark.parametrize(
    ("pme", "said"),
    [(20, "moins d’un quart"), (30, "moins d’un tiers"), (33.4, "moins de la moitié"),
     (50, "jusqu’à 50")],
)  # fmt: skip
def test_the_answer_has_another_wording_when_the_fact_does_not_hold(monkeypatch, pme, said):
    borne = {Party.MECENE: 100.0 - pme, Party.PME: pme}
    monkeypatch.setattr(home, "usual_now", lambda: fake([borne]))
    assert said in home.answer()


def test_one_payer_everywhere_is_not_said_to_depend_on_the_format(monkeypatch):
    borne = {Party.REGION: 80.0, Party.PME: 20.0}
    monkeypatch.setattr(home, "usual_now", lambda: fake([borne, borne]))
    assert "toujours" in home.answer()
    assert "partout" in home.finding()
    monkeypatch.setattr(home, "usual_now", lambda: fake([borne, {Party.MECENE: 90, Party.PME: 10}]))
    assert "selon le format" in home.answer()
    assert "les payeurs changent" in home.finding()


def test_the_sentence_of_today_is_that_of_the_figures():
    known = [one for one in home.usual_now().usual if not set(one.missing) - {"cout_animation"}]
    share = max(one.borne()[Party.PME] / one.cost for one in known)
    assert 1 / 4 <= share < 1 / 3
    assert "moins d’un tiers" in home.answer()


def test_every_published_number_is_on_the_map_and_none_hides_another():
    found = home_map.home_map()
    sites = home_map.readings()
    drawn = [number.text for number in found.numbers] + [f.number for f in found.frames if f.number]
    assert len(drawn) == sum(one.known for one in sites)
    boxes = []
    for number in found.numbers:
        wide = text_width(number.text, home_map.TYPE)
        left = number.x - wide / 2 if number.anchor == "middle" else number.x
        boxes.append((left, number.y - 6, left + wide, number.y + 6))
    for rank, one in enumerate(boxes):
        assert not any(touch(one, other) for other in boxes[rank + 1 :])
        assert 0 < one[0] < one[2] < home_map.WIDTH
        assert 0 < one[1] < one[3] < home_map.HEIGHT


def test_the_map_has_two_states_and_names_every_site_aloud():
    shapes = {shape.name: shape for shape in home_map.home_map().shapes}
    for one in home_map.readings():
        assert one.territoire.nom in home_map.spoken()
        if one.territoire.nom in shapes:
            assert shapes[one.territoire.nom].known is one.known
    assert [look for look, _ in home_map.legend()] == ["accent", "inconnu", "regional"]


def test_the_skills_add_up_to_a_hundred_and_the_unpublished_share_is_last():
    parts = home_skills.parts()
    assert sum(one.width for one in parts) == 100
    assert [one.known for one in parts] == [True] * (len(parts) - 1) + [False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_marked_and_open_a_page(language):
    with speaking(language):
        for one in home_recent.examples():
            assert one.page in {"simuler", "comparer"}
            assert one.parameters
            assert "{" not in one.name + one.said
