"""The picture of twenty years in words: its answer, what it says aloud, what it rests on."""

from simulator.law.facts import facts
from simulator.law.sources import source_name
from simulator.network import history
from simulator.network.history import View
from simulator.stories.evidence import value_words
from simulator.stories.picture import Again
from simulator.stories.time_findings import finding, words
from simulator.stories.time_line import REALISED
from simulator.stories.twenty_years import Picture
from simulator.text import formats, say
from simulator.text.registered import in_words


def answer() -> str:
    """What the picture answers with the figures of today."""
    return answer_of(history.view("territoires"), history.view("activite"))


def answer_of(places: View, yearly: View) -> str:
    """What compares and what does not, then what a yearly count does, then what jobs are."""
    alike = [s for s in places.sightings if s.thread]
    alike.sort(key=lambda s: s.start)
    return say(
        "vingt_ans.reponse",
        premier=words(alike[0]),
        debut=alike[0].start,
        dernier=words(alike[-1]),
        fin=alike[-1].end,
        activite=finding(yearly),
    )


def again() -> Again:
    """The picture itself, by the figures of its views."""
    return Again("graphique", lambda: {"nom": "vingt_ans"})


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
