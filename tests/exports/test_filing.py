"""The filing pack: the engine's figures to the cent, nothing guessed, nothing that runs."""

import ast
import json
import logging
import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.cases.sponsor import read_case
from simulator.conditions.finding import State
from simulator.errors import InputError
from simulator.exports.filing import deadlines
from simulator.exports.filing.identity import Giver, Recipient, read_identity
from simulator.exports.filing.pdf import document_of, pdf
from simulator.exports.filing.report import filing, slug
from simulator.exports.filing.xlsx import workbook_of, xlsx
from simulator.exports.pack import Form, Grid
from simulator.figure import cents
from simulator.figures.notes import notes_of
from simulator.figures.reserves import reserves_of
from simulator.figures.sponsor_outcome import assess
from simulator.law.book import in_force
from simulator.text import speaking

TODAY = date(2026, 11, 22)
GIFT = {
    "libelle": "Journées à l’association", "voie": "don", "interet_general": "oui",
    "aide_aux_entreprises": "non", "lien": "aucun", "obligation": "non", "recu": "oui",
    "convention": "oui", "mission_dirigee": "oui",
}  # fmt: skip
SALARIE = {
    "libelle": "Cadre A", "brut_mensuel": 5200, "debut": "2026-01-01", "fin": "2026-12-31",
    "jours": 60,
}  # fmt: skip
SIMPLE = {
    "cloture": "2026-12-31", "chiffre_affaires": [12_000_000], "benefice": [800_000],
    "taux_reduit": "non", "operations": [{**GIFT, "salaries": [SALARIE]}],
}  # fmt: skip
HARD = {
    "cloture": "2026-06-30", "chiffre_affaires": [9_000_000, 9_500_000],
    "benefice": [60_000, 20_000, 500_000], "taux_reduit": "non", "autres_dons": [8_000],
    "excedents": [{"annee": 2023, "montant": 12_000}],
    "reductions": [{"annee": 2024, "montant": 5_000}], "effectif_groupe": 6_000,
    "operations": [
        {
            **GIFT, "libelle": "Appui aux PME", "dispositif": "boost_innov", "agrement": "oui",
            "agrement_fin": "2027-12-31", "objet_exclusif": "oui", "gratuite": "oui",
            "gestion_desinteressee": "oui", "cadre_europeen": "oui", "immobilier": "non",
            "part_par_entreprise": 0.2, "contreparties": 0.1,
            "salaries": [
                {"libelle": "Claire", "brut_mensuel": 14_000, "debut": "2025-09-01",
                 "fin": "2027-03-31", "quotite": 0.5},
                {"libelle": "", "cout_journee": 520, "debut": "2025-10-01", "fin": "2026-02-28",
                 "jours": 33},
            ],
        },
        {"libelle": "À confirmer", "voie": "don", "montants": [30_000, 30_000],
         "interet_general": "oui", "jour": "2025-12-01"},
        {"libelle": "Refusé", "voie": "don", "montants": [5_000], "beneficiaire": "entreprise"},
        {"libelle": "Prêt", "voie": "pret_l8241_3", "beneficiaire": "entreprise",
         "effectif_utilisateur": 40, "lien": "aucun", "convention": "oui",
         "salaries": [{"libelle": "Paul", "cout_mensuel": 7_000, "debut": "2026-01-01",
                       "fin": "2026-06-30", "heures": 300}]},
    ],
}  # fmt: skip
CASES = {"simple": SIMPLE, "hard": HARD}
BODY = {
    "denomination": "Association Relais", "identifiant": "W751234567", "adresse": "1 rue A, Metz",
    "objet": "Aide aux PME", "numero_agrement": "2026-1", "forme_du_don": "don_manuel",
    "numero_recu": "R-7", "date_recu": "15/01/2027", "signataire": "Anne B",
}  # fmt: skip
COMPANY = {
    "denomination": "Grande Industrie", "forme_juridique": "SA", "siren": "732 829 320",
    "adresse": "2 quai C, Nancy", "signataire": "Luc D", "qualite_du_signataire": "DAF",
    "dons_hors_de_france": "0",
}  # fmt: skip
WHO = {"entreprise": COMPANY, "organismes": {0: BODY, 1: BODY}}


def outcome_of(name):
    return assess(read_case(CASES[name]))


@pytest.fixture(scope="module", params=CASES)
def outcome(request):
    return outcome_of(request.param)


@pytest.fixture(scope="module")
def pack(outcome):
    return filing(outcome, read_identity(WHO), made_on=TODAY)


@pytest.fixture(scope="module")
def workbook(outcome):
    return workbook_of(outcome, read_identity(WHO), made_on=TODAY)


def numbers(pack):
    return {
        key: entry
        for key, entry in pack.entries().items()
        if isinstance(entry.value, int | float) and not isinstance(entry.value, bool)
    }


def texts(data):
    return re.sub(r"\s+", "", " ".join(page.extract_text() for page in PdfReader(data).pages))


# figures


def test_every_figure_is_the_engines_to_the_cent(outcome, pack):
    figures = {r: outcome.figures(r) for r in ("prudent", "confirmed")}
    seen = 0
    for key, entry in numbers(pack).items():
        reading = "confirmed" if "confirmed" in key.split(".") else "prudent"
        if entry.engine in figures["prudent"]:
            assert entry.value == pytest.approx(figures[reading][entry.engine], abs=0.005), key
            seen += 1
    assert seen > 50
    for v in outcome.valuations:
        if v.exercice:
            continue
        at = f"valorisation.{v.operation}.{v.salarie}"
        assert numbers(pack)[f"{at}.cout"].value == float(v.cout)
        if outcome.case.operations[v.operation].voie == "don":
            assert numbers(pack)[f"{at}.valeur"].value == float(v.valeur)
            assert numbers(pack)[f"{at}.plafond"].value == cents(float(v.plafond))
            assert numbers(pack)[f"{at}.non_compte"].value == v.non_compte


def test_the_confirmed_column_is_the_confirmed_reading():
    outcome = outcome_of("hard")
    pack = filing(outcome, made_on=TODAY)
    confirmed = outcome.figures("confirmed")
    for name in ("dons", "report_restant", "reduction"):
        line = pack.entries()[f"lignes.{name}.confirmed"]
        assert line.value == pytest.approx(confirmed[f"{name}.0"], abs=0.005)
    shown = pack.entries()
    assert shown["lignes.dons.confirmed"].value == shown["lignes.dons.prudent"].value + 30_000


def test_lines_of_a_case_counted_by_hand():
    """60 % of 70 000 within 0.5 % of 12 M: the first 60 000 count, 10 000 wait."""
    case = {**SIMPLE, "operations": [{**GIFT, "montants": [70_000], "jour": "2026-03-02"}]}
    shown = filing(assess(read_case(case)), made_on=TODAY).entries()
    wanted = {
        "plafond": 60_000, "dons": 70_000, "dons_retenus": 60_000, "excedent": 10_000,
        "report_restant": 10_000, "reduction": 36_000, "reduction_imputee": 36_000,
        "reintegration": 70_000, "chiffre_affaires": 12_000_000,
    }  # fmt: skip
    assert {k: shown[f"lignes.{k}.prudent"].value for k in wanted} == wanted
    assert shown["recu.0.total"].value == 70_000
    assert shown["declaration.0.montant"].value == 70_000
    assert shown["echeances.perte_assiette.2026.0.6.jour"].value == date(2031, 12, 31)


def test_a_gift_is_added_back_whole_even_above_the_ceiling():
    outcome = outcome_of("hard")
    shown = filing(outcome, made_on=TODAY).entries()
    staff = sum(float(v.cout) for v in outcome.valuations if v.operation == 0 and v.exercice == 0)
    wanted = cents(staff + 30_000 + 5_000 + 8_000)
    assert shown["lignes.reintegration.prudent"].value == wanted
    assert shown["valorisation.0.0.non_compte"].value > 0


def test_a_loan_is_valued_and_never_summed_with_gifts():
    shown = filing(outcome_of("hard"), made_on=TODAY).entries()
    assert "valorisation.3.0.valeur" not in shown
    assert shown["valorisation.3.0.total_valeur"].value == "Pas un don"
    gifts = shown["valorisation.0.0.valeur"].value + shown["valorisation.0.1.valeur"].value
    assert shown["valorisation.total.valeur"].value == pytest.approx(gifts)


def test_no_list_to_declare_at_the_threshold():
    for amount, declared in ((10_000, False), (10_000.01, True)):
        case = {**SIMPLE, "operations": [{**GIFT, "montants": [amount]}]}
        shown = filing(assess(read_case(case)), made_on=TODAY).entries()
        assert ("declaration.0.montant" in shown) is declared


# both files


def test_the_workbook_shows_every_number(pack, workbook):
    book = openpyxl.load_workbook(BytesIO(workbook), data_only=True)
    for sheet in pack.sheets:
        cells = {
            round(float(cell.value), 2)
            for row in book[sheet.title[:31]].iter_rows()
            for cell in row
            if isinstance(cell.value, int | float)
        }
        for entry in sheet.entries():
            if entry.key in numbers(pack):
                assert round(float(entry.value), 2) in cells, entry.key


def test_the_document_shows_every_number_and_word(outcome, pack):
    said = texts(BytesIO(document_of(outcome, read_identity(WHO), made_on=TODAY)))
    for key, entry in pack.entries().items():
        words = re.sub(r"\s+", "", entry.shown())
        assert words.replace("\u200b", "") in said.replace("\u200b", ""), key


def test_the_document_is_tagged_french_and_titled(outcome):
    reader = PdfReader(BytesIO(document_of(outcome, made_on=TODAY)))
    assert reader.trailer["/Root"]["/Lang"].startswith("fr")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert reader.metadata.title.startswith("Dossier de dépôt du mécénat")


def formulas_of(data):
    """Each formula of a workbook, with the value it was saved with."""
    live, saved = (
        openpyxl.load_workbook(BytesIO(data), data_only=plain) for plain in (False, True)
    )
    for sheet in live:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield (
                        sheet.title,
                        cell.coordinate,
                        cell.value,
                        saved[sheet.title][cell.coordinate].value,
                    )


def recalculated(data):
    """Every formula again, from the typed numbers alone, as a spreadsheet would."""
    book = openpyxl.load_workbook(BytesIO(data))
    done = {}
    functions = {
        "MIN": min, "MAX": max, "ROUND": lambda x, _n: cents(float(x)), "ABS": abs,
        "IF": lambda c, a, b: a if c else b, "AND": lambda *x: all(x), "OR": lambda *x: any(x),
        "NOT": lambda x: not x, "TRUE": True, "FALSE": False,
        "NPV": lambda r, *x: sum(v / (1 + r) ** (k + 1) for k, v in enumerate(x)),
    }  # fmt: skip
    address = re.compile(r"(?:'((?:[^']|'')+)'!)?\$([A-Z]+)\$(\d+)")

    def value(sheet, place):
        if (sheet, place) not in done:
            cell = book[sheet][place]
            done[sheet, place] = compute(sheet, cell.value) if cell.data_type == "f" else cell.value
        return done[sheet, place]

    def compute(here, formula):
        text = address.sub(
            lambda m: f"value({(m[1] or here).replace(chr(39) * 2, chr(39))!r}, {m[2] + m[3]!r})",
            formula[1:],
        )
        text = text.replace("^", "**").replace("<>", "!=")
        text = re.sub(r"(?<![<>!])=(?!=)", "==", text)
        return eval(text, functions | {"value": value})

    return lambda sheet, place: float(value(sheet, place))


def test_formulas_give_back_what_they_show(workbook):
    again, count = recalculated(workbook), 0
    for sheet, place, formula, saved in formulas_of(workbook):
        assert again(sheet, place) == pytest.approx(float(saved), abs=0.005), (sheet, formula)
        count += 1
    assert count > 80


def test_the_headline_cells_are_formulas(workbook):
    sheets = {sheet for sheet, *_ in formulas_of(workbook)}
    wanted = {"Synthèse", "Valorisation", "Lignes fiscales", "Reçu", "Suivi sur six exercices"}
    assert sheets == wanted | {"Calcul"}


def test_the_workbook_is_ready_to_print(workbook):
    book = openpyxl.load_workbook(BytesIO(workbook))
    assert book.sheetnames == [
        "Synthèse", "Valorisation", "Convention", "Lignes fiscales", "Reçu", "Échéances",
        "Suivi sur six exercices", "Sources", "Calcul",
    ]  # fmt: skip
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.freeze_panes
        assert "&P" in sheet.oddFooter.right.text
    assert book.properties.title == "Dossier de dépôt du mécénat"
    assert book.properties.creator == "Passerelle"


def test_files_hold_no_path_of_a_machine(outcome, workbook):
    parts = zipfile.ZipFile(BytesIO(workbook))
    document = document_of(outcome, made_on=TODAY)
    for data in [*(parts.read(name) for name in parts.namelist()), document]:
        assert not re.search(rb"/(work|tmp|root|home)/", data)


def test_the_same_day_gives_the_same_files():
    outcome = outcome_of("simple")
    assert document_of(outcome, made_on=TODAY) == document_of(outcome, made_on=TODAY)
    one, other = (zipfile.ZipFile(BytesIO(workbook_of(outcome, made_on=TODAY))) for _ in "ab")
    assert one.namelist() == other.namelist()
    assert all(one.read(name) == other.read(name) for name in one.namelist())


def test_another_day_changes_the_date_alone(outcome):
    one, other = (filing(outcome, made_on=day) for day in (TODAY, date(2027, 2, 1)))
    assert replace(other, made_on=TODAY) == one


# nothing guessed


def test_what_is_empty_is_listed_and_what_is_listed_is_empty(outcome):
    for pack in (filing(outcome, made_on=TODAY), filing(outcome, read_identity(WHO))):
        empty = [key for key, entry in pack.entries().items() if entry.value is None]
        assert [gap.key for gap in pack.missing] == empty
        assert all(gap.what and gap.where and gap.who for gap in pack.missing)
        part = pack.missing_part()
        assert isinstance(part, Grid)
        listed = " ".join(row[2].shown() for row in part.rows)
        assert all(gap.what in listed for gap in pack.missing)


def test_keys_are_unique(pack):
    keys = [entry.key for sheet in pack.sheets for entry in sheet.entries()]
    assert len(keys) == len(set(keys))


def test_missing_fields_of_a_full_identity():
    left = [gap.key for gap in filing(outcome_of("simple"), read_identity(WHO)).missing]
    boxes = [key for key in left if key.endswith(".case")]
    assert [key for key in left if key not in boxes] == [
        "convention.0.temps_passe.etat",
        "echeances.conservation.jour",
    ]  # fmt: skip
    assert len(boxes) == 12


@pytest.mark.parametrize("name", Giver.model_fields)
def test_a_name_of_the_company_taken_away_is_empty_and_listed(name):
    without = {**WHO, "entreprise": {k: v for k, v in COMPANY.items() if k != name}}
    full, gaps = (
        {gap.key for gap in filing(outcome_of("simple"), read_identity(who)).missing}
        for who in (WHO, without)
    )
    assert gaps > full
    assert all(key.split(".")[-1] in {name, "prudent"} for key in gaps - full)


@pytest.mark.parametrize("name", Recipient.model_fields)
def test_a_name_of_the_recipient_taken_away_is_empty_and_listed(name):
    without = {**WHO, "organismes": {0: {k: v for k, v in BODY.items() if k != name}, 1: BODY}}
    full, gaps = (
        {gap.key for gap in filing(outcome_of("hard"), read_identity(who)).missing}
        for who in (WHO, without)
    )
    assert gaps > full
    assert all(".0." in key for key in gaps - full)


@pytest.mark.parametrize(
    ("field", "key"),
    [
        ("recu", "convention.0.recu.etat"),
        ("convention", "convention.0.convention_du_don.etat"),
        ("agrement_fin", "echeances.agrement.0.jour"),
        ("gratuite", "convention.0.gratuite.etat"),
        ("agrement", "convention.0.agrement.etat"),
    ],
)
def test_an_answer_taken_away_is_empty_and_listed(field, key):
    first = {k: v for k, v in HARD["operations"][0].items() if k != field}
    case = {**HARD, "operations": [first, *HARD["operations"][1:]]}
    full = {gap.key for gap in filing(outcome_of("hard")).missing}
    gaps = {gap.key for gap in filing(assess(read_case(case))).missing}
    assert key in gaps
    assert key not in full


def test_the_day_of_a_gift_is_never_supposed():
    undated = {k: v for k, v in HARD["operations"][1].items() if k != "jour"}
    case = {**HARD, "operations": [HARD["operations"][0], undated, *HARD["operations"][2:]]}
    gaps = {gap.key for gap in filing(assess(read_case(case))).missing}
    assert {"recu.1.dates", "declaration.1.dates"} <= gaps


def test_box_numbers_are_never_guessed(pack):
    boxes = [e for k, e in pack.entries().items() if k.endswith(".case")]
    assert {e.value for e in boxes} == {None, "sans objet"}


def test_an_empty_cell_is_empty_in_the_workbook():
    pack = filing(outcome_of("simple"), made_on=TODAY)
    book = openpyxl.load_workbook(BytesIO(xlsx(pack)))
    sheet = book["Synthèse"]
    rows = {row[0].value: row[1] for row in sheet.iter_rows() if len(row) > 1}
    for label in ("SIREN", "Dénomination", "Adresse"):
        assert rows[label].value is None
        assert rows[label].fill.fgColor.rgb == "FFFCF1DC"


def test_an_unknown_tax_is_said_not_shown_as_zero():
    case = {k: v for k, v in SIMPLE.items() if k != "benefice"}
    shown = filing(assess(read_case(case))).entries()
    assert shown["suivi.prudent.impot_du.0"].value == "non saisi"


# eligibility


@pytest.mark.parametrize(
    ("change", "state"),
    [({"beneficiaire": "entreprise"}, State.FERME), ({"recu": "inconnu"}, State.A_CONFIRMER)],
)
def test_what_is_not_eligible_gives_nothing_and_says_why(change, state):
    case = {**SIMPLE, "operations": [{**GIFT, **change, "salaries": [SALARIE]}]}
    outcome = assess(read_case(case))
    assert outcome.paths[0].eligible is state
    pack = filing(outcome, made_on=TODAY)
    assert pack.entries()["lignes.reduction.prudent"].value == 0
    reason = outcome.paths[0].reason
    why = " ".join(
        line for sheet in pack.sheets for part in sheet.parts
        for _, line in getattr(part, "lines", ())
    )  # fmt: skip
    assert "0\u00a0€" in why
    assert reason.words("regle") in why
    assert reason.words("fait") in why
    assert outcome.flips(0)[0].words() in why
    receipts = [part for part in pack.sheets[4].parts if isinstance(part, Form)]
    assert bool(receipts) is (state is State.A_CONFIRMER)


def test_every_warning_and_note_of_the_engine_is_there(outcome, pack):
    said = " ".join(
        f"{a} {b}" for part in pack.sheets[0].parts for a, b in getattr(part, "lines", ())
    )
    for reserve in reserves_of(outcome):
        assert reserve.words("titre") in said
        assert reserve.words("texte") in said
    for note in notes_of(outcome):
        assert note.words() in said


@pytest.mark.parametrize("exercice", range(6))
def test_each_fiscal_year_has_its_pack(exercice):
    outcome = outcome_of("hard")
    pack = filing(outcome, exercice=exercice, made_on=TODAY)
    closing = outcome.closings[exercice]
    assert pack.entries()["exercice.cloture"].value == closing
    figures = outcome.figures()
    assert pack.entries()["lignes.reduction.prudent"].value == figures[f"reduction.{exercice}"]
    assert slug(outcome, exercice) == f"depot_mecenat_{closing.isoformat()}"
    assert pdf(pack).startswith(b"%PDF")


def test_a_year_before_the_receipt_and_the_ceiling():
    """In 2010 no ceiling, no compulsory receipt, no declaration: none of them is written."""
    lent = {**SALARIE, "debut": "2010-01-01", "fin": "2010-12-31"}
    case = {**SIMPLE, "cloture": "2010-12-31", "operations": [{**GIFT, "salaries": [lent]}]}
    pack = filing(assess(read_case(case)), made_on=TODAY)
    shown = pack.entries()
    assert shown["valorisation.0.0.plafond"].value == "aucun plafond"
    assert "convention.0.recu.etat" not in shown
    assert not any(key.startswith("declaration.") for key in shown)
    assert shown["echeances.declaration.jour"].value is None
    assert "echeances.declaration.jour" in {gap.key for gap in pack.missing}


# dates


@pytest.mark.parametrize(
    ("closing", "due", "online", "settled"),
    [
        (date(2023, 12, 31), date(2024, 5, 3), date(2024, 5, 18), date(2024, 5, 15)),
        (date(2024, 12, 31), date(2025, 5, 5), date(2025, 5, 20), date(2025, 5, 15)),
        (date(2026, 12, 31), date(2027, 5, 4), date(2027, 5, 19), date(2027, 5, 15)),
        (date(2034, 12, 31), date(2035, 5, 4), date(2035, 5, 19), date(2035, 5, 15)),
        (date(2026, 6, 30), date(2026, 9, 30), date(2026, 10, 15), date(2026, 10, 15)),
        (date(2025, 11, 30), date(2026, 2, 28), date(2026, 3, 15), date(2026, 3, 15)),
        (date(2026, 9, 30), date(2026, 12, 30), date(2027, 1, 14), date(2027, 1, 15)),
    ],
)
def test_what_is_due_when(closing, due, online, settled):
    """5 May and 20 May 2025 are the days published for 2024; Ascension falls on 3 May 2035."""
    law = in_force().exercice(closing)
    assert deadlines.declaration(closing, law) == due
    assert deadlines.declaration_sent_online(closing, law) == online
    assert deadlines.settlement(closing, law) == settled


@pytest.mark.parametrize(
    ("changes", "asked"),
    [({"mission_dirigee": "non"}, True), ({"mission_dirigee": "inconnu"}, True),
     ({"mission_dirigee": "oui"}, False), ({"voie": "pret_au_cout"}, True)],
)  # fmt: skip
def test_the_employee_consents_to_skills_given_by_a_loan(changes, asked):
    case = {**SIMPLE, "operations": [{**SIMPLE["operations"][0], **changes}]}
    entries = filing(assess(read_case(case)), made_on=TODAY).entries()
    assert ("convention.0.accord_du_salarie.point" in entries) is asked


def test_the_body_declares_its_receipts_as_a_return_is_filed():
    entries = filing(outcome_of("simple"), made_on=TODAY).entries()
    assert entries["echeances.declaration_des_recus.jour"].value == date(2027, 5, 4)
    assert "222 bis" in entries["echeances.declaration_des_recus.source"].value
    assert "trois mois" in entries["echeances.declaration_des_recus.regle"].value


def test_every_date_has_its_rule_and_source(pack):
    shown = pack.entries()
    days = [key for key in shown if key.startswith("echeances.") and key.endswith(".jour")]
    assert days
    for key in days:
        assert shown[key.removesuffix(".jour") + ".regle"].value
        assert shown[key.removesuffix(".jour") + ".source"].value


# what a person types

NASTY = [
    "=1+1", "+33 1", "-2", "@SUM(A1)", "#typst", '#eval("1")', "$x$ *gras* _bas_ `code` @ref <a>",
    "\"guillemets\" 'simples' \\ {accolades} [crochets]", "https://exemple.fr", "{valorisation}",
    "&P &A", "<script>alert(1)</script>", "A" * 200, "Zoë Łukasz Ѐ",
]  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_a_text_stays_a_text(text):
    body = {**BODY, "denomination": text, "objet": text}
    lent = {**SALARIE, "libelle": text[:80]}
    gift = {**GIFT, "libelle": text[:120], "salaries": [lent]}
    outcome = assess(read_case({**SIMPLE, "operations": [gift]}))
    who = read_identity({"entreprise": {"denomination": text}, "organismes": {0: body}})
    pack = filing(outcome, who, made_on=TODAY)
    data = xlsx(pack)
    book = openpyxl.load_workbook(BytesIO(data))
    found = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value == text]
    assert found
    assert all(c.data_type == "s" and c.hyperlink is None for c in found)
    said = texts(BytesIO(pdf(pack))).replace("\u200b", "")
    assert re.sub(r"\s+", "", text) in said


def test_several_lines_become_one_and_emoji_do_not_stop_the_files():
    who = read_identity({"entreprise": {"denomination": "Une\nligne\r\nde 😀\tplus\x00"}})
    assert who.entreprise.denomination == "Une ligne de 😀 plus"
    pack = filing(outcome_of("simple"), who, made_on=TODAY)
    assert pdf(pack).startswith(b"%PDF")
    sheet = openpyxl.load_workbook(BytesIO(xlsx(pack)))["Synthèse"]
    assert "Une ligne de 😀 plus" in {c.value for row in sheet.iter_rows() for c in row}


@pytest.mark.parametrize(
    ("place", "name", "value", "word"),
    [
        ("entreprise", "siren", "732829321", "clé"),
        ("entreprise", "siren", "12345", "neuf chiffres"),
        ("organismes", "identifiant", "W12", "RNA"),
        ("organismes", "date_recu", "31/02/2026", "n’existe pas"),
        ("entreprise", "dons_hors_de_france", "-5", "montant"),
        ("entreprise", "dons_hors_de_france", "1e5", "scientifique"),
        ("entreprise", "adresse", "A" * 201, "200"),
        ("organismes", "forme_du_don", "virement", "pas admis"),
    ],
)
def test_faults_are_one_sentence(place, name, value, word):
    data = {place: {name: value} if place == "entreprise" else {2: {name: value}}}
    with pytest.raises(InputError) as refused:
        read_identity(data)
    ((where, sentence),) = refused.value.faults
    assert where == (name if place == "entreprise" else f"2.{name}")
    assert word in sentence


def test_numbers_are_read_as_people_write_them():
    who = read_identity(
        {"entreprise": {"siren": "732 829 320", "dons_hors_de_france": "1 234,50 €"},
         "organismes": {0: {"identifiant": "w 751234567", "date_recu": "1/2/2027"}}}
    )  # fmt: skip
    assert who.entreprise.siren == "732829320"
    assert who.entreprise.dons_hors_de_france == 1234.5
    assert who.recipient(0).identifiant == "W751234567"
    assert who.recipient(0).date_recu == date(2027, 2, 1)
    assert who.recipient(9) == Recipient()


# language and privacy


def test_the_english_pack_has_the_same_fields_and_no_french_word():
    outcome = outcome_of("hard")
    french = filing(outcome, made_on=TODAY)
    with speaking("en"):
        english = filing(outcome, made_on=TODAY)
        data = workbook_of(outcome, made_on=TODAY)
        document = PdfReader(BytesIO(pdf(english)))
    assert list(english.entries()) == list(french.entries())
    assert {k: e.value for k, e in numbers(english).items()} == {
        k: e.value for k, e in numbers(french).items()
    }
    assert [sheet.title for sheet in english.sheets][1:3] == ["Valuation", "Agreement"]
    assert "Calculation" in openpyxl.load_workbook(BytesIO(data)).sheetnames
    assert document.trailer["/Root"]["/Lang"].startswith("en")
    heads = {h for s in english.sheets for p in s.parts if isinstance(p, Grid) for h in p.heads}
    assert not heads & {"Échéance", "Montant", "Règle", "Formulaire", "État"}


def test_no_figure_of_the_user_is_logged_or_kept(caplog):
    """Private figures leave in the file alone: no log, no cache anywhere in these modules."""
    caplog.set_level(logging.DEBUG)
    workbook_of(outcome_of("simple"), read_identity(WHO), made_on=TODAY)
    document_of(outcome_of("simple"), read_identity(WHO), made_on=TODAY)
    assert "5200" not in caplog.text
    assert COMPANY["denomination"] not in caplog.text
    files = [*(ROOT / "src/simulator/exports").glob("*.py"), ROOT / "src/simulator/ui/filing.py"]
    for path in files:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        names |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        kept = {"cache", "lru_cache", "cache_data", "cache_resource", "query_params", "getLogger"}
        assert not names & kept, path


# on the page

PAGE = """
import json
import streamlit as st
from simulator.cases.sponsor import read_case
from simulator.figures.sponsor_outcome import assess
from simulator.text import speak
from simulator.ui.filing import block
speak("fr")
block(assess(read_case(json.loads(st.session_state["cas"]))))
"""


def page_of(case):
    app = AppTest.from_string(PAGE, default_timeout=60)
    app.session_state["cas"] = json.dumps(case)
    app.session_state["depot_remplir"] = True
    return app.run()


def field_of(app, place):
    return next(f for f in app.text_input if f.key == f"depot_champ_{place}")


def test_the_block_lists_what_is_empty_then_takes_what_is_typed():
    app = page_of(SIMPLE)
    assert not app.exception
    before = filing(outcome_of("simple")).missing
    assert any(str(len(before)) in node.value for node in app.get("html"))
    field_of(app, "entreprise.siren").set_value("732 829 320").run()
    assert not app.exception
    assert app.session_state["depot_saisie"] == {"entreprise.siren": "732 829 320"}
    assert any(str(len(before) - 2) in node.value for node in app.get("html"))


def test_a_fault_is_said_and_the_rest_is_kept():
    app = page_of(SIMPLE)
    field_of(app, "entreprise.denomination").set_value("Grande Industrie").run()
    field_of(app, "entreprise.siren").set_value("732829321").run()
    assert not app.exception
    pages = " ".join(node.value for node in app.get("html"))
    assert "dont la clé est fausse" in pages
    assert app.session_state["depot_saisie"]["entreprise.denomination"] == "Grande Industrie"
