"""A programme place by place, and put together again: `lignes.0.pme.1`, `animation.meuse.0`."""

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.cases.numbers import Path
from simulator.cases.programme import Ligne, Programme

_ABSENT = object()


def by_place(case: Programme, other: Programme) -> dict[Path, Any]:
    """What a programme says at each place, as two of them are compared.

    A list that the other has longer or shorter is one place; so are the years. What one alone says
    (an answer, an animation) is a place of its own. Its title, its budget move no figure.
    """
    return dict(_places((), _told(case), _told(other)))


def _told(case: Programme) -> dict[str, Any]:
    return {
        "annees": tuple(case.annees),
        "lignes": [_line_told(line) for line in case.lignes],
        "animation": {place: list(case.animation[place]) for place in sorted(case.animation)},
        "taux_actualisation": case.taux_actualisation,
        "survie_3_ans": case.survie_3_ans,
    }


def _line_told(line: Ligne) -> dict[str, Any]:
    return {
        "territoire": line.territoire,
        "dispositif": line.dispositif,
        "voie": line.voie,
        "pme": list(line.pme),
        "mecenes": line.mecenes,
        "reponses": {name: line.reponses[name] for name in sorted(line.reponses)},
    }


def _places(path: Path, here: Any, beside: Any) -> Iterator[tuple[Path, Any]]:
    if isinstance(here, dict) and isinstance(beside, dict):
        for key, value in here.items():
            yield from _places((*path, key), value, beside.get(key, _ABSENT))
    elif isinstance(here, list) and isinstance(beside, list) and len(here) == len(beside):
        for rank, pair in enumerate(zip(here, beside, strict=True)):
            yield from _places((*path, rank), *pair)
    else:
        yield path, here


def put_together(places: Mapping[Path, Any]) -> dict[str, Any]:
    """The plain data of a programme from its places."""
    whole: dict[Any, Any] = {"animation": {}}
    for path, value in places.items():
        *before, last = path
        here = whole
        for part in before:
            here = here.setdefault(part, {})
        here[last] = list(value) if isinstance(value, tuple) else value
    whole["lignes"] = [_line(line) for line in _listed(whole["lignes"])]
    whole["animation"] = {place: _listed(years) for place, years in whole["animation"].items()}
    return whole


def _line(line: dict[str, Any]) -> dict[str, Any]:
    return {**line, "pme": _listed(line["pme"]), "reponses": line.get("reponses") or {}}


def _listed(held: Any) -> list[Any]:
    """A list, from the places of its items."""
    return [held[rank] for rank in sorted(held)] if isinstance(held, dict) else list(held)
