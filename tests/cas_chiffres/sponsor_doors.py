"""The doors of a sponsor's case, written as a line of a batch, and of its past years."""

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from simulator.base.days import years_after
from simulator.cases import sponsor
from simulator.cases.history import Year, follow, read_history
from simulator.cases.lent_staff import Salarie
from simulator.cases.operation import Operation
from simulator.cases.sponsor import SponsorCase
from simulator.cases.sponsor_sharing import complete, from_link, to_link
from simulator.exports.json import plain as plain_sponsor
from simulator.figures.sponsor_outcome import assess
from simulator.figures.sponsor_reading import FIGURES
from simulator.law.book import in_force
from simulator.studies import batch
from simulator.studies.batch_cases import SPONSORS
from simulator.studies.evaluate import evaluate, known
from tests.cas_chiffres.asking import (
    Answers,
    Door,
    by_command,
    csv_line,
    flattened,
    number_of,
    numbers_of,
    typed,
)
from tests.cas_chiffres.rows import Refused, Row, named, plain
from tests.cas_chiffres.rule_doors import RULES

PROVEN = {
    "interet_general": "oui", "aide_aux_entreprises": "non", "obligation": "non", "recu": "oui",
}  # fmt: skip
"""What makes a gift certain: the door of the page asks it, a history does not."""


def doors_of_a_sponsor(row: Row) -> dict[str, Door]:
    parts = {
        model: set(model.model_fields) - {"operations", "salaries", "version"}
        for model in (SponsorCase, Operation, Salarie)
    }
    named(row.given, set().union(*parts.values()), f"Cas {row.name}", "donnée")
    given = plain(row.given)
    if not {"montants", *parts[Salarie]} & set(given):
        given["montants"] = 0
    data, operation, salarie = (
        {key: typed(model, key, value) for key, value in given.items() if key in keys}
        for model, keys in parts.items()
    )
    if salarie:
        operation["salaries"] = [salarie]
    case = sponsor.read_case({**data, "operations": [operation]})
    content = json.dumps(complete(case))
    doors: dict[str, Door] = {
        "le moteur": lambda: {**_assessed(case), **_asked(case)},
        "evaluate": lambda: _evaluated(case),
        "la commande mecene": lambda: _of_sponsor(json.loads(by_command(content, "mecene"))),
        "un lien": lambda: _assessed(from_link(to_link(case, private=True))),
        "un fichier": lambda: _assessed(sponsor.case_from_json(content)),
    }
    if not salarie or {"jours", "heures", "mois", "quotite"} & set(salarie):
        doors["un lot"] = lambda: _batched_sponsor(given)
    if "impot_du" in row.expected and not case.ouverture and case.benefice:
        doors["la règle"] = lambda: _corporate_tax(case)
    return doors


def _assessed(case: SponsorCase) -> Answers:
    return _of_sponsor(plain_sponsor(assess(case)))


def _evaluated(case: SponsorCase) -> Answers:
    keys = {f"prudent.{name}": name for name in FIGURES}
    row = evaluate([case], None, list(keys)).iloc[0]
    return _with_first_years({name: known(row[key]) for key, name in keys.items()})


def _with_first_years(found: dict[str, Any]) -> dict[str, Any]:
    """A figure of the fiscal years alone, without its rank, is that of the first."""
    first = {key.removesuffix(".0"): found[key] for key in found if key.endswith(".0")}
    return {**first, **found}


def _asked(case: SponsorCase) -> dict[str, Any]:
    """The values that the questions show: `operations.0.<question>.<valeur>`."""
    return {
        f"operations.{path.operation}.{question.key}.{name}": value
        for path in assess(case).paths
        for question in path.questions
        for name, value in numbers_of(question.finding.values)
    }


def _of_sponsor(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The prudent figures by key, the others under `si_prouve`, the years, then every path."""
    found: dict[str, Any] = {}
    for reading, prefix in (("prudent", ""), ("confirmed", "si_prouve.")):
        told = answer["lectures"][reading]
        found |= {prefix + key: value for key, value in told["chiffres"].items()}
        for rank, year in enumerate(told["exercices"]):
            for key, value in year.items():
                found.setdefault(f"{prefix}{key}.{rank}", value)
    asked = {key: answer[key] for key in ("eligible", "operations", "valeurs")}
    return {**dict(flattened(asked)), **_with_first_years(found)}


def _batched_sponsor(given: Mapping[str, Any]) -> Answers:
    """What the line is read as, assessed, and above it what the file of results writes."""
    text = csv_line(given)
    report = batch.run(text, SPONSORS)
    if report.refusals:
        raise Refused(report.refusals[0].raison)
    out = by_command(text, "mecene", "--lot", name="lot.csv").removeprefix("\ufeff")
    (line,) = csv.DictReader(io.StringIO(out), delimiter=";")
    written = {
        key: float(cell.replace(",", "."))
        for key, cell in line.items()
        if cell.replace(",", "").replace("-", "").isdecimal()
    }
    return {**_assessed(report.answered[0].case), **written}


def _corporate_tax(case: SponsorCase) -> Answers:
    law = in_force().exercice(case.cloture)
    due = RULES["impot_societes"](
        case.benefice[0], case.chiffre_affaires[0], case.taux_reduit == "oui", law
    )
    return {"impot_du": float(due)}


def doors_of_a_history(row: Row) -> dict[str, Door]:
    named(row.given, {"annees"}, f"Cas {row.name}", "donnée")
    years = plain(row.given["annees"])
    for year in years:
        named(year, Year.model_fields, f"Cas {row.name}", "donnée d’une année")
    years = [{key: number_of(value) for key, value in year.items()} for year in years]
    data = {"annees": years}
    return {
        "le suivi des années": lambda: _of_history(follow(read_history(data), in_force())),
        "la commande mecene": lambda: _of_history(
            json.loads(by_command(json.dumps(data), "mecene"))
        ),
        "la page du mécène": lambda: _by_the_page(years),
    }


def _of_history(answer: Mapping[str, Any]) -> Answers:
    return {
        f"{key}.{rank}": value
        for rank, year in enumerate(answer["annees"])
        for key, value in year.items()
    }


def _by_the_page(years: list[dict[str, Any]]) -> Answers:
    """The same years as gifts of a sponsor's case: those that it follows, twelve months apart."""
    first = date.fromisoformat(years[0]["cloture"])
    kept = [
        year
        for rank, year in enumerate(years[: sponsor.YEARS])
        if all(
            one["cloture"] == years_after(first, n).isoformat() and "ouverture" not in one
            for n, one in enumerate(years[: rank + 1])
        )
    ]
    social = [year.get("dons_aide_sociale", 0.0) for year in kept]
    due = [year["impot_du"] for year in kept if year.get("impot_du") is not None]
    gifts = [{"montants": [year.get("dons", 0.0) for year in kept], **PROVEN}]
    if any(social):
        gifts.append({"montants": social, "aide_sociale": "oui", **PROVEN})
    case = sponsor.read_case(
        {
            "cloture": years[0]["cloture"],
            "chiffre_affaires": [year["chiffre_affaires"] for year in kept],
            "operations": gifts,
            **({"impot_attendu": due} if due else {"benefice": [1e9]}),
        }
    )
    answers = _assessed(case)
    last = len(kept)
    return {
        key: value
        for key, value in answers.items()
        if not key.rpartition(".")[2].isdecimal() or int(key.rpartition(".")[2]) < last
    }
