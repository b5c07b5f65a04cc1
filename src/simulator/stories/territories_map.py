"""The map of territories: its answer, its finding, what each choice around it says."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from simulator.charts.drawing import Words
from simulator.charts.map import View, territory_map
from simulator.network.geo import zone
from simulator.network.kept import case_part
from simulator.network.measures import AGE, PER_10_000, Measured, has_figures
from simulator.network.model import Level, Network, Territory
from simulator.stories.network import amount, behind, scheme_name, source_of, sources_of
from simulator.stories.picture import Again, Picture
from simulator.text import formats, say

LONGEST_NAME = 60  # characters of what an address asks for, said back
LABELS = {
    "territory": "carte.territoire", "value": "carte.valeur", "note": "carte.precision",
    "unknown": "carte.inconnu", "unknown_site": "carte.site_inconnu", "none": "carte.hors",
    "host": "carte.hote", "host_site": "carte.site_hote",
    "below": "carte.moins_de", "between": "carte.entre", "between_open": "carte.entre_exclu",
    "above": "carte.au_moins",
}  # fmt: skip
"""The texts of a map, its states and its classes."""


def answer(readings: Sequence[Measured], measure: str, annee: int | None) -> str:
    """How many territories are established, how many have the figure, and what of the others."""
    known = sum(1 for r in readings if r.known)
    there = len(readings)
    if not there:
        return say("territoires.reponse_vide")
    key = _answer_key(known, there)
    when = say("territoires.cette_annee", annee=annee) if annee else ""
    return say(
        f"territoires.{key}",
        nombre=there,
        connus=formats.number(known),
        quoi=say(f"mesures.{measure}.de"),
        quand=when,
    )


def _answer_key(known: int, there: int) -> str:
    """Which sentence fits: all, some, one or none of several territories, or of a single one."""
    if there == 1:
        return "reponse_seul" if known else "reponse_seul_aucun"
    if known == there:
        return "reponse_tous"
    return {0: "reponse_aucun", 1: "reponse_un"}.get(known, "reponse")


def finding(readings: Sequence[Measured], measure: str) -> str:
    """The title of the map: how far published figures range, never a ranking."""
    known = sorted((r for r in readings if r.valeur is not None), key=lambda r: r.valeur or 0.0)
    noun = say(f"mesures.{measure}.nom")
    if not known:
        return say("territoires.aucun_chiffre", de=noun)
    if len(known) == 1:
        only = known[0]
        return say(
            "territoires.un_chiffre",
            nom=only.territoire.nom,
            valeur=amount(measure, only.valeur),
            de=noun,
        )
    low, high = known[0], known[-1]
    lowest, highest = amount(measure, low.valeur), amount(measure, high.valeur)
    if lowest == highest:
        return say(
            "territoires.etendue_nulle",
            de=noun,
            valeur=lowest,
            ou=formats.listed([r.territoire.nom for r in known]),
        )
    return say(
        "territoires.etendue",
        de=noun,
        bas=lowest,
        ou_bas=_where(known, low),
        haut=highest,
        ou_haut=_where(known, high),
    )


def _where(known: Sequence[Measured], end: Measured) -> str:
    """Every territory with the value of an end: naming one alone would hide the others."""
    return formats.listed([r.territoire.nom for r in known if r.valeur == end.valeur])


def _subtitle(measure: str, annee: int | None) -> str:
    """What the map measures, and over which period."""
    key = "sous_titre_annee" if annee else "sous_titre"
    if measure == AGE:
        key = "sous_titre_age_annee" if annee else "sous_titre_age"
    return say(f"territoires.{key}", mesure=say(f"mesures.{measure}.nom"), annee=annee or "")


def per_inhabitant_note(measure: str) -> str:
    """Where the population comes from, when the measure divides by it."""
    if measure != PER_10_000:
        return ""
    return f"{say('territoires.note_population')} {say('carte.habitants')}"


def year_name(network: Network, measure: str, scheme: str | None, year: int | None) -> str:
    """A year in its list; one without any figure for these choices says so."""
    if year is None:
        return say("territoires.toutes")
    if has_figures(network, measure, scheme, year):
        return str(year)
    return say("territoires.annee_vide", annee=year)


def listed_name(territory: Territory, among: Sequence[Territory]) -> str:
    """The name of a territory in a list, with its scheme where another bears the same name."""
    twin = any(t.nom == territory.nom and t.id != territory.id for t in among)
    return f"{territory.nom} ({scheme_name(territory.dispositif)})" if twin else territory.nom


def why_absent(network: Network, asked: str) -> str:
    """Not in this network, or in it but left out by the choices above."""
    known = network.by_id.get(asked)
    if known is None:
        return say("territoires.absent", territoire=asked[:LONGEST_NAME])
    return say("territoires.absent_ici", territoire=known.nom)


def picture(
    network: Network,
    shown: Sequence[Measured],
    measure: str,
    annee: int | None,
    *,
    chosen: str,
    turn: int,
) -> Picture:
    """The map of a measure on which `chosen` is outlined; `turn` comes back with each click."""
    title, subtitle = finding(shown, measure), _subtitle(measure, annee)
    view = View(chosen=chosen, turn=turn)
    told = map_of(network, shown, measure, "carte", title=title, subtitle=subtitle, view=view)
    return replace(told, again=_again(network, shown, measure, annee))


def _again(network: Network, shown: Sequence[Measured], measure: str, annee: int | None) -> Again:
    """The same territories: those of one scheme, or of all."""
    places = [one.territoire for one in shown]
    schemes = {place.dispositif for place in places}
    chosen = {"dispositif": next(iter(schemes))} if len(schemes) == 1 else {}
    year = {"annee": annee} if annee else {}
    seen = [o for one in shown for o in one.observations]
    return Again(
        "graphique",
        lambda: (
            {"nom": "carte", "mesure": str(measure)}
            | chosen
            | year
            | case_part(network, places, seen)
        ),
    )


def map_of(
    network: Network,
    shown: Sequence[Measured],
    measure: str,
    name: str,
    *,
    title: str,
    subtitle: str,
    view: View,
    none: str = LABELS["none"],
) -> Picture:
    """A measure on the map: recorded, in the network without a figure, or neither.

    `none` is the text that says what the rest of the map is.
    """
    mixed = len({r.territoire.dispositif for r in shown}) > 1
    counted = network.livre and measure != AGE
    sources = sources_of([o for r in shown for o in r.observations])
    ground = say("territoires.fond")
    drawing = territory_map(
        pd.DataFrame([_row(r, mixed) for r in shown]),
        labels={key: say(text) for key, text in (LABELS | {"none": none}).items()},
        words=Words(
            title=title,
            subtitle=subtitle,
            source=say(
                "territoires.source_carte",
                sources=sources if counted else source_of(network),
                fond=ground,
            ),
            caption=say("territoires.lecture"),
        ),
        write=lambda value: amount(measure, value),
        view=view,
    )
    return Picture(drawing, name, licence=ground)


def _row(shown: Measured, mixed: bool) -> dict[str, Any]:
    """A territory on the map: its departments whole, or a point for what is smaller."""
    territory = shown.territoire
    place = place_of(territory) if territory.niveau is Level.BASSIN else None
    x, y = place or (math.nan, math.nan)
    scheme = f" · {scheme_name(territory.dispositif)}" if mixed else ""
    return {
        "code": territory.id,
        "name": f"{territory.nom}{scheme}",
        "departments": territory.departements,
        "value": math.nan if shown.valeur is None else shown.valeur,
        "x": x,
        "y": y,
        "note": behind(shown),
    }


def place_of(territory: Territory) -> tuple[float, float] | None:
    """Where a basin stands on the map: its EPCI, or nowhere finer than its departments."""
    code = territory.repere or next(iter(territory.epci), None)
    if code is None:
        return None
    centre = zone(code, "epci")
    return centre.x, centre.y
