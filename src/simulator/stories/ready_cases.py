"""The ready cases of the documents, and the invented ones of a sponsor."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from simulator import ROOT
from simulator.cases.scenario import Scenario, from_json
from simulator.cases.sponsor import SponsorCase, case_from_json
from simulator.cases.sponsor_sharing import complete
from simulator.simulate import simulate
from simulator.stories.scenario import answer
from simulator.text import LANGUAGES, current_language, say, speaking
from simulator.text.registered import in_words


@dataclass(frozen=True, slots=True)
class ReadyCase:
    """A case of `data/cases`: its name, its title, its answer, its link."""

    name: str
    title: str
    sentence: str
    link: str


def scenarios() -> dict[str, Scenario]:
    """The scenarios of `data/cases`, by file name."""
    paths = sorted((ROOT / "data" / "cases").glob("*.json"))
    return {path.stem: from_json(path.read_text(encoding="utf-8")) for path in paths}


def title_of(scenario: Scenario) -> str:
    """The title of a scenario as its author wrote it; that of a ready case in this language."""
    for name, ready in scenarios_read().items():
        if scenario.titre and ready.titre == scenario.titre:
            return say(f"cas_prets.{name}")
    return scenario.titre


def is_ready(scenario: Scenario) -> bool:
    """Whether a scenario is a ready case as it was published, whatever its title."""
    return any(
        scenario.dispositif == ready.dispositif and scenario.reponses == ready.reponses
        for ready in scenarios_read().values()
    )


@cache
def scenarios_read() -> Mapping[str, Scenario]:
    """The ready cases, read once."""
    return MappingProxyType(scenarios())


def ready_cases() -> tuple[ReadyCase, ...]:
    """Every ready case, computed once a language."""
    return _ready_cases(current_language())


@cache
def _ready_cases(language: str) -> tuple[ReadyCase, ...]:
    with speaking(language):
        return tuple(
            ReadyCase(name, title_of(scenario), answer(simulate(scenario)), scenario.to_link())
            for name, scenario in scenarios().items()
        )


def examples() -> dict[str, SponsorCase]:
    """The invented cases of `data/cases/mecene`, by name, their operations named in words."""
    return _examples(current_language())


@cache
def _examples(language: str) -> dict[str, SponsorCase]:
    paths = sorted((ROOT / "data" / "cases" / "mecene").glob("*.json"))
    with speaking(language):
        return {
            path.stem.partition("_")[2]: _worded(case_from_json(path.read_text(encoding="utf-8")))
            for path in paths
        }


def _worded(case: SponsorCase) -> SponsorCase:
    """A case whose operations are named in the language of the reader."""
    named = tuple(
        one.model_copy(update={"libelle": in_words(one.libelle)}) for one in case.operations
    )
    return case.model_copy(update={"operations": named})


def example_named(data: Mapping[str, Any] | None) -> str | None:
    """The invented case that some data are, untouched, in any language."""
    every = (pair for language in LANGUAGES for pair in _examples(language).items())
    return next((name for name, example in every if complete(example) == data), None)
