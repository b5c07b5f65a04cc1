"""The formats of a year on screen: answer, bars, what would reverse their order, all the rest."""

from collections.abc import Callable
from functools import lru_cache

import streamlit as st

from simulator.cases.transposition import last_law_year
from simulator.errors import PasserelleError
from simulator.stories import usual_drawing
from simulator.stories import usual_formats as story
from simulator.stories.marks import segments
from simulator.stories.table import Table
from simulator.studies.usual import Formats, formats_of, usual_case, years
from simulator.text import LANGUAGES, current_language, say
from simulator.text.typed import Unread, read_number
from simulator.ui import drawings, html
from simulator.ui.bars_table import bars_table
from simulator.ui.folding import fold

YEAR, JOBS, MEASURE = "formats_annee", "formats_emplois", "formats_mesure"
MOST_JOBS = 1000.0
_REMEMBERED = 64


def show(states: Callable[[], None]) -> None:
    """The first state of the page; `states` draws the choice between both."""
    above = st.container()
    left, middle, right = st.columns([5, 2, 3], vertical_alignment="bottom")
    with left:
        states()
    year = _year(middle)
    jobs = _jobs(right)
    try:
        found = _formats(year, jobs)
    except PasserelleError as fault:
        above.html(html.fault(str(fault)))
        return
    above.html(html.answer(segments(story.answer(found))))
    _bars(found)
    _reversals(year, jobs)
    drawings.take_away(usual_drawing.picture(found, jobs))
    with fold(say("formats.tout"), "formats_tout") as opened:
        if opened:
            _everything(found)
    with fold(say("formats.simuler"), "formats_simuler") as opened:
        if opened:
            _links(found, year, jobs)


def _year(place: st.delta_generator.DeltaGenerator) -> int:
    st.session_state.setdefault(YEAR, last_law_year())
    return int(place.selectbox(say("formats.annee"), list(years())[::-1], key=YEAR))


def _jobs(place: st.delta_generator.DeltaGenerator) -> float | None:
    """The jobs that each SME promises: an assumption of the reader's, none at first."""
    typed = place.text_input(
        say("formats.emplois"), key=JOBS, placeholder=say("formats.emplois_vide")
    )
    if not typed.strip():
        return None
    try:
        value = read_number(typed, "emplois")
    except Unread as fault:
        place.html(html.fault(str(fault)))
        return None
    if not 0 < value <= MOST_JOBS:
        place.html(html.fault(say("formats.emplois_bornes", valeur=typed.strip())))
        return None
    return float(value)


@lru_cache(maxsize=_REMEMBERED)
def _formats(year: int, jobs: float | None) -> Formats:
    """The usual cases, which hold nothing of anybody but the number of jobs."""
    return formats_of(year, emplois_par_pme=jobs)


@lru_cache(maxsize=_REMEMBERED * len(LANGUAGES))
def _reversed(year: int, jobs: float | None, _language: str) -> tuple[str, ...]:
    return tuple(story.reversed_by(_formats(year, jobs)))


def _bars(found: Formats) -> None:
    st.html(html.chart_heading(story.finding(found), say("formats.sous_titre")))
    names = ("format", "porteurs", "jours", "par_pme", "par_jour", "pour_1000")
    heads = [say(f"formats.colonnes.{name}") for name in names]
    st.html(bars_table(story.lines(found), heads, say("comparer.question")))
    st.html(html.source(story.prices(found), say("mots.source")))
    if found.later:
        st.html(html.source(story.not_yet(found), say("formats.pas_encore")))


def _reversals(year: int, jobs: float | None) -> None:
    told = _reversed(year, jobs, current_language())
    if not told:
        return
    st.html(html.chart_heading(say("formats.renverse")))
    st.html(html.thirds(told))


def _everything(found: Formats) -> None:
    """The cost and each bearer by SME, by day, by job; then what the Region's money buys."""
    st.session_state.setdefault(MEASURE, story.MEASURES[0])
    measure = st.segmented_control(
        say("formats.mesure"),
        list(story.MEASURES),
        key=MEASURE,
        format_func=story.measure_name,
        required=True,
    )
    st.html(html.table(story.full_table(found, str(measure))))
    st.html(html.source(say("formats.emplois_note"), say("mots.lecture")))
    bought: Table = story.region_table(found)
    st.html(html.table(bought))


def _links(found: Formats, year: int, jobs: float | None) -> None:
    for one in found.usual:
        st.page_link(
            "pages/simuler.py",
            label=story.to_open(one),
            query_params={"s": usual_case(one.key, year, jobs).to_link()},
        )
