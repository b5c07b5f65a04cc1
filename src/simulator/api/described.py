"""The interface described for programs (OpenAPI 3.1), in the language of the request."""

from functools import cache
from typing import Any

from simulator.api.bodies import schemas
from simulator.api.verbs import VERBS
from simulator.base import limits
from simulator.schemes import SCHEMES
from simulator.stories.ready_cases import examples
from simulator.studies.uncertainty import LEAST
from simulator.text import LANGUAGES, current_language, say

VERSION = "1"
_TEXT = {"type": "string"}
_REFUSAL = {
    "type": "object",
    "required": ["erreurs"],
    "properties": {
        "erreurs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["champ", "message"],
                "properties": {"champ": _TEXT, "message": _TEXT},
            },
        }
    },
}
_STATUSES = (413, 422, 429, 503)


def description(root: str) -> dict[str, Any]:
    """The whole interface, served under `root`."""
    return {**_description(current_language()), "servers": [{"url": root}]}


@cache
def _description(_language: str) -> dict[str, Any]:
    bodies, models = schemas()
    asked = {f"/{verb}": {"post": _question(verb, bodies[verb])} for verb in VERBS}
    day = {"name": "jour", "in": "query", "schema": {"type": "string", "format": "date"}}
    registers = {
        "/exporter": {"post": _taken_away()},
        "/loi": {"get": _operation("loi", (422, 429)) | {"parameters": [day, _language_asked()]}},
        "/formats": {"get": _operation("formats", (429,)) | {"parameters": [_language_asked()]}},
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": say("app.nom"),
            "version": VERSION,
            "description": say("http.description", limite=limits.REQUEST // 1_000_000),
        },
        "paths": {**asked, **registers},
        "components": {"schemas": {**models, "refus": _REFUSAL}},
    }


def _language_asked() -> dict[str, Any]:
    schema = {"type": "string", "enum": list(LANGUAGES)}
    return {"name": "langue", "in": "query", "description": say("http.langue"), "schema": schema}


def _operation(verb: str, statuses: tuple[int, ...]) -> dict[str, Any]:
    refusal = {"application/json": {"schema": {"$ref": "#/components/schemas/refus"}}}
    answer = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": verb,
        "summary": say(f"http.verbes.{verb}"),
        "responses": {
            "200": {"description": say("http.reponse"), "content": answer},
            **{
                str(status): {"description": say(f"http.statuts.{status}"), "content": refusal}
                for status in statuses
            },
        },
    }


def _question(verb: str, schema: dict[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": schema, "example": _examples()[verb]}}
    return _operation(verb, _STATUSES) | {
        "parameters": [_language_asked()],
        "requestBody": {"required": True, "content": content},
    }


def _taken_away() -> dict[str, Any]:
    """The files of a case or of a dossier, as an archive."""
    wanted = {"name": "formats", "in": "query", "required": True, "schema": _TEXT}
    asked = _question("exporter", {"type": "object"})
    asked["responses"]["200"]["content"] = {"application/zip": {"schema": {"type": "string"}}}
    return asked | {"parameters": [wanted, _language_asked()]}


def _examples() -> dict[str, Any]:
    """A body of each question that is answered, made of the formats that exist."""
    first, second, *_ = SCHEMES
    consulting = next(k for k, s in SCHEMES.items() if "prix_pme" in s.answers.model_fields)
    case, year = {"dispositif": first, "reponses": {}}, 2026
    line = {"territoire": "Meuse", "dispositif": second, "pme": [2, 3], "reponses": {}}
    option = {"territoire": "Meuse", "dispositif": consulting, "groupe": 4, "groupes_max": 5}
    return {
        "run": case,
        "mecene": _sponsor(),
        "comparer": {"reference": case, "variantes": [{"dispositif": second, "reponses": {}}]},
        "programme": {"annees": [year, year + 1], "lignes": [line]},
        "incertitude": {
            "cas": case,
            "plages": {"salaire_brut": [50_000, 55_000, 65_000]},
            "sorties": ["effort_net_mecene"],
            "tirages": LEAST,
        },
        "exporter": case,
        "repartir": {
            "objectif": "pme",
            "budget_region": 100_000,
            "annee": year,
            "options": [option],
        },
    }


def _sponsor() -> dict[str, Any]:
    """The first ready case of a sponsor."""
    case = next(iter(examples().values()))
    return case.model_dump(mode="json", exclude_defaults=True)
