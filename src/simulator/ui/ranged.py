"""The ranges typed in the fields of a scenario, its thresholds, and how they come back in them."""

from typing import Any

from simulator.cases.doubts import Doubt
from simulator.cases.number import Number, numbers_in
from simulator.cases.question import entry_of
from simulator.cases.ranges import range_of
from simulator.cases.scenario import Scenario
from simulator.errors import InputError
from simulator.studies.doubting.subject import CaseSubject
from simulator.text import say
from simulator.text.typed import Unread, read_number
from simulator.ui import fields, form

THRESHOLD = "seuil"
"""The part of a widget's key that says the threshold of a figure."""


def collected(scenario: Scenario) -> Doubt:
    """The ranges and thresholds that the widgets hold; those that are not drawn stay as they were.

    Raises InputError with a sentence for each field that cannot be read.
    """
    scheme, answers = scenario.dispositif, scenario.reponses
    ranges, faults = dict(scenario.doute.plages), []
    numbers: dict[str, Number] = {}
    held = fields.held()
    for name in type(answers).model_fields:
        if (key := form.key_of(scheme, name)) not in held:
            continue
        try:
            three = fields.range_in(entry_of(type(answers), name), held[key])
            if three is None:
                ranges.pop(name, None)
                continue
            numbers = numbers or {number.name: number for number in numbers_in(answers)}
            range_of(numbers[name], three)
            ranges[name] = three
        except Unread as fault:
            faults.append((name, str(fault)))
        except InputError as fault:
            faults += fault.faults
    limits = _thresholds(scenario, held, faults)
    if faults:
        raise InputError(faults)
    return Doubt(plages=ranges, seuils=limits, graine=scenario.doute.graine)


def threshold_key(scheme: str, figure: str) -> str:
    """The key of the field of a threshold."""
    return form.key_of(scheme, f"{THRESHOLD}.{figure}")


def _thresholds(
    scenario: Scenario, held: dict[str, Any], faults: list[tuple[str, str]]
) -> dict[str, float]:
    limits, start = dict(scenario.doute.seuils), threshold_key(scenario.dispositif, "")
    for key in [key for key in held if key.startswith(start)]:
        figure = key.removeprefix(start)
        try:
            value = read_threshold(held[key], CaseSubject(scenario).outputs[figure].unit)
        except Unread as fault:
            faults.append((THRESHOLD, say("doute.vue.seuil_illisible", detail=str(fault))))
            continue
        limits.pop(figure, None)
        if value is not None:
            limits[figure] = value
    return limits


def read_threshold(raw: str, unit: str) -> float | None:
    """A threshold, None when the field is empty; raises Unread."""
    return float(read_number(raw, unit, percents=True)) if raw.strip() else None
