"""What links and files of older versions meant, said in the words of today: same result."""

from collections.abc import Callable, Mapping
from typing import Any

from simulator.law.facts import evidence

VERSION = 2
_LENDING = {"alize", "alize_avance"}


def migrated(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a case as this version writes it; data of today, or unread, stay as they are."""
    moved = dict(data)
    while type(number := moved.get("version")) is int and (step := _STEPS.get(number)):
        moved = {**step(moved), "version": number + 1}
    return moved


def _volumes(data: dict[str, Any]) -> dict[str, Any]:
    """Version 1 asked ALIZÉ for totals, whose defaults did not follow the number of SMEs."""
    answers = data.get("reponses", {})
    scheme = data.get("dispositif")
    if scheme not in _LENDING or not isinstance(answers, dict) or answers.get("nb_pme", 1) == 1:
        return data
    totals = {"jours": evidence("alize.2015.jours_par_mission").value, "salaries_pretes": 1}
    if scheme == "alize_avance":
        totals["nb_avances"] = 1
    return {**data, "reponses": {**totals, **answers}}


_STEPS: Mapping[Any, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _volumes}
