"""A picture on screen: the drawing, its foot, the facts behind it."""

from collections.abc import Sequence

import streamlit as st

from simulator.law.facts import Fact
from simulator.stories import evidence
from simulator.stories.picture import Picture
from simulator.text import say
from simulator.ui import drawings, html
from simulator.ui.folding import fold
from simulator.ui.foot import foot


def show(picture: Picture, level: int = 2) -> None:
    """The drawing, the files, the facts."""
    drawings.show(picture.drawing, level)
    take_away(picture)
    if picture.facts:
        behind(picture.facts, picture.name, picture.drawing.title)


def take_away(picture: Picture) -> None:
    """The foot of a picture."""
    foot(picture.drawing, picture.name, write=picture.write, licence=picture.licence)


def behind(facts: Sequence[Fact], key: str, about: str) -> None:
    """A fold with the whole row of each fact, and the way to the register.

    `about` is what the figures prove: it tells this table from the others of the page.
    """
    with (
        st.container(key=f"derriere_{key}"),
        fold(say("preuves.titre"), f"preuves_{key}") as opened,
    ):
        if opened:
            st.html(html.table(evidence.table(facts, about)))
            st.page_link("pages/sources.py", label=say("preuves.registre"))
