"""The user's own skills, block by block: offer against demand, who could lend, what was given."""

import pandas as pd
import streamlit as st

from simulator.network.imports.tables import Tables
from simulator.network.matching import known_lenders, known_skills, years_of_skills
from simulator.stories import days_given, skill_gaps
from simulator.stories.picture import Picture
from simulator.text import say
from simulator.ui import drawings, html
from simulator.ui.frame import keep_language
from simulator.ui.labels import apart


def show(tables: Tables, name: str) -> None:
    """The skills of the user's network; `name` is what the network is called."""
    st.html(html.answer(skill_gaps.answer(tables)))
    year = _year(tables)
    found = known_skills(tables, year)
    if found.empty:
        st.html(html.source(say("appariement.aucune"), ""))
    else:
        _matrix(found, name)
        _who_could_lend(tables, found, year)
    _lenders(tables, year, name)


def _year(tables: Tables) -> int | None:
    """The year that the user looks at, or all of them."""
    chosen: int | None = st.selectbox(
        say("appariement.annee"),
        [None, *years_of_skills(tables)],
        key="appariement_annee",
        format_func=lambda year: say("appariement.toutes") if year is None else str(year),
    )
    return chosen


def _matrix(found: pd.DataFrame, name: str) -> None:
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    measure = left.segmented_control(
        say("appariement.mesure"),
        skill_gaps.MEASURES,
        required=True,
        default=skill_gaps.MEASURES[0],
        key="appariement_mesure",
        format_func=lambda key: say(f"appariement.mesures.{key}"),
    )
    sought = right.text_input(say("appariement.chercher"), key="appariement_cherche")
    _found(skill_gaps.picture(found, measure, name, sought))


def _found(picture: Picture | None) -> None:
    if picture is None:
        st.html(html.source(say("sources.rien"), ""))
    else:
        drawings.picture(picture)


@st.fragment
def _who_could_lend(tables: Tables, found: pd.DataFrame, year: int | None) -> None:
    """Choose a skill and a territory: the other territories that have days to spare."""
    keep_language()
    st.html(html.chart_heading(say("appariement.preter"), say("appariement.preter_sous_titre")))
    first_skill, first_place = skill_gaps.first_lack(found)
    skills, places = list(dict.fromkeys(found["competence"])), skill_gaps.places(found)
    left, right = st.columns(2)
    skill = left.selectbox(
        say("appariement.competence"),
        skills,
        index=skills.index(first_skill),
        key="appariement_competence",
    )
    place = right.selectbox(
        say("appariement.territoire"),
        list(places),
        index=list(places).index(first_place),
        key="appariement_territoire",
        format_func=apart(places, places.__getitem__),
    )
    lending = skill_gaps.lending(tables, found, skill, (place, places[place]), year)
    st.html(html.chart_heading(lending.answer, level=3))
    if lending.lenders is not None:
        more = html.source(lending.more, "") if lending.more else ""
        st.html(html.table(lending.lenders) + more)


@st.fragment
def _lenders(tables: Tables, year: int | None, name: str) -> None:
    """Days promised and given, lender by lender."""
    keep_language()
    found = known_lenders(tables, year)
    if found.empty:
        st.html(html.source(say("appariement.aucun_jour"), ""))
        return
    sought = st.text_input(say("appariement.chercher_preteur"), key="appariement_preteur")
    _found(days_given.picture(found, name, sought))
