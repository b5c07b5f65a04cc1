"""The picture of twenty years in words: what it says aloud, what it rests on, its one rate."""

from simulator.law.facts import facts
from simulator.law.sources import source_name
from simulator.stories.evidence import value_words
from simulator.stories.time_line import REALISED
from simulator.stories.twenty_years import Picture
from simulator.text import formats, say
from simulator.text.registered import in_words


def spoken(found: Picture) -> str:
    """Every figure of the picture, lane by lane."""
    lines = [
        formats.named(lane.title, formats.series(mark.said for mark in lane.marks))
        for lane in found.lanes
    ]
    return say("vingt_ans.en_mots", lignes=". ".join(lines))


def realised() -> str:
    """The only published rate of jobs that came about, and its limit."""
    rate = facts()[REALISED]
    return say("vingt_ans.realise", taux=value_words(rate), periode=in_words(rate.period))


def sources(found: Picture) -> str:
    """Who publishes the figures of the picture, each once."""
    told = (source_name(mark.fact.source) for lane in found.lanes for mark in lane.marks)
    return f"{formats.series(told)}."
