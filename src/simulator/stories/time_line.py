"""The network over the years, and its national context: lanes of figures with their finding."""

from collections.abc import Iterator

from simulator.charts.drawing import Drawing, Words
from simulator.charts.marks import Row
from simulator.charts.timeline import Break, Mark, timeline
from simulator.law.facts import facts
from simulator.law.sources import source_name
from simulator.network import history
from simulator.network.history import Form, Sighting, View
from simulator.stories.evidence import confidence, sources_line, value_words
from simulator.stories.picture import Again, Picture
from simulator.stories.time_findings import finding, lane_label, words
from simulator.text import formats, say
from simulator.text.registered import in_words

REALISED = "alize.savoie.2006_2018.taux_realisation"
HEADINGS = (
    "lane", "quantity", "period", "value", "unit", "precision", "status", "source", "confidence"
)  # fmt: skip


def picture(name: str) -> Picture:
    """A view: its lanes, the name of its files, its facts."""
    return picture_of(history.view(name))


def picture_of(view: View) -> Picture:
    """The same, for a view as it stood on a day."""
    write, name = {"value": lambda value: formats.number(value, 2)}, f"historique_{view.name}"
    again = Again("graphique", lambda: {"nom": name})
    return Picture(drawing(view), name, view.evidence, write, again=again)


def drawing(view: View) -> Drawing:
    """The lanes of a view, with the finding that its figures prove."""
    change = None
    if view.name in history.NATIONAL:
        year = history.break_year()
        change = Break(year, say("historique.rupture", annee=year))
    return timeline(
        [_mark(view, sighting) for sighting in view.sightings],
        headings={key: say(f"historique.colonnes.{key}") for key in HEADINGS},
        words=Words(
            title=finding(view),
            subtitle=say(f"historique.sous_titres.{view.name}"),
            source=sources_line(view.evidence),
            caption=caption(view),
        ),
        unknown=say("mots.inconnu"),
        change=change,
    )


def caption(view: View) -> str:
    """How to read a view; yearly jobs are promises, and one rate of realisation is known."""
    if view.name != "activite":
        return say(f"historique.lectures.{view.name}")
    rate = facts()[REALISED]
    period = in_words(rate.period)
    return say("historique.lectures.activite", taux=value_words(rate), periode=period)


def _mark(view: View, sighting: Sighting) -> Mark:
    lasting = sighting.form is Form.DUREE
    return Mark(
        lane=sighting.lane,
        lane_label=lane_label(view, sighting.lane),
        scale=sighting.scale,
        start=sighting.start,
        end=sighting.end,
        form=sighting.form.value,
        value=sighting.value,
        top=sighting.top,
        words=words(sighting),
        exact=not sighting.precision,
        promised=sighting.promised,
        thread=sighting.thread,
        period=_period(sighting) if lasting else str(sighting.start),
        figures=tuple(_figures(view, sighting)),
    )


def _period(sighting: Sighting) -> str:
    if sighting.precision == "non_date":
        return say("historique.vers", debut=sighting.start, fin=sighting.end)
    if sighting.start == sighting.end:
        return str(sighting.start)
    return say("historique.de_a", debut=sighting.start, fin=sighting.end)


def _figures(view: View, sighting: Sighting) -> Iterator[Row]:
    """One row a fact, as the register has it."""
    precision = sighting.precision or "exact"
    for fact in sighting.evidence:
        yield {
            "lane": lane_label(view, sighting.lane),
            "quantity": in_words(fact.quantity),
            "period": in_words(fact.period),
            "value": float(fact.value),
            "unit": in_words(fact.unit),
            "precision": say(f"historique.mots.{precision}"),
            "status": say(f"statuts.{fact.status}"),
            "source": source_name(fact.source),
            "confidence": confidence(fact),
        }
