"""What does not travel in a workbook, each with its reason."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from simulator.cases.question import choices, field_label
from simulator.exports.workbook.asked import Asked
from simulator.exports.workbook.live import Told
from simulator.simulate import Outcome
from simulator.text import formats, has, say


def told_of_scenario(outcome: Outcome, part: str) -> Iterator[Told]:
    """The year, the words, the routes and their conditions; what would change the whole sheet."""
    case, a = outcome.scenario, outcome.scenario.reponses
    kind = type(a)
    yield _told("format", say(f"dispositifs.{case.dispositif}.nom"), part)
    yield _told("voie", say(f"voies.{outcome.shown}.nom"), part)
    for name, field in kind.model_fields.items():
        if name in kind.counted() and getattr(a, name) is not None:
            continue
        value = getattr(a, name)
        if choices(field.annotation) or not (value is None and name in kind.counted()):
            why = "mot" if choices(field.annotation) else "structure"
            yield Told(placed(field_label(name, case.dispositif), part), written(name, value),
                       say(f"classeur.fige.{why}.pourquoi"))  # fmt: skip
        elif name == "benefice_mecene":
            yield Told(placed(field_label(name), part), say("mots.inconnu"),
                       say("classeur.fige.societe.pourquoi"))  # fmt: skip
    if part and len(outcome.routes) > 1:
        others = [say(f"voies.{key}.nom") for key in outcome.routes if key != outcome.shown]
        yield _told("autres_voies", formats.listed(others), part)
    for key, route in outcome.routes.items():
        state = say(f"classeur.etats.{route.state.value}")
        label = say("classeur.fige.etat.nom", voie=say(f"voies.{key}.nom"))
        yield Told(placed(label, part), state, say("classeur.fige.etat.pourquoi"))


def told_of_conditions(idle: Iterable[Asked]) -> Iterator[Told]:
    """Answers that only decide whether a route is open: no formula reads them."""
    for asked in idle:
        values = [value for value in asked.values.values() if value is not None]
        shown = [formats.with_unit(value, asked.unit) for value in dict.fromkeys(values)]
        told = formats.listed(shown) if shown else say("mots.inconnu")
        yield Told(asked.label, told, say("classeur.fige.condition.pourquoi"))


def _told(key: str, value: str, part: str) -> Told:
    label = placed(say(f"classeur.fige.{key}.nom"), part)
    return Told(label, value, say(f"classeur.fige.{key}.pourquoi"))


def placed(label: str, part: str) -> str:
    """A label, after the part of the workbook that it speaks of."""
    return f"{part.upper()} · {label}" if part else label


def written(name: str, value: Any) -> str:
    """An answer that is a word, a day or a whole number, as the form writes it."""
    if value is None:
        return say("mots.inconnu")
    if isinstance(value, date):
        return formats.day(value)
    for key in (f"choix.{name}.{value}", f"choix.oui_non.{value}"):
        if has(key):
            return say(key)
    return str(value)
