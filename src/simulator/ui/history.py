"""The pages on time: twenty years in one picture, year by year, what sources disagree on.

The target of a programme and the national context stand on the pages that they are about.
"""

import streamlit as st

from simulator.network.history import NATIONAL, view
from simulator.stories import (
    contradictions,
    target_pace,
    time_findings,
    time_line,
    twenty_years_words,
)
from simulator.stories import twenty_years as twenty
from simulator.text import say
from simulator.ui import drawings, html, keeping, svg
from simulator.ui import twenty_years as shown
from simulator.ui.folding import fold
from simulator.ui.frame import keep_language

CHOICE = "contexte_national"
TWENTY = "vingt_ans"
"""The picture of twenty years, where it is kept or shown alone."""
YEARLY = ("activite", "cumuls", "avances", "territoires")


def twenty_years() -> None:
    """The picture and the rail of its contradictions."""
    answer = twenty_years_words.answer()
    st.html(html.question(say("reseau.question")) + html.answer(answer))
    with st.container(key="vingt_ans"):
        left, right = st.columns([946, 283], gap="large")
        with left:
            picture()
        with right:
            st.html(
                html.chart_heading(contradictions.rail_title(), say("vingt_ans.rail_sous_titre"))
            )
            st.html(shown.rail(contradictions.shown(), level=3))
            st.page_link("pages/contradictions.py", label=contradictions.how_many_others())
            st.page_link("pages/annees.py", label=say("vingt_ans.tableau"))
            keeping.again(twenty_years_words.again(), TWENTY, answer)
            keeping.told(TWENTY)


def picture() -> None:
    """The picture, the same in words for a phone, how to read it."""
    found = twenty.picture()
    spoken, rate = twenty_years_words.spoken(found), twenty_years_words.realised()
    svg.show(shown.drawn(found, contradictions.first(), spoken, rate))
    st.html(shown.in_words(found, rate))
    st.html(
        html.source(say("vingt_ans.lecture"), say("mots.lecture"))
        + html.source(twenty_years_words.sources(found), say("mots.source"))
    )


def years() -> None:
    """The last counts, the views one at a time, the typical year apart."""
    st.html(html.question(say("annees.question")) + html.answer(time_findings.answer()))
    st.html(html.figures(time_findings.last_counts()))
    for tab, name in zip(st.tabs([say(f"annees.vues.{n}") for n in YEARLY]), YEARLY, strict=True):
        with tab:
            show(name)
    typical_year()
    st.html(html.source(say("annees.ailleurs"), ""))
    with st.container(horizontal=True):
        st.page_link("pages/mecene.py", label=say("annees.vers_mecene"))
        st.page_link(
            "pages/portrait.py",
            label=say("annees.vers_performance"),
            query_params={"territoire": target_pace.territory()},
        )


def disagreements() -> None:
    """Every contradiction by its number; each opens on who says what, what is kept and why."""
    st.html(html.question(say("contradictions.question")))
    st.html(html.answer(contradictions.answer()))
    st.html(html.source(contradictions.where(), ""))
    found = contradictions.contradictions()
    half = (len(found) + 1) // 2
    with st.container(key="contradictions"):
        for column, part in zip(
            st.columns(2, gap="large"), (found[:half], found[half:]), strict=True
        ):
            column.html(shown.rail(part))
    st.page_link("pages/reseau.py", label=say("contradictions.vers_image"))


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
    st.html(html.source(say("historique.contexte_sous_titre"), ""))
    chosen = st.selectbox(
        say("historique.grandeur"),
        NATIONAL,
        key=CHOICE,
        format_func=lambda name: say(f"historique.grandeurs.{name}"),
    )
    show(chosen)
