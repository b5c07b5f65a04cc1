"""The network over time in figures: its answer, its last counts, a typical year."""

from simulator.network import history
from simulator.stories.evidence import who
from simulator.stories.headline import KeyFigure
from simulator.stories.sightings import lane_label, words
from simulator.stories.time_findings import finding
from simulator.text import formats, say
from simulator.text.registered import in_words

COUNTED = ("entreprises", "jours", "emplois_crees")
TYPICAL = "annee_type"


def answer() -> str:
    """The network over the years, then its last known year and what its jobs are."""
    last = {lane: found[-1] for lane, found in history.view("activite").lanes.items()}
    counts = {lane: words(last[lane]) for lane in ("entreprises", "jours")}
    told = say(
        "historique.reponse",
        annee=last["entreprises"].start,
        emplois=words(last["emplois_crees"]),
        **counts,
    )
    return f"{finding(history.view('territoires'))}. {told}"


def last_counts() -> list[KeyFigure]:
    """The last yearly counts, each with its period and who says it."""
    view = history.view("activite")
    return [
        KeyFigure(
            lane_label(view, lane),
            words(found[-1]),
            say(
                "historique.condition",
                periode=in_words(found[-1].fact.period),
                qui=who([found[-1].fact]),
            ),
        )
        for lane, found in view.lanes.items()
        if lane in COUNTED
    ]


def typical_year() -> tuple[str, str]:
    """What a source says of a typical year: the finding, then what it covers."""
    view = history.view(TYPICAL)
    title = say("historique.annee_type", **{s.lane: words(s) for s in view.sightings})
    period = in_words(view.sightings[0].fact.period)
    return title, say("historique.annee_type_sous_titre", periode=period)


def typical_figures() -> list[KeyFigure]:
    """The figures of a typical year: never beside those of one year."""
    view = history.view(TYPICAL)
    return [
        KeyFigure(
            lane_label(view, s.lane),
            words(s),
            formats.series([say(f"statuts.{s.fact.status}"), who([s.fact])]),
        )
        for s in view.sightings
    ]
