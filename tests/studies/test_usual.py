"""The formats of a year side by side, each for one SME; what would reverse their order."""

import pytest

from simulator.cases.scenario import read
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.stories import usual_drawing
from simulator.stories import usual_formats as story
from simulator.studies.outputs import Output, values_of
from simulator.studies.reversals import DAY, LACKED, reversals
from simulator.studies.usual import first_year, formats_of, usual_case, years
from simulator.text import LANGUAGES, formats, say, speaking

SOME_YEARS = [1999, 2001, 2007, 2018, 2026, 2035]


@pytest.mark.parametrize("year", SOME_YEARS)
def test_each_format_is_there_or_said_to_come_later(year):
    found = formats_of(year)
    there = {one.key for one in found.usual}
    assert there | set(found.later) == set(SCHEMES)
    assert not there & set(found.later)
    assert all(first > year for first in found.later.values())


@pytest.mark.parametrize("year", SOME_YEARS)
def test_one_sme_costs_what_its_own_case_costs(year):
    for one in formats_of(year).usual:
        outcome = simulate(usual_case(one.key, year))
        ledger = outcome.headline.ledger
        assert one.cost * one.pme == pytest.approx(float(ledger.resources()))
        assert sum(one.borne().values()) == pytest.approx(one.cost, abs=0.01)
        if one.days:
            assert one.per_day * one.days == pytest.approx(one.cost)


def test_a_format_that_helps_several_smes_is_divided_by_their_number():
    boost = formats_of(2026).of("boost_innov")
    assert (boost.pme, boost.days) == (5, 13)
    assert boost.cost == pytest.approx(23_260.25 / 5)


def test_the_cheapest_comes_first_and_unknown_days_are_never_ranked():
    found = formats_of(2026)
    ranked = [one for one in found.usual if one.days is not None]
    assert [one.cost for one in ranked] == sorted(one.cost for one in ranked)
    assert found.usual[-1].key == "ppj"
    assert "ppj" not in {one.case.dispositif for one in story.order_of(found)}


def test_three_states_of_regional_aid_have_three_wordings():
    told = {line.key: line.region for line in story.lines(formats_of(2026))}
    assert told["alize"] == (say("formats.sans_region"),)
    assert told["ppj"] == (say("formats.region_inconnue"),)
    assert len(told["performance_ciblee"]) == 3


def test_what_the_region_buys_is_days_smes_and_private_euros():
    one = formats_of(2007).of("performance_ciblee")
    assert one.region == pytest.approx(4000)
    bought = one.per_1000()
    assert bought["jours"] == pytest.approx(1)
    assert bought["pme"] == pytest.approx(0.25)
    case = usual_case("performance_ciblee", 2007)
    private = values_of(case, (Output("voie", "argent_prive", "€"),))
    assert bought["prives"] == pytest.approx(private["argent_prive"] / 4)


@pytest.mark.parametrize("year", SOME_YEARS)
@pytest.mark.parametrize("measure", story.MEASURES)
def test_parts_shown_together_add_up_by_every_measure(year, measure):
    def euros(cell):
        return int("".join(c for c in cell if c.isdigit()) or 0) * (-1 if "−" in cell else 1)

    for row in story.full_table(formats_of(year, emplois_par_pme=2.0), measure).rows:
        if row[1] == say("mots.inconnu"):
            continue
        assert euros(row[1]) == sum(map(euros, row[2:])), row


def test_bars_are_on_one_scale_and_their_words_add_up():
    lines = story.lines(formats_of(2026))
    widest = max(sum(part.width for part in line.parts) for line in lines)
    assert widest == pytest.approx(1)
    for line, one in zip(lines, formats_of(2026).usual, strict=True):
        assert line.lacks == bool(one.missing)
        assert ("au moins" in line.cost) == line.lacks


def test_jobs_are_an_assumption_and_unknown_without_it():
    assert formats_of(2026).of("alize").per_job() == {"prevu": None, "realise": None}
    one = formats_of(2026, emplois_par_pme=2).of("alize")
    assert one.per_job()["prevu"] == pytest.approx(one.cost / 2)
    boost = formats_of(2026, emplois_par_pme=2).of("boost_innov")
    assert boost.per_job()["prevu"] == pytest.approx(boost.cost / 2)


@pytest.mark.parametrize("year", [2012, 2026, 2035])
def test_each_reversal_is_true_when_computed_forward(year):
    found = formats_of(year)
    turned = reversals(story.order_of(found), "cout_par_pme")
    assert turned
    for one in turned:
        answers = {**one.moved.to_dict()["reponses"], one.number.name: one.value}
        moved = simulate(read({"dispositif": one.moved.dispositif, "reponses": answers}))
        other = found.of(one.other.dispositif)
        firms = found.of(one.moved.dispositif).pme
        reached = float(moved.headline.ledger.resources()) / firms
        assert reached == pytest.approx(other.cost, abs=0.02)
        assert one.value > (one.now or 0)
        assert one.number.name in {LACKED, DAY} or one.now is not None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", [1999, 2010, 2026, 2035])
def test_every_year_is_told_in_both_languages(year, language):
    with speaking(language):
        found = formats_of(year)
        assert str(year) in story.answer(found)
        assert len(story.answer(found).split()) <= 45
        assert all(story.reversed_by(found))
        assert usual_drawing.bears(found).figures
        for key, first in found.later.items():
            assert formats.number(first) or key
            assert str(first) in story.not_yet(found)


def test_every_year_offered_can_be_computed():
    offered = years()
    assert (offered[0], offered[-1]) == (min(map(first_year, SCHEMES)), 2035)
    for year in offered:
        assert formats_of(year).usual
