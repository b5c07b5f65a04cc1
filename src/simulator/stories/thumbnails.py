"""What a dossier shows small of each item: shapes of the figures that were frozen, no words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from simulator.cases.dossier import Item
from simulator.network.geo import departements

WIDTH, HEIGHT = 132.0, 74.0  # pixels
_MARGIN, _GAP, _MOST = 8.0, 4.0, 4
_DISC, _LARGE = 5.0, 11.0
_OF_THE_MAP = 2.4  # a hair more than the widest department from the edge, in pixels


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle or a disc in pixels; `fill` is a key of what the look can fill."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    is_disc: bool = False


Bar = Sequence[tuple[str, float]]
"""Segments of a bar: what fills each, how long it is."""


def thumbnail(item: Item) -> Sequence[Shape]:
    """The shapes of an item; none when its answer is not one that can be drawn."""
    try:
        return tuple(_DRAWN[item.genre](item))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return ()


def _bars(bars: Sequence[Bar]) -> Iterator[Shape]:
    """Bars from the left, on one scale."""
    kept = [bar for bar in bars if any(length > 0 for _, length in bar)][:_MOST]
    longest = max((sum(max(length, 0.0) for _, length in bar) for bar in kept), default=0.0)
    height = min(14.0, (HEIGHT - 2 * _MARGIN - _GAP * (len(kept) - 1)) / max(len(kept), 1))
    for rank, bar in enumerate(kept):
        left, top = _MARGIN, _MARGIN + rank * (height + _GAP)
        for fill, length in bar:
            width = max(length, 0.0) / longest * (WIDTH - 2 * _MARGIN)
            if width:
                yield Shape(left, top, max(width - 1, 0.5), height, fill)
                left += width


def _columns(bars: Sequence[Bar]) -> Iterator[Shape]:
    """Columns from the foot, on one scale."""
    tallest = max((sum(max(length, 0.0) for _, length in bar) for bar in bars), default=0.0) or 1
    width = min(28.0, (WIDTH - 2 * _MARGIN) / max(len(bars), 1) - _GAP)
    for rank, bar in enumerate(bars):
        foot = HEIGHT - _MARGIN
        for fill, length in bar:
            height = max(length, 0.0) / tallest * (HEIGHT - 2 * _MARGIN)
            foot -= height
            if height:
                left = _MARGIN + rank * (width + _GAP)
                yield Shape(left, foot, width, max(height - 1, 0.5), fill)


def _borne(answered: Mapping[str, Any]) -> Bar:
    return [
        ("neutre" if party == "relais" else party, float(amount or 0.0))
        for party, amount in answered["porte"].items()
    ]


def _scenario(item: Item) -> Iterator[Shape]:
    """What each party bears, a bar a route, the one that was kept first."""
    result = item.fige.resultat
    routes = sorted(result["voies"].items(), key=lambda pair: pair[0] != result["voie_retenue"])
    return _bars([_borne(route) for _, route in routes])


def _sponsor(item: Item) -> Iterator[Shape]:
    """What it costs, then what the company and the State bear of it, proved and hoped."""
    readings = [reading["chiffres"] for reading in item.fige.resultat["lectures"].values()]
    return _bars(
        [
            [("mecene", float(said["cout_net"] or 0)), ("etat", float(said["reduction"] or 0))]
            for said in readings
        ]
    )


def _comparison(item: Item) -> Iterator[Shape]:
    return _bars([_borne(column) for column in item.fige.resultat["colonnes"]])


def _programme(item: Item) -> Iterator[Shape]:
    return _columns([_borne(year) for year in item.fige.resultat["annees"]])


def _network(item: Item) -> Iterator[Shape]:
    """Where the territories are: plain where a figure is known, pale elsewhere, one larger."""
    kept, places = item.fige.resultat["reseau"], departements()
    known = {seen["territoire"] for seen in kept["observations"].values()}
    xs, ys = ([getattr(one, side) for one in places.values()] for side in "xy")
    for identifier, one in kept["territoires"].items():
        place = places[one["departements"][0]]
        size = _LARGE if identifier == item.cas.get("territoire") else _DISC
        left = _across(place.x, min(xs), max(xs), WIDTH - size)
        top = _across(place.y, max(ys), min(ys), HEIGHT - size)
        fill = "accent" if identifier in known else "neutre"
        yield Shape(left, top, size, size, fill, is_disc=True)


def _across(value: float, low: float, high: float, room: float) -> float:
    return _OF_THE_MAP + (value - low) / (high - low) * (room - 2 * _OF_THE_MAP)


def _chart(item: Item) -> Iterator[Shape]:
    result = item.fige.resultat
    if "formats" in result:
        return _bars([_borne(one) for one in result["formats"].values()])
    if "mesures" in result:
        return _bars([_parts(one) for one in result["mesures"].values()])
    if "vues" in result:
        return _years([one for view in result["vues"].values() for one in view["reperes"].values()])
    return _network(item) if "reseau" in result else _years(list(result["reperes"].values()))


def _parts(whole: Mapping[str, Any]) -> Bar:
    """The shares of a whole, from the deepest class to the palest, then what nobody says."""
    shares = [
        float(part["fait"]["value"])
        for part in whole["parts"].values()
        if part["role"] in {"publie", "reste"}
    ]
    named = sorted(shares, reverse=True)
    bar = [(f"classe-{max(5 - rank, 1)}", share) for rank, share in enumerate(named)]
    return [*bar, ("hors-reseau", max(100.0 - sum(named), 0.0))]


def _years(seen: Any) -> Iterator[Shape]:
    """A disc a figure, by year and by its place among those of its unit."""
    kept = [
        (int(one["debut"]), str(one["fait"]["unit"]), float(one["fait"]["value"])) for one in seen
    ]
    first, last = min(year for year, _, _ in kept), max(year for year, _, _ in kept)
    for year, unit, value in kept:
        most = max(v for _, u, v in kept if u == unit) or 1.0
        left = _across(year, first, max(last, first + 1), WIDTH - _DISC)
        top = _across(value / most, 1.0, 0.0, HEIGHT - _DISC)
        yield Shape(left, top, _DISC, _DISC, "accent", is_disc=True)


_DRAWN: Mapping[str, Callable[[Item], Iterator[Shape]]] = MappingProxyType(
    {
        "scenario": _scenario,
        "mecene": _sponsor,
        "comparaison": _comparison,
        "programme": _programme,
        "portrait": _network,
        "graphique": _chart,
    }
)
