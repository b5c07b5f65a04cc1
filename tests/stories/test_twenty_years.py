"""Twenty years in one picture: each mark says what it is, nothing hides another, nothing grows."""

import re

import pytest

from simulator.charts.theme import text_width
from simulator.network import history
from simulator.stories import contradictions, lanes, numbering, twenty_years, twenty_years_words
from simulator.stories.placing import touch
from simulator.text import LANGUAGES, speaking

MOVEMENT = re.compile(
    r"s’étend|grandi|croî|progress|recul|diminu|augment|grow|expand|shrink|declin", re.I
)


def boxes(lane):
    for mark in lane.marks:
        x, y = mark.label
        yield mark.text, (x, y - 6, x + text_width(mark.text, twenty_years.TYPE), y + 6)
    for number, x, y in lane.discs:
        yield str(number), (x - 9, y - 9, x + 9, y + 9)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_picture_lies_on_another_and_none_leaves_it(language):
    with speaking(language):
        for lane in twenty_years.picture().lanes:
            found = list(boxes(lane))
            for rank, (text, box) in enumerate(found):
                others = [told for told, other in found[rank + 1 :] if touch(box, other)]
                assert others == [], text
                assert box[0] >= 0
                assert box[2] <= twenty_years.WIDTH + 4, text


def test_each_figure_of_the_lanes_is_drawn_once_with_what_it_measures():
    for lane, drawn in zip(lanes.LANES, twenty_years.picture().lanes, strict=True):
        wanted = [s.fact for s in lanes.sightings_of(lane)]
        assert sorted(m.fact.id for m in drawn.marks) == sorted(fact.id for fact in wanted)
        assert all(mark.said in twenty_years_words.spoken(twenty_years.picture())
                   for mark in drawn.marks)  # fmt: skip


def test_a_solid_mark_is_exact_a_hollow_one_is_not_and_what_is_set_aside_is_dashed():
    exact = {s.fact: not s.precision for lane in lanes.LANES for s in lanes.sightings_of(lane)}
    for lane in twenty_years.picture().lanes:
        for mark in lane.marks:
            if mark.look == "solid":
                assert exact[mark.fact]
            if mark.look == "aside":
                assert "écarté" in mark.text


def test_only_what_compares_is_joined():
    joined = sum(len(lane.joints) for lane in twenty_years.picture().lanes)
    assert joined == len(history.view("territoires").threads)


def test_promises_are_columns_and_share_no_lane_with_jobs_created():
    for lane in twenty_years.picture().lanes:
        promised = {mark.fact.status == "prevu" for mark in lane.marks}
        assert len(promised) == 1
        assert (promised == {True}) is all(mark.kind == "column" for mark in lane.marks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_movement_is_said_of_counts_that_do_not_compare(language):
    with speaking(language):
        found = twenty_years.picture()
        said = [twenty_years_words.answer(), twenty_years_words.spoken(found)]
        said += [f"{lane.title} {lane.note}" for lane in found.lanes]
        assert [text for text in said if MOVEMENT.search(text)] == []


def test_every_contradiction_has_one_number_and_those_of_the_picture_come_first():
    found = numbering.numbered()
    assert [number for number, _, _ in found] == list(range(1, len(found) + 1))
    assert {one.subject for _, one, _ in found} == {o.subject for o in history.contradictions()}
    placed = [bool(place) for _, _, place in found]
    assert placed == sorted(placed, reverse=True)
    drawn = [n for lane in twenty_years.picture().lanes for n, _, _ in lane.discs]
    assert sorted([contradictions.first(), *drawn]) == [
        one.number for one in contradictions.shown()
    ]


def test_the_two_totals_of_jobs_quarrel_in_the_lane_of_jobs():
    places = {one.subject: place for _, one, place in numbering.numbered()}
    assert places["emplois"] == "emplois"
    assert places["taux_60"] == ""
