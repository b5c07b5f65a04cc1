"""One door for CSV: how a person's text is read, and how ours is written."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.__main__ import main
from simulator.base.csvs import french_csv, lines_in, protected, text_of
from simulator.base.decoding import NotText
from simulator.cases.reform import Reform
from simulator.cases.reform_files import read_reform, to_csv
from simulator.studies import batch
from simulator.studies.batch_cases import SCENARIOS, SPONSORS
from simulator.text import LANGUAGES, speaking

RUN = tuple("=+-@\t\r\n＝＋－＠")


def written(*cells):
    text = french_csv([cells])
    assert text.startswith("\ufeff")
    return next(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (None, ""),
        (1078.56, "1078,56"),
        (12.0, "12,00"),
        (0.35, "0,35"),
        (0.159062, "0,1591"),
        (1.234, "1,2340"),  # three decimals would read as thousands
        (-1078.56, "-1078,56"),
        (-0.0, "0,00"),
        (-0.00001, "0,00"),  # less than nothing is nothing once rounded
        (float("nan"), ""),
        (float("inf"), ""),
        (2026, "2026"),
        (date(2026, 3, 1), "01/03/2026"),
        ("=1+1", "'=1+1"),
        ("-2+3", "'-2+3"),
        ("-2,5", "-2,5"),  # a number is no formula
        ("'=1+1", "''=1+1"),
        ("@SOMME", "'@SOMME"),
        ("＝1+1", "'＝1+1"),
        ("\n=1+1", "'\n=1+1"),
        ("a;b\n« c »", "a;b\n« c »"),
    ],
)
def test_a_cell_is_written_as_a_french_spreadsheet_opens_it(cell, told):
    assert written(cell, "fin") == [told, "fin"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=20))
def test_no_text_can_run(text):
    (cell,) = written(text) or [""]
    assert not cell.startswith(RUN) or cell.replace(",", "").replace(".", "")[1:].isdigit()


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_a_file_is_read_whatever_wrote_it(separator, ending, encoding):
    lines = [["société", "coût"], ["", ""], ["Été", "5"]]
    content = ending.join(separator.join(line) for line in lines).encode(encoding)
    found, rows = lines_in(text_of(content))
    assert found == separator
    assert list(rows) == [(1, lines[0]), (3, lines[2])]


@pytest.mark.parametrize("declared", ["sep=|", '"sep=|"', "SEP=|", "sep=| ", "sep=|||"])
def test_the_separator_that_a_spreadsheet_declares_is_the_one(declared):
    found, rows = lines_in(f"{declared}\na|b;c;d\n1|2;3;4")
    assert found == "|"
    assert list(rows) == [(2, ["a", "b;c;d"]), (3, ["1", "2;3;4"])]


def test_what_is_no_text_is_refused():
    with pytest.raises(NotText):
        text_of(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_three_files_of_a_person_are_read_alike(encoding, separator):
    """A batch of each kind and a reform, saved by any spreadsheet."""

    def file(*lines):
        return text_of("\r\n".join(separator.join(line) for line in lines).encode(encoding))

    scenarios = file(("dispositif", "titre"), ("alize", "Été"))
    sponsors = file(("chiffre_affaires", "montants", "titre"), ("1000000", "100", "Été"))
    assert [one.case.titre for one in batch.run(scenarios, SCENARIOS).answered] == ["Été"]
    assert [one.case.titre for one in batch.run(sponsors, SPONSORS).answered] == ["Été"]
    reform = read_reform(
        file(
            ("parameter", "value", "since"),
            ("reforme.nom", "Été", ""),
            ("mecenat.taux_reduction", "0.5", "2027-01-01"),
        )
    )
    assert (reform.title, reform.rows[0].value) == ("Été", 0.5)


@pytest.mark.parametrize("title", ["=1+1", "'=1+1", "-2+3", "@x", "Été ; « 1 »"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reform_comes_back_whole_whatever_the_language(title, language):
    given = "parameter,value,since\nmecenat.taux_reduction,0.125,2027-01-01"
    reform = read_reform(f"{given}\nmecenat.plafond_forfaitaire,12345.678,2027-01-01", title)
    assert isinstance(reform, Reform)
    with speaking(language):
        assert read_reform(to_csv(reform)) == reform
    assert protected(title) in to_csv(reform)


@pytest.mark.parametrize("command", [("run", "--batch"), ("mecene", "--lot")])
def test_the_command_line_reads_what_excel_writes(tmp_path, capsys, command):
    path = tmp_path / "lot.csv"
    lines = {
        "run": "dispositif;titre\nalize;Été",
        "mecene": "chiffre_affaires;montants;titre\n1000000;1 000,50;Été",
    }
    path.write_text(lines[command[0]], encoding="cp1252")
    assert main([*command, str(path)]) == 0
    assert "Été" in capsys.readouterr().out
