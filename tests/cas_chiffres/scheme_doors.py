"""The doors of a case of the simulator: engine, `evaluate`, command, link, file, batch."""

import json
from collections.abc import Mapping
from typing import Any

from simulator.cases import scenario
from simulator.cases.scenario import Scenario
from simulator.exports.simulated import plain as plain_scheme
from simulator.figures.indicators import INDICATORS
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.studies.batch_cases import scenario_columns
from simulator.studies.evaluate import evaluate, known
from tests.cas_chiffres.asking import Answers, Door, by_command, csv_line, numbers_of, typed
from tests.cas_chiffres.rows import Row, named, plain


def doors_of_a_scheme(row: Row) -> dict[str, Door]:
    named([row.given["dispositif"]], SCHEMES, f"Cas {row.name}", "valeur de dispositif")
    scheme = SCHEMES[row.given["dispositif"]]
    asked = {"dispositif", "voie", *scheme.answers.model_fields}
    named(row.given, asked, f"Cas {row.name}", "donnée")
    given = plain(row.given)
    voie = given.pop("voie", None)
    case = scenario.read(
        {
            "dispositif": given.pop("dispositif"),
            "voie": voie,
            "reponses": {key: typed(scheme.answers, key, value) for key, value in given.items()},
        }
    )
    lead = simulate(case.model_copy(update={"voie": None})).shown
    doors: dict[str, Door] = {
        "le moteur": lambda: {**_of_scheme(plain_scheme(simulate(case))), **_findings(case)},
        "evaluate": lambda: _evaluated(case),
        "la commande run": lambda: _of_scheme(
            json.loads(by_command(json.dumps(case.to_dict()), "run"))
        ),
        "un lien": lambda: _simulated(scenario.from_link(case.to_link())),
        "un fichier": lambda: _simulated(scenario.from_json(json.dumps(case.to_dict()))),
    }
    if voie in (None, lead) and set(given) <= set(scenario_columns()):
        doors["un lot"] = lambda: _batched_scheme(case, given)
    return doors


def _simulated(case: Scenario) -> Answers:
    return _of_scheme(plain_scheme(simulate(case)))


def _of_scheme(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The route shown: indicators, `porte.<partie>`, and `flux.<nature>` summed,
    or `flux.<nature>.de.<payeur>`, `flux.<nature>.a.<beneficiaire>`."""
    route = answer["voies"][answer["voie_retenue"]]
    found = {**route["indicateurs"], "etat": route["etat"], "voie": answer["voie_retenue"]}
    found |= {f"porte.{party}": amount for party, amount in route["porte"].items()}
    for flow in route["grand_livre"]:
        for end in ("", f".de.{flow['payeur']}", f".a.{flow['beneficiaire']}"):
            key = f"flux.{flow['nature']}{end}"
            found[key] = found.get(key, 0.0) + flow["montant"]
    return found | {f"conditions.{one['cle']}": one["etat"] for one in route["conditions"]}


def _findings(case: Scenario) -> dict[str, Any]:
    """The values that the conditions show: `conditions.<condition>.<valeur>`."""
    return {
        f"conditions.{finding.key}.{name}": value
        for finding in simulate(case).headline.findings
        for name, value in numbers_of(finding.values)
    }


def _evaluated(case: Scenario) -> Answers:
    keys = [f"voie.{name}" for name in INDICATORS]
    row = evaluate([case], None, keys).iloc[0]
    return {name: known(row[f"voie.{name}"]) for name in INDICATORS}


def _batched_scheme(case: Scenario, given: Mapping[str, Any]) -> Answers:
    text = csv_line({"dispositif": case.dispositif, **given})
    (answer,) = json.loads(by_command(text, "run", "--batch", name="lot.csv"))
    return {**answer["indicateurs"], "voie": answer["voie"]}
