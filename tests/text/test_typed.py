"""Typed numbers and days: one reader, the same answer at every door, both readings named."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cases.reform_files import read_reform
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.errors import InputError
from simulator.exports.filing.identity import read_identity
from simulator.network.imports.checking import check, guess
from simulator.network.imports.refusals import CellsRefused
from simulator.network.imports.sources import open_file
from simulator.studies.batch_cases import scenario_of
from simulator.studies.batch_cases import sponsor_of as case_of
from simulator.text import LANGUAGES, formats, speaking
from simulator.text.typed import Unread, read_number, typed_back
from simulator.text.typed_days import read_day, remade_by_a_spreadsheet
from simulator.text.typed_days import written as written_day
from simulator.ui import fields

TURNOVER = "chiffre_affaires_mecene"
BOTH = {
    "1.000.000": 1_000_000, "1,000,000": 1_000_000, "1 234,5": 1234.5, "1,234.50": 1234.5,
    "1.234,50": 1234.5, "2'000": 2000, "2’000": 2000, "1\u00a0234": 1234, "1\u202f234": 1234,
    "1\u2009234": 1234, "1\u2007234\u2007567": 1_234_567, "12 000": 12_000, "100 200": 100_200,
    "50 €": 50, "€50": 50, "50 euros": 50, "12,5 M€": 12_500_000, "12 k€": 12_000,
    "+5": 5, "007": 7, "0.500": 0.5, "0,125": 0.125, "1234.500": 1234.5, "12,5": 12.5,
    "12.5": 12.5, " 5 ": 5, "5\u200b": 5,
}  # fmt: skip
NEITHER = [
    "5000 8000", "5 000 8000", "50 00", "0 500", "1  000", "1 2", "60 %", "5 jours", "12 K", "3M",
    "(5)", "(5 000)", "1e5", "1,23E+05", "٣", "１２", "--5", "5-", "1/2", "½", "inf", "nan",
    "1_0", "1.5.6", "1,", ".5", "=1+1", "12 000 000 000 000 000 000", "cinq", "5 €€", "€5€", "0x1",
]  # fmt: skip
TWO_WAYS = {
    "50.000": ("50", "50 000"), "1.234": ("1,234", "1 234"), "12.500 €": ("12,5", "12 500"),
    "-50.000": ("−50", "−50 000"), "2.500 k€": ("2 500", "2 500 000"),
}  # fmt: skip


def plain(sentence):
    return sentence.replace("\u00a0", " ").replace("\u202f", " ")


# --- the doors --------------------------------------------------------------------------------


def by_form(text):
    data = {TURNOVER: fields.typed(text, "€", False)}
    return read({"dispositif": "alize", "reponses": data}).reponses.chiffre_affaires_mecene


def by_sponsor_form(text):
    return read_case({"prix_prestataire": fields.typed(text, "€", False)}).prix_prestataire


def by_json(text):
    return read(
        {"dispositif": "alize", "reponses": {TURNOVER: text}}
    ).reponses.chiffre_affaires_mecene


def by_batch(text):
    return scenario_of({"dispositif": "alize", TURNOVER: text}).reponses.chiffre_affaires_mecene


def by_sponsor_batch(text):
    return case_of({"chiffre_affaires": "1", "prix_prestataire": text}).prix_prestataire


def by_reform(text):
    quoted = text.replace('"', '""')
    row = f'parameter;value;since\nmecenat.plafond_forfaitaire;"{quoted}";2026-01-01\n'
    return read_reform(row, "x").rows[0].value


def by_identity(text):
    return read_identity(
        {"entreprise": {"dons_hors_de_france": text}}
    ).entreprise.dons_hors_de_france


def by_import(text):
    places = "Code;Nom;Dispositif;Départements\nT1;M;alize;55\n"
    projects = "Code;Territoire;Entreprise\nP1;T1;X\n"
    lent = f'Projet;Montant\nP1;"{text}"\n'
    files = {"territoires.csv": places, "projets.csv": projects, "avances.csv": lent}
    mapped = [guess(open_file(name, content.encode())[0]) for name, content in files.items()]
    try:
        return check(mapped).frames["avances"]["montant"][0]
    except CellsRefused as fault:
        raise InputError([("montant", fault.refusals[0].raison)]) from None


DOORS = {
    "form": by_form, "sponsor form": by_sponsor_form, "json": by_json, "batch": by_batch,
    "sponsor batch": by_sponsor_batch, "reform": by_reform, "identity": by_identity,
    "import": by_import,
}  # fmt: skip
ROUNDED = {"identity": ("0,125",)}
"""An amount to declare has two decimals: a door may refuse more than the reader does."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("text", BOTH)
def test_every_door_reads_the_same_number(text, door, language):
    if text in ROUNDED.get(door, ()) or (door == "json" and text.strip() != text):
        pytest.skip("this door admits two decimals only")
    with speaking(language):
        assert DOORS[door](text) == BOTH[text] == read_number(text, "€")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("text", [*NEITHER, *TWO_WAYS])
def test_every_door_refuses_the_same_text_with_the_same_reason(text, door, language):
    if door == "reform" and text == "inf":
        pytest.skip("a reform may lift a limit: inf is out of its bounds, and said so")
    with speaking(language):
        with pytest.raises(Unread) as reader:
            read_number(text, "€")
        with pytest.raises(InputError) as refused:
            DOORS[door](text)
        if not (door == "import" and text.startswith("=")):
            assert str(reader.value) in str(refused.value)


@pytest.mark.parametrize("text", TWO_WAYS)
def test_both_readings_are_named(text):
    with pytest.raises(Unread) as fault:
        read_number(text, "€")
    said = plain(str(fault.value))
    small, large = TWO_WAYS[text]
    assert f": {small} ou {large}. Écrivez" in said


@pytest.mark.parametrize(("text", "ways"), [("50.000", 2), ("1.234", 2), ("12.500", 2)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_refusal_proposes_is_read(text, ways, language):
    with speaking(language):
        with pytest.raises(Unread) as fault:
            read_number(text)
        values = [read_number(fault.value.values[name]) for name in ("un", "autre")]
    assert len(set(values)) == ways


def test_a_comma_before_three_digits_groups_in_english_and_in_files_cut_by_commas():
    assert read_number("1,234") == 1.234
    for reading in (lambda: read_number("1,234", commas=True), english):
        with pytest.raises(Unread) as fault:
            reading()
        assert fault.value.key == "deux_facons"
    assert read_number("1,2340", commas=True) == 1.234


def english():
    with speaking("en"):
        return read_number("1,234")


def test_a_share_is_written_with_its_sign_or_as_its_field_says():
    assert read_number("60 %", "ratio") == read_number("60", "ratio", percents=True) == 0.6
    assert read_number("0,6", "ratio") == 0.6
    assert read_number("5 ‰", "ratio") == 0.005
    for unit, text in (("ratio", "60 €"), ("€", "60 %"), ("jours", "6 €"), ("mois", "6 jours")):
        with pytest.raises(Unread) as fault:
            read_number(text, unit)
        assert text in plain(str(fault.value))
    assert read_number("6 jours", "jours") == read_number("6 j", "jours") == 6


@pytest.mark.parametrize("minus", ["-", "\u2212", "–", "- ", "\u2011"])
def test_every_minus_is_a_minus(minus):
    assert read_number(f"{minus}5 000", "€") == -5000


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=4), st.sampled_from(LANGUAGES))
def test_what_the_writer_writes_the_reader_reads(value, language):
    with speaking(language):
        assert read_number(typed_back(value)) == float(value)
        assert fields.typed(fields.written(float(value), "€"), "€", False) == float(value)


# --- days -------------------------------------------------------------------------------------

DAYS = [
    "2018-12-31", "2018/12/31", "20181231", "31/12/2018", "31-12-2018", "31.12.2018", "31 12 2018",
    "31/12/2018 00:00", "2018-12-31 00:00:00", "2018-12-31T14:30:00", "2018-12-31T00:00:00Z",
    "31 décembre 2018", "31-déc-2018", "31 déc. 2018", "lundi 31 décembre 2018",
    "December 31, 2018", "31st December 2018", "31\u00a0décembre\u202f2018", " 31/12/2018 ",
]  # fmt: skip
NO_DAYS = [
    "12/13", "2018", "mars 2018", "31/12", "12/31/2018", "31/02/2018", "00/01/2018", "3/3/24",
    "31/12/18", "31-déc-18", "43465", "mardi 31 décembre 2018", "2018-31-12",
    "2018-12-31T23:30:00Z",
    "31-12/2018", "٣/3/2024", "x", "31/12/20189", "",
]  # fmt: skip


def day_by_form(text):
    day = fields.typed(text, "", True)
    return read({"dispositif": "alize", "reponses": {"annee": 2018, "jour_signature": day}}
                ).reponses.jour_signature  # fmt: skip


def day_by_batch(text):
    cells = {"dispositif": "alize", "annee": "2018", "jour_signature": text}
    return scenario_of(cells).reponses.jour_signature


def day_by_sponsor_form(text):
    return read_case({"cloture": fields.typed(text, "", True)}).cloture


def day_by_sponsor_batch(text):
    return case_of({"chiffre_affaires": "1", "cloture": text}).cloture


def day_by_reform(text):
    row = f'parameter;value;since\nmecenat.plafond_forfaitaire;5;"{text}"\n'
    return read_reform(row, "x").rows[0].since


def day_by_identity(text):
    return read_identity({"organismes": {0: {"date_recu": text}}}).recipient(0).date_recu


def day_by_import(text):
    files = {
        "territoires.csv": "Code;Nom;Dispositif;Départements\nT1;M;alize;55\n",
        "projets.csv": f'Code;Territoire;Entreprise;Date d’agrément\nP1;T1;X;"{text}"\n',
    }
    mapped = [guess(open_file(name, content.encode())[0]) for name, content in files.items()]
    try:
        return check(mapped).frames["projets"]["date_agrement"][0].date()
    except CellsRefused as fault:
        raise InputError([("date", fault.refusals[0].raison)]) from None


DAY_DOORS = {
    "form": day_by_form, "batch": day_by_batch, "sponsor form": day_by_sponsor_form,
    "sponsor batch": day_by_sponsor_batch, "reform": day_by_reform, "identity": day_by_identity,
    "import": day_by_import,
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("door", DAY_DOORS)
@pytest.mark.parametrize("text", DAYS)
def test_every_door_reads_the_same_day(text, door, language):
    with speaking(language):
        assert DAY_DOORS[door](text) == date(2018, 12, 31) == read_day(text)


@pytest.mark.parametrize("door", DAY_DOORS)
@pytest.mark.parametrize("text", [text for text in NO_DAYS if text])
def test_every_door_refuses_the_same_text_as_a_day(text, door):
    with pytest.raises(Unread) as reader:
        read_day(text)
    with pytest.raises(InputError) as refused:
        DAY_DOORS[door](text)
    assert str(reader.value) in str(refused.value)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("3/3/24", "3 mars 2024", "24 mars 2003"),
        ("31/12/18", "31 décembre 2018", "18 décembre 2031"),
        ("43465", "31 décembre 2018", "1er janvier 2023"),
    ],
)
def test_a_day_that_reads_two_ways_is_refused_with_both(text, one, other):
    with pytest.raises(Unread) as fault:
        read_day(text)
    assert one in str(fault.value)
    assert other in str(fault.value)


def test_the_day_comes_first_in_both_languages_and_the_sentence_says_so():
    for language in LANGUAGES:
        with speaking(language):
            assert read_day("01/02/2024") == date(2024, 2, 1)
            with pytest.raises(Unread) as fault:
                read_day("02/28/2024")
            assert "28/02/2024" in str(fault.value)


@given(st.dates(date(1800, 1, 1), date(2200, 1, 1)))
def test_what_we_write_of_a_day_is_read_back(day):
    assert read_day(written_day(day)) == read_day(day.isoformat()) == day
    for language in LANGUAGES:
        with speaking(language):
            assert read_day(formats.day(day)) == day


def test_a_code_that_a_spreadsheet_made_a_date_is_seen():
    assert all(map(remade_by_a_spreadsheet, ("12-févr", "févr.-19", "Mar-01", "7-mars")))
    codes = ("P1", "T-12", "2019-02", "mai", "A-mai", "12-X", "2A")
    assert not any(map(remade_by_a_spreadsheet, codes))


def test_days_after_days_are_all_different():
    first = date(2023, 12, 30)
    texts = [written_day(first + timedelta(days=n)) for n in range(400)]
    assert len({read_day(text) for text in texts}) == 400


@pytest.mark.parametrize("text", ["50,000", "1,234", "12,345\u00a0€", "-7,500"])
def test_in_euros_a_comma_before_three_digits_reads_two_ways_in_french_too(text):
    with pytest.raises(Unread, match="deux façons"):
        read_number(text, "€")


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [("0,125", "€", 0.125), ("2,125", "jours", 2.125), ("33,333", "%", 33.333),
     ("1,2340", "€", 1.234), ("1234,567", "€", 1234.567), ("50,00", "€", 50)],
)  # fmt: skip
def test_a_comma_that_cannot_group_is_a_decimal(text, unit, value):
    assert read_number(text, unit) == value
