"""What an item assumes, each with its value and its origin; the rows of law that it read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from simulator.cases.answers import Answers
from simulator.cases.dossier_private import private_names
from simulator.cases.lent_staff import Salarie
from simulator.cases.operation import Operation
from simulator.cases.programme import Ligne, Programme
from simulator.cases.question import field_label, source_of
from simulator.cases.registry import forms
from simulator.cases.scenario import Scenario
from simulator.cases.sponsor import SponsorCase
from simulator.law.book import Row, label
from simulator.law.facts import Fact
from simulator.law.sources import source_name
from simulator.stories.answered import answer_in_words
from simulator.stories.references import text_of_law
from simulator.stories.table import Table
from simulator.text import formats, say

Line = Sequence[str]
_UNTOLD = {"version", "titre", "doute", "operations", "salaries", "tus"}


def _table(lines: Iterable[Line], wide: bool = False) -> Table:
    heads = ["hypothese", *(["cas"] if wide else []), "valeur", "origine"]
    told = [say(f"emporter.colonne.{head}") for head in heads]
    align = "llrl" if wide else "lrl"
    return Table(told, list(lines), align, caption=say("emporter.hypotheses"), wrap=True)


def of_scenario(case: Scenario) -> Table:
    """Every answer of a scenario: typed, or where its default comes from."""
    return _table(_answers(case.dispositif, case.reponses))


def of_comparison(cases: Sequence[Scenario], letters: str) -> Table:
    """The answers of each case, those that all share first told once."""
    told = [list(_answers(case.dispositif, case.reponses)) for case in cases]
    rows: dict[tuple[str, str, str], str] = {}
    for letter, lines in zip(letters, told, strict=False):
        for name, value, origin in lines:
            rows[name, value, origin] = rows.get((name, value, origin), "") + letter
    return _table([[n, " ".join(who), v, o] for (n, v, o), who in rows.items()], wide=True)


def _answers(scheme: str, answers: Answers) -> Iterator[Line]:
    kind = type(answers)
    for name in kind.model_fields:
        value = answer_in_words(kind, name, getattr(answers, name))
        yield [field_label(name, scheme), value, _origin(answers, name)]


def _origin(answers: Answers, name: str) -> str:
    """Typed, or the source of the default, or a choice of the form."""
    if not answers.is_default(name):
        return say("emporter.saisi")
    source = source_of(type(answers), name)
    if isinstance(source, Fact):
        return source_name(source.source)
    return say("emporter.supposee" if source else "emporter.propose")


def of_programme(programme: Programme) -> Table:
    """What was typed for the programme, then for each line."""
    typed = say("emporter.saisi")
    lines: list[Line] = [
        [say(f"emporter.donnee.{name}"), "–", told, typed] for name, told in _whole(programme)
    ]
    for rank, line in enumerate(programme.lignes, 1):
        where = say("programme.ligne_courte", numero=rank, lieu=line.territoire)
        lines += [[*told[:1], where, *told[1:]] for told in _line(programme, line)]
    return _table(lines, wide=True)


def _whole(programme: Programme) -> Iterator[tuple[str, str]]:
    """What holds for all lines, by name; what nobody gave is left out."""
    yield "annees", formats.series(map(str, programme.annees))
    for name in ("taux_actualisation", "survie_3_ans"):
        if (share := getattr(programme, name)) is not None:
            yield name, formats.percent(share, 4)
    if programme.budget_region is not None:
        yield "budget_region", formats.euros(programme.budget_region)
    for place, costs in programme.animation.items():
        told = [formats.euros(cost) for cost in costs]
        yield "animation", formats.named(place, formats.series(told))


def _line(programme: Programme, line: Ligne) -> Iterator[Line]:
    typed = say("emporter.saisi")
    yield [say("emporter.donnee.dispositif"), say(f"dispositifs.{line.dispositif}.nom"), typed]
    firms = zip(programme.annees, line.pme, strict=False)
    told = formats.series(formats.named(str(year), formats.number(n)) for year, n in firms)
    yield [say("emporter.donnee.pme"), told, typed]
    yield [say("emporter.donnee.mecenes"), formats.number(line.mecenes), typed]
    if line.capacite is not None:
        yield [say("emporter.donnee.capacite"), formats.number(line.capacite), typed]
    kind = forms()[line.dispositif].answers
    for name, value in line.reponses.items():
        yield [field_label(name, line.dispositif), answer_in_words(kind, name, value), typed]


def of_sponsor(case: SponsorCase) -> Table:
    """What was typed for the company, then for each operation and employee."""
    lines = [[told[0], "–", *told[1:]] for told in _given(case)]
    for rank, operation in enumerate(case.operations, 1):
        where = operation.libelle or say("emporter.operation", n=rank)
        lines += [[told[0], where, *told[1:]] for told in _given(operation)]
        for place, employee in enumerate(operation.salaries, 1):
            who = formats.series([where, say("emporter.salarie", n=place)])
            lines += [[told[0], who, *told[1:]] for told in _given(employee)]
    return _table(lines, wide=True)


def _given(model: SponsorCase | Operation | Salarie) -> Iterator[list[str]]:
    """The fields that somebody filled, in words."""
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        is_place = name == "libelle" and isinstance(model, Operation)
        if name in _UNTOLD or is_place or value in (field.default, None, (), ""):
            continue
        told = value if isinstance(value, tuple) else (value,)
        words = formats.series(_one(type(model), name, part) for part in told)
        yield [field_label(name), words, say("emporter.saisi")]


def _one(kind: type[BaseModel], name: str, value: Any) -> str:
    if isinstance(value, BaseModel):
        parts = [(n, v) for n, v in value if v is not None]
        return ", ".join(answer_in_words(type(value), n, v) for n, v in parts)
    if isinstance(value, str) and name == "libelle":
        return value
    return answer_in_words(kind, name, value)


def without_private(table: Table) -> Table:
    """The same with what is private named but not told."""
    labels = {field_label(name, scheme) for name in private_names() for scheme in ("", *forms())}
    typed, hidden = say("emporter.saisi"), say("emporter.prive")
    rows = [
        [*row[:-2], hidden, typed] if row[0] in labels and row[-1] == typed else row
        for row in table.rows
    ]
    return replace(table, rows=rows)


def of_law(rows: Iterable[Row]) -> Table:
    """The rows of law that an item read, as they held for it."""
    names = ("regle", "valeur", "depuis", "article")
    heads = [say(f"emporter.colonne.{name}") for name in names]
    told = [
        [
            label(row.parameter),
            formats.with_unit(row.value, row.unit),
            formats.day(row.since),
            text_of_law(row.reference),
        ]
        for row in sorted(rows, key=lambda row: (row.parameter, row.since))
    ]
    return Table(heads, told, "lrll", caption=say("emporter.loi"), wrap=True)
