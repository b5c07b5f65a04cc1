"""`exporter`: a case or a dossier in several forms, all from one snapshot, refused in words."""

import json
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from simulator import ROOT
from simulator.__main__ import main
from simulator.api.interface import interface
from simulator.base import limits
from simulator.errors import InputError
from simulator.exports import taken_away
from simulator.exports.freezing import frozen_item
from tests.api.asking import post
from tests.exports.board.conftest import cases, dossier, programmes_compared, scenario

COMPUTED = ("scenario", "mecene", "comparaison", "programme")


@pytest.mark.parametrize("kind", COMPUTED)
def test_a_case_of_every_kind_is_known_by_its_keys(kind):
    assert taken_away.dossier_of(cases()[kind]).elements[0].genre == kind


@pytest.mark.parametrize("data", [None, [], 3, {}, {"x": 1}, "a"])
def test_what_is_no_case_is_refused_in_words(data):
    with pytest.raises(InputError, match="ni un cas"):
        taken_away.dossier_of(data)


@pytest.mark.parametrize("kind", COMPUTED)
def test_every_form_of_every_kind_is_written(kind, tmp_path, capsys):
    file = tmp_path / "Mon cas.json"
    file.write_text(json.dumps(cases()[kind]), encoding="utf-8")
    wanted = "pptx,pdf,html,csv"
    assert main(["exporter", str(file), "--formats", wanted, "--vers", str(tmp_path / "f")]) == 0
    told = json.loads(capsys.readouterr().out)["fichiers"]
    assert [one["nom"] for one in told] == [
        "mon-cas.pptx", "mon-cas.pdf", "mon-cas-note.pdf", "mon-cas.html", "mon-cas.csv",
    ]  # fmt: skip
    for one in told:
        assert (tmp_path / "f" / one["nom"]).stat().st_size == one["octets"]


def test_a_dossier_is_exported_as_it_was_frozen(tmp_path, capsys):
    item = frozen_item("scenario", scenario())
    file = tmp_path / "d.json"
    file.write_text(json.dumps(dossier(item, item.model_copy(update={"id": "a" * 8})).to_dict()))
    out = tmp_path / "o"
    assert main(["exporter", str(file), "--formats", "xlsx,csv", "--vers", str(out)]) == 0
    assert {path.name for path in out.iterdir()} == {"d-1.xlsx", "d-2.xlsx", "d.csv"}
    assert item.fige.somme[:10] in (out / "d.csv").read_text(encoding="utf-8")
    assert zipfile.is_zipfile(BytesIO((out / "d-1.xlsx").read_bytes()))
    capsys.readouterr()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--formats", "zip"], "zip"),
        (["--formats", ""], "xlsx, pptx, pdf, html et csv"),
        (["--formats", "pptx,doc"], "doc"),
    ],
)
def test_an_unknown_form_is_refused_with_the_known_ones(options, told, tmp_path, capsys):
    file = tmp_path / "c.json"
    file.write_text(json.dumps(scenario()))
    assert main(["exporter", str(file), *options, "--vers", str(tmp_path)]) == 2
    assert told in capsys.readouterr().err


def test_a_disk_that_refuses_is_told_and_leaves_no_half_file(tmp_path, capsys, monkeypatch):
    file = tmp_path / "c.json"
    file.write_text(json.dumps(scenario()))
    real = taken_away.Path.write_bytes

    def full(path, content):
        real(path, content[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(taken_away.Path, "write_bytes", full)
    out = tmp_path / "plein"
    assert main(["exporter", str(file), "--formats", "csv", "--vers", str(out)]) == 2
    assert "Vérifiez la place" in capsys.readouterr().err
    assert list(out.iterdir()) == []


def test_charts_are_drawn_once_for_all_forms(monkeypatch):
    drawn = []
    made = taken_away.Snapshot(taken_away.dossier_of(scenario()))
    real = type(made.board.chapters[0].sheets[0].shown.drawing).bare_svg

    def counted(drawing, width):
        drawn.append(drawing.template)
        return real(drawing, width)

    monkeypatch.setattr("simulator.charts.drawing.Drawing.bare_svg", counted)
    made.report(), made.report(), made.note()
    assert len(drawn) == 2


def test_a_language_is_asked_by_its_name(tmp_path, capsys):
    file = tmp_path / "c.json"
    file.write_text(json.dumps(scenario()))
    options = ["--formats", "html,csv", "--vers", str(tmp_path), "--langue", "en"]
    assert main(["exporter", str(file), *options]) == 0
    capsys.readouterr()
    assert '<html lang="en">' in (tmp_path / "c.html").read_text(encoding="utf-8")


def test_the_command_that_is_printed_runs():
    made = taken_away.Snapshot(taken_away.dossier_of(scenario()))
    command = made.board.chapters[0].redo.command.replace("python", sys.executable, 1)
    told = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert json.loads(told.stdout) == made.dossier.elements[0].fige.resultat


def test_the_same_files_are_answered_over_http():
    answer = post(interface(), "/exporter?formats=csv,pptx&langue=en", scenario())
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/zip"
    names = zipfile.ZipFile(BytesIO(answer.content)).namelist()
    assert [name.rpartition(".")[2] for name in names] == ["csv", "pptx"]


@pytest.mark.parametrize(
    ("query", "body", "path"),
    [("formats=doc", {"dispositif": "alize"}, "formats"), ("", {"dispositif": "alize"}, "formats"),
     ("formats=csv", {"x": 1}, ""),
     ("formats=csv", {"dispositif": "alize", "reponses": {"nb_pme": -1}}, "nb_pme")],
)  # fmt: skip
def test_what_is_refused_over_http_says_where(query, body, path):
    answer = post(interface(), f"/exporter?{query}", body)
    assert answer.status == 422
    assert path in answer.json["erreurs"][0]["champ"]
    assert answer.json["erreurs"][0]["message"]


def test_programmes_compared_leave_in_every_form(tmp_path, capsys):
    file = tmp_path / "p.json"
    file.write_text(json.dumps(programmes_compared()))
    wanted = ",".join(taken_away.FORMATS)
    assert main(["exporter", str(file), "--formats", wanted, "--vers", str(tmp_path / "o")]) == 0
    capsys.readouterr()
    told = (tmp_path / "o" / "p.csv").read_text(encoding="utf-8")
    assert "Le programme B coûte" in told
    assert "A. Programme de 2026 à 2028" in told


@pytest.mark.parametrize("kind", ["portrait", "graphique"])
def test_what_computes_nothing_has_a_workbook_of_its_values(kind):
    made = taken_away.Snapshot(dossier(frozen_item(kind, cases()[kind])))
    book = load_workbook(BytesIO(made.workbook()))
    assert len(book.sheetnames) >= 2
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(isinstance(value, int | float) for value in cells)
    assert not any(str(value).startswith("=") for value in cells)


EMPTY = {"annees": [2027], "lignes": [{"territoire": "a", "dispositif": "alize", "pme": [0]}]}
LARGE = {
    "annees": list(range(2026, 2036)),
    "lignes": [
        {"territoire": f"lieu {n}", "dispositif": key, "pme": [5 + n] * 10}
        for n, key in enumerate(["alize", "alize_avance", "performance_ciblee"] * 8)
    ],
}


@pytest.mark.parametrize("case", [EMPTY, LARGE], ids=["nobody helped", "a large programme"])
def test_the_ends_of_a_programme_leave_in_every_form(case):
    made = taken_away.dossier_of(case)
    files = taken_away.taken_away(made, list(taken_away.FORMATS), "p")
    assert {"p.xlsx", "p.pptx", "p.pdf", "p.html", "p.csv"} <= {one.name for one in files}


@pytest.mark.parametrize("place", ["fichier", "fichier/dessous", "x" * 300])
def test_a_place_that_is_no_folder_is_told(place, tmp_path, capsys):
    (tmp_path / "fichier").write_text("")
    file = tmp_path / "c.json"
    file.write_text(json.dumps(scenario()))
    out = str(tmp_path / place)
    assert main(["exporter", str(file), "--formats", "csv", "--vers", out]) == 2
    assert "Vérifiez la place" in capsys.readouterr().err


def changed(item, **given):
    return item.model_copy(update={"fige": item.fige.model_copy(update=given)})


@pytest.mark.parametrize("value", ["abc", 0])
def test_a_law_changed_by_hand_shows_the_frozen_figures_alone(value):
    item = frozen_item("scenario", scenario("alize_avance"))
    lois = tuple((name, day, value) for name, day, _ in item.fige.lois)
    made = taken_away.Snapshot(dossier(changed(item, lois=lois)))
    assert made.board.chapters[0].sheets[0].shown is None
    assert made.deck()
    with pytest.raises(InputError, match="ne se recalcule pas"):
        made.workbook()


@pytest.mark.parametrize("somme", ["", "0" * 64])
def test_a_checksum_that_is_not_that_of_the_item_is_told(somme):
    item = changed(frozen_item("scenario", scenario()), somme=somme)
    assert "hors de Passerelle" in taken_away.Snapshot(dossier(item)).board.chapters[0].moved


@pytest.mark.parametrize("place", ["", " ", "\u200b"])
@pytest.mark.parametrize("verb", [["exporter", "--formats", "csv"], ["balayer"]])
def test_a_place_that_says_nothing_is_refused_rather_than_read_as_here(
    verb, place, tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.json").write_text(json.dumps(scenario()))
    assert main([verb[0], "c.json", *verb[1:], "--vers", place]) == 2
    assert "« --vers » est vide" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["c.json"]


def test_the_line_of_a_figure_names_each_of_its_words_apart():
    told = taken_away.Snapshot(taken_away.dossier_of(cases()["programme"])).figures()
    assert "PME PME" not in told
    assert "PME\u00a0; PME" in told


@pytest.mark.parametrize("unit", ["$x$", "mot", "jour", "année", ""])
@pytest.mark.parametrize("value", ["2031-01-01", "abc", 3.5, None])
def test_a_row_of_law_that_somebody_wrote_is_told_whatever_it_holds(unit, value):
    item = frozen_item("scenario", scenario())
    mention = item.fige.mentions[item.fige.renvois[0]]._replace(unit=unit)
    (name, day, _), *rest = item.fige.lois
    places = (len(item.fige.mentions), *item.fige.renvois[1:])
    fige = changed(item, lois=((name, day, value), *rest), renvois=places,
                   mentions=(*item.fige.mentions, mention))  # fmt: skip
    made = taken_away.Snapshot(dossier(fige))
    assert made.figures()
    assert made.board.chapters[0].sheets


NOTED = "À revoir :\nle coût,\nla date."


def test_lines_of_a_decision_and_of_a_note_are_lines_on_the_slide_and_on_paper():
    item = frozen_item("scenario", scenario()).model_copy(update={"note": NOTED})
    made = taken_away.Snapshot(dossier(item, decision=NOTED))
    slides = Presentation(BytesIO(made.deck())).slides
    assert any(
        shape.has_text_frame and [p.text for p in shape.text_frame.paragraphs] == NOTED.split("\n")
        for shape in slides[-3].shapes
    )
    for pdf, times in ((made.report(), 2), (made.note(), 1)):
        lines = [
            line.strip()
            for page in PdfReader(BytesIO(pdf)).pages
            for line in page.extract_text().splitlines()
        ]
        assert sum(lines.count(line) == times for line in NOTED.split("\n")) == 3


@pytest.mark.parametrize("kind", COMPUTED)
@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_the_command_and_the_five_lines_of_the_notes_give_the_frozen_answer(kind, shell, tmp_path):
    titre = 'Ligne\nautre \\t « l’été » $HOME `id` "x"'
    case = {**cases()[kind], "titre": titre} if kind != "comparaison" else cases()[kind]
    made = taken_away.Snapshot(taken_away.dossier_of(case))
    told = next(
        slide.notes_slide.notes_text_frame.text
        for slide in Presentation(BytesIO(made.deck())).slides
        if "import json" in slide.notes_slide.notes_text_frame.text
    )
    lines = told.split("\n")
    start = lines.index("import json")
    (tmp_path / "refaire.py").write_text("\n".join(lines[start : start + 5]), encoding="utf-8")
    (tmp_path / "refaire.sh").write_text(lines[start + 6], encoding="utf-8")
    frozen = made.dossier.elements[0].fige.resultat
    path = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for command in ([sys.executable, tmp_path / "refaire.py"], [shell, tmp_path / "refaire.sh"]):
        ran = subprocess.run(
            command, capture_output=True, text=True, check=True, cwd=ROOT, env=path
        )
        assert json.loads(ran.stdout) == frozen


def test_a_whole_dossier_fits_in_a_request_that_takes_it_away():
    item = frozen_item("programme", cases()["programme"])
    items = [item.model_copy(update={"id": f"{n:08x}", "note": "é" * 5_000}) for n in range(12)]
    body = dossier(*items).to_dict()
    assert len(json.dumps(body)) > limits.REQUEST
    answer = post(interface(), "/exporter?formats=csv", body)
    assert answer.status == 200
    assert post(interface(), "/run", body).status == 413
