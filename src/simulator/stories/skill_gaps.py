"""The user's own skills by territory: offer against demand, what lacks, who could lend."""

from typing import Any, NamedTuple

import pandas as pd

from simulator.charts.drawing import Drawing, Words
from simulator.charts.marks import Row
from simulator.charts.matrix import Cell, matrix
from simulator.network.imports.tables import Tables
from simulator.network.matching import known_skills, neighbour_lenders
from simulator.stories.picture import Picture
from simulator.stories.table import Table
from simulator.text import formats, say

MEASURES = ("ecart", "offre", "demande")
MOST_SKILLS, MOST_PLACES, MOST_LENDERS = 10, 12, 12
HEADINGS = (
    "competence", "nom", "offre", "demande", "ecart", "offre_inconnue", "demande_inconnue"
)  # fmt: skip


class Lending(NamedTuple):
    """Who could lend: a sentence, the first lenders if any, how many more there are if any."""

    answer: str
    lenders: Table | None
    more: str


def days(value: float | None) -> str:
    """A number of days in words; what nobody wrote is unknown."""
    if value is None or pd.isna(value):
        return say("mots.inconnu")
    return say("comptes.jours", n=round(float(value), 1))


def at_least(value: float | None, blank: int) -> str:
    """Days in words; with rows left blank, the known sum is a lower bound."""
    if value is None or pd.isna(value) or not blank:
        return days(value)
    return say("appariement.au_moins", jours=days(value))


def answer(tables: Tables) -> str:
    """The page's answer for the user's network: its largest known lack, all years together."""
    found = known_skills(tables, None)
    return f"{gap_finding(found)}." if len(found) else say("appariement.aucune")


def picture(found: pd.DataFrame, measure: str, name: str, sought: str) -> Picture | None:
    """The matrix of what is sought, in the network called `name`; none where nothing is found."""
    kept, skills, places = largest(found, sought)
    if kept.empty:
        return None
    drawn = drawing(kept, measure, name, (skills, places))
    return Picture(drawn, "competences_par_territoire", licence=say("appariement.licence"))


def gap_finding(found: pd.DataFrame) -> str:
    """The largest lack that is known, or that none is."""
    known = found.dropna(subset=["ecart"])
    if known.empty:
        return say("appariement.ecarts_inconnus")
    worst = known.iloc[int(known["ecart"].argmin())]
    if worst["ecart"] >= 0:
        return say("appariement.aucun_manque")
    level = int((known["ecart"] == worst["ecart"]).sum())
    if level > 1:
        return say("appariement.manques_egaux", n=level, jours=days(-worst["ecart"]))
    return say(
        "appariement.manque",
        competence=worst["competence"],
        territoire=worst["nom"],
        jours=days(-worst["ecart"]),
    )


def largest(found: pd.DataFrame, sought: str) -> tuple[pd.DataFrame, int, int]:
    """The rows of the skills and territories that count most, and how many of each are left out.

    What counts is days offered and asked; `sought` keeps only names that hold these letters.
    """
    wanted = formats.plain(sought)
    if wanted:
        words = (found["competence"] + " " + found["nom"]).map(formats.plain)
        found = found[words.str.contains(wanted, regex=False)]
    weight = found["offre"].fillna(0) + found["demande"].fillna(0)
    skills = weight.groupby(found["competence"]).sum().sort_values(ascending=False, kind="stable")
    places = weight.groupby(found["territoire"]).sum().sort_values(ascending=False, kind="stable")
    kept = found[
        found["competence"].isin(skills.index[:MOST_SKILLS])
        & found["territoire"].isin(places.index[:MOST_PLACES])
    ]
    return kept, max(0, len(skills) - MOST_SKILLS), max(0, len(places) - MOST_PLACES)


def drawing(kept: pd.DataFrame, measure: str, name: str, left_out: tuple[int, int]) -> Drawing:
    """Skill against territory, one measure in days."""
    skills, places = left_out
    rest = say("appariement.reste", competences=skills, territoires=places)
    caption = say(f"appariement.lectures.{measure}")
    return matrix(
        [_cell(row, measure) for row in _in_order(kept)],
        headings={key: say(f"appariement.colonnes.{key}") for key in HEADINGS},
        words=Words(
            title=gap_finding(kept) if measure == "ecart" else _most(kept, measure),
            subtitle=say(f"appariement.sous_titres.{measure}"),
            source=say("reseau.vos_donnees", nom=name),
            caption=f"{caption} {rest}" if skills or places else caption,
        ),
        number=lambda value: formats.number(value, 1),
    )


def _in_order(kept: pd.DataFrame) -> list[Row]:
    """Rows with the weightiest skills and territories first."""
    weight = kept["offre"].fillna(0) + kept["demande"].fillna(0)
    by_skill = weight.groupby(kept["competence"]).transform("sum")
    by_place = weight.groupby(kept["territoire"]).transform("sum")
    ordered = kept.assign(_a=-by_skill, _b=-by_place).sort_values(
        ["_a", "competence", "_b", "nom"], kind="stable"
    )
    rows: list[Row] = ordered.to_dict("records")  # type: ignore[assignment]
    return rows


def _cell(row: Row, measure: str) -> Cell:
    value: float | None = None if pd.isna(row[measure]) else float(row[measure])
    blank = 0 if measure == "ecart" else row[f"{measure}_inconnue"]
    return Cell(
        row=str(row["competence"]),
        column=str(row["nom"]),
        value=value,
        words=at_least(value, blank),
        partial=value is not None and blank > 0,
        figures={key: row[key] for key in HEADINGS},
    )


def _most(kept: pd.DataFrame, measure: str) -> str:
    """Where most days are offered, or asked."""
    known = kept.dropna(subset=[measure])
    if known.empty:
        return say("appariement.ecarts_inconnus")
    best = known.iloc[int(known[measure].argmax())]
    return say(
        f"appariement.le_plus.{measure}",
        competence=best["competence"],
        territoire=best["nom"],
        jours=days(best[measure]),
    )


def lending(
    tables: Tables, found: pd.DataFrame, skill: str, place: tuple[str, str], year: int | None
) -> Lending:
    """Who could lend a skill to a place (code, name), by the gaps `found` that are known."""
    lenders = neighbour_lenders(tables, skill, place[0], year, matrix=found)
    left = len(lenders) - MOST_LENDERS
    return Lending(
        lending_answer(found, lenders, skill, place),
        _lenders(lenders) if len(lenders) else None,
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


def lending_answer(
    found: pd.DataFrame, lenders: pd.DataFrame, skill: str, place: tuple[str, str]
) -> str:
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


def _lenders(lenders: pd.DataFrame) -> Table:
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
