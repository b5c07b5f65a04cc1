"""The first screen: the answer, three figures, each one click from its proof, what is not sure."""

from collections.abc import Sequence

import streamlit as st

from simulator.stories.headline import Headline
from simulator.stories.marks import segments
from simulator.text import say
from simulator.ui import explaining, html

TAKE_AWAY = "emporter"
"""The heading under which a case is compared, kept, taken away."""


def headline(answer: str, figures: Sequence[Headline], *, page: str, note: str = "") -> None:
    """The answer of a page, `note` and the way down under it, then the figures with their proof."""
    st.html(html.answer(segments(answer)))
    st.html(html.way_down(note, say(f"{page}.vers_emporter"), TAKE_AWAY))
    with st.container(key="trois_chiffres"):
        for column, figure in zip(st.columns(3), figures, strict=True):
            with column:
                st.html(
                    html.figures([(figure.label, figure.value, figure.condition, figure.party)])
                )
                st.page_link(
                    explaining.PAGE,
                    label=say("explication.bouton_court"),
                    query_params=explaining.address(page, figure.key),
                )
    st.html(html.bottom_bar([(f.short, f.value) for f in figures]))


def warnings(found: Sequence[tuple[str, str]]) -> None:
    """What is not sure, as (title, sentence)."""
    for title, text in found:
        st.html(html.warning(title, text))
