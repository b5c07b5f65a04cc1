"""The path of each operation of a sponsor, with the answers to choose where they are read."""

import streamlit as st

from simulator.cases.operation import Operation
from simulator.conditions.paths import Condition, Path
from simulator.figures.sponsor_outcome import Outcome
from simulator.stories import sponsor_eligibility
from simulator.text import say
from simulator.ui import html, sponsor_field, sponsor_operation
from simulator.ui.folding import fold


def eligibility(outcome: Outcome, faults: dict[str, str]) -> None:
    """Each operation: where its path ends, what decides, what flips it; then every question."""
    st.html(html.chart_heading(say("mecene.eligibilite"), say("mecene.eligibilite_sous_titre")))
    for path in outcome.paths:
        with st.container(key=f"parcours_{path.operation}"):
            name = sponsor_operation.operation_name(path.operation)
            st.html(html.verdict(name, *sponsor_eligibility.verdict(outcome, path)))
            _questions(path, faults)


def _questions(path: Path, faults: dict[str, str]) -> None:
    """Every question in its order, with its answer to choose; the other door apart."""
    counted = sponsor_eligibility.counted(path)
    first = st.container()
    title = sponsor_eligibility.how_many(counted)
    with fold(title, f"mecene_parcours_{path.operation}") as opened:
        if opened:
            for number, question in enumerate(counted, start=1):
                _question(path, question, number, faults)
    if path.reason is not None and not opened:
        with first:
            _answers(path, path.reason, faults)
    if others := sponsor_eligibility.other_door(path):
        title = say(f"mecene.autre_{others[0].group}")
        with fold(title, f"mecene_autre_porte_{path.operation}") as opened:
            if opened:
                for number, question in enumerate(others, start=1):
                    _question(path, question, number, faults)


def _question(path: Path, question: Condition, number: int, faults: dict[str, str]) -> None:
    """One question: rule, article, state, the fact; its answers at right."""
    with st.container(key=f"question_{path.operation}_{question.group}_{number}"):
        left, right = st.columns([3, 2], gap="medium")
        with left:
            st.html(html.question_row(number, *sponsor_eligibility.asked(question)))
        with right:
            _answers(path, question, faults)


def _answers(path: Path, question: Condition, faults: dict[str, str]) -> None:
    """The fields that decide a question, asked where it is read."""
    for name in question.fields:
        own = name in Operation.model_fields
        sponsor_field.ask(("operations", path.operation, name) if own else (name,), faults)
