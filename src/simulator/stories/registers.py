"""The three registers in words, and what a search finds there: law, facts, assumptions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Any

from simulator.cases.question import field_label, source_of
from simulator.law.book import Row, in_force, label
from simulator.law.facts import assumptions, facts
from simulator.law.sources import source_name
from simulator.schemes import SCHEMES
from simulator.stories.references import text_of_law
from simulator.stories.table import Cell, Columns, Table, rows_of, table_of, written
from simulator.text import formats, say
from simulator.text.registered import in_words

DOCUMENTS = ("000", "001", "002", "003", "004")
LONGEST_NAME = 60  # characters of what an address asks for, said back
EVERYWHERE, FIRST = "", "mecenat"
"""No domain of law in particular, and the one shown first."""
Words = Sequence[Cell]


def answer() -> str:
    """How many lines each register holds."""
    return say(
        "sources.reponse",
        lois=formats.number(len(in_force().rows())),
        faits=formats.number(len(facts())),
        hypotheses=formats.number(len(assumptions())),
    )


def counts(sought: str) -> str:
    """How many lines of each register answer a search."""
    registers = {
        "lois": (LAW, in_force().rows()),
        "hypotheses": (ASSUMPTION, assumptions().values()),
        "faits": (FACT, facts().values()),
    }
    numbers = {
        name: str(len(found(rows_of(columns, lines), sought)))
        for name, (columns, lines) in registers.items()
    }
    return say("sources.trouve", **numbers)


def domains(sought: str) -> dict[str, str]:
    """The domains of law by key, each with how many of its rows answer the search."""
    rows = in_force().rows()
    hits = Counter(_domain(row) for row in rows if found(rows_of(LAW, [row]), sought))
    keys = [EVERYWHERE, *dict.fromkeys(map(_domain, rows))]
    return {key: _domain_name(key, hits) for key in keys}


def law_of(domain: str, sought: str) -> Table | None:
    """The law of a domain, as far as it answers the search."""
    rows = in_force().rows()
    return law([row for row in rows if domain in (EVERYWHERE, _domain(row))], sought)


def asked_row(parameter: str) -> tuple[str, Table] | None:
    """The rows of one parameter, oldest first, with its name; None when there is no such one."""
    if parameter not in in_force().parameters:
        return None
    rows = rows_of(LAW, in_force().history(parameter))
    return label(parameter), table_of(LAW, rows, "lrlllll", label(parameter))


def why_absent(parameter: str) -> str:
    """What an address asked that the law does not hold."""
    return say("sources.ligne_absente", parametre=parameter[:LONGEST_NAME])


def more_rows(table: Table) -> str:
    """How many rows of a table stand behind a click."""
    return say("sources.toutes", n=len(table.rows))


def _domain(row: Row) -> str:
    return row.parameter.split(".")[0]


def _domain_name(key: str, hits: Counter[str]) -> str:
    name = say("sources.partout" if key == EVERYWHERE else f"domaines.{key}")
    count = hits.total() if key == EVERYWHERE else hits[key]
    return say("sources.domaine_compte", domaine=name, nombre=formats.number(count))


def law(rows: Iterable[Row], sought: str) -> Table | None:
    """Rows of law, with their day, article, confidence and note."""
    return _table(LAW, rows, sought, "lrlllll")


def assumptions_table(sought: str) -> Table | None:
    """Assumptions, with their range and why."""
    return _table(ASSUMPTION, assumptions().values(), sought, "lrrrll")


def facts_table(sought: str) -> Table | None:
    """Facts, with their status and source."""
    return _table(FACT, facts().values(), sought, "llrllll")


def documents() -> list[str]:
    """The founding documents by their number and title."""
    return [f"{code} · {say(f'documents.{code}')}" for code in DOCUMENTS]


def _table(columns: Columns, things: Iterable[Any], sought: str, align: str) -> Table | None:
    """What a search finds, the best first; None when it finds nothing."""
    rows = found(rows_of(columns, things), sought)
    return table_of(columns, rows, align, "") if rows else None


def _asked_by(identifier: str) -> str:
    """The questions that start from an assumption."""
    asked = dict.fromkeys(
        field_label(name)
        for scheme in SCHEMES.values()
        for name in scheme.answers.model_fields
        if getattr(source_of(scheme.answers, name), "id", None) == identifier
    )
    return ", ".join(asked) or say("sources.avant_2010")


def _valued(value: float | str, unit: str) -> str:
    return formats.with_unit(value, unit) if isinstance(value, float) else in_words(str(value))


def _end(value: float | None, unit: str) -> str:
    return "–" if value is None else formats.with_unit(value, unit)


LAW: Columns = MappingProxyType(
    {
        "parametre": lambda row: label(row.parameter),
        "valeur": lambda row: formats.with_unit(row.value, row.unit),
        "depuis": lambda row: f"{say(f'evenements.{row.event}')} {formats.day(row.since)}",
        "reference": lambda row: (text_of_law(row.reference), row.url),
        "confiance": lambda row: in_words(row.confidence),
        "verifie": lambda row: formats.day(row.checked_on),
        "note": lambda row: in_words(row.note),
    }
)
ASSUMPTION: Columns = MappingProxyType(
    {
        "quantite": lambda row: _asked_by(row.id),
        "likely": lambda row: formats.with_unit(row.value, row.unit),
        "low": lambda row: _end(row.low, row.unit),
        "high": lambda row: _end(row.high, row.unit),
        "pourquoi": lambda row: in_words(row.why),
        "source": lambda row: (source_name(row.source) or say("mots.hypothese"), row.source),
    }
)
FACT: Columns = MappingProxyType(
    {
        "quantite": lambda row: in_words(row.quantity),
        "periode": lambda row: in_words(row.period),
        "valeur": lambda row: _valued(row.value, row.unit),
        "statut": lambda row: say(f"statuts.{row.status}"),
        "source": lambda row: (source_name(row.source), row.source),
        "confiance": lambda row: in_words(row.confidence),
        "note": lambda row: in_words(row.note),
    }
)
"""What each register says of a line."""


def matches(line: Words, sought: str) -> bool:
    """Whether a line holds every word sought, whatever accents and capitals."""
    text = formats.plain(" ".join(map(written, line)))
    return all(word in text for word in formats.plain(sought).split())


def found(lines: Sequence[Words], sought: str) -> list[Words]:
    """The lines that hold every word sought: those whose name holds most of them come first."""
    wanted = formats.plain(sought).split()

    def rank(line: Words) -> tuple[int, int]:
        name = formats.plain(written(line[0])).split()
        return (
            -sum(word in name for word in wanted),
            -sum(any(word in part for part in name) for word in wanted),
        )

    return sorted((line for line in lines if matches(line, sought)), key=rank)
