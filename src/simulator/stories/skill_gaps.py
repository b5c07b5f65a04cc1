"""The user's own skills, offer against demand, territory by territory: its lacks, its matrix."""

import pandas as pd

from simulator.charts.drawing import Drawing, Words
from simulator.charts.marks import Row
from simulator.charts.matrix import Cell, matrix
from simulator.network.imports.tables import Tables
from simulator.network.matching import known_skills
from simulator.stories.days import at_least, days
from simulator.stories.picture import Picture
from simulator.text import formats, say

MEASURES = ("ecart", "offre", "demande")
MOST_SKILLS, MOST_PLACES = 10, 12
HEADINGS = (
    "competence", "nom", "offre", "demande", "ecart", "offre_inconnue", "demande_inconnue"
)  # fmt: skip


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
