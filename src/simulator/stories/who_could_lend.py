"""Who could lend a skill to a territory that lacks it: what it lacks, who has days to spare."""

from typing import Any, NamedTuple

import pandas as pd

from simulator.network.imports.tables import Tables
from simulator.network.matching import neighbour_lenders
from simulator.stories.days import days
from simulator.stories.table import Table
from simulator.text import formats, say

MOST_LENDERS = 12


class Lending(NamedTuple):
    """Who could lend: a sentence, the first lenders if any, how many more there are if any."""

    answer: str
    lenders: Table | None
    more: str


def lending(
    tables: Tables, found: pd.DataFrame, skill: str, place: tuple[str, str], year: int | None
) -> Lending:
    """Who could lend a skill to a place (code, name), by the gaps `found` that are known."""
    lenders = neighbour_lenders(tables, skill, place[0], year, matrix=found)
    left = len(lenders) - MOST_LENDERS
    return Lending(
        answer(found, lenders, skill, place),
        _table(lenders) if len(lenders) else None,
        say("appariement.autres", n=left) if left > 0 else "",
    )


def first_lack(found: pd.DataFrame) -> tuple[str, str]:
    """The skill and the territory (code) of the largest known lack, else the first of all."""
    known = found.dropna(subset=["ecart"])
    first = known.iloc[int(known["ecart"].argmin())] if len(known) else found.iloc[0]
    return str(first["competence"]), str(first["territoire"])


def places(found: pd.DataFrame) -> dict[str, str]:
    """The territories by code, with their names, in the order of the names."""
    names = dict(zip(found["territoire"], found["nom"], strict=True))
    return {code: names[code] for code in sorted(names, key=lambda one: formats.plain(names[one]))}


def answer(found: pd.DataFrame, lenders: pd.DataFrame, skill: str, place: tuple[str, str]) -> str:
    """What a territory lacks of a skill, and who could lend it first."""
    code, name = place
    here = found[(found["competence"] == skill) & (found["territoire"] == code)]
    gap = here["ecart"].iloc[0] if len(here) else None
    if gap is None or pd.isna(gap):
        state = say("appariement.etat_inconnu", territoire=name)
    elif gap >= 0:
        state = say("appariement.etat_suffisant", territoire=name)
    else:
        state = say("appariement.etat_manque", territoire=name, jours=days(-gap))
    if lenders.empty:
        return f"{state} {say('appariement.personne')}"
    first = lenders.iloc[0]
    key = "voisin" if first["voisin"] else "lointain"
    told = say(
        f"appariement.{key}", territoire=first["nom"], jours=days(first["surplus"]), n=len(lenders)
    )
    return f"{state} {told}"


def _table(lenders: pd.DataFrame) -> Table:
    """The territories that could lend, nearest first; the first ones only."""
    heads = [
        say(f"appariement.colonnes.{key}")
        for key in ("nom", "surplus", "distance", "voisin", "preteurs")
    ]
    shown: list[dict[str, Any]] = lenders.head(MOST_LENDERS).to_dict("records")  # type: ignore[assignment]
    rows = [
        (
            row["nom"],
            days(row["surplus"]),
            say("mots.inconnu")
            if pd.isna(row["distance_km"])
            else formats.with_unit(round(row["distance_km"]), "km"),
            say("mots.oui") if row["voisin"] else say("mots.non"),
            row["preteurs"] or say("mots.inconnu"),
        )
        for row in shown
    ]
    return Table(heads, rows, "lrrll", wrap=True)
