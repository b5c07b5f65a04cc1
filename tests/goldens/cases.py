"""The cases of the fence: those shipped, and sixty of each kind, drawn once and kept as data.

They are kept because a new question would change what a seed draws; add some to `tires.json` when
a question must be fenced too.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from simulator.cases.scenario import Scenario, read
from simulator.cases.sponsor import SponsorCase, read_case
from simulator.stories.ready_cases import examples, scenarios

DRAWN = Path(__file__).with_name("data") / "tires.json"


@cache
def _drawn() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(DRAWN.read_text(encoding="utf-8"))
    return found


@cache
def scheme_cases() -> dict[str, Scenario]:
    """Ready cases by their file, then the drawn ones by their number."""
    return scenarios() | {name: read(data) for name, data in _drawn()["dispositifs"].items()}


@cache
def sponsor_cases() -> dict[str, SponsorCase]:
    """The invented examples by their name, then the drawn ones by their number."""
    return examples() | {name: read_case(data) for name, data in _drawn()["mecenes"].items()}
