"""The three registers in words, and what a search finds there: law, facts, assumptions."""

from collections import Counter
from collections.abc import Iterable, Sequence

from simulator.cases.question import field_label, source_of
from simulator.law.book import Row, in_force, label
from simulator.law.facts import assumptions, facts
from simulator.law.sources import source_name
from simulator.schemes import SCHEMES
from simulator.stories.references import text_of_law
from simulator.stories.table import Cell, Table, written
from simulator.text import formats, say
from simulator.text.registered import in_words

DOCUMENTS = ("000", "001", "002", "003", "004")
EVERYWHERE, FIRST = "", "mecenat"
"""No domain of law in particular, and the one shown first."""
Words = tuple[Cell, ...]


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
        "lois": law_lines(in_force().rows()),
        "hypotheses": assumption_lines(),
        "faits": fact_lines(),
    }
    numbers = {name: str(len(found(lines, sought))) for name, lines in registers.items()}
    return say("sources.trouve", **numbers)


def domains(sought: str) -> dict[str, str]:
    """The domains of law by key, each with how many of its rows answer the search."""
    rows = in_force().rows()
    hits = Counter(_domain(row) for row in rows if matches(law_lines([row])[0], sought))
    keys = [EVERYWHERE, *dict.fromkeys(map(_domain, rows))]
    return {key: _domain_name(key, hits) for key in keys}


def law_of(domain: str, sought: str) -> Table | None:
    """The law of a domain, as far as it answers the search."""
    rows = in_force().rows()
    return law([row for row in rows if domain in (EVERYWHERE, _domain(row))], sought)


def _domain(row: Row) -> str:
    return row.parameter.split(".")[0]


def _domain_name(key: str, hits: Counter[str]) -> str:
    name = say("sources.partout" if key == EVERYWHERE else f"domaines.{key}")
    count = hits.total() if key == EVERYWHERE else hits[key]
    return say("sources.domaine_compte", domaine=name, nombre=formats.number(count))


def law(rows: Iterable[Row], sought: str) -> Table | None:
    """Rows of law, with their day, article, confidence and note."""
    heads = ("parametre", "valeur", "depuis", "reference", "confiance", "verifie", "note")
    return _table(heads, law_lines(rows), sought, "lrlllll")


def assumptions_table(sought: str) -> Table | None:
    """Assumptions, with their range and why."""
    heads = ("quantite", "likely", "low", "high", "pourquoi", "source")
    return _table(heads, assumption_lines(), sought, "lrrrll")


def facts_table(sought: str) -> Table | None:
    """Facts, with their status and source."""
    heads = ("quantite", "periode", "valeur", "statut", "source", "confiance", "note")
    return _table(heads, fact_lines(), sought, "llrllll")


def documents() -> list[str]:
    """The founding documents by their number and title."""
    return [f"{code} · {say(f'documents.{code}')}" for code in DOCUMENTS]


def _table(heads: Sequence[str], lines: Sequence[Words], sought: str, align: str) -> Table | None:
    """What a search finds, the best first; None when it finds nothing."""
    kept = found(lines, sought)
    return Table([say(f"colonnes.{h}") for h in heads], kept, align, wrap=True) if kept else None


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
