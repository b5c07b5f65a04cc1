"""The command line: the same models, exit code 2 and one sentence for bad input."""

import csv
import json
from pathlib import Path

import pytest

from simulator import ROOT
from simulator.__main__ import main
from simulator.base import limits
from simulator.errors import InputError
from simulator.schemes import SCHEMES
from simulator.studies import batch
from simulator.studies.batch_cases import SCENARIOS

CASES = sorted((ROOT / "data" / "cases").glob("*.json"))


def run(capsys, *arguments):
    code = main([str(a) for a in arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_every_ready_case_runs_and_balances(path, capsys):
    code, out, _ = run(capsys, "run", path)
    assert code == 0
    answer = json.loads(out)
    for route in answer["voies"].values():
        assert sum(route["porte"].values()) == pytest.approx(route["ressources"], abs=0.01)
        assert all(line["source"] for line in route["grand_livre"])
    code, out, _ = run(capsys, "run", path, "--table")
    assert code == 0
    assert "€" in out


def test_a_case_of_each_scheme_is_ready():
    assert {json.loads(p.read_text(encoding="utf-8"))["dispositif"] for p in CASES} == set(SCHEMES)


def test_the_official_example_of_two_years(tmp_path, capsys):
    path = tmp_path / "mecene.json"
    years = [
        {"cloture": "2023-12-31", "chiffre_affaires": 5500000, "dons": 46000, "impot_du": None},
        {
            "cloture": "2024-12-31",
            "chiffre_affaires": 8000000,
            "dons": 21000,
            "dons_aide_sociale": 0,
        },
    ]
    path.write_text(json.dumps({"annees": years}), encoding="utf-8")
    code, out, _ = run(capsys, "mecene", path)
    first, second = json.loads(out)["annees"]
    assert code == 0
    assert (first["reduction"], second["reduction"]) == (16_500, 23_700)
    assert first["reports"] == [{"annee": 2023, "taux": 0.6, "montant": 18_500}]
    wanted = {
        "cloture", "plafond", "dons_retenus", "report_utilise", "reduction", "report_restant",
        "reports", "impot_du", "reduction_imputee", "reduction_reportee", "reduction_perdue",
    }  # fmt: skip
    assert wanted <= set(first)


BAD = {
    "absent": None,
    "vide": "",
    "pas du JSON": "{",
    "NaN": '{"dispositif": "alize", "reponses": {"jours": NaN}}',
    "infini": '{"dispositif": "alize", "reponses": {"jours": 1e999}}',
    "texte": '{"dispositif": "alize", "reponses": {"jours": "trois"}}',
    "négatif": '{"dispositif": "alize", "reponses": {"jours": -1}}',
    "trop de jours": '{"dispositif": "alize", "reponses": {"jours": 400}}',
    "part": '{"dispositif": "boost_innov", "reponses": {"part_du_don": 1.01}}',
    "année": '{"dispositif": "boost_innov", "reponses": {"annee": 2010}}',
    "inconnu": '{"dispositif": "zut"}',
    "liste": "[]",
    "nombre": "12",
    "profond": "[" * 100_000,
    "champ": '{"dispositif": "alize", "reponses": {"zut": 1}}',
    "version": '{"version": 9, "dispositif": "alize"}',
    "réponses": '{"dispositif": "alize", "reponses": 3}',
    "salaire": '{"dispositif": "alize", "reponses": {"salaire_brut": 100}}',
    "clé double": '{"dispositif": "alize", "dispositif": "ppj"}',
    "jour en nombre": '{"dispositif": "alize", "reponses": {"jour_signature": 1735689600}}',
    "oui pour un nombre": '{"dispositif": "alize", "reponses": {"nb_pme": true}}',
    "souligné": '{"dispositif": "alize", "reponses": {"nb_pme": "1_0"}}',
    "entier démesuré": '{"dispositif": "alize", "reponses": {"nb_pme": 1' + "0" * 400 + "}}",
    "entier sans fin": '{"dispositif": "alize", "reponses": {"nb_pme": 1' + "0" * 6000 + "}}",
    "moitié de caractère": '{"dispositif": "\\ud800"}',
    "titre sans fin": '{"dispositif": "alize", "titre": "' + "x" * 300 + '"}',
    "version oui": '{"version": true, "dispositif": "alize"}',
    "clôture en nombre": '{"annees": [{"cloture": 1703980800, "chiffre_affaires": 1}]}',
    "clôture lointaine": '{"annees": [{"cloture": "2100-12-31", "chiffre_affaires": 1}]}',
    "an un": '{"annees": [{"cloture": "0001-01-01", "chiffre_affaires": 1}]}',
    "exercice sans fin": '{"annees": [{"cloture": "2023-12-31", "ouverture": "1990-01-01", '
    '"chiffre_affaires": 1}]}',
    "jour": '{"dispositif": "alize", "reponses": {"jour_signature": "2020-01-01"}}',
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", ["run", "mecene", "comparer"])
def test_bad_input_gives_one_sentence_and_code_2(command, name, tmp_path, capsys):
    path = tmp_path / "cas.json"
    if BAD[name] is not None:
        path.write_text(BAD[name], encoding="utf-8")
    code, out, err = run(capsys, command, path)
    assert code == 2
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert err.strip()[-1] in ".?"
    assert "Traceback" not in err


def test_a_half_year_is_shown_as_it_was_written(tmp_path, capsys):
    path = tmp_path / "cas.json"
    path.write_text('{"dispositif": "alize", "reponses": {"annee": 2026.5}}', encoding="utf-8")
    code, _, err = run(capsys, "run", path)
    assert code == 2
    assert "2026,5" in err


def test_a_file_in_another_encoding_is_said(tmp_path, capsys):
    path = tmp_path / "cas.json"
    path.write_bytes('{"titre": "été"}'.encode("latin-1"))
    code, _, err = run(capsys, "run", path)
    assert code == 2
    assert "UTF-8" in err


def test_good_rows_run_and_bad_rows_are_refused_with_their_reason(tmp_path, capsys):
    path = tmp_path / "cas.csv"
    rows = [
        "dispositif;nb_pme;part_du_don;jours",
        "boost_innov;4;0,5;",
        "boost_innov;0;1,5;",
        "alize;1;;=2+2",
        "zut;1;;",
        "alize;1;;425",
        "alize;1;;;;;;;;x",
        "ppj;;;",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    code, out, err = run(capsys, "run", "--batch", path)
    assert code == 0
    assert [case["ligne"] for case in json.loads(out)] == [2, 8]
    assert "rejets" in err
    text = Path(f"{path}.rejets.csv").read_text(encoding="utf-8-sig")
    refused = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert {line["ligne"] for line in refused} == {"3", "4", "5", "6", "7"}
    assert {line["colonne"] for line in refused if line["ligne"] == "3"} == {
        "nb_pme",
        "part_du_don",
    }
    assert all(line["raison"].endswith((".", "?")) for line in refused)


def test_a_batch_without_its_column_is_refused(tmp_path, capsys):
    path = tmp_path / "cas.csv"
    path.write_text("nb_pme\n3\n", encoding="utf-8")
    code, _, err = run(capsys, "run", "--batch", path)
    assert code == 2
    assert "dispositif" in err


def test_the_law_of_a_day(capsys):
    code, out, _ = run(capsys, "loi", "2020-12-30")
    assert code == 0
    line = next(line for line in out.splitlines() if line.startswith("mecenat.plafond_forfaitaire"))
    assert "10\u202f000" in line
    assert "art. 148" in line


@pytest.mark.parametrize("day", ["1900-01-01", "2025-02-30", "demain"])
def test_a_day_without_law_is_refused(day, capsys):
    code, _, err = run(capsys, "loi", day)
    assert code == 2
    assert err.strip()


def test_freshness_lists_every_row_oldest_first(capsys, book):
    code, out, _ = run(capsys, "fraicheur")
    assert code == 0
    assert len(out.splitlines()) == len(book.rows())


@pytest.mark.parametrize("arguments", [[], ["zut"], ["run"], ["run", "--zut"], ["mecene"]])
def test_a_command_not_understood_says_what_is(arguments, capsys):
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert "mecene FICHIER.json" in err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("dispositif;jours;jours\nalize;1;2\n", "deux fois"),
        ("dispositif;jours\nalize;" + "9" * 200_000 + "\n", "démesurée"),
        ("dispositif;jours\n" + "alize;3\n" * 20_001, "20"),
    ],
    ids=["colonne double", "cellule démesurée", "trop de lignes"],
)
def test_a_broken_batch_is_refused_whole(text, words, tmp_path, capsys):
    path = tmp_path / "cas.csv"
    path.write_text(text, encoding="utf-8")
    code, _, err = run(capsys, "run", "--batch", path)
    assert code == 2
    assert words in err


def test_a_batch_is_counted_before_anything_is_simulated(monkeypatch):
    def never(*_arguments):
        raise AssertionError

    monkeypatch.setattr(batch, "evaluate", never)
    with pytest.raises(InputError):
        batch.run("dispositif\n" + "ppj\n" * (limits.BATCH_ROWS + 1), SCENARIOS)


def test_thousands_with_a_point_are_refused_as_ambiguous(tmp_path, capsys):
    path = tmp_path / "cas.csv"
    path.write_text("dispositif;cout_journee\nalize;1.000\nalize;1 000,50\n", encoding="utf-8")
    code, out, _ = run(capsys, "run", "--batch", path)
    assert code == 0
    assert [case["ligne"] for case in json.loads(out)] == [3]


def test_refused_rows_that_cannot_be_written_are_said(tmp_path, capsys):
    path = tmp_path / "cas.csv"
    path.write_text("dispositif\nzut\nppj\n", encoding="utf-8")
    code, _, err = run(capsys, "run", "--batch", path, "--rejets", tmp_path / "absent" / "r.csv")
    assert code == 2
    assert "--rejets" in err


def test_a_history_beyond_the_known_law_says_so(tmp_path, capsys):
    path = tmp_path / "mecene.json"
    path.write_text(
        '{"annees": [{"cloture": "2028-12-31", "chiffre_affaires": 1}]}', encoding="utf-8"
    )
    code, out, _ = run(capsys, "mecene", path)
    assert code == 0
    assert "2028" in json.loads(out)["avertissements"][0]
