"""The numbers of a programme that a range or a column may change, by place.

`lignes.0.reponses.salaire_brut`, `lignes.0.pme.1`, `lignes.0.mecenes`, `animation.meuse.0`,
`taux_actualisation`, `survie_3_ans`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.cases.numbers import Number, Path, numbers_in
from simulator.cases.programme import PARCOURS, SIZE, Ligne, Programme, read_programme
from simulator.cases.programme_animation import HOST
from simulator.cases.question import field_label, replaced_by
from simulator.errors import InputError
from simulator.text import say

SHARES = ("taux_actualisation", "survie_3_ans")
_SAID = {"annee", "duree_annees", PARCOURS, SIZE}
_MOST_FIRMS, _MOST_SPONSORS, _MOST_EUROS = 10_000, 1_000, 1e9


@dataclass(frozen=True, slots=True)
class ProgrammeNumber(Number):
    """A number of a programme, with what it is called on screen."""

    called: str = ""

    @property
    def label(self) -> str:
        """What it is called on screen, with its place in the programme."""
        return self.called


def programme_numbers(given: Programme) -> tuple[ProgrammeNumber, ...]:
    """Every number that counts; what nobody gave of an animation, a rate or a share has none."""
    return tuple(_numbers(given))


def programme_number(given: Programme, name: str) -> ProgrammeNumber:
    """The number of this name; raises InputError when the programme has none."""
    found = next((one for one in programme_numbers(given) if one.name == name), None)
    if found is None:
        label = field_label(name.rpartition(".")[2])
        raise InputError([(name, say("recherche.question_non_libre", champ=label))])
    return found


def _numbers(given: Programme) -> Iterator[ProgrammeNumber]:
    for n, line in enumerate(given.lignes):
        yield from _of_line(given, n, line)
    for place, costs in given.animation.items():
        for k, cost in enumerate(costs):
            if cost is not None:
                called = say("programme.nombre_animation", lieu=place, annee=given.annees[k])
                path: Path = ("animation", place, k)
                yield ProgrammeNumber(path, "€", 0, _MOST_EUROS, False, cost, False, called)
    for name in SHARES:
        if (value := getattr(given, name)) is not None:
            called = say(f"programme.{name}")
            yield ProgrammeNumber((name,), "ratio", 0, 1, False, value, False, called)


def _of_line(given: Programme, n: int, line: Ligne) -> Iterator[ProgrammeNumber]:
    here = say("programme.ligne_courte", numero=n + 1, lieu=line.territoire)
    first = next((case for case in given.cases[n] if case is not None), None)
    if first is None:
        return
    hosted = any(n in animation for animation in given.animations)
    for number in numbers_in(first.reponses, ("lignes", n, "reponses")):
        name = str(number.path[-1])
        if name in _SAID or replaced_by(first.reponses, name) or (hosted and name == HOST):
            continue
        called = say("programme.nombre", champ=field_label(name, line.dispositif), ligne=here)
        yield ProgrammeNumber(
            number.path, number.unit, number.low, number.high, number.whole, number.value,
            False, called,
        )  # fmt: skip
    for k, firms in enumerate(line.pme):
        if firms and not line.grouped:
            called = say("programme.nombre_pme", annee=given.annees[k], ligne=here)
            path: Path = ("lignes", n, "pme", k)
            yield ProgrammeNumber(path, "PME", 1, _MOST_FIRMS, True, firms, False, called)
    called = say("programme.nombre", champ=say("programme.mecenes"), ligne=here)
    path = ("lignes", n, "mecenes")
    yield ProgrammeNumber(path, "", 1, _MOST_SPONSORS, True, line.mecenes, False, called)


def with_programme_numbers(given: Programme, values: Mapping[Number, float]) -> Programme:
    """The programme with other numbers; raises InputError when it is not admitted."""
    data = given.to_dict()
    for number, value in values.items():
        here: Any = data
        for part in number.path[:-1]:
            here = here.setdefault(part, {}) if isinstance(here, dict) else here[part]
        here[number.path[-1]] = int(value) if number.whole else float(value)
    return read_programme(data)
