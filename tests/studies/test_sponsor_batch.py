"""A thousand sponsors from a file: the same figures as one by one, refusals in French, in time."""

import csv
import random
import time
from io import StringIO

import pytest

from simulator.__main__ import main
from simulator.errors import InputError
from simulator.figures.sponsor_outcome import assess
from simulator.studies.batch import SPONSOR_COLUMNS, results
from simulator.studies.batch import run as run_batch
from simulator.studies.batch_cases import SPONSORS
from simulator.studies.batch_cases import sponsor_columns as columns
from simulator.studies.batch_cases import sponsor_of as case_of

HEAD = "titre;chiffre_affaires;benefice;montants;brut_mensuel;jours;interet_general;recu;excedents"


def run(text, progress=None):
    return run_batch(text, SPONSORS, progress=progress)


def rows_of(text):
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def thousand():
    chance = random.Random(4)
    lines = [HEAD]
    for n in range(1_000):
        turnover, profit = chance.randint(1, 50) * 1_000_000, chance.randint(1, 900) * 1_000
        given = f"{chance.randint(1, 90)} 000|50;;" if n % 2 else f";{chance.randint(2, 9)}000;12,5"
        lines.append(f"C{n};{turnover};{profit};{given};oui;oui;2024:3000:60 %")
    return "\n".join(lines)


def test_a_thousand_cases_answer_in_time_and_as_one_by_one():
    heard = []
    start = time.perf_counter()
    report = run(thousand(), progress=lambda done, total: heard.append((done, total)))
    assert time.perf_counter() - start < 12  # 1.6 s alone; the machine of a test is shared
    assert len(report.answered) == 1_000
    assert not report.refusals
    assert heard[-1] == (1_000, 1_000)
    assert len(heard) > 1
    for answered in report.answered[::97]:
        alone = assess(answered.case)
        for key in SPONSOR_COLUMNS.values():
            reading, _, figure = key.partition(".")
            expected = alone.figures(reading)[figure] if figure else alone.state
            assert answered.figures[key] == expected


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("A;abc;1;5;;;oui;oui;", "chiffre_affaires", "nombre"),
        ("A;1.000;1;5;;;oui;oui;", "chiffre_affaires", "deux façons"),
        ("A;-5;1;5;;;oui;oui;", "chiffre_affaires", "minimum"),
        ("A;;1;5;;;oui;oui;", "chiffre_affaires", "manque"),
        ("A;5;1;;;;oui;oui;", "operations", "manque"),
        ("A;5;1;;4000;;oui;oui;", "jours", "manque"),
        ("A;5;1;5;;;peut-être;oui;", "interet_general", "choix"),
        ("A;5;1;5;;;oui;oui;2024", "excedents", "report"),
        ("A;5;1;5;;;oui;oui;2024:x", "montant", "nombre"),
        ("A;5;1;5;;;oui;oui;;de trop", "", "sans en-tête"),
        ("A;5;1;5;4000;5;oui;oui;", "operations", "argent"),
    ],
)
def test_a_bad_line_is_refused_and_the_others_go_on(line, column, said):
    report = run(f"{HEAD}\nBon;12000000;800000;5000;;;oui;oui;\n{line}\n")
    assert [answered.ligne for answered in report.answered] == [2]
    assert {refusal.ligne for refusal in report.refusals} == {3}
    assert [r.colonne for r in report.refusals if said in r.raison] == [column]


@pytest.mark.parametrize(
    "head", ["titre\nA", "chiffre_affaires;bidule\n1;2", "chiffre_affaires;chiffre_affaires\n1;2"]
)
def test_a_file_whose_header_is_wrong_is_refused_whole(head):
    with pytest.raises(InputError):
        run(head)


def test_french_numbers_days_and_shares_are_read():
    case = case_of(
        {
            "chiffre_affaires": "12 000 000 €|13\u202f000\u202f000",
            "cloture": "30/06/2026",
            "brut_mensuel": "5 200,50",
            "jours": "12,5",
            "contreparties": "10 %",
            "excedents": "2024:30 000:60 %|2025:10",
        }
    )
    assert case.chiffre_affaires == (12_000_000, 13_000_000)
    assert case.openings[0].isoformat() == "2025-07-01"
    (operation,) = case.operations
    (salarie,) = operation.salaries
    assert (salarie.brut_mensuel, salarie.jours, operation.contreparties) == (5200.5, 12.5, 0.1)
    assert (salarie.debut, salarie.fin) == (case.openings[0], case.cloture)
    assert [(e.annee, e.montant, e.taux) for e in case.excedents] == [
        (2024, 30_000, 0.6),
        (2025, 10, None),
    ]


def test_results_are_french_and_cannot_run_as_formulas():
    report = run(f"{HEAD}\n=1+1;12000000;800000;5000;;;oui;oui;\n")
    (row,) = rows_of(results(report))
    assert row["titre"] == "'=1+1"
    assert row["cout"] == "5000,00"
    assert row["plafond"] == "60000,00"
    assert "." not in row["cout_net"]


def test_every_column_is_a_question():
    assert "chiffre_affaires" in columns()
    assert len(set(columns())) == len(columns())


def test_the_command_line_writes_results_and_rejects(tmp_path, capsys):
    file = tmp_path / "lot.csv"
    file.write_text(
        f"{HEAD}\nA;12000000;800000;5000;;;oui;oui;\nB;x;1;5;;;oui;oui;\n", encoding="utf-8"
    )
    rejects = tmp_path / "rejets.csv"
    assert main(["mecene", "--lot", str(file), "--rejets", str(rejects)]) == 0
    said = capsys.readouterr()
    (row,) = rows_of(said.out)
    assert row["ligne"] == "2"
    (refused,) = rows_of(rejects.read_text(encoding="utf-8"))
    assert refused["ligne"] == "3"
    assert "rejets.csv" in said.err
    assert main(["mecene"]) == 2
