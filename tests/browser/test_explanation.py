"""The proof of a figure in a real browser: it opens without a run, and prints closed."""

import pytest

from simulator.cases.scenario import read
from tests.browser.reading import opened, rested

CASE = read({"dispositif": "boost_innov", "voie": "don_eligible"}).to_link()
ADDRESS = f"explication?de=simuler&chiffre=effort_net_mecene&s={CASE}"
GIFT = ".p-block:has(b:text-is('Réduction d’impôt du mécénat'))"


@pytest.mark.browser
def test_a_line_opens_down_to_its_row_of_law_without_a_run(shared_server, chromium):
    page = opened(chromium, f"{shared_server}/{ADDRESS}")
    law = page.locator(f"{GIFT} .p-law").first
    assert not law.is_visible()
    page.evaluate("window.held = document.querySelector('.p-account')")
    page.locator(f"{GIFT} > details > summary").click()
    page.locator(f"{GIFT} summary:has(b:text-is('Taux de la réduction d’impôt'))").click()
    assert law.is_visible()
    assert "238 bis" in law.inner_text()
    assert page.evaluate("window.held === document.querySelector('.p-account')")
    page.close()


@pytest.mark.browser
def test_from_the_figure_it_is_one_click_and_the_session_keeps_what_it_held(
    shared_server, chromium
):
    page = opened(chromium, f"{shared_server}/simuler?s={CASE}")
    page.locator(".st-key-trois_chiffres a").last.click()
    page.wait_for_selector(".p-account")
    assert "chiffre=effort_net_mecene" in page.url
    page.locator("a:has-text('Revenir au cas')").click()
    page.wait_for_selector(".st-key-trois_chiffres")
    rested(page)
    assert f"s={CASE}" in page.url
    page.close()


@pytest.mark.browser
def test_on_paper_all_is_closed_and_the_table_of_grounds_is_there(shared_server, chromium):
    page = opened(chromium, f"{shared_server}/{ADDRESS}&ouvert=oui")
    grounds = page.locator(".st-key-fondements table")
    assert page.locator(".p-law").first.is_visible()
    assert not grounds.is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".p-law").first.is_visible()
    assert grounds.is_visible()
    assert not page.locator(".st-key-choix_explication").is_visible()
    assert page.locator(".p-memo .p-entry").first.is_visible()
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_nothing_goes_sideways(shared_server, chromium, width):
    page = opened(chromium, f"{shared_server}/{ADDRESS}&ouvert=oui", size=(width, 800))
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")
    page.close()
