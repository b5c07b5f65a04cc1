"""Skills of a user's network: offered and asked, the gap, who could lend, what lenders gave.

Days that a row leaves blank are unknown: they are counted apart, never as zero days.
"""

from collections.abc import Callable, Hashable
from functools import cache
from math import hypot
from weakref import WeakKeyDictionary

import pandas as pd

from simulator.network import geo
from simulator.network.imports.cells import LIST_SEPARATOR, folded
from simulator.network.imports.tables import Tables


def skills_matrix(tables: Tables, annee: int | None = None) -> pd.DataFrame:
    """Skill × territory: days offered and asked, and the gap (offered - asked), of a year or all.

    Columns: competence, territoire, nom, offre, demande, ecart (days; NaN when every row of a side
    leaves them blank), offre_lignes, demande_lignes, offre_inconnue, demande_inconnue (rows; the
    last two are those without days). A side without any row is 0 day and 0 row: the tables say so.
    Skills are the same whatever their accents and case; the first way of writing them is kept.
    """
    rows = tables["competences"]
    if annee is not None:
        rows = rows[rows["annee"] == annee]
    rows = rows.assign(_skill=rows["competence"].map(folded))
    names = rows.drop_duplicates("_skill").set_index("_skill")["competence"]
    place = ["_skill", "territoire"]
    matrix = rows[place].drop_duplicates().set_index(place)
    for way in ("offre", "demande"):
        days = rows[rows["sens"] == way].groupby(place)["jours"]
        size = days.size().reindex(matrix.index, fill_value=0)
        blank = size - days.count().reindex(matrix.index, fill_value=0)
        known = days.sum(min_count=1).round(4).reindex(matrix.index)
        matrix[way] = known.mask(size == 0, 0.0)
        matrix[f"{way}_lignes"] = size
        matrix[f"{way}_inconnue"] = blank
    matrix["ecart"] = (matrix["offre"] - matrix["demande"]).round(4)
    matrix = matrix.reset_index()
    matrix["competence"] = matrix["_skill"].map(names)
    matrix["nom"] = matrix["territoire"].map(tables["territoires"].set_index("code")["nom"])
    order = [
        "competence", "territoire", "nom", "offre", "demande", "ecart",
        "offre_lignes", "demande_lignes", "offre_inconnue", "demande_inconnue",
    ]  # fmt: skip
    return matrix.sort_values(["_skill", "nom", "territoire"], ignore_index=True)[order]


def neighbour_lenders(
    tables: Tables,
    competence: str,
    territoire: str,
    annee: int | None = None,
    *,
    matrix: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The other territories that offer more days of a skill than they ask, nearest first.

    Columns: territoire, nom, surplus (days), distance_km (between the centres of departments on
    the map; NaN from or to an overseas department, which the map moves), voisin (their
    departments touch or are the same), preteurs (names). Only a surplus that is known is given.
    `matrix` is what `skills_matrix` gave, when the caller has it.
    """
    matrix = skills_matrix(tables, annee) if matrix is None else matrix
    same = matrix["competence"].map(folded) == folded(competence)
    spare = matrix[same & (matrix["ecart"] > 0) & (matrix["territoire"] != territoire)]
    places = tables["territoires"].set_index("code")["departements"].str.split(LIST_SEPARATOR)
    here = places.get(territoire)
    lenders = _lenders(tables, competence, annee)
    found = pd.DataFrame({
        "territoire": spare["territoire"],
        "nom": spare["nom"],
        "surplus": spare["ecart"],
        "distance_km": [_distance(here, places[code]) for code in spare["territoire"]],
        "voisin": [_touch(here, places[code]) for code in spare["territoire"]],
        "preteurs": [lenders.get(code, "") for code in spare["territoire"]],
    }).astype({"distance_km": "float64", "voisin": "bool"})  # fmt: skip
    order = ["voisin", "distance_km", "surplus"]
    found = found.sort_values(order, ascending=[False, True, False], na_position="last")
    return found.reset_index(drop=True)


def _lenders(tables: Tables, competence: str, annee: int | None) -> dict[str, str]:
    """The names of those who offer a skill, by territory."""
    rows = tables["competences"]
    rows = rows[rows["sens"] == "offre"]
    if annee is not None:
        rows = rows[rows["annee"] == annee]
    rows = rows[rows["competence"].map(folded) == folded(competence)].dropna(subset=["preteur"])
    names = rows["preteur"].map(tables["preteurs"].set_index("code")["nom"])
    return {
        str(code): ", ".join(dict.fromkeys(group))
        for code, group in names.groupby(rows["territoire"])
    }


def _distance(here: list[str] | None, there: list[str]) -> float | None:
    """Kilometres between the nearest two departments; None from or to one that the map moves."""
    moved = {box.code for box in geo.boxes()}
    if here is None:
        return None
    if set(here) & set(there):
        return 0.0
    ends = [(geo.zone(a), geo.zone(b)) for a in here for b in there if not {a, b} & moved]
    return min((round(hypot(a.x - b.x, a.y - b.y), 1) for a, b in ends), default=None)


def _touch(here: list[str] | None, there: list[str]) -> bool:
    """Whether a department of one is one of the other, or shares a border with it."""
    if here is None:
        return False
    return any(a == b or _share_a_border(*sorted((a, b))) for a in here for b in there)


@cache
def _share_a_border(one: str, other: str) -> bool:
    """Two outlines that touch lose their common lines when they are drawn as one."""
    apart = len(geo.border([one])) + len(geo.border([other]))
    return len(geo.border([one, other])) < apart


def lender_days(tables: Tables, annee: int | None = None) -> pd.DataFrame:
    """Days that each lender promised and gave, of a year or all, those who gave most first.

    Columns: preteur, nom, territoire, promis, donnes (NaN: no row says), part (given on promised,
    over the rows that say both; NaN without such a row), promis_inconnus, donnes_inconnus (rows).
    """
    rows = tables["jours"]
    if annee is not None:
        rows = rows[rows["date"].dt.year == annee]
    groups = rows.groupby("preteur")
    both = rows.dropna(subset=["jours_promis", "jours_donnes"]).groupby("preteur")
    sums = both[["jours_promis", "jours_donnes"]].sum()
    ratio = (sums["jours_donnes"] / sums["jours_promis"]).where(sums["jours_promis"] > 0)
    size = groups.size()
    days = pd.DataFrame({
        "promis": groups["jours_promis"].sum(min_count=1).round(4),
        "donnes": groups["jours_donnes"].sum(min_count=1).round(4),
        "part": ratio,
        "promis_inconnus": size - groups["jours_promis"].count(),
        "donnes_inconnus": size - groups["jours_donnes"].count(),
    }).rename_axis("preteur").reset_index()  # fmt: skip
    lenders = tables["preteurs"].set_index("code")
    days.insert(1, "nom", days["preteur"].map(lenders["nom"]))
    days.insert(2, "territoire", days["preteur"].map(lenders["territoire"]))
    return days.sort_values(["donnes", "nom"], ascending=[False, True], ignore_index=True)


_READ: WeakKeyDictionary[Tables, dict[Hashable, pd.DataFrame]] = WeakKeyDictionary()
"""What was read from tables, as long as somebody holds them: an erased network leaves nothing."""


def _once(tables: Tables, key: Hashable, read: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """Read something from tables that never change; what holds it copies before it changes it."""
    found = _READ.setdefault(tables, {})
    if key not in found:
        found[key] = read()
    return found[key]


def known_skills(tables: Tables, annee: int | None) -> pd.DataFrame:
    """The skills of a network, a gap known only when all its rows give their days; read once."""

    def read() -> pd.DataFrame:
        found = skills_matrix(tables, annee)
        blank = found["offre_inconnue"] + found["demande_inconnue"]
        return found.assign(ecart=found["ecart"].mask(blank > 0))

    return _once(tables, ("skills", annee), read)


def known_lenders(tables: Tables, annee: int | None) -> pd.DataFrame:
    """Days promised and given, lender by lender; read once."""
    return _once(tables, ("given", annee), lambda: lender_days(tables, annee))


def years_of_skills(tables: Tables) -> list[int]:
    """The years of which some skill is offered or asked."""
    return sorted({int(year) for year in tables["competences"]["annee"].dropna()})
