"""Twenty years in a browser: one screen, a disc opens its contradiction, a phone reads lists."""

import pytest
from playwright.sync_api import expect

from .reading import opened

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_picture_and_its_contradictions_fit_one_screen(shared_server, chromium, lang):
    page = opened(chromium, f"{shared_server}/reseau?lang={lang}", size=(1440, 900))
    page.wait_for_selector(".p-twenty")
    page.wait_for_timeout(500)
    assert page.evaluate("document.querySelector('.stMain').scrollHeight") <= 900
    page.close()


def test_a_disc_opens_its_contradiction(shared_server, chromium):
    page = opened(chromium, f"{shared_server}/reseau", size=(1440, 900))
    rail = page.locator(".p-quarrel")
    assert rail.evaluate_all("(all) => all.filter((one) => one.open).length") == 0
    disc = page.locator(".p-numbered").filter(has_text="7")
    box = disc.locator(".p-touch").bounding_box()
    assert min(box["width"], box["height"]) >= 30
    disc.click()
    expect(page.locator("#contradiction-7")).to_be_visible()
    expect(page.locator("#contradiction-7")).to_contain_text("Retenu")
    assert page.url.partition("#")[0].endswith("/reseau")
    page.close()


def test_a_phone_reads_the_lanes_as_lists(shared_server, chromium):
    page = opened(chromium, f"{shared_server}/reseau", size=(390, 844))
    page.wait_for_selector(".p-twenty-words")
    assert not page.locator(".p-twenty").is_visible()
    assert page.locator(".p-twenty-words").is_visible()
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    page.close()
