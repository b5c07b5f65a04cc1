"""Files of public bodies that were once read wrongly: each, and its neighbours, read or refused."""

import io
import json
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import Phase, given, settings

from simulator import ROOT
from simulator.__main__ import main
from simulator.base import limits
from simulator.exports import tables as files
from simulator.network.imports.checking import check, guess, preview
from simulator.network.imports.notices import notices
from simulator.network.imports.refusals import CellsRefused, ImportRefused
from simulator.network.imports.sources import open_file, open_files
from simulator.network.imports.tables import TABLES, Tables, frame_of, records
from simulator.store import keys
from simulator.store import networks as stores
from simulator.store import store as opened
from simulator.store.store import Store
from tests.network.test_import import some_tables, workbook

INPUTS = ROOT / "tests" / "data" / "inputs"
HEAD = "code;nom;dispositif;departements;epci;operateur\r\n"
PLACES = ["code", "nom", "dispositif", "departements"]
ONE = ["T1", "Meuse", "alize", "55"]
BOOK = workbook(T=[PLACES, ONE])
KNOWN = Tables.of({"territoires": frame_of("territoires", [dict(zip(PLACES, ONE, strict=True))])})


def sheets_of(name, content=None):
    return open_file(name, (INPUTS / name).read_bytes() if content is None else content)


def read(name, content=None, current=KNOWN):
    mapped = [one for sheet in sheets_of(name, content) if (one := guess(sheet))]
    return check(mapped, current)


def rows(incoming, table="territoires"):
    return records(table, incoming.frames[table])


def refused(name, content=None):
    with pytest.raises(CellsRefused) as caught:
        read(name, content)
    return caught.value.refusals


def whole_file_refused(name, content=None):
    with pytest.raises(ImportRefused) as caught:
        read(name, content)
    return caught.value


def places(cell, column=3, encoding="utf-8"):
    cells = ["T1", "x", "alize", "55", "", ""]
    cells[column] = f'"{cell}"'
    return (HEAD + ";".join(cells) + "\r\n").encode(encoding)


# --- cells: amounts, places, cells under no header ---------------------------------------------


def test_glued_amounts_are_refused_with_their_cell():
    (refusal,) = refused("montants_colles.xlsx")
    assert (refusal.fichier, refusal.feuille, refusal.ligne) == (
        "montants_colles.xlsx", "Avances", 2,
    )  # fmt: skip
    assert (refusal.colonne, refusal.cellule, refusal.valeur) == ("montant", "B2", "5000 8000")


def test_a_list_of_places_is_split_and_a_range_refused():
    (refusal,) = refused("lieux_liste.csv")
    assert (refusal.ligne, refusal.valeur) == (5, "44 à 53")
    text = (INPUTS / "lieux_liste.csv").read_text(encoding="utf-8").replace("44 à 53", "44")
    found = {row["code"]: row for row in rows(read("lieux_liste.csv", text.encode()))}
    wanted = {"T1": "2A ; 2B", "T2": "13 ; 83", "T3": "54 ; 55 ; 88", "T5": "54 ; 55"}
    assert {code: found[code]["departements"] for code in wanted} == wanted
    assert found["T6"]["epci"] == "200067213 ; 200039865"


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("2A & 2B", "2A ; 2B"), ("75-92-93", "75 ; 92 ; 93"), ("54+55", "54 ; 55"),
        ("1 2", "01 ; 02"), ("Meuse et Moselle", "55 ; 57"), ("Meurthe-et-Moselle", "54"),
        ("55 Meuse", "55"), ("55 - Meuse", "55"), ("Meuse (55)", "55"), ("55 (Meuse)", "55"),
        ("Meuse\n54", "55 ; 54"), ("54 | 54 ; 55", "54 ; 55"), ("54\u00a055", "54 ; 55"),
        ("2a", "2A"), ("971 et 974", "971 ; 974"),
    ],
)  # fmt: skip
def test_places_that_have_one_reading(cell, codes):
    assert rows(read("t.csv", places(cell)))[0]["departements"] == codes


@pytest.mark.parametrize(
    "cell",
    ["55 Moselle", "Moselle (55)", "54 à 57", "54, et d’autres", "55 sauf Verdun", "54 55 200",
     "Meuse ou Moselle", "environ 55", "54..57", "le 55 puis le 54"],
)  # fmt: skip
def test_a_sentence_does_not_keep_its_first_code(cell):
    (refusal,) = refused("t.csv", places(cell))
    assert refusal.colonne == "departements"


def test_a_cell_under_no_header_is_refused_with_its_line():
    (refusal,) = refused("cellule_en_trop.csv")
    assert (refusal.ligne, refusal.cellule, refusal.valeur.strip()) == (
        2, "G2", "antenne de Bar-le-Duc",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", (HEAD + "T1;Meuse;alize;55;;;;;x\r\n").encode()),
        ("t.csv", b"code;nom;;dispositif;departements\nT1;Meuse;x;alize;55\n"),
        ("t.xlsx", workbook(T=[PLACES, [*ONE, None, "note"]])),
        ("t.xlsx", workbook(T=[[*PLACES[:2], None, *PLACES[2:]], ["T1", "M", 5, "alize", "55"]])),
    ],
)
def test_whatever_the_file_no_cell_is_lost(name, content):
    (refusal,) = refused(name, content)
    assert refusal.ligne == 2
    assert "en-tête" in refusal.raison


def test_blank_cells_beyond_the_headers_are_nothing():
    assert len(rows(read("t.csv", (HEAD + "T1;Meuse;alize;55;;;; ;\r\n").encode()))) == 1


# --- encodings ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["double_utf8.csv", "encodages_meles.csv"])
def test_spoilt_accents_are_refused_with_what_they_were(name):
    (refusal,) = refused(name)
    assert (refusal.ligne, refusal.colonne) == (2, "nom")
    assert "Société d'été" in refusal.raison


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("mac_roman", "Mac OS Roman"), ("cp850", "DOS (CP850)"), ("iso8859_15", "ISO-8859-15"),
     ("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("utf-8-sig", "UTF-8")],
)  # fmt: skip
def test_old_encodings_are_read_and_said(encoding, said):
    words = "Société d'été, cœur" if encoding == "iso8859_15" else "Société d'été à Liège"
    content = places(words, column=1, encoding=encoding)
    (sheet,) = sheets_of("t.csv", content)
    assert sheet.encodage == said
    assert rows(read("t.csv", content))[0]["nom"] == words
    is_told = any(said in sentence for sentence in notices(sheet, guess(sheet)))
    assert is_told == (said not in {"UTF-8", "UTF-16"})


@pytest.mark.parametrize(
    "spoilt", ["Ã‰tÃ©", "lâ€™Ã©tÃ©", "cÅ“ur", "Soci\ufffdt\ufffd", "forÃªt", "20 â‚¬", "Ã\xa0 Metz"]
)
def test_no_spoilt_text_is_stored_from_any_file(spoilt):
    for name, content in (
        ("t.csv", places(spoilt, column=1)),
        ("t.xlsx", workbook(T=[PLACES, ["T1", spoilt, *ONE[2:]]])),
    ):  # fmt: skip
        (refusal,) = refused(name, content)
        assert "accents" in refusal.raison


@pytest.mark.parametrize(
    "sound", ["CAFÉ»", "Škoda", "Åland", "Ângela", "SÃO", "château…", "½", "â"]
)
def test_a_rare_letter_is_not_a_spoilt_one(sound):
    assert rows(read("t.csv", places(sound, column=1)))[0]["nom"] == sound


def test_spoilt_headers_are_refused():
    text = "Code;Nom;Dispositif;DÃ©partements\nT1;Meuse;alize;55\n"
    assert whole_file_refused("t.csv", text.encode()).key == "accents"


# --- headers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["titre_au_dessus.csv", "titre_au_dessus.xlsx"])
def test_headers_below_a_title_are_found_and_said(name):
    (sheet,) = sheets_of(name)
    assert sheet.entete == 3
    assert any("ligne 3" in sentence for sentence in notices(sheet, guess(sheet)))
    assert [row["nom"] for row in rows(read(name))] == ["Meuse"]


def test_a_header_on_two_lines_of_one_cell():
    assert [row["code"] for row in rows(read("entete_deux_lignes.csv"))] == ["T1"]


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\n" + HEAD + "T1;Meuse;alize;55;;\n",
        "sep=,\ncode,nom,dispositif,departements\nT1,Meuse,alize,55\n",
        '"sep=;"\n' + HEAD + "T1;Meuse;alize;55;;\n",
        "Bilan, 2018, du réseau\n\n" + HEAD + "T1;Meuse;alize;55;;\n",
        ";;;;;\nBilan;;;;;\n\n" + HEAD + "T1;Meuse;alize;55;;\n",
        "Territoire;;Format;\ncode;nom;dispositif;departements\nT1;Meuse;alize;55\n",
        "code;nom;dispositif;departements;Année;Année\n;;;;de début;de fin\nT1;Meuse;alize;55;;\n",
    ],
)
def test_what_stands_above_the_headers_is_not_a_row(text):
    assert [row["nom"] for row in rows(read("t.csv", text.encode()))] == ["Meuse"]


def test_two_rows_of_headers_make_one():
    text = (
        "code;nom;dispositif;departements;Année;Année\n;;;;de début;de fin\n"
        "T1;M;alize;55;1999;2003\n"
    )
    (row,) = rows(read("t.csv", text.encode()))
    assert (row["debut"], row["fin"]) == (1999, 2003)


def test_merged_words_and_days_are_those_of_each_row():
    found = rows(read("cellules_fusionnees.xlsx"), "projets")
    assert [(row["date_agrement"], row["secteur"]) for row in found] == [
        (date(2018, 12, 31), "industrie")
    ] * 3


def merged(area, headers, *cells):
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(Territoires=[PLACES, ONE], T=[headers, *cells]))
    )
    book["T"].merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_merged_number_may_be_of_each_row_or_of_all_and_is_refused():
    headers = ["code", "territoire", "entreprise", "effectif"]
    content = merged("D2:D3", headers, ["P1", "T1", "A", 12], ["P2", "T1", "B", None])
    (refusal,) = refused("t.xlsx", content)
    assert (refusal.cellule, refusal.ligne) == ("D3", 3)


def test_a_cell_merged_over_two_columns_is_refused_where_it_is_read():
    headers = ["code", "territoire", "entreprise", "secteur"]
    content = merged("C2:D2", headers, ["P1", "T1", "A", None])
    (refusal,) = refused("t.xlsx", content)
    assert refusal.cellule == "D2"


def test_a_merged_title_is_no_row():
    rows_ = [["Bilan du réseau", None, None, None], PLACES, ONE]
    book = openpyxl.load_workbook(io.BytesIO(workbook(Territoires=rows_)))
    book["Territoires"].merge_cells("A1:D1")
    out = io.BytesIO()
    book.save(out)
    assert [row["code"] for row in rows(read("t.xlsx", out.getvalue()))] == ["T1"]


# --- dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["dates_formes.csv", "dates_en_texte.xlsx"])
def test_dates_with_one_reading_are_read(name):
    found = rows(read(name), "projets")
    assert {row["date_agrement"] for row in found} == {date(2018, 12, 31)}
    assert len(found) >= 3


def test_a_code_turned_into_a_date_is_refused_with_what_it_was():
    (refusal,) = refused("code_devenu_date.xlsx")
    assert (refusal.feuille, refusal.cellule) == ("Projets", "A2")
    assert "« 7-2 »" in refusal.raison.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ([datetime(2019, 10, 11), "Nom", "alize", "55"], "code"),
        (["T1", date(2019, 10, 11), "alize", "55"], "nom"),
        (["T1", "Aube et Aude", "alize", date(2019, 11, 10)], "departements"),
        (["12-févr", "Nom", "alize", "55"], "code"),
    ],
)
def test_wherever_a_text_should_be_a_date_is_refused(cells, column):
    (refusal,) = refused("t.xlsx", workbook(T=[PLACES, cells]))
    assert refusal.colonne == column
    assert "sans doute" in refusal.raison


# --- archives, sheets ---------------------------------------------------------------------------


def test_an_archive_made_on_a_mac_is_its_own_files():
    assert [row["nom"] for row in rows(read("zip_de_mac.zip"))] == ["A"]


def zipped(**texts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return out.getvalue()


def test_what_a_system_adds_to_an_archive_is_left_out():
    table = (HEAD + "T1;Meuse;alize;55;;\r\n").encode()
    names = ("__MACOSX/d/._territoires.csv", "d/.DS_Store", "d/._t.csv", "Thumbs.db", "desktop.ini")
    added = dict.fromkeys(names, b"\0")
    (sheet,) = sheets_of("x.zip", zipped(**{"d/territoires.csv": table}, **added))
    assert sheet.nom == "territoires"


@pytest.mark.parametrize(
    ("name", "content", "key", "said"),
    [
        ("classeur.ods", None, "ods", ".xlsx"),
        ("x.numbers", zipped(**{"Index/Document.iwa": b"x"}), "autre_classeur", "Numbers"),
        (
            "x.zip",
            zipped(**{"t.xlsx": workbook(T=[PLACES, ONE])}),
            "classeur_dans_un_zip",
            "archive",
        ),
        ("x.zip", zipped(**{"__MACOSX/._t.csv": b"x"}), "ni_csv_ni_xlsx", "CSV"),
    ],
)
def test_files_of_other_programmes_are_refused_with_the_way_out(name, content, key, said):
    fault = whole_file_refused(name, content)
    assert fault.key == key
    assert said in str(fault)
    assert name in str(fault)


def test_a_hidden_sheet_is_named_and_not_imported():
    sheets = sheets_of("feuille_masquee.xlsx")
    assert [sheet.masquee for sheet in sheets] == [False, True]
    assert set(read("feuille_masquee.xlsx").frames) == {"territoires"}
    told = [sentence for sheet in sheets for sentence in notices(sheet, guess(sheet))]
    assert any("masquée" in sentence and "Projets anciens" in sentence for sentence in told)


# --- what is shown is what is stored ------------------------------------------------------------


@settings(max_examples=15, deadline=None, phases=[Phase.reuse, Phase.generate])
@given(some_tables())
def test_what_is_shown_before_is_what_is_stored(tables):
    """The first rows shown are those of the database afterwards, whatever the file."""
    if not len(tables):
        return
    for name, content in (("e.xlsx", files.to_xlsx(tables)), ("e.zip", files.to_csv(tables))):
        mapped = [one for sheet in open_file(name, content) if (one := guess(sheet))]
        shown = {one.table: list(preview(one, 5).rows) for one in mapped}
        at = Store("sqlite://")
        key = at.create("x").ecriture
        try:
            at.add(key, check(mapped), name)
        except ImportRefused:
            continue
        finally:
            stored = at.tables(key)
            at.engine.dispose()
        for table in TABLES:
            assert shown.get(table, []) == records(table, stored[table])[:5]


# --- the verb -----------------------------------------------------------------------------------


@pytest.fixture
def _database(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'verbe.sqlite'}")
    stores.store.cache_clear()
    yield
    stores.store.cache_clear()


def verb(capsys, *arguments):
    code = main(["importer", *(str(argument) for argument in arguments)])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else None, said.err


@pytest.mark.usefixtures("_database")
@pytest.mark.parametrize("head", ["-", "--", "--verifier"])
def test_a_key_that_looks_like_an_option_is_a_key(capsys, monkeypatch, head):
    made = keys.new_key
    monkeypatch.setattr(opened, "new_key", lambda: head + made()[len(head) :])
    file = INPUTS / "titre_au_dessus.csv"
    key = verb(capsys, file)[1]["cle"]
    assert key.startswith(head)
    code, answer, _ = verb(capsys, file, "--reseau", key)
    assert (code, answer["cle"]) == (0, key)
    assert answer["tables"]["territoires"]["ajoutees"] == 0


@pytest.mark.usefixtures("_database")
def test_the_verb_checks_then_stores_then_replaces(capsys, tmp_path):
    file = INPUTS / "titre_au_dessus.csv"
    code, answer, err = verb(capsys, file, "--verifier")
    assert (code, answer["cle"], err) == (0, None, "")
    assert set(answer) == {"tables", "lignes", "refus", "avis", "cle"}
    assert answer["tables"] == {"territoires": {"lues": 1, "ajoutees": 1, "remplacees": 0}}
    assert answer["lignes"]["territoires"][0]["departements"] == "55"
    code, answer, _ = verb(capsys, file)
    key = answer["cle"]
    assert (
        records("territoires", stores.store().tables(key)["territoires"])
        == answer["lignes"]["territoires"]
    )
    changed = tmp_path / "territoires.csv"
    changed.write_text(HEAD + "T1;Autre;alize;55;;\nT2;B;alize;54;;\n", encoding="utf-8")
    code, answer, _ = verb(capsys, changed, "--reseau", key)
    assert (code, answer["cle"]) == (0, key)
    assert answer["tables"]["territoires"] == {"lues": 2, "ajoutees": 1, "remplacees": 1}


@pytest.mark.usefixtures("_database")
def test_the_verb_prints_refusals_and_stores_nothing(capsys):
    code, answer, err = verb(capsys, INPUTS / "montants_colles.xlsx")
    assert (code, answer["cle"]) == (2, None)
    (refusal,) = answer["refus"]
    assert set(refusal) == {"fichier", "feuille", "ligne", "colonne", "valeur", "raison"}
    assert refusal["valeur"] == "5000 8000"
    assert err.strip().replace("\u00a0", " ") == "1 cellule refusée : rien n’a été importé."
    code, answer, err = verb(capsys, INPUTS / "classeur.ods")
    assert code == 2
    assert answer["refus"][0]["fichier"] == "classeur.ods"
    assert len(err.strip().splitlines()) == 1
    code, answer, err = verb(capsys, INPUTS / "titre_au_dessus.csv", "--reseau", "x" * 24)
    assert (code, answer) == (2, None)
    code, answer, err = verb(capsys, INPUTS / "absent.csv")
    assert (code, answer) == (2, None)


@pytest.mark.usefixtures("_database")
def test_the_verb_shows_two_hundred_rows_of_each_table(capsys, tmp_path):
    file = tmp_path / "territoires.csv"
    file.write_text(HEAD + "".join(f"T{n};x;alize;55;;\n" for n in range(450)), encoding="utf-8")
    _, answer, _ = verb(capsys, file, "--verifier")
    assert answer["tables"]["territoires"]["lues"] == 450
    assert len(answer["lignes"]["territoires"]) == 200


@pytest.mark.usefixtures("_database")
def test_the_verb_takes_several_files_and_says_what_it_leaves(capsys, tmp_path):
    other = tmp_path / "recette.csv"
    other.write_text("Farine;Œufs\n1;2\n", encoding="utf-8")
    code, answer, _ = verb(
        capsys, INPUTS / "zip_de_mac.zip", INPUTS / "dates_formes.csv", other, "--verifier"
    )
    assert code == 0
    assert set(answer["tables"]) == {"territoires", "projets"}
    assert any("recette" in sentence for sentence in answer["avis"])


# --- limits, one table for every door -----------------------------------------------------------

ROW = (HEAD + "T1;Meuse;alize;55;;\r\n").encode()
MANY = limits.TABLES + 1
LONG, ENDLESS = "x" * (limits.CELL + 1), b"x" * (limits.LINE + 1)
LIMITED = {
    "sheets of a workbook": lambda: [
        ("x.xlsx", workbook(**{f"t{n}": [PLACES, ONE] for n in range(MANY)}))
    ],
    "tables of an archive": lambda: [("x.zip", zipped(**{f"t{n}.csv": ROW for n in range(MANY)}))],
    "tables of several files": lambda: [
        (f"{k}.zip", zipped(**{f"t{n}.csv": ROW for n in range(MANY // 2 + 1)})) for k in range(2)
    ],
    "files": lambda: [(f"t{n}.csv", ROW) for n in range(limits.FILES + 1)],
    "bytes of a file": lambda: [("t.csv", b"x" * (limits.FILE + 1))],
    "bytes of a session": lambda: [(f"{n}.csv", b"x" * (limits.SESSION // 4)) for n in range(5)],
    "columns of a text": lambda: [("t.csv", b";".join([b"x"] * (limits.COLUMNS + 1)))],
    "columns of a workbook": lambda: [("t.xlsx", workbook(T=[["x"] * (limits.COLUMNS + 1)]))],
    "columns of an archive": lambda: [("t.zip", zipped(**{"t.csv": b";".join([b"x"] * 61)}))],
    "a cell of a text": lambda: [("t.csv", places("x" * (limits.CELL + 1), column=1))],
    "a cell of a workbook": lambda: [("t.xlsx", workbook(T=[PLACES, ["T1", LONG]]))],
    "a line": lambda: [("t.csv", ROW + ENDLESS)],
    "a line of headers": lambda: [("t.csv", ENDLESS)],
    "a line of an archive": lambda: [("t.zip", zipped(**{"t.csv": ROW + ENDLESS}))],
}  # fmt: skip
KEYS = {
    "sheets of a workbook": "trop_de_feuilles", "tables of an archive": "trop_de_feuilles",
    "tables of several files": "trop_de_feuilles", "files": "trop_de_fichiers",
    "bytes of a file": "trop_lourd", "bytes of a session": "trop_ensemble",
    "columns of a text": "trop_de_colonnes", "columns of a workbook": "trop_de_colonnes",
    "columns of an archive": "trop_de_colonnes", "a cell of a text": "cellule_demesuree",
    "a cell of a workbook": "cellule_demesuree", "a line": "ligne_demesuree",
    "a line of headers": "ligne_demesuree", "a line of an archive": "ligne_demesuree",
}  # fmt: skip


@pytest.mark.parametrize("what", LIMITED)
def test_each_limit_holds_at_each_door(what):
    with pytest.raises(ImportRefused) as caught:
        check([one for sheet in open_files(LIMITED[what]()) if (one := guess(sheet))])
    assert caught.value.key == KEYS[what]


@pytest.mark.parametrize("shape", ["csv", "zip", "xlsx"])
def test_rows_are_counted_at_each_door(shape, monkeypatch):
    monkeypatch.setattr(limits, "ROWS", 100)
    lines = [[f"T{n}", "x", "alize", "55"] for n in range(150)]
    text = "\n".join(";".join(line) for line in [PLACES, *lines]).encode()
    content = {"csv": text, "zip": zipped(**{"t.csv": text}), "xlsx": workbook(T=[PLACES, *lines])}
    assert whole_file_refused(f"t.{shape}", content[shape]).key == "trop_de_lignes"
