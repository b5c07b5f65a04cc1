"""What may be asked without a body: the law of a day, and the formats with their questions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from simulator.cases.question import (
    asked,
    bounds,
    choices,
    field_label,
    optional,
    source_of,
    unit_of,
)
from simulator.errors import PasserelleError
from simulator.law.book import Row, in_force, label
from simulator.law.facts import Fact
from simulator.schemes import SCHEMES
from simulator.schemes.model import Scheme
from simulator.text import say


def rows_of(day: date) -> Iterator[Row]:
    """The rows of law that answer on a day, by parameter."""
    law = in_force().on(day)
    for parameter in in_force().parameters:
        try:
            yield law.row(parameter)
        except PasserelleError:
            continue


def law_of(day: date) -> dict[str, Any]:
    """The law of a day as plain JSON; a value that nobody could read is null."""
    return {"jour": day.isoformat(), "lignes": [_row(row) for row in rows_of(day)]}


def _row(row: Row) -> dict[str, Any]:
    return {
        "parametre": row.parameter,
        "nom": label(row.parameter),
        "valeur": row.value if row.value != float("inf") else None,
        "sans_limite": row.value == float("inf"),
        "unite": row.unit,
        "depuis": row.since.isoformat(),
        "evenement": row.event,
        "article": row.reference,
        "adresse": row.url,
        "verifie_le": row.checked_on.isoformat(),
        "confiance": row.confidence,
        "note": row.note,
    }


def formats_known() -> dict[str, Any]:
    """Every format: its years, its routes, its questions."""
    return {"formats": [_format(scheme) for scheme in SCHEMES.values()]}


def _format(scheme: Scheme) -> dict[str, Any]:
    first, last = bounds(scheme.answers, "annee")
    return {
        "dispositif": scheme.key,
        "nom": say(f"dispositifs.{scheme.key}.nom"),
        "premiere_annee": first,
        "derniere_annee": last,
        "voies": [
            {"voie": r.key, "nom": say(f"voies.{r.key}.nom"), "reference": r.reference}
            for r in scheme.routes
        ],
        "champs": [_field(scheme, name) for name in scheme.answers.model_fields],
    }


def _field(scheme: Scheme, name: str) -> dict[str, Any]:
    """A question: its unit, its bounds, its default and where that comes from."""
    field, (low, high) = scheme.answers.model_fields[name], bounds(scheme.answers, name)
    source = source_of(scheme.answers, name)
    return {
        "champ": name,
        "nom": field_label(name, scheme.key),
        "unite": unit_of(scheme.answers, name) or None,
        "minimum": low,
        "maximum": high,
        "choix": list(choices(field.annotation)) or None,
        "peut_rester_inconnu": optional(field.annotation),
        "defaut": field.default,
        "source": source and {"id": source.id, **_origin(source)},
        "prive": asked(scheme.answers, name).private,
    }


def _origin(source: Any) -> dict[str, str]:
    """Who said so: a fact has a source, an assumption its reason."""
    return {"source": source.source} if isinstance(source, Fact) else {"raison": source.why}
