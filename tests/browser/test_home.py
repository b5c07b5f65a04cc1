"""The first page in a browser: on one screen, in both themes, and a search that opens things."""

import re

import pytest
from playwright.sync_api import expect

from .reading import opened, rested

pytestmark = pytest.mark.browser
DESK = (1440, 900)
HEIGHT = "document.querySelector('.stMain').scrollHeight"
OVERFLOWING = """() => [
    ...document.querySelectorAll('.p-home-bar .p-segment > span, .p-share-name')]
  .filter((e) => e.offsetParent && e.scrollWidth > e.parentElement.clientWidth + 1)
  .map((e) => e.innerText)"""
CUT = """() => [...document.querySelectorAll('.stMain p')]
  .filter((e) => e.checkVisibility() && getComputedStyle(e).textOverflow === 'ellipsis')
  .filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.innerText)"""


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_it_fits_a_desk_screen_without_scrolling(shared_server, chromium, lang):
    page = opened(chromium, f"{shared_server}/?lang={lang}", size=DESK)
    page.wait_for_selector(".st-key-derniers")
    rested(page)
    assert page.evaluate(HEIGHT) <= DESK[1]
    page.close()


def test_a_low_window_cuts_only_the_last_files(shared_server, chromium):
    page = opened(chromium, f"{shared_server}/", size=(1440, 780))
    page.wait_for_selector(".st-key-derniers")
    rested(page)
    for part in (".p-answer", ".st-key-portes", ".p-home-bars", ".p-home-map", ".p-whole"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= 780, part
    page.close()


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("width", [390, 1440, 1920])
def test_no_word_leaves_its_block_and_nothing_scrolls_sideways(
    shared_server, chromium, width, lang
):
    page = opened(chromium, f"{shared_server}/?lang={lang}", size=(width, 900))
    page.wait_for_selector(".p-whole")
    rested(page)
    assert page.evaluate(OVERFLOWING) == []
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= width
    page.close()


FOUND = {
    "meuze": ("Meuse", re.compile(r"/portrait\?.*territoire=alize\.meuse"), "Meuse"),
    "boost inov": ("PME Boost Innov", re.compile(r"/simuler\?.*s="), "Qui paie un parcours"),
    "plafond forfaitaire": (
        "Plafond forfaitaire des dons",
        re.compile(r"/sources\?.*loi=mecenat\.plafond_forfaitaire"),
        "Plafond forfaitaire des dons",
    ),
    "competence": ("Compétences", re.compile("/competences"), "compétences"),
}


@pytest.mark.parametrize("typed", FOUND)
def test_what_is_found_opens_with_the_right_thing(shared_server, chromium, typed):
    name, address, said = FOUND[typed]
    page = opened(chromium, f"{shared_server}/", size=DESK)
    field = page.locator(".st-key-portes input")
    field.fill(typed)
    field.press("Enter")
    link = page.locator(".st-key-trouves a").filter(has_text=name).first
    link.click()
    page.wait_for_url(address)
    expect(page.locator(".stMain")).to_contain_text(said)
    page.close()


def test_nothing_found_is_said_with_a_way_out(shared_server, chromium):
    page = opened(chromium, f"{shared_server}/", size=DESK)
    field = page.locator(".st-key-portes input")
    field.fill("zzzz")
    field.press("Enter")
    expect(page.locator(".st-key-trouves")).to_contain_text("Rien ne répond")
    assert page.locator(".st-key-trouves a").count() == 3
    page.close()
