"""Random programmes, and random answers to type again in their workbooks."""

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

from simulator.cases.programme import read_programme
from simulator.cases.question import bounds, choices
from simulator.errors import PasserelleError
from simulator.exports.workbook.asked import Asked
from simulator.exports.workbook.made import live_of
from simulator.law.book import in_force
from simulator.schemes import SCHEMES
from simulator.studies.programme import Programmed, run
from simulator.studies.programme_body import plain
from tests.exports.workbook.drawing_scenarios import number_of
from tests.exports.workbook.drawn import Case, Edit, item_of

FIELDS = {"nb_pme", "nb_parcours", "annee", "duree_annees", "jour_signature", "benefice_mecene"}
TOTALS = {"jours", "salaries_pretes", "nb_avances"}
"""What a line gives for itself, and totals that hold every year, whatever its SMEs."""


def programme(rng: Random) -> Case:
    """Lines of any formats over one to four years, that the engine answers."""
    while True:
        years = rng.randint(1, 4)
        first = rng.randint(2020, 2035 - years)
        places = ["meuse", "savoie", "=cmd"][: rng.randint(1, 3)]
        case: Case = {
            "annees": list(range(first, first + years)),
            "lignes": [_line(rng, years, places) for _ in range(rng.randint(1, 4))],
        }
        if rng.random() < 0.6:
            costs = [round(rng.uniform(0, 90_000), 2) for _ in range(years)]
            used = {line["territoire"] for line in case["lignes"]}
            case["animation"] = {rng.choice(sorted(used)): costs}
        for name, high in (("taux_actualisation", 0.1), ("survie_3_ans", 1)):
            if rng.random() < 0.5:
                case[name] = round(rng.uniform(0, high), 4)
        try:
            run(read_programme(case))
        except PasserelleError:
            continue
        return case


def _line(rng: Random, years: int, places: list[str]) -> Case:
    scheme = rng.choice(list(SCHEMES.values()))
    form, size = scheme.answers, 1
    answers: Case = {}
    if "nb_parcours" in form.model_fields:
        size = answers["nb_pme"] = rng.randint(1, 8)
    for name, field in form.model_fields.items():
        if name in FIELDS or (name in TOTALS and rng.random() < 0.8):
            continue
        if words := choices(field.annotation):
            answers[name] = rng.choice(words)
        elif name in form.counted() and rng.random() < 0.3:
            answers[name] = number_of(form, name, rng)
    if "benefice_mecene" in form.model_fields and rng.random() < 0.2:
        answers["benefice_mecene"] = round(rng.uniform(-1e5, 3e6), 2)
    firms = [rng.choice([0, 1, 2, 5, 12]) * size for _ in range(years)]
    voie = rng.choice([None, *(route.key for route in scheme.routes)])
    return {
        "territoire": rng.choice(places), "dispositif": scheme.key, "voie": voie, "pme": firms,
        "mecenes": rng.choice([1, 1, 2, 3]), "reponses": answers,
    }  # fmt: skip


def of_programme(case: Case, rng: Random) -> Iterator[Edit]:
    """Answers typed again, each year of a line by the same route, until the engine answers."""
    item = item_of("programme", case)
    every = [a for a in live_of(item, in_force()).answers.every if a.name[:2] == "h_"]
    before = _routes(run(read_programme(case)))
    while True:
        typed: Case = copy.deepcopy(case)
        cells: dict[str, Any] = {}
        for asked in rng.sample(every, min(len(every), rng.randint(1, 5))):
            cells.update(_type(typed, asked, rng))
        try:
            found = run(read_programme(typed))
        except PasserelleError:
            continue
        if _routes(found) == before:
            yield Edit(cells, results(plain(found)))


def _routes(found: Programmed) -> list[list[str]]:
    return [[year.route for year in line.years] for line in found.lines]


def _type(case: Case, asked: Asked, rng: Random) -> dict[str, Any]:
    """Another number in a programme and in the cell of it."""
    words = asked.key.split(".")
    year = rng.choice(list(asked.values))
    rank = 0 if year is None else case["annees"].index(year)
    if words[0] == "animation":
        place = list(case["animation"])[int(words[1])]
        value: Any = round(rng.uniform(0, 90_000), 2)
        case["animation"][place][rank] = value
    elif words[0] != "lignes":
        value = None if rng.random() < 0.3 else round(rng.uniform(0, 0.2), 4)
        case[words[0]] = value
    else:
        value = _in_line(case["lignes"][int(words[1])], words[2], rank, rng, asked)
    return {asked.named(year): value}


def _in_line(line: Case, name: str, rank: int, rng: Random, asked: Asked) -> Any:
    form = SCHEMES[line["dispositif"]].answers
    if name == "pme":
        size = line["reponses"].get("nb_pme", 1) if "nb_parcours" in form.model_fields else 1
        line["pme"][rank] = rng.randint(1, 30) * size
        return line["pme"][rank]
    if name == "mecenes":
        line["mecenes"] = rng.randint(1, 5)
        return line["mecenes"]
    value = number_of(form, name, rng)
    while value is None and not asked.bounds.empty:
        value = number_of(form, name, rng)
    if value is None and line["reponses"].get(name) is None and bounds(form, name)[0] is None:
        return None
    line["reponses"][name] = value
    if value is None:
        del line["reponses"][name]
    return value


def results(answer: Case) -> dict[str, float | None]:
    """Every figure of an answer by the name of its cell."""
    head = "r_"
    found: dict[str, float | None] = {}
    total = dict(answer["total"])
    indicators = total.pop("indicateurs")
    found |= _sums(head, total)
    found |= {f"{head}indicateurs_{key}": value for key, value in indicators.items()}
    for one in answer["annees"]:
        found |= _sums(f"{head}{one['annee']}_", one)
    for rank, one in enumerate(answer["lignes"], 1):
        found |= _sums(f"{head}ligne_{rank}_", one)
    for rank, one in enumerate(answer["territoires"].values(), 1):
        found |= _sums(f"{head}territoire_{rank}_", one)
    for one in answer["avances"]:
        found |= {
            f"{head}avances_{one['annee']}_{key}": value
            for key, value in one.items() if key != "annee"
        }  # fmt: skip
    return found


def _sums(head: str, told: Case) -> dict[str, float | None]:
    numbers = {
        head + key: value for key, value in told.items()
        if key not in {"annee", "porte", "territoire", "dispositif", "voie"}
    }  # fmt: skip
    return numbers | {f"{head}porte_{party}": v for party, v in told["porte"].items()}
