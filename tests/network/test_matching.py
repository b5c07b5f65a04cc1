"""Skills of a user's network: offer and demand, the gap, who could lend, what lenders gave."""

import math
from datetime import date

import pytest

from simulator.network.imports.tables import Tables, frame_of
from simulator.network.matching import lender_days, neighbour_lenders, skills_matrix


def _place(code, departments):
    return {"code": code, "nom": f"Lieu {code}", "dispositif": "alize", "departements": departments}


def _skill(way, territory, days, skill="gestion", year=2015, **others):
    return {
        "sens": way, "territoire": territory, "competence": skill, "jours": days, "annee": year
    } | others  # fmt: skip


def _days(lender, promised, given, day):
    return {
        "projet": "P", "preteur": lender, "jours_promis": promised, "jours_donnes": given,
        "date": day,
    }  # fmt: skip


@pytest.fixture
def tables():
    rows = {
        "territoires": [
            _place(code, departments)
            for code, departments in {"M": "55", "N": "54", "S": "13", "R": "974"}.items()
        ],
        "preteurs": [
            {"code": c, "nom": f"Firme {c}", "territoire": t} for c, t in (("E1", "N"), ("E2", "S"))
        ],
        "competences": [
            _skill("demande", "M", 5),
            _skill("demande", "M", None, skill="Gestion"),
            _skill("offre", "N", 8, preteur="E1"),
            _skill("demande", "N", 2),
            _skill("offre", "S", 3, skill="GESTION", preteur="E2"),
            _skill("offre", "R", 4),
            _skill("offre", "R", None, skill="droit", year=2016),
        ],
        "jours": [
            _days("E1", 6, 3, date(2015, 5, 1)),
            _days("E1", 4, None, date(2016, 5, 1)),
            _days("E2", None, 7, date(2016, 6, 1)),
        ],
    }  # fmt: skip
    return Tables.of({table: frame_of(table, found) for table, found in rows.items()})


def test_the_matrix_adds_days_and_counts_the_unknown_apart(tables):
    matrix = skills_matrix(tables).set_index(["competence", "territoire"])
    here = matrix.loc["gestion", "M"]
    assert (here["offre"], here["demande"], here["ecart"]) == (0, 5, -5)
    assert (here["demande_lignes"], here["demande_inconnue"], here["offre_lignes"]) == (2, 1, 0)
    assert matrix.loc["gestion", "N"]["ecart"] == 6
    law = matrix.loc["droit", "R"]
    assert math.isnan(law["offre"])
    assert math.isnan(law["ecart"])
    assert list(skills_matrix(tables, 2016)["competence"]) == ["droit"]


def test_neighbours_come_first_and_distance_over_the_sea_is_unknown(tables):
    lenders = neighbour_lenders(tables, "Gestion", "M")
    assert list(lenders["territoire"]) == ["N", "S", "R"]
    assert list(lenders["voisin"]) == [True, False, False]
    assert list(lenders["surplus"]) == [6, 3, 4]
    near, far, beyond = lenders["distance_km"]
    assert 30 < near < 120 < far < 700
    assert math.isnan(beyond)
    assert list(lenders["preteurs"]) == ["Firme E1", "Firme E2", ""]
    assert "N" not in list(neighbour_lenders(tables, "gestion", "N")["territoire"])
    assert neighbour_lenders(tables, "inconnue", "M").empty


def test_days_of_lenders_keep_promised_and_given_apart(tables):
    days = lender_days(tables).set_index("preteur")
    assert (days.loc["E1", "promis"], days.loc["E1", "donnes"]) == (10, 3)
    assert days.loc["E1", "part"] == 0.5  # only over the row that says both
    assert days.loc["E1", "donnes_inconnus"] == 1
    assert math.isnan(days.loc["E2", "promis"])
    assert math.isnan(days.loc["E2", "part"])
    assert list(lender_days(tables, 2016)["preteur"]) == ["E2", "E1"]


def test_empty_tables_give_empty_answers():
    nothing = Tables.of({})
    for frame in (
        skills_matrix(nothing),
        lender_days(nothing),
        neighbour_lenders(nothing, "x", "y"),
    ):
        assert frame.empty
        assert len(frame.columns) > 4
