"""Every territory in one table, sorted as asked, and two of them side by side."""

from collections.abc import Callable, Mapping
from typing import Final

from simulator.network.measures import MEASURES, Measured, measure_of
from simulator.network.model import Indicator, Network, Territory
from simulator.stories.network import amount, behind, scheme_name
from simulator.stories.table import Cell, Table
from simulator.stories.territory import life
from simulator.text import formats, say
from simulator.text.registered import in_words

SHOWN: Final = (Indicator.PME, Indicator.JOURS, Indicator.EMPLOIS_REALISES)
"""The figures of the table; the others are in the comparison and in each portrait."""
NAME, SCHEME, START = "nom", "dispositif", "debut"
SORTS: Final = (*SHOWN, NAME, SCHEME, START)


def sort_name(sort: str) -> str:
    """What a sort is called in its list."""
    return say(f"territoires_liste.tris.{sort}")


def table(network: Network, sort: str) -> Table:
    """Every territory; the largest first by a figure, unknown ones last, never ranked."""
    found = sorted(network.territoires, key=lambda one: formats.plain(one.nom))
    found.sort(key=_sorter(network, sort))
    heads = [say(f"territoires_liste.colonnes.{key}") for key in ("nom", "dispositif")]
    heads += [say(f"territoires_liste.colonnes.{measure}") for measure in SHOWN]
    rows = [_row(network, one) for one in found]
    return Table(heads, rows, "llrrr", caption=sort_name(sort))


def _sorter(network: Network, sort: str) -> Callable[[Territory], tuple[bool, float | str]]:
    if sort == NAME:
        return lambda one: (False, formats.plain(one.nom))
    if sort == SCHEME:
        return lambda one: (False, scheme_name(one.dispositif))
    if sort == START:
        return lambda one: (one.debut is None, one.debut or 0)

    def by_figure(one: Territory) -> tuple[bool, float]:
        value = measure_of(network, one, sort, None).valeur
        return value is None, -(value or 0.0)

    return by_figure


def _row(network: Network, one: Territory) -> list[Cell]:
    figures = (measure_of(network, one, measure, None) for measure in SHOWN)
    told = [amount(measure, found.valeur) for measure, found in zip(SHOWN, figures, strict=True)]
    return [one.nom, scheme_name(one.dispositif), *told]


def compared(network: Network, one: Territory, other: Territory) -> Table:
    """What is known of two territories, line by line, each figure with its period.

    No difference is drawn: periods are not the same.
    """
    rows: list[list[Cell]] = [
        [say("territoires_liste.colonnes.dispositif"), *map(_scheme, (one, other))],
        [say("territoires_liste.colonnes.vie"), *map(life, (one, other))],
        [say("territoires_liste.hote"), *map(_host, (one, other))],
    ]
    for measure in MEASURES:
        readings = [measure_of(network, t, measure, None) for t in (one, other)]
        cells = [_with_period(measure, found) for found in readings]
        rows.append([say(f"mesures.{measure}.nom"), *cells])
    heads = [say("territoires_liste.quoi"), one.nom, other.nom]
    return Table(heads, rows, "lll", caption=say("territoires_liste.deux"), wrap=True)


def _scheme(one: Territory) -> str:
    return scheme_name(one.dispositif)


def _host(one: Territory) -> str:
    return in_words(one.operateur) if one.operateur else say("mots.inconnu")


def _with_period(measure: str, found: Measured) -> str:
    told = amount(measure, found.valeur)
    if found.valeur is None or not found.observations:
        return told
    return say("territoires_liste.chiffre", valeur=told, periode=behind(found))


def shared(network: Network, one: Territory, other: Territory) -> str:
    """Which figures both have, or that they share none."""
    both = [
        say(f"mesures.{measure}.nom")
        for measure in MEASURES
        if all(measure_of(network, t, measure, None).known for t in (one, other))
    ]
    names: Mapping[str, str] = {"un": one.nom, "autre": other.nom}
    if not both:
        return say("territoires_liste.rien_en_commun", **names)
    return say("territoires_liste.en_commun", quoi=formats.listed(both), **names)
