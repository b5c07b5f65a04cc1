"""The facts behind a figure: who says it, how sure it is, and what the register notes about it."""

from collections.abc import Iterable

import streamlit as st

from simulator.law.facts import Fact
from simulator.law.sources import source_name
from simulator.stories import references
from simulator.text import formats, has, say
from simulator.text.registered import in_words
from simulator.ui import html
from simulator.ui.folding import fold

DOCUMENT = "document "


def sources_line(facts: Iterable[Fact]) -> str:
    """The sources of a chart, each once, founding documents with their title."""
    return f"{formats.series(_titled(fact.source) for fact in facts)}."


def _titled(source: str) -> str:
    key = f"documents.{source.removeprefix(DOCUMENT)}"
    if source.startswith(DOCUMENT) and has(key):
        return f"{source} ({say(key)})"
    return source_name(source)


def confidence(fact: Fact) -> str:
    """How sure a fact is, in words."""
    return say(f"preuves.{fact.confidence}")


text_of_law = references.text_of_law


def value_words(fact: Fact) -> str:
    """The value of a fact with its unit, as its source counts it."""
    if isinstance(fact.value, float):
        unit = "%" if fact.unit.startswith("%") else fact.unit
        return formats.with_unit(fact.value, unit)
    return in_words(fact.value)


def behind(facts: Iterable[Fact], key: str, about: str) -> None:
    """A fold with the whole row of each fact, and the way to the register.

    `about` is what the figures prove: it tells this table from the others of the page.
    """
    with (
        st.container(key=f"derriere_{key}"),
        fold(say("preuves.titre"), f"preuves_{key}") as opened,
    ):
        if not opened:
            return
        heads = ("quantite", "valeur", "periode", "statut", "source", "confiance", "note")
        rows: list[tuple[html.Cell, ...]] = [
            (
                in_words(fact.quantity),
                value_words(fact),
                in_words(fact.period),
                say(f"statuts.{fact.status}"),
                (source_name(fact.source), fact.source),
                say(f"preuves.degre_{fact.confidence}"),
                _note(fact),
            )
            for fact in facts
        ]
        names = [say(f"colonnes.{head}") for head in heads]
        caption = f"{say('preuves.titre')} ({about})"
        st.html(html.data_table(names, rows, "lrlllll", caption=caption, wrap=True))
        st.page_link("pages/sources.py", label=say("preuves.registre"))


def _note(fact: Fact) -> str:
    """What the register notes, and the name of the fact there."""
    return " · ".join(filter(None, [in_words(fact.note), fact.id]))
