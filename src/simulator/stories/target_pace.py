"""Performance PME: what was to be reached, what was to have entered, and the pace asked."""

from typing import NamedTuple

from simulator.charts.drawing import Drawing, Words
from simulator.charts.jobs import Count, jobs
from simulator.law.facts import Fact, facts
from simulator.law.sources import source_name
from simulator.network import history
from simulator.network.history import Pace
from simulator.network.shipped import shipped
from simulator.stories.evidence import sources_line
from simulator.stories.picture import Picture
from simulator.text import formats, say
from simulator.text.registered import in_words

PROVED_BY = (
    history.TARGET, history.ENTERED, history.ARTICLE, history.CONSULTANTS, history.BEFORE
)  # fmt: skip


def picture() -> Picture:
    """The target, and the facts that the pace stands on."""
    late, _ = history.paces()
    proofs = [facts()[name] for name in PROVED_BY]
    write = {"value": formats.number}
    return Picture(drawing(late), "performance_pme_objectif", proofs, write)


def territory() -> str:
    """The territory of the programme: the one whose target it is."""
    return next(o.territoire for o in shipped().observations if o.id == history.TARGET)


class Step(NamedTuple):
    """A step of a calculation: its name, its formula with the numbers, its article, its amount."""

    label: str
    formula: str
    reference: str
    amount: str
    strong: bool = False


def pace() -> tuple[str, str, list[Step]]:
    """How much faster than before it had to go, over which dates, and how that is counted."""
    late, early = history.paces()
    ratio = formats.number(late.a_year / history.earlier_pace(), 1)
    title = say("historique.rythme", rapport=ratio)
    return title, say("historique.rythme_sous_titre"), steps(late, early)


def drawing(pace: Pace) -> Drawing:
    """The target beside the entries that its announcement expected; no result is published."""
    asked, entered = facts()[history.TARGET], facts()[history.ENTERED]
    return jobs(
        [
            _count(asked, say("historique.objectif", periode=in_words(asked.period))),
            _count(entered, say("historique.entrees", periode=in_words(entered.period))),
            Count("realise", say("historique.bilan"), None, say("historique.aucun_bilan")),
        ],
        labels={"label": say("historique.colonnes.quantity"), "value": say("colonnes.valeur")},
        words=Words(
            title=say(
                "historique.titre_objectif",
                entrees=formats.number(pace.entered),
                objectif=formats.number(pace.target),
                reste=formats.number(pace.left),
                mois=formats.number(pace.a_month, 1),
                fin=formats.day(pace.until),
            ),
            subtitle=say("historique.sous_titre_objectif"),
            source=sources_line([asked, entered]),
            caption=say(
                "historique.lecture_objectif",
                part=formats.percent(pace.share),
                entrees=formats.number(pace.entered),
                objectif=formats.number(pace.target),
                consultants=formats.number(pace.consultants),
            ),
        ),
    )


def _count(fact: Fact, label: str) -> Count:
    value = float(fact.value)
    return Count("prevu", label, value, formats.number(value))


def steps(late: Pace, early: Pace) -> list[Step]:
    """The pace step by step, with its own numbers and the dates that it assumes."""
    number, before = formats.number, facts()[history.BEFORE]
    document, left = source_name(facts()[history.TARGET].source), number(late.left)
    computed, chosen = say("historique.calcul"), say("historique.hypothese_dates")
    first, last = history.years_of(before)
    earlier = history.earlier_pace()
    known = say(
        "historique.avant_note",
        periode=in_words(before.period),
        source=source_name(before.source),
    )
    other = formats.series([f"{left} ÷ {number(early.months)}", _dates(early)])
    of_a_year = f"{left} × {history.MONTHS} ÷ {number(late.months)}"
    entries = f"{number(float(before.value))} ÷ {last - first + 1}"
    rows = [
        ("reste", f"{number(late.target)} − {number(late.entered)}", document, left),
        ("mois", _dates(late), chosen, number(late.months)),
        ("par_mois", f"{left} ÷ {number(late.months)}", computed, number(late.a_month, 1)),
        ("par_an", of_a_year, computed, number(late.a_year, 1)),
        ("autre_lecture", other, chosen, number(early.a_month, 1)),
        ("par_consultant", f"{left} ÷ {number(late.consultants)}", document,
         number(late.a_consultant, 1)),
        ("avant", entries, known, number(earlier, 1)),
        ("rapport", f"{number(late.a_year, 1)} ÷ {number(earlier, 1)}", computed,
         number(late.a_year / earlier, 1)),
    ]  # fmt: skip
    return [
        Step(say(f"historique.etapes.{name}"), formula, reference, amount, strong=name == "par_an")
        for name, formula, reference, amount in rows
    ]


def _dates(pace: Pace) -> str:
    return say("historique.du_au", debut=formats.day(pace.since), fin=formats.day(pace.until))
