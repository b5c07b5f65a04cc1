"""The question of a sweep, as a file asks it: read whole, refused by path."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from simulator.cases.question import bounds, choices, is_whole, unit_of
from simulator.cases.scenario import Scenario, read
from simulator.errors import InputError
from simulator.figures.indicators import INDICATORS
from simulator.studies.evaluate import SHOWN
from simulator.studies.sweep import Sweep, all_routes
from simulator.text import formats, say

_KEYS = ("cas", "grille", "voies", "indicateurs")
_STEP = ("de", "a", "pas")
ALL = "toutes"
MOST_ROWS = 10**10
Faults = list[tuple[str, str]]


def read_sweep(data: Any) -> Sweep:
    """A sweep from plain data; raises InputError with each fault by its path."""
    if not isinstance(data, Mapping) or "cas" not in data or not isinstance(data["cas"], Mapping):
        raise InputError([("cas", say("balayer.corps"))])
    faults: Faults = [(key, say("balayer.cle", cle=key)) for key in sorted(set(data) - {*_KEYS})]
    try:
        case = read(data["cas"])
    except InputError as fault:
        raise InputError([*faults, *(_placed(*one) for one in fault.faults)]) from None
    grid = _grid(data.get("grille"), case, faults)
    routes = _routes(data.get("voies"), case, faults)
    indicators = _indicators(data.get("indicateurs"), faults)
    if faults:
        raise InputError(faults)
    sweep = Sweep(case, grid, routes, indicators)
    if sweep.size > MOST_ROWS:
        most = formats.number(MOST_ROWS)
        told = say("balayer.trop", lignes=formats.number(sweep.size), borne=most)
        raise InputError([("grille", told)])
    return sweep


def _placed(name: str, told: str) -> tuple[str, str]:
    """A fault of the case by its path, which its sentence says first."""
    within = name and name not in Scenario.model_fields
    path = ".".join(part for part in ("cas", "reponses" if within else "", name) if part)
    return path, formats.named(path, told)


def _grid(given: Any, case: Scenario, faults: Faults) -> dict[str, tuple[Any, ...]]:
    if not isinstance(given, Mapping) or not given:
        faults.append(("grille", say("balayer.grille")))
        return {}
    found = {}
    for name in sorted(given):
        path = f"grille.{name}"
        if name not in type(case.reponses).model_fields or name == "jour_signature":
            faults.append((path, say("balayer.champ", chemin=path)))
            continue
        values = _stepped(given[name]) if isinstance(given[name], Mapping) else given[name]
        if not isinstance(values, list) or not values:
            faults.append((path, say("balayer.valeurs", chemin=path)))
            continue
        wrong = [one for one in values if not _admitted(case, name, one)]
        if wrong:
            known = {"valeur": _written(wrong[0]), "admis": _what_is_admitted(case, name)}
            faults.append((path, say("balayer.valeur", chemin=path, **known)))
        elif len(set(values)) < len(values):
            faults.append((path, say("balayer.double", chemin=path)))
        else:
            found[name] = tuple(values)
    return found


def _stepped(given: Mapping[str, Any]) -> list[float] | None:
    """From a value to another by steps, both included when a step falls there."""
    if set(given) != set(_STEP) or not all(_is_number(given[key]) for key in _STEP):
        return None
    first, last, step = (Decimal(str(given[key])) for key in _STEP)
    if step <= 0 or last < first or (last - first) / step > MOST_ROWS // 10**4:
        return None
    return [float(first + step * k) for k in range(int((last - first) / step) + 1)]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _admitted(case: Scenario, name: str, value: Any) -> bool:
    """Whether a field admits a value alone; what contradicts another is refused row by row."""
    kind = type(case.reponses)
    words = choices(kind.model_fields[name].annotation)
    if words:
        return value in words
    low, high = bounds(kind, name)
    fits = _is_number(value) and (low is None or low <= value) and (high is None or value <= high)
    return fits and (not is_whole(kind, name) or float(value).is_integer())


def _written(value: Any) -> str:
    return say("mots.rien") if value is None else str(value)[:40]


def _what_is_admitted(case: Scenario, name: str) -> str:
    """The words or the bounds of a field."""
    kind = type(case.reponses)
    if words := choices(kind.model_fields[name].annotation):
        return formats.listed(list(words))
    low, high = (formats.with_unit(bound, unit_of(kind, name)) for bound in bounds(kind, name))
    return say("balayer.entiers" if is_whole(kind, name) else "balayer.nombres", bas=low, haut=high)


def _routes(given: Any, case: Scenario, faults: Faults) -> tuple[str, ...]:
    known = all_routes(case)
    if given is None:
        return (SHOWN,)
    if given == ALL:
        return known
    if isinstance(given, list) and given and all(one in known for one in given):
        return tuple(dict.fromkeys(given))
    faults.append(("voies", say("balayer.voies", choix=formats.listed([ALL, *known]))))
    return ()


def _indicators(given: Any, faults: Faults) -> tuple[str, ...]:
    if given is None:
        return tuple(INDICATORS)
    if isinstance(given, list) and given and all(one in list(INDICATORS) for one in given):
        return tuple(dict.fromkeys(given))
    told = say("balayer.indicateurs", choix=formats.listed(list(INDICATORS)))
    faults.append(("indicateurs", told))
    return ()
