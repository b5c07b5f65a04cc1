"""The page on time, block by block: a typical year, a target, the nation, contradictions."""

import streamlit as st

from simulator.network.history import NATIONAL, view
from simulator.stories import contradictions, target_pace, time_findings, time_line
from simulator.text import say
from simulator.ui import drawings, html
from simulator.ui.folding import fold
from simulator.ui.frame import keep_language

FIRST_SHOWN = 3  # contradictions on the page; the others are folded
CHOICE = "contexte_national"


def show(name: str) -> None:
    """A view: its lanes, the files, the facts."""
    drawings.picture(time_line.picture(name))


def typical_year() -> None:
    """The figures that a source gives for a typical year: never beside those of one year."""
    title, subtitle = time_findings.typical_year()
    st.html(html.chart_heading(title, subtitle))
    st.html(html.figures(time_findings.typical_figures()))
    name = time_findings.TYPICAL
    drawings.behind(view(name).evidence, name, title)


def disagreements() -> None:
    """What sources disagree on: the first ones, the others folded."""
    st.html(html.chart_heading(*contradictions.title()))
    found = contradictions.contradictions()
    st.html("".join(map(html.against, found[:FIRST_SHOWN])))
    if others := found[FIRST_SHOWN:]:
        with fold(contradictions.how_many_others(len(others)), "contradictions") as opened:
            if opened:
                st.html("".join(map(html.against, others)))


def target() -> None:
    """Performance PME: the target, then the pace that it asked."""
    picture = target_pace.picture()
    drawings.show(picture.drawing)
    drawings.take_away(picture)
    title, subtitle, steps = target_pace.pace()
    st.html(html.chart_heading(title, subtitle, level=3))
    with fold(say("historique.rythme_detail"), "rythme") as opened:
        if opened:
            st.html(html.explanation_rows(steps))
    drawings.behind(picture.facts, "performance_pme", picture.drawing.title)


@st.fragment
def national() -> None:
    """The national context: one quantity at a time, the change of method drawn as a break."""
    keep_language()
    chosen = st.selectbox(
        say("historique.grandeur"),
        NATIONAL,
        key=CHOICE,
        format_func=lambda name: say(f"historique.grandeurs.{name}"),
    )
    show(chosen)
