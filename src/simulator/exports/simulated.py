"""A simulated case as plain JSON: what `run` prints, and what a program may read."""

from dataclasses import asdict
from typing import Any

from simulator.cases.transposition import transposition
from simulator.figure import cents
from simulator.figures.indicators import INDICATORS
from simulator.ledger import BEARERS
from simulator.simulate import Outcome, RouteOutcome
from simulator.stories.scenario_figures import values_of


def plain(outcome: Outcome) -> dict[str, Any]:
    """An outcome as plain JSON: each route with its ledger, who bears what, and indicators."""
    answers = outcome.scenario.reponses
    carried = transposition(type(answers), answers.annee)
    return {
        "dispositif": outcome.scenario.dispositif,
        "voie_retenue": outcome.shown,
        "transposition": carried and asdict(carried),
        "inconnues": list(outcome.unknowns),
        "realisations": [
            {"quoi": d.what, "statut": d.status.value, "quantite": d.quantity}
            for d in outcome.deeds
        ],
        "voies": {key: _plain_route(outcome, route) for key, route in outcome.routes.items()},
    }


def _plain_route(outcome: Outcome, route: RouteOutcome) -> dict[str, Any]:
    values = values_of(outcome, route.route.key)
    return {
        "etat": route.state.value,
        "conditions": [
            {"cle": f.key, "etat": f.state.value, "reference": f.reference} for f in route.findings
        ],
        "porte": {party.value: cents(route.ledger.borne(party)) for party in BEARERS},
        "ressources": cents(route.ledger.resources()),
        "indicateurs": {key: INDICATORS[key].published(value) for key, value in values.items()},
        "grand_livre": route.ledger.to_frame().to_dict("records"),
    }
