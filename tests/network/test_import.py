"""A user's files: what is read, what is guessed, what is refused and why, what comes back whole."""

import io
import subprocess
import sys
import time
import zipfile
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from simulator.base import csvs, limits
from simulator.base.decoding import spoilt
from simulator.exports import tables as files
from simulator.network.imports import cells
from simulator.network.imports.build import network_of
from simulator.network.imports.checking import check, guess
from simulator.network.imports.guessing import guess_columns, guess_table
from simulator.network.imports.refusals import CellsRefused, ImportRefused
from simulator.network.imports.sources import open_file
from simulator.network.imports.tables import (
    TABLES,
    Tables,
    columns,
    frame_of,
    kind,
    references,
)
from simulator.network.measures import measure_of
from simulator.network.model import Indicator, Level
from simulator.stories.imports import how_read
from simulator.text import catalogue, speaking


def read(name, content, **others):
    """The tables of a file, as import reads them with its own guesses."""
    mapped = [one for sheet in open_file(name, content) if (one := guess(sheet))]
    return check(mapped, **others)


def csv(text, name="territoires.csv", encoding="utf-8"):
    return read(name, text.encode(encoding))


def workbook(**sheets):
    """A workbook as a spreadsheet writes it; one keyword a sheet, rows of cells."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refusals(work):
    with pytest.raises(CellsRefused) as caught:
        work()
    return caught.value


PLACES = ["Code", "Nom", "Dispositif", "Départements"]
ONE = ["T1", "Meuse", "ALIZÉ", "55"]
HEAD = "Code;Nom;Dispositif;Départements;Année de début;Année de fin;Habitants\n"


# --- the template, the round trip ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "make"), [("m.xlsx", files.template_xlsx), ("m.zip", files.template_csv)]
)
def test_the_template_itself_imports(name, make):
    incoming = read(name, make())
    assert set(incoming.frames) == set(TABLES)
    assert all(len(frame) == 1 for frame in incoming.frames.values())
    for table, frame in incoming.frames.items():
        example = {n: c.examples[0] for n, c in columns(table).items() if c.examples[0] is not None}
        row = frame.iloc[0]
        for column, value in example.items():
            found = row[column]
            assert (found.date() if isinstance(value, date) else found) == value


def test_the_template_speaks_french_whatever_the_screen():
    with speaking("en"):
        english = files.template_csv()
    assert english == files.template_csv()


def _values(table, column):
    """Every value that a column may hold."""
    field = columns(table)[column]
    holds = kind(table, column)
    if column in {"departements", "epci"}:
        codes = {"departements": ["01", "2A", "55", "976"], "epci": ["245400676", "200054781"]}
        some = st.lists(st.sampled_from(codes[column]), min_size=1, unique=True)
        values = some.map(cells.LIST_SEPARATOR.join)
    elif holds is str:
        letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"])
        risky = st.sampled_from(
            ["=1+1", "+33", "-", "@x", "'=1", "''@", "a;b", 'q"q', "1.5", "é", "007", "NaN"]
        )
        raw = st.one_of(st.text(letters, min_size=1, max_size=30), risky)
        values = raw.map(cells.tidy).filter(
            lambda t: (
                t and t.isprintable() and not cells._ESCAPED_CHARACTER.search(t) and not spoilt(t)
            )  # what a wrong encoding makes is refused at the door
        )
    elif holds is int:
        values = st.integers(1950, 2100)
    elif holds is float:
        values = st.integers(0, 10**9).map(lambda n: n / 10_000)
    else:
        values = st.dates(date(1950, 1, 1), date(2100, 12, 31))
    return values if field.is_required() else st.none() | values


@st.composite
def some_tables(draw):
    """Tables that hold together: unique keys, codes that exist."""
    frames = {}
    for table in TABLES:
        rows = []
        for _ in range(draw(st.integers(0, 3))):
            row = {c: draw(_values(table, c)) for c in columns(table)}
            for column in ("dispositif", "sens", "statut"):
                if row.get(column) is not None:
                    keys = {"dispositif": ["alize", "autre"], "sens": ["offre", "demande"],
                            "statut": ["prevu", "realise", "maintenu"]}[column]  # fmt: skip
                    row[column] = draw(st.sampled_from(keys))
            row = _held_together(row, frames, table)
            if row is not None:
                rows.append(row)
        frame = frame_of(table, rows)
        frames[table] = frame[~frame.duplicated(list(TABLES[table].key))].reset_index(drop=True)
    return Tables.of(frames)


def _held_together(row, frames, table):
    for column, other in references(table).items():
        codes = list(frames[other]["code"])
        if row[column] is None:
            continue
        if not codes and columns(table)[column].is_required():
            return None
        row[column] = codes[0] if codes else None
    if row.get("fin") is not None and row.get("debut") is not None:
        row["fin"] = max(row["fin"], row["debut"])
    if "sens" in row:
        row["projet" if row["sens"] == "offre" else "preteur"] = None
    if "montant" in row:
        row |= {"rembourse": None, "perdu": None}
    return row


@settings(max_examples=60, deadline=None, phases=[Phase.reuse, Phase.generate])
@given(some_tables())
def test_an_export_imports_identically(tables):
    if not len(tables):
        return
    for name, content in (("e.xlsx", files.to_xlsx(tables)), ("e.zip", files.to_csv(tables))):
        again = read(name, content)
        for table in TABLES:
            pd.testing.assert_frame_equal(again.frames[table], tables[table])


@given(st.text())
def test_what_protects_a_text_is_taken_off_exactly(text):
    assert csvs.unprotected(csvs.protected(text)) == text
    assert csvs.protected(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


@pytest.mark.parametrize("start", "=+-@")
def test_no_exported_cell_can_run(start):
    evil = f"{start}HYPERLINK(1)"
    rows = dict.fromkeys(columns("territoires")) | {
        "code": evil, "nom": evil, "dispositif": "autre", "departements": "55"
    }  # fmt: skip
    tables = Tables.of({"territoires": frame_of("territoires", [rows])})
    book = openpyxl.load_workbook(io.BytesIO(files.to_xlsx(tables)))
    cell = book["Territoires"]["B2"]
    assert (cell.data_type, cell.value) == ("s", "'" + evil)
    with zipfile.ZipFile(io.BytesIO(files.to_csv(tables))) as archive:
        assert f"'{evil}" in archive.read("territoires.csv").decode("utf-8-sig")
    again = read("e.xlsx", files.to_xlsx(tables)).frames["territoires"]
    assert list(again["nom"]) == [evil]


# --- encodings, separators, headers -------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators_are_seen(encoding, separator):
    text = (
        separator.join(PLACES) + "\n" + separator.join(["T1", '"Vallée, d’été; x"', "ALIZÉ", "2a"])
    )
    content = text.encode(encoding)
    (sheet,) = open_file("territoires.csv", content)
    said = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}
    assert (sheet.encodage, sheet.separateur) == (said[encoding], separator)
    row = read("territoires.csv", content).frames["territoires"].iloc[0]
    assert (row["nom"], row["dispositif"], row["departements"]) == (
        "Vallée, d’été; x",
        "alize",
        "2A",
    )


def test_a_separator_that_the_file_declares_is_followed_and_said():
    text = f"sep=|\n{'|'.join(PLACES)}\nT1|Vallée; d’été|ALIZÉ|2a"
    (sheet,) = open_file("territoires.csv", text.encode())
    assert "|" in how_read(sheet)
    assert read("territoires.csv", text.encode()).frames["territoires"].iloc[0]["nom"] == (
        "Vallée; d’été"
    )


@pytest.mark.parametrize(
    ("table", "headers"),
    [
        ("territoires", ["N°", "TERRITOIRE", "programme", "dept"]),
        ("projets", ["N° de dossier", "code territoire", "PME", "Agréé le", "salariés"]),
        ("preteurs", ["id", "nom du prêteur", "territoire", "Nb salariés"]),
        ("competences", ["offre/demande", "territoire", "Competences", "pret.eur", "nb jours"]),
        ("jours", ["Projet", "Prêteur", "jours prévus", "jours réalisés"]),
        ("emplois", ["dossier", "statut", "Nombre d'emplois"]),
        ("avances", ["projet", "montant de l’avance", "Rembourse", "PERDU"]),
    ],
)
def test_headers_are_guessed_whatever_their_accents_case_and_synonyms(table, headers):
    assert guess_table("Feuil1", headers) == table
    assert len(guess_columns(table, headers)) == len(headers)


def test_no_two_columns_are_guessed_at_the_same_place():
    for table in TABLES:
        for language in ("fr", "en"):
            with speaking(language):
                texts = catalogue(language)
                headers = [texts[f"donnees.champs.{c}"] for c in columns(table)]
            found = guess_columns(table, headers)
            assert list(found.values()) == list(range(len(headers))), (table, language)


def test_a_sheet_that_is_no_table_is_left_out():
    assert guess_table("Lisez-moi", ["Recette", "Ingrédients"]) is None
    names = [sheet.nom for sheet in open_file("m.xlsx", files.template_xlsx()) if not guess(sheet)]
    assert names == ["Lisez-moi"]


def test_a_column_of_another_name_is_imported_once_it_is_chosen():
    (sheet,) = open_file("x.csv", b"a;b;c;d\nT1;Meuse;alize;55\n")
    from simulator.network.imports.mapped import Mapped

    places = dict(zip(["code", "nom", "dispositif", "departements"], range(4), strict=True))
    assert len(check([Mapped(sheet, "territoires", places)]).frames["territoires"]) == 1


# --- cells --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [("1 234", 1234), ("1\u202f234", 1234), ("1234", 1234), ("0", 0), ("", None), ("12,0", 12)],
)
def test_numbers_are_read_as_french_people_write_them(written, value):
    row = csv(HEAD + f"T1;Meuse;ALIZÉ;55;;;{written}\n").frames["territoires"].iloc[0]
    assert (None if pd.isna(row["habitants"]) else row["habitants"]) == value


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1.234", "deux façons"), ("nan", "pas un nombre"), ("inf", "pas un nombre"),
        ("1e400", "scientifique"), ("beaucoup", "pas un nombre"), ("12,5", "entier"),
        ("-4", "minimum est 0"), ("999999999999", "maximum"), ("=1+1", "formule"),
        ("٣", "pas un nombre"),
    ],
)  # fmt: skip
def test_numbers_that_are_not_are_refused(written, said):
    fault = refusals(lambda: csv(HEAD + f"T1;Meuse;ALIZÉ;55;;;{written}\n"))
    (refusal,) = fault.refusals
    assert (refusal.feuille, refusal.ligne, refusal.colonne) == ("territoires", 2, "Habitants")
    assert (refusal.cellule, refusal.valeur) == ("G2", written)
    assert said in refusal.raison


PROJECTS = "Code;Territoire;Entreprise;Date d’agrément\n"


@pytest.mark.parametrize("written", ["2015-03-12", "12/03/2015", "12 mars 2015", "12.03.2015"])
def test_a_csv_holds_dates_as_text(written):
    known = Tables.of({"territoires": csv(HEAD + "T1;Meuse;ALIZÉ;55\n").frames["territoires"]})
    content = (PROJECTS + f"P1;T1;X;{written}\n").encode()
    frame = read("projets.csv", content, current=known).frames["projets"]
    assert frame["date_agrement"][0] == pd.Timestamp(2015, 3, 12)


@pytest.mark.parametrize(
    "written", ["03/04/15", "31/02/2015", "2015", "42075", "mars 2015", "12/31/2015"]
)
def test_other_dates_of_a_csv_are_refused(written):
    fault = refusals(lambda: csv(PROJECTS + f"P1;T1;X;{written}\n", "projets.csv"))
    assert fault.refusals[0].colonne == "Date d’agrément"


def _with_day(cell):
    return workbook(
        Territoires=[PLACES, ONE],
        Projets=[["Code", "Territoire", "Entreprise", "Date d’agrément"], ["P1", "T1", "X", cell]],
    )


@pytest.mark.parametrize("cell", [42075, True, "03/04/15", "mars 2015"])
def test_a_cell_of_a_workbook_that_is_no_day_is_refused(cell):
    (refusal,) = refusals(lambda: read("x.xlsx", _with_day(cell))).refusals
    assert (refusal.feuille, refusal.cellule) == ("Projets", "D2")
    assert "date" in refusal.raison or "année" in refusal.raison


@pytest.mark.parametrize("cell", ["12/03/2015", "2015-03-12", datetime(2015, 3, 12, 8)])
def test_a_cell_of_a_workbook_that_is_one_day_is_that_day(cell):
    frame = read("x.xlsx", _with_day(cell)).frames["projets"]
    assert frame["date_agrement"][0] == pd.Timestamp(2015, 3, 12)


def test_a_workbook_gives_dates_numbers_and_codes_as_they_are():
    content = workbook(
        Territoires=[PLACES, ["T1", "Ain", "alizé", 1], [36.0, "Indre", "PPJ", "36"]],
        Projets=[
            ["Code", "Territoire", "Entreprise", "Date d’agrément", "Effectif"],
            ["P1", 36, "X", date(2015, 3, 12), 14],
        ],
    )
    frames = read("x.xlsx", content).frames
    assert list(frames["territoires"]["departements"]) == ["01", "36"]
    assert list(frames["territoires"]["code"]) == ["T1", "36"]
    project = frames["projets"].iloc[0]
    assert (project["territoire"], project["effectif"]) == ("36", 14)
    assert project["date_agrement"] == pd.Timestamp(2015, 3, 12)


def test_formulas_are_refused_and_named():
    rows = [PLACES, ["T1", "=A1", "alizé", "55"], ["T2", "x", "alizé", "=55"]]
    fault = refusals(lambda: read("x.xlsx", workbook(Territoires=rows)))
    assert [(r.cellule, r.valeur) for r in fault.refusals] == [("B2", "=A1"), ("D3", "=55")]
    assert all("formule" in r.raison for r in fault.refusals)


@pytest.mark.parametrize(
    ("cells_", "column", "said"),
    [
        (["T1", "Nord", "alizé", "99"], "Départements", "99"),
        (["T1", "Nord", "alizé", "20"], "Départements", "20"),
        (["T1", "Nord", "inventé", "59"], "Dispositif", "ALIZÉ"),
        (["T1", None, "alizé", "59"], "Nom", "obligatoire"),
        ([None, "Nord", "alizé", "59"], "Code", "obligatoire"),
        (["T1", "N" * 300, "alizé", "59"], "Nom", "200"),
        (["T1", "a\u200bb", "alizé", "59"], "Nom", "caractères"),
        (["T1", "Nord", "alizé", 54.55], "Départements", "point-virgule"),
        (["T1", "#REF!", "alizé", "59"], "Nom", "calculer"),
    ],
)
def test_a_territory_that_cannot_be(cells_, column, said):
    content = workbook(Territoires=[PLACES, cells_])
    (refusal,) = refusals(lambda: read("x.xlsx", content)).refusals
    assert refusal.colonne == column
    assert said in refusal.raison


def test_departments_are_read_by_name_and_in_lists():
    frame = csv('Code;Nom;Dispositif;Départements\nT1;x;alizé;"Meuse, 54 / corse-du-sud"\n')
    assert frame.frames["territoires"]["departements"][0] == "55 ; 54 ; 2A"


def test_negative_days_and_advances_that_do_not_add_up_are_refused():
    content = files.template_xlsx()
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Jours"]["D2"], book["Avances"]["E2"] = -1, 15000
    out = io.BytesIO()
    book.save(out)
    fault = refusals(lambda: read("x.xlsx", out.getvalue()))
    assert {(r.feuille, r.cellule) for r in fault.refusals} == {("Jours", "D2"), ("Avances", "E2")}


def test_duplicate_keys_are_refused_with_the_line_of_the_first():
    text = HEAD + "T1;a;alizé;55\nT2;b;alizé;54\n\nT1;c;alizé;57\n"
    (refusal,) = refusals(lambda: csv(text)).refusals
    assert (refusal.ligne, refusal.valeur) == (5, "T1")
    assert "ligne 2" in refusal.raison


def test_unknown_codes_are_refused_with_the_nearest():
    content = workbook(
        Territoires=[PLACES, ["meuse", *ONE[1:]]],
        Projets=[["Code", "Territoire", "Entreprise"], ["P1", "meuze", "X"], ["P2", "zzz", "Y"]],
    )
    first, second = refusals(lambda: read("x.xlsx", content)).refusals
    assert "« meuse »" in first.raison.replace("\u00a0", " ")
    assert (second.cellule, second.valeur) == ("B3", "zzz")


def test_every_fault_is_listed_at_once():
    content = workbook(
        Territoires=[PLACES, ["T1", "Nord", "alizé", "99"], ["T2", "a", "alizé", "59"],
                     ["T2", "b", "alizé", "62"]],
        Projets=[["Code", "Territoire", "Entreprise"], ["P1", "T1", "X"], ["P2", "T7", "Y"]],
    )  # fmt: skip
    fault = refusals(lambda: read("x.xlsx", content))
    assert [(r.feuille, r.ligne) for r in fault.refusals] == [
        ("Territoires", 2), ("Territoires", 4), ("Projets", 3)
    ]  # fmt: skip


def test_many_refusals_are_capped_and_counted():
    text = HEAD + "".join(f"T{n};x;alizé;99\n" for n in range(3_000))
    fault = refusals(lambda: csv(text))
    assert (len(fault.refusals), fault.total) == (limits.LISTED, 3_000)


def test_a_missing_compulsory_column_is_named():
    (refusal,) = refusals(lambda: csv("Code;Nom;Dispositif\nT1;x;alizé\n")).refusals
    assert (refusal.colonne, refusal.ligne) == ("Départements", None)


# --- files that are not ours to read ------------------------------------------------------------


def bomb(size, *, lie=False, name="xl/worksheets/sheet1.xml"):
    """A valid workbook whose sheet is swollen with spaces; the directory may lie about it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(Territoires=[PLACES, ONE]))) as model,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for entry in model.namelist():
            content = model.read(entry)
            archive.writestr(entry, content + b" " * size if entry == name else content)
    content = out.getvalue()
    if lie:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            real = archive.getinfo(name).file_size
        content = content.replace(real.to_bytes(4, "little"), (5_000).to_bytes(4, "little"))
    return content


def doctype():
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(Territoires=[PLACES, ONE]))) as model,
        zipfile.ZipFile(out, "w") as archive,
    ):
        for entry in model.namelist():
            content = model.read(entry)
            if entry == "xl/worksheets/sheet1.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            archive.writestr(entry, content)
    return out.getvalue()


BROKEN = {
    "empty": ("x.csv", b"", "vide"),
    "blank": ("x.csv", b" \n;;;\n\n", "vide"),
    "headers only": ("territoires.csv", HEAD.encode(), "sans_ligne"),
    "old xls": ("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 900, "ancien_ou_protege"),
    "picture": ("x.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "encodage"),
    "half a zip": ("x.xlsx", files.template_xlsx()[:3000], "abime"),
    "not a workbook": ("x.xlsx", bomb(0)[:-200] + b"\x00" * 200, "abime"),
    "doctype": ("x.xlsx", doctype(), "abime"),
    "bomb": ("x.xlsx", bomb(150_000_000), "bombe"),
    "bomb of styles": ("x.xlsx", bomb(5_000_000, name="xl/styles.xml"), "bombe"),
    "bomb that lies": ("x.xlsx", bomb(20_000_000, lie=True), "abime"),
    "open quote": ("territoires.csv", (HEAD + 'T1;"Meuse;ALIZÉ;55\n').encode(), "csv_abime"),
    "300 columns": ("x.csv", ";".join(f"c{n}" for n in range(300)).encode(), "trop_de_colonnes"),
    "300 columns of a workbook": ("x.xlsx", workbook(T=[[f"c{n}" for n in range(300)]]),
                                  "trop_de_colonnes"),
    "huge cell": ("x.csv", (HEAD + f"T1;{'x' * 5000};alizé;55\n").encode(), "cellule_demesuree"),
    "separators": ("x.csv", b";" * 5_000_000 + b"x", "trop_de_colonnes"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_at_once_with_a_reason(what):
    name, content, key = BROKEN[what]
    start = time.perf_counter()
    with pytest.raises(ImportRefused) as caught:
        read(name, content)
    assert time.perf_counter() - start < 5
    assert caught.value.key == key
    assert name in str(caught.value) or key == "sans_ligne"
    with speaking("en"):
        assert "{" not in str(caught.value)


def test_a_far_cell_and_an_endless_row_number_cost_nothing():
    for place, row in (("XFD2", "2"), ("A9999999999", "9999999999")):
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(workbook(Territoires=[PLACES, ONE]))) as model,
            zipfile.ZipFile(out, "w") as archive,
        ):
            for entry in model.namelist():
                content = model.read(entry)
                if entry == "xl/worksheets/sheet1.xml":
                    far = f'<row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData>'
                    content = content.replace(b"</sheetData>", far.encode())
                archive.writestr(entry, content)
        with pytest.raises(ImportRefused):
            read("x.xlsx", out.getvalue())


MEASURE = """
import resource, sys, time
from simulator.network.imports.refusals import ImportRefused
from simulator.network.imports.sources import open_file
from simulator.network.imports.checking import check, guess
content = open(sys.argv[1], "rb").read()
guess(open_file("t.csv", b"Code;Nom;Dispositif;Departements\\nT1;x;alize;55\\n")[0])
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
try:
    check([m for s in open_file("x.xlsx", content) if (m := guess(s))])
except ImportRefused as fault:
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(fault.key, round(time.perf_counter() - start, 2), (after - before) // 1024)
"""


@pytest.mark.parametrize("what", ["200 MB", "bomb", "columns"])
def test_memory_stays_bounded(what, tmp_path):
    """Seconds and megabytes above what the process and the file itself already take."""
    path = tmp_path / "x"
    content = {
        "200 MB": lambda: b"a;b;c\n" * (200_000_000 // 6),
        "bomb": lambda: bomb(95_000_000),
        "columns": lambda: b";" * 9_000_000 + b"x",
    }[what]
    path.write_bytes(content())
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True
    )
    key, seconds, megabytes = done.stdout.split()
    assert key in {"trop_lourd", "bombe", "trop_de_colonnes"}
    assert float(seconds) < 10
    assert int(megabytes) < 250


# --- the network that tables make ---------------------------------------------------------------


def built(**rows):
    text = {table: frame_of(table, found) for table, found in rows.items()}
    return network_of("Essai", Tables.of(text))


def place(code="T1", **others):
    return {"code": code, "nom": code, "dispositif": "alize", "departements": "55"} | others


def project(code, firm, day=None, territory="T1"):
    return {"code": code, "territoire": territory, "entreprise": firm, "date_agrement": day}


def test_totals_and_years_are_those_of_the_tables():
    network = built(
        territoires=[place(), place("T2", departements="54 ; 57", habitants=20_000)],
        projets=[
            project("P1", "A", date(2015, 1, 5)), project("P2", "A", date(2016, 1, 5)),
            project("P3", "B", date(2016, 2, 5)), project("P4", "C"),
        ],
        jours=[
            {"projet": "P1", "preteur": "E", "jours_donnes": 4.5, "date": date(2015, 2, 1)},
            {"projet": "P2", "preteur": "E", "jours_donnes": None, "date": date(2016, 2, 1)},
        ],
        emplois=[{"projet": "P1", "statut": "prevu", "nombre": 3, "date": date(2015, 1, 5)}],
    )  # fmt: skip
    first, second = network.territoires

    def figure(measure, year=None, territory=first):
        return measure_of(network, territory, measure, year)

    assert figure(Indicator.PME).valeur == 3  # A once, B, C
    assert figure(Indicator.PME, 2016).valeur == 2
    assert "sans date" in figure(Indicator.PME).observations[0].note
    assert figure(Indicator.JOURS).valeur == 4.5
    assert "partiel" in figure(Indicator.JOURS).observations[0].periode
    assert figure(Indicator.JOURS, 2015).observations[0].periode == "2015"
    assert figure(Indicator.EMPLOIS_PREVUS).valeur == 3
    for measure in (Indicator.EMPLOIS_REALISES, Indicator.AVANCES):
        assert not figure(measure).known  # no row says: unknown, not zero
    assert not figure(Indicator.PME, territory=second).known
    assert (first.niveau, second.niveau) == (Level.DEPARTEMENT, Level.BASSIN)
    periods = {o.periode.split(",")[0] for o in network.observations if o.fin != o.debut}
    assert periods == {"2015-2016"}
    assert not network.livre


def test_a_year_that_is_known_only_in_part_never_beats_its_total():
    network = built(
        territoires=[place()], projets=[project("P1", "A", date(2015, 1, 5)), project("P2", "B")]
    )
    (total,) = network.observed("T1", Indicator.PME)
    assert (total.valeur, total.debut, total.fin) == (2, 2015, 2015)


def test_all_departments_of_a_region_are_the_region():
    network = built(territoires=[place(departements="2A ; 2B")])
    assert (network.territoires[0].niveau, network.territoires[0].region) == (Level.REGION, "94")
