"""Every numeric case of law, by every door that can ask it, to the last figure written."""

from dataclasses import replace
from functools import cache

import pytest

from tests.cas_chiffres.doors import answers_of, faults_of
from tests.cas_chiffres.rows import Refused, all_rows, read_rows

ROWS = {row.name: row for row in all_rows()}
GIVEN = """
- cas: D99
  titre: Un don
  origine: calcul
  calcul: 60 % de 1 000
  par: un essai
  donnees: {chiffre_affaires: 1000000, benefice: 100000, montants: 1000, interet_general: oui,
    aide_aux_entreprises: non, obligation: non, recu: oui}
  attendu: {reduction: 600}
"""
ASKED = {
    "règle": "la règle, la règle sur un tableau, la règle qui s’explique",
    "simulateur": "le moteur, evaluate, la commande run, un lien, un fichier, un lot",
    "mécène": "le moteur, evaluate, la commande mecene, un lien, un fichier, un lot, la règle",
    "historique": "le suivi des années, la commande mecene, la page du mécène",
}


@cache
def answered(name):
    """What each door answers of a row, asked once."""
    return answers_of(ROWS[name])


@pytest.mark.parametrize("name", ROWS)
def test_every_door_answers_what_the_lawyer_expects(name):
    assert faults_of(ROWS[name], answered(name)) == []


@pytest.mark.parametrize("name", ROWS)
def test_a_wrong_expected_value_fails_at_each_door_that_answers_it(name):
    row = ROWS[name]
    for key, value in row.expected.items():
        wrong = replace(row, expected={key: planted(row, value)})
        doors = [door for door, answers in answered(name).items() if key in answers]
        assert len(faults_of(wrong, answered(name))) == len(doors) > 0, key


def planted(row, value):
    if isinstance(value, bool):
        return not value
    return f"{value}x" if isinstance(value, str) else value + 3 * row.tolerance_of(value)


@pytest.mark.parametrize("kind", ASKED)
def test_every_door_is_asked_and_answers(kind):
    doors = [door for name, row in ROWS.items() if kind_of(row) == kind for door in answered(name)]
    assert set(doors) == set(ASKED[kind].split(", "))


def kind_of(row):
    keys = {"regle": "règle", "dispositif": "simulateur", "annees": "historique"}
    return next((kind for key, kind in keys.items() if key in row.given), "mécène")


def test_the_case_of_a_newcomer_is_asked_by_six_doors():
    (row,) = read_rows(GIVEN)
    assert faults_of(row, answers_of(row)) == []
    assert len(answers_of(row)) == 6


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("benefice:", "benefise:", "donnée inconnue « benefise » ; vouliez-vous dire benefice"),
        (
            "reduction:",
            "reductoin:",
            "réponse inconnue « reductoin » ; vouliez-vous dire",
        ),
        ("titre:", "tire:", "rubrique inconnue « tire » ; vouliez-vous dire titre"),
        ("calcul: 60 % de 1 000", "source: x", "il manque « calcul »"),
        ("origine: calcul", "origine: ouï-dire", "l’origine est cabinet, calcul, officielle"),
        ("titre: Un don", "titre: Un don : petit", "ligne 3 : ce n’est pas du YAML"),
        ("- cas: D99", "- autre: D99", "chaque cas commence par son nom"),
        ("{reduction: 600}", "{}", "il manque « attendu »"),
        ("{reduction: 600}", "{reduction: 600}\n  tolerance: 5", "jusqu’à 1 € au plus"),
        ("montants: 1000", "montants: -1000", "Cas D99 : "),
        (
            "{chiffre_affaires: 1000000,",
            "{regle: plafond_des_don,",
            "dire plafond_des_dons",
        ),
        ("{chiffre_affaires: 1000000,", "{dispositif: alise,", "vouliez-vous dire alize"),
    ],
)
def test_what_cannot_be_asked_is_said_with_its_name(before, after, told):
    with pytest.raises(Refused) as fault:
        [answers_of(row) for row in read_rows(GIVEN.replace(before, after), "essai.yaml")]
    assert told in str(fault.value)


@pytest.mark.parametrize(
    ("expected", "tolerance"),
    [(600, 0.005), (600.5, 0.005), (0.30975, 0.000005), (0.394333, 0.0000005)],
)
def test_a_value_holds_to_the_last_figure_written_and_to_the_cent_at_least(expected, tolerance):
    (row,) = read_rows(GIVEN)
    assert row.tolerance_of(expected) == pytest.approx(tolerance)


def test_no_name_is_used_twice(tmp_path, monkeypatch):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(GIVEN, encoding="utf-8")
    monkeypatch.setattr("tests.cas_chiffres.rows.FOLDER", tmp_path)
    with pytest.raises(Refused, match="D99"):
        all_rows()
