"""From the first page to a deck of a decision, as someone who has never seen it would go."""

import zipfile
from io import BytesIO

import pytest
from pptx import Presentation

from .reading import words

pytestmark = pytest.mark.browser


def keep(page):
    page.get_by_role("button", name=words("dossier.ajouter"), exact=True).first.click()
    page.get_by_text(words("dossier.ajoute")).first.wait_for()


def taken(page, key):
    """What a button of « Emporter » gives."""
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name=words(key), exact=True).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_from_the_first_page_to_the_files_of_a_decision(chromium, kept_server):
    context = chromium.new_context(locale="fr-FR", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(kept_server)
    page.get_by_role("link", name=words("simuler.menu"), exact=True).first.click()
    page.locator("h1.p-question").wait_for()
    keep(page)
    page.get_by_role("link", name=words("mecene.menu"), exact=True).first.click()
    page.wait_for_url("**/mecene**")
    keep(page)
    page.get_by_role("link", name=words("dossier.voir")).first.click()
    page.locator(".p-item").nth(1).wait_for()
    decided = page.get_by_label(words("dossier.champ.decision"))
    decided.fill("Ouvrir ALIZÉ dans la Loire.")
    decided.blur()
    page.get_by_role("button", name=words("dossier.decision_prendre")).click()
    page.get_by_text("Décision prise le").first.wait_for()

    name, deck = taken(page, "emporter.diapositives")
    assert name.endswith(".pptx")
    told = " ".join(
        shape.text_frame.text
        for slide in Presentation(BytesIO(deck)).slides
        for shape in slide.shapes
        if shape.has_text_frame
    )
    assert "Ouvrir ALIZÉ dans la Loire." in told
    assert "Décidé le" in told
    assert taken(page, "emporter.rapport")[1].startswith(b"%PDF-")
    assert taken(page, "emporter.note")[1].startswith(b"%PDF-")
    assert zipfile.is_zipfile(BytesIO(taken(page, "emporter.classeur")[1]))
    assert taken(page, "emporter.fichier_presentation")[1].startswith(b"<!doctype html>")
    assert b"Ouvrir" not in taken(page, "emporter.chiffres")[1]

    with context.expect_page() as opened:
        page.get_by_role("link", name=words("emporter.presenter")).click()
    opened.value.locator("section.vue h1").wait_for()
    context.close()
