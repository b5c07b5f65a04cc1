"""A board shows what was decided: under the law of that day, else the frozen figures alone."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pptx import Presentation
from pypdf import PdfReader

from simulator.cases.dossier_private import holds_private
from simulator.cases.scenario import from_link
from simulator.exports import freezing
from simulator.exports.board import snapshot
from simulator.exports.board.snapshot import board_of, chapter_of
from simulator.exports.freezing import checksum, frozen_item
from simulator.exports.taken_away import Snapshot
from simulator.law.book import in_force
from simulator.stories.marks import unmarked
from simulator.text import formats
from tests.exports.board.conftest import PROGRAMME, cases, dossier, scenario

GIFT = {**scenario(), "voie": "don_eligible"}


def written(chapter):
    """Every word of a chapter."""
    for sheet in chapter.sheets:
        yield from (unmarked(sheet.title), sheet.subtitle, sheet.source)
        yield from (figure.value for figure in sheet.figures)
        yield from (" ".join(row) for row in (sheet.table.written if sheet.table else ()))


def test_another_law_does_not_move_what_was_decided(monkeypatch):
    item = frozen_item("scenario", GIFT)
    before = list(written(chapter_of(item)))
    rows = [row for row in in_force().rows() if row.parameter == "mecenat.taux_reduction"]
    lower = in_force().amended_by([replace(rows[-1], value=0.3, since=date(2025, 12, 31))])
    for module in (freezing, snapshot):
        monkeypatch.setattr(module, "in_force", lambda: lower, raising=False)
    monkeypatch.setattr(snapshot, "versions", lambda: {"loi": "x", "version": "y"})
    after = chapter_of(item)
    assert list(written(after)) == before
    assert "bouger" in after.moved


@pytest.mark.parametrize("kind", list(cases()))
def test_a_product_that_answers_otherwise_shows_the_frozen_figures_alone(kind):
    item = frozen_item(kind, cases()[kind], phrase="Ce qui a été dit")
    result = {**item.fige.resultat, "produit": "ancien"}
    fige = item.fige.model_copy(
        update={"resultat": result, "somme": checksum(kind, item.cas, result)}
    )
    chapter = chapter_of(item.model_copy(update={"fige": fige}))
    assert "programme de calcul a changé" in chapter.moved
    (sheet,) = chapter.sheets
    assert sheet.title == "Ce qui a été dit"
    assert sheet.shown is None
    assert sheet.table is None or sheet.table.rows


def test_the_frozen_figures_are_those_of_the_file():
    item = frozen_item("mecene", cases()["mecene"])
    chapter = snapshot.told_as_frozen(item)
    net = item.fige.resultat["lectures"]["prudent"]["chiffres"]["cout_net"]
    assert formats.with_unit(net, "€") in [row[1] for row in chapter.sheets[0].table.written]


def test_a_case_that_is_no_longer_admitted_keeps_its_figures():
    item = frozen_item("programme", PROGRAMME)
    refused = {**item.cas, "annees": []}
    chapter = chapter_of(item.model_copy(update={"cas": refused}))
    assert chapter.sheets[0].table.rows


def test_every_item_bears_its_seal_and_a_private_answer_is_in_no_link():
    item = frozen_item("scenario", scenario(salaire_brut=61_234))
    (chapter,) = board_of(dossier(item)).chapters
    assert item.fige.somme.startswith(chapter.seal.code)
    opened = from_link(chapter.redo.link.removeprefix("simuler?s="))
    assert item.cas["reponses"]["salaire_brut"] == 61_234
    assert opened.reponses.salaire_brut != 61_234


def everything(snapshot):
    """All that leaves as text: slides and notes, report, presentation, figures."""
    deck = Presentation(BytesIO(snapshot.deck()))
    for slide in deck.slides:
        yield slide.notes_slide.notes_text_frame.text
        yield from (shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    for page in PdfReader(BytesIO(snapshot.report())).pages:
        yield page.extract_text()
    yield from (snapshot.presentation(), snapshot.figures())


PRIVATE = {
    "scenario": (scenario(salaire_brut=61_234), ("61234", "61 234")),
    "mecene": (cases()["mecene"], ("12000000", "12 000 000")),
    "comparaison": (
        {"reference": scenario(salaire_brut=61_234), "variantes": [scenario("alize")]},
        ("61234", "61 234"),
    ),
    "programme": (
        {**PROGRAMME, "lignes": [{**PROGRAMME["lignes"][0], "reponses": {"salaire_brut": 61_234}}]},
        ("61234", "61 234"),
    ),
}


@pytest.mark.parametrize("kind", list(PRIVATE))
def test_a_private_answer_leaves_only_when_it_is_asked(kind):
    case, told = PRIVATE[kind]
    held = dossier(frozen_item(kind, case))
    assert holds_private(held.elements[0])

    def leaves(*, private):
        texts = " ".join(everything(Snapshot(held, private=private)))
        plain = texts.replace("\u202f", " ").replace("\u00a0", " ")
        return [one for one in told if one in plain]

    assert leaves(private=False) == []
    assert leaves(private=True)


def test_an_item_without_private_answers_leaves_whole():
    for kind, case in (("scenario", scenario()), ("programme", PROGRAMME)):
        item = frozen_item(kind, case)
        assert not holds_private(item)
        assert chapter_of(item, private=False).redo.python


@pytest.mark.parametrize("frozen_alone", [False, True])
def test_the_turnover_is_not_read_off_the_cap_of_gifts(frozen_alone):
    case = {**cases()["mecene"], "chiffre_affaires": [24_691_200]}
    item = frozen_item("mecene", case)
    if frozen_alone:
        result = {**item.fige.resultat, "produit": "ancien"}
        fige = item.fige.model_copy(update={"resultat": result})
        item = item.model_copy(update={"fige": fige})

    def leaves(*, private):
        texts = " ".join(everything(Snapshot(dossier(item), private=private)))
        return "123 456" in texts.replace("\u202f", " ").replace("\u00a0", " ")

    assert leaves(private=True)
    assert not leaves(private=False)
