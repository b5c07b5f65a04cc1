"""What only a printed sheet shows: the page it comes from, the day, and what was typed."""

from collections.abc import Callable
from html import escape

import streamlit as st

from simulator.stories.table import Table
from simulator.text import say
from simulator.ui import html


def head() -> None:
    """The name of the application, the day and the address, which the browser writes to print.

    The style sheet writes before the names of views which of them is printed.
    """
    views = (("vue", "papier.vue"), ("autres-vues", "papier.autres_vues"))
    rules = " ".join(f'--{name}: "{say(key)}";' for name, key in views)
    with st.container(key="papier_tete"):
        st.html(
            f"<style>:root {{ {rules} }}</style>"
            f'<p class="p-print-head"><strong>{escape(say("app.nom"))}</strong> '
            '<span class="p-print-day"></span> <span class="p-print-address"></span></p>'
        )


def typed(table: Callable[[], Table]) -> None:
    """What was typed, and where the rest comes from, at the foot of the sheet."""
    with st.container(key="papier_saisi"):
        told = table()
        st.html(html.chart_heading(told.caption) + html.table(told))
