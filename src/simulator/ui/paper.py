"""What only a printed sheet shows: the page it comes from, the day, and what was typed."""

from collections.abc import Callable
from datetime import date
from html import escape

import streamlit as st

from simulator.stories.table import Table
from simulator.text import formats, say
from simulator.ui import html


def head() -> None:
    """The name of the application, the day and the address, at the head of the sheet."""
    day = f'<span class="p-print-day">{escape(formats.day(date.today()))}</span>'
    with st.container(key="papier_tete"):
        st.html(
            f'<p class="p-print-head"><strong>{escape(say("app.nom"))}</strong>, {day}. '
            '<span class="p-print-address"></span></p>'
        )


def typed(table: Callable[[], Table]) -> None:
    """What was typed, and where the rest comes from, at the foot of the sheet."""
    with st.container(key="papier_saisi"):
        told = table()
        st.html(html.chart_heading(told.caption) + html.table(told))
