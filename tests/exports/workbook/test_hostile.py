"""Whatever is typed in a cell, no formula fails, and what is not a result is never a number."""

from random import Random

import openpyxl
import pytest

from simulator.exports.workbook import workbook
from tests.exports.workbook.drawn import item_of
from tests.exports.workbook.hostile import (
    TYPED,
    errors_of,
    names_in,
    said,
    typed_in,
    value_of,
)
from tests.exports.workbook.office import office, recomputed
from tests.exports.workbook.samples import SAMPLES, formulas

needs_office = pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
KINDS = ("dons_sur_trois_ans", "mecene_2_gros_don", "comparaison", "programme")
SEED = 2026


@needs_office
def test_no_formula_fails_whatever_stands_in_every_cell_at_once(tmp_path):
    rng, files = Random(SEED), []
    for name in KINDS:
        for group in (["h_"], ["loi_", "f_", "c_"]):
            for rank, value in enumerate(rng.sample(TYPED, 2)):
                path = tmp_path / f"{name}_{group[0]}{rank}.xlsx"
                files.append(typed_in(name, names_in(name, *group), value, path))
    for path in recomputed(files, tmp_path):
        assert errors_of(openpyxl.load_workbook(path, data_only=True)) == [], path.name


@needs_office
def test_one_cell_that_cannot_be_read_is_named_and_no_result_is_given(tmp_path):
    rng, files, cells = Random(SEED), [], []
    for name in KINDS:
        for start in ("h_", "loi_"):
            cell = rng.choice(names_in(name, start))
            value = rng.choice(["abc", -1e12, 1e300])
            path = tmp_path / f"{name}_{start}.xlsx"
            files.append(typed_in(name, [cell], value, path))
            cells.append((name, cell, value))
    for path, (name, cell, value) in zip(recomputed(files, tmp_path), cells, strict=True):
        book = openpyxl.load_workbook(path, data_only=True)
        assert errors_of(book) == []
        sheet, where = next(iter(book.defined_names[cell].destinations))
        label = book[sheet].cell(book[sheet][where].row, 1).value
        assert label in said(book), (name, cell, value)
        told = {value_of(book, one) for one in book.defined_names if one.startswith("r_")}
        assert "à revoir" in told
        known = {formulas(name)[s][c].data_type for one in book.defined_names
                 if one.startswith("r_") and isinstance(value_of(book, one), int | float)
                 for s, c in book.defined_names[one].destinations}  # fmt: skip
        assert known <= {"n"}, "a formula still answers"


@needs_office
def test_a_company_whose_profit_is_emptied_no_longer_answers(tmp_path):
    name = next(n for n, (genre, case) in SAMPLES.items()
                if genre == "scenario" and "h_benefice_mecene" in names_in(n, "h_"))  # fmt: skip
    path = typed_in(name, ["h_benefice_mecene"], None, tmp_path / "vide.xlsx")
    book = openpyxl.load_workbook(recomputed([path], tmp_path)[0], data_only=True)
    assert value_of(book, "r_cout_reel") == "à revoir"
    assert "Bénéfice" in said(book)
    assert "vide" in said(book)


@pytest.mark.parametrize("name", list(SAMPLES))
def test_formulas_read_no_cell_in_which_a_person_types(name):
    """They read `l_…`, or ask whether it is empty; the checks of the cell itself apart."""
    for sheet in ("Flux", "Qui porte", "Lisez-moi"):
        for row in formulas(name)[sheet].iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    bare = str(cell.value).replace("ISBLANK(h_", "")
                    assert "h_" not in bare.replace("l_h_", ""), (sheet, cell.coordinate, bare)


@needs_office
def test_a_year_without_firms_between_two_others_is_not_a_cell_to_correct(tmp_path):
    line = {"territoire": "meuse", "dispositif": "alize", "pme": [3, 0, 2, 0]}
    case = {"annees": [2027, 2028, 2029, 2030], "lignes": [line]}
    path = tmp_path / "trou.xlsx"
    path.write_bytes(workbook(item_of("programme", case)))
    book = openpyxl.load_workbook(recomputed([path], tmp_path)[0], data_only=True)
    assert value_of(book, "reponse_possible") == 1
