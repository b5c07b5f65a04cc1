"""The questions that a file or a request may ask: one registry for the command line and for HTTP.

So both read the same body the same way, and write the same bytes. A new question is one line here.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from simulator.cases.history import follow, read_history
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.exports import simulated
from simulator.exports.json import plain as plain_sponsor
from simulator.figures.sponsor_outcome import Outcome as SponsorOutcome
from simulator.figures.sponsor_outcome import assess
from simulator.law.book import in_force
from simulator.simulate import simulate
from simulator.stories import compared, doubted, programmed, ran
from simulator.stories import split as split_story
from simulator.studies import compare_body, programme_body, split_body, uncertainty_body


@dataclass(frozen=True, slots=True)
class Verb:
    """A question: `answer` reads plain data whole and answers it, `plain` makes it JSON.

    `answer` raises PasserelleError, with each fault by its path where the body is at fault. `lines`
    tells the answer to people, where the command line does. What is `heavy` may take seconds.
    """

    answer: Callable[[Any], Any]
    plain: Callable[[Any], Any]
    lines: Callable[[Any], Iterable[str]] | None = None
    heavy: bool = True

    def written(self, data: Any) -> str:
        """The answer to plain data, as both doors write it."""
        return written(self.plain(self.answer(data)))


def written(data: Any) -> str:
    """Plain data as JSON for people and programs, which ends with a line."""
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _sponsor(data: Any) -> SponsorOutcome | dict[str, Any]:
    """A sponsor's case, or its past fiscal years."""
    if isinstance(data, dict) and "annees" in data:
        return follow(read_history(data), in_force())
    return assess(read_case(data), in_force())


def _plain_sponsor(found: SponsorOutcome | dict[str, Any]) -> dict[str, Any]:
    return plain_sponsor(found) if isinstance(found, SponsorOutcome) else found


VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        "run": Verb(lambda data: simulate(read(data)), simulated.plain, ran.lines, heavy=False),
        "mecene": Verb(_sponsor, _plain_sponsor, heavy=False),
        "comparer": Verb(compare_body.answer, compare_body.plain, compared.lines),
        "programme": Verb(programme_body.answer, programme_body.plain, programmed.lines),
        "incertitude": Verb(uncertainty_body.answer, uncertainty_body.plain, doubted.lines),
        "repartir": Verb(split_body.answer, split_body.plain, split_story.lines),
    }
)
