"""What the page on time shows: lanes of figures, contradictions, a target and its pace."""

from collections.abc import Callable, Iterator
from datetime import date
from html import escape

import streamlit as st

from simulator.charts.drawing import Drawing, Words
from simulator.charts.jobs import Count, jobs
from simulator.charts.marks import Row
from simulator.charts.timeline import Break, Mark, timeline
from simulator.law.facts import Fact, facts
from simulator.law.sources import source_name
from simulator.network import history
from simulator.network.history import Contradiction, Form, Pace, Sighting, Use, View
from simulator.text import formats, say
from simulator.text.registered import in_words
from simulator.ui import drawings, html
from simulator.ui.evidence import behind, confidence, sources_line, value_words
from simulator.ui.folding import fold
from simulator.ui.frame import keep_language
from simulator.ui.taking import foot

FIRST_SHOWN = 3  # contradictions on the page; the others are folded
REALISED = "alize.savoie.2006_2018.taux_realisation"
PLAIN_UNITS = ("M€", "Md€")
CLOSE = 1.2  # two growths less than a fifth apart go at the same pace
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
    """A figure as its source gives it: bound, estimate, range or exact."""
    low = amount(sighting.value, sighting.fact.unit)
    if sighting.high is not None:
        high = amount(sighting.top, sighting.high.unit)
        if low != high:
            return say("historique.precisions.fourchette", bas=low, haut=high)
    key = sighting.precision or "exact"
    return say(f"historique.precisions.{key}", n=low)


def lane_label(view: View, lane: str) -> str:
    """What a lane measures."""
    return say(f"historique.couloirs.{view.name}_{lane}")


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


HEADINGS = (
    "lane", "quantity", "period", "value", "unit", "precision", "status", "source", "confidence"
)  # fmt: skip


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
    return say("historique.precisions.fourchette", bas=amount(low, unit), haut=amount(high, unit))


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


def show(name: str) -> None:
    """A view: its lanes, the files, the facts."""
    view = history.view(name)
    picture = drawing(view)
    drawings.show(picture)
    foot(picture, f"historique_{name}", write={"value": lambda value: formats.number(value, 2)})
    behind(view.evidence, f"historique_{name}", picture.title)


def answer() -> str:
    """The network over the years, then its last known year and what its jobs are."""
    rows = history.view("activite").lanes
    last = {lane: found[-1] for lane, found in rows.items()}
    year = last["entreprises"].start
    return " ".join(
        [
            f"{finding(history.view('territoires'))}.",
            say(
                "historique.reponse",
                annee=year,
                entreprises=words(last["entreprises"]),
                jours=words(last["jours"]),
                emplois=words(last["emplois_crees"]),
            ),
        ]
    )


def headline() -> str:
    """The last yearly counts."""
    view = history.view("activite")
    items = [
        html.Figure(
            lane_label(view, lane),
            words(found[-1]),
            _of_when(found[-1].fact),
        )
        for lane, found in view.lanes.items()
        if lane in ("entreprises", "jours", "emplois_crees")
    ]
    return html.figures(items)


def _of_when(fact: Fact) -> str:
    return say("historique.condition", periode=in_words(fact.period), qui=who(fact))


def typical_year() -> None:
    """The figures that a source gives for a typical year: never beside those of one year."""
    view = history.view("annee_type")
    period = in_words(view.sightings[0].fact.period)
    title = say("historique.annee_type", **{s.lane: words(s) for s in view.sightings})
    st.html(html.chart_heading(title, say("historique.annee_type_sous_titre", periode=period)))
    items = [
        html.Figure(
            lane_label(view, s.lane), words(s), formats.series([say(_status(s.fact)), who(s.fact)])
        )
        for s in view.sightings
    ]
    st.html(html.figures(items))
    behind(view.evidence, "annee_type", title)


def _status(fact: Fact) -> str:
    return f"statuts.{fact.status}"


def who(fact: Fact) -> str:
    """Who says a figure, and how sure that is."""
    return say("competences.qui", source=source_name(fact.source), confiance=confidence(fact))


def contradictions() -> None:
    """What sources disagree on: each value beside the others, the one used, and why."""
    found = history.contradictions()
    st.html(
        html.chart_heading(
            say("historique.contradictions", n=len(found)),
            say("historique.contradictions_sous_titre"),
        )
    )
    st.html("".join(against(one) for one in found[:FIRST_SHOWN]))
    others = found[FIRST_SHOWN:]
    if not others:
        return
    with fold(say("historique.autres_contradictions", n=len(others)), "contradictions") as opened:
        if opened:
            st.html("".join(against(one) for one in others))


def against(one: Contradiction) -> str:
    """A contradiction as HTML: its claims side by side, then what we do and why."""
    claims = "".join(
        f'<li class="p-claim{" p-used" if use is Use.RETENU else ""}">'
        f'<span class="p-value">{escape(claimed(fact))}</span>'
        f"<span>{escape(f'{in_words(fact.quantity)}, {in_words(fact.period)}')}</span>"
        f'<span class="p-condition">{_who_link(fact)}</span>'
        f'<span class="p-use">{escape(say(f"historique.emplois.{use}"))}</span></li>'
        for fact, use in one.claims
    )
    title = escape(say(f"historique.sujets.{one.subject}"))
    why = escape(say(f"historique.raisons.{one.subject}"))
    return (
        f'<section class="p-against"><h3>{title}</h3><ul>{claims}</ul>'
        f'<p class="p-source">{why}</p></section>'
    )


def claimed(fact: Fact) -> str:
    """The value of a claim, with the bound that the register notes."""
    for view in (history.view(name) for name in (*history.ALIZE, *history.NATIONAL, "annee_type")):
        for sighting in view.sightings:
            if sighting.fact is fact and sighting.high is None:
                return words(sighting)
    if isinstance(fact.value, str):
        return formats.day(date.fromisoformat(fact.value)) if fact.unit == "date" else fact.value
    return value_words(fact)


def _who_link(fact: Fact) -> str:
    name = source_name(fact.source)
    if fact.source.startswith(("https://", "http://")):
        link = f'<a href="{escape(fact.source)}" target="_blank" rel="noopener">{escape(name)}</a>'
    else:
        link = escape(name)
    return f"{link}, {escape(confidence(fact))}"


def target() -> None:
    """Performance PME: what was to be reached, what was to have entered, and the pace asked."""
    late, early = history.paces()
    picture = target_drawing(late)
    drawings.show(picture)
    foot(picture, "performance_pme_objectif", write={"value": formats.number})
    ratio = formats.number(late.a_year / history.earlier_pace(), 1)
    title = say("historique.rythme", rapport=ratio)
    st.html(html.chart_heading(title, say("historique.rythme_sous_titre"), level=3))
    with fold(say("historique.rythme_detail"), "rythme") as opened:
        if opened:
            st.html(html.explanation_rows(pace_rows(late, early)))
    ids = (
        history.TARGET, history.ENTERED, history.ARTICLE, history.CONSULTANTS, history.BEFORE
    )  # fmt: skip
    behind([facts()[name] for name in ids], "performance_pme", picture.title)


def target_drawing(pace: Pace) -> Drawing:
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


def pace_rows(late: Pace, early: Pace) -> list[html.ExplanationRow]:
    """The pace step by step, with its own numbers and the dates that it assumes."""
    document = source_name(facts()[history.TARGET].source)
    chosen = say("historique.hypothese_dates")
    number = formats.number
    left = number(late.left)
    before, years = facts()[history.BEFORE], history.years_of(facts()[history.BEFORE])
    length = years[1] - years[0] + 1
    earlier = history.earlier_pace()
    return [
        html.ExplanationRow(
            say("historique.etapes.reste"),
            f"{number(late.target)} − {number(late.entered)}",
            document,
            left,
        ),
        html.ExplanationRow(
            say("historique.etapes.mois"),
            say("historique.du_au", debut=formats.day(late.since), fin=formats.day(late.until)),
            chosen,
            number(late.months),
        ),
        html.ExplanationRow(
            say("historique.etapes.par_mois"),
            f"{left} ÷ {number(late.months)}",
            say("historique.calcul"),
            number(late.a_month, 1),
        ),
        html.ExplanationRow(
            say("historique.etapes.par_an"),
            f"{left} × {history.MONTHS} ÷ {number(late.months)}",
            say("historique.calcul"),
            number(late.a_year, 1),
            strong=True,
        ),
        html.ExplanationRow(
            say("historique.etapes.autre_lecture"),
            formats.series(
                [
                    f"{left} ÷ {number(early.months)}",
                    say(
                        "historique.du_au",
                        debut=formats.day(early.since),
                        fin=formats.day(early.until),
                    ),
                ]
            ),
            chosen,
            number(early.a_month, 1),
        ),
        html.ExplanationRow(
            say("historique.etapes.par_consultant"),
            f"{left} ÷ {number(late.consultants)}",
            document,
            number(late.a_consultant, 1),
        ),
        html.ExplanationRow(
            say("historique.etapes.avant"),
            f"{number(float(before.value))} ÷ {length}",
            say(
                "historique.avant_note",
                periode=in_words(before.period),
                source=source_name(before.source),
            ),
            number(earlier, 1),
        ),
        html.ExplanationRow(
            say("historique.etapes.rapport"),
            f"{number(late.a_year, 1)} ÷ {number(earlier, 1)}",
            say("historique.calcul"),
            number(late.a_year / earlier, 1),
        ),
    ]


CHOICE = "contexte_national"


@st.fragment
def national() -> None:
    """The national context: one quantity at a time, the change of method drawn as a break."""
    keep_language()
    chosen = st.selectbox(
        say("historique.grandeur"),
        history.NATIONAL,
        key=CHOICE,
        format_func=lambda name: say(f"historique.grandeurs.{name}"),
    )
    show(chosen)
