"""The cases of the fence: those shipped, and sixty of each kind drawn from one seed."""

import random
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal, get_args, get_origin

from simulator.cases.operation import Operation
from simulator.cases.question import asked, bounds, optional
from simulator.cases.scenario import Scenario, read
from simulator.cases.sponsor import SponsorCase, read_case
from simulator.cases.sponsor_sharing import complete
from simulator.errors import PasserelleError
from simulator.figures.sponsor_outcome import assess
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.ui.cases import scenarios
from simulator.ui.form import scale_of
from simulator.ui.sponsor_state import examples

SEED, DRAWN = 2026, 60
PROVED = {
    "interet_general": "oui", "aide_aux_entreprises": "non", "obligation": "non", "recu": "oui",
}  # fmt: skip
"""The answers that open the reduction: half of the drawn operations."""


@cache
def scheme_cases() -> dict[str, Scenario]:
    """Ready cases by their file, then the drawn ones by their number."""
    dice = random.Random(SEED)
    found: dict[str, Scenario] = {}
    while len(found) < DRAWN:
        name = sorted(SCHEMES)[len(found) % len(SCHEMES)]
        route = dice.choice([None, *(r.key for r in SCHEMES[name].routes)])
        answers = _answers(dice, SCHEMES[name].answers)
        try:
            case = read({"dispositif": name, "voie": route, "reponses": answers})
            simulate(case)
        except PasserelleError:
            continue
        found[f"tire_{len(found):02}"] = case
    return scenarios() | found


def _answers(dice: random.Random, kind: Any) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        if name == "jour_signature" or dice.random() < 0.5:
            continue
        if get_origin(field.annotation) is Literal:
            answers[name] = dice.choice(get_args(field.annotation))
        elif field.annotation in (int, float, int | None, float | None):
            answers[name] = _number(dice, kind, name)
    return answers


def _number(dice: random.Random, kind: Any, name: str) -> float | None:
    field, (low, high) = kind.model_fields[name], bounds(kind, name)
    whole = field.annotation in (int, int | None)
    if optional(field.annotation) and dice.random() < 0.2:
        return None
    if asked(kind, name).scale:
        return dice.choice(scale_of(kind, name))
    top = min(high or 1, max(low or 0, 1) * 200_000 if not whole else (low or 0) + 40)
    value = dice.uniform(low or 0, top)
    return int(value) if whole else round(value, 2)


@cache
def sponsor_cases() -> dict[str, SponsorCase]:
    """The invented examples by their name, then the drawn ones by their number."""
    dice = random.Random(SEED)
    found: dict[str, SponsorCase] = {}
    while len(found) < DRAWN:
        try:
            case = read_case(_company(dice))
            assess(case)
        except PasserelleError:
            continue
        found[f"tire_{len(found):02}"] = case
    return examples() | found


def _company(dice: random.Random) -> dict[str, Any]:
    data = complete(examples()[dice.choice(sorted(examples()))])
    closing = date(dice.randint(2015, 2027), dice.choice([3, 6, 9, 12]), 28) + timedelta(days=4)
    data["cloture"] = (closing.replace(day=1) - timedelta(days=1)).isoformat()
    data["chiffre_affaires"] = [
        round(dice.uniform(1e5, dice.choice([1e7, 5e8, 4e9])), 2) for _ in range(dice.randint(1, 3))
    ]
    data.pop("impot_attendu", None)
    data["benefice"] = [round(dice.uniform(-2e5, 5e6), 2) for _ in range(dice.randint(1, 4))]
    data["taux_reduit"] = dice.choice(["oui", "non", "inconnu"])
    for name in ("lecture_pass", "ordre_tranches", "groupe"):
        choices = get_args(SponsorCase.model_fields[name].annotation)
        if dice.random() < 0.3:
            data[name] = dice.choice(choices)
    data["operations"] = [_operation(dice, closing.year) for _ in range(dice.randint(1, 3))]
    return data


def _operation(dice: random.Random, year: int) -> dict[str, Any]:
    words = ("oui", "non", "inconnu")
    operation: dict[str, Any] = {
        name: dice.choice(words)
        for name in ("interet_general", "agrement", "obligation", "recu", "aide_aux_entreprises")
        if dice.random() < 0.7
    }
    if dice.random() < 0.5:
        operation = dict(PROVED)
    if dice.random() < 0.5:
        amounts = [round(dice.uniform(0, 9e4), 2) for _ in range(dice.randint(1, 4))]
        return operation | {"montants": amounts}
    pay = dice.choice(["cout_journee", "brut_mensuel"])
    lent = {
        pay: round(dice.uniform(300, 900) if pay == "cout_journee" else dice.uniform(3e3, 9e3), 2),
        "debut": f"{year - 1}-{dice.randint(7, 9):02}-01",
        "fin": f"{year}-{dice.choice([1, 2]):02}-28",
        "jours": float(dice.randint(1, 40)),
    }
    if dice.random() < 0.3:
        ways = [way for way in get_args(Operation.model_fields["voie"].annotation) if way != "don"]
        operation |= {"voie": dice.choice(ways), "part_facturee": round(dice.random(), 2)}
    return operation | {"salaries": [lent]}
