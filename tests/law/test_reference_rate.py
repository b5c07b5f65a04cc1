"""The reference rate of an advance: a reading holds for its day, the rest is asked."""

from datetime import date, timedelta

import pytest

from simulator.cases.scenario import read
from simulator.errors import UnreadValue
from simulator.law.book import READING, in_force
from simulator.simulate import simulate
from simulator.stories.scenario_reserves import unknown_words

RATE = "avance.taux_de_base"
READ = [row for row in in_force().history(RATE) if row.event == READING]


def outcome(day, **answers):
    signed = date.fromisoformat(day)
    given = {"annee": signed.year, "jour_signature": day, **answers}
    return simulate(read({"dispositif": "alize_avance", "reponses": given}))


@pytest.mark.parametrize("row", READ, ids=lambda row: str(row.since))
def test_a_reading_holds_for_its_day_and_is_offered_the_next(book, row):
    assert book.on(row.since)[RATE] == row.value
    after = row.since + timedelta(days=1)
    law = book.on(after)
    assert not law.knows(RATE)
    assert law.last_known(RATE).since == row.since
    with pytest.raises(UnreadValue, match="à vérifier"):
        law.bare(RATE)
    eve = book.on(row.since - timedelta(days=1))
    assert not eve.knows(RATE)


def test_the_readings_of_the_notices_are_all_there():
    values = {row.since.isoformat(): row.value for row in READ}
    assert values["2023-01-01"] == 0.0256
    assert values["2012-01-01"] == 0.0207
    assert values["2024-01-01"] == 0.0411
    assert values["2026-01-01"] == 0.0219
    assert values["2017-08-01"] == -0.0013
    assert len(values) == 31


@pytest.mark.parametrize("day", ["2012-06-15", "2012-01-02", "2023-07-01", "2016-11-02"])
def test_between_two_readings_the_rate_is_asked_and_the_last_one_offered(day):
    found = outcome(day)
    assert "taux_de_base" in found.unknowns
    told = unknown_words(found, "taux_de_base")
    assert "taux lu le" in told
    assert "à vérifier" in told
    assert "saisissez" in told.lower()
    typed = outcome(day, taux_de_base=2.5)
    assert "taux_de_base" not in typed.unknowns


def test_the_day_of_a_reading_needs_no_question():
    assert "taux_de_base" not in outcome("2012-01-01").unknowns
    assert "taux_de_base" not in outcome("2026-01-01").unknowns


def test_before_any_reading_nothing_is_offered():
    found = outcome("2004-01-01")
    assert "taux_de_base" in found.unknowns
    assert "taux lu le" not in unknown_words(found, "taux_de_base")


def test_the_sentence_gives_the_rate_and_its_day():
    told = unknown_words(outcome("2012-04-30"), "taux_de_base")
    assert "1er janvier 2012" in told
    assert "2,07" in told
