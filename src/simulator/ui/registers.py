"""The three registers as tables: law, facts, assumptions, each with its search and its CSV."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st

from simulator.cases.question import field_label, source_of
from simulator.law.book import Row, in_force, label
from simulator.law.facts import assumptions, facts
from simulator.law.sources import source_name
from simulator.schemes import SCHEMES
from simulator.text import formats, say
from simulator.text.registered import in_words
from simulator.ui import html
from simulator.ui.downloads import CSV, french_csv, offer
from simulator.ui.evidence import text_of_law

DOCUMENTS = ("000", "001", "002", "003", "004")
SOUGHT, DOMAIN, EVERYWHERE, FIRST = "sources_cherche", "sources_domaine", "", "mecenat"
Words = tuple[html.Cell, ...]


def search() -> str:
    """What is sought in every register; a search looks everywhere until a domain is chosen."""
    sought = st.text_input(
        say("sources.chercher"),
        placeholder=say("sources.chercher_exemple"),
        key=SOUGHT,
        on_change=_look_everywhere,
    ).strip()
    if sought:
        st.html(html.source(_counts(sought), ""))
    return sought


def _look_everywhere() -> None:
    st.session_state[DOMAIN] = EVERYWHERE if st.session_state[SOUGHT].strip() else FIRST


def _counts(sought: str) -> str:
    """How many lines of each register answer a search."""
    registers = {
        "lois": law_lines(in_force().rows()),
        "hypotheses": assumption_lines(),
        "faits": fact_lines(),
    }
    numbers = {name: str(len(found(lines, sought))) for name, lines in registers.items()}
    return say("sources.trouve", **numbers)


def of_a_domain(rows: Sequence[Row], sought: str) -> list[Row]:
    """The rows of the domain chosen; each domain says how many of its rows answer the search."""
    hits = Counter(_domain(row) for row in rows if matches(law_lines([row])[0], sought))
    st.session_state.setdefault(DOMAIN, FIRST)
    domain = st.selectbox(
        say("sources.domaine"),
        [EVERYWHERE, *dict.fromkeys(map(_domain, rows))],
        key=DOMAIN,
        format_func=lambda key: _domain_name(key, hits),
    )
    return [row for row in rows if domain in (EVERYWHERE, _domain(row))]


def _domain(row: Row) -> str:
    return row.parameter.split(".")[0]


def _domain_name(key: str, hits: Counter[str]) -> str:
    name = say("sources.partout" if key == EVERYWHERE else f"domaines.{key}")
    count = hits.total() if key == EVERYWHERE else hits[key]
    return say("sources.domaine_compte", domaine=name, nombre=formats.number(count))


def law(rows: Iterable[Row], sought: str, key: str) -> None:
    """Rows of law, with their day, article, confidence and note."""
    heads = ("parametre", "valeur", "depuis", "reference", "confiance", "verifie", "note")
    _table(heads, law_lines(rows), sought, "lrlllll", key)


def law_lines(rows: Iterable[Row]) -> list[Words]:
    """Rows of law in words."""
    return [
        (
            label(row.parameter),
            formats.with_unit(row.value, row.unit),
            f"{say(f'evenements.{row.event}')} {formats.day(row.since)}",
            (text_of_law(row.reference), row.url),
            in_words(row.confidence),
            formats.day(row.checked_on),
            in_words(row.note),
        )
        for row in rows
    ]


def assumptions_table(sought: str) -> None:
    """Assumptions, with their range and why."""
    heads = ("quantite", "likely", "low", "high", "pourquoi", "source")
    _table(heads, assumption_lines(), sought, "lrrrll", "hypotheses")


def assumption_lines() -> list[Words]:
    """Assumptions in words."""
    return [
        (
            _asked_by(row.id),
            formats.with_unit(row.value, row.unit),
            "–" if row.low is None else formats.with_unit(row.low, row.unit),
            "–" if row.high is None else formats.with_unit(row.high, row.unit),
            in_words(row.why),
            (source_name(row.source) or say("mots.hypothese"), row.source),
        )
        for row in assumptions().values()
    ]


def facts_table(sought: str) -> None:
    """Facts, with their status and source."""
    heads = ("quantite", "periode", "valeur", "statut", "source", "confiance", "note")
    _table(heads, fact_lines(), sought, "llrllll", "faits")


def fact_lines() -> list[Words]:
    """Facts in words."""
    return [
        (
            in_words(row.quantity),
            in_words(row.period),
            _fact(row.value, row.unit),
            say(f"statuts.{row.status}"),
            (source_name(row.source), row.source),
            in_words(row.confidence),
            in_words(row.note),
        )
        for row in facts().values()
    ]


def _asked_by(identifier: str) -> str:
    """The questions that start from an assumption."""
    asked = dict.fromkeys(
        field_label(name)
        for scheme in SCHEMES.values()
        for name in scheme.answers.model_fields
        if getattr(source_of(scheme.answers, name), "id", None) == identifier
    )
    return ", ".join(asked) or say("sources.avant_2010")


def _fact(value: float | str, unit: str) -> str:
    return formats.with_unit(value, unit) if isinstance(value, float) else in_words(str(value))


def matches(line: Words, sought: str) -> bool:
    """Whether a line holds every word sought, whatever accents and capitals."""
    text = formats.plain(" ".join(map(_words, line)))
    return all(word in text for word in formats.plain(sought).split())


def found(lines: Sequence[Words], sought: str) -> list[Words]:
    """The lines that hold every word sought: those whose name holds most of them come first."""
    wanted = formats.plain(sought).split()

    def rank(line: Words) -> tuple[int, int]:
        name = formats.plain(_words(line[0])).split()
        return (
            -sum(word in name for word in wanted),
            -sum(any(word in part for part in name) for word in wanted),
        )

    return sorted((line for line in lines if matches(line, sought)), key=rank)


def _table(heads: Sequence[str], lines: Sequence[Words], sought: str, align: str, key: str) -> None:
    kept = found(lines, sought)
    if not kept:
        st.html(html.source(say("sources.rien"), ""))
        return
    names = [say(f"colonnes.{head}") for head in heads]
    st.html(html.data_table(names, kept, align, wrap=True))
    rows = [[_words(cell) for cell in line] for line in kept]
    make = partial(french_csv, names, rows)
    offer(say("sources.telecharger"), make, f"{key}.csv", CSV, key=f"csv_{key}")


def _words(cell: html.Cell) -> str:
    """The words of a cell, with its address when it has one."""
    return cell if isinstance(cell, str) else " ".join(dict.fromkeys(part for part in cell if part))
