"""What the network over time says: each figure in words, the answer, what each view proves."""

from collections.abc import Callable

from simulator.network import history
from simulator.network.history import Form, Sighting, View
from simulator.stories.evidence import who
from simulator.stories.headline import KeyFigure
from simulator.text import formats, say
from simulator.text.registered import in_words

CLOSE = 1.2  # two growths less than a fifth apart go at the same pace
COUNTED = ("entreprises", "jours", "emplois_crees")
TYPICAL = "annee_type"
PLAIN_UNITS = ("M€", "Md€")
PER_CENT = 100.0


def amount(value: float, unit: str) -> str:
    """A number in its unit when the name of its lane does not say it."""
    if unit == "€":
        return formats.euros(value)
    if unit.startswith("%"):
        return formats.percent(value / PER_CENT)
    if unit in PLAIN_UNITS:
        return formats.with_unit(value, unit)
    return formats.number(value, 1)


def words(sighting: Sighting) -> str:
    """A figure as its source gives it."""
    low = amount(sighting.value, sighting.fact.unit)
    if sighting.high is not None:
        high = amount(sighting.top, sighting.high.unit)
        if low != high:
            return between(low, high)
    return say(f"historique.precisions.{sighting.precision or 'exact'}", n=low)


def between(low: str, high: str) -> str:
    """A range in words."""
    return say("historique.precisions.fourchette", bas=low, haut=high)


def lane_label(view: View, lane: str) -> str:
    """What a lane measures."""
    return say(f"historique.couloirs.{view.name}_{lane}")


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


def finding(view: View) -> str:
    """One sentence that the figures of a view prove; it changes with them."""
    return FINDINGS[view.name](view)


def _direction(before: float, after: float) -> str:
    return "stable" if before == after else "hausse" if after > before else "baisse"


def _ends(found: list[Sighting]) -> dict[str, str | int]:
    """The oldest and the newest of some figures, in words."""
    first, last = found[0], found[-1]
    return {
        "debut": first.start,
        "premier": words(first),
        "fin": last.end,
        "dernier": words(last),
    }


def _territories(view: View) -> str:
    """The counts that a line may join, and nothing of a movement beyond them."""
    alike = sorted((s for s in view.sightings if s.thread), key=lambda s: s.start)
    return say("historique.titres.territoires", **_ends(alike))


def _activity(view: View) -> str:
    ways = [_direction(found[0].value, found[-1].value) for found in view.lanes.values()]
    years = {"debut": view.sightings[0].start, "fin": max(s.end for s in view.sightings)}
    if len(set(ways)) == 1:
        return say(f"historique.titres.activite_{ways[0]}", n=len(ways), **years)
    down = ways.count("baisse")
    return say("historique.titres.activite_mele", n=down, total=len(ways), **years)


def _totals(view: View) -> str:
    """Whether firms and jobs, counted from the same year to the same two, grow alike."""
    firms, work = (
        {s.end: s for s in view.lanes[lane] if s.start == view.sightings[0].start}
        for lane in ("pme", "emplois")
    )
    shared = sorted(set(firms) & set(work))
    if len(shared) < 2:
        return say("historique.titres.cumuls_seul")
    first, last = shared[0], shared[-1]
    grown = [many[last].value / many[first].value for many in (firms, work)]
    key = "ensemble" if max(grown) < CLOSE * min(grown) else "ecart"
    return say(
        f"historique.titres.cumuls_{key}",
        debut=first,
        fin=last,
        pme=formats.number(grown[0], 1),
        emplois=formats.number(grown[1], 1),
    )


def _advances(view: View) -> str:
    found = [s for s in view.lanes["moyenne"] if s.form is Form.POINT]
    return say("historique.titres.avances", **_ends(found))


def _around_the_break(view: View) -> str:
    """The first lane of a national view, before and after the change of method."""
    found = next(iter(view.lanes.values()))
    year = history.break_year()
    before = _between([s for s in found if s.start < year])
    after = _between([s for s in found if s.start >= year])
    return say("historique.titres.rupture", annee=year, avant=before, apres=after)


def _between(found: list[Sighting]) -> str:
    """The lowest and highest value of some figures, or their common one."""
    if not found:
        return say("mots.inconnu")
    unit = found[0].fact.unit
    low, high = min(s.value for s in found), max(s.top for s in found)
    if low == high:
        return amount(low, unit)
    return between(amount(low, unit), amount(high, unit))


def _spread(view: View) -> str:
    """From the lowest to the highest, and how many series forbid to call it a trend."""
    return say(
        f"historique.titres.{view.name}",
        ecart=_between(list(view.sightings)),
        n=len(view.lanes),
    )


FINDINGS: dict[str, Callable[[View], str]] = {
    "territoires": _territories,
    "activite": _activity,
    "cumuls": _totals,
    "avances": _advances,
    "pratique": _around_the_break,
    "taux": _spread,
    "mecenes": _spread,
    "budget": _spread,
}
