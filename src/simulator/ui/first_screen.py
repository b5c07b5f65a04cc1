"""The first screen: the answer, three figures, each explained when asked, what is not sure."""

from collections.abc import Callable, Sequence

import streamlit as st

from simulator.stories.explained import Told
from simulator.stories.headline import Headline
from simulator.text import say
from simulator.ui import html
from simulator.ui.folding import fold
from simulator.ui.inline import segments


def headline(
    answer: str,
    figures: Sequence[Headline],
    *,
    opened: str,
    explain: Callable[[Headline], None],
    note: str = "",
) -> None:
    """The answer, `note` under it, then the figures, each with its button.

    `opened` is where the session keeps the key of the figure explained; `explain` draws how.
    """
    st.html(html.answer(segments(answer)))
    if note:
        st.html(html.source(note, ""))
    with st.container(key="trois_chiffres"):
        for column, figure in zip(st.columns(3), figures, strict=True):
            with column:
                st.html(
                    html.figures([(figure.label, figure.value, figure.condition, figure.party)])
                )
                st.button(
                    say("explication.bouton_court"),
                    key=f"expliquer_{figure.key}",
                    on_click=_toggle,
                    args=(opened, figure.key),
                    type="tertiary",
                )
    st.html(html.bottom_bar([(f.short, f.value) for f in figures]))
    asked = next((f for f in figures if f.key == st.session_state.get(opened)), None)
    if asked is not None:
        _explanation(asked, opened, explain)


def _toggle(opened: str, key: str) -> None:
    st.session_state[opened] = None if st.session_state.get(opened) == key else key


def _explanation(figure: Headline, opened: str, explain: Callable[[Headline], None]) -> None:
    """One figure in three depths: a sentence, the formula with its numbers, the articles."""
    with st.container(key="explication", border=True):
        st.html(html.chart_heading(figure.question, figure.phrase))
        explain(figure)
        st.button(
            say("simuler.fermer"),
            key="fermer_explication",
            on_click=_toggle,
            args=(opened, figure.key),
        )


def steps(told: Told, key: str) -> None:
    """The steps of a figure, its own line last, then the numbers that it stands on."""
    st.html(html.explanation_rows(told.steps))
    with fold(say("explication.origine"), f"origine_{key}") as unfolded:
        if unfolded:
            st.html(html.table(told.grounds))


def warnings(found: Sequence[tuple[str, str]]) -> None:
    """What is not sure, as (title, sentence)."""
    for title, text in found:
        st.html(html.warning(title, text))
