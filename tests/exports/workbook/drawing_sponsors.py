"""Random sponsors, and random answers to type again in their workbooks."""

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from simulator.cases.sponsor import read_case, repeated, stopped
from simulator.errors import PasserelleError
from simulator.exports.workbook.asked import Asked
from simulator.exports.workbook.made import live_of
from simulator.figures.sponsor_outcome import Outcome, assess
from simulator.law.book import in_force
from tests.exports.workbook.drawn import Case, Edit, item_of

KEPT = Path(__file__).parents[2] / "goldens" / "data" / "tires.json"
TYPICAL = {
    "chiffre_affaires": (0, 3e8), "benefice": (-1e6, 4e6), "impot_attendu": (0, 8e5),
    "montants": (0, 3e6), "autres_dons": (0, 2.5e6), "autres_dons_aide_sociale": (0, 5e5),
    "montant": (0, 4e5), "impot_precedent": (0, 1e6), "chiffre_affaires_precedent": (0, 2e9),
    "impot_groupe": (0, 8e5), "taux_actualisation": (0, 0.2), "prix_prestataire": (0, 2_000),
    "brut_mensuel": (2_500, 15_000), "cout_mensuel": (1_000, 20_000), "cout_journee": (0, 1_500),
    "taux_patronal": (0, 0.9), "aides_contrat": (0, 1_500), "quotite": (0, 1),
}  # fmt: skip
BIG = 0.1
"""How often a turnover is that of a very large firm, which owes more."""


@cache
def _kept() -> list[Case]:
    return list(json.loads(KEPT.read_text(encoding="utf-8"))["mecenes"].values())


def sponsor(rng: Random) -> Case:
    """A kept case with other amounts, or a drawn one."""
    while True:
        case = copy.deepcopy(rng.choice(_kept()))
        for _ in range(rng.randint(0, 5)):
            _vary(case, rng)
        try:
            assess(read_case(case))
        except PasserelleError:
            continue
        return case


def _vary(case: Case, rng: Random) -> None:
    """Another number somewhere in the case."""
    field = rng.choice(["chiffre_affaires", "autres_dons", "benefice", "impot_attendu", "gift"])
    if field == "gift":
        gifts = [o for o in case["operations"] if o.get("montants")]
        for operation in gifts[:1]:
            operation["montants"] = [amount("montants", rng) for _ in range(rng.randint(1, 6))]
    elif field in case or field == "autres_dons":
        case[field] = [amount(field, rng) for _ in range(rng.randint(1, 6))]


def amount(name: str, rng: Random, high: float | None = None) -> float:
    """A number that a field may hold: nil, small, or across the caps and thresholds."""
    turn = rng.random()
    if turn < 0.15:
        return 0.0
    low, most = TYPICAL.get(name, (0, 100))
    if name == "chiffre_affaires" and turn > 1 - BIG:
        low, most = 1e9, 4e9
    if turn < 0.4:
        most = most / 20
    value = round(rng.uniform(max(low, 0) if turn < 0.4 else low, most), 2)
    return value if high is None else min(value, high)


def of_sponsor(case: Case, rng: Random) -> Iterator[Edit]:
    """Answers typed again, the verdicts of the operations unmoved, until the engine answers."""
    item = item_of("mecene", case)
    every = live_of(item, in_force()).answers.every
    before = assess(read_case(case))
    while True:
        typed, cells = copy.deepcopy(_full(case, before)), {}
        for asked in rng.sample(every, min(len(every), rng.randint(1, 6))):
            cells.update(_type(typed, asked, rng))
        try:
            after = assess(read_case(typed))
        except PasserelleError:
            continue
        if [verdict(after, n) for n in range(len(after.paths))] != [
            verdict(before, n) for n in range(len(before.paths))
        ]:
            continue
        yield Edit(cells, results(after))


def verdict(outcome: Outcome, rank: int) -> Any:
    """Where an operation ends, and what becomes of its cost."""
    path, treated = outcome.verdicts[rank]
    return path.eligible, treated.prudent, treated.confirmed


def _full(case: Case, outcome: Outcome) -> Case:
    """The case with lists of six values, as the workbook has them."""
    full, read = copy.deepcopy(case), outcome.case
    for name in ("chiffre_affaires", "benefice", "impot_attendu", "impot_groupe"):
        if getattr(read, name):
            full[name] = repeated(getattr(read, name))
    for name in ("autres_dons", "autres_dons_aide_sociale"):
        full[name] = stopped(getattr(read, name))
    for given, operation in zip(full["operations"], read.operations, strict=True):
        if operation.voie == "don" and not operation.salaries:
            given["montants"] = stopped(operation.montants)
    return full


def _type(case: Case, asked: Asked, rng: Random) -> dict[str, Any]:
    """Another number in a case and in the cell of it; a year that repeats the last goes on so."""
    *parents, name = [int(w) if w.isdigit() else w for w in asked.key.split(".")]
    place: Any = case
    for word in parents:
        place = place[word]
    years = [y for y in asked.values if y not in asked.repeats]
    year = rng.choice(years)
    if asked.bounds.empty and rng.random() < 0.3:
        value = None
    else:
        value = amount(str(name), rng, asked.bounds.high)
        value = round(value) if asked.bounds.whole else value
        value = max(value, asked.bounds.low if asked.bounds.low is not None else value)
    if year is None:
        place[name] = value
    else:
        rank = list(asked.values).index(year)
        last = len(years) - 1
        for n in range(rank, 6) if rank == last and asked.repeats else [rank]:
            place[name][n] = value
    return {asked.named(year): value}


def results(outcome: Outcome) -> dict[str, float | None]:
    """Every figure of both readings by the name of its cell."""
    head = "r_"
    prudent, hoped = outcome.figures("prudent"), outcome.figures("confirmed")
    return {
        **{head + key.replace(".", "_"): value for key, value in prudent.items()},
        **{f"{head}confirmed_{key.replace('.', '_')}": value for key, value in hoped.items()},
    }
