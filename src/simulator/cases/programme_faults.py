"""What a programme refuses, by path: what was typed, the bound, the way out."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError, ValidationInfo
from pydantic_core import PydanticCustomError

from simulator.cases.faults import sentences
from simulator.cases.programme_animation import HOST
from simulator.cases.registry import forms
from simulator.errors import InputError
from simulator.text import formats, has, say
from simulator.text.typed import Unread, read_number

Faults = list[tuple[str, str]]
Kind = TypeVar("Kind", bound=BaseModel)
SAID = ("annee", "duree_annees", "nb_parcours")
"""Answers that the programme gives in the place of a line."""
_SHAPE = {
    "extra_forbidden", "model_type", "dict_type", "mapping_type", "missing", "too_short",
    "string_too_short",
}  # fmt: skip
_UNITS = {"annee": "année", "taux_actualisation": "ratio", "survie_3_ans": "ratio"}
_CALLED = {"annees": "annee"}


def number(value: Any) -> Any:
    """A number that people write, for a field; other values as they are, for pydantic to refuse."""
    if isinstance(value, bool):
        raise PydanticCustomError("float_type", "number")
    if not isinstance(value, str):
        return value
    try:
        return read_number(value)
    except Unread:
        raise PydanticCustomError("float_type", "number") from None


def default_of(kind: type[BaseModel], value: Any, info: ValidationInfo) -> Any:
    """What a field holds when it is said to be unknown (null): its default."""
    if value is None:
        return kind.model_fields[str(info.field_name)].get_default(call_default_factory=True)
    return value


def refused(faults: Faults) -> None:
    """Raise the faults, each once, its sentence beginning with its path; nothing without any."""
    if faults:
        raise InputError([(path, formats.named(path, told)) for path, told in dict(faults).items()])


def checked(kind: type[Kind], data: Any) -> Kind:
    """A programme of good shape, whose lists have the length of its years."""
    if not isinstance(data, Mapping):
        raise InputError([("", say("programme.corps"))])
    try:
        given = kind.model_validate(data)
    except ValidationError as fault:
        placed = [_placed(error) for error in fault.errors()]
        within = {above for path, _ in placed for above in _above(path)}
        refused([one for one in placed if one[0] not in within])
        raise AssertionError from fault
    refused([*_of_years(given), *_of_lengths(given), *_of_animation(given)])
    return given


def _above(path: str) -> list[str]:
    """Everything that holds a place: what is wrong inside is said, not what it makes of them."""
    parts = path.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def _placed(error: Any) -> tuple[str, str]:
    """A fault of pydantic, by its path; what it says of a scenario is said of a programme."""
    loc = [part for part in error["loc"] if part != "[key]"]
    path = ".".join(map(str, loc))
    key = f"programme.{error['type']}"
    if error["type"] in _SHAPE and has(key):
        return path, say(key, cle=path.rpartition(".")[2])
    called = [_CALLED.get(str(part), part) for part in loc]
    ((_, told),) = sentences([{**error, "loc": called}], units=_UNITS)
    return path, told


def _of_years(given: Any) -> Faults:
    return [
        (f"annees.{k}", say("programme.annee_non_suivie", annee=after, suit=before + 1))
        for k, (before, after) in enumerate(zip(given.annees, given.annees[1:], strict=False), 1)
        if after != before + 1
    ]


def _of_lengths(given: Any) -> Faults:
    """A number a year, no more and no less."""
    lists = {f"lignes.{n}.pme": line.pme for n, line in enumerate(given.lignes)}
    lists |= {f"animation.{place}": costs for place, costs in given.animation.items()}
    years = len(given.annees)
    return [
        (path, say("programme.longueur", nombre=len(found), annees=years))
        for path, found in lists.items()
        if len(found) != years
    ]


def _of_animation(given: Any) -> Faults:
    """A cost is that of a place of the programme, and is said once."""
    faults: Faults = []
    for place in given.animation:
        lines = [n for n, line in enumerate(given.lignes) if line.territoire == place]
        if not lines:
            known = formats.listed(given.territoires)
            faults.append((f"animation.{place}", say("programme.animation_ailleurs", lieux=known)))
        faults += [
            (f"animation.{place}", say("programme.animation_deux_fois", ligne=f"lignes.{n}"))
            for n in lines
            if given.lignes[n].reponses.get(HOST) is not None
        ]
    return faults


def named_twice(data: Any) -> Faults:
    """Two names of one place in the animation, which spaces alone tell apart."""
    places = data.get("animation") if isinstance(data, Mapping) else None
    names = [str(name) for name in places] if isinstance(places, Mapping) else []
    bare = [name.strip() for name in names]
    return [
        (f"animation.{name}", say("programme.animation_nom_double", lieu=name.strip()))
        for rank, name in enumerate(names)
        if bare[rank] in bare[:rank]
    ]


def format_faults(rank: int, line: Any) -> Faults:
    """A line has a format that exists, and one of its routes; the programme says the rest."""
    here, form = f"lignes.{rank}", forms().get(line.dispositif)
    if form is None:
        known = ", ".join(forms())
        return [(f"{here}.dispositif", say("erreurs.dispositif_inconnu", dispositifs=known))]
    if line.voie not in (None, *form.routes):
        known = formats.listed(form.routes)
        return [(f"{here}.voie", say("programme.voie_inconnue", voie=line.voie, choix=known))]
    taken = (*SAID, *(() if line.grouped else ("nb_pme",)))
    return [
        (f"{here}.reponses.{name}", say("programme.deja_dit", champ=name))
        for name in taken
        if name in line.reponses
    ]


def line_faults(rank: int, line: Any, given: Any) -> Faults:
    """What the model refuses of a line, each year read as the scenario that it is."""
    return [
        fault
        for k, annee in enumerate(given.annees)
        if line.pme[k]
        for fault in _of_a_year(rank, k, annee, line, given)
    ]


def _of_a_year(rank: int, k: int, annee: int, line: Any, given: Any) -> Faults:
    try:
        line.case(annee, line.pme[k], given.animations[k].get(rank))
    except InputError as fault:
        return [_in_line(rank, k, line, *one) for one in fault.faults]
    over = line.pme[k] % line.size if line.grouped else 0
    if not over:
        return []
    low, size = line.pme[k] - over, line.size
    told = say("programme.multiple", valeur=line.pme[k], taille=size, bas=low, haut=low + size)
    return [(f"lignes.{rank}.pme.{k}", told)]


def _in_line(rank: int, k: int, line: Any, name: str, told: str) -> tuple[str, str]:
    """A fault of the scenario of a year, where it stands in the body."""
    here = f"lignes.{rank}"
    if name == "annee":
        return f"annees.{k}", formats.named(say(f"dispositifs.{line.dispositif}.nom"), told)
    if name in {"nb_parcours", *(() if line.grouped else ("nb_pme",))}:
        return f"{here}.pme.{k}", told
    return (f"{here}.reponses.{name}" if name else here), told
