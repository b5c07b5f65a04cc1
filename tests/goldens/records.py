"""What a case gives, as plain text that a diff can show: figures to the cent, and every word."""

import gzip
import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from simulator.cases.scenario import Scenario
from simulator.cases.sponsor import SponsorCase
from simulator.exports.json import plain as plain_sponsor
from simulator.figures.indicators import INDICATORS
from simulator.figures.sponsor_outcome import assess
from simulator.ledger import BEARERS
from simulator.simulate import Outcome, simulate
from simulator.stories import (
    sponsor,
    sponsor_comparison,
    sponsor_figures,
    sponsor_stocks,
    sponsor_waterfall,
    sponsor_years,
)
from simulator.stories.scenario import answer, finding, rules_told
from simulator.stories.scenario_figures import in_recent_euros, shown_values, values_of
from simulator.stories.scenario_reserves import warnings_of as reserves_of
from simulator.text import LANGUAGES, speaking
from tests.goldens.cases import scheme_cases, sponsor_cases
from tests.told import Told, explain, explain_all

FOLDER = Path(__file__).with_name("data")


def record(kind: str, name: str, language: str) -> dict[str, Any]:
    """Everything that a case gives in one language."""
    with speaking(language):
        if kind == "dispositifs":
            return _scheme(scheme_cases()[name])
        return _sponsor(sponsor_cases()[name])


def names(kind: str) -> list[str]:
    """The names of the cases of a kind."""
    return list(scheme_cases() if kind == "dispositifs" else sponsor_cases())


KINDS = ("dispositifs", "mecenes")


def _scheme(case: Scenario) -> dict[str, Any]:
    outcome = simulate(case)
    return _plain({
        "cas": case.to_dict(),
        "voie": outcome.shown,
        "prudente": outcome.lead,
        "reponse": answer(outcome),
        "constat": finding(outcome),
        "regles": rules_told(outcome),
        "inconnues": outcome.unknowns,
        "realisations": [(d.what, d.status.value, d.quantity) for d in outcome.deeds],
        "euros_recents": _recent(outcome),
        "lois": [f"{row.parameter} {row.since}" for row in outcome.rows],
        "voies": {key: _route(outcome, key) for key in outcome.routes},
    })  # fmt: skip


def _recent(outcome: Outcome) -> Any:
    found = in_recent_euros(outcome)
    return found and (found[0], shown_values(found[1], outcome.shown))


def _route(outcome: Outcome, key: str) -> dict[str, Any]:
    route = outcome.routes[key]
    return {
        "etat": route.state.value,
        "porte": {party.value: route.ledger.borne(party) for party in BEARERS},
        "flux": [list(line.values()) for line in route.ledger.to_frame().to_dict("records")],
        "indicateurs": values_of(outcome, key),
        "montres": shown_values(outcome, key),
        "reserves": reserves_of(outcome, key),
        "conditions": [
            (f.key, f.state.value, f.words(f.state.value), f.reference) for f in route.findings
        ],
        "explications": {name: _told(explain(outcome.scenario, key, name)) for name in INDICATORS},
    }


def _sponsor(case: SponsorCase) -> dict[str, Any]:
    outcome = assess(case)
    told = {
        name: explain_all(case, outcome.figures(name), reading=name)
        for name in ("prudent", "confirmed")
    }
    return _plain({
        "reponse": sponsor.answer(outcome),
        "chiffres": [
            (h.label, h.value, h.condition) for h in sponsor_figures.three_figures(outcome)
        ],
        "figures": {name: outcome.figures(name) for name in ("prudent", "confirmed")},
        "sortie": plain_sponsor(outcome),
        "lectures": {
            reading.name: {
                "cascade": sponsor_waterfall.waterfall_title(reading),
                "a_cote": sponsor_waterfall.left_aside(reading),
                "comparaisons": [asdict(c) for c in sponsor_comparison.comparisons_of(reading)],
                "comparaison": sponsor_comparison.comparison_title(reading),
                "exercices": sponsor_years.years_title(reading),
                "stocks": sponsor_stocks.stocks_title(reading)
                if sponsor_stocks.anything_waits(reading)
                else "",
                "benefice_bas": sponsor_years.low_profit(reading),
            }
            for reading in (outcome.prudent, outcome.confirmed)
        },
        "explications": {
            name: {key: _told(one) for key, one in found.items()} for name, found in told.items()
        },
    })  # fmt: skip


def _told(told: Told) -> str:
    """An explanation as its fingerprint; `python -m tests.goldens` shows the words of one."""
    lines = [[x.label, x.sentence, x.formula, x.reference, x.amount] for x in told.lines]
    grounds = [[x.label, x.value, x.source, x.url] for x in told.grounds]
    text = json.dumps([lines, grounds], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(data: Any) -> Any:
    return json.loads(json.dumps(data, ensure_ascii=False, default=_number))


def _number(value: Any) -> Any:
    return float(value) if hasattr(value, "__float__") else str(value)


def path_of(kind: str, language: str) -> Path:
    """The file of the fence for a kind and a language."""
    return FOLDER / f"{kind}_{language}.json.gz"


def kept(kind: str, language: str) -> dict[str, Any]:
    """What the fence holds."""
    found: dict[str, Any] = json.loads(gzip.decompress(path_of(kind, language).read_bytes()))
    return found


def write() -> None:
    """Draw the fence again: only where a figure or a word is meant to move."""
    FOLDER.mkdir(exist_ok=True)
    for kind in KINDS:
        for language in LANGUAGES:
            whole = {name: record(kind, name, language) for name in names(kind)}
            text = json.dumps(whole, ensure_ascii=False, sort_keys=True)
            path_of(kind, language).write_bytes(gzip.compress(text.encode(), 9, mtime=0))
