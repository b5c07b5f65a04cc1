"""The three registers as tables: law, facts, assumptions, each with its French CSV."""

from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st

from simulator.facts import assumptions, facts
from simulator.law import Row, label
from simulator.scenario import field_label
from simulator.schemes import SCHEMES
from simulator.schemes.model import source_of
from simulator.text import formats, say
from simulator.text.registered import in_words
from simulator.ui import html
from simulator.ui.downloads import CSV, french_csv, offer

DOCUMENTS = ("000", "001", "002", "003", "004")


def law(rows: Iterable[Row], sought: str, key: str) -> None:
    """Rows of law, with their day, article, confidence and note."""
    heads = ("parametre", "valeur", "depuis", "reference", "confiance", "verifie", "note")
    lines = [
        (
            label(row.parameter),
            formats.with_unit(row.value, row.unit),
            f"{say(f'evenements.{row.event}')} {formats.day(row.since)}",
            (row.reference, row.url),
            in_words(row.confidence),
            formats.day(row.checked_on),
            html.Quoted(row.note),
        )
        for row in rows
    ]
    _table(heads, lines, sought, "lrlllll", key)


def assumptions_table(sought: str) -> None:
    """Assumptions, with their range and why."""
    heads = ("quantite", "likely", "low", "high", "pourquoi", "source")
    lines = [
        (
            _asked_by(row.id),
            formats.with_unit(row.value, row.unit),
            "–" if row.low is None else formats.with_unit(row.low, row.unit),
            "–" if row.high is None else formats.with_unit(row.high, row.unit),
            html.Quoted(row.why),
            (row.source or say("mots.hypothese"), row.source),
        )
        for row in assumptions().values()
    ]
    _table(heads, lines, sought, "lrrrll", "hypotheses")


def facts_table(sought: str) -> None:
    """Facts, with their status and source."""
    heads = ("quantite", "periode", "valeur", "statut", "source", "confiance", "note")
    lines = [
        (
            html.Quoted(row.quantity),
            in_words(row.period),
            _fact(row.value, row.unit),
            say(f"statuts.{row.status}"),
            (row.source, row.source),
            in_words(row.confidence),
            html.Quoted(row.note),
        )
        for row in facts().values()
    ]
    _table(heads, lines, sought, "llrllll", "faits")


def _asked_by(identifier: str) -> str:
    """The questions that start from an assumption."""
    found = dict.fromkeys(
        field_label(name)
        for scheme in SCHEMES.values()
        for name in scheme.answers.model_fields
        if getattr(source_of(scheme.answers, name), "id", None) == identifier
    )
    return ", ".join(found) or say("sources.avant_2010")


def _fact(value: float | str, unit: str) -> str:
    return formats.with_unit(value, unit) if isinstance(value, float) else str(value)


def _table(
    heads: Sequence[str], lines: Sequence[Sequence[html.Cell]], sought: str, align: str, key: str
) -> None:
    wanted = formats.plain(sought)
    found = [line for line in lines if wanted in formats.plain(" ".join(map(_words, line)))]
    if not found:
        st.html(html.source(say("sources.rien"), ""))
        return
    names = [say(f"colonnes.{head}") for head in heads]
    st.html(html.data_table(names, found, align, wrap=True))
    rows = [[_words(cell) for cell in line] for line in found]
    make = partial(french_csv, names, rows)
    offer(say("sources.telecharger"), make, f"{key}.csv", CSV, key=f"csv_{key}")


def _words(cell: html.Cell) -> str:
    """The words of a cell, with its address when it has one."""
    return cell if isinstance(cell, str) else " ".join(dict.fromkeys(part for part in cell if part))
