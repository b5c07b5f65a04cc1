"""The report and the note: tagged, whole, their fonts inside, what they quote is what is frozen."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from simulator.errors import InputError
from simulator.exports.board import report
from simulator.exports.freezing import frozen_item
from simulator.exports.taken_away import Snapshot
from simulator.schemes import SCHEMES
from simulator.text import LANGUAGES, formats, speaking
from tests.exports.board.conftest import cases, dossier, scenario
from tests.exports.board.test_deck import HOSTILE


def read(content):
    return PdfReader(BytesIO(content))


def words(content):
    """The text of a document, spaces of any kind being one."""
    pages = " ".join(page.extract_text() for page in read(content).pages)
    return " ".join(pages.replace("\u00a0", " ").replace("\u202f", " ").split())


def plain(text):
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def fonts_of(document):
    for page in document.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            yield from font.get_object().get("/DescendantFonts", [font])


def test_the_report_is_accessible_and_its_fonts_are_inside(snapshot, monkeypatch):
    monkeypatch.setattr(report.typst, "TypstError", ZeroDivisionError)  # no way out of UA-1
    document = read(snapshot.report())
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    for font in fonts_of(document):
        described = font.get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(described)


def test_the_outline_leads_to_every_item_the_decision_and_the_annex(snapshot):
    titles = [
        plain(one.title) for one in read(snapshot.report()).outline if not isinstance(one, list)
    ]
    assert len([t for t in titles if t]) >= len(snapshot.dossier.elements) + 2


def test_the_report_quotes_the_frozen_figures_and_the_seal_of_every_item(snapshot):
    told = words(snapshot.report())
    frozen = snapshot.dossier.elements[0].fige
    for route in frozen.resultat["voies"].values():
        assert plain(formats.euros(route["ressources"])) in told
    for item in snapshot.dossier.elements:
        assert item.fige.somme[:10] in told
        assert item.fige.loi[:10] in told
    assert "Ouvrir ALIZÉ." in told
    assert "import json" in told


@pytest.mark.parametrize("kind", list(cases()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_is_one_page_for_every_kind(kind, language):
    with speaking(language):
        made = Snapshot(dossier(frozen_item(kind, cases()[kind]))).note()
        document = read(made)
    assert len(document.pages) == 1
    assert document.trailer["/Root"]["/Lang"] == language


@pytest.mark.parametrize("scheme", list(SCHEMES))
def test_a_note_of_every_format_holds_its_limits(scheme):
    made = Snapshot(dossier(frozen_item("scenario", scenario(scheme))))
    told = words(made.note())
    for title, *_ in made.board.chapters[0].limits[: report.NOTE_LIMITS]:
        assert plain(title) in told


def test_a_note_of_several_items_is_refused_in_words(snapshot):
    with pytest.raises(InputError, match="un seul cas"):
        report.note_of(snapshot.board)


def test_a_note_that_no_page_holds_is_refused_in_words():
    item = frozen_item("scenario", scenario())
    made = Snapshot(dossier(item, decision="Décider. " * 550))
    with pytest.raises(InputError, match="ne tient pas sur une page"):
        made.note()


@pytest.mark.parametrize("name", list(HOSTILE))
def test_hostile_names_break_no_document(name):
    text = HOSTILE[name].encode("utf-8", "ignore").decode()
    item = frozen_item("scenario", scenario())
    item = item.model_copy(update={"titre": text[:200], "note": text[:5_000]})
    made = Snapshot(dossier(item, titre=text[:200], auteur=text[:200], decision=text[:5_000]))
    assert len(read(made.report()).pages) >= 5


def test_a_report_in_english_has_no_french_heading(in_english):
    with speaking("en"):
        told = words(in_english.report())
    for word in ("Décision", "réserve", "Pièce", "Figé", "Hypothèse", "Sommaire", "Mécène"):
        assert word not in told


@pytest.mark.parametrize("kind", list(cases()))
def test_no_word_of_a_note_leaves_its_page(kind):
    page = read(Snapshot(dossier(frozen_item(kind, cases()[kind]))).note()).pages[0]
    ends = []

    def seen(text, _cm, matrix, font, size):
        if text.strip() and font:
            ends.append(matrix[4] + 0.35 * size * len(text.strip()))

    page.extract_text(visitor_text=seen)
    assert ends
    assert max(ends) < float(page.mediabox.width)
