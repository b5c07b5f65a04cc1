"""A programme for columns of draws: every figure of its whole, a row a draw.

Each line is followed once for a block of draws, in arrays. Where the draws disagree on the route
that leads, those that agree are answered together.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.cases.programme import SIZE, Ligne, Programme
from simulator.cases.programme_animation import HOST, animation_of
from simulator.cases.programme_numbers import programme_number
from simulator.errors import InputError, PasserelleError
from simulator.figures.indicators import HIDES_THE_COST, INDICATORS, Readable, realised_jobs
from simulator.law.book import Book, in_force
from simulator.ledger import add
from simulator.schemes import SCHEMES
from simulator.studies.evaluate import REFUSAL
from simulator.studies.programme import answers_of, reading_of, routed
from simulator.studies.programme_line import Followed, Line, Year
from simulator.studies.programme_sums import durable, value_today
from simulator.text import say

BLOCK = 20_000
"""Draws answered at once: what they hold stays in the fast memory of one core."""
COUNTS: Mapping[str, Callable[[Readable], Any]] = {
    "pme": lambda r: r.quantity("pme"),
    "jours": lambda r: r.quantity("jours"),
    "emplois_prevus": lambda r: r.quantity("emplois"),
    "emplois_realises": realised_jobs,
}
DURABLE, PRESENT = "emplois_durables", "valeur_actuelle"
FIGURES = (*INDICATORS, *COUNTS, DURABLE, PRESENT)
"""What may be asked of the whole of a programme."""
Columns = Mapping[str, NDArray[np.float64]]
Progress = Callable[[int, int], bool]
"""Told how many draws are done, of how many; what it answers says whether to go on."""


class Stopped(PasserelleError):
    """The person gave up: nothing is kept of the draws."""

    def __init__(self) -> None:
        super().__init__("arrete")


def drawn(
    programme: Programme,
    columns: Columns,
    keys: Sequence[str],
    book: Book | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Keys of `FIGURES` a row a draw, NaN where unknown, and `refus` (empty when answered).

    `columns` are numbers of the programme by name, in their unit, all of one length. Raises
    InputError for a name that is none of its numbers, Stopped when `progress` says so.
    """
    for name in columns:
        programme_number(programme, name)
    size = next((len(values) for values in columns.values()), 1)
    table = {key: np.full(size, np.nan) for key in keys}
    refused = np.full(size, "", dtype=object)
    for start in range(0, size, BLOCK):
        if progress is not None and not progress(start, size):
            raise Stopped
        places = np.arange(start, min(start + BLOCK, size))
        for these, found in _answered(programme, columns, places, keys, book or in_force()):
            if isinstance(found, str):
                refused[these] = found
                continue
            for key, values in found.items():
                table[key][these] = np.nan if values is None else values
    if progress is not None:
        progress(size, size)
    return pd.DataFrame({**table, REFUSAL: refused})


Answered = Iterator[tuple[NDArray[np.intp], dict[str, Any] | str]]
Lines = list[tuple[Line, list[Year]]]


def _answered(
    programme: Programme,
    columns: Columns,
    places: NDArray[np.intp],
    keys: Sequence[str],
    book: Book,
) -> Answered:
    """The figures of some draws; what is refused stands aside, and the others are asked again."""
    here = {name: values[places] for name, values in columns.items()}
    try:
        lines = _lines(programme, here, book)
        parts = [places[mask] for mask in _alike(lines, len(places))]
        if len(parts) == 1:
            yield places, _figures(programme, here, lines, keys)
            return
    except PasserelleError as fault:
        if len(places) == 1:
            yield places, str(fault)
            return
        parts = np.array_split(places, 2)
        if fault.where is not None:
            refused = np.broadcast_to(fault.where, len(places))
            yield places[refused], str(fault)
            parts = [places[~refused]]
    for part in parts:
        if len(part):
            yield from _answered(programme, columns, part, keys, book)


def _lines(programme: Programme, columns: Columns, book: Book) -> Lines:
    """Each line and its years, routes included; what was drawn holds arrays."""
    volumes = [
        volumes_of(line, [columns.get(f"lignes.{n}.pme.{k}", x) for k, x in enumerate(line.pme)])
        for n, line in enumerate(programme.lignes)
    ]
    costs = {
        place: [columns.get(f"animation.{place}.{k}", cost) for k, cost in enumerate(years)]
        for place, years in programme.animation.items()
    }
    animations = [animation_of(volumes, costs, k) for k in range(len(programme.annees))]
    found: Lines = []
    for n, given in enumerate(programme.lignes):
        sponsors = columns.get(f"lignes.{n}.mecenes", given.mecenes)
        line = Line(SCHEMES[given.dispositif], sponsors, book)
        years = [
            _year(programme, n, k, columns, volumes[n].pme[k], animations[k].get(n))
            for k in range(len(programme.annees))
        ]
        found.append((line, [routed(line, year) for year in years]))
    return found


@dataclass(frozen=True)
class Volumes:
    """What the sharing of an animation needs of a line, its SMEs in arrays where they vary."""

    territoire: str
    hosted: bool
    pme: Sequence[Any]


def volumes_of(line: Ligne, pme: Sequence[Any]) -> Volumes:
    """A line with the SMEs that were drawn."""
    return Volumes(line.territoire, line.hosted, pme)


def _year(
    programme: Programme, n: int, k: int, columns: Columns, firms: Any, animation: Any
) -> Year:
    """A year of a line, what was drawn in arrays; raises where answers contradict each other."""
    given, annee = programme.lignes[n], programme.annees[k]
    a = answers_of(programme.cases[n][k])
    if a is None:
        return Year(annee, None, given.voie or "", animation)
    prefix = f"lignes.{n}.reponses."
    for name, values in columns.items():
        if name.startswith(prefix):
            setattr(a, name.removeprefix(prefix), values)
    if isinstance(firms, np.ndarray):
        setattr(a, SIZE, firms)
    if given.hosted and animation is not None:
        setattr(a, HOST, animation)
    for key, wrong in SCHEMES[given.dispositif].answers.impossible(a).items():
        if np.any(wrong):
            raise InputError([("", say(f"erreurs.{key}"))], where=wrong)
    return Year(annee, a, given.voie or "", None if given.hosted else animation)


def _alike(lines: Lines, size: int) -> list[NDArray[np.bool_]]:
    """The draws that agree on every route, as masks; the lines then hold one route a year."""
    led = [
        (years, k)
        for _, years in lines
        for k, year in enumerate(years)
        if isinstance(year.route, np.ndarray)
    ]
    if not led:
        return [np.ones(size, dtype=bool)]
    routes = np.stack([np.asarray(years[k].route, dtype=str) for years, k in led])
    _, which = np.unique(routes, axis=1, return_inverse=True)
    masks = [which.ravel() == code for code in range(int(which.max()) + 1)]
    if len(masks) == 1:
        for years, k in led:
            years[k] = replace(years[k], route=str(years[k].route[0]))
    return masks


def _figures(
    programme: Programme, columns: Columns, lines: Lines, keys: Sequence[str]
) -> dict[str, Any]:
    followed = [line.follow(years) for line, years in lines]
    reading = reading_of(followed)
    survival = columns.get("survie_3_ans", programme.survie_3_ans)
    found: dict[str, Any] = {}
    for key in keys:
        if key in INDICATORS:
            found[key] = INDICATORS[key].read(reading)
        elif key in COUNTS:
            found[key] = COUNTS[key](reading)
        elif key == DURABLE:
            found[key] = durable(realised_jobs(reading), survival)
        else:
            found[key] = _present(programme, columns, followed, reading)
    return found


def _present(
    programme: Programme, columns: Columns, followed: Sequence[Followed], reading: Readable
) -> Any:
    """Cost at the end of the first year; None without a rate, NaN where a cost is unknown."""
    rate = columns.get("taux_actualisation", programme.taux_actualisation)
    years = range(len(programme.annees))
    costs = [add(line.resources(rank) for line in followed) for rank in years]
    return reading.unless(HIDES_THE_COST, value_today(rate, costs))
