"""A workbook by the rules that financial modellers trust, read cell by cell as it is written."""

import io
import re
from collections.abc import Iterator

import openpyxl
import pytest

from simulator.cases.programme import read_programme
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.errors import InputError
from simulator.exports.workbook import workbook
from simulator.figures.indicators import INDICATORS
from simulator.figures.sponsor_outcome import assess
from simulator.law.book import in_force
from simulator.simulate import simulate
from simulator.stories.scenario_figures import values_of
from simulator.studies.programme import run
from simulator.studies.programme_body import plain
from simulator.text import speaking
from tests.exports.workbook.drawing_programmes import results as of_programme
from tests.exports.workbook.drawing_sponsors import results as of_sponsor
from tests.exports.workbook.drawn import item_of
from tests.exports.workbook.samples import GIFTS, PROGRAMME, SAMPLES, formulas, values

SHEETS = [
    "Lisez-moi", "Hypothèses", "Loi", "Calculs", "Flux", "Qui porte", "Graphiques", "Contrôles",
    "Ce qui est figé",
]  # fmt: skip
YEARS_FROM = 6  # the column of the first fiscal year, counted from 1
LONGEST = 260
FORBIDDEN = ("OFFSET", "INDIRECT", "VBA", "INDEX", "CHOOSE")
every = pytest.mark.parametrize("name", list(SAMPLES))


def cells(name: str) -> Iterator[tuple[str, str, str]]:
    """Every formula of a sample: its sheet, its cell, its text."""
    for sheet in formulas(name):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, str(cell.value)


@every
def test_the_sheets_are_the_nine_that_a_modeller_expects(name):
    assert formulas(name).sheetnames == SHEETS


@every
def test_no_formula_hides_where_it_reads(name):
    called = {word for _, _, text in cells(name) for word in re.findall(r"([A-Z]+)\(", text)}
    assert not called & set(FORBIDDEN)
    assert "SUM" in called


@every
def test_no_constant_stands_inside_a_formula(name):
    for sheet, cell, text in cells(name):
        bare = re.sub(r'"[^"]*"|\'[^\']*\'!', "", text).replace(",2)", ")")
        bare = re.sub(r"\$?[A-Z]{1,3}\$?\d+|[A-Za-z_]\w*", "", bare)
        assert set(re.findall(r"\d+(?:\.\d+)?", bare)) <= {"0", "1"}, (sheet, cell, text)


@every
def test_a_formula_can_be_read(name):
    assert max(len(text) for _, _, text in cells(name)) <= LONGEST


@every
def test_no_value_is_an_error(name):
    for sheet in values(name):
        for row in sheet.iter_rows():
            assert not [c.value for c in row if str(c.value).startswith("#")]


@every
def test_the_years_stand_in_the_same_columns_on_every_sheet(name):
    heads = {
        tuple(c.value for c in formulas(name)[sheet][4][YEARS_FROM - 1 :] if type(c.value) is int)
        for sheet in ("Hypothèses", "Loi", "Calculs", "Flux", "Qui porte", "Contrôles")
    }
    assert len(heads) == 1
    years = next(iter(heads))
    assert years == tuple(range(years[0], years[-1] + 1))


def relative(text: str, column: int) -> str:
    """A formula as its column reads it."""

    def away(found: re.Match[str]) -> str:
        if found[1]:
            return found[0]
        number = 0
        for letter in found[2]:
            number = number * 26 + ord(letter) - 64
        return f"[{number - column}]{found[3]}"

    return re.sub(r"(\$?)\b([A-Z]{1,2})(\$?\d+)\b", away, text)


@every
def test_a_row_has_one_formula_across_the_years(name):
    """The opening of a stock apart, whose formula is that of an answer."""
    rows = bad = 0
    for sheet in ("Calculs", "Flux"):
        for row in formulas(name)[sheet].iter_rows(min_row=5, min_col=YEARS_FROM):
            found = [relative(str(c.value), c.column) for c in row if c.data_type == "f"]
            if len(found) > 2:
                rows += 1
                bad += len(set(found[1:])) > 1
    assert bad <= rows * 0.05


@every
def test_each_name_is_one_cell_with_a_value(name):
    book = values(name)
    named = [n for n in book.defined_names if n[:2] in {"h_", "r_"}]
    assert len(named) > 10
    for one in named:
        sheet, cell = next(iter(book.defined_names[one].destinations))
        assert sheet == ("Hypothèses" if one[0] == "h" else "Qui porte")
        assert one[0] == "h" or book[sheet][cell].value is not None


@every
def test_each_hypothesis_refuses_what_is_out_of_its_bounds_in_french(name):
    book = formulas(name)
    rules = book["Hypothèses"].data_validations.dataValidation
    bounded = {str(ref) for rule in rules for ref in rule.sqref.ranges}
    for one in (n for n in book.defined_names if n.startswith("h_")):
        _, cell = next(iter(book.defined_names[one].destinations))
        assert cell.replace("$", "") in bounded
    assert all("De " in str(rule.error) for rule in rules)


@every
def test_every_control_says_that_all_is_right(name):
    words = [row[1].value for row in values(name)["Contrôles"].iter_rows(min_row=6)]
    assert set(filter(None, words)) == {"juste"}


def named_values(name: str) -> dict[str, object]:
    book, found = values(name), {}
    for one in book.defined_names:
        sheet, cell = next(iter(book.defined_names[one].destinations))
        found[one] = book[sheet][cell].value
    return found


def same(found: object, expected: float | None) -> bool:
    if expected is None:
        return found == "inconnu"
    return isinstance(found, int | float) and abs(found - expected) <= max(0.005, 1e-9 * expected)


def expected_of(name: str) -> dict[str, float | None]:
    genre, case = SAMPLES[name]
    if genre == "mecene":
        return of_sponsor(assess(read_case(case)))
    if genre == "programme":
        return of_programme(plain(run(read_programme(case))))
    outcome = simulate(read(case))
    figures = values_of(outcome, outcome.shown)
    return {f"r_{key}": INDICATORS[key].published(value) for key, value in figures.items()}


@pytest.mark.parametrize("name", [n for n in SAMPLES if n != "comparaison"])
def test_the_values_written_are_those_of_the_engine(name):
    found = named_values(name)
    wrong = {k: (found[k], v) for k, v in expected_of(name).items() if not same(found[k], v)}
    assert wrong == {}


def test_a_comparison_has_a_part_a_column_and_their_gaps():
    found = named_values("comparaison")
    assert {"h_a_nb_pme", "h_b_nb_parcours", "r_a_cout_reel", "r_b_cout_reel"} <= set(found)
    gap = found["r_b_cout_reel"] - found["r_a_cout_reel"]
    assert found["r_b_ecart_cout_reel"] == pytest.approx(gap, abs=0.005)


HOSTILE = "=cmd|' /C calc'!A0 <b>&\x07\x1b 😀 \u202eابجد"


@pytest.mark.parametrize("genre", ["scenario", "programme"])
def test_a_hostile_name_stays_words(genre):
    case = {**(GIFTS if genre == "scenario" else PROGRAMME), "titre": "x"}
    if genre == "programme":
        lines = [{**line, "territoire": "=cmd!A1"} for line in case["lignes"]]
        case = {**case, "lignes": lines, "animation": {}}
    item = item_of(genre, case, titre=HOSTILE, note="=" + "é" * 4_990, phrase=HOSTILE)
    book = openpyxl.load_workbook(io.BytesIO(workbook(item)))
    told = [c for sheet in book for row in sheet.iter_rows() for c in row if "cmd" in str(c.value)]
    assert told
    assert {c.data_type for c in told} == {"s"}
    assert not any("\x07" in str(c.value) for c in told)


def test_the_law_under_which_an_item_was_frozen_is_that_of_its_workbook():
    row = in_force().history("mecenat.taux_reduction")[-1]
    book = in_force().amended_by([type(row)(**{**_fields(row), "value": 0.5})])
    item = item_of("scenario", GIFTS)
    found = openpyxl.load_workbook(io.BytesIO(workbook(item, book)), data_only=True)
    sheet, cell = next(iter(found.defined_names["loi_mecenat_taux_reduction"].destinations))
    assert found[sheet][cell].value == 0.5


def _fields(row):
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def test_an_english_workbook_has_english_sheets():
    with speaking("en"):
        book = openpyxl.load_workbook(io.BytesIO(workbook(item_of("scenario", GIFTS))))
    assert "Assumptions" in book.sheetnames
    assert "h_nb_pme" in book.defined_names


def test_a_picture_has_no_workbook():
    item = item_of("scenario", GIFTS).model_copy(update={"genre": "portrait"})
    with pytest.raises(InputError, match="classeur"):
        workbook(item)


def test_a_programme_too_large_gives_its_values_and_says_so():
    lines = [
        {"territoire": f"t{n}", "dispositif": "performance_ciblee", "pme": [2] * 4}
        for n in range(80)
    ]
    case = {"annees": [2026, 2027, 2028, 2029], "lignes": lines}
    book = openpyxl.load_workbook(io.BytesIO(workbook(item_of("programme", case))))
    assert not [name for name in book.defined_names if name.startswith("h_")]
    told = [str(row[2].value) for row in book["Ce qui est figé"].iter_rows(min_row=5)]
    assert any("640 exercices" in why and "400" in why for why in told)
    total = plain(run(read_programme(case)))["total"]["cout_reel"]
    sheet, cell = next(iter(book.defined_names["r_cout_reel"].destinations))
    assert book[sheet][cell].value == pytest.approx(total)


def test_the_same_item_gives_the_same_bytes():
    item = item_of("programme", PROGRAMME, "programme")
    assert workbook(item) == workbook(item)


@pytest.mark.parametrize("name", ["dons_sur_trois_ans", "mecene_2_gros_don", "programme"])
def test_what_is_left_at_the_last_closing_is_controlled_as_at_the_others(name):
    for row in formulas(name)["Contrôles"].iter_rows(min_row=5):
        texts = [str(c.value) for c in row if "-(" in str(c.value)]
        assert not [text for text in texts if "-(0)" in text]


def test_a_tax_that_nobody_gave_is_said_unknown():
    case = {
        "cloture": "2026-12-31", "chiffre_affaires": [1e6],
        "operations": [{"montants": [30_000.0], "interet_general": "oui"}],
    }  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(workbook(item_of("mecene", case))), data_only=True)
    sheet, cell = next(iter(book.defined_names["r_impot_du_0"].destinations))
    assert book[sheet][cell].value == "inconnu"
