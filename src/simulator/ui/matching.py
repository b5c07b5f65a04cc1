"""The user's own skills: offer against demand, who could lend to whom, what lenders gave."""

from collections.abc import Callable, Hashable
from typing import Any
from weakref import WeakKeyDictionary

import pandas as pd
import streamlit as st

from simulator.charts.drawing import Drawing, Words
from simulator.charts.marks import Row
from simulator.charts.matrix import Cell, matrix
from simulator.charts.two_bars import Pair, two_bars
from simulator.network.imports.tables import Tables
from simulator.network.matching import lender_days, neighbour_lenders, skills_matrix
from simulator.text import formats, say
from simulator.ui import drawings, html
from simulator.ui.frame import keep_language
from simulator.ui.taking import foot

MEASURES = ("ecart", "offre", "demande")
MOST_SKILLS, MOST_PLACES, MOST_LENDERS = 10, 12, 12
HEADINGS = (
    "competence", "nom", "offre", "demande", "ecart", "offre_inconnue", "demande_inconnue"
)  # fmt: skip


def days(value: float | None) -> str:
    """A number of days in words; what nobody wrote is unknown."""
    if value is None or pd.isna(value):
        return say("mots.inconnu")
    return say("comptes.jours", n=round(float(value), 1))


_READ: WeakKeyDictionary[Tables, dict[Hashable, pd.DataFrame]] = WeakKeyDictionary()
"""What was read from tables, as long as somebody holds them: an erased network leaves nothing."""


def _once(tables: Tables, key: Hashable, read: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """Read something from tables that never change; what holds it copies before it changes it."""
    found = _READ.setdefault(tables, {})
    if key not in found:
        found[key] = read()
    return found[key]


def _skills(tables: Tables, year: int | None) -> pd.DataFrame:
    """The skills of a network, a gap known only when all its rows give their days."""

    def read() -> pd.DataFrame:
        found = skills_matrix(tables, year)
        blank = found["offre_inconnue"] + found["demande_inconnue"]
        return found.assign(ecart=found["ecart"].mask(blank > 0))

    return _once(tables, ("skills", year), read)


def _given(tables: Tables, year: int | None) -> pd.DataFrame:
    """Days promised and given, lender by lender."""
    return _once(tables, ("given", year), lambda: lender_days(tables, year))


def _spare(tables: Tables, skill: str, place: str, year: int | None) -> pd.DataFrame:
    """The territories that have days to spare, by gaps that are known."""
    return neighbour_lenders(tables, skill, place, year, matrix=_skills(tables, year))


def at_least(value: float | None, blank: int) -> str:
    """Days in words; with rows left blank, the known sum is a lower bound."""
    if value is None or pd.isna(value) or not blank:
        return days(value)
    return say("appariement.au_moins", jours=days(value))


def show(tables: Tables, name: str) -> None:
    """The skills of the user's network; `name` is what the network is called."""
    year = _year(tables)
    found = _skills(tables, year)
    if found.empty:
        st.html(html.source(say("appariement.aucune"), ""))
    else:
        _matrix(found, name)
        _who_could_lend(tables, found, year)
    _lenders(tables, year, name)


def answer(tables: Tables) -> str:
    """The page's answer for the user's network: its largest known lack, all years together."""
    found = _skills(tables, None)
    return f"{gap_finding(found)}." if len(found) else say("appariement.aucune")


def _year(tables: Tables) -> int | None:
    """The year that the user looks at, or all of them."""
    years = sorted({int(year) for year in tables["competences"]["annee"].dropna()})
    chosen: int | None = st.selectbox(
        say("appariement.annee"),
        [None, *years],
        key="appariement_annee",
        format_func=lambda year: say("appariement.toutes") if year is None else str(year),
    )
    return chosen


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


def _matrix(found: pd.DataFrame, name: str) -> None:
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    measure = left.segmented_control(
        say("appariement.mesure"),
        MEASURES,
        required=True,
        default=MEASURES[0],
        key="appariement_mesure",
        format_func=lambda key: say(f"appariement.mesures.{key}"),
    )
    sought = right.text_input(say("appariement.chercher"), key="appariement_cherche")
    kept, skills, places = largest(found, sought)
    if kept.empty:
        st.html(html.source(say("sources.rien"), ""))
        return
    picture = matrix_drawing(kept, measure, name, (skills, places))
    drawings.show(picture)
    foot(picture, "competences_par_territoire", licence=say("appariement.licence"))


def matrix_drawing(
    kept: pd.DataFrame, measure: str, name: str, left_out: tuple[int, int]
) -> Drawing:
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


@st.fragment
def _who_could_lend(tables: Tables, found: pd.DataFrame, year: int | None) -> None:
    """Choose a skill and a territory: the other territories that have days to spare."""
    keep_language()
    st.html(html.chart_heading(say("appariement.preter"), say("appariement.preter_sous_titre")))
    known = found.dropna(subset=["ecart"])
    first = known.iloc[int(known["ecart"].argmin())] if len(known) else found.iloc[0]
    skills = list(dict.fromkeys(found["competence"]))
    places = dict(zip(found["territoire"], found["nom"], strict=True))
    codes = sorted(places, key=lambda code: formats.plain(places[code]))
    left, right = st.columns(2)
    skill = left.selectbox(
        say("appariement.competence"),
        skills,
        index=skills.index(first["competence"]),
        key="appariement_competence",
    )
    place = right.selectbox(
        say("appariement.territoire"),
        codes,
        index=codes.index(first["territoire"]),
        key="appariement_territoire",
        format_func=places.__getitem__,
    )
    lenders = _spare(tables, skill, place, year)
    st.html(
        html.chart_heading(lending_answer(found, lenders, skill, (place, places[place])), level=3)
    )
    if len(lenders):
        st.html(_lending_table(lenders))


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


def _lending_table(lenders: pd.DataFrame) -> str:
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
    table = html.data_table(heads, rows, "lrrll", wrap=True)
    left = len(lenders) - len(shown)
    more = html.source(say("appariement.autres", n=left), "") if left > 0 else ""
    return table + more


@st.fragment
def _lenders(tables: Tables, year: int | None, name: str) -> None:
    """Days promised and given, lender by lender."""
    keep_language()
    found = _given(tables, year)
    if found.empty:
        st.html(html.source(say("appariement.aucun_jour"), ""))
        return
    sought = st.text_input(say("appariement.chercher_preteur"), key="appariement_preteur")
    wanted = formats.plain(sought)
    named = found["nom"].map(formats.plain).str.contains(wanted, regex=False)
    kept = found[named] if wanted else found
    if kept.empty:
        st.html(html.source(say("sources.rien"), ""))
        return
    picture = lenders_drawing(kept, name)
    drawings.show(picture)
    foot(picture, "jours_par_preteur", licence=say("appariement.licence"))


def lenders_drawing(kept: pd.DataFrame, name: str) -> Drawing:
    """The lenders who gave most; the others are counted in words."""
    shown: list[Row] = kept.head(MOST_LENDERS).to_dict("records")  # type: ignore[assignment]
    left = len(kept) - len(shown)
    heads = ("nom", "promis", "donnes", "promis_inconnus", "donnes_inconnus")
    caption = say("appariement.lecture_preteurs")
    return two_bars(
        [
            Pair(
                label=str(row["nom"]),
                promised=None if pd.isna(row["promis"]) else float(row["promis"]),
                given=None if pd.isna(row["donnes"]) else float(row["donnes"]),
                promised_words=say(
                    "appariement.promis", jours=at_least(row["promis"], row["promis_inconnus"])
                ),
                given_words=say(
                    "appariement.donnes", jours=at_least(row["donnes"], row["donnes_inconnus"])
                ),
                figures={key: row[key] for key in heads},
            )
            for row in shown
        ],
        headings={key: say(f"appariement.colonnes.{key}") for key in heads},
        words=Words(
            title=lenders_finding(kept),
            subtitle=say("appariement.sous_titre_preteurs"),
            source=say("reseau.vos_donnees", nom=name),
            caption=f"{caption} {say('appariement.autres_preteurs', n=left)}" if left else caption,
        ),
    )


def lenders_finding(found: pd.DataFrame) -> str:
    """The days given of those promised, over the lenders for whom both are wholly known."""
    blank = found["promis_inconnus"] + found["donnes_inconnus"]
    both = found[(blank == 0)].dropna(subset=["promis", "donnes"])
    promised, given = float(both["promis"].sum()), float(both["donnes"].sum())
    if not promised:
        return say("appariement.jours_inconnus", n=len(found))
    return say(
        "appariement.jours_donnes",
        donnes=days(given),
        promis=days(promised),
        part=formats.percent(given / promised),
        n=len(both),
        total=formats.number(len(found)),
    )
