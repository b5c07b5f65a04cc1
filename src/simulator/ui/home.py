"""The first page, block by block: doors and search, bars, map, skills, last files."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from simulator.network.shipped import shipped
from simulator.stories import home as story
from simulator.stories import home_map as places
from simulator.stories import home_recent, home_skills, map_keys
from simulator.stories.marks import segments
from simulator.text import say
from simulator.ui import dossier_state, finding, home_bars, home_map, html, my_dossiers, notes, svg
from simulator.ui.labels import literal

DOORS = ("simuler", "comparer", "territoires")
MOST_RECENT = 2


def head() -> None:
    """The question and its answer."""
    st.html(html.question(say("accueil.question")) + html.answer(segments(story.answer())))


def band() -> None:
    """Three doors and the field that finds, on one line; what it finds under them."""
    with st.container(key="portes", gap=None):
        *doors, field = st.columns([3, 3, 3, 5.5], vertical_alignment="center")
        for column, name in zip(doors, DOORS, strict=True):
            with column, st.container(key=f"porte_{name}", gap=None):
                st.page_link(f"pages/{name}.py", label=say(f"{name}.menu"))
                st.html(notes.note(story.door(name, len(shipped().territoires))))
        with field:
            finding.ask()
    finding.show()


def bears() -> None:
    """Who bears what in the formats."""
    _titled("barres", story.finding(), "comparer", "accueil.vers.comparer")
    st.html(notes.subtitle(story.subtitle()) + home_bars.drawn(story.bars()))
    st.html(
        html.source(say("accueil.barres.lecture"), say("mots.lecture"))
        + html.source(say("accueil.barres.source"), say("mots.source"))
    )


def network() -> None:
    """Where the sites are, and which published a number."""
    _titled("carte", places.finding(), "territoires", "accueil.vers.carte")
    st.html(html.legend(places.legend()))
    numbers, listed = map_keys.keys(shipped())
    svg.show(home_map.drawn(places.home_map(), places.spoken(), narrow=numbers))
    st.html(home_map.key_list(listed))
    st.html(html.source(say("accueil.carte.source"), say("mots.source")))


def skills() -> None:
    """What small firms ask for, in one bar of a hundred."""
    _titled("competences", home_skills.finding(), "competences", "accueil.vers.detail")
    st.html(
        notes.subtitle(home_skills.subtitle())
        + home_bars.whole(home_skills.parts(), home_skills.spoken())
        + html.source(home_skills.source(), say("mots.source"))
    )


def recent() -> None:
    """The last files of this browser; two ready cases while it has kept none."""
    known = my_dossiers.recent()[:MOST_RECENT]
    with st.container(key="derniers", gap=None):
        title, *columns = st.columns([2.1, *[5.2] * MOST_RECENT])
        title.html(notes.small_heading(say("accueil.recents.titre"), say("accueil.recents.ou")))
        for rank, (column, one) in enumerate(zip(columns, known, strict=False)):
            with column, st.container(gap=None, key=f"recent_{rank}"):
                if st.button(literal(one.titre), key=f"recent_ouvrir_{rank}", type="tertiary"):
                    dossier_state.open_key(one.cle)
                    st.switch_page(dossier_state.PAGE)
                st.html(notes.note(home_recent.opened_on(one.jour)))
        if not known:
            _examples(columns)


def _examples(columns: Sequence[DeltaGenerator]) -> None:
    for column, one in zip(columns, home_recent.examples(), strict=True):
        with column, st.container(gap=None, key=f"recent_{one.page}"):
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.page_link(
                    f"pages/{one.page}.py", label=one.name, query_params=dict(one.parameters)
                )
                st.html(notes.tag(say("accueil.recents.exemple")))
            st.html(notes.note(one.said))


def _titled(key: str, title: str, page: str, link: str) -> None:
    """The finding of a picture, and the page that says more, on one line."""
    with st.container(key=f"titre_{key}", horizontal=True, vertical_alignment="bottom"):
        st.html(html.chart_heading(title))
        st.page_link(f"pages/{page}.py", label=say(link))
