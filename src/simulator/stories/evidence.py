"""The facts behind a figure: who says it, how sure it is, what the register notes of it."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType

from simulator.law.facts import Fact
from simulator.law.sources import source_name
from simulator.stories.table import Columns, Table, rows_of, table_of
from simulator.text import formats, has, say
from simulator.text.registered import in_words

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


def who(facts: Sequence[Fact]) -> str:
    """Who says some figures, and how sure that is, each once."""
    sources = dict.fromkeys(fact.source for fact in facts)
    return say(
        "competences.qui",
        source=", ".join(map(source_name, sources)),
        confiance=", ".join(dict.fromkeys(map(confidence, facts))),
    )


def value_words(fact: Fact) -> str:
    """The value of a fact with its unit, as its source counts it."""
    if isinstance(fact.value, float):
        unit = "%" if fact.unit.startswith("%") else fact.unit
        return formats.with_unit(fact.value, unit)
    return in_words(fact.value)


FACT: Columns = MappingProxyType(
    {
        "quantite": lambda fact: in_words(fact.quantity),
        "valeur": value_words,
        "periode": lambda fact: in_words(fact.period),
        "statut": lambda fact: say(f"statuts.{fact.status}"),
        "source": lambda fact: (source_name(fact.source), fact.source),
        "confiance": lambda fact: say(f"preuves.degre_{fact.confidence}"),
        "note": lambda fact: " · ".join(filter(None, [in_words(fact.note), fact.id])),
    }
)
"""The row of a fact; its note ends with its name in the register."""


def table(facts: Iterable[Fact], about: str) -> Table:
    """The whole row of each fact; `about` is what they prove, to tell this table from others."""
    caption = f"{say('preuves.titre')} ({about})"
    return table_of(FACT, rows_of(FACT, facts), "lrlllll", caption)
