"""The hard words of a page, said in one sentence each, in a fold at its foot."""

from typing import Final

import streamlit as st

from simulator.text import say
from simulator.ui import html
from simulator.ui.folding import fold

TERMS: Final = {
    "simuler": (
        "voie", "lecture_prudente", "reintegration", "points_de_base", "de_minimis", "pour_mille",
        "pass", "rescrit",
    ),
    "mecene": (
        "voie", "lecture_prudente", "reintegration", "de_minimis", "pour_mille", "pass", "rescrit",
    ),
    "comparer": ("voie", "lecture_prudente", "de_minimis"),
    "explication": ("voie",),
    "programme": ("voie", "de_minimis"),
    "sources": (
        "lecture_prudente", "reintegration", "points_de_base", "de_minimis", "pour_mille", "pass",
        "rescrit",
    ),
}  # fmt: skip
"""The words that a page may use, by its texts; a test reads the pages and compares."""


def foot(page: str) -> None:
    """The words of a page, named in the fold that says them."""
    names = [say(f"glossaire.{term}.mot") for term in TERMS[page]]
    with fold(say("glossaire.titre", mots=", ".join(names)), f"glossaire_{page}") as opened:
        if opened:
            said = [say(f"glossaire.{term}.dit") for term in TERMS[page]]
            st.html(html.definitions(zip(names, said, strict=True)))
